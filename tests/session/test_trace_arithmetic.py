"""The arithmetic that `trace` prints, read again and worked out, against the engine's numbers."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

import circuitlang as cl
from circuitlang.reports.walk import Computed, Told, TraceReport
from circuitlang.session.session import Session
from circuitlang.views.render import text

UNARY = (
    "-{0}",
    "tanh({0})",
    "sigmoid({0})",
    "relu({0})",
    "exp(0.1 * {0})",
    "{0} ** 2",
    "sin({0})",
    "sq({0})",
    "own({0})",
)
BINARY = ("{0} + {1}", "{0} - {1}", "{0} * {1}", "max({0}, {1})", "min({0}, {1})",
          "where({0} > {1}, {0}, 2 * {1})", "sq({0}) * {1}", "own({0}) + {1}",
          "{0} / (1 + {1} ** 2)")  # fmt: skip
DEFINITIONS = """
def sq(t) = t * t + 0.5 * t
def own(t) { s = tanh(t); return s; local t = 1 - s * s }
"""


@st.composite
def circuits(draw: st.DrawFn) -> str:
    names = ["x", "y", "z"]
    number = st.floats(-3, 3).map(lambda value: round(value, 3))
    lines = [f"input {name} = {draw(number)}" for name in names]
    for index in range(draw(st.integers(1, 8))):
        form = draw(st.sampled_from(UNARY + BINARY))
        operands = draw(st.lists(st.sampled_from(names[-4:]), min_size=2, max_size=2))
        lines.append(f"g{index} = {form.format(*operands)}")
        names.append(f"g{index}")
    return DEFINITIONS + "\n".join(lines)


def worked_out(arithmetic: str) -> float:
    """A line's arithmetic by the language itself; a definition called with numbers too."""
    session = Session()
    session.execute(DEFINITIONS)
    line = arithmetic.replace("×", "*")
    return float(text(session.execute(f"digits 17; ({line})")[-1], digits=17))


@settings(max_examples=60, deadline=None)
@given(circuits())
def test_arithmetic(source: str) -> None:
    session = Session()
    session.execute(source)
    calls = re.findall(r"^(\w+) = (?:sq|own)\(\w+\)$", source, re.MULTILINE)
    session.execute("; ".join(f"expand {name}" for name in calls[::2]))
    forward, backward = session.execute("trace")
    assert isinstance(forward, TraceReport) and isinstance(backward, TraceReport)
    run = cl.parse(source).forward()
    grads = run.backward()
    for step in forward.steps:
        assert isinstance(step, Computed) and run[step.name] == step.value
    lines = text(forward, 10_000, 17).split("\n")
    for line, step in zip(lines, forward.steps, strict=True):
        assert isinstance(step, Computed)
        *_, formula, arithmetic, value = line.split(" = ")
        if formula.startswith("  forward"):  # `g = -x = -1`: it is the value already
            arithmetic = value
        assert float(value) == step.value and worked_out(arithmetic) == step.value, line
    heard: dict[str, float] = {}
    for told in backward.steps:
        assert isinstance(told, Told)
        assert told.hears == grads[told.name]
        for term in told.sends:
            heard[term.input] = heard.get(term.input, 0.0) + term.chained
    for name in heard:
        assert abs(heard[name] - grads[name]) <= 1e-12 * max(1.0, abs(grads[name])), name
    products = re.findall(r"[:=] (\S+) × (\S+) = (\S+)", text(backward, 10_000, 17))
    assert products or len(backward.steps) == 1
    for upstream, local, chained in products:
        try:
            expected = float(upstream) * float(local)
            given_there = float(chained)
        except ValueError:
            continue  # `1 × z = -4`: a formula
        assert abs(expected - given_there) <= 1e-12 * max(1.0, abs(expected))


def test_every_step_agrees_with_the_passes_on_the_way() -> None:
    """Walking and tracing are the same lines."""
    source = "input x = 3, y = -1; a = x * y; b = a + x; f = tanh(b) * a"
    walked, traced = Session(), Session()
    walked.execute(source)
    traced.execute(source)
    steps = [report.step for _ in range(9) for report in walked.execute("step")
             if hasattr(report, "step")]  # fmt: skip
    assert steps == [step for report in traced.execute("trace") for step in report.steps]
