"""Expressions of a given shape: the typed half of the generator.

`Expressions.of(shape, depth)` writes one that has the shape; for each gate of the table there is a
way to make it, and for each form that an expression may have in the grammar.
"""

from __future__ import annotations

import random
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

Shape = tuple[int, ...]

SCALAR: Shape = ()
SHAPES: tuple[Shape, ...] = (SCALAR, (2,), (3,), (2, 3), (3, 2), (2, 2))
IMAGES: tuple[Shape, ...] = ((1, 1, 4, 4), (1, 1, 2, 2), (1, 1, 3, 3))
NUMBERS = ("1", "2", "3", ".5", "5.", "1e-1", "2_0", "0.25", "1.5E0", "0", "pi", "0.1")
ANYWHERE = ("exp", "tanh", "sin", "cos", "tan", "sigmoid", "relu", "square", "abs", "softplus",
            "arctan", "sign", "elu", "gelu", "silu", "detach", "copy", "neg",
            "leaky_relu")  # fmt: skip
POSITIVE = ("log", "sqrt", "reciprocal")
SIGNS = ("+", "-", "*", "/", "**", "^", "<", "<=", ">", ">=", "==", "!=")
NAMED = ("add", "sub", "mul", "div", "max", "min", "lt", "le", "gt", "ge", "eq", "ne")
REDUCTIONS = ("sum", "mean", "prod", "var", "norm", "logsumexp", "max", "min")


PORT = r"\bp(\d)\b"  # what a definition calls its parameters


