"""The rules read as wires: a row's local gradient, or chain, becomes gates of the circuit."""

from __future__ import annotations

from circuitlang.gates import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.text.source import Span

OTHER_NAMES = {"atan": "arctan"}
"""Words of the vocabulary whose gate has another name; all others are called as their gates."""


class Wire:
    """An operand inside of a rule: the operators of a rule make gates of it."""

    __slots__ = ("m", "operand")

    def __init__(self, m: Wires, operand: Operand) -> None:
        self.m = m
        self.operand = operand

    def __add__(self, other: Any) -> Any:
        return self.m.gate("add", self, other)

    def __radd__(self, other: Any) -> Any:
        return self.m.gate("add", other, self)

    def __sub__(self, other: Any) -> Any:
        return self.m.gate("sub", self, other)

    def __rsub__(self, other: Any) -> Any:
        return self.m.gate("sub", other, self)

    def __mul__(self, other: Any) -> Any:
        return self.m.gate("mul", self, other)

    def __rmul__(self, other: Any) -> Any:
        return self.m.gate("mul", other, self)

    def __neg__(self) -> Any:
        return self.m.gate("neg", self)

    @property
    def shape(self) -> Shape:
        return self.m.shape(self)


class Only:
    """A local gradient that holds where a condition does; elsewhere the branch is not taken."""

    __slots__ = ("condition", "value")

    def __init__(self, condition: Any, value: Any) -> None:
        self.condition = condition
        self.value = value


class Wires:
    """The vocabulary of wires.  A word that a gate is called by makes that gate."""

    nothing = None

    def __init__(self, builder: Builder, span: Span | None) -> None:
        self.builder = builder
        self.span = span
        self.ties = builder.ties

    def gate(self, name: str, *inputs: Any, **options: Any) -> Wire:
        operands = [self.operand(x) for x in inputs]
        row = BY_NAME[name]
        trivial = self._trivial(name, operands)
        if trivial is not None:
            return Wire(self, trivial)
        return Wire(self, self.builder.apply(row, operands, self.span, options))

    def operand(self, x: Any) -> Operand:
        if isinstance(x, Wire):
            return x.operand
        return float(x) if isinstance(x, (int, float)) else x

    def _trivial(self, name: str, operands: Sequence[Operand]) -> Operand | None:
        """What needs no gate: a product with 1, a sum with 0, the powers 1 and 0."""
        if len(operands) != 2:
            return None
        a, b = operands
        if name == "mul":
            return b if _is(a, 1.0) else a if _is(b, 1.0) else None
        if name == "add":
            return b if _is(a, 0.0) else a if _is(b, 0.0) else None
        if name == "sub":
            return a if _is(b, 0.0) else None
        if name == "pow":
            one = _is(b, 0.0) and self.builder.is_scalar(a)
            return a if _is(b, 1.0) else 1.0 if one else None
        return None

    def __getattr__(self, word: str) -> Callable[..., Any]:
        """A word that is a gate's name: its inputs come first, then its options in order."""
        row = BY_NAME.get(OTHER_NAMES.get(word, word))
        if row is None or word.startswith("_"):
            raise AttributeError(word)

        def make(*given: Any, **options: Any) -> Wire:
            inputs = len(given) if row.more else len(row.params)
            named = dict(zip(row.options, given[inputs:], strict=False))
            return self.gate(row.name, *given[:inputs], **named, **options)

        return make

    # ------------------------------------------------------------------ words of scalars

    def expm1(self, x: Any) -> Any:
        return self.gate("exp", x) - 1.0

    def log1p(self, x: Any) -> Any:
        return self.gate("log", 1.0 + x)

    def sigmoid(self, x: Any, times: Any = None) -> Any:
        found = self.gate("sigmoid", x)
        return found if times is None else times * found

    def cdf(self, x: Any, times: Any = None) -> Any:
        found = self.gate("cdf", x)
        return found if times is None else times * found

    def pdf(self, x: Any, times: Any = None) -> Any:
        found = self.gate("pdf", x)
        return found if times is None else times * found

    def where(self, condition: Any, a: Any, b: Any) -> Any:
        known = self.operand(condition)
        if isinstance(known, float):
            return Wire(self, self.operand(a if known else b))
        return self.gate("where", condition, a, b)

    def both(self, a: Any, b: Any) -> Any:
        """Conditions are 0 or 1: a constant one decides, or leaves it to the other."""
        for one, other in ((a, b), (b, a)):
            known = self.operand(one)
            if isinstance(known, float):
                return other if known else 0.0
        return self.gate("mul", a, b)

    def either(self, a: Any, b: Any) -> Any:
        for one, other in ((a, b), (b, a)):
            known = self.operand(one)
            if isinstance(known, float):
                return 1.0 if known else other
        return self.gate("max", a, b)

    def invert(self, c: Any) -> Any:
        return self.gate("eq", c, 0.0)

    def isnan(self, x: Any) -> Any:
        return self.gate("ne", x, x)

    def only(self, condition: Any, value: Any) -> Any:
        return Only(condition, value)

    def mend(self, value: Any, condition: Any, better: Any) -> Any:
        if isinstance(value, Only):
            return Only(value.condition, self.mend(value.value, condition, better))
        return self.where(condition, better, value)

    def tied(self, xs: Sequence[Any], out: Any) -> Any:
        count: Any = 0.0
        for x in xs:
            count = self.gate("eq", x, out) + count
        return count

    def finer(self, value: Any, better: Any) -> Any:
        """`value`, said so that nothing is lost on the way."""
        return better

    # ------------------------------------------------------------------ words of tensors

    def shape(self, x: Any) -> Shape:
        operand = self.operand(x)
        if isinstance(operand, int):
            return self.builder.tape.shape(operand)
        return () if isinstance(operand, float) else tuple(operand.shape)

    def rank(self, x: Any) -> int:
        return len(self.shape(x))


def _is(operand: Operand, value: float) -> bool:
    return isinstance(operand, float) and operand.hex() == value.hex()
