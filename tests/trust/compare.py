"""A random circuit here and in other worlds: value and gradients, and why they differ if they do.

A number that differs by more than the tolerance is taken to 60 digits (central differences of the
circuit in mpmath, whose step is 1e-25).  Then it is explained, or it is a fault:

    theirs     ours is within the tolerance of the exact number: the other world rounded more
    condition  the exact number itself moves as far where each gate's result is moved by one unit in
               its last place, so that no evaluation in double precision could do better
    edge       at a tie or kink where the two conventions differ, which EDGES names
"""

from __future__ import annotations

import math
import random
from collections import Counter
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

import circuitlang as cl
from tests.trust import engines
from tests.trust.exact import mp
from tests.trust.random_circuits import REAL, Draft
from tests.trust.worlds import Exact, World

STEP = mp.mpf(10) ** -25
JITTERS = 12
ROUGH = 1e-10  # another convention at an edge would be of the size of the gradient itself
SLACK = 16  # times what one unit at each gate moves

# what the other world does at a kink that we do otherwise, on purpose
EDGES = {
    "torch": {
        "clip": "PyTorch passes the gradient at a bound; here the smaller one-sided slope, 0",
        "maxpool2d": "PyTorch gives all to the first of a tie; here a tie is shared",
        "elu": "PyTorch takes the slope from the left where the right one is as large",
    },
    "autograd": {
        "norm of": "√Σx² written out: at 0 the chain rule gives 0·inf",
        "prod of": "autograd divides the product by the element: 0/0",
    },
    "exact": {},  # a central difference is halfway between two slopes: edges are not compared
}


class Result(NamedTuple):
    value: float
    grads: list[Any]


def flat(result: Result) -> np.ndarray:
    return np.concatenate([[result.value], *[np.ravel(g) for g in result.grads]]).astype(float)


def ours(draft: Draft, made: Any = None) -> Result:
    run = (made or cl.parse(draft.text())).forward()
    grads = run.backward("f")
    return Result(run["f"], [grads[f"x[{at}]"] for at in range(len(draft.leaves))])


def by_engine(draft: Draft, made: Any) -> dict[str, Result]:
    """The same by every engine that takes the circuit."""
    found, tape, f = {}, made._builder.tape, made._wire("f")
    wires = [made._wire(f"x[{at}]") for at in range(len(draft.leaves))]
    for name in (*engines.names(), "planned"):
        try:
            ask = engines.ask(name, tape, f, wires)
        except engines.Refused:
            continue
        leaves = [leaf if leaf.shape else float(leaf) for leaf in draft.leaves]
        value, grads = ask(dict(zip(wires, leaves, strict=True)))
        found[name] = Result(
            value,
            [
                np.zeros(leaf.shape) if g is None else g
                for g, leaf in zip(grads, draft.leaves, strict=True)
            ],
        )
    return found


def torch_result(draft: Draft) -> Result:
    import torch

    from tests.trust.world_torch import Torch

    leaves = [torch.tensor(leaf, dtype=torch.float64, requires_grad=True) for leaf in draft.leaves]
    value = draft.run(Torch(), leaves) + 0.0 * leaves[0].sum()  # it may depend on none
    grads = torch.autograd.grad(value, leaves, allow_unused=True)
    return Result(
        value.item(),
        [
            np.zeros(leaf.shape) if g is None else g.numpy()
            for g, leaf in zip(grads, draft.leaves, strict=True)
        ],
    )


def autograd_result(draft: Draft) -> Result:
    import autograd
    import autograd.numpy as anp

    world = World(anp)
    value, grads = autograd.value_and_grad(lambda xs: draft.run(world, xs) + 0.0 * xs[0].sum())(
        list(draft.leaves)
    )
    return Result(float(value), list(grads))


def complex_result(draft: Draft) -> Result:
    """Im f(x + ih) / h with h = 1e-200: nothing cancels."""
    grads = [np.zeros(leaf.shape) for leaf in draft.leaves]
    for at, leaf in enumerate(draft.leaves):
        for place in np.ndindex(leaf.shape):
            moved = [each.astype(complex) for each in draft.leaves]
            moved[at][place] += 1e-200j
            grads[at][place] = np.imag(draft.run(REAL, moved)) / 1e-200
    return Result(float(draft.run(REAL, list(draft.leaves))), grads)


