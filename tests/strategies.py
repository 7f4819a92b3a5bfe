"""Random well-formed programs, for tests of whatever takes a circuit."""

from __future__ import annotations

import re
from typing import TypeVar

from hypothesis import strategies as st

Drawn = TypeVar("Drawn")

UNARY = ("exp", "tanh", "sin", "sigmoid", "relu", "square", "abs", "softplus", "sqrt", "log")
SIGNS = ("+", "-", "*", "/", "**", "^", "<", ">=", "==")
MANY = ("max", "min", "add", "mul")
PLAIN = ("x", "y", "z", "a", "b", "f", "g", "w0", "σ", "x_new", "return", "to", "in", "pi", "inf")
WORDS = ("show", "forward", "input", "local", "expect", "gate", "for")  # that begin statements
DEFINED = ("unit", "bump", "sigma", "twice", "exp_", "by")
VARIABLES = ("s", "u", "v", "with", "first")
NUMBERS = st.one_of(
    st.sampled_from(["0", "1", "2", "3", ".5", "5.", "1e-3", "2_000", "1E2", "0.1"]),
    st.floats(0, 1e6).map(repr),
)


@st.composite
def programs(draw: st.DrawFn, *, commands: bool = False, complete: bool = False) -> str:
    """The text of a circuit of scalars that can be declared: leaves, gates, loops, definitions with
    and without `local`, generators, subscripts, inner gates, ties, outputs, names like commands.

    With `complete` every input has a value, so that it can run; with `commands` it ends in some,
    which run too.
    """
    writer = _Writer(draw, complete or commands)
    for _ in range(draw(st.integers(1, 3))):
        writer.leaves()
    for _ in range(draw(st.integers(1, 8))):
        draw(st.sampled_from((writer.gate, writer.gate, writer.definition, writer.loop,
                              writer.leaves, writer.inner, writer.nested)))()  # fmt: skip
    writer.gate()
    if draw(st.booleans()):
        writer.lines.append(f"ties {draw(st.sampled_from(('split', 'first', 'both')))}")
    if draw(st.booleans()):
        writer.lines.append(f"output {', '.join(draw(st.permutations(writer.outputs))[:2])}")
    if commands:
        writer.commands()
    return "\n".join(writer.lines) + "\n"


@st.composite
def layouts(draw: st.DrawFn, text: str) -> str:
    """The same statements with comments, blank lines, `;` and lines broken inside of brackets."""
    found = ""
    for line in text.splitlines():
        found += draw(st.sampled_from(["", "", "\n", "\n\n\n", "# before\n", "\n  #before \n\n"]))
        head, _, tail = line.partition("(")
        named = re.match(r"\w+=", tail)  # at the start of a line that is a statement
        if tail and not named and '"' not in line and not draw(st.integers(0, 4)):
            line = f"{head}({draw(st.sampled_from(['', ' # ( inside']))}\n   {tail}"
        bare = line.endswith(("{", "}")) or line.lstrip() in ("{", "}")
        ends = ["\n", "\n", "  \n", " # behind\n", "\t#behind; it \n"]
        found += draw(st.sampled_from(["", " ", "\t"])) + line
        found += draw(st.sampled_from(ends if bare else [*ends, ";", " ;; \n"]))
    return found


