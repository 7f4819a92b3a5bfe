"""Circuits written with Python's operators: a handle stands for one gate.

Beside handles stand numbers and, as constants, whatever NumPy would make an array of.
"""

from __future__ import annotations

from circuitlang.caller import constant, is_array, item_of, option
from circuitlang.gates import BY_NAME, INDEX
from circuitlang.meaning.calls import arranged, reduction_of
from circuitlang.tape.tape import CONST
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, NoReturn

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand


class Handle:
    """One gate of a circuit, however often it is used.  `+ - * / ** @`, unary `-`, the
    comparisons, `t[0, 1:3]` and `t.T` make gates; so do `circuitlang.exp(x)` and the other
    gates' functions, and those of NumPy that are gates (`np.exp(x)`)."""

    __slots__ = ("_builder", "_wire")

    def __init__(self, builder: Builder, wire: int) -> None:
        self._builder = builder
        self._wire = wire

    @property
    def name(self) -> str:
        return self._builder.tape.name(self._wire)

    @property
    def shape(self) -> Shape:
        """The sizes along its axes, () for a number; a name is a dimension that values decide."""
        return self._builder.tape.shape(self._wire)

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def T(self) -> Handle:
        """The transpose: all axes turned round."""
        turned: Handle = call(BY_NAME["transpose"], self)
        return turned

    def belongs_to(self, builder: Builder) -> int:
        if builder is not self._builder:
            raise error("bad-argument", f"`{self.name}` is a gate of another circuit",
                        help="a circuit reads only its own gates")  # fmt: skip
        return self._wire

    def __neg__(self) -> Handle:
        negative: Handle = call(BY_NAME["neg"], self)
        return negative

    def __pos__(self) -> Handle:
        return self

    def __abs__(self) -> Handle:
        size: Handle = call(BY_NAME["abs"], self)
        return size

    def __bool__(self) -> bool:
        raise error("bad-argument", f"`{self.name}` is a gate: it is neither true nor false",
                    help="circuitlang.where(c, a, b) chooses when the circuit runs")  # fmt: skip

    __hash__ = object.__hash__

    def __getitem__(self, item: Any) -> Handle:
        """A part of a tensor: `t[0]`, `t[0, 1:3]`, `t[..., -1]`."""
        entries = item_of(item, self.ndim, self.name)
        if not entries:
            return self
        part: Handle = call(BY_NAME["index"], self, options={"item": entries})
        return part

    def __len__(self) -> int:
        """The size along the first axis."""
        if not self.shape or not isinstance(self.shape[0], int):
            why = f"{self.shape[0]} is not known yet" if self.shape else "it is one number"
            raise error("bad-argument", f"`{self.name}` has no length: {why}")
        return self.shape[0]

    def __iter__(self) -> Iterator[Handle]:
        return (self[place] for place in range(len(self)))

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        raise error("bad-argument", f"`{self.name}` is a gate: it has no numbers before the "
                    "circuit runs", help="run = circuit.forward(); run[name] is an array",
                    )  # fmt: skip

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **named: Any) -> Handle:
        """NumPy's functions and operators, where there is a gate for them."""
        name = UFUNCS.get(ufunc.__name__, ufunc.__name__)
        if method != "__call__" or named or name not in BY_NAME:
            way = ufunc.__name__ if method == "__call__" else f"{ufunc.__name__}.{method}"
            raise error("bad-argument", f"there is no gate for NumPy's `{way}`",
                        help="the gates are functions of circuitlang: cl.sum(t, axis=0)",
                        )  # fmt: skip
        made: Handle = call(BY_NAME[name], *inputs)
        return made

    def __repr__(self) -> str:
        return f"<gate {self.name}>"

    if TYPE_CHECKING:

        def __add__(self, other: Operand) -> Handle: ...
        def __radd__(self, other: Operand) -> Handle: ...
        def __sub__(self, other: Operand) -> Handle: ...
        def __rsub__(self, other: Operand) -> Handle: ...
        def __mul__(self, other: Operand) -> Handle: ...
        def __rmul__(self, other: Operand) -> Handle: ...
        def __truediv__(self, other: Operand) -> Handle: ...
        def __rtruediv__(self, other: Operand) -> Handle: ...
        def __pow__(self, other: Operand) -> Handle: ...
        def __rpow__(self, other: Operand) -> Handle: ...
        def __matmul__(self, other: Operand) -> Handle: ...
        def __rmatmul__(self, other: Operand) -> Handle: ...
        def __lt__(self, other: Operand) -> Handle: ...
        def __le__(self, other: Operand) -> Handle: ...
        def __gt__(self, other: Operand) -> Handle: ...
        def __ge__(self, other: Operand) -> Handle: ...
        def __eq__(self, other: object) -> Handle: ...  # type: ignore[override]
        def __ne__(self, other: object) -> Handle: ...  # type: ignore[override]


