"""The floors of the house, and what is loaded when."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import lark
import pytest

import circuitlang

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "circuitlang"

FLOORS = [
    # ground floor first; what stands in one line stands on one floor
    "text", "gates", "readings", "syntax", "tape", "meaning", "transforms", "engines", "reports",
    "views", "exports", "caller", "wires own_gates", "run", "function circuit", "session",
    "api guide highlight notebook",
    "script", "repl", "cli", "__main__",
]  # fmt: skip
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names.split()}
UPWARDS = {
    # where something below must reach up, inside of a function, when it is called
    ("reports/report.py", "circuitlang.views.render"): "a report is printed by its view",
    ("reports/json.py", "circuitlang.views.snippet"): "warnings have one form in JSON",
    ("meaning/tensors.py", "circuitlang.engines.tensors"): "constants are folded as they would run",
    ("meaning/world.py", "circuitlang.transforms.differentiate"): "`grad(f, x)` stands in a gate",
    ("session/commands/helping.py", "circuitlang.guide"): "help runs its examples in a session",
}
HOMES = {
    "lark": "tests",
    "prompt_toolkit": "repl",
    "pygments": "highlight.py",
    "IPython": "notebook.py",
    "matplotlib": "exports",
    "uniplot": "views",
}  # the only floor that imports it
# files that are loaded with the first tensor or batch, or a large circuit without the kernel
ARRAYS = {"arrays.py", "tensors.py", "convolutions.py", "reductions.py", "mistakes.py",
          "check_tensors.py", "probe_tensors.py", "steps.py", "step_calls.py", "recorded.py",
          "recorded_floats.py", "tensors_again.py", "tensors_buffers.py", "tensors_planned.py",
          "columns.py", "segments.py", "segments_layout.py", "segments_long.py",
          "segments_short.py"}  # fmt: skip
SLOW = {"lark", "numpy", "prompt_toolkit", "dataclasses", "typing", "inspect", "re", "enum",
        "contextlib", "functools", "json", "argparse", "pathlib", "unicodedata"}  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "tables.py")


def imports(path: Path) -> list[tuple[str, bool]]:
    """Every module that a file imports, and whether that happens when it is loaded."""
    found: list[tuple[str, bool]] = []
    waiting: list[tuple[ast.AST, bool]] = [(ast.parse(path.read_text("utf-8")), True)]
    while waiting:
        node, at_once = waiting.pop()
        if isinstance(node, ast.Import):
            found += [(alias.name, at_once) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [(name if _is_module(name) else str(node.module), at_once) for name in inner]
        later = isinstance(node, ast.FunctionDef | ast.Lambda) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        )
        waiting += [(child, at_once and not later) for child in ast.iter_child_nodes(node)]
    return found


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or place.is_dir()


def floor(module: str) -> int | None:
    """The level of a module of ours; None for the package itself."""
    parts = module.split(".")
    return LEVEL[parts[1]] if len(parts) > 1 else None


def test_every_module_has_a_floor() -> None:
    assert {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()} <= {
        *LEVEL, "__init__",
    }  # fmt: skip


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    if where.parts[0] == "__init__.py":
        assert not [name for name, at_once in imports(path) if at_once and name != "__future__"]
        return
    own = LEVEL[where.parts[0].removesuffix(".py")]
    for name, at_once in imports(path):
        home = HOMES.get(name.split(".")[0])
        assert home in (None, where.parts[0]), f"{name} is imported only in {home}/"
        assert name.split(".")[0] != "numpy" or not at_once or where.name in ARRAYS
        if not name.startswith("circuitlang"):
            continue
        level = floor(name)
        if level is not None and level > own:
            assert not at_once, f"{name} stands above"
            assert (where.as_posix(), name) in UPWARDS or _only_for_types(path, name), name


def _only_for_types(path: Path, name: str) -> bool:
    """Whether the import stands under `if TYPE_CHECKING`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for inner in ast.walk(node):
                if isinstance(inner, ast.ImportFrom) and inner.module == name:
                    return True
    return False


