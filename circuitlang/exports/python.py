"""`.py`: the circuit as staged code, forward and backward, one line a gate, as one writes it by
hand; every line is printed from the gates' own rules."""

from __future__ import annotations

from circuitlang.exports.helpers import helpers
from circuitlang.exports.remarks import remark
from circuitlang.exports.staged import Plan, output_of, untaken
from circuitlang.readings.code import Code, Pool, decimal, names_in, shared, written
from circuitlang.text.escape import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from circuitlang.meaning.builder import Builder
    from circuitlang.readings.source import Source
    from circuitlang.reports.standing import Standing

ENDING = ".py"
ABOUT = "staged forward and backward Python, as one writes it by hand"

INLINE = 6  # operators that an expression takes in from the gate's own operations
COMMENT = 40  # column of the comments
WIDEST = 100


class Line:
    __slots__ = ("comment", "text")

    def __init__(self, text: str, comment: str = "") -> None:
        self.text = text
        self.comment = comment

    def lines(self, indent: str = "    ") -> list[str]:
        """The line; a comment for which there is no room stands above it."""
        if not self.comment:
            return [indent + self.text]
        comment = f"# {visible(self.comment)}"
        whole = f"{self.text.ljust(COMMENT)}  {comment}"
        if len(indent + whole) > WIDEST:
            return [indent + comment, indent + self.text]
        return [indent + whole]