class _Writer:
    """Writes one statement after another and knows what may be read.

    leaves_    inputs and params; values: everything that may be read; series: names that carry
               one subscript -> the subscripts that are declared
    """

    def __init__(self, draw: st.DrawFn, complete: bool) -> None:
        self.draw = draw
        self.complete = complete
        self.lines: list[str] = []
        self.param = ""  # the first parameter, in a definition
        self.taken: set[str] = set()
        self.leaves_: list[str] = []
        self.values: list[str] = []
        self.constants: list[str] = []
        self.series: dict[str, range] = {}
        self.outputs: list[str] = []
        self.definitions: dict[str, list[bool]] = {}  # which parameters need a gate

    def one(self, *choices: Drawn) -> Drawn:
        return self.draw(st.sampled_from(choices))

    def number(self) -> str:
        return self.draw(NUMBERS)

    def name(self, pool: tuple[str, ...] = PLAIN + WORDS) -> str:
        free = [name for name in pool if name not in self.taken]
        name = self.one(*free) if free else f"{pool[0]}{len(self.taken)}"
        self.taken.add(name)
        return name

    # ------------------------------------------------------------------ declarations

    def leaves(self) -> None:
        kind = self.one("input", "input", "param", "const")
        items = []
        for _ in range(self.draw(st.integers(1, 3))):
            name = self.name()
            if self.one(False, False, True):
                name += self.one("[0]", "[-1, 2]", "[2 - 1]")
            bare = kind != "const" and not self.complete and self.one(False, True)
            items.append(name if bare else f"{name} = {self.one('', '-')}{self.number()}")
            self.values.append(name)
            (self.constants if kind == "const" else self.leaves_).append(name)
        if kind != "const":
            self.outputs += self.leaves_[-1:]
        self.lines.append(f"{kind} {', '.join(items)}")
        if not self.leaves_:
            self.leaves()

    def gate(self) -> None:
        name = self.name()
        expr = self.expression(self.values, 3)
        self.lines.append(f"{self.assigned(name)} = {expr} + {self.one(*self.leaves_)}")
        self.values.append(name)
        self.outputs.append(name)

    def inner(self) -> None:
        """A gate, and another one that reads an operation inside of it."""
        name, reader = self.name(PLAIN), self.name()
        inside = self.expression(self.values, 2)
        leaf = self.one(*self.leaves_)
        self.lines.append(f"{name} = tanh({leaf} + {inside}) * {self.number()}")
        self.lines.append(f"{self.assigned(reader)} = {name}.add - {name}.tanh")
        self.values += [name, f"{name}.tanh", reader]
        self.outputs += [reader, f"{name}.add"]

    def loop(self) -> None:
        """A recurrence, often with leaves of its own."""
        series, leaf, var = self.name(PLAIN), self.name(PLAIN), self.one("i", "t", "e")
        low = self.draw(st.integers(-1, 2))
        high = low + self.draw(st.integers(0, 3))
        self.lines.append(f"input {series}[{low - 1}] = {self.number()}")
        known = [*self.values, var, f"{series}[{var} - 1]", f"{leaf}[{var}]"]
        body = [
            f"{self.one('param', 'input')} {leaf}[{var}] = {self.number()} * {var}",
            f"{self.one('', 'gate ')}{series}[{var}] = {self.expression(known, 2)}"
            f" + {leaf}[{var}]",
        ]  # fmt: skip
        if self.one(True, False):
            self.lines += [f"for {var} in {low} to {high} {{", *("  " + x for x in body), "}"]
        else:
            self.lines.append(f"for {var} in {low} to {high} {{ {'; '.join(body)} }}")
        self.series[series] = range(low - 1, high + 1)
        self.values += [f"{series}[{high}]", f"{leaf}[{low}]"]
        self.outputs.append(f"{series}[{high}]")

    def nested(self) -> None:
        """A loop in a loop, over two subscripts."""
        name = self.name(PLAIN)
        expr = self.expression([*self.values, "i", "j"], 2)
        self.lines += ["for i in 1 to 2 {", "for j in i to 2 {",
                       f"{name}[i, j] = {expr} * {self.one(*self.leaves_)}", "}", "}"]  # fmt: skip
        self.values += [f"{name}[1, 2]", f"{name}[2, 2]"]
        self.outputs.append(f"{name}[1, 1]")

    def definition(self) -> None:
        """A composite gate, and a call of it whose argument is read inside."""
        name = self.name(DEFINED)
        params = self.draw(st.permutations(["t", "r", "show", "x"]))[: self.one(1, 2)]
        self.param = params[0]
        head, known = f"def {name}({', '.join(params)})", [*params, *self.constants]
        ruled = [param for param in params if self.one(True, False)]
        rules = [f"local {param} = {self.expression(known, 2)}" for param in ruled]
        if not rules and self.one(True, False):
            self.lines.append(f"{head} = {self.expression(known, 2)} - {params[0]}")
        else:
            body = []
            for variable in self.draw(st.permutations(VARIABLES))[: self.one(0, 1, 2)]:
                body.append(f"{variable} = {self.expression(known, 2)}")
                known.append(variable)
            if self.one(True, False):
                body.append(f"for k in 1 to 2 {{ m[k] = {self.expression([*known, 'k'], 1)} }}")
                known.append("m[2]")
            body += [f"return {self.expression(known, 2)} - {params[0]}", *rules]
            if self.one(True, False):
                self.lines += [f"{head} {{", *("    " + step for step in body), "}"]
            else:
                self.lines.append(f"{head} {{ {'; '.join(body)} }}")
        self.param = ""
        self.definitions[name] = [True, *(param in ruled for param in params[1:])]
        call = self.name(PLAIN)
        self.lines.append(f"{call} = {self.call(name, self.values, 2)}")
        self.values += [call, f"{call}.{params[0]}"]
        self.outputs.append(call)

    def assigned(self, name: str) -> str:
        keyword = name.partition("[")[0] in WORDS
        return f"gate {name}" if keyword or self.one(False, False, True) else name

    # ------------------------------------------------------------------ expressions

    def expression(self, known: list[str], depth: int) -> str:
        """Something in parentheses, or that needs none."""
        form = self.one(*"nnvvvv" + "bbbbuugmckdesp" * (depth > 0))

        def inner() -> str:
            return self.expression(known, depth - 1)

        if form == "n" or not known:
            return self.number()
        if form == "v":
            return self.one(*known)
        if form == "b":
            return f"({inner()} {self.one(*SIGNS)} {inner()})"
        if form == "u":
            return f"{self.one('-', '+', '--')}({inner()})"
        if form == "p":
            return f"(({inner()}))"
        if form == "g":
            return f"{self.one(*UNARY)}({inner()})"
        if form == "m":
            return f"{self.one(*MANY)}({', '.join(inner() for _ in range(self.one(2, 2, 3)))})"
        if form == "c":
            return f"where({inner()} < {inner()}, {inner()}, {inner()})"
        if form == "k":
            return self.one(f"clip(hi=2, x={inner()}, lo=-1)", f"leaky_relu(x={inner()})",
                            f"sub(y={inner()}, x={inner()})")  # fmt: skip
        if form == "d" and self.definitions:
            return self.call(self.one(*self.definitions), known, depth)
        if form == "s" and self.series and known is self.values:
            series = self.one(*self.series)
            span = self.series[series]
            return f"sum({series}[n] * n for n in {span[0]} to {span[-1]})"
        name = self.one("sum", "prod", "max")
        body = self.expression([*known, "n"], depth - 1)
        return f"{name}({body} for n in 1 to {self.one(1, 2, 3)})"

    def call(self, name: str, known: list[str], depth: int) -> str:
        """A composite gate.  What its result always depends on, and what has a formula of its own,
        is no constant: such a call would leave unread gates behind, which no text can repeat."""
        anchor = self.param or self.one(*self.leaves_)
        arguments = [self.expression(known, depth - 1) + f" + {anchor}" * needed
                     for needed in self.definitions[name]]  # fmt: skip
        return f"{name}({', '.join(arguments)})"

    def commands(self) -> None:
        leaf, value = self.one(*self.leaves_), self.number()
        pool = ["forward", "forward; backward", f"backward {self.outputs[-1]} with -2", "show",
                f"show {leaf}, *", "grads", f"set {leaf} = {value}", "digits 3", "digits",
                f'print "a # b; {{{leaf}:.3f}} {{{{"', f"expect ({leaf}) <= {leaf}",
                f"expect {leaf} = {leaf} within 1e-3", f"({leaf}) + 1", "time forward",
                f"nudge {leaf} by .1"]  # fmt: skip
        self.lines += self.draw(st.lists(st.sampled_from(pool), max_size=5))
