"""Random circuits in a small form; `python -m tests.trust.right` compares ten thousand.

Where PyTorch and autograd are not installed, complex steps, the engines and numbers of 60 digits
are what is compared with.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

pytest.importorskip("mpmath")
from tests.trust import compare, right
from tests.trust.random_circuits import Draft

FIRST = 5_000_000  # other circuits than those of the full form


def test_against_the_other_worlds() -> None:
    told, faults = right.circuits(FIRST, 60, progress=False)
    assert not faults, faults[0]
    assert told["circuits"] == 60 and told["complex step: circuits"] == 12
    assert told["engine numpy: circuits"] == 60 and told["engine reference: circuits"] >= 30


@pytest.mark.parametrize("number", range(FIRST + 100, FIRST + 112))
def test_against_sixty_digits(number: int) -> None:
    """Value and some of the gradients, by central differences in mpmath."""
    draft = Draft(number, tensors=number % 2 == 1, most=30)
    numbers = compare.flat(compare.ours(draft))
    truth = compare.Truth(draft)
    places = np.linspace(0, numbers.size - 1, min(numbers.size, 6)).astype(int).tolist()
    for index in places if not draft.edges else [0]:
        exact, got = truth.at(index), compare.mp.mpf(float(numbers[index]))
        close = abs(got - exact) <= 1e-12 * abs(exact)
        assert close or abs(got - exact) <= compare.SLACK * truth.moves(index), draft.text()


def test_a_wrong_gradient_is_a_fault() -> None:
    """The comparison finds what it is there to find: a factor of 1 + 1e-9."""
    told: Counter[str] = Counter()
    faults: list[str] = []
    number = next(n for n in range(FIRST, FIRST + 50) if not right.draft(n).edges)
    comparison = compare.Comparison(right.draft(number), told, faults)
    off = compare.Result(comparison.ours.value,
                         [g * (1 + 1e-9) for g in comparison.ours.grads])  # fmt: skip
    comparison.ours, theirs = off, comparison.ours
    comparison.against("torch", theirs, 1e-12)
    assert faults


def test_every_size_and_kind() -> None:
    sizes, names = set(), set()
    for number in range(FIRST, FIRST + 200):
        draft = right.draft(number)
        sizes.add(len(draft.steps))
        names |= {step[0].name for step in draft.steps}
    assert max(sizes) > 100 and min(sizes) < 10 and len(names) > 55
