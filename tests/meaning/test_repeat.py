"""Long loops are made many trips at once: the same circuit as trip by trip, or the same error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import circuitlang as cl
from circuitlang.meaning import copies, loops, repeat
from circuitlang.session.session import Session
from circuitlang.tape.tape import Tape, check
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source

LOOPS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
HEAD = """\
def sigma(t) = 1 / (1 + exp(-t))
def hill(t, k) {
    s = t ** k
    return s / (1 + s)
    local t = k * s / t
}
def twice(t) { u = sigma(t) + 1; v = u * t; return v }
input x = 0.5, y = 2, g[0] = 1, g[-1] = 3, a[0, 1] = 1, a[0, 2] = -1, z[1] = 4
const k = 3, c[0] = 2, c[1] = 5
f = (x + y) * x
"""


class Writer:
    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.series = ["g", "h", "w"]

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def reading(self, var: str, declared: list[str]) -> str:
        """Something to read; what is declared in the same trip, or in trips before it, often."""
        known = ["x", "y", "k", "pi", "f.add", "z[1]", "g[0]"]
        known += [f"g[{var} - 1]", f"g[{var}-2]"] * (var == "i")
        rare = [f"g[{var}]", f"h[{var} - 1]", f"w[{var}]", f"a[{var} - 1, 1]", f"g[2 * {var}]",
                f"c[{var} - 1]", "sigma", "missing", f"g[{var} + 1]",
                f"g[{var}-1].add"]  # fmt: skip
        usual = st.sampled_from([*known, *declared, *declared])
        return self.one(*rare) if self.draw(st.integers(0, 40)) == 7 else self.draw(usual)

    def expression(self, var: str, declared: list[str], depth: int) -> str:
        form = self.one(
            "number",
            "read",
            "read",
            "read",
            "var",
            *(["binary"] * 4 + ["unary", "call", "call", "sum", "many", "clip"]) * (depth > 0),
        )

        def inner() -> str:
            return self.expression(var, declared, depth - 1)

        if form == "number":
            return self.one("1", "2", "0.5", "-3", "1e-3", "7")
        if form == "var":
            return self.one(var, f"({var} * 2)", f"({var} / 10)", f"(-{var})", f"({var} - 1)",
                            f"{var} ** 2")  # fmt: skip
        if form == "read":
            return self.reading(var, declared)
        if form == "binary":
            return f"({inner()} {self.one('+', '-', '*', '/', '**')} {inner()})"
        if form == "unary":
            return f"{self.one('tanh', 'exp', '-', 'square', 'leaky_relu')}({inner()})"
        if form == "call":
            return self.one(f"sigma({inner()})", f"hill({inner()}, {self.one('2', 'k', var)})",
                            f"twice({inner()})")  # fmt: skip
        if form == "many":
            return f"max({inner()}, {inner()}, {inner()})"
        if form == "clip":
            return f"clip({inner()}, {self.one('-1', var, '3')}, 2)"
        return f"sum({inner()} * n for n in 1 to {self.one('3', '0', var)})"

    def leaf(self, var: str) -> tuple[str, str]:
        kind = self.one("input", "param", "const")
        value = self.one("0.5", "-1", "randn()", "uniform(low=1, high=2)", f"{var} * 0.1", "k", var,
                         "2 * k", f"randn() + {var}")  # fmt: skip
        return f"{kind} w[{var}] = {value}", f"w[{var}]"

    def subscript(self, var: str, name: str) -> str:
        if self.draw(st.integers(0, 30)) == 7:
            return self.one(f"{var} + 1", f"2 * {var}", "1", f"-{var}")
        return var if name == "g" else self.one(var, f"{var} + 1", f"2 * {var}", f"-{var}")

    def body(self, var: str) -> list[str]:
        lines, declared = [], []
        if self.one(True, False, False):
            line, name = self.leaf(var)
            lines.append(line)
            declared.append(name)
        names = self.one(["g"], ["h", "g"], ["g", "h"], ["g", "h", "q"])
        for name in names:
            target = f"{name}[{self.subscript(var, name)}]"
            if name == "q":
                target = f"q[{var}, {self.one('1', '2', f'{var}')}]"
            lines.append(f"{target} = {self.expression(var, declared, 2)}")
            declared.append(target)
        return lines

    def loop(self) -> list[str]:
        low = self.one(1, 1, 1, 1, 1, 1, 0, 2, -3)
        high = low + self.draw(st.integers(3, 40))
        lines = self.body("i")
        if self.one(True, False, False):
            bounds, before = self.one(("1 to 2", "a[i - 1, j]"), ("1 to 2", "a[i - 1, j]"),
                                      ("3 to 20", "x"), ("i to 8", "x"), ("0 to 1", "a[i, j]"),
                                      )  # fmt: skip
            inner = [f"a[i, j] = {before} * {self.expression('i', [], 1)}"]
            inner.append(f"b[i, j] = a[i, j] + {self.expression('j', [], 1)}")
            lines += [f"for j in {bounds} {{", *inner, "}"]
        return [f"for i in {low} to {high} {{", *lines, "}"]


@st.composite
def looping(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    lines = writer.loop()
    if writer.one(True, False):
        lines += ["for t in 50 to 70 { g[t] = g[1] * x + t; param v[t] = randn() }"]
    return HEAD + "\n".join([*lines, "last = g[1] + x", "input r = randn()"])


def columns(tape: Tape) -> list[Any]:
    groups = [tuple(getattr(group, word) for word in group.__slots__) for group in tape.groups]
    caches = {"_children", "_labels", "groups", "places", "consts"}
    consts = {wire: value.hex() for wire, value in tape.consts.items()}  # nan is itself here
    rest = [getattr(tape, word) for word in tape.__slots__ if word not in caches]
    return [*rest, consts, groups, [(place.start, place.end) for place in tape.places]]


def form(text: str, at_least: int) -> Any:
    """Everything about the circuit that a text makes, or everything about its errors."""
    loops.MANY = at_least
    session = Session(limits={"gates": 3000})
    try:
        session.declare(Source("<string>", text))
    except CircuitError as failure:
        return [(each.code, each.message, each.span.start if each.span else -1, each.help)
                for each in failure.errors]  # fmt: skip
    builder = session.state.builder
    check(builder.tape)
    return (columns(builder.tape), list(builder.symbols.items()), list(builder.values),
            [value.hex() for value in builder.values.values()], builder.subscripted, builder.last,
            builder.counts.mark(), builder._pool, builder.outputs, builder._open)  # fmt: skip


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Few trips at once, so that there are seams; how many were made so."""
    made: list[int] = []
    plain = copies.Copies.make

    def make(self: copies.Copies) -> None:
        plain(self)
        made.append(self.count)

    monkeypatch.setattr(loops, "MANY", loops.MANY)  # is put back afterwards
    monkeypatch.setattr(repeat, "WIRES", 40)
    monkeypatch.setattr(repeat, "PATIENCE", 2)
    monkeypatch.setattr(copies.Copies, "make", make)
    return made