class Truth:
    """The circuit in numbers of 60 digits, as far as it is asked for."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.world = draft, Exact()
        self.leaves = [np.array(self.world.leaf(leaf), object) for leaf in draft.leaves]
        self.frozen: dict[int, Any] = {}
        self.value = self.draft.run(self.world, self.leaves, self.frozen)
        self.places = [None, *[(at, place) for at, leaf in enumerate(draft.leaves)
                               for place in np.ndindex(leaf.shape)]]  # fmt: skip

    def at(self, index: int, seed: int | None = None) -> Any:
        """Number `index` of value and gradients; with a seed, every gate's result moved."""
        place = self.places[index]
        if place is None:
            return self._run(self.leaves, seed)
        ends = []
        for step in (STEP, -STEP):
            leaves = list(self.leaves)
            leaves[place[0]] = leaves[place[0]].copy()
            leaves[place[0]][place[1]] = leaves[place[0]][place[1]] + step
            ends.append(self._run(leaves, seed))
        return (ends[0] - ends[1]) / (2 * STEP)

    def _run(self, leaves: list[Any], seed: int | None) -> Any:
        if seed is None:
            return mp.mpf(self.draft.run(self.world, leaves, dict(self.frozen)))
        moves = random.Random(seed)
        by_gate = [self._factors(moves, value) for value in self.draft.computed]
        frozen = {at: value * by_gate[at] for at, value in self.frozen.items()}
        return mp.mpf(self.draft.run(self.world, leaves, frozen, by_gate.__getitem__))

    def _factors(self, moves: random.Random, like: Any) -> Any:
        signs = [moves.choice((-1, 1)) for _ in range(like.size)]
        return 1 + mp.mpf(2) ** -52 * np.array(signs, object).reshape(like.shape)

    def moves(self, index: int) -> Any:
        """How far a number moves where each gate's result moves by a unit in its last place."""
        exact = self.at(index)
        return max(abs(self.at(index, seed) - exact) for seed in range(JITTERS))


class Comparison:
    """One circuit against others: what was found is counted in `told`; faults are kept."""

    def __init__(self, draft: Draft, told: Counter[str], faults: list[str]) -> None:
        self.draft, self.told, self.faults = draft, told, faults
        self.made = cl.parse(draft.text())
        self.ours = ours(draft, self.made)

    @cached_property
    def truth(self) -> Truth:
        return Truth(self.draft)

    def against(self, name: str, theirs: Result, tolerance: float) -> None:
        got, want = flat(self.ours), flat(theirs)
        self.told[f"{name}: circuits"] += 1
        self.told[f"{name}: numbers"] += got.size
        assert got.shape == want.shape, (name, self.draft.text())
        size = np.maximum(np.abs(got), np.abs(want))
        for index in np.flatnonzero(~(np.abs(got - want) <= tolerance * size)).tolist():
            why = self._why(name, index, got[index], want[index], tolerance)
            self.told[f"{name}: {why}"] += 1
            if why == "FAULT":
                self.faults.append(f"{name}: number {index}, {got[index]!r} beside "
                                   f"{want[index]!r} in\n{self.draft.text()}")  # fmt: skip

    def _why(self, name: str, index: int, got: float, want: float, tolerance: float) -> str:
        scale = float(np.max(np.abs(flat(self.ours))))
        edges = self.draft.edges & set(EDGES.get(name, {}))
        if edges and index > 0 and (name == "torch" or not math.isfinite(want)):
            return f"edge ({', '.join(sorted(edges))})"
        if self.draft.edges - {"prod of"} and index > 0:  # there a central difference says nothing
            apart = abs(got - want) / max(abs(got), abs(want), scale)
            return "rounding, at an edge" if apart <= ROUGH else "FAULT"
        exact = self.truth.at(index)
        off = abs(mp.mpf(got) - exact)
        if off <= tolerance * abs(exact):
            return "theirs"
        if math.isfinite(got) and off <= SLACK * self.truth.moves(index):
            return "condition"
        return "FAULT"
