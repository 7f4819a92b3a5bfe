"""The fuzzers' beginnings and all that they once found, held to the same promises, without atheris.

`python -m tests.fuzz` fuzzes on from here; a finding that is mended goes to findings/.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz import harness, naming, seeds, watch
from tests.fuzz.common import Nonsense
from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("target", TARGETS)
def test_what_was_found_and_where_it_begins(target: str) -> None:
    """In a process of its own, whose memory is bounded."""
    done = subprocess.run([sys.executable, "-m", "tests.fuzz", target, "--replay"], cwd=seeds.ROOT,
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(seeds.seeds(target))} inputs, 0 broken" in done.stdout


def test_every_finding_is_of_a_target() -> None:
    assert {path.name for path in seeds.FINDINGS.iterdir()} <= set(TARGETS)
    assert all(len(seeds.seeds(target)) >= 8 for target in TARGETS)
    assert len(seeds.dictionary()) > 180


def test_the_names_go_through_every_look_and_export() -> None:
    used = [set().union(*each) for each in zip(*(
        ([template], looks, endings, lines)
        for template, looks, endings, lines in map(naming.chosen, seeds.seeds("names"))
    ), strict=True)]  # fmt: skip
    assert used == [{naming.SCALARS, naming.TENSORS}, set(naming.LOOKS),
                    {*naming.forms(), ".json", ".circ"}, set(naming.STRINGS)]  # fmt: skip
    assert set(naming.CHECKS) - {".circ", "html", "terminal"} == {*naming.forms(), ".json"}


# ---------------------------------------------------------------------- would it be seen?


def run_import(data: bytes, folder: Path) -> str:
    import antigravity_of_a_stranger  # type: ignore[import-not-found]  # noqa: F401

    return ""


def read_elsewhere(data: bytes, folder: Path) -> str:
    return Path(__file__).read_text("utf-8")


def write_elsewhere(data: bytes, folder: Path) -> str:
    (folder.parent / "elsewhere").write_text("")
    return ""


def list_elsewhere(data: bytes, folder: Path) -> str:
    return str(list(Path("/").iterdir()))


def connect(data: bytes, folder: Path) -> str:
    try:
        socket.create_connection(("127.0.0.1", 9))
    except OSError:
        pass
    return ""


def start(data: bytes, folder: Path) -> str:
    return str(subprocess.run([sys.executable, "-c", ""]))


def evaluate(data: bytes, folder: Path) -> str:
    return str(eval(data))


def loop(data: bytes, folder: Path) -> str:
    while True:
        pass


def differ(data: bytes, folder: Path) -> str:
    COUNT.append(1)
    return str(len(COUNT))


def leave_something(data: bytes, folder: Path) -> str:
    found = str(list(folder.iterdir()))
    (folder / "left").write_text("")
    return found


def raise_key(data: bytes, folder: Path) -> str:
    return {}[data]  # type: ignore[no-any-return]


def exhaust(data: bytes, folder: Path) -> str:
    raise MemoryError


def nonsense(data: bytes, folder: Path) -> str:
    raise Nonsense("<b>")


COUNT: list[int] = []
BAD = {
    run_import: "forbidden", read_elsewhere: "forbidden", write_elsewhere: "forbidden",
    list_elsewhere: "forbidden", connect: "forbidden", start: "forbidden", evaluate: "forbidden",
    loop: "slow", differ: "differs", raise_key: "exception", exhaust: "memory",
    nonsense: "nonsense",
}  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.__name__)
def test_the_harness_sees_what_breaks_a_promise(
    bad: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TARGETS, "bad", bad)
    with harness.Harness("bad", 0.2) as held:
        with pytest.raises(harness.Broken) as caught:
            held.hold(b"1 + 1")
        assert caught.value.kind == BAD[bad]
        assert not (held.folder.parent / "elsewhere").exists()


def test_the_harness_lets_through_what_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "good", leave_something)
    with harness.Harness("good") as held:
        assert held.hold(b"") == "[]"
        assert held.hold(b"") == "[]"
    assert Path(watch.PACKAGE).is_dir()
    Path(__file__).read_text("utf-8")  # nothing is watched any more
