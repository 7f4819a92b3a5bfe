"""A loss and its gradients by the params: of the circuit as it stands, or the mean over rows."""

from __future__ import annotations

from circuitlang import engines
from circuitlang.transforms.freeze import freeze
from circuitlang.transforms.prune import prune

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from circuitlang.meaning.builder import Builder

    Values = dict[int, Any]  # by the wires of the params
else:
    Protocol = object  # says its types; nothing is made of it


class Loss(Protocol):
    """`rows` picks those that count (None: all); a gradient of None: nothing arrived."""

    count: int  # of rows; 0: the circuit as it stands

    def __call__(self, params: Values, rows: Any = None) -> tuple[float, Values]: ...


def loss_of(builder: Builder, of: int, leaves: Values, params: list[int], columns: Values) -> Loss:
    """The loss that is wire `of`.  `leaves` are the values of inputs and params, `columns` the
    rows of the inputs that are fed."""
    first = {wire: float(column[0]) for wire, column in columns.items()}
    tape, old = prune(builder.tape, of)
    given = {old[wire]: value for wire, value in {**leaves, **first}.items() if wire in old}
    values = engines.compile(tape, builder.ties, builder.limits, builder.engine).forward(given)
    moving = {old[wire] for wire in (*params, *columns) if wire in old}
    small, new = freeze(tape, old[of], moving, values)
    fed = {new[old[wire]]: column for wire, column in columns.items() if wire in old}
    places, goal = {wire: new[old[wire]] for wire in params}, new[old[of]]
    if columns and not small.shapes:
        return _Rows(builder, small, goal, places, fed, len(next(iter(columns.values()))))
    program = engines.compile(small, builder.ties, builder.limits, builder.engine, again=True)
    whole = _Whole(program, goal, places)
    return _OneByOne(whole, fed, len(next(iter(columns.values())))) if columns else whole


def _run_of(program: Any, of: int, places: dict[int, int]) -> Callable[[Values], Any]:
    """What computes a value and the gradients of the leaves at `places`."""
    if program.tensors:
        from circuitlang.engines.tensors_planned import Planned

        return Planned(program, of, tuple(places.values()))

    def run(leaves: Values) -> Any:
        values = program.forward(leaves)
        return values[of], program.backward(values, of)

    return run


class _Whole:
    """The circuit as it stands."""

    count = 0

    def __init__(self, program: Any, of: int, places: dict[int, int]) -> None:
        self.program, self.of, self.places = program, of, places
        self.run = _run_of(program, of, places)

    def __call__(self, params: Values, rows: Any = None) -> tuple[float, Values]:
        return self.at(params, {})

    def at(self, params: Values, fed: Values) -> tuple[float, Values]:
        leaves = {place: params[wire] for wire, place in self.places.items()}
        value, grads = self.run({**leaves, **fed})
        return value, {wire: grads[place] for wire, place in self.places.items()}


class _OneByOne:
    """The mean over rows of a circuit with tensors, one row after the other."""

    def __init__(self, whole: _Whole, fed: Values, count: int) -> None:
        self.whole, self.fed, self.count = whole, fed, count

    def __call__(self, params: Values, rows: Any = None) -> tuple[float, Values]:
        chosen = range(self.count) if rows is None else rows.tolist()
        total, sums = 0.0, dict.fromkeys(params)
        for row in chosen:
            here = {place: float(column[row]) for place, column in self.fed.items()}
            loss, grads = self.whole.at(params, here)
            total += loss
            _add(sums, grads)
        return total / len(chosen), _divided(sums, len(chosen))


class _Rows:
    """The mean over rows of a circuit of scalars, in blocks of rows."""

    def __init__(self, builder: Builder, tape: Any, of: int, places: dict[int, int], fed: Values,
                 count: int) -> None:  # fmt: skip
        self.engine = engines.rows(tape, builder.ties, builder.limits, of, places.values(),
                                   builder.engine)  # fmt: skip
        self.places, self.fed, self.count = places, fed, count

    def __call__(self, params: Values, rows: Any = None) -> tuple[float, Values]:
        leaves = {place: params[wire] for wire, place in self.places.items()}
        fed = self.fed if rows is None else {at: column[rows] for at, column in self.fed.items()}
        count = self.count if rows is None else len(rows)
        total, sums = 0.0, dict.fromkeys(params)
        for low in range(0, count, self.engine.block):
            part = slice(low, min(low + self.engine.block, count))
            value, grads = self.engine.run(
                {**leaves, **{at: column[part] for at, column in fed.items()}})  # fmt: skip
            size = part.stop - part.start
            total += _sum(value, size)
            _add(sums, {wire: None if (slope := grads[place]) is None else _sum(slope, size)
                        for wire, place in self.places.items()})  # fmt: skip
        return total / count, _divided(sums, count)


def _sum(value: Any, count: int) -> float:
    """The sum over rows; a float is the same in each."""
    return value * count if isinstance(value, float) else float(value.sum())


def _add(sums: Values, more: Values) -> None:
    for wire, term in more.items():
        if term is not None:
            sums[wire] = term if sums[wire] is None else sums[wire] + term


def _divided(sums: Values, count: int) -> Values:
    return {wire: None if total is None else total / count for wire, total in sums.items()}
