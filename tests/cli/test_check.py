"""`circuitlang check`: no output when good, every failure with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commandline import FIRST, Done

Run = Callable[..., Done]
CUBE = """def cube(t) {
    s = t * t * t
    return s
    local t = 2 * t * t
}
"""


def test_no_output_when_good(run: Run) -> None:
    assert run("check", FIRST) == Done(0, "", "")
    assert run("check", FIRST, FIRST, "--json").out == '{"version": 1, "errors": []}\n' * 2


def test_a_wrong_local_gradient(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cube.circ").write_text(f"{CUBE}input x = 2\nf = cube(x)\n")
    done = run("check", "cube.circ")
    assert (done.status, done.out) == (1, "")
    assert "error[check-failed]" in done.err
    assert " --> cube.circ:7:5" in done.err
    errors = json.loads(run("check", "cube.circ", "--json").out)["errors"]
    assert {each["code"] for each in errors} == {"check-failed"}


def test_every_output_is_checked(run: Run, tmp_path: Path) -> None:
    text = f"{CUBE}input x = 2\nf = cube(x)\ng = x * x\noutput g"
    (tmp_path / "one.circ").write_text(text)
    (tmp_path / "two.circ").write_text(f"{text}, f")
    assert run("check", "one.circ").status == 0
    assert run("check", "two.circ").status == 1


def test_of_the_commands_only_set_runs(run: Run, tmp_path: Path) -> None:
    text = 'input x\nf = x * x\nset x = 3\nprint "loud"\nexpect f = 1\nshow\n'
    (tmp_path / "f.circ").write_text(text)
    assert run("check", "f.circ") == Done(0, "", "")


def test_commands_are_looked_at(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("input x = 1\nf = x * x\nshow g\nfroward\n")
    done = run("check", "f.circ")
    assert done.status == 1
    assert done.err.count("error[") == 2


def test_an_input_without_value_needs_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("input x\nf = x * x\n")
    done = run("check", "f.circ")
    assert done.status == 1
    assert "error[no-value]" in done.err
    assert run("check", "f.circ", "--set", "x=2") == Done(0, "", "")


@pytest.mark.parametrize("text", ["", "def f(t) = t * t\n", "input x = 1\n"])
def test_nothing_to_check_is_good(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "f.circ").write_text(text)
    assert run("check", "f.circ") == Done(0, "", "")


def test_wrong_use(run: Run) -> None:
    assert run("check").status == 2
    assert run("check", "nowhere.circ").status == 2
    assert run("check", "-", stdin="input x = 1; f = x * x") == Done(0, "", "")