class Expressions:
    """What may be read: `values` are names with their shapes, `definitions` composite gates of
    numbers with how many parameters each has."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.values: list[tuple[str, Shape]] = []
        self.definitions: dict[str, tuple[int, str | None]] = {}
        self.inline = False  # write the body of a definition instead of the call
        self.gates = True  # may `grad` be written here

    def one(self, *choices: str) -> str:
        return self.chance.choice(choices)

    def of(self, shape: Shape, depth: int) -> str:
        """An expression of that shape, in parentheses where it needs them."""
        if depth <= 0 or self.chance.random() < 0.15:
            return self.atom(shape)
        ways: list[Callable[[Shape, int], str]] = [self.elementwise, self.elementwise, self.wrapped]
        if len(shape) == 4:
            ways.append(self.image)
        elif shape == SCALAR:
            ways += [self.number, self.number, self.reduced, self.element]
        else:
            ways += [self.tensor, self.tensor, self.along, self.joined]
        return self.chance.choice(ways)(shape, depth - 1)

    def known(self, shape: Shape) -> list[str]:
        return [name for name, other in self.values if other == shape]

    def atom(self, shape: Shape) -> str:
        names = self.known(shape)
        if names and self.chance.random() < 0.85:
            return self.one(*names)
        if shape == SCALAR:
            return self.one(*NUMBERS)
        return self.literal(shape)

    def literal(self, shape: Shape) -> str:
        """A tensor of numbers, or of constructors, or spread from a number."""
        if len(shape) == 4 or self.chance.random() < 0.3:
            return f"broadcast({self.atom(SCALAR)}, {', '.join(map(str, shape))})"
        return self.filled(shape, lambda: self.one(*NUMBERS))

    def filled(self, shape: Shape, entry: Callable[[], str]) -> str:
        if not shape:
            return entry()
        comma = self.one("", "", "", ",")
        return f"[{', '.join(self.filled(shape[1:], entry) for _ in range(shape[0]))}{comma}]"

    # ------------------------------------------------------------------ any shape

    def elementwise(self, shape: Shape, depth: int) -> str:
        form = self.chance.randrange(9)
        if form < 2:
            return f"{self.one(*ANYWHERE)}({self.of(shape, depth)}{self.one('', '', ',')})"
        if form == 2:
            return f"{self.one(*POSITIVE)}(1.5 + abs({self.of(shape, depth)}))"
        if form == 3:
            return f"({self.one('-', '+', '--', '-+')}{self.of(shape, depth)})"
        left, right = self.of(shape, depth), self.of(shape, depth)
        if shape and self.chance.random() < 0.3:
            left = self.of(SCALAR, depth)  # broadcast
        if form < 6:
            sign = self.one(*SIGNS)
            if sign in ("**", "^"):
                power = f"tanh({right})"
                left, right = f"(1.5 + abs({left}))", self.one(power, power, "2", "0.5", "-1")
                if "tanh" not in right:
                    left = f"(1.5 + abs({self.of(shape, depth)}))"
            if sign == "/":
                right = f"(2 + abs({right}))"
            return f"({left} {sign} {right})"
        if form == 6:
            gate = self.one(*NAMED, "pow")
            if gate == "pow":
                return f"pow(1.5 + abs({left}), tanh({right}))"
            right = f"2 + abs({right})" if gate == "div" else right
            more = f", {self.of(shape, depth)}" * (gate in ("add", "mul", "max", "min"))
            return f"{gate}({left}, {right}{self.one('', more)}{self.one('', ',')})"
        if form == 7:
            return f"where({left} < {right}, {self.of(shape, depth)}, {right})"
        return self.one(f"clip({left}, -1, 1.5)" if shape == SCALAR else f"abs({right})",
                        f"clip(hi=2, x={right}, lo=-1)", f"leaky_relu({right}, slope=0.1)",
                        f"sub(y={left}, x={right})")  # fmt: skip

    def wrapped(self, shape: Shape, depth: int) -> str:
        return f"({self.of(shape, depth)})"

    # ------------------------------------------------------------------ numbers

    def number(self, shape: Shape, depth: int) -> str:
        form = self.chance.randrange(6)
        if form < 2 and self.definitions:
            name = self.chance.choice(sorted(self.definitions))
            count, body = self.definitions[name]
            parts = [self.of(SCALAR, depth) for _ in range(count)]
            if self.inline and body is not None:
                return f"({re.sub(PORT, lambda port: f'({parts[int(port[1])]})', body)})"
            return f"{name}({', '.join(parts)})"
        if form == 2 and self.gates and self.values:
            return f"grad({self.of(SCALAR, min(depth, 1))} * first, first)"
        if form == 3:
            gate = self.one("sum", "prod", "max", "min")
            self.values.append(("n", SCALAR))
            body = self.of(SCALAR, min(depth, 1))
            self.values.remove(("n", SCALAR))
            return f"{gate}({body} for n in {self.one('1', '-1', '2 - 1')} to {self.one('1', '2')})"
        if form == 4:
            scores = self.of((2, 3), depth)
            return self.one(f"cross_entropy({scores}, [0, 2])", f"hinge({scores}, [1, 1])",
                            f"hinge({scores}, [0, 1], delta=0.5)",
                            f"mse({scores}, {self.of((2, 3), 0)})")  # fmt: skip
        return f"dot({self.of((3,), depth)}, {self.of((3,), depth)})"

    def reduced(self, shape: Shape, depth: int) -> str:
        """One number of a tensor."""
        whole = self.chance.choice([each for each in (*SHAPES, *IMAGES) if each])
        form = self.chance.randrange(8)
        if form == 0:
            return (
                f"sum({self.of(whole, depth)}, axis={self.filled((len(whole),), iter_of(whole))})"
            )
        if form == 1:
            return f"sum(reshape(mean({self.of(whole, depth)}), []))"
        gate = self.one(*REDUCTIONS)
        inside = self.of(whole, depth)
        return f"{gate}({f'0.5 + abs({inside})' if gate == 'norm' else inside})"

    def element(self, shape: Shape, depth: int) -> str:
        """One element, by name or of something in brackets."""
        inside = self.of((2, 3), depth)
        picked = inside if inside[0] in "([" else f"({inside})"
        names = self.known((2, 3))
        if names and self.chance.random() < 0.4:
            picked = self.one(*names)
        return picked + self.one("[0, 1]", "[1][2]", "[-1, 0]", "[1].T[0]", ".T[2, 1]",
                                 "[0, 0:2][1]", "[1, 2 - 1]", ".T[0][1]", "[:, 1][0]")  # fmt: skip

    # ------------------------------------------------------------------ tensors

    def tensor(self, shape: Shape, depth: int) -> str:
        """A product, a transpose, another order of the same elements."""
        if len(shape) == 1:
            (n,) = shape
            form = self.chance.randrange(6)
            if form == 0:
                return f"({self.of((n, 2), depth)} @ {self.of((2,), depth)})"
            if form == 1:
                return f"matmul({self.of((2,), depth)}, {self.of((2, n), depth)})"
            if form == 2 and n == 3:
                return (
                    f"flatten({self.of((3, 2), depth)})[{self.one('0:3', '::2', '1:6:2', '-3:')}]"
                )
            if form == 3:
                return f"{self.one('softmax', 'log_softmax')}({self.of(shape, depth)})"
            if form == 4:
                return f"stack({', '.join(self.of(SCALAR, depth) for _ in range(n))})"
            return f"transpose({self.of(shape, depth)})"
        n, m = shape
        form = self.chance.randrange(6)
        if form == 0:
            return f"({self.of((n, 2), depth)} @ {self.of((2, m), depth)})"
        if form == 1:
            return f"({self.of((m, n), depth)}).T"
        if form == 2:
            return f"outer({self.of((n,), depth)}, {self.of((m,), depth)})"
        if form == 3:
            return f"reshape({self.of((m, n), depth)}, {self.one(f'{n}, {m}', f'[{n}, {m}]')})"
        if form == 4:
            return f"softmax({self.of(shape, depth)}, axis={self.one('0', '1', '-1')})"
        return f"transpose({self.of((m, n), depth)})"

    def along(self, shape: Shape, depth: int) -> str:
        """A reduction along an axis, or a slice."""
        gate = self.one(*REDUCTIONS)
        if len(shape) == 1:
            (n,) = shape
            if self.chance.random() < 0.5:
                rows, axis = ((2, n), 0) if self.chance.random() < 0.5 else ((n, 2), 1)
                inside = self.of(rows, depth)
                inside = f"0.5 + abs({inside})" if gate == "norm" else inside
                if gate == "norm":
                    return f"sum({inside}, axis={axis})"
                return f"{gate}({inside}, axis={axis})"
            rows2 = self.of((n, 2), depth)
            rows2 = rows2 if rows2[0] in "([" else f"({rows2})"
            return rows2 + self.one("[:, 1]", "[::, 0]", "[0:, -1]", f"[:{n}, 0]", f"[0:{n}:1, 1]",
                                    f"[:{n}:, 1]", "[0::, 1]", "[0::1, 1]", f"[0:{n}:, 0]",
                                    "[::1, 0]", f"[:{n}:1, 0]", f"[0:{n}, 1]")  # fmt: skip
        n, m = shape
        wide = self.of((n, 2), depth)
        gate = self.one("sum", "mean", "prod", "logsumexp", "max")
        return f"broadcast({gate}({wide}, axis=1, keepdims=1), {n}, {m})"

    def joined(self, shape: Shape, depth: int) -> str:
        if len(shape) == 1:
            (n,) = shape
            ones = [self.of((2,), depth), *[f"broadcast({self.of(SCALAR, 0)}, 1)"] * (n - 2)]
            return f"concat({', '.join(ones)})"
        n, m = shape
        if n == 2 and self.chance.random() < 0.5:
            return f"stack({self.of((m,), depth)}, {self.of((m,), depth)})"
        if m == 2:
            return f"stack({self.of((n,), depth)}, {self.of((n,), depth)}, axis=1)"
        return (
            f"concat({', '.join(f'broadcast({self.of((m,), depth)}, 1, {m})' for _ in range(n))})"
        )

    def image(self, shape: Shape, depth: int) -> str:
        large, small, middle = ((1, 1, 4, 4), (1, 1, 2, 2), (1, 1, 3, 3))
        if shape == small:
            return self.one(f"maxpool2d({self.of(large, depth)}, 2)",
                            f"avgpool2d({self.of(large, depth)}, [2, 2])",
                            f"conv2d({self.of(middle, depth)}, {self.of(small, depth)})",
                            )  # fmt: skip
        if shape == middle:
            return f"conv2d({self.of(large, depth)}, {self.of(small, depth)}, stride=1)"
        return f"conv2d({self.of(large, depth)}, {self.of(middle, depth)}, pad=1)"


def iter_of(shape: Shape) -> Callable[[], str]:
    """The axes of a shape, one after another."""
    axes = iter(range(len(shape)))
    return lambda: str(next(axes))
