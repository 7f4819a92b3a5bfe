"""`python -m tests.trust.right`: are the numbers right, in full.

    --circuits N   random circuits against PyTorch and autograd (10000); every fifth is analytic and
                   is held against complex steps as well, and all go through every engine
    --points N     random points of each smooth gate against mpmath (1000)
    --tails N      points in its tails (200)
    --seed N       where the random numbers begin (0)
    --only PART    of accuracy, circuits, edges

Exit status 1 where a number is wrong and no reason is found.  Peers that are not installed are left
out, and it is said.
"""

# ruff: noqa: E402
from __future__ import annotations

import os

for _name in ("OMP", "OPENBLAS", "MKL"):  # before anything loads NumPy
    os.environ[f"{_name}_NUM_THREADS"] = "1"

import argparse
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from tests.trust import accuracy, compare, engines, make_edges
from tests.trust.random_circuits import Draft

WORLDS: dict[str, tuple[str, Callable[[Draft], compare.Result], float]] = {
    "torch": ("torch", compare.torch_result, 1e-12),
    "autograd": ("autograd", compare.autograd_result, 1e-12),
}


def draft(number: int) -> Draft:
    """Circuit `number`: scalars and tensors in turn, every fifth of analytic gates alone."""
    return Draft(number, tensors=number % 2 == 1, analytic=number % 5 == 0)


def circuits(first: int, count: int, progress: bool = True) -> tuple[Counter[str], list[str]]:
    """What was compared, by world and reason, and the faults."""
    told: Counter[str] = Counter()
    faults: list[str] = []
    worlds = {name: world for name, world in WORLDS.items() if find_spec(world[0])}
    began = time.monotonic()
    for number in range(first, first + count):
        one = draft(number)
        comparison = compare.Comparison(one, told, faults)
        told["circuits"] += 1
        told["gates"] += sum(kind >= 0 for kind in comparison.made._builder.tape.kind)
        told.update({f"gate {step[0].name}": 1 for step in one.steps})
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")  # autograd's, at edges
            for name, (_, result, tolerance) in worlds.items():
                comparison.against(name, result(one), tolerance)
            if one.analytic:
                comparison.against("complex step", compare.complex_result(one), 1e-14)
        for name, found in compare.by_engine(one, comparison.made).items():
            comparison.against(f"engine {name}", found, 1e-12)
        if progress and (number + 1 - first) % 500 == 0:
            print(f"  {number + 1 - first:,} circuits, {len(faults)} faults, "
                  f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
    return told, faults


def tell_accuracy(points: int, tails: int, seed: int) -> int:
    """A table of the worst of each gate, in units in the last place; the number of misses."""
    misses = 0
    print(f"units in the last place at {points} points and {tails} in the tails")
    print(f"  {'gate':12}" + "".join(f"{what:>17}" for what in accuracy.survey("neg", 1, 0)))
    for name in accuracy.NAMES:
        found = accuracy.survey(name, points, tails, seed)
        print(f"  {name:12}" + "".join(f"{worst.most:17.2f}" for worst in found.values()))
        for what, worst in found.items():
            misses += len(worst.misses)
            for at, error in worst.misses[:3]:
                print(f"    MISS {what} at {at}: {error:.2f}")
    for name, exceptions in accuracy.EXCEPTIONS.items():
        for each in exceptions:
            print(f"  exception: {name}, {each.which}: {each.why}")
    return misses


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("circuits", 10_000), ("points", 1000), ("tails", 200), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--only", choices=("accuracy", "circuits", "edges"))
    options = parser.parse_args()
    wrong = 0
    if options.only in (None, "edges"):
        import pytest

        rows = make_edges.TABLE.read_text("utf-8").count("\n") - 1
        print(f"edges: {rows:,} rows, engines {', '.join(engines.names())}", flush=True)
        wrong += int(pytest.main(["-q", "-p", "no:cacheprovider", "tests/trust/test_edges.py"]))
    if options.only in (None, "accuracy"):
        wrong += tell_accuracy(options.points, options.tails, options.seed)
    if options.only in (None, "circuits"):
        missing = [name for name, world in WORLDS.items() if not find_spec(world[0])]
        if missing:
            print(f"not installed, left out: {', '.join(missing)}")
        told, faults = circuits(options.seed * 1_000_000, options.circuits)
        for name in sorted(told):
            if not name.startswith("gate "):
                print(f"  {name}: {told[name]:,}")
        print(
            "  operations: "
            + ", ".join(
                f"{name.removeprefix('gate ')} {told[name]:,}"
                for name in sorted(told)
                if name.startswith("gate ")
            )
        )
        for fault in faults[:10]:
            print(f"FAULT {fault}")
        wrong += len(faults)
    print("right" if not wrong else f"{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
