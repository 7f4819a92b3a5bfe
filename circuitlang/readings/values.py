"""Values, whichever they are: a float, or a tensor as an array.  NumPy is there if one is."""

from __future__ import annotations

from math import isfinite, isnan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def zeros_like(value: Any) -> Any:
    """Zeros of a value's shape."""
    if isinstance(value, float):
        return 0.0
    import numpy as np

    return np.zeros_like(value)


def zeros(shape: tuple[int, ...]) -> Any:
    """Zeros of a shape."""
    if not shape:
        return 0.0
    import numpy as np

    return np.zeros(shape)


def own(value: Any) -> Any:
    """The value for a caller to do with as one likes: an array that nobody else holds."""
    return value if isinstance(value, float) else value.copy()


def ones_like(value: Any) -> Any:
    """Ones of a value's shape."""
    return 1.0 if isinstance(value, float) else zeros_like(value) + 1.0


def frozen(value: Any) -> Any:
    """The value for a caller: an array cannot be written through."""
    if isinstance(value, float):
        return value
    view = value.view()
    view.flags.writeable = False
    return view


def finite(value: Any) -> bool:
    """Are all elements finite?"""
    if isinstance(value, float):
        return isfinite(value)
    import numpy as np

    return bool(np.isfinite(value).all())


def has_nan(value: Any) -> bool:
    """Is any element nan?"""
    if isinstance(value, float):
        return isnan(value)
    import numpy as np

    return bool(np.isnan(value).any())


def shape_of(value: Any) -> tuple[int, ...]:
    return () if isinstance(value, float) else tuple(value.shape)


def same_bits(a: Any, b: Any) -> bool:
    """Are two values the same, zeros told apart by their signs?"""
    if isinstance(a, float) and isinstance(b, float):
        return a.hex() == b.hex()
    return shape_of(a) == shape_of(b) and bool(a.tobytes() == b.tobytes())


def ones(value: Any) -> bool:
    """Does a comparison hold, in every element?"""
    return value != 0.0 if isinstance(value, float) else bool((value != 0.0).all())


def largest(value: Any) -> float:
    """The largest magnitude among the finite elements; 0 where there is none."""
    elements = [value] if isinstance(value, float) else value.ravel().tolist()
    return max((abs(x) for x in elements if isfinite(x)), default=0.0)


def sum_of(value: Any) -> float:
    """The sum of all elements."""
    return value if isinstance(value, float) else float(value.sum())


def literal(value: Any, most: int = 9) -> str:
    """A constant in a formula: a small tensor as the language writes it, else its shape."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if value.size > most:
        return f"[{' × '.join(map(str, value.shape))} numbers]"
    return f"[{', '.join(literal(row if value.ndim > 1 else float(row)) for row in value)}]"


def first_apart(have: Any, want: Any, relative: float, absolute: float | None) -> str | None:
    """Where two tensors first differ by more than a tolerance (of the larger one's size, or
    `absolute`), as an index; None: nowhere.  Nan is like nan."""
    import numpy as np

    have, want = np.broadcast_arrays(np.asarray(have, np.float64), np.asarray(want, np.float64))
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(have), np.abs(want))
        most = relative * size if absolute is None else absolute
        good = (have == want) | (np.isnan(have) & np.isnan(want))
        good |= np.isfinite(have - want) & (np.abs(have - want) <= most)
    if good.all():
        return None
    index = np.unravel_index(int(np.argmin(good)), good.shape)
    return f"[{', '.join(str(int(place)) for place in index)}]"


def size_of(values: Any) -> int:
    """About the bytes that the values of a pass take."""
    found = 8 * len(values)
    if isinstance(values, list):
        found += sum(getattr(value, "nbytes", 24) for value in values)
        masks = getattr(values, "masks", {})  # of gradients that not all elements were reached of
        found += sum(getattr(mask, "nbytes", 24) for mask in masks.values())
    return found
