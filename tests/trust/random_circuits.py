"""Random circuits of scalars and of tensors, 5 to 200 gates, that can be computed in any world."""

from __future__ import annotations

import math
import random
from typing import Any

import numpy as np

from tests.trust.operations import MANY, ONE, PAIRED, TENSOR, TWO, Operation
from tests.trust.worlds import World

SHAPES = [(), (), (3,), (2,), (2, 3), (3, 2), (1, 3), (2, 1), (3, 3), (2, 2, 3), (1, 2, 4, 5),
          (2, 2, 2, 2)]  # fmt: skip
NEAR = 1e-4  # how far from a kink a circuit keeps, unless it is on it
LEAST = 1e-9
LARGE, MOST = 300.0, 60  # the size of values, and of tensors
SMALL = [-1.0, 0.0, 1.0, 1.5, 2.0, 0.5]  # of circuits that shall meet their ties and kinks


REDUCING = [each for each in TENSOR if each.name.endswith(" of")]
SHAPING = [each for each in TENSOR if not each.name.endswith(" of")]


class Real(World):
    """Floats, with the erf of Python."""

    def __init__(self) -> None:
        super().__init__()
        self.erf = np.vectorize(math.erf, [float])  # type: ignore[method-assign]

    def detach(self, x: Any) -> Any:
        return x

    def softplus(self, x: Any) -> Any:
        return super().softplus(x) if np.iscomplexobj(x) else np.logaddexp(0.0, x)

    def gelu(self, x: Any) -> Any:
        return x * np.vectorize(lambda t: 0.5 * math.erfc(-t * math.sqrt(0.5)), [float])(x)


REAL = Real()


