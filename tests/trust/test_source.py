"""Nothing of a circuit becomes code: what the package's own source may not hold."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from pathlib import Path

import pytest

from circuitlang.cli import main

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "circuitlang"
NEVER = {"eval", "exec", "compile", "__import__", "execfile", "input", "breakpoint"}
MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "socket", "urllib", "http", "requests",
           "ctypes", "code", "runpy", "multiprocessing"}  # fmt: skip
NAMES = {"getattr", "setattr", "delattr", "import_module"}

# (file, what) -> why none of a circuit's text can get there
ALLOWED = {
    ("__init__.py", "__import__"): "a module of the table _HOMES",
    ("views/render.py", "__import__"): "a module of the table of views",
    ("session/registry.py", "__import__"): "a module of the table of commands",
    ("exports/__init__.py", "import_module"): "a file of exports/, as the folder lists them",
    ("engines/__init__.py", "import_module"): "a module of the table of engines",
    ("__init__.py", "getattr"): "a name of the table _HOMES",
    ("views/render.py", "getattr"): "a name of the table of views",
    ("views/picture.py", "getattr"): "`side` is one of two words",
    ("text/limits.py", "getattr"): "a name of the table LIMITS",
    ("text/limits.py", "setattr"): "a name of the table LIMITS",
    ("text/records.py", "getattr"): "the fields of a record",
    ("tape/tape.py", "getattr"): "the tables of a tape, named there",
    ("tape/tape.py", "setattr"): "the tables of a tape, named there",
    ("meaning/builder.py", "getattr"): "the tables of a builder, named there",
    ("meaning/builder.py", "setattr"): "the tables of a builder, named there",
    ("meaning/rewire.py", "getattr"): "the fields of a syntax node",
    ("session/walk.py", "getattr"): "the slots of a class",
    ("session/walk.py", "setattr"): "the slots of a class",
    ("exports/helpers.py", "getattr"): "functions of readings/, named by gates' rules",
    ("syntax/machine.py", "getattr"): "callbacks named by the grammar",
    ("gates/adjoints.py", "getattr"): "a word of the vocabulary, from a gate's row",
    ("gates/counts.py", "getattr"): "a word of the vocabulary, from a gate's row",
    ("gates/extremes.py", "getattr"): "`max` or `min`, from a gate's row",
    ("readings/direct.py", "getattr"): "a word of the vocabulary, from a gate's rule",
    ("readings/recorded_floats.py", "getattr"): "a word of the vocabulary, from a gate's rule",
    ("readings/recorded.py", "getattr"): "a word of the vocabulary, from a gate's rule",
    ("readings/steps.py", "getattr"): "what NumPy calls the method of a ufunc",
    ("readings/source.py", "getattr"): "a word of the vocabulary, from a gate's rule",
    ("wires.py", "setattr"): "Python's operators, from the table of gates",
    ("script/confine.py", "getattr"): "a limit that is named there",
}


def findings(path: Path) -> set[str]:
    """What of the above a file holds."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.split(".")[0] for each in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module).split(".")[0]} & MODULES
        elif isinstance(node, ast.Call):
            found |= call(node)
        elif isinstance(node, ast.Name) and node.id in NEVER - {"input", "compile"}:
            found.add(node.id)
    return found


def call(node: ast.Call) -> set[str]:
    words = {keyword.arg: keyword.value for keyword in node.keywords}
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    last = node.func.attr if isinstance(node.func, ast.Attribute) else name
    literal = len(node.args) > 1 and isinstance(node.args[1], ast.Constant)
    found = {name} & NEVER
    if last in NAMES and not (literal or (last == "import_module" and isinstance(
            node.args[0], ast.Constant))):  # fmt: skip
        found.add(last)
    if "shell" in words:
        found.add("shell=")
    if last in ("system", "popen", "spawnl", "execv", "execvp", "fork"):
        found.add(last)
    if last == "load" and ast.unparse(node.func) in ("np.load", "numpy.load"):
        pickles = words.get("allow_pickle")
        if not (isinstance(pickles, ast.Constant) and pickles.value is False):
            found.add("np.load with pickles")
    return found


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "tables.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_circuit_becomes_code(path: Path) -> None:
    where = path.relative_to(PACKAGE).as_posix()
    listed = {what for file, what in ALLOWED if file == where}
    assert findings(path) <= listed, f"{where}: list it with a reason, or do without"


