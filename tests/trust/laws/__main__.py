"""`python -m tests.trust.laws`: the laws with many examples, on two processors where pytest-xdist
is there; at the end how many examples each law held.  Arguments go to pytest."""

from __future__ import annotations

import os
import re
import sys
from importlib.util import find_spec

import pytest

PASSED = re.compile(r"(\d+) passing examples, (\d+) failing examples, (\d+) invalid examples")


class Examples:
    """How many examples hypothesis has tried for each test, told when all is done."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = report.__dict__.get("_hypothesis_stats")
        if told and report.when == "call":
            self.told[report.nodeid] = told

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        line, total = terminalreporter.write_line, 0
        for law, told in sorted(self.told.items()):
            passed, failed, invalid = (
                sum(map(int, column)) for column in zip(*PASSED.findall(told), strict=True)
            )
            line(f"{passed:6} examples held, {failed} failed, {invalid} passed over: {law}")
            total += passed
        line(f"{total} examples of {len(self.told)} laws")


if __name__ == "__main__":
    os.environ["HYPOTHESIS_PROFILE"] = "deep"
    two = ["-n", "2"] if find_spec("xdist") else []
    sys.exit(pytest.main(["tests/trust/laws", "tests/test_laws.py", "--durations=15", *two,
                          *sys.argv[1:]], [Examples()]))  # fmt: skip
