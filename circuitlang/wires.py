"""Circuits written with Python's operators: a handle stands for one gate."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.gates.shapes import bracketed, called
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.gates.gate import Gate
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.tape.tape import Tape
    from circuitlang.text.source import Span


def number(value: object, what: str) -> float:
    """A real number as a float: what Python and NumPy call a number, but for complex ones."""
    real = hasattr(value, "__float__") or hasattr(value, "__index__")
    if not real or isinstance(value, (str, bytes, complex)):
        kind = type(value).__name__
        raise error("bad-argument", f"{what} must be a real number, not {kind}")
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        raise error("bad-number", f"{what} is too large for a float") from None
    except (TypeError, ValueError):
        raise error("not-scalar", f"{what} must be one number, not {type(value).__name__}",
                    ) from None  # fmt: skip


def leaf_value(value: Any, name: str, shape: Shape, span: Span | None = None) -> Any:
    """A value for a leaf of that shape: a float, or an array of floats of its own."""
    if not shape:
        if getattr(value, "ndim", 0):
            raise error("shape-mismatch", f"`{name}` is one number, and this value is "
                        f"{bracketed(value.shape)}", span)  # fmt: skip
        return number(value, f"the value of `{name}`")
    import numpy as np

    try:
        array = np.array(value)
        if array.dtype.kind not in "biuf":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        raise error("bad-argument", f"the value of `{name}` must be an array of real numbers",
                    ) from None  # fmt: skip
    same = array.ndim == len(shape) and all(
        isinstance(size, str) or size == have for size, have in zip(shape, array.shape, strict=True)
    )
    if not same:
        raise error("shape-mismatch", f"`{name}` is declared as {bracketed(shape)}, and this "
                    f"value is {called(array.shape)}", span)  # fmt: skip
    return array


def same_dimensions(tape: Tape, leaves: dict[int, Any]) -> None:
    """Raise shape-mismatch where a named dimension has two sizes among the values of a run."""
    seen: dict[str, tuple[int, int]] = {}
    for wire, value in leaves.items():
        for dim, size in zip(tape.shape(wire), getattr(value, "shape", ()), strict=False):
            if not isinstance(dim, str):
                continue
            known, first = seen.setdefault(dim, (size, wire))
            if known != size:
                raise error("shape-mismatch", f"the dimension `{dim}` is {known} in "
                            f"`{tape.name(first)}` and {size} in `{tape.name(wire)}`",
                            tape.place(wire))  # fmt: skip


def declared_name(name: object) -> str:
    """A name as the language would accept it, in NFC; subscripts may follow (`w[0]`)."""
    if not isinstance(name, str):
        raise error("bad-argument", f"a name is a string, not {type(name).__name__}")
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFC", name)
    base, bracket, inside = name.partition("[")
    good = base.isidentifier() and len(name) <= 255 and base[0] not in "℘℮"
    if good and bracket:
        parts = inside.removesuffix("]").split(",")
        good = inside.endswith("]") and all(part.strip().lstrip("-").isdecimal() for part in parts)
        name = f"{base}[{', '.join(str(int(part)) for part in parts)}]" if good else name
    if not good:
        raise error("bad-argument", f"{name!r} is no name for a gate",
                    help="a letter or _, then letters, digits and _; subscripts like w[0]",
                    )  # fmt: skip
    return name


class Handle:
    """One gate of a circuit, however often it is used.  `+ - * / **`, unary `-` and the
    comparisons make gates; so do `circuitlang.exp(x)` and the other gates' functions."""

    __slots__ = ("_builder", "_wire")

    def __init__(self, builder: Builder, wire: int) -> None:
        self._builder = builder
        self._wire = wire

    @property
    def name(self) -> str:
        return self._builder.tape.name(self._wire)

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

    def __repr__(self) -> str:
        return f"<gate {self.name}>"

    if TYPE_CHECKING:

        def __add__(self, other: Handle | float) -> Handle: ...
        def __radd__(self, other: float) -> Handle: ...
        def __sub__(self, other: Handle | float) -> Handle: ...
        def __rsub__(self, other: float) -> Handle: ...
        def __mul__(self, other: Handle | float) -> Handle: ...
        def __rmul__(self, other: float) -> Handle: ...
        def __truediv__(self, other: Handle | float) -> Handle: ...
        def __rtruediv__(self, other: float) -> Handle: ...
        def __pow__(self, other: Handle | float) -> Handle: ...
        def __rpow__(self, other: float) -> Handle: ...
        def __lt__(self, other: Handle | float) -> Handle: ...
        def __le__(self, other: Handle | float) -> Handle: ...
        def __gt__(self, other: Handle | float) -> Handle: ...
        def __ge__(self, other: Handle | float) -> Handle: ...
        def __eq__(self, other: object) -> Handle: ...  # type: ignore[override]
        def __ne__(self, other: object) -> Handle: ...  # type: ignore[override]


def call(gate: Gate, *operands: Any) -> Any:
    """The gate applied to handles and numbers; to numbers alone, their value."""
    builder = next((x._builder for x in operands if isinstance(x, Handle)), None)
    if builder is None:
        from circuitlang.meaning.builder import Builder

        numbers = [number(x, f"an input of `{gate.name}`") for x in operands]
        return Builder().apply(gate, numbers, None)
    wires: list[Operand] = [
        x.belongs_to(builder) if isinstance(x, Handle) else number(x, f"an input of `{gate.name}`")
        for x in operands
    ]
    result = builder.apply(gate, wires, None)
    return Handle(builder, builder.wire(result))


def function_of(gate: Gate) -> Callable[..., Any]:
    """A gate as a Python function of handles and numbers."""

    def apply(*operands: Any, **named: Any) -> Any:
        if named:
            unknown = [word for word in named if word not in gate.params[len(operands) :]]
            if unknown:
                raise error("bad-argument", f"`{gate.name}` has no input `{unknown[0]}` to give")
            rest = gate.params[len(operands) :]
            values = [named.get(word, gate.defaults.get(word)) for word in rest]
            operands = (*operands, *[value for value in values if value is not None])
        return call(gate, *operands)

    apply.__name__ = apply.__qualname__ = gate.name
    apply.__doc__ = f"{gate.name}({', '.join(gate.params)}): {gate.story}"
    return apply


def _operator(gate: str, swapped: bool = False) -> Callable[[Handle, Any], Any]:
    def apply(self: Handle, other: Any) -> Any:
        if not isinstance(other, Handle) and not hasattr(other, "__float__"):
            return NotImplemented
        pair = (other, self) if swapped else (self, other)
        return call(BY_NAME[gate], *pair)

    return apply


for _method, _gate in {"add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "pow": "pow",
                       "lt": "lt", "le": "le", "gt": "gt", "ge": "ge", "eq": "eq",
                       "ne": "ne"}.items():  # fmt: skip
    setattr(Handle, f"__{_method}__", _operator(_gate))
    if len(_method) > 2:
        setattr(Handle, f"__r{_method}__", _operator(_gate, swapped=True))
