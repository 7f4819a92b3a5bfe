"""`python -m tests.trust.laws`: the laws with many examples; arguments go to pytest."""

from __future__ import annotations

import os
import sys

import pytest

os.environ["HYPOTHESIS_PROFILE"] = "deep"
sys.exit(pytest.main(["tests/trust/laws", "tests/test_laws.py", "--durations=15", *sys.argv[1:]]))