def call(gate: Gate, *operands: Any, options: dict[str, Any] | None = None) -> Any:
    """The gate applied to handles, numbers and arrays; without a handle, its value."""
    builder = next((x._builder for x in operands if isinstance(x, Handle)), None)
    if builder is None:
        builder = next(filter(None, map(_builder_in, operands)), None)
    if builder is None:
        from circuitlang.meaning.builder import Builder

        values = [constant(x, f"an input of `{gate.name}`") for x in operands]
        return Builder().apply(gate, values, None, options)
    wires = [
        x.belongs_to(builder) if isinstance(x, Handle) else _operand(builder, x, gate.name)
        for x in operands
    ]
    result = builder.apply(gate, wires, None, options)
    return Handle(builder, builder.wire(result))


def _builder_in(value: Any) -> Builder | None:
    """The circuit of the first handle in lists of lists."""
    if isinstance(value, Handle):
        return value._builder
    if not isinstance(value, (list, tuple)):
        return None
    return next(filter(None, map(_builder_in, value)), None)


def _operand(builder: Builder, value: Any, gate: str) -> Operand:
    """A constant; or, of a list with handles in it, the gate `stack` of them."""
    if isinstance(value, Handle):
        return value.belongs_to(builder)
    if _builder_in(value) is None:
        return constant(value, f"an input of `{gate}`")
    return builder.apply(BY_NAME["stack"], [_operand(builder, x, gate) for x in value], None)


def function_of(gate: Gate) -> Callable[..., Any]:
    """A gate as a Python function of handles, numbers and arrays, with its options by name."""
    name = gate.name
    joins = gate.more and gate.shape is not None  # concat([a, b]) is concat(a, b), as in NumPy

    kind = INDEX[name]
    simple = gate.shape is None and gate.guard is None and len(gate.params) == 1 and not joins

    def apply(*operands: Any, **named: Any) -> Any:
        if simple and not named and len(operands) == 1 and type(operands[0]) is Handle:
            builder, own = operands[0]._builder, operands[0]._wire
            if not builder.tape.shapes and builder.tape.kind[own] != CONST:
                return Handle(builder, builder.emit(kind, (own,), -1))
        row = reduction_of(name, len(operands), named) or gate
        if not named and not row.options:
            return call(row, *operands)
        if joins and len(operands) == 1 and isinstance(operands[0], (list, tuple)):
            operands = tuple(operands[0])
        given = [(word, x) for word, x in named.items() if x is not None]
        inputs, options = arranged(row, name, operands, given, _option, None)
        return call(row, *inputs, options=options)

    apply.__name__ = apply.__qualname__ = name
    words = [*gate.params, *[f"{word}={gate.defaults[word]:g}" for word in gate.defaults]]
    words[len(gate.params) - len(gate.defaults) : len(gate.params)] = []
    words += [f"{word}={usual}" for word, usual in gate.options.items()]
    apply.__doc__ = f"{name}({', '.join(words)}): {gate.story}"
    return apply


def _option(value: Any, word: str) -> Any:
    if not isinstance(value, Handle):
        return option(value, word)
    tape = value._builder.tape
    if not tape.is_const(value._wire):
        raise error("not-constant", f"`{word}` must be constant, and `{value.name}` is a gate",
                    help="it is a part of the gate, not an input")  # fmt: skip
    return option(tape.consts[value._wire], word)


def _operator(gate: str, swapped: bool = False) -> Callable[[Handle, Any], Any]:
    row, kind = BY_NAME[gate], INDEX[gate]
    simple = row.shape is None and row.guard is None and len(row.params) == 2

    def apply(self: Handle, other: Any) -> Any:
        builder, own = self._builder, self._wire
        tape = builder.tape
        if simple and not tape.shapes and tape.kind[own] != CONST:  # nothing to find out
            wire = -1
            if type(other) is Handle:
                wire = other._wire if other._builder is builder else -1
            elif type(other) is float:
                wire = builder.wire(other)
            if wire >= 0:
                pair = (wire, own) if swapped else (own, wire)
                return Handle(builder, builder.emit(kind, pair, -1))
        known = isinstance(other, Handle) or hasattr(other, "__float__")
        if not known and not is_array(other):
            return NotImplemented
        return call(row, *((other, self) if swapped else (self, other)))

    return apply


UFUNCS = {"subtract": "sub", "multiply": "mul", "divide": "div", "true_divide": "div",
          "power": "pow", "negative": "neg", "absolute": "abs", "maximum": "max",
          "minimum": "min", "less": "lt", "less_equal": "le", "greater": "gt",
          "greater_equal": "ge", "equal": "eq", "not_equal": "ne"}  # fmt: skip
"""NumPy's names for gates that are called differently here."""

for _method, _gate in {"add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "pow": "pow",
                       "matmul": "matmul", "lt": "lt", "le": "le", "gt": "gt", "ge": "ge",
                       "eq": "eq", "ne": "ne"}.items():  # fmt: skip
    setattr(Handle, f"__{_method}__", _operator(_gate))
    if len(_method) > 2:
        setattr(Handle, f"__r{_method}__", _operator(_gate, swapped=True))
