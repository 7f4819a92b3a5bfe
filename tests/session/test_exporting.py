"""`export` from a file, at the prompt, and from Python."""

from __future__ import annotations

from pathlib import Path

import pytest

from circuitlang.exports import forms
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.exports.test_goldens import DRAWN

START = "input x = 2; f = x * x; backward\n"


def refused(session: Session, text: str) -> str:
    with pytest.raises(CircuitError) as caught:
        session.execute(text)
    return f"{caught.value.code}: {caught.value.errors[0].message}"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(folder=tmp_path)


@pytest.mark.parametrize("ending", DRAWN)
def test_the_kind_follows_the_ending(session: Session, tmp_path: Path, ending: str) -> None:
    replies = session.execute(f'{START}digits 2; export "f{ending}"')
    text = (tmp_path / f"f{ending}").read_text("utf-8")
    assert text == forms()[ending].export(session.state.standing(), 2)
    assert "4.00" in text and str(replies).endswith(f"{len(text.encode()):,} bytes")


def test_a_file_is_replaced_only_if_asked(session: Session, tmp_path: Path) -> None:
    session.execute(f'{START}export "f.svg"')
    assert "is there already" in refused(session, 'export "f.svg"')
    assert "is there already" in refused(session, 'export! "f.svg"')  # a file may not say it
    session.typed = True
    session.execute(f'export! "{tmp_path}/f.svg"')
    Session(folder=tmp_path, overwrite=True).execute(f'{START}export "f.svg"')


@pytest.mark.parametrize(
    ("path", "why"),
    [("../f.svg", "outside"), ("/f.svg", "not a path below"), (".f.svg", "hidden"),
     ("f.exe", "does not end"), ("f", "does not end"), ("a/.b/f.svg", "hidden"), ("", "no path")],
)  # fmt: skip
def test_where_a_file_may_not_write(session: Session, tmp_path: Path, path: str, why: str) -> None:
    said = refused(session, f'{START}export "{path}"')
    assert said.startswith("file-not-allowed") and why in said
    assert not list(tmp_path.iterdir())


def test_no_link_is_followed_out_of_the_folder(session: Session, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "way").symlink_to(outside)
    said = refused(Session(folder=inside), f'{START}export "way/f.svg"')
    assert said.startswith("file-not-allowed") and not list(outside.iterdir())


def test_strangers_write_nothing(tmp_path: Path) -> None:
    said = refused(Session(folder=tmp_path, untrusted=True), f'{START}export "f.svg"')
    assert said.startswith("file-not-allowed") and not list(tmp_path.iterdir())


def test_a_person_may_write_anywhere_but_in_a_known_form(tmp_path: Path) -> None:
    session = Session(folder=tmp_path / "elsewhere")
    session.typed = True
    session.execute(f'{START}export "{tmp_path}/.f.svg"')
    assert (tmp_path / ".f.svg").is_file()
    assert refused(session, f'export "{tmp_path}/f.png"').startswith("bad-argument")
    assert not (tmp_path / "f.png").exists()


def test_an_empty_circuit(session: Session, tmp_path: Path) -> None:
    assert "nothing to export" in refused(session, 'export "f.svg"')
    assert not list(tmp_path.iterdir())


def test_pictures_change_nothing(session: Session) -> None:
    session.execute(START)
    before = session.state
    session.execute('diagram; diagram f; export "f.svg"')
    assert session.state.builder is before.builder and session.state.run is before.run
    assert refused(session, "diagram nothing").startswith("undefined-name")
