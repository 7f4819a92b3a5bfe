"""`save`: the file that it writes gives the same circuit and the same values, whatever was done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.strategies import programs

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))
SAVED = "saved.circ"


def passed(session: Session) -> dict[str, Any]:
    """The circuit with the numbers of fresh passes."""
    session.execute("forward; backward")
    found = session.json()
    return {**found, "warnings": []}


def begun(text: str, folder: Path, **options: Any) -> Session:
    session = Session(folder=folder, overwrite=True, **options)
    session.execute(text)
    return session


def there_and_back(session: Session, folder: Path) -> str:
    """Save the circuit of a session, hold what comes back to it; the text that was written."""
    session.execute(f'save "{SAVED}"')
    text = (folder / SAVED).read_text("utf-8")
    again = begun(text, folder)
    builder, other = session.state.builder, again.state.builder
    assert list(builder.symbols) == list(other.symbols)
    assert (builder.outputs, builder.ties) == (other.outputs, other.ties)
    assert set(builder.definitions) == set(other.definitions)
    assert passed(again) == passed(session), text
    again.execute(f'save "{SAVED}"')
    assert (folder / SAVED).read_text("utf-8") == text
    return text


PROGRAMS = {
    "input x = -2, y = 5\nset x = 3\nf = x * y\nset y = -0": "input x = 3, y = -0\nf = x * y\n",
    "input x\nset x = 1e300 * 10\nf = x * x": "input x = 1e+301\nf = x * x\n",
    "input x = 1\nset x = 1 / 0\nf = x": "input x = inf\nf = x\n",
    "input inf = 1\nset inf = -1 / 0\nf = inf * 1": "input inf = -1 / 0\nf = inf * 1\n",
    "input nan = 1, x = 2, y\nset y = -inf\nset x = inf - inf\nf = nan * x * y": (
        "input nan = 1, x = 0 / 0, y = -inf\nf = nan * x * y\n"
    ),
    "const k = 3, l = 2 * k\ninput x = k\nset k = 5\nf = l * x": (
        "const k = 5, l = 2 * k\ninput x = k\nf = l * x\n"
    ),
    "k = 2 * pi\ninput x = 1\nset k = 3\nf = k*x": "k = 3\ninput x = 1\nf = k * x\n",
    "for i in 1 to 2 { input a[i] = i }\nset a[2] = 0.1\nf = a[1] * a[2]": (
        "for i in 1 to 2 { input a[i] = i }\nf = a[1] * a[2]\nset a[2] = 0.1\n"
    ),
    "input w[-1, 2] = 0.5\nset w[-1, 2] = 2\nf = 2 * w[-1, 2]": (
        "input w[-1, 2] = 2\nf = 2 * w[-1, 2]\n"
    ),
    "seed 42\nparam a = randn(), b = randn()\nset a = 0\nf = a * b + b": (
        "seed 42\nparam a = randn(), b = randn()\nf = a * b + b\nset a = 0\n"
    ),
    "param a = randn()\nseed 3; param b = uniform() + 1\nf = a * b": (
        "param a = randn()\nseed 3\nparam b = uniform() + 1\nf = a * b\n"
    ),
    "input x = 1, y = 2\nq = x + y\nf = q * y\nrewire q = (x - y) * 2": (
        "input x = 1, y = 2\nq = (x - y) * 2\nf = q * y\n"
    ),
    "input x = 1\nq = x + 1\nr = x * 3\nf = q * r\nrewire q = r": (
        "input x = 1\nr = x * 3\nq = r\nf = q * r\n"
    ),
    "input x = 1\nh[0] = x\nfor t in 1 to 3 { h[t] = tanh(h[t-1]*2) }\nrewire h[2] = h[0] - x": (
        "input x = 1\nh[0] = x\nh[1] = tanh(h[1 - 1] * 2)\nh[2] = h[0] - x\n"
        "h[3] = tanh(h[3 - 1] * 2)\n"
    ),
    "input x = 1, y = 2\nq = x * y\nf = x + y\ndelete q": "input x = 1, y = 2\nf = x + y\n",
    "input x = 1, y = 2\nf = max(x, y, x)\nties first\noutput x, f": (
        "input x = 1, y = 2\nf = max(x, y, x)\nties first\noutput x, f\n"
    ),
    "input x = 2\ngate show = sum(x * i for i in 1 to 3)  # no comment\nf = (show) ** -1": (
        "input x = 2\ngate show = sum(x * i for i in 1 to 3)\nf = show ** -1\n"
    ),
    "def cube(t) {\n  s = t*t*t\n  return s\n  local t = 3*t*t\n}\ninput x = 2\nf = cube(x)": (
        "def cube(t) {\n    s = t * t * t\n    return s\n    local t = 3 * t * t\n}\n"
        "input x = 2\nf = cube(x)\n"
    ),
    "input x = 1; f = x * x; undo; g = x + 1; undo; redo": "input x = 1\ng = x + 1\n",
    "input x = 2\nf = x ** 3\nd = grad(f, x)\nset x = 3": (
        "input x = 3\nf = x ** 3\nd = grad(f, x)\n"
    ),
}

TENSORS = {
    "input X : [2, N] = [[1, 2], [3, 4]], w : [N]\nset w = [-0.5, 1e-3]\nf = sum(X @ w)": (
        "input X : [2, N] = [[1, 2], [3, 4]], w : [N] = [-0.5, 0.001]\nf = sum(X @ w)\n"
    ),
    "param W = randn(2, 3), b = zeros(2)\nset W = ones(2, 3)\nf = sum(W[:, 0] * b)": (
        "param W = randn(2, 3), b = zeros(2)\nf = sum(W[:, 0] * b)\n"
        "set W = [[1, 1, 1], [1, 1, 1]]\n"
    ),
    "seed 7; param W = randn(4, 3); input x = arange(3); f = norm(W @ x)": (
        "seed 7\nparam W = randn(4, 3)\ninput x = arange(3)\nf = norm(W @ x)\n"
    ),
    "const k = [1, 2], e0 = zeros(0, 3)\nset k = [3, -4]\ninput x = 1\nf = sum(k * x) + sum(e0)": (
        "const k = [3, -4], e0 = zeros(0, 3)\ninput x = 1\nf = sum(k * x) + sum(e0)\n"
    ),
    "input E : [0, 2], x = 1\nset E = zeros(0, 2)\nf = sum(E) + x": (
        "input E : [0, 2] = zeros(0, 2), x = 1\nf = sum(E) + x\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_is_written(program: str, tmp_path: Path) -> None:
    assert there_and_back(begun(program, tmp_path), tmp_path) == PROGRAMS[program]


@pytest.mark.parametrize("program", TENSORS)
def test_tensors(program: str, tmp_path: Path) -> None:
    assert there_and_back(begun(program, tmp_path), tmp_path) == TENSORS[program]


def test_data_files_are_named_only_from_their_own_folder(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("height,weight\n1.5,60\n1.7,80\n")
    program = 'const h = csv("points.csv", "height")\ninput x = 2\nf = sum(h * x)\n'
    session = begun(program, tmp_path)
    assert there_and_back(session, tmp_path) == program
    (tmp_path / "below").mkdir()
    session.execute('save "below/f.circ"')
    text = (tmp_path / "below" / "f.circ").read_text()
    assert text == program.replace('csv("points.csv", "height")', "[1.5, 1.7]")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path, tmp_path: Path) -> None:
    session = Session(folder=path.parent)
    assert session.run(Source(str(path), path.read_text("utf-8")), lambda report: None) == []
    session.folder, session.overwrite = Session(folder=tmp_path).folder, True
    text = there_and_back(session, tmp_path)
    assert "include" not in text and "#" not in text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(complete=True))
def test_any_program(tmp_path: Path, text: str) -> None:
    there_and_back(begun(text, tmp_path), tmp_path)


def test_a_value_of_the_command_line_is_kept(tmp_path: Path) -> None:
    session = begun("const n = 2\nfor i in 1 to n { input x[i] = n }\nf = x[1] * x[2]", tmp_path,
                    presets={"x[1]": 7.0, "n": 3.0})  # fmt: skip
    text = there_and_back(session, tmp_path)
    assert text == (
        "const n = 3\nfor i in 1 to n { input x[i] = n }\nf = x[1] * x[2]\nset x[1] = 7\n"
    )


def test_numbers_drawn_after_a_set_that_drew_come_back(tmp_path: Path) -> None:
    session = begun("param a = 1\nset a = randn()\nparam b = randn()\nf = a * b", tmp_path)
    assert there_and_back(session, tmp_path).count("set") == 1


# ---------------------------------------------------------------------- included files


USING = 'include "common.circ"\ninclude "lib/more.circ"\ninput x = 2\nf = double(x) * k2 * z\n'


def test_included_declarations_stand_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "more.circ").write_text("def double(t) = 2 * t\nconst k = 3\nties both\n")
    (tmp_path / "common.circ").write_text(
        'include "lib/more.circ"\nk2 = k * 2\ninput z = k\noutput z\nexpect 1 = 2\n'
    )
    session = begun(f"{USING}set k = 4; set z = 1", tmp_path)
    assert there_and_back(session, tmp_path) == (
        "def double(t) = 2 * t\nconst k = 4\nk2 = k * 2\ninput z = 1\n"
        "input x = 2\nf = double(x) * k2 * z\n"
    )


@pytest.mark.parametrize("changed", ["def double(t) = t + t\nconst k = 3\n", "def", None])
def test_a_library_that_changed_since_changes_nothing(tmp_path: Path, changed: str | None) -> None:
    file = tmp_path / "lib.circ"
    file.write_text("def double(t) = 2 * t\nconst k = 3\n")
    session = begun('include "lib.circ"\ninput x = 2\nf = double(x) * k\nset x = 5', tmp_path)
    if changed is None:
        file.unlink()
    else:
        file.write_text(changed)
    assert "x = 5" in there_and_back(session, tmp_path)


# ---------------------------------------------------------------------- where, and whether


def refused(session: Session, statement: str) -> str:
    with pytest.raises(CircuitError) as failure:
        session.execute(statement)
    (problem,) = failure.value.errors
    return f"{problem.code}: {problem.message} ({problem.help})"


def test_it_says_what_was_saved(tmp_path: Path) -> None:
    session = Session(folder=tmp_path)
    said = str(session.execute('input x = 1, y = 2; f = x * y; save "f.circ"'))
    assert said.endswith(" saved f.circ: 2 inputs, 1 gate")
    assert [path.name for path in tmp_path.iterdir()] == ["f.circ"]


def test_a_file_is_not_replaced_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    session = Session()
    session.execute("input x = 1; f = x * x")
    session.typed = True
    session.execute('save "f.circ"')
    assert refused(session, 'time save "f.circ"') == (
        'file-not-allowed: `f.circ` is there already (save! "f.circ" replaces it)'
    )
    session.execute('set x = 2; save! "f.circ"')
    assert (tmp_path / "f.circ").read_text() == "input x = 2\nf = x * x\n"
    session.typed = False
    for statement in ('save "f.circ"', 'save! "f.circ"'):
        assert "is there already (run it with --overwrite" in refused(session, statement)
    session.overwrite = True
    session.execute('set x = 3; save "f.circ"')
    assert "x = 3" in (tmp_path / "f.circ").read_text()


def test_what_a_person_types_may_lie_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    session = Session()
    session.typed = True
    said = str(session.execute('input x = 1; f = x * x; save "../.hidden"'))
    assert said.endswith(" saved ../.hidden: 1 input, 1 gate (circuits mostly end in .circ)")
    assert "there is no folder" in refused(session, f'save "{tmp_path}/no/f.circ"')
    assert "is a folder" in refused(session, f'save! "{tmp_path}"')
    os.symlink("real.circ", tmp_path / "link.circ")
    session.execute(f'save "{tmp_path}/link.circ"')
    assert (tmp_path / "link.circ").is_symlink() and (tmp_path / "real.circ").exists()


NOT_FROM_A_FILE = {
    "f.txt": "does not end in `.circ`",
    "circ": "does not end in `.circ`",
    "": "is no path",
    "a\\u0000.circ": "is no path",
    "a\\n.circ": "holds a character that cannot be seen",
    "a\\u001b[31m.circ": "holds a character that cannot be seen",
    "a\\u202ecric.circ": "holds a character that cannot be seen",
    ".f.circ": "is hidden",
    ".git/f.circ": "is hidden",
    "../f.circ": "lies outside of the circuit's folder (a circuit writes only in its own folder)",
    "/tmp/f.circ": "is not a path below the circuit's folder",
    "out/f.circ": "lies outside of the circuit's folder",
    "dot.circ": "is hidden",
    "other.circ": "does not end in `.circ`",
}


@pytest.mark.parametrize("path", NOT_FROM_A_FILE)
def test_a_circuit_writes_only_circuits_in_its_folder(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out").mkdir()
    os.symlink(tmp_path / "out", folder / "out")
    os.symlink(".secret.circ", folder / "dot.circ")
    os.symlink("other.txt", folder / "other.circ")
    session = Session(folder=folder, overwrite=True)
    said = refused(session, f'input x = 1; f = x * x; print "no"; save! "{path}"')
    assert NOT_FROM_A_FILE[path] in said
    assert said.startswith("file-not-allowed")
    assert not session.state.count  # found before anything ran
    assert sorted(os.listdir(folder)) == ["dot.circ", "other.circ", "out"]


def test_a_stranger_writes_nothing(tmp_path: Path) -> None:
    session = Session(folder=tmp_path, untrusted=True)
    assert "may not write files" in refused(session, 'input x = 1; f = x * x; save "f.circ"')
    session.typed = True
    assert "may not write files" in refused(session, 'save "f.circ"')
    assert not list(tmp_path.iterdir())


def test_an_empty_circuit_is_not_saved(tmp_path: Path) -> None:
    assert "there is nothing to save" in refused(Session(folder=tmp_path), 'save "f.circ"')
    assert not list(tmp_path.iterdir())


def test_a_loaded_file_saves_beside_itself(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "f.circ").write_text('input x = 1\nf = x * x\nset x = 2\nsave "g.circ"\n')
    session = Session(folder=tmp_path / "here")
    session.typed = True
    session.execute(f'load "{other}/f.circ"')
    assert (other / "g.circ").read_text() == "input x = 2\nf = x * x\n"


def test_a_file_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "f.circ").write_text("old")
    session = Session(folder=tmp_path, overwrite=True)
    session.execute("input x = 1; f = x * x")
    monkeypatch.setattr(os, "fsync", full)
    assert "cannot be written: no space left on device" in refused(session, 'save "f.circ"')
    assert (tmp_path / "f.circ").read_text() == "old"
    assert os.listdir(tmp_path) == ["f.circ"]


OTHERS = {
    "another circuit": "input x = 2\nf = x + x\n",
    "other numbers": "input x = 2\nf = x * 8\n",
    "other values": "input x = 3\nf = x * 7\n",
    "no circuit": "f = (\n",
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_text_that_gives_another_circuit_is_not_what_is_saved(
    other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begun("input x = 2\nf = x * 7", tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("circuitlang.session.saved._text", lambda *_: OTHERS[other])
        session.execute('save "f.circ"')
    again = begun((tmp_path / "f.circ").read_text(), tmp_path)
    again.execute("forward")
    assert again.execute("f")[-1].value == 14.0  # type: ignore[attr-defined]


def test_a_name_that_is_too_long_for_the_system(tmp_path: Path) -> None:
    session = begun("input x = 1; f = x * x", tmp_path)
    assert "cannot be written: file name too long" in refused(session, f'save "{"a" * 300}.circ"')
    assert not list(tmp_path.iterdir())


def test_quit_leaves() -> None:
    session = Session()
    assert not session.leaving and not session.execute("quit") and session.leaving
