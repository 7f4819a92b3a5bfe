"""Shapes: tuples of sizes, in which a name may stand for a size that is not known yet.

A named dimension matches only itself, or 1 by broadcasting.  Broadcasting and axes follow NumPy.
Everything is computed in Python integers, before anything is allocated.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

Dim = int | str
Shape = tuple[Dim, ...]


class Mismatch(Exception):
    """Shapes that do not fit, or an axis that is not there.

    `message` says it in a sentence in which `{0}`, `{1}`, … stand for the inputs; `words` stand
    under the place; `code` is shape-mismatch or bad-argument.
    """

    def __init__(self, message: str, *, words: str = "", help: str | None = None,
                 code: str = "shape-mismatch") -> None:  # fmt: skip
        super().__init__(message)
        self.message = message
        self.words = words
        self.help = help
        self.code = code


def spelled(shape: Sequence[Dim]) -> str:
    """A shape as people write it: `5 × 10`, `3`, `one number`."""
    return " × ".join(map(str, shape)) if shape else "one number"


def bracketed(shape: Sequence[Dim]) -> str:
    """A shape as the language writes it: `[5, 10]`."""
    return f"[{', '.join(map(str, shape))}]"


def called(shape: Sequence[Dim]) -> str:
    """A shape in a sentence: `[5, 10]`, `one number`."""
    return bracketed(shape) if shape else "one number"


def example(shape: Sequence[Dim]) -> str:
    """A value of a shape, for a message that asks for one: `1`, `ones(5, 10)`."""
    return f"ones({', '.join(map(str, shape))})" if shape else "1"


def count(shape: Sequence[Dim]) -> int:
    """The number of elements, a named dimension counted as one."""
    product = 1
    for size in shape:
        product *= size if isinstance(size, int) else 1
    return product


def broadcast(*shapes: Shape) -> Shape:
    """The common shape of inputs that are broadcast against one another, as in NumPy."""
    most = max((len(shape) for shape in shapes), default=0)
    found: list[Dim] = []
    for place in range(most):
        size: Dim = 1
        for shape in shapes:
            at = place - (most - len(shape))
            if at < 0 or shape[at] == 1:
                continue
            if size not in (1, shape[at]):
                raise Mismatch(f"these shapes do not fit: {size} meets {shape[at]}",
                               words=f"{size} ≠ {shape[at]}",
                               help="sizes must be equal, or one of them 1")  # fmt: skip
            size = shape[at]
        found.append(size)
    return tuple(found)


def axes(shape: Shape, axis: Any) -> tuple[int, ...]:
    """The axes that a reduction takes, from 0; None means all of them."""
    if axis is None:
        return tuple(range(len(shape)))
    given = axis if isinstance(axis, (tuple, list)) else (axis,)
    found = []
    for each in given:
        place = int(each) if each - each == 0 else len(shape)  # inf and nan are no axes
        if place != each or not -len(shape) <= place < len(shape):
            raise Mismatch(f"there is no axis {each:g}: the shape is {bracketed(shape)}",
                           code="bad-argument",
                           help=f"axes go from 0 to {len(shape) - 1}" if shape else
                           "one number has no axes")  # fmt: skip
        found.append(place % len(shape))
    if len(set(found)) != len(found):
        raise Mismatch("an axis stands there twice", code="bad-argument")
    return tuple(found)


def reduced(shape: Shape, axis: Any = None, keepdims: Any = 0) -> Shape:
    """The shape after a reduction."""
    gone = axes(shape, axis)
    if keepdims:
        return tuple(1 if place in gone else size for place, size in enumerate(shape))
    return tuple(size for place, size in enumerate(shape) if place not in gone)


def matmul(a: Shape, b: Shape) -> Shape:
    """The shape of `a @ b`, as in NumPy: vectors have one axis, matrices lie in the last two."""
    if not a or not b:
        raise Mismatch("`@` multiplies matrices and vectors, not single numbers",
                       help="`*` multiplies numbers")  # fmt: skip
    inner, other = a[-1], b[-2] if len(b) > 1 else b[0]
    if inner != other:
        what = "columns" if len(a) > 1 else "elements"
        rows = "rows" if len(b) > 1 else "elements"
        raise Mismatch(f"{{0}} @ {{1}} cannot be multiplied: {inner} {what} meet {other} {rows}",
                       words=f"{inner} ≠ {other}")  # fmt: skip
    batch = broadcast(a[:-2], b[:-2])
    left: Shape = a[-2:-1] if len(a) > 1 else ()
    right: Shape = b[-1:] if len(b) > 1 else ()
    return (*batch, *left, *right)
