"""A run of a stranger's circuit gets limits of the operating system, and they hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from circuitlang.script import confine as module
from circuitlang.script.confine import BESIDE, FILES, SECONDS, confine
from circuitlang.text.limits import Limits
from tests.cli.commandline import ROOT

resource = pytest.importorskip("resource", reason="no limits of the operating system here")

# what the program is run as, and what a mistake in it would do afterwards
PROGRAM = """
import json, os, resource, signal, sys
from circuitlang import cli
from circuitlang.script import confine
confine.SECONDS = {seconds}
sys.argv[1:] = {arguments!r}
before = {{name: getattr(resource, name) for name in {names!r} if hasattr(resource, name)}}
status = cli.main()
assert status == 0, status
{then}
"""
NAMES = ("RLIMIT_CORE", "RLIMIT_DATA", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_CPU",
         "RLIMIT_FSIZE")  # fmt: skip
TELL = "print(json.dumps({name: resource.getrlimit(which)[0] for name, which in before.items()}))"
CIRCUIT = ("run", "--untrusted", "-c", "input X = [1, 2]; f = sum(X); forward", "--quiet")


def run(then: str, *arguments: str, folder: Path = ROOT, seconds: int = SECONDS,
        ) -> subprocess.CompletedProcess[str]:  # fmt: skip
    program = PROGRAM.format(arguments=[*arguments], names=NAMES, then=then, seconds=seconds)
    return subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True,
                          text=True, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
                          timeout=120)  # fmt: skip


def told(*arguments: str, folder: Path = ROOT) -> dict[str, int]:
    done = run(TELL, *arguments, folder=folder)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_what_is_set() -> None:
    limits = Limits.untrusted()
    found = told(*CIRCUIT)
    assert found["RLIMIT_CORE"] == 0
    assert found["RLIMIT_NOFILE"] == FILES and found["RLIMIT_NPROC"] == 0
    assert found["RLIMIT_FSIZE"] == limits.memory
    assert limits.time is not None
    assert limits.time + SECONDS <= found["RLIMIT_CPU"] <= limits.time + SECONDS + 3
    if sys.platform == "linux":
        most = limits.memory + BESIDE
        assert most <= found["RLIMIT_DATA"] <= most + 2**28


def test_the_limits_of_a_command_line_are_those_that_it_gives(tmp_path: Path) -> None:
    given = told(*CIRCUIT, "--limit", "time=3", "--limit", "memory=1000000")
    assert given["RLIMIT_FSIZE"] == 1_000_000 and given["RLIMIT_CPU"] < 3 + SECONDS + 3
    assert told(*CIRCUIT, "--limit", "time=none")["RLIMIT_CPU"] == bare()["RLIMIT_CPU"]
    (tmp_path / "f.circ").write_text("input x = 1; f = x * 2; forward\n")
    twice = told("run", "--untrusted", "--quiet", "f.circ", "f.circ", folder=tmp_path)
    assert twice["RLIMIT_CPU"] >= 20 + SECONDS
    drawn = told("draw", "--untrusted", "f.circ", "-o", "f.svg", folder=tmp_path)
    assert drawn["RLIMIT_FSIZE"] == bare()["RLIMIT_FSIZE"]  # a person's own file may be large
    assert (tmp_path / "f.svg").exists()


def bare() -> dict[str, int]:
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in NAMES}


def test_without_untrusted_and_in_a_program_nothing_is_set() -> None:
    assert told("run", "--quiet", "-c", "input x = 1; f = x * 2; forward") == bare()
    from circuitlang.cli import main

    before = bare()
    assert main(["run", "--untrusted", "--quiet", "-c", "input x = 1; f = x * 2; forward"]) == 0
    assert bare() == before


MISTAKES = {
    "memory": ("try:\n    bytes(2**30)\nexcept MemoryError:\n    print('held')", 0),
    "memory in parts": ("kept = []\ntry:\n    for _ in range(2000): kept.append(b'x' * 2**20)\n"
                        "except MemoryError:\n    print('held')", 0),
    "files": ("kept = []\ntry:\n    for _ in range(100): kept.append(open(os.devnull))\n"
              "except OSError:\n    print('held')", 0),
    "a large file": ("import tempfile\nwith tempfile.TemporaryFile() as file:\n    try:\n"
                     "        os.pwrite(file.fileno(), b'x', 2**29)\n"
                     "    except OSError:\n        print('held')", 0),
    "a process": ("if os.geteuid() == 0: os.setresuid(65534, 65534, 65534)  # root may\n"
                  "try:\n    if os.fork() == 0: os._exit(0)\n"
                  "except OSError:\n    print('held')", 0),
    "time": ("print('held', flush=True)\nwhile True: pass", -24),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count otherwise")
@pytest.mark.parametrize("name", MISTAKES)
def test_what_a_mistake_could_let_through_is_held(name: str) -> None:
    then, status = MISTAKES[name]
    done = run(then, *CIRCUIT, "--limit", "time=1" if name == "time" else "time=10", seconds=0)
    assert done.stdout.splitlines()[-1:] == ["held"], (done.stdout, done.stderr)
    assert done.returncode == status, done.stderr


# ---------------------------------------------------------------------- systems that say otherwise


class System(types.ModuleType):
    """A `resource` that knows some limits, and refuses one of them."""

    RLIM_INFINITY = -1
    RUSAGE_SELF = 0
    error = OSError

    def __init__(self, had: dict[str, tuple[int, int]], refuses: str = "") -> None:
        super().__init__("resource")
        self.had, self.refuses = had, refuses
        self.given: dict[str, tuple[int, int]] = {}
        for name in had:
            setattr(self, name, name)

    def getrlimit(self, which: str) -> tuple[int, int]:
        return self.had[which]

    def setrlimit(self, which: str, limits: tuple[int, int]) -> None:
        if which == self.refuses:
            raise ValueError("not allowed to")
        self.given[which] = limits

    def getrusage(self, _: int) -> Any:
        return types.SimpleNamespace(ru_utime=1.0, ru_stime=0.25)


def under(monkeypatch: pytest.MonkeyPatch, system: types.ModuleType | None, **words: Any,
          ) -> dict[str, int]:  # fmt: skip
    monkeypatch.setitem(sys.modules, "resource", system)
    for name in module.THREADS:
        monkeypatch.setenv(name, "7")
    return confine(Limits.untrusted(), **words)


def test_a_system_without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert under(monkeypatch, None) == {}


def test_a_lower_limit_stays_and_what_is_refused_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system = System({"RLIMIT_CORE": (-1, -1), "RLIMIT_NOFILE": (10, 4096),
                     "RLIMIT_CPU": (-1, 3), "RLIMIT_FSIZE": (-1, 2**40),
                     "RLIMIT_DATA": (2**50, -1)}, refuses="RLIMIT_CORE")  # fmt: skip
    found = under(monkeypatch, system)
    assert found.keys() == {"RLIMIT_FSIZE", "RLIMIT_DATA"}  # no NPROC here, others are lower
    assert system.given["RLIMIT_FSIZE"] == (2**28, 2**40)
    assert system.given["RLIMIT_DATA"][1] == -1


def test_one_that_talks_is_bound_in_memory_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    system = System(dict.fromkeys(NAMES, (-1, -1)))
    assert under(monkeypatch, system, talks=True).keys() == {"RLIMIT_CORE", "RLIMIT_DATA"}
    assert "RLIMIT_FSIZE" not in under(monkeypatch, system, writes=True)
    monkeypatch.setitem(sys.modules, "resource", system)
    for_ever = confine(Limits.untrusted().replace("time", None))
    assert "RLIMIT_CPU" not in for_ever and "RLIMIT_FSIZE" in for_ever
    found = under(monkeypatch, system, runs=3)
    assert found["RLIMIT_CPU"] == 2 + 30 + SECONDS  # what was used already, and three runs


def test_threads_are_not_started_where_that_can_still_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    system = System(dict.fromkeys(NAMES, (-1, -1)))
    monkeypatch.setitem(sys.modules, "numpy", types.ModuleType("numpy"))
    under(monkeypatch, system)
    assert os.environ["OMP_NUM_THREADS"] == "7"  # NumPy is here already
    monkeypatch.delitem(sys.modules, "numpy")
    under(monkeypatch, system)
    assert {os.environ[name] for name in module.THREADS} == {"1"}


def test_memory_that_the_system_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> Any:
        raise FileNotFoundError

    monkeypatch.setattr(module, "open", missing, raising=False)
    assert module._data() == 0
