"""A random circuit here and in other worlds: value and gradients, and why they differ if they do.

A number that differs by more than the tolerance is taken to 60 digits (central differences of the
circuit in mpmath, whose step is 1e-25).  Then it is explained, or it is a fault:

    theirs     ours is within the tolerance of the exact number: the other world rounded more
    condition  the exact number itself moves as far where each gate's result is moved by one unit in
               its last place, so that no evaluation in double precision could do better
    sums       a bound that is computed from both, each term of the backward moved as well: large
               terms cancel on the way back, or there are many
    edge       at a tie or kink where the two conventions differ, which EDGES names
"""

from __future__ import annotations

import math
import random
from collections import Counter
from functools import cache, cached_property
from typing import Any, NamedTuple

import numpy as np

import circuitlang as cl
from circuitlang.engines import tensors as arrays
from tests.trust import engines
from tests.trust.exact import mp
from tests.trust.random_circuits import REAL, Draft
from tests.trust.worlds import Exact, World

FINE, DIGITS = 25, 60  # the step of a central difference is 10 to -FINE
TINY = 10  # decimals of a gradient from which on it needs a finer step and more digits
JITTERS = 12
ROUGH = 1e-10  # another convention at an edge would be of the size of the gradient itself
WOBBLE = 2.0**-26  # far above rounding, far below what would make it another function
GATE = 4  # units in the last place that a gate's local gradient may be off
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
        self.smaller = 0  # powers of ten by which the step is finer
        self.leaves = [np.array(self.world.leaf(leaf), object) for leaf in draft.leaves]
        self.frozen: dict[int, Any] = {}
        self.value = self.draft.run(self.world, self.leaves, self.frozen)
        self.places = [None, *[(at, place) for at, leaf in enumerate(draft.leaves)
                               for place in np.ndindex(leaf.shape)]]  # fmt: skip

    def at(self, index: int, seed: int | None = None) -> Any:
        """Number `index` of value and gradients; with a seed, every gate's result moved."""
        with mp.workdps(DIGITS + 3 * self.smaller):
            return self._at(index, seed)

    def _at(self, index: int, seed: int | None) -> Any:
        place = self.places[index]
        if place is None:
            return self._run(self.leaves, seed)
        ends = []
        fine = mp.mpf(10) ** -(FINE + self.smaller)
        for step in (fine, -fine):
            leaves = list(self.leaves)
            leaves[place[0]] = leaves[place[0]].copy()
            leaves[place[0]][place[1]] = leaves[place[0]][place[1]] + step
            ends.append(self._run(leaves, seed))
        return (ends[0] - ends[1]) / (2 * fine)

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
        decimals = -math.log10(abs(got)) if got and math.isfinite(got) else 0.0
        self.truth.smaller = max(0, math.ceil(decimals) - TINY)
        exact = self.truth.at(index)
        off = abs(mp.mpf(got) - exact)
        if off <= tolerance * abs(exact):
            return "theirs"
        if math.isfinite(got) and off <= SLACK * self.truth.moves(index):
            return "condition"
        return "sums" if math.isfinite(got) and off <= self.bound(index) else "FAULT"

    def bound(self, index: int) -> Any:
        """What rounding can come to at worst, each result and term off by GATE units in its last
        place: moved either way at random they move a number by √Σc², and all of them to the same
        side by Σ|c|, which is at most √n times as much."""
        count = sum(value.size for value in self.truth.draft.computed)
        return GATE * math.sqrt(count) * (self.truth.moves(index) + self.moves_of_sums(index))

    def moves_of_sums(self, index: int) -> float:
        """How far a gradient moves where each of its terms, and what it is made of, is moved by a
        unit in its last place on the way back."""
        return max(abs(self._moved(seed)[index] - self._moved(None)[index]) for seed in range(
            JITTERS)) * 2.0**-52 / WOBBLE  # fmt: skip

    @cache  # noqa: B019
    def _moved(self, seed: int | None) -> np.ndarray:
        """Value and gradients by a backward of its own, each number moved by WOBBLE either way."""
        builder = self.made._builder
        tape, of = builder.tape, self.made._wire("f")
        program = arrays.compile(tape, builder.ties, builder.limits)
        values = program.forward(dict(builder.values))
        chance = np.random.default_rng(seed)

        def moved(x: Any) -> Any:
            if seed is None:
                return x
            return x * (1.0 + WOBBLE * chance.choice((-1.0, 1.0), np.shape(x)))

        grads: dict[int, Any] = {of: 1.0}
        for wire in program.back:
            if wire not in grads:
                continue
            for x, term in zip(tape.operands(wire), program.terms(wire, values, moved(grads[wire])),
                               strict=True):  # fmt: skip
                if term is not None:
                    grads[x] = grads.get(x, 0.0) + moved(term[0])
        found = [grads.get(self.made._wire(f"x[{at}]"), np.zeros(leaf.shape))
                 for at, leaf in enumerate(self.draft.leaves)]  # fmt: skip
        return flat(Result(values[of], found))
