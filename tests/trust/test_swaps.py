"""A file, the folder above it or the circuit's own becomes a link at the exact moment between what
was looked at and what is opened; `python -m tests.trust.swaps` does it at random, for longer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from circuitlang.session.session import Session
from circuitlang.text import beneath, whole
from circuitlang.text.errors import CircuitError
from tests.trust.swaps import READS, WHAT, WRITES, World, race

WAYS = {**READS, **WRITES}
EVENTS = ("open", "os.rename", "os.link", "os.remove", "os.chmod", "os.scandir")
MOST = 12  # moments at which something is opened, in one statement

if not hasattr(os, "symlink"):
    pytest.skip("there are no links here", allow_module_level=True)


class Moment:
    """Calls something at the n-th time that a file is about to be touched."""

    act: Callable[[], None] | None = None
    but = ""  # what the tests themselves look at
    left = 0
    hooked = False

    @classmethod
    def hook(cls, event: str, args: tuple[Any, ...]) -> None:
        if cls.act is None or event not in EVENTS or isinstance(args[0], int):
            return
        if not os.fspath(args[0]).startswith(cls.but):
            cls.left -= 1
            if cls.left == 0 and cls.act is not None:
                act, cls.act = cls.act, None
                act()


@pytest.fixture
def moment(tmp_path: Path) -> Iterator[type[Moment]]:
    if not Moment.hooked:
        sys.addaudithook(Moment.hook)  # for good: it does nothing while there is no `act`
        Moment.hooked = True
    Moment.but = str(tmp_path / "out")
    yield Moment
    Moment.act = None


def descriptors() -> int:
    """A number that grows where a file stays open."""
    handle = os.open(os.curdir, os.O_RDONLY) if os.name != "nt" else os.dup(1)
    os.close(handle)
    return handle


@pytest.mark.parametrize("walks", [True, False], ids=["descriptors", "looks"])
@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("name", WAYS)
def test_it_becomes_a_link(
    name: str, what: str, walks: bool, tmp_path: Path, moment: type[Moment],
    monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    way, ends = WAYS[name], []
    world = World(tmp_path)
    world.tried(way)  # so that everything is loaded
    for module in (beneath, whole):
        monkeypatch.setattr(module, "DESCRIPTORS", walks and beneath.DESCRIPTORS)
    for at in range(1, MOST):
        session, before = Session(folder=world.root, overwrite=True), descriptors()
        moment.left, moment.act = at, lambda: world.swap(what, way.file)
        ends.append(world.tried(way, session))
        swapped, moment.act = moment.act is None, None
        world.back(what, way.file)
        assert descriptors() == before
        if not swapped:
            break
        assert ends[-1] in ("done", "file-not-allowed", "file-not-found")
    assert ends.pop() == "done" and not swapped  # that was the last moment
    if name in READS or what != "file":  # what is written replaces a link, as it would a file
        assert set(ends) - {"done"}, "no moment mattered"


def test_a_way_that_looks_first_would_be_found_out(
    tmp_path: Path, moment: type[Moment], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    world.tried(READS["csv"])  # so that everything is loaded
    monkeypatch.setattr(beneath.Base, "file", lambda self, real: os.open(real, beneath.READ))
    moment.left, moment.act = 1, lambda: world.swap("folder", "f.csv")
    with pytest.raises(AssertionError, match=r"read 42\.5, which is outside"):
        world.tried(READS["csv"])


@pytest.mark.parametrize(
    ("name", "what"),
    [("csv", "file"), ("load", "folder"), ("export", "file"), ("a new file", "folder")],
)
def test_a_race(name: str, what: str, tmp_path: Path) -> None:
    assert race(WAYS[name], what, 0.5, tmp_path).total()


# ---------------------------------------------------------------------- what may lie in the way


def read(root: Path, path: str) -> str:
    try:
        return str(Session(folder=root).execute(f'input x = csv("{path}", "x"); x')[-1].value)  # type: ignore[attr-defined]
    except CircuitError as problem:
        return problem.code


def test_links_that_stay_in_the_folder_are_followed(tmp_path: Path) -> None:
    world = World(tmp_path)
    root = world.root
    (root / "near").symlink_to("sub")
    (root / "far").symlink_to(root / "sub")
    (root / "sub" / "up.csv").symlink_to("../near/f.csv")
    (root / "sub" / "round.csv").symlink_to(f"../../{root.name}/sub/f.csv")
    (root / "out").symlink_to(world.out)
    (root / "ring").symlink_to("ring")
    for path in ("sub/f.csv", "near/f.csv", "far/f.csv", "far/../sub/./f.csv", "near/up.csv",
                 "sub/round.csv"):  # fmt: skip
        assert read(root, path) == "[1.5]", path
    assert read(root, "out/sub/f.csv") == "file-not-allowed"
    assert read(root, "ring") in ("file-not-found", "file-not-allowed")
    assert read(root, "sub/f.csv/f.csv") == "file-not-found"
    link = tmp_path / "link"
    link.symlink_to(root)  # how a person came there is theirs
    assert read(link, "sub/f.csv") == "[1.5]"


def test_a_folder_that_one_may_pass_through(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0 or not hasattr(os, "O_PATH"):
        pytest.skip("root may list every folder")
    world = World(tmp_path)
    (world.root / "sub").chmod(0o100)
    try:
        assert read(world.root, "sub/f.csv") == "[1.5]"
    finally:
        (world.root / "sub").chmod(0o700)


def test_a_link_that_goes_away_while_it_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    world = World(tmp_path)
    (world.root / "near").symlink_to("sub")
    session = Session(folder=world.root)
    for name in ("readlink", "lstat"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, gone)
            with pytest.raises(CircuitError) as caught:
                session.execute('include "near/f.circ"')
        assert caught.value.code in ("file-not-found", "file-not-allowed")
        assert Session(folder=world.root).folder.root == str(world.root)


def test_a_folder_that_was_made_anew_is_another_one(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = Session(folder=world.root)
    assert world.tried(READS["csv"], session) == "done"
    world.root.rename(tmp_path / "before")
    World(tmp_path / "again").root.rename(world.root)
    session.execute("reset")
    assert world.tried(READS["csv"], session) == "file-not-allowed"
    assert read(world.root, "sub/f.csv") == "[1.5]"


def test_names_that_are_offered_are_those_of_the_folder(
    tmp_path: Path, moment: type[Moment]
) -> None:
    world = World(tmp_path)
    (world.out / "sub" / "fine.circ").write_text("")
    world.outside = world.seen()
    mends = set()
    for at in range(1, MOST):
        session = Session(folder=world.root)
        moment.left, moment.act = at, lambda: world.swap("folder", "")
        with pytest.raises(CircuitError) as caught:
            session.execute('include "sub/fin.circ"')
        mends.add(str(caught.value.errors[0].help))
        moment.act = None
        world.back("folder", "")
    assert not any("fine" in mend for mend in mends)

    def mend() -> str | None:
        with pytest.raises(CircuitError) as caught:
            Session(folder=world.root).execute('include "sub/fin.circ"')
        return caught.value.errors[0].help

    near = world.root / "sub" / "fine.circ"
    near.mkdir()
    assert "fine" not in str(mend())  # a folder is no file
    near.rmdir()
    near.write_text("")
    assert mend() == "did you mean `sub/fine.circ`?"


# ---------------------------------------------------------------------- where it cannot be held


def test_a_folder_that_becomes_a_link_at_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> str:
        raise FileNotFoundError(2, "No such file or directory")

    world = World(tmp_path)
    link = tmp_path / "link"
    link.symlink_to(world.root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "readlink", gone)
        session = Session(folder=link)
    assert session.folder.root == str(link)  # not known by more than its name
    assert world.tried(READS["csv"], session) in ("file-not-allowed", "file-not-found")


def test_a_system_without_descriptors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beneath, "DESCRIPTORS", False)
    world = World(tmp_path)
    base = beneath.Base(str(world.root))
    (world.root / "sub" / "folder").mkdir()
    assert set(base.names(str(world.root / "sub"))) == {"f.circ", "f.csv", "f.svg", "f.npy"}
    assert base.names(str(world.root / "nowhere")) == []
    path = world.root / "sub" / "f.csv"

    def replaced(self: beneath.Base, real: str) -> None:
        path.with_name("other").write_text("x\n3\n")
        path.with_name("other").replace(path)

    monkeypatch.setattr(beneath.Base, "hold", replaced)
    before = descriptors()
    with pytest.raises(beneath.Moved):
        base.file(str(path))
    assert descriptors() == before


@pytest.mark.skipif(not beneath.DESCRIPTORS, reason="no descriptors of folders here")
def test_what_is_not_below_is_not_opened(tmp_path: Path) -> None:
    world = World(tmp_path)
    base, before = beneath.Base(str(world.root)), descriptors()
    for path in (world.out / "sub" / "f.csv", world.root / ".." / "out" / "sub" / "f.csv"):
        with pytest.raises(beneath.Moved):
            base.file(str(path))
    assert base.names(str(world.out)) == []
    assert descriptors() == before


def test_a_link_to_another_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(_: list[str]) -> str:
        raise ValueError("Paths don't have the same drive")

    world = World(tmp_path)
    monkeypatch.setattr(os.path, "commonpath", elsewhere)
    assert read(world.root, "sub/f.csv") == "file-not-allowed"