class Draft:
    """One circuit: its leaves, its operations in order, and what each came to in floats.

    `edges`: names of operations that stand exactly at a tie or a kink."""

    def __init__(self, seed: int, tensors: bool, analytic: bool = False, most: int = 150) -> None:
        self.source = random.Random(seed)
        self.tensors, self.analytic = tensors, analytic
        tied = not analytic and self.source.random() < 0.1
        self.leaves = [self._leaf(tied) for _ in range(self.source.randint(2, 5))]
        self.known: list[Any] = list(self.leaves)
        self.moved = list(self.leaves)  # the same with other roundings
        self.steps: list[tuple[Operation, tuple[int, ...]]] = []
        self.edges: set[str] = set()
        self.unread = set(range(len(self.leaves)))
        count = round(math.exp(self.source.uniform(math.log(5), math.log(most))))
        size = 0
        while size < count:
            self._step()
            size += gates(self.steps[-1][0])

    def _leaf(self, tied: bool) -> Any:
        shape = self.source.choice(SHAPES) if self.tensors else ()
        draw = (lambda: self.source.choice(SMALL)) if tied else (lambda: self.source.gauss(0, 1.5))
        return np.array([draw() for _ in range(math.prod(shape))]).reshape(shape)

    def _operand(self) -> int:
        size = len(self.known)
        recent = self.source.random() < 0.6
        return self.source.randrange(max(0, size - 5), size) if recent else \
            self.source.randrange(size)  # fmt: skip

    def _choice(self) -> tuple[Operation, tuple[int, ...]]:
        form = self.source.random()
        if self.tensors and form < 0.45:
            pool, count = (TENSOR, 1) if form < 0.27 else (PAIRED, 2)
        elif form < 0.62:
            pool, count = ONE, 1
        elif form < 0.9:
            pool, count = TWO, 2
        else:
            pool, count = MANY, 3
        if pool is TENSOR:
            pool = REDUCING if self.source.random() < 0.4 else SHAPING
        operation = self.source.choice(pool)
        if self.tensors and self.source.random() < 0.5:  # else few would fit
            for _ in range(8):
                operands = tuple(self._operand() for _ in range(count))
                fits = [each for each in pool
                        if each.takes(*[self.known[x].shape for x in operands])]  # fmt: skip
                if fits:
                    return self.source.choice(fits), operands
        return operation, tuple(self._operand() for _ in range(count))

    def _step(self) -> None:
        for _ in range(200):
            operation, operands = self._choice()
            xs = [self.known[x] for x in operands]
            if self.analytic and not operation.analytic:
                continue
            try:
                if not operation.takes(*[x.shape for x in xs]):
                    continue
                with np.errstate(all="ignore"):
                    value = np.asarray(operation.means(REAL, *xs), float)
            except ValueError:  # shapes that do not fit
                continue
            if value.size > MOST or value.size == 0 or not np.all(np.abs(value) < LARGE):
                continue
            if np.any((np.abs(value) < LEAST) & (value != 0)):
                continue  # elsewhere it may be 0 already, which is a kink
            if self._beside_a_kink(operation, xs, [self.moved[x] for x in operands]):
                continue
            moved = np.asarray(operation.means(REAL, *[self.moved[x] for x in operands]), float)
            self.moved.append(moved * (1.0 + self.source.choice((-1, 1, 2)) * 2.0**-52))
            self.steps.append((operation, operands))
            self.unread -= set(operands)
            self.unread.add(len(self.known))
            self.known.append(value)
            return
        raise AssertionError("nothing fits")

    def _beside_a_kink(self, operation: Operation, xs: list[Any], moved: list[Any]) -> bool:
        """Next to a kink, or on one where rounding decides on which side."""
        if operation.away is None:
            return False
        places = [(i,) for i in range(len(xs))] if len(xs) == 1 else \
            [(i, j) for i in range(len(xs)) for j in range(i)]  # fmt: skip
        for at in places:
            away = np.abs(np.asarray(operation.away(*[xs[i] for i in at])))
            other = np.abs(np.asarray(operation.away(*[moved[i] for i in at])))
            if np.any((away < NEAR) & (away > 0)) or np.any((away == 0) != (other == 0)):
                return True
            if np.any(away == 0):
                self.edges.add(operation.name)
        return False

    @property
    def computed(self) -> list[Any]:
        """What each operation came to."""
        return self.known[len(self.leaves) :]

    def text(self) -> str:
        """The circuit as the language writes it; its output is `f`."""
        lines = []
        for at, leaf in enumerate(self.leaves):
            shape = f" : {list(leaf.shape)}" if leaf.shape else ""
            lines.append(f"input x[{at}]{shape} = {leaf.tolist()!r}")
        names = [f"x[{at}]" for at in range(len(self.leaves))]
        for at, (operation, operands) in enumerate(self.steps):
            words = [names[x] for x in operands]
            many = operation.text.count("{}") < len(words) and "{0}" not in operation.text
            body = operation.text.format(", ".join(words)) if many else \
                operation.text.format(*words)  # fmt: skip
            lines.append(f"gate g[{at}] = {body}")
            names.append(f"g[{at}]")
        ends = [
            f"sum({names[x]})" if self.known[x].shape else names[x] for x in sorted(self.unread)
        ]
        lines.append(f"gate f = {'add(' + ', '.join(ends) + ')' if len(ends) > 1 else ends[0]}")
        return "\n".join(lines) + "\n"

    def run(self, world: Any, leaves: list[Any], frozen: dict[int, Any] | None = None,
            jitter: Any = None) -> Any:  # fmt: skip
        """The output in a world.  `frozen` keeps what `detach` let through on the first call;
        `jitter(at)` is what the result of an operation is multiplied by."""
        known = list(leaves)
        for at, (operation, operands) in enumerate(self.steps):
            if operation.name == "detach" and frozen is not None:
                value = frozen.setdefault(at, known[operands[0]])
            else:
                value = operation.means(world, *[known[x] for x in operands])
            known.append(value if jitter is None else value * jitter(at))
        total: Any = None
        for x in sorted(self.unread):
            end = world.reduce("sum", known[x], None, False) if self.known[x].shape else known[x]
            total = end if total is None else total + end
        return total


def gates(operation: Operation) -> int:
    """About how many gates an operation is written with."""
    return max(1, operation.text.count("(") - operation.text.count("(("))
