"""The light records, held against those of the standard library."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from circuitlang.text import records

LIBRARY = SimpleNamespace(
    dataclass=dataclasses.dataclass, replace=dataclasses.replace, NamedTuple=typing.NamedTuple
)


def build(made_by: Any) -> SimpleNamespace:
    """The same classes, made by either."""

    class Base:
        channel = "result"

    @made_by.dataclass(frozen=True, slots=True)
    class Frozen(Base):
        a: int
        b: str = "b"

        @property
        def both(self) -> str:
            return f"{self.a}{self.b}"

    @made_by.dataclass(frozen=True, slots=True)
    class More(Frozen):
        c: float = 0.5

    @made_by.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        a: int

    @made_by.dataclass
    class Loose:
        a: int
        b: int = 3

    class Row(made_by.NamedTuple):
        a: int
        b: str = "b"

        @property
        def both(self) -> str:
            return f"{self.a}{self.b}"

    return SimpleNamespace(Frozen=Frozen, More=More, Alone=Alone, Loose=Loose, Row=Row)


OURS, THEIRS = build(records), build(LIBRARY)
NAMES = sorted(vars(OURS))


def shown(made: object) -> str:
    return repr(made).replace("build.<locals>.", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("values", "named"),
    [((1,), {}), ((), {"a": 1}), ((1, "x"), {}), ((1,), {"b": "x"}), ((), {}), ((1, 2, 3, 4), {}),
     ((1,), {"a": 2}), ((1,), {"d": 2}), ((), {"b": "x"})],
)  # fmt: skip
def test_they_are_made_of_the_same_values(name: str, values: Any, named: Any) -> None:
    ours, theirs = getattr(OURS, name), getattr(THEIRS, name)
    try:
        wanted = theirs(*values, **named)
    except TypeError:
        with pytest.raises(TypeError):
            ours(*values, **named)
        return
    made = ours(*values, **named)
    assert shown(made) == shown(wanted)
    assert made.a == wanted.a
    assert getattr(made, "both", None) == getattr(wanted, "both", None)
    assert ours.__match_args__ == theirs.__match_args__


@pytest.mark.parametrize("name", NAMES)
def test_equality_and_hash_are_the_same(name: str) -> None:
    ours, theirs = getattr(OURS, name), getattr(THEIRS, name)
    assert (ours(1) == ours(1)) is (theirs(1) == theirs(1))
    assert (ours(1) == ours(2)) is (theirs(1) == theirs(2)) is False
    assert (ours(1) == (1, "b")) is (theirs(1) == (1, "b"))
    assert (ours.__hash__ is None) is (theirs.__hash__ is None)
    if ours.__hash__ is not None:
        assert (hash(ours(1)) == hash(ours(1))) is (hash(theirs(1)) == hash(theirs(1)))


@pytest.mark.parametrize("made_by", [OURS, THEIRS], ids=["ours", "theirs"])
def test_what_is_frozen_does_not_change(made_by: Any) -> None:
    for made in (made_by.Frozen(1), made_by.More(1), made_by.Row(1)):
        with pytest.raises(AttributeError):
            made.a = 2
        with pytest.raises(AttributeError):
            del made.a
        assert made.a == 1
    assert not hasattr(made_by.Alone(1), "__dict__")
    loose = made_by.Loose(1)
    loose.b = 4
    assert loose.b == 4


def test_replacing_copying_and_pickling() -> None:
    row = OURS.Row(1)._replace(a=2)
    assert row == (2, "b") and type(row) is OURS.Row and copy.copy(row) == row
    frozen = records.replace(OURS.Frozen(1), b="c")
    assert (frozen.a, frozen.b) == (1, "c") and copy.copy(frozen) == frozen
    with pytest.raises(TypeError):
        records.replace(frozen, d=1)
    with pytest.raises(TypeError):
        row._replace(d=1)
    from circuitlang.reports.notes import Note

    note = Note("words")
    assert pickle.loads(pickle.dumps(note)) == note
    assert copy.deepcopy(note) == note


def test_type_checkers_see_the_library() -> None:
    assert isinstance(records, ModuleType) and records.TYPE_CHECKING is False
