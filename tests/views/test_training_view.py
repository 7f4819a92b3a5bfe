"""The picture of a loss, in a few lines."""

from __future__ import annotations

from circuitlang.reports.training import Trained
from circuitlang.views.render import lines, text
from circuitlang.views.training_view import curve


def test_a_curve() -> None:
    found = ["".join(piece for _, piece in line) for line in curve([4.0, 3.0, 2.0, 1.0], 80, None)]
    assert found == ["  4 █", "    █▃", "    ██", "    ██▆", "  1 ███▁"]


def test_curves_without_a_picture() -> None:
    assert curve([], 80, None) == curve([1.0], 80, None) == curve([2.0, 2.0], 80, None) == []


def test_numbers_at_the_ends_of_the_range() -> None:
    assert len(curve([1.7e308, -1.7e308], 80, None)) == 5
    assert len(curve([5e-324, 0.0], 80, None)) in (0, 5)


def test_what_is_said() -> None:
    report = Trained("loss", "adam", 0.5, 2, 10, 1.5, 0.25, (1.5, 0.5), 1200, 32, True, (0, 1))
    shown = text(report)
    assert shown.startswith("  loss  1.5 → 0.25  in 2 steps of 10 (adam, rate 0.5, 1,200 rows in "
                            "batches of\n")  # fmt: skip
    assert shown.endswith("stopped after 2 steps of 10; what was learned is kept")
    assert max(sum(len(piece) for _, piece in line) for line in lines(report, 40)) <= 40
