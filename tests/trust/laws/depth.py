"""How long the laws look: a small form in every run of the tests, and

    HYPOTHESIS_PROFILE=deep pytest tests/trust/laws tests/test_laws.py
    python -m tests.trust.laws

for as many examples as a quarter of an hour or so allows.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"


def law(shallow: int, deep: int) -> settings:
    """So many examples; slow machines and big inputs are no failures."""
    return settings(max_examples=deep if DEEP else shallow, deadline=None,
                    suppress_health_check=list(HealthCheck), print_blob=True)  # fmt: skip
