"""The usual mistakes of a gradient that was written by hand, recognised by what the numbers say."""

from __future__ import annotations

import numpy as np

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

SAME = 1e-5  # relative
FACTORS = (2.0, 0.5, 3.0, 1 / 3, 4.0, 0.25)


def mistake(computed: Any, true: Any) -> str:
    """What turns the true gradient into the computed one, or nothing; both have one shape."""
    a, b = np.asarray(computed, np.float64), np.asarray(true, np.float64)
    if not b.size or not np.isfinite(b).all():
        return ""
    for words, made in _made(b):
        if _alike(a, made):
            return words
    return ""


def turned(computed: Any, true: Any, upstream: Any, others: dict[str, Any]) -> str:
    """Whether both are products of what was heard with one of the other inputs, of which one is
    turned or stands on the other side: of equal sizes, dimensions do not tell."""
    a, b = np.asarray(computed, np.float64), np.asarray(true, np.float64)
    for name, value in others.items():
        if np.ndim(value) != 2 or np.ndim(upstream) != 2:
            continue
        found = dict.fromkeys(("is", "should be"), "")
        for text, made in _products(upstream, name, value):
            for words, wanted in (("is", a), ("should be", b)):
                if not found[words] and _alike(wanted, made):
                    found[words] = text
        if all(found.values()):
            return f"a transpose: it is {found['is']}, and should be {found['should be']}"
    return ""


def _products(upstream: Any, name: str, value: Any) -> Iterator[tuple[str, Any]]:
    for u, left in (("upstream", upstream), ("upstream.T", upstream.T)):
        for v, right in ((name, value), (f"{name}.T", value.T)):
            if left.shape[1] == right.shape[0]:
                yield f"{u} @ {v}", left @ right
            if right.shape[1] == left.shape[0]:
                yield f"{v} @ {u}", right @ left


def _made(b: Any) -> Iterator[tuple[str, Any]]:
    yield "its sign is turned", -b
    if b.ndim == 2 and b.shape[0] == b.shape[1]:
        yield "it is transposed: a `.T` is missing, or one too many", b.T
        yield "it is transposed, and its sign is turned", -b.T
    for factor in FACTORS:
        yield f"there is a factor {factor:.3g} too many", factor * b
        yield f"there is a factor {factor:.3g} too many, and its sign is turned", -factor * b
    for axis in range(b.ndim):
        size = b.shape[axis]
        if size > 1:
            yield f"there is a factor {size} too many, the size of axis {axis}", size * b
            yield f"a factor {size} is missing, the size of axis {axis}", b / size
            mean = np.broadcast_to(b.sum(axis=axis, keepdims=True), b.shape)
            yield f"there is a sum over axis {axis} too many", mean
    if b.size > 1:
        yield f"there is a factor {b.size} too many, the number of elements", b.size * b
        yield f"a factor {b.size} is missing, the number of elements", b / b.size


def _alike(a: Any, b: Any) -> bool:
    scale = float(np.abs(b).max())
    return a.shape == b.shape and scale > 0.0 and bool((np.abs(a - b) <= SAME * scale).all())
