"""The numeric check of tensors: right gradients pass, kinks are kinks, mistakes are recognised."""

from __future__ import annotations

from typing import Any

import pytest

from circuitlang.reports import check_tensors
from circuitlang.reports.check import CheckReport, Row, check_gradients
from circuitlang.reports.nudge import NudgeReport
from circuitlang.session.session import Session
from circuitlang.text.source import Source
from tests.close import close


def checked(text: str, limits: dict[str, float] | None = None) -> CheckReport:
    found: list[object] = []
    Session(limits=limits).run(Source("<string>", text), found.append)
    (report,) = [each for each in found if isinstance(each, CheckReport)]
    return report


def row(text: str, name: str) -> Row:
    (found,) = [each for each in checked(text).rows if each.name.partition("[")[0] == name]
    return found


GOOD = [
    "input W = randn(2, 3), X = randn(3, 2), b = randn(2); f = sum(tanh(W @ X + b) ** 2)",
    "input x = randn(3, 4); f = cross_entropy(x, [0, 3, 1])",
    "input x = randn(3, 4); f = hinge(x, [0, 3, 1])",
    "input x = randn(3, 4), t = randn(3, 4); f = mse(x, t)",
    "input x = randn(2, 3); f = softmax(x)",
    "input x = randn(2, 3); f = log_softmax(x)",
    "input x = randn(2, 3); f = norm(x) + var(x) + logsumexp(x) + prod(x)",
    "input x = randn(2, 3); f = max(x, axis=1) * min(x, axis=1)",
    "input x = randn(2, 3), y = randn(3); f = concat(x, x.T[:2, :1], axis=1) @ [1, 2, 3, 4] + y[0]",
    "input x = randn(1, 2, 4, 4), w = randn(2, 2, 3, 3); f = maxpool2d(conv2d(x, w, pad=1), 2)",
    "input x = randn(1, 1, 4, 4); f = avgpool2d(relu(x), 2)",
    "input x = randn(4), s = 2; f = sum(where(x > 0, x * s, exp(x)))",
    "input x = randn(3); f = outer(x, x); g = sum(f * f) + dot(x, x)",
    "input x = uniform(3, low=1, high=2), y = randn(2, 1); f = x ** y + log(x) / sqrt(x)",
    "def sq(t) { return t * t }; input x = randn(3); f = sum(sq(x) * sq(2 * x))",
]


@pytest.mark.parametrize("text", GOOD)
def test_right(text: str) -> None:
    report = checked(f"seed 3; {text}; check")
    assert [found.verdict for found in report.rows] == ["right"] * len(report.rows)
    assert all(found.error < 1e-6 for found in report.rows)


def test_a_tie_and_a_kink() -> None:
    found = row("input x = [1, 1, 0]; f = max(x); check", "x")
    assert (found.name, found.verdict, found.computed) == ("x[0]", "kink", 0.5)
    assert row("input x = [0, 1]; f = sum(relu(x)); check", "x").verdict == "kink"
    assert row("input x = [1, 0, 1]; f = sum(abs(x)); check", "x").name == "x[1]"


def test_the_one_that_is_shown_is_no_matter_of_rounding() -> None:
    found = row("input x = [0.3, -7.1, 2.2]; f = sum(x * x); check", "x")
    assert (found.name, found.words) == ("x[1]", "the steepest of 3 elements, which all agree")
    kinks = row("input x = [0, 3, 0]; f = sum(relu(x)) + sum(x); check", "x")
    assert kinks.words.endswith("one of 3 elements, none of which is wrong")


def test_what_is_not_connected() -> None:
    text = "input x = [1, 2], y = [3, 4]; f = sum(x); check"
    assert row(text, "y").verdict == "not connected"


def test_a_large_tensor_is_sampled() -> None:
    found = row("input x = randn(40, 40); f = sum(x * x); check", "x")
    assert found.verdict == "right"
    assert found.words == ("the steepest of 64 elements that were looked at, of 1,600, which all "
                           "agree; all of them moved at once agree")  # fmt: skip


@pytest.mark.parametrize(("budget", "seen"), [(10 * 1601, 10), (10 * 1601 - 1, 9), (1, 4)])
def test_where_a_look_is_dear_fewer_are_looked_at(
    monkeypatch: pytest.MonkeyPatch, budget: int, seen: int
) -> None:
    """Each look computes 1,600 products and their sum anew; four are looked at in any case."""
    monkeypatch.setattr(check_tensors, "WORK", budget)
    found = row("input x = randn(40, 40); f = sum(x * x); check", "x")
    assert found.words.startswith(f"the steepest of {seen} elements that were looked at, of 1,600")


def test_what_is_detached_is_held() -> None:
    found = row("input x = [1, 2]; f = sum(x * detach(x)); check", "x")
    assert found.verdict == "right" and "detach" in found.words


def test_not_finite() -> None:
    assert row("input x = [1, -1]; f = sum(log(x)); check", "x").verdict == "not finite"


def test_no_elements() -> None:
    found = row("input x = zeros(0, 2); f = sum(x); check", "x")
    assert (found.verdict, found.computed, found.numeric) == ("right", 0.0, 0.0)
    assert (found.within, found.error, found.words) == (0.0, 0.0, "it has no elements")


def test_formulas_of_definitions() -> None:
    text = "def g(t) {{ return t * t\n local t = {} }}; input x = [[1, 2], [3, 5]]; f = g(x); check"
    assert checked(text.format("2 * t")).good
    (found,) = checked(text.format("-2 * t")).formulas
    assert found.verdict == "wrong" and found.hint == "its sign is turned"
    (found,) = checked(text.format("6 * t")).formulas
    assert found.hint == "there is a factor 3 too many"
    apart = text.replace("check", "y = 2 * x; check y").format("6 * t")
    assert checked(apart).formulas == ()  # the output does not depend on it


def test_time() -> None:
    from circuitlang.text.errors import CircuitError

    text = "input x = randn(300, 300); f = sum(x @ x); check"
    with pytest.raises(CircuitError) as caught:
        checked(text, {"time": 0.05})
    assert caught.value.code == "limit-exceeded"


def test_nudge_moves_all_elements() -> None:
    report = Session().execute("input x = [1, 2]; f = sum(x * x); nudge x by 0.1")[-1]
    assert isinstance(report, NudgeReport)
    assert report.gradient == 6.0 and report.predicted == close(0.6)
    assert report.true == close(0.62) and report.left_over == close(0.02)


def test_nudge_of_a_sum_leaves_nothing_over() -> None:
    report = Session().execute("input x = [0.1, 0.2]; f = sum(3 * x); nudge x by 0.1")[-1]
    assert isinstance(report, NudgeReport) and report.left_over == 0.0


def test_all_elements_at_once_find_what_a_sample_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong gradient among 1,600, at a place that the sample leaves out."""
    from circuitlang.engines.tensors import Program
    from circuitlang.reports.check_tensors import places

    missed = next((0, at) for at in range(40) if (0, at) not in places((40, 40)))
    true = Program.backward

    def wrong(self: Program, values: Any, of: int, *rest: Any) -> Any:
        found = list(true(self, values, of, *rest))
        found[0] = found[0].copy()
        found[0][missed] += 5.0
        return found

    monkeypatch.setattr(Program, "backward", wrong)
    session = Session()
    session.execute("input X : [40, 40] = randn(40, 40); f = sum(X * X)")
    state = session.state
    state.forward()
    program = state.circuit._program()
    (row,) = check_gradients(program, state.leaves(), state.output()).rows
    assert row.verdict == "wrong"
    assert row.words == "all 1,600 elements moved at once: some are wrong"
