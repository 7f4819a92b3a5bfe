"""Programs of a grammar of their own, in which every name has a shape: nine in ten evaluate.

`written(chance)` gives the statements; the choices come from a random.Random, so that the same
program can be written twice with one thing changed, and Hypothesis can drive it.
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple

from hypothesis import strategies as st

from tests.trust.laws.expressions import IMAGES, SCALAR, SHAPES, Expressions, Shape

NAMES = ("x", "y", "z", "w", "σ", "größe", "x_new", "b", "h", "q", "u", "return", "to", "in",
         "show", "forward", "with", "k", "變數")  # fmt: skip
HEADS = {"show", "forward"}
COMMON = "def shared(p0) = 2 * p0\ninput common[1] = 0.5\n"  # common.circ, which may be included
BODIES = (
    ("2", "0.5 + 1"), ("1 / (1 + exp(-p0))", "p0 * p0 - 1", "tanh(p0) + p0 / 2"),
    ("p0 * p1 + 1", "max(p0, p1) - p0", "p0 / (2 + abs(p1)) + p1"), ("p0 * p1 + p2",),
)  # fmt: skip


class Program(NamedTuple):
    """Statements in order, and what gradients are asked of: `leaves` of the gate `output`."""

    statements: list[str]
    output: str
    leaves: list[str]

    @property
    def text(self) -> str:
        return "".join(f"{statement}\n" for statement in self.statements)


class Writer:
    """Writes one statement after another."""

    def __init__(self, chance: random.Random, *, inline: bool = False, files: bool = False) -> None:
        self.chance = chance
        self.writes = Expressions(chance)
        self.writes.inline = inline
        self.files = files
        self.lines: list[str] = []
        self.leaves: list[str] = []
        self.gates: list[tuple[str, Shape]] = []
        self.taken: dict[str, int] = {}

    def one(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def name(self) -> str:
        """A new one; a base is used again with a number behind it."""
        base = self.one(*NAMES)
        count = self.taken[base] = self.taken.get(base, 0) + 1
        return base if count == 1 else f"{base}_{count}"

    def known(self, name: str, shape: Shape) -> None:
        self.writes.values.append((name, shape))

    # ------------------------------------------------------------------ statements

    def leaf_line(self) -> None:
        kind = self.one("input", "input", "param", "const")
        items = []
        for _ in range(self.chance.choice((1, 1, 2, 3))):
            name = self.name()
            if self.chance.random() < 0.2:
                name += self.one("[0]", "[-1, 2]", "[2 - 1]", "[1, 2, 3]")
            shape = self.chance.choice((*SHAPES, *SHAPES, *IMAGES))
            items.append(self.leaf(name, shape))
            self.known(name, shape)
            if kind != "const":
                self.leaves.append(name)
        self.lines.append(f"{kind} {', '.join(items)}")

    def leaf(self, name: str, shape: Shape) -> str:
        sizes = ", ".join(map(str, shape))
        if shape == SCALAR:
            number = self.one("0.5", "-1.25", "2", "pi / 4", "-.75", "1.5e0")
            return f"{name}{self.one('', '', ' : []')} = {number}"
        value = self.one(f"randn({sizes})", f"uniform({sizes}, low=-1, high=1)", f"ones({sizes})",
                         f"full({sizes}, 0.5)", f"zeros({sizes})")  # fmt: skip
        if len(shape) < 4 and self.chance.random() < 0.5:
            value = self.writes.filled(shape, lambda: self.one("1", "-2", "0.5", "1.5", "-.25"))
        if shape == (3,) and self.chance.random() < 0.3:
            value = self.one("arange(3)", "linspace(-1, 1, 3)", "[1, 2, 3] * 2")
        if shape == (2, 2) and self.chance.random() < 0.3:
            value = "eye(2)"
        if self.chance.random() < 0.6:
            return f"{name} = {value}"
        return f"{name} : [{sizes}{self.one('', ',')}] = {value}"

    def dimension(self) -> None:
        """A tensor that has a dimension with a name, and a number made of it."""
        name, number, size = self.name(), self.name(), self.one("N", "batch", "größe_")
        value = self.writes.filled((2, 3), lambda: self.one("1", "-2", "0.5"))
        self.lines.append(f"input {name} : [{size}, 3] = {value}")
        self.lines.append(f"{self.target(number)} = {self.one('sum', 'mean')}({name} * first)")
        self.leaves.append(name)
        self.known(number, SCALAR)

    def gate(self) -> None:
        shape = self.chance.choice((SCALAR, SCALAR, *SHAPES, IMAGES[0]))
        name = self.name()
        self.lines.append(f"{self.target(name)} = {self.writes.of(shape, 3)}")
        self.known(name, shape)
        self.gates.append((name, shape))

    def target(self, name: str) -> str:
        return f"gate {name}" if name in HEADS or self.chance.random() < 0.25 else name

    def definition(self) -> None:
        name = f"{self.one('unit', 'bump', 'sigma')}{len(self.writes.definitions)}"
        count = self.chance.choice((0, 1, 1, 2, 3))
        body = self.one(*BODIES[count])
        head = f"def {name}({', '.join(f'p{n}' for n in range(count))})"
        form = self.chance.randrange(6)
        if form < 2:
            self.lines.append(f"{head} = {body}")
            self.writes.definitions[name] = count, body
            return
        steps = []
        if form in (3, 4):
            steps.append(f"{self.one('', 'gate ')}v = {body}")
            steps.append(self.one(*LOOPS))
        steps.append(f"return {'v * ' * (form in (3, 4))}{body}")
        if form in (4, 5):
            rules = [self.one(f"local p{n} = {body}", f"chain p{n} = upstream * ({body})")
                     for n in range(count)]  # fmt: skip
            steps += rules[: self.chance.choice((1, 2, 3))]
        self.lines.append(f"{head} {self.block(steps)}")
        self.writes.definitions[name] = count, None

    def block(self, steps: list[str]) -> str:
        """In braces, on a line or on several, with or without a separator at either end."""
        between = self.one("; ", "\n", "\n  # a comment\n")
        return "{" + self.one(" ", "\n") + between.join(steps) + self.one(" ", "\n", " ;") + "}"

    def loop(self) -> None:
        name, var, leaf = self.name(), self.one("i", "t"), self.name()
        self.lines.append(f"input {name}[0] = 0.5")
        self.leaves.append(f"{name}[0]")
        high = self.chance.choice((1, 2, 3))
        values = self.writes.values[:]
        self.writes.values += [(var, SCALAR), (f"{name}[{var} - 1]", SCALAR)]
        body = [f"{self.one('', 'gate ')}{name}[{var}] = tanh({self.writes.of(SCALAR, 2)})"]
        self.writes.values = values
        if self.chance.random() < 0.5:
            body.insert(0, f"param {leaf}[{var}] = 0.5 * {var}")
            self.leaves.append(f"{leaf}[1]")
        if self.chance.random() < 0.4:
            body.append(f"for j in 1 to 2 {{ {leaf}_in[{var}, j] = {name}[{var}] * j }}")
        self.lines.append(f"for {var} in 1 to {high} {self.block(body)}")
        self.known(f"{name}[{high}]", SCALAR)

    def small(self) -> None:
        """A statement of another kind."""
        self.writes.gates = False
        made = [self.one("ties split", "ties first", "ties both"), "seed 3", "seed 2 ** 4",
                "for e in 1 to 2 { }", "for e in 1 to 0 {\n}",
                self.writes.of(self.chance.choice(SHAPES), 2)]  # fmt: skip
        if self.files and 'include "common.circ"' not in self.lines:
            made += ['include "common.circ"'] * 2
        self.writes.gates = True
        self.lines.append(self.chance.choice(made))

    def finish(self) -> Program:
        """Numbers that depend on what there is; the last one is the output."""
        while len(self.gates) < 2:
            self.gate()
        terms = [f"sum({name})" if shape else name for name, shape in self.gates]
        terms += [f"0.1 * {name}" for name, shape in self.writes.values if shape == SCALAR][:6]
        self.lines.append(f"loss = {' + '.join([*terms, 'first'])}")
        if self.chance.random() < 0.5:
            self.lines.append(f"output loss{self.one('', ', first', ', first, first')}")
        if self.files:
            self.lines += [self.one("input late, drawn = randn()", "input late, later : [2], more"),
                           self.one('input read = csv("r.csv", "first")', "")]  # fmt: skip
            self.lines += [f"set {name} = {value}" for name, value in LATE.items()
                           if name in self.lines[-2]]  # fmt: skip
        return Program(self.lines, "loss", self.leaves)


LATE = {"late": "0.5", "later": "[1, 2]", "more": "-1"}
LOOPS = ("for k in 1 to 2 { m[k] = v * k }", "for k in 1 to 2 { }", "for k in 1 to 1 {\n}",
         "for k in 1 to 2 {\n gate m[k] = v\n for l in 1 to 2 { o[k, l] = v; gate s[k, l] = l }\n}",
         "for k in 1 to 2 { m[k] = v; }", "for k in 1 to 2 { m[k] = v\n o[k] = m[k];\n}",
         "for k in 1 to 2 {\n m[k] = v }", "for k in 1 to 2 {\n m[k] = v\n}",
         "for k in 1 to 2 {\n m[k] = v\n;}",
         "for k in 1 to 2 {\n m[k] = v\n o[k] = v; s[k] = v}", "for k in 1 to 2 { m[k] = v }",
         "for k in 1 to 2 { m[k] = v; o[k] = v; s[k] = 1; }", "for k in 1 to 0 {;}")  # fmt: skip


def written(chance: random.Random, *, inline: bool = False, files: bool = False) -> Program:
    """A program; with `inline` composite gates that are one expression are written out."""
    writer = Writer(chance, inline=inline, files=files)
    writer.leaf_line()
    writer.lines.append("input first = 0.5")
    writer.leaves.append("first")
    writer.known("first", SCALAR)
    for _ in range(chance.choice((2, 4, 7))):
        chance.choice((writer.leaf_line, writer.gate, writer.gate, writer.definition, writer.loop,
                       writer.small, writer.dimension))()  # fmt: skip
    return writer.finish()


@st.composite
def typed(draw: st.DrawFn, *, files: bool = False) -> Program:
    """The same for Hypothesis."""
    return written(random.Random(draw(st.integers(0, 2**32 - 1))), files=files)


COMMANDS = (
    "forward", "backward", "backward loss", "backward loss with 2", "backward with -0.5", "show",
    "show *", "show loss, first", "show loss, first, first", "expect first < 9 within 1",
    "show loss.*, *", "grads", "grads first", "local", "local loss",
    "chained", "chained first", "explain loss", "explain", "diagram", "diagram loss", "step",
    "step back", "trace", "trace forward", "trace backward", "code", "check", "check loss",
    "digits 3", "digits", "nudge first by 0.1", "plot loss against first from -1 to 1",
    'print "{loss:.3f} {{"', "expect loss = loss", "expect loss = loss within 0.1",
    "expect first < 9", "set first = 0.75", "undo", "redo", "time forward", "gates", "help tanh",
    "help", "history", "quiz", "quiz forward", "quiz backward", "expand loss", "collapse loss",
    "collapse loss as unit", "rewire loss = first * 3", "delete loss", "reset", 'load "f.circ"',
    'save "f.circ"', 'save! "f.circ"', 'export "f.svg"', 'export! "f.svg"', "time show", "quit",
    *(f"plot{bang} loss against first from 0 to 1{to}" for bang in ("", "!")
      for to in ("", ' as "p.svg"')),
    *(f"{way}{bang} loss rate 0.1 steps 2{method}{rows}{to}" for way in ("descend", "ascend")
      for bang in ("", "!") for method in ("", " using sgd", " using momentum", " using adam")
      for rows in ("", ' on "r.csv"', ' on "r.csv" batch 2') for to in ("", ' as "s.csv"')),
)  # fmt: skip
"""A line for each form of each command."""

WORD = re.compile(r"[^\W\d]\w*")
