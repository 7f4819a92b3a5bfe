"""What an audit of the contract found, each as a program that would show it again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from circuitlang import CircuitError, Session
from circuitlang.cli import main
from circuitlang.text.limits import FILES_DEEP
from tests.effort import growth

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.circ").write_text(text + "\n")
    return folder / "a.circ"


def test_a_leaf_made_of_a_constant_follows_it_at_once() -> None:
    session = Session()
    session.execute("const c = 3; input x = c * 2, y = c; f = x * c * y; backward")
    session.execute("set y = 1; backward; set c = 4")
    assert str(session.execute("x")) == "8"
    assert str(session.execute("y")) == "1"
    session.execute("expect value(x) = 8")
    gates = {gate["name"]: gate["value"] for gate in session.json()["gates"]}
    assert gates["x"] == 8.0
    session.execute("undo; expect x = 6; expect f = 18")


def test_another_rule_for_ties_holds_from_the_next_pass() -> None:
    session = Session()
    session.execute("input x = 1, y = 1, z = 2; f = max(x, y) * z; backward; ties first")
    session.execute("expect local(f.max, x) = 0.5; expect chained(f.max, x) = grad(x)")
    found = session.json()
    assert found["stale"] is False
    assert [x["local"] for x in found["gates"][3]["inputs"]] == [0.5, 0.5]
    session.execute("g = x * 3; expect local(f.max, x) = 0.5")
    session.execute("backward f; expect local(f.max, x) = 1; expect grad(x) = 2")


def test_files_that_load_each_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = written(tmp_path, a='load "b.circ"', b='load "a.circ"')
    assert main(["--json", str(start)]) == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["code"] == "cycle"


@pytest.mark.parametrize("word", ["include", "load"])
@pytest.mark.parametrize("over", [False, True])
def test_files_in_files(tmp_path: Path, word: str, over: bool) -> None:
    deepest = FILES_DEEP + over
    for number in range(deepest):
        (tmp_path / f"{number}.circ").write_text(f'{word} "{number + 1}.circ"\n')
    (tmp_path / f"{deepest}.circ").write_text("input x = 1; f = x\n")
    session = Session(folder=tmp_path)
    if not over:
        session.execute(f'{word} "1.circ"')
        assert session.execute("f")
        return
    with pytest.raises(CircuitError) as caught:
        session.execute(f'{word} "1.circ"')
    assert caught.value.code == "limit-exceeded"


@pytest.mark.parametrize("library", [
    "input x = 1\ny = (x + 3\nz = x",
    "input x = 1\ny = x + nobody\nz = x",
    'include "c.circ"\ninput x = 1; y = x',
])  # fmt: skip
def test_what_a_broken_include_would_have_declared_is_not_reported(
    tmp_path: Path, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    start = written(tmp_path, a='include "b.circ"\nf = x * own(y)\nbackward\nz', b=library)
    assert main(["--json", str(start)]) == 1
    assert len(json.loads(capsys.readouterr().out)["errors"]) == 1


def test_no_output_is_no_news_where_the_gate_itself_failed() -> None:
    with pytest.raises(CircuitError) as caught:
        Session().execute("input x = 3; f = x * 2z\nbackward\nforward")
    assert [problem.code for problem in caught.value.errors] == ["bad-number"]


@pytest.mark.parametrize("made", [
    "input x = ones(n); f = sum(x)",
    "input x : [n, 2]; f = sum(x)",
    "input x = ones(4, 4); f = x[n - 1, 0]",
    "input x = ones(4); f = sum(x[0:n])",
    "input x = ones(4); f = sum(broadcast(x, n, 4))",
    "input x[n] = 1; f = 2",
    "for i in 1 to n { x[i] = i }",
])  # fmt: skip
def test_a_constant_that_shapes_the_circuit_stays(made: str) -> None:
    session = Session()
    session.execute(f"const n = 3; {made}")
    with pytest.raises(CircuitError) as caught:
        session.execute("set n = 2")
    assert caught.value.code == "bad-argument"
    assert "shapes the circuit" in str(caught.value)
    session.execute("expect n = 3")


@pytest.mark.parametrize("command", ["chained *", "explain *", "trace backward"])
def test_a_sum_of_many_gates_is_told_in_linear_time(command: str) -> None:
    def told(size: int) -> Callable[[], object]:
        session = Session()
        session.execute(f"input x = 1; for i in 1 to {size} {{ y[i] = x * i }}")
        session.execute(f"f = sum(y[i] for i in 1 to {size}); backward")
        return lambda: session.execute(command)

    assert growth(told(200), told(400)) < 2.5


def test_the_time_of_a_run_is_that_of_all_of_its_statements() -> None:
    session = Session(limits={"time": 0.3})
    session.execute("input x = 1; f = x * 2")
    with pytest.raises(CircuitError) as caught:
        session.execute("forward\n" * 50_000)
    assert caught.value.code == "limit-exceeded"
    session.execute("backward")  # the next run has its own time