def test_the_list_holds_nothing_that_is_gone() -> None:
    for file, what in ALLOWED:
        assert what in findings(PACKAGE / file), (file, what)


@pytest.mark.parametrize("text", ["eval('1')", "exec(x)", "import pickle", "f = eval",
                                  "getattr(m, name)", "run(x, shell=True)", "__import__(x)",
                                  "np.load(path)", "import_module(name)", "os.system(x)",
                                  "from ctypes import CDLL"])  # fmt: skip
def test_it_finds_what_it_looks_for(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text(text + "\n")
    assert findings(tmp_path / "bad.py")


# ---------------------------------------------------------------------- modules beside a circuit

LIARS = ("lark", "numpy", "random", "json", "csv", "prompt_toolkit", "signal", "decimal", "heapq")


# as pip writes it: Python looks for modules beside this file, not in the current folder
SCRIPT = "import sys\nfrom circuitlang.cli import main\nsys.exit(main())\n"


@pytest.mark.parametrize("inside", [True, False], ids=["in its folder", "from elsewhere"])
@pytest.mark.parametrize("how", ["circuitlang", "python -m", "python -P -m"])
def test_modules_that_lie_beside_a_circuit_are_not_imported(
    how: str, inside: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside, script = tmp_path / "beside", tmp_path / "bin" / "circuitlang"
    beside.mkdir()
    script.parent.mkdir()
    script.write_text(SCRIPT)
    # `python -m circuitlang` is what lies in the current folder: SECURITY.md says so
    liars = LIARS + ("circuitlang",) * (how != "python -m" or not inside)
    for name in liars:
        (beside / f"{name}.py").write_text(f"open('ran-{name}', 'w')\nraise SystemExit(3)\n")
    (beside / "f.circ").write_text(
        "input X = randn(2, 2), y = randn(); f = sum(X * y); backward; check; show\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    words = {"circuitlang": [str(script)], "python -m": ["-m", "circuitlang"],
             "python -P -m": ["-P", "-m", "circuitlang"]}[how]  # fmt: skip
    place, file = (beside, "f.circ") if inside else (tmp_path, "beside/f.circ")
    done = subprocess.run([sys.executable, *words, "run", file, "--untrusted"], cwd=place,
                          capture_output=True, text=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "  forward first: 2 gates\n"), done.stderr
    assert not list(tmp_path.rglob("ran-*"))


ELSEWHERE = [
    'include "../x.circ"', 'include "no.circ"', 'include "far/x.circ"', 'include "link.circ"',
    'input a = csv("/etc/passwd")', 'input a = csv("no.csv")', 'input b = npy("no.npy")',
    'load "../../y.circ"', 'load "no.circ"', 'save "../f.circ"', 'save "far/f.circ"',
    'save "f.txt"', 'save "f.circ"', 'save "link.circ"', 'export "../f.svg"', 'export "far/f.svg"',
    'plot f against x from 0 to 1 as "far/f.svg"', 'descend f rate 1 steps 1 on "../a.csv"',
    'descend f rate 1 steps 1 on "no.csv"',
]  # fmt: skip


@pytest.mark.parametrize("more", [[], ["--untrusted"], ["--json"], ["--untrusted", "--json"]],
                         ids=" ".join)  # fmt: skip
@pytest.mark.parametrize("said", ELSEWHERE)
def test_errors_show_no_path_outside_of_the_folder(
    said: str, more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "a-folder-outside" / "in"
    inside.mkdir(parents=True)
    (inside.parent / "x.circ").write_text("")
    (inside / "link.circ").symlink_to(inside.parent / "x.circ")
    (inside / "f.circ").write_text(f"input x = 1; param w = 1; f = w * x\n{said}\n")
    monkeypatch.chdir(inside)
    out, err = io.StringIO(), io.StringIO()
    assert main([*more, "f.circ"], None, out, err) == 1
    told = out.getvalue() + err.getvalue()
    assert "file-not-" in told and "a-folder-outside" not in told and str(tmp_path) not in told
