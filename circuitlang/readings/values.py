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
