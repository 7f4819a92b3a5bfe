"""What pyproject.toml and the README say, held against the checkout."""

from __future__ import annotations

import io
import re
import sysconfig
import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest

import circuitlang
from circuitlang.cli import main

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
README = (ROOT / "README.md").read_text("utf-8")


def block(heading: str, number: int = 0) -> str:
    """A block of code under a heading of the README."""
    part = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^```\w*\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)[number]


def test_one_version() -> None:
    assert PROJECT["project"]["version"] == circuitlang.__version__


def test_every_package_travels() -> None:
    folders = {path.parent for path in (ROOT / "circuitlang").rglob("__init__.py")}
    names = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    listed = PROJECT["tool"]["setuptools"]["packages"]
    assert listed == sorted(listed)
    assert set(listed) == names | {"circuitlang.grammar"}


def test_every_header_of_the_kernel_travels_and_makes_it_anew() -> None:
    (kernel,) = PROJECT["tool"]["setuptools"]["ext-modules"]
    native = ROOT / "circuitlang" / "engines" / "native"
    assert kernel["depends"] == sorted(
        path.relative_to(ROOT).as_posix()
        for path in native.iterdir()
        if path.suffix in (".h", ".py")
    )


def settled(name: str) -> Any:
    """A command of setuptools, as pyproject.toml makes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # setuptools about itself
        setuptools = pytest.importorskip("setuptools", minversion="77")
        dist = setuptools.Distribution()
        dist.parse_config_files()
        command = dist.get_command_obj(name)
        command.ensure_finalized()
    return command


@pytest.fixture(params=[0, 1])
def free(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Whether threads run freely, in the folder in which the project is built."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setitem(sysconfig.get_config_vars(), "Py_GIL_DISABLED", request.param)
    number: int = request.param
    return number


def test_the_kernel_is_named_so_that_every_python_finds_it_for_which_the_wheel_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "setuptools.command.build_ext.get_abi3_suffix", lambda: ".abi3-x86_64-linux-gnu.so"
    )
    monkeypatch.chdir(ROOT)
    monkeypatch.setitem(sysconfig.get_config_vars(), "Py_GIL_DISABLED", 0)
    monkeypatch.setitem(sysconfig.get_config_vars(), "EXT_SUFFIX", ".cpython-315-x.so")
    name = "circuitlang.engines._kernel"
    built = Path(settled("build_ext").get_ext_filename(name))
    assert built.as_posix() == f"{name.replace('.', '/')}.abi3.so"


def test_the_kernel_is_left_out_where_threads_run_freely(free: int) -> None:
    assert len(settled("build_ext").extensions or ()) == 1 - free
    wheel = settled("bdist_wheel")
    assert wheel.root_is_pure == bool(free)
    assert wheel.get_tag()[:2] == (("py3", "none") if free else ("cp311", "abi3"))


def test_the_grammar_travels() -> None:
    tools = PROJECT["tool"]["setuptools"]
    assert tools["package-dir"]["circuitlang.grammar"] == "grammar"
    assert "*.lark" in tools["package-data"]["circuitlang.grammar"]
    assert "py.typed" in tools["package-data"]["circuitlang"]
    assert (ROOT / "circuitlang" / "py.typed").is_file()


def test_the_first_example_prints_what_the_readme_says() -> None:
    command, program, printed = (block("Start", number) for number in range(3))
    path = command.split()[-1]
    assert (ROOT / path).read_text("utf-8") == program
    out, err = io.StringIO(), io.StringIO()
    assert main(["run", str(ROOT / path)], io.StringIO(), out, err) == 0
    assert out.getvalue() == printed
    assert err.getvalue() == ""


def test_the_readmes_python_is_true() -> None:
    names: dict[str, object] = {}
    program = block("Python")
    exec(program, names)
    last, said = program.strip().splitlines()[-1].split("#")
    assert eval(last, names) == eval(said)


def test_every_link_of_the_readme_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target