class Staged:
    """The code of one circuit, on its way."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tape = plan.tape
        self.words: set[str] = set()
        self.read: set[str] = set()  # variables that the backward pass reads
        self.gradient: dict[int, str | float] = {}  # what stands for each wire's gradient
        self.perhaps: set[int] = set()  # wires that hear something only if a branch is taken
        self.own: set[int] = set()  # wires whose gradient has a line
        self.given = ""  # the parameter for the gradient of a tensor
        self.backward_lines = self._backward()
        self.forward_lines = self._forward()

    # ------------------------------------------------------------------ backward

    def _backward(self) -> list[Line]:
        plan, tape = self.plan, self.tape
        self.gradient[plan.of] = 1.0
        lines: list[Line] = []
        if tape.shape(plan.of):
            self.given = plan.names.new(f"d{plan.variable[plan.of]}")
            self.gradient[plan.of] = self.given
        started: set[int] = set()
        for wire in reversed(plan.wires):
            if wire in self.gradient and tape.kind[wire] >= 0 and wire in plan.moving:
                lines += self._sends(wire, started)
        return lines

    def _sends(self, wire: int, started: set[int]) -> list[Line]:
        """The lines of what one gate sends to its inputs."""
        plan = self.plan
        m = plan.vocabulary(wire)
        upstream = self.gradient[wire]
        g: Any = upstream
        if isinstance(upstream, str):
            g = m.pool.name(upstream, self.tape.shape(wire))
        slopes = plan.slopes(wire, upstream, m)
        terms: list[tuple[int, int, Any]] = []
        for slot, (x, slope) in enumerate(zip(plan.operands(wire), slopes, strict=True)):
            if x in plan.moving and not plan.silent[wire][slot]:
                terms.append((slot, x, self._term(wire, x, slope, g, m)))
        prefix = plan.variable[wire]
        written_out = [term for _, _, term in terms]
        names, lines = self._temporaries(written_out, f"d{prefix}")
        texts = [plan.variable.get(x) or self.tape.consts[x] for x in plan.operands(wire)]
        self.read |= names_in(written_out)  # at once: they share what they are made of
        for slot, x, term in terms:
            note = remark(plan, wire, slot, slopes[slot], texts)
            lines += self._hears(x, term, names, note, started)
        self.words |= m.used
        return lines

    def _term(self, wire: int, x: int, slope: Any, g: Any, m: Source) -> Any:
        plan = self.plan
        if plan.gate(wire).chain is not None:
            return slope
        term = m.times(slope, g)
        if wire in self.perhaps and wire in plan.careful and not isinstance(slope, float):
            term = m.if_reached(term, g)
        shape = self.tape.shape(wire)
        if shape != self.tape.shape(x):
            like = m.pool.name(plan.variable[x], self.tape.shape(x))
            if not isinstance(term, Code) or term.shape != shape:
                term = m.expand(term, m.pool.name(plan.variable[wire], shape))
            term = m.unbroadcast(term, like)
        elif shape and (not isinstance(term, Code) or term.shape != shape):
            term = m.expand(term, m.pool.name(plan.variable[x], shape))
        return term

    def _hears(self, x: int, term: Any, names: dict[int, str], note: str,
               started: set[int]) -> list[Line]:  # fmt: skip
        """`dx = …`, then `dx += …`."""
        plan, once = self.plan, self.plan.heard[x] == 1
        conditional = untaken(term)
        if x in started:
            if not conditional:
                self.perhaps.discard(x)
            return [Line(f"{self.gradient[x]} += {written(term, names)}", note)]
        started.add(x)
        if conditional:
            self.perhaps.add(x)
        if once and not plan.named(x) and not conditional:
            if isinstance(term, float):
                self.gradient[x] = term
                return []
            if term.op == "name":
                self.gradient[x] = written(term, names)
                return []
        self.gradient[x] = plan.names.new(f"d{plan.variable[x]}")
        self.own.add(x)
        text = decimal(term) if isinstance(term, float) else written(term, names)
        if not once and self.tape.shape(x):
            text = f"np.array({text})"  # `+=` may not write into another's numbers
        return [Line(f"{self.gradient[x]} = {text}", note)]

    def _temporaries(self, terms: list[Any], prefix: str) -> tuple[dict[int, str], list[Line]]:
        names: dict[int, str] = {}
        lines = []
        for node in shared(terms):
            text = written(node, names, own=True)
            names[id(node)] = self.plan.names.new(f"{prefix}_part")
            lines.append(Line(f"{names[id(node)]} = {text}"))
        self.read |= names_in(shared(terms))
        return names, lines

    # ------------------------------------------------------------------ forward

    def _forward(self) -> list[Line]:
        plan, tape = self.plan, self.tape
        pool = Pool(tidy=True)
        inlined: dict[int, tuple[Code, list[str]]] = {}
        lines: list[Line] = []
        for wire in plan.wires:
            if tape.kind[wire] < 0:
                continue
            m = plan.vocabulary(wire)
            m.pool = pool
            xs: list[Any] = []
            gates: list[str] = []
            for x in plan.operands(wire):
                if x in inlined:
                    xs.append(inlined[x][0])
                    gates += inlined[x][1]
                else:
                    xs.append(plan.term(pool, x, written=True))
            gate = plan.gate(wire)
            value = gate.value(m, *xs, **plan.options(wire))
            gates.append(gate.name)
            self.words |= m.used
            own = plan.variable[wire]
            if self._unseen(wire) and isinstance(value, Code) and value.depth <= INLINE:
                inlined[wire] = value, gates
                continue
            names, parts = self._temporaries([value], own)
            note = plan.group(wire) + ", ".join(dict.fromkeys(gates))
            text = decimal(value) if isinstance(value, float) else written(value, names)
            lines += [*parts, Line(f"{own} = {text}", note)]
        return lines

    def _unseen(self, wire: int) -> bool:
        """Is it an operation that is read once, whose value and gradient need no name?"""
        plan = self.plan
        own = plan.variable[wire]
        return (not plan.named(wire) and plan.reads.get(wire) == 1 and own not in self.read
                and wire not in self.own)  # fmt: skip


def export(standing: Standing, digits: int | None) -> str:
    """The code of the gate that the last backward started from, else of the output; it has every
    number to the last digit."""
    return python_source(standing.builder, output_of(standing), standing.leaves)


def python_source(builder: Builder, of: int, leaves: Mapping[int, Any]) -> str:
    """The circuit below gate `of` as a Python program, with `leaves` as the values that it has if
    none are given.

    Its function `forward_backward` gives the value and the gradients by all inputs and params."""
    from circuitlang.exports.program import program

    plan = Plan(builder, of, leaves)
    staged = Staged(plan)
    return program(plan, staged, helpers(staged.words))


def constants(plan: Plan) -> list[str]:
    """The named constants, and the tensors."""
    tape = plan.tape
    return [f"{plan.variable[wire]} = {literal(tape.consts[wire])}"
            for wire in plan.wires if tape.is_const(wire) and wire in plan.variable]  # fmt: skip


def literal(value: Any) -> str:
    """A value as Python source."""
    if isinstance(value, (int, float)):
        return decimal(float(value))
    return f"np.array({_nested(value.tolist())})" if value.size else f"np.zeros({value.shape!r})"


def _nested(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_nested, value))}]"
    return literal(value)
