"""Shape rules of the tensor gates: the shape of the output from those of the inputs.

A rule is given shapes and options, both settled (`settled`), and raises `Mismatch`.
"""

from __future__ import annotations

from circuitlang.gates.shapes import Mismatch, axes, bracketed, broadcast, count, matmul

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Dim, Shape

WAYS = (  # one transpose, then the other order, then more of both
    ("{0}.T @ {1}", 0, 1, True, False),
    ("{0} @ {1}.T", 0, 1, False, True),
    ("{1} @ {0}", 1, 0, False, False),
    ("{1}.T @ {0}", 1, 0, True, False),
    ("{1} @ {0}.T", 1, 0, False, True),
    ("{0}.T @ {1}.T", 0, 1, True, True),
    ("{1}.T @ {0}.T", 1, 0, True, True),
)


LARGEST = 2**53


def settled(name: str, value: Any) -> Any:
    """An option as the rows take it: whole numbers are ints, lists are tuples (a size may be the
    name of a dimension); raises `Mismatch` where a number is not whole."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (tuple, list)):
        return tuple([settled(name, each) for each in value])
    if value - value != 0 or int(value) != value:
        raise Mismatch(f"`{name}` takes whole numbers, not {value:g}", code="bad-argument")
    return int(value)


def sizes(shape: Any) -> Shape:
    """The option `shape`: sizes, or one of them."""
    found = settled("shape", shape)
    whole = found if isinstance(found, tuple) else (found,)
    for size in whole:
        if isinstance(size, int) and abs(size) > LARGEST:
            raise mistake(f"a size of {size:.3g} is out of reach")
    return whole


def mistake(message: str, help: str | None = None) -> Mismatch:
    return Mismatch(message, help=help, code="bad-argument")


def arrangement(a: Shape, b: Shape) -> str | None:
    """The product of the same two that fits where `{0} @ {1}` does not, if there is one."""
    shapes = (a, b)
    for text, first, second, turn_first, turn_second in WAYS:
        left, right = shapes[first], shapes[second]
        if (turn_first and len(left) != 2) or (turn_second and len(right) != 2):
            continue  # of a vector the transpose is the vector
        try:
            matmul(left[::-1] if turn_first else left, right[::-1] if turn_second else right)
        except Mismatch:
            continue
        return text
    return None


def product(a: Shape, b: Shape) -> Shape:
    """`@`, with the arrangement that fits as the help."""
    try:
        return matmul(a, b)
    except Mismatch as problem:
        fits = arrangement(a, b)
        if problem.help is None and fits is not None:
            problem.help = f"`{fits}` fits"
        raise


def dot(a: Shape, b: Shape) -> Shape:
    if not a or not b:
        return a or b
    if len(a) > 2 or len(b) > 2:
        raise Mismatch("`dot` takes vectors and matrices", help="`@` multiplies stacks of matrices")
    return product(a, b)


def outer(a: Shape, b: Shape) -> Shape:
    for place, shape in enumerate((a, b)):
        if len(shape) != 1:
            raise Mismatch(f"`outer` takes two vectors; {{{place}}} is {bracketed(shape)}",
                           help="`flatten` makes a vector")  # fmt: skip
    return (*a, *b)


def transpose(x: Shape, axes: Any = None) -> Shape:
    return tuple([x[place] for place in order(len(x), axes, x)])


def order(rank: int, given: Any, shape: Shape | None = None) -> tuple[int, ...]:
    """The permutation that a transpose takes, from 0; None turns all axes round."""
    if given is None:
        return tuple(range(rank - 1, -1, -1))
    found = axes((0,) * rank if shape is None else shape, given)
    if len(found) != rank:
        raise mistake(f"`axes` must name each of the {rank} axes once")
    return found


def reshape(x: Shape, shape: Any = None) -> Shape:
    """The new shape, -1 worked out; a named dimension must stay one, or be what -1 stands for."""
    if shape is None:
        raise mistake("`reshape` needs a shape", "reshape(X, [2, 3])")
    target: list[Dim] = list(sizes(shape))
    if any(isinstance(size, int) and size < -1 for size in target) or target.count(-1) > 1:
        raise mistake(f"{bracketed(target)} is no shape", "one size may be -1: what is left over")
    names = sorted(size for size in x if isinstance(size, str))
    for size in target:
        if isinstance(size, str) and size in names:
            names.remove(size)
        elif isinstance(size, str):
            raise Mismatch(f"the shape of {{0}}, {bracketed(x)}, has no dimension {size}")
    have, want = count(x), count([size for size in target if size != -1])
    open_end = -1 in target
    if open_end and not names and want and have % want == 0:
        target[target.index(-1)] = have // want
    elif open_end and len(names) == 1 and have == want:
        target[target.index(-1)] = names[0]
    elif names:
        raise Mismatch(f"{{0}} is {bracketed(x)}: how much {bracketed(target)} holds is not known "
                       f"before {names[0]} is", help=f"`const {names[0]} = …` says it")  # fmt: skip
    elif open_end or have != want:
        raise Mismatch(f"{{0}} is {bracketed(x)}, {have} elements: they do not fill "
                       f"{bracketed(target)}", words=f"{have} elements")  # fmt: skip
    return tuple(target)


def flatten(x: Shape, axis: int = 0) -> Shape:
    """One axis from `axis` on."""
    if not x:
        return (1,)
    (first,) = axes(x, axis)
    rest = x[first:]
    names = [size for size in rest if isinstance(size, str)]
    if names and (len(names) > 1 or count(rest) != 1):
        raise Mismatch(f"{{0}} is {bracketed(x)}: its length when flat is not known before "
                       f"{names[0]} is", help=f"`const {names[0]} = …` says it")  # fmt: skip
    return (*x[:first], names[0] if names else count(rest))


def spread(x: Shape, shape: Any = None) -> Shape:
    """`broadcast(x, shape)`."""
    if shape is None:
        raise mistake("`broadcast` needs a shape", "broadcast(X, [2, 3])")
    target = sizes(shape)
    if any(isinstance(size, int) and size < 0 for size in target):
        raise mistake(f"{bracketed(target)} is no shape")
    try:
        fits = broadcast(x, target) == target
    except Mismatch:
        fits = False
    if not fits:
        raise Mismatch(f"{{0}} is {bracketed(x)}, which does not broadcast to {bracketed(target)}")
    return target
