"""The results of the passes: a run holds every value, gradients every gradient."""

from __future__ import annotations

from circuitlang.caller import leaf_value, number
from circuitlang.gates.shapes import bracketed, called
from circuitlang.meaning.refusals import refuse_inside
from circuitlang.readings.values import frozen, shape_of, zeros_like
from circuitlang.reports.gradients import terms
from circuitlang.reports.nonfinite import backward_warning
from circuitlang.text.errors import CircuitError, Diagnostic, error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from circuitlang.circuit import Circuit
    from circuitlang.engines.reference import Program
    from circuitlang.text.source import Span


class Snapshot:
    """What cannot be changed once it is made."""

    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise error("bad-argument", f"a {type(self).__name__} does not change: run the circuit "
                    "again for other values")  # fmt: skip

    __delattr__ = __setattr__  # type: ignore[assignment]


class Run(Snapshot):
    """The values of all gates after a forward; it never changes.

    `run["f"]` is a value, `warnings` what the pass had to say.
    """

    __slots__ = ("_circuit", "_program", "_values", "warnings")

    warnings: tuple[Diagnostic, ...]
    _circuit: Circuit
    _program: Program
    _values: Any

    def __init__(self, circuit: Circuit, program: Program, values: Any,
                 warnings: tuple[Diagnostic, ...] = ()) -> None:  # fmt: skip
        for name, value in zip(Run.__slots__, (circuit, program, values, warnings), strict=True):
            object.__setattr__(self, name, value)

    def __getitem__(self, name: str) -> Any:
        """The value of a gate: a float, or a tensor as an array that cannot be written to."""
        return frozen(self._values[self._wire(name)])

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._circuit.names
                if self._circuit._wire(name) < self._program.size)  # fmt: skip

    def _wire(self, name: str) -> int:
        return self._computed(self._circuit._wire(name))

    def _computed(self, wire: int) -> int:
        """The wire, if the run has a value of it."""
        if wire >= self._program.size:
            name = self._program.tape.name(wire)
            raise error("no-value", f"`{name}` was declared after this run",
                        help="run forward again")  # fmt: skip
        return wire

    def backward(self, name: str | None = None, seed: Any = None) -> Gradients:
        """The gradient of a gate (default: the output) by everything, times `seed` (default 1),
        which for a tensor must be given and have its shape.

        Raises CircuitError: undefined-name, no-output, bad-argument, not-scalar, shape-mismatch;
        non-finite if strict."""
        of = self._computed(self._circuit._output()) if name is None else self._wire(name)
        if self._program.tape.is_const(of):
            raise error("not-a-leaf", f"`{name}` is a constant: nothing can change it")
        refuse_inside(self._program.tape, of, self._program.tape.name(of), None)
        shape = shape_of(self._values[of])
        if seed is not None:
            seed = leaf_value(seed, "the seed", shape) if shape else number(seed, "the seed")
        return self._backward(of, seed)

    def _backward(self, of: int, seed: Any = None, place: Span | None = None) -> Gradients:
        program, strict = self._program, self._circuit.strict
        shape = shape_of(self._values[of])
        if seed is None and shape:
            name = program.tape.name(of)
            raise error("not-scalar", f"`{name}` is a tensor, {bracketed(shape)}: say what its "
                        "gradient begins with", place,
                        help=f"backward {name} with ones({', '.join(map(str, shape))})",
                        )  # fmt: skip
        seed = 1.0 if seed is None else seed
        if shape_of(seed) != shape:
            raise error("shape-mismatch", f"the seed is {called(shape_of(seed))}, and "
                        f"`{program.tape.name(of)}` is {called(shape)}", place)  # fmt: skip
        try:
            upstream = program.backward(self._values, of, seed)
        except MemoryError:
            raise program.limits.used_up(place) from None
        severity = "error" if strict else "warning"
        warning = backward_warning(program, self._values, upstream, of, severity)
        if warning is not None and strict:
            raise CircuitError(warning)
        return Gradients(self, of, seed, upstream, () if warning is None else (warning,))

    def __repr__(self) -> str:
        return f"<Run: {_listed((name, self[name]) for name in self)}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The circuit drawn with these values, and a table of them, for a notebook."""
        from circuitlang.exports.bundle import bundle

        return bundle(repr(self), self._circuit._builder, self._program, self._values)


class Gradients(Snapshot):
    """The gradients of one gate by everything, after a backward; they never change.

    `grads["x"]` is the chained gradient of x; `local(q)` and `chained(q)` tell, for each input
    of gate q, its local gradient and what q sends to it (upstream × local), summed over all
    places where q reads it.
    """

    __slots__ = ("_of", "_upstream", "run", "seed", "warnings")

    run: Run
    seed: Any
    warnings: tuple[Diagnostic, ...]
    _of: int
    _upstream: list[Any]

    def __init__(self, run: Run, of: int, seed: Any, upstream: list[Any],
                 warnings: tuple[Diagnostic, ...] = ()) -> None:  # fmt: skip
        values = (of, upstream, run, frozen(seed), warnings)
        for name, value in zip(Gradients.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    @property
    def of(self) -> str:
        """The name of the gate whose gradients these are."""
        return self.run._program.tape.name(self._of)

    def __getitem__(self, name: str) -> Any:
        wire = self.run._wire(name)
        if self.run._program.tape.is_const(wire):
            raise error("not-a-leaf", f"`{name}` is a constant: it has no gradient")
        found = self._upstream[wire]
        return frozen(zeros_like(self.run._values[wire]) if found is None else found)

    def __iter__(self) -> Iterator[str]:
        return iter(self.run._circuit.inputs)

    def local(self, name: str) -> dict[str, Any]:
        """∂name/∂input for each input of a gate, as the values of the run give it; of a gate
        of tensors element by element, where it works so."""
        return self._by_input(name, chained=False)

    def chained(self, name: str) -> dict[str, Any]:
        """What the gate sends to each of its inputs: upstream × local."""
        return self._by_input(name, chained=True)

    def _by_input(self, name: str, chained: bool) -> dict[str, Any]:
        run = self.run
        wire = run._wire(name)
        tape = run._program.tape
        if tape.is_leaf(wire):
            raise error("bad-argument", f"`{name}` is an input, a param or a constant: it reads "
                        "nothing")  # fmt: skip
        found: dict[str, Any] = {}
        for term in terms(run._program, run._values, wire, self._upstream):
            part = term.chained if chained else term.local
            if part is not None:
                key = tape.name(term.wire)
                found[key] = found[key] + part if key in found else part
        return {key: frozen(part) for key, part in found.items()}

    def __repr__(self) -> str:
        listed = _listed((f"∂{self.of}/∂{name}", self[name]) for name in self)
        return f"<Gradients: {listed}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The circuit drawn with its gradients, and a table of them, for a notebook."""
        from circuitlang.exports.bundle import bundle

        run = self.run
        return bundle(repr(self), run._circuit._builder, run._program, run._values,
                      self._upstream, self._of)  # fmt: skip


def _listed(pairs: Any, most: int = 12) -> str:
    shown = [f"{name} = {_brief(value)}" for name, value in pairs]
    more = len(shown) - most
    return ", ".join(shown[:most]) + (f", … {more} more" if more > 0 else "")


def _brief(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else f"a {bracketed(value.shape)} tensor"
