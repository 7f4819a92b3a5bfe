"""What a Python caller gives: names, values, indices, options, shapes."""

from __future__ import annotations

from operator import index

from circuitlang.gates.shapes import bracketed, called
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Dim, Shape
    from circuitlang.meaning.builder import Builder
    from circuitlang.tape.tape import Tape
    from circuitlang.text.source import Span

SLICES = "whole numbers and slices, t[0, 1:3]; `where` chooses by a condition"


def number(value: object, what: str) -> float:
    """A real number as a float: what Python and NumPy call a number, but for complex ones."""
    real = hasattr(value, "__float__") or hasattr(value, "__index__")
    if not real or isinstance(value, (str, bytes, complex)):
        kind = type(value).__name__
        raise error("bad-argument", f"{what} must be a real number, not {kind}")
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        raise error("bad-number", f"{what} is too large for a float") from None
    except (TypeError, ValueError):
        raise error("not-scalar", f"{what} must be one number, not {type(value).__name__}",
                    ) from None  # fmt: skip


def is_array(value: object) -> bool:
    """Is it what NumPy would make an array of: a list, an array, a tensor of a framework?"""
    return isinstance(value, (list, tuple)) or bool(getattr(value, "shape", ()))


def array(value: Any, what: str) -> Any:
    """An array of floats of its own; raises bad-argument where the elements are no real numbers."""
    import numpy as np

    try:
        found = np.array(value)
        if found.dtype.kind not in "biuf":
            raise TypeError
    except (TypeError, ValueError, RuntimeError):
        raise error("bad-argument", f"{what} must be an array of real numbers",
                    help="every row needs as many numbers as the first") from None  # fmt: skip
    return found.astype(np.float64, copy=False)


def constant(value: Any, what: str) -> Any:
    """A constant: a float, or an array of floats of its own."""
    return array(value, what) if is_array(value) else number(value, what)


def leaf_value(value: Any, name: str, shape: Shape, span: Span | None = None, own: bool = True,
               ) -> Any:  # fmt: skip
    """A value for a leaf of that shape: a float, or an array of floats: one of its own, or the
    caller's itself where `own` is false and it will do."""
    if not shape:
        if getattr(value, "ndim", 0):
            raise error("shape-mismatch", f"`{name}` is one number, and this value is "
                        f"{bracketed(value.shape)}", span)  # fmt: skip
        return number(value, f"the value of `{name}`")
    if not own and _plain(value) and _fits(value.shape, shape):
        return value
    found = array(value, f"the value of `{name}`")
    if not _fits(found.shape, shape):
        raise error("shape-mismatch", f"`{name}` is declared as {bracketed(shape)}, and this "
                    f"value is {called(found.shape)}", span)  # fmt: skip
    return found


def _plain(value: Any) -> bool:
    """Is it an array of floats that lie close together?"""
    kind = type(value)
    if kind.__name__ != "ndarray" or kind.__module__ != "numpy":
        return False
    flags, dtype = value.flags, value.dtype
    close = flags.c_contiguous or flags.f_contiguous
    return bool(close and dtype.char == "d" and dtype.isnative)


def _fits(have: tuple[int, ...], shape: Shape) -> bool:
    return have == shape or (len(have) == len(shape) and all(
        isinstance(size, str) or size == other for size, other in zip(shape, have, strict=True)
    ))  # fmt: skip


def same_dimensions(tape: Tape, leaves: dict[int, Any]) -> None:
    """Raise shape-mismatch where a named dimension has two sizes among the values of a run."""
    seen: dict[str, tuple[int, int]] = {}
    for wire, value in leaves.items():
        for dim, size in zip(tape.shape(wire), getattr(value, "shape", ()), strict=False):
            if not isinstance(dim, str):
                continue
            known, first = seen.setdefault(dim, (size, wire))
            if known != size:
                raise error("shape-mismatch", f"the dimension `{dim}` is {known} in "
                            f"`{tape.name(first)}` and {size} in `{tape.name(wire)}`",
                            tape.place(wire))  # fmt: skip


def declared_name(name: object) -> str:
    """A name as the language would accept it, in NFC; subscripts may follow (`w[0]`)."""
    if not isinstance(name, str):
        raise error("bad-argument", f"a name is a string, not {type(name).__name__}")
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFC", name)
    base, bracket, inside = name.partition("[")
    good = base.isidentifier() and len(name) <= 255 and base[0] not in "℘℮"
    if good and bracket:
        parts = inside.removesuffix("]").split(",")
        good = inside.endswith("]") and all(
            part.strip().removeprefix("-").isdecimal() for part in parts
        )
        name = f"{base}[{', '.join(str(int(part)) for part in parts)}]" if good else name
    if not good:
        raise error("bad-argument", f"{name!r} is no name for a gate",
                    help="a letter or _, then letters, digits and _; subscripts like w[0]",
                    )  # fmt: skip
    return name


def item_of(given: Any, rank: int, name: str) -> tuple[Any, ...]:
    """What stands in `t[…]` as the gate `index` takes it; `...` is all axes that are left."""
    entries = list(given) if isinstance(given, tuple) else [given]
    whole = ("slice", None, None, None)
    if (gaps := sum(entry is Ellipsis for entry in entries)) > 1:
        raise error("bad-argument", "`...` may stand once in an index")
    if gaps:
        at = next(place for place, entry in enumerate(entries) if entry is Ellipsis)
        entries[at : at + 1] = [slice(None)] * max(0, rank - len(entries) + 1)
    found: list[Any] = []
    for entry in entries:
        try:
            if isinstance(entry, slice):
                bounds = (entry.start, entry.stop, entry.step)
                found.append((whole[0], *[None if x is None else index(x) for x in bounds]))
            elif entry is None or isinstance(entry, bool):
                raise TypeError
            else:
                found.append(index(entry))
        except TypeError:
            mend = f"cl.reshape({name}, …) adds an axis" if entry is None else SLICES
            raise error("bad-argument", f"an index of `{name}` is a whole number or a slice, not "
                        f"{type(entry).__name__}", help=mend) from None  # fmt: skip
    return tuple(found)


def option(value: Any, word: str) -> Any:
    """The value of an option: a number, whole where it can be, or a tuple of them."""
    if value is None or isinstance(value, str):
        return value  # a name is a dimension's, as `x.shape` gives it
    if is_array(value):
        return tuple([option(each, word) for each in value])
    found = number(value, f"`{word}`")
    return int(found) if abs(found) < 2**53 and found == int(found) else found


def shape_of(builder: Builder, given: Any) -> Shape | None:
    """A shape: sizes, or names of dimensions, of which a constant's gives its value."""
    if given is None:
        return None
    sizes = given if isinstance(given, (list, tuple)) else (given,)
    return tuple([_dimension(builder, size) for size in sizes])


def _dimension(builder: Builder, size: Any) -> Dim:
    if isinstance(size, str):
        wire = builder.symbols.get(size)
        if not size.isidentifier():
            raise error("bad-argument", f"{size!r} is no name for a dimension")
        if wire is None or not builder.tape.is_const(wire):
            return size
        size = builder.tape.consts[wire]
    try:
        found = int(size) if isinstance(size, float) and size == size // 1 else index(size)
    except TypeError:
        raise error("bad-argument", f"a size is a whole number or the name of a dimension, not "
                    f"{size!r}", help='shape=["N", 3]') from None  # fmt: skip
    if found < 0:
        raise error("bad-argument", f"a size cannot be negative: {found}")
    return found
