"""Usage lines -> rules."""

from __future__ import annotations

import pytest

from circuitlang.syntax.usage import Usage, commands

N, V = "Name", "Value"
LINES = [
    ("forward", {}, "FORWARD -> forward__"),
    ("nudge X by H", {"x": N, "h": V}, "NUDGE name _BY value -> nudge__x__h"),
    ("show [NAMES]", {"names": "Names"}, "SHOW [names] -> show__names"),
    ("set NAME = VALUE", {"name": N, "value": V}, "SET name _EQUAL value -> set__name__value"),
    ("step [back]", {"back": "Option"}, "STEP [BACK] -> step__back"),
    ("quiz [forward|backward]", {"way": "Option"}, "QUIZ [forward_or_backward] -> quiz__way"),
    ("save! PATH", {"path": "String"}, "SAVE [BANG] text -> save__bang__path"),
    ("save[!] PATH", {"path": "String"}, "SAVE [BANG] text -> save__bang__path"),
    ("help [TOPIC]", {"topic": "Rest"}, "HELP [rest] -> help__topic"),
    ("time STATEMENT", {"statement": "Done"}, "TIME statement -> time__statement"),
    (
        "plot NAME against X from A to B",
        {"name": N, "x": N, "a": V, "b": V},
        "PLOT name _AGAINST name _FROM value _TO value -> plot__name__x__a__b",
    ),
    (
        "descend LOSS rate R steps N [using sgd|momentum|adam] [on PATH [batch B]]",
        {"loss": N, "r": V, "n": V, "method": "Option", "path": "String", "b": V},
        "DESCEND name _RATE value _STEPS value [_USING sgd_or_momentum_or_adam] "
        "[_ON text [_BATCH value]] -> descend__loss__r__n__method__path__b",
    ),
]


@pytest.mark.parametrize(("line", "slots", "rule"), LINES, ids=[line for line, _, _ in LINES])
def test_rule(line: str, slots: dict[str, str], rule: str) -> None:
    assert f"?command: {rule}\n" in commands([Usage(line, slots)], "_TO: x\nBANG: x\n")


def test_a_choice_of_words_is_one_rule() -> None:
    lines = [Usage("quiz [forward|backward]", {"way": "Option"}),
             Usage("trace [forward|backward]", {"way": "Option"})]  # fmt: skip
    assert commands(lines, "").count("\n?forward_or_backward: FORWARD | BACKWARD\n") == 1


def test_terminals_are_defined_once() -> None:
    text = commands([Usage(line, slots) for line, slots, _ in LINES[1:]], '_TO: "to"\n')
    assert text.count("SAVE.2:") == 2 or text.count("SAVE.2:") == 1
    for line in ('NUDGE.2: "nudge" HEAD', '_BY: "by"', 'BACK: "back"', 'FORWARD: "forward"'):
        assert text.count(line + "\n") == 1
    assert "_TO:" not in text


@pytest.mark.parametrize(
    ("line", "slots"),
    [("set NAME ? 3", {"name": N}), ("set NAME", {}), ("set NAME", {"name": N, "way": "Option"})],
)
def test_mistakes_in_a_usage_line(line: str, slots: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="set NAME"):
        commands([Usage(line, slots)], "")
