"""The limits of section 11: their values, how they change, what is said where one is passed."""

from __future__ import annotations

import pytest

from circuitlang.text.errors import CircuitError
from circuitlang.text.limits import LIMITS, Limits

TABLE = {
    "source": (64 * 1024**2, 1024**2),
    "nesting": (200, 200),
    "gates": (20_000_000, 100_000),
    "depth": (200, 64),
    "elements": (100_000_000, 1_000_000),
    "memory": (8 * 1024**3, 256 * 1024**2),
    "string": (1_000_000, 10_000),
    "time": (None, 10),
}


def test_the_table_of_the_contract() -> None:
    assert list(LIMITS) == list(TABLE)
    for name, (default, untrusted) in TABLE.items():
        assert getattr(Limits(), name) == default
        assert getattr(Limits.untrusted(), name) == untrusted
    assert Limits().files
    assert not Limits.untrusted().files


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("gates", "1000", 1000),
        ("gates", 7, 7),
        ("gates", "1e6", 1_000_000),
        ("memory", "1_000", 1000),
        ("string", 0, 0),
        ("time", "0.5", 0.5),
        ("time", "none", None),
        ("time", None, None),
    ],
)
def test_replace(name: str, value: object, expected: float | None) -> None:
    before = Limits.untrusted()
    after = before.replace(name, value)
    assert getattr(after, name) == expected
    assert not after.files
    assert before == Limits.untrusted()
    assert after.replace(name, getattr(before, name)) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gates", "many"),
        ("gates", "-1"),
        ("gates", "1.5"),
        ("gates", "none"),
        ("gates", None),
        ("gates", True),
        ("gates", float("nan")),
        ("memory", "inf"),
        ("memory", "9" * 5000),
        ("time", -1),
        ("time", [1]),
        ("files", 1),
        ("gate", 1),
        ("", 1),
    ],
)
def test_replace_refuses(name: str, value: object) -> None:
    with pytest.raises(CircuitError) as caught:
        Limits().replace(name, value)
    assert caught.value.code == "bad-argument"
    assert len(caught.value.message) < 300
    assert caught.value.help


def test_did_you_mean() -> None:
    with pytest.raises(CircuitError) as caught:
        Limits().replace("gate", 1)
    assert caught.value.help == "did you mean `gates`?"


@pytest.mark.parametrize("name", [name for name in LIMITS if name != "time"])
def test_below_at_and_above(name: str) -> None:
    limits = Limits.untrusted()
    bound = getattr(limits, name)
    limits.check(name, bound - 1)
    limits.check(name, bound)
    with pytest.raises(CircuitError) as caught:
        limits.check(name, bound + 1)
    assert caught.value.code == "limit-exceeded"
    assert f"{bound + 1:,}" in caught.value.message
    assert f"{bound:,}" in caught.value.message
    assert f"`--limit {name}=N`" in str(caught.value.help)


def test_no_limit() -> None:
    Limits().check("time", 1e9)
    with pytest.raises(CircuitError):
        Limits.untrusted().check("time", 10.5)


def test_exceeded_says_the_count() -> None:
    caught = Limits().exceeded("gates", 2**31, None, "this loop")
    assert caught.message == "this loop would take 2,147,483,648 gates, the limit is 20,000,000"
    huge = Limits().exceeded("elements", 10**5000, None, "`X`")
    assert huge.message == "`X` would take about 10^5000 elements, the limit is 100,000,000"
    assert repr(Limits()).startswith("Limits(source=67108864, ")
