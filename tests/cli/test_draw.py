"""`circuitlang draw` and `circuitlang export`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.commandline import FIRST, Done

Run = Callable[..., Done]


def test_draw_prints_the_diagram(run: Run) -> None:
    done = run("draw", FIRST)
    assert (done.status, done.err) == (0, "")
    assert "├─( * )──── f" in done.out and "-12" in done.out
    assert run("draw", FIRST, "--ascii").out.isascii()
    assert "\x1b[32m-12\x1b[0m" in run("draw", FIRST, "--color", "always").out


def test_to_files_of_every_kind(run: Run, tmp_path: Path) -> None:
    names = ["f.svg", "f.dot", "f.tex", "f.mmd"]
    for word in ("draw", "export"):
        options = [part for name in names for part in ("-o", name)]
        assert run(word, FIRST, *options) == Done(0, "", "")
        starts = [(tmp_path / name).read_text("utf-8")[:8] for name in names]
        assert starts == ["<?xml ve", "digraph ", "% circui", "flowchar"]


def test_several_files_have_titles(run: Run) -> None:
    assert run("draw", FIRST, FIRST).out.count(f"==> {FIRST} <==") == 2


def test_the_picture_is_of_the_files_end(run: Run, tmp_path: Path) -> None:
    text = 'input x = 2; f = x * x\nbackward\nset x = 3\ndigits 1\nprint "loud"\nsave "g.circ"\n'
    (tmp_path / "f.circ").write_text(text)
    done = run("draw", "f.circ")
    assert done.status == 0 and "9.0" in done.out and "?" not in done.out
    assert "loud" not in done.out and not (tmp_path / "g.circ").exists()


def test_the_seed_of_backward_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("input x = 2; f = x * x; g = exp(f)\nbackward f\n")
    assert "gradients of f" in run("draw", "f.circ").out


def test_without_values(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("input x; f = x * x\n")
    done = run("draw", "f.circ")
    assert done.status == 0 and "·" in done.out
    assert "16" in run("draw", "f.circ", "--set", "x=4").out


def test_standard_input(run: Run) -> None:
    assert "( + )" in run("draw", "-", stdin="input x = 1, y = 2; f = x + y").out


def test_wrong_use(run: Run, tmp_path: Path) -> None:
    for arguments, words in (
        (["draw"], "`draw` needs a file"),
        (["export", FIRST], "`export` needs a file to write"),
        (["draw", FIRST, "-o", "f.png"], "tells no form"),
        (["draw", FIRST, FIRST, "-o", "f.svg"], "one file at a time"),
        (["run", FIRST, "-o", "f.svg"], "has no option `-o`"),
        (["draw", "nothing.circ"], "there is no file"),
    ):
        done = run(*arguments)
        assert done.status == 2 and words in done.err, arguments
    assert not list(tmp_path.iterdir())


def test_an_error_in_the_circuit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.circ").write_text("f = x\n")
    done = run("draw", "f.circ", "-o", "f.svg")
    assert done.status == 1 and "undefined-name" in done.err
    assert not (tmp_path / "f.svg").exists()


def test_a_file_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    done = run("draw", FIRST, "-o", "no/such/folder.svg")
    assert done.status == 1 and "cannot be written" in done.err