@LOOPS
@given(text=looping())
def test_as_trip_by_trip(often: list[int], text: str) -> None:
    assert form(text, 2) == form(text, 10**9)


@pytest.mark.parametrize("body", [
    "g[i] = g[i-1] * x",
    "g[i] = g[i-1] * x + i",
    "g[i] = g[i-2] + tanh(g[i-1]) * (i / 10)",
    "input w[i] = randn(); g[i] = g[i-1] * w[i]",
    "param w[i] = 0.1 * i; const m[i] = i; g[i] = w[i] ** m[i]",
    "g[i] = sigma(hill(g[i-1], 2) * x)",
    "k2[i] = i * 2; g[i] = g[i-1] * k2[i]",
    "for j in 1 to 3 { a[i, j] = x * j }; g[i] = sum(a[i, n] for n in 1 to 3)",
    "g[i] = sum(x * n for n in 1 to 4) - f.add",
    "g[2 * i] = x; q[-i] = g[2 * i] + y",
    "output_[i] = g[0]",
    "const w[i] = randn(); q[i] = w[i]; m[i] = q[i]; const v[i] = randn(); g[i] = v[i] * x",
    "h[i] = x * i; h[i, 1] = h[i] + y; k2[i] = h[i, 1] + h[i]",
])  # fmt: skip
def test_many_trips_at_once(often: list[int], body: str) -> None:
    text = HEAD.replace(", a[0, 1] = 1, a[0, 2] = -1", "") + f"for i in 1 to 100 {{ {body} }}"
    assert form(text, 2) == form(text, 10**9)
    assert sum(often) >= 90


def test_what_is_wrong_in_a_late_trip_is_said(often: list[int]) -> None:
    text = "input x = 1, g[0] = 1, g[90] = 2\nfor i in 1 to 100 { g[i] = g[i-1] * x }"
    with pytest.raises(CircuitError, match=r"`g\[90\]` is declared already"):
        cl.parse(text)
    with pytest.raises(CircuitError, match=r"nothing is called `w\[51\]`"):
        cl.parse("input x = 1\nfor i in 1 to 50 { input w[i] = 1 }\n"
                 "for i in 1 to 60 { g[i] = w[i] * x }")  # fmt: skip
    with pytest.raises(CircuitError, match="2,000"):
        cl.parse("input g[0] = 1\nfor i in 1 to 2000 { g[i] = (g[i-1] + 1) * 2 }",
                 limits={"gates": 2000})  # fmt: skip