LIGHT = {"text", "gates", "syntax", "tape", "meaning", "reports", "views", "session", "script"}
HEAVY = {"dataclasses", "typing", "inspect", "contextlib", "argparse", "pathlib", "threading"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_records_are_light(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    if where.parts[0] in LIGHT and where.name not in ARRAYS:
        at_once = {name.split(".")[0] for name, at_once in imports(path) if at_once}
        assert not at_once & HEAVY, "text/records.py has light records; import others where used"


# ---------------------------------------------------------------------- what is loaded when


def loaded(program: str) -> set[str]:
    """The modules that a program has loaded, in an interpreter without site packages of its own
    accord (an editable install loads many)."""
    packages = Path(lark.__file__).parents[1]
    path = os.pathsep.join([str(ROOT), str(packages)])
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"{program}\nimport sys; print(*sys.modules, sep='\\n')"],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


BUILT = """
import circuitlang as cl
c = cl.Circuit()
x, y = c.input("x", -2.0), c.input("y", 5.0)
t = x + y
f = c.gate("f", t * cl.exp(t) + cl.max(x, y))
grads = c.forward().backward()
assert grads["x"] and grads.local("f")
"""


def test_importing_loads_nothing_but_the_package() -> None:
    bare = loaded("")
    new = loaded("import circuitlang") - bare
    assert new == {"circuitlang"} | ({"__future__"} - bare)


def test_a_circuit_built_in_python_loads_no_library() -> None:
    assert not loaded(BUILT) & SLOW


def test_the_table_of_gates_needs_no_parser() -> None:
    found = loaded("from circuitlang.cli import main; assert main(['gates']) == 0")
    assert not found & {"lark", "numpy", "prompt_toolkit", "argparse", "inspect"}


def test_a_file_loads_little() -> None:
    run = "from circuitlang.cli import main; assert main(['run', 'examples/first.circ']) == 0"
    found = loaded(run)
    assert not found & {*SLOW, "copy", "lark", "random", "signal", "tempfile", "threading"} - {
        "re",
        "unicodedata",
        *RE_BRINGS,
    }
    ours = {name for name in found if name.split(".")[0] == "circuitlang"}
    assert not {name for name in ours if name.startswith(NOT_FOR_A_RUN)}
    assert len(ours) < MOST, sorted(ours)


RE_BRINGS = {"enum", "functools"}
NOT_FOR_A_RUN = ("circuitlang.text.catalog", "circuitlang.guide", "circuitlang.readings.arrays",
                 "circuitlang.syntax.slips", "circuitlang.syntax.missing")  # fmt: skip
MOST = 125  # modules of ours


def test_the_prompt_loads_what_typing_takes() -> None:
    found = loaded(
        "import circuitlang.script.runner, circuitlang.repl.app, circuitlang.repl.reader"
    )
    assert not found & {"lark", "numpy", "tomllib", "argparse"}
    assert not {name for name in found if name.startswith((*NOT_FOR_A_RUN, "circuitlang.exports"))}


# ---------------------------------------------------------------------- names on first use


def test_every_public_name_is_found_and_listed() -> None:
    for name in circuitlang.__all__:
        assert getattr(circuitlang, name).__name__ == name
        assert name in dir(circuitlang)


def test_every_gate_is_a_function() -> None:
    from circuitlang.gates import TABLE

    for row in TABLE:
        if row.family == "internal":
            assert not hasattr(circuitlang, row.name)
        else:
            assert getattr(circuitlang, row.name).__name__ == row.name
            assert row.name in dir(circuitlang)
    assert circuitlang.exp(0.0) == 1.0
    assert circuitlang.max(1.0, 2.0) == 2.0


def test_other_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'expp'"):
        circuitlang.expp  # noqa: B018
    assert not hasattr(circuitlang, "__wrapped__")
