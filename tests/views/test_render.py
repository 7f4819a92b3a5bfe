"""The one door from reports to text."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import circuitlang.reports
from circuitlang.reports.report import Report
from circuitlang.session.session import Session
from circuitlang.views.render import IN_ASCII, VIEWS, lines, text, view_of
from circuitlang.views.style import STYLES, ansi

EVERYTHING = """
def p2(a, b) = a*b + a
input x = -2, y = 5; const k = 3
p = p2(x, y); f = k * p * x
show; local; backward; show; local; chained; grads; expand p; check; nudge x by 0.1
set x = 3; show; local; chained; grads; collapse p; f + 1; print "f"; time forward
"""


def test_each_kind_of_report_has_a_view() -> None:
    found = set()
    for module in pkgutil.iter_modules(circuitlang.reports.__path__):
        things = vars(import_module(f"circuitlang.reports.{module.name}")).values()
        found |= {each for each in things if isinstance(each, type) and issubclass(each, Report)}
    found.discard(Report)
    assert {each.__name__ for each in found} == {*VIEWS}
    assert len({each.__name__ for each in found}) == len(found)
    assert {*IN_ASCII} <= {*VIEWS}
    for each in found:
        report = each.__new__(each)
        assert callable(view_of(report)) and callable(view_of(report, ascii=True))


def test_every_style_is_known_and_the_text_is_the_same_in_colour() -> None:
    for report in Session().execute(EVERYTHING):
        for line in lines(report):
            assert all(style in STYLES for style, _ in line)
        shown = ansi(lines(report))
        for code in {"\x1b[0m", *(f"\x1b[{code}m" for code in STYLES.values())}:
            shown = shown.replace(code, "")
        assert shown == text(report) == str(report)


def test_values_are_green_and_gradients_red() -> None:
    report = Session().execute("input x = 3; f = 2 * x; backward; show")[-1]
    found = {text: style for line in lines(report) for style, text in line}
    assert (found["3"], found["2"], found["f"]) == ("value", "gradient", "name")
