"""`python -m tests.trust.laws`: the laws with many examples, on two processors where pytest-xdist
is there; at the end how many examples each law held.  Arguments go to pytest."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

import pytest

if __name__ == "__main__":
    os.environ["HYPOTHESIS_PROFILE"] = "deep"
    two = ["-n", "2"] if find_spec("xdist") else []
    sys.exit(pytest.main(["tests/trust/laws", "tests/test_laws.py", "--durations=15", *two,
                          "-p", "tests.trust.laws.examples", *sys.argv[1:]]))  # fmt: skip
