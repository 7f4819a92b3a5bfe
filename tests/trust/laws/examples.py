"""How many examples hypothesis has tried for each test, told when all is done: a plugin of pytest,
which the workers of pytest-xdist load as well."""

from __future__ import annotations

import re
from collections.abc import Generator

import pytest

PASSED = re.compile(r"(\d+) passing[^,]*, (\d+) failing[^,]*,[^\d]* (\d+) invalid")
WHAT = "examples"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    told = getattr(item, "hypothesis_statistics", None)
    if told and report.when == "call":
        report.user_properties.append((WHAT, told))
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    line, total, laws = terminalreporter.write_line, 0, 0
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for what, told in report.user_properties:
            if what != WHAT or not PASSED.search(told):
                continue
            passed, failed, invalid = (
                sum(map(int, column)) for column in zip(*PASSED.findall(told), strict=True)
            )
            line(f"{passed:6} examples held, {failed} failed, {invalid} passed over: "
                 f"{report.nodeid}")  # fmt: skip
            total, laws = total + passed, laws + 1
    line(f"{total} examples of {laws} laws")
