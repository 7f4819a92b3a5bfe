"""The rules of shapes: named dimensions, and what is said where shapes do not fit."""

import pytest

from circuitlang.gates import BY_NAME
from circuitlang.gates.rules import arrangement, settled
from circuitlang.gates.shapes import Mismatch

ALL = ("slice", None, None, None)

NAMED = [
    ("matmul", [("N", 3), (3, "M")], {}, ("N", "M")),
    ("matmul", [("N", "K"), ("K",)], {}, ("N",)),
    ("dot", [("N",), ("N",)], {}, ()),
    ("outer", [("N",), (3,)], {}, ("N", 3)),
    ("transpose", [("N", 3, "M")], {}, ("M", 3, "N")),
    ("transpose", [("N", 3, "M")], {"axes": (0, 2, 1)}, ("N", "M", 3)),
    ("reshape", [("N", 2, 3)], {"shape": (-1, 6)}, ("N", 6)),
    ("reshape", [("N", 2, 3)], {"shape": ("N", -1)}, ("N", 6)),
    ("reshape", [(4, 6)], {"shape": 24}, (24,)),
    ("flatten", [("N", 2, 3)], {"axis": 1}, ("N", 6)),
    ("flatten", [("N",)], {}, ("N",)),
    ("broadcast", [("N", 1)], {"shape": (2, "N", 3)}, (2, "N", 3)),
    ("concat", [("N", 2), ("N", 3)], {"axis": 1}, ("N", 5)),
    ("concat", [("N", 2)], {}, ("N", 2)),
    ("stack", [("N",), ("N",)], {"axis": -1}, ("N", 2)),
    ("index", [("N", 4)], {"item": (3, 0)}, ()),
    ("index", [("N", 4)], {"item": (ALL, ("slice", 1, None, 2))}, ("N", 2)),
    ("index", [(4,)], {"item": 2}, ()),
    ("sum", [("N", 3)], {"axis": 0}, (3,)),
    ("mean", [("N", 3)], {"axis": -1, "keepdims": 1}, ("N", 1)),
    ("softmax", [("N", 3)], {}, ("N", 3)),
    ("cross_entropy", [("N", 3), ("N",)], {}, ()),
    ("hinge", [("N", 3), ("N",), ()], {}, ()),
    ("mse", [("N",), ("N",)], {}, ()),
    ("conv2d", [("N", 3, 8, 8), ("F", 3, 3, 3)], {"pad": 1}, ("N", "F", 8, 8)),
    ("maxpool2d", [("N", "C", 5, 8)], {"size": (2, 4)}, ("N", "C", 2, 2)),
]


@pytest.mark.parametrize(("name", "shapes", "options", "shape"), NAMED)
def test_named_dimensions(name, shapes, options, shape):
    gate = BY_NAME[name]
    assert gate.shape(*shapes, **{**gate.options, **options}) == shape


WRONG = """
matmul (5, 10) (3, 10) {} | shape-mismatch | {0} @ {1} cannot be multiplied: 10 columns meet 3 rows | `{0} @ {1}.T` fits
matmul (10, 5) (10, 3) {} | shape-mismatch | {0} @ {1} cannot be multiplied: 5 columns meet 10 rows | `{0}.T @ {1}` fits
matmul (10, 3) (5, 10) {} | shape-mismatch | {0} @ {1} cannot be multiplied: 3 columns meet 5 rows | `{1} @ {0}` fits
matmul (5, 10) (3, 4) {} | shape-mismatch | {0} @ {1} cannot be multiplied: 10 columns meet 3 rows | None
matmul ('N', 10) (5, 'N') {} | shape-mismatch | {0} @ {1} cannot be multiplied: 10 columns meet 5 rows | `{1} @ {0}` fits
matmul () (3,) {} | shape-mismatch | `@` multiplies matrices and vectors, not single numbers | `*` multiplies numbers
dot (2, 2, 2) (2,) {} | shape-mismatch | `dot` takes vectors and matrices | `@` multiplies stacks of matrices
dot (3,) (4,) {} | shape-mismatch | {0} @ {1} cannot be multiplied: 3 elements meet 4 elements | None
outer (2, 2) (3,) {} | shape-mismatch | `outer` takes two vectors; {0} is [2, 2] | `flatten` makes a vector
transpose (2, 3) {'axes': (0,)} | bad-argument | `axes` must name each of the 2 axes once | None
transpose (2, 3) {'axes': (0, 0)} | bad-argument | an axis stands there twice | None
reshape (2, 3) {} | bad-argument | `reshape` needs a shape | reshape(X, [2, 3])
reshape (2, 3) {'shape': (4, 2)} | shape-mismatch | {0} is [2, 3], 6 elements: they do not fill [4, 2] | None
reshape (2, 3) {'shape': (-1, 4)} | shape-mismatch | {0} is [2, 3], 6 elements: they do not fill [-1, 4] | None
reshape (2, 3) {'shape': (-1, -1)} | bad-argument | [-1, -1] is no shape | one size may be -1: what is left over
reshape (2, 3) {'shape': (2.5, 2)} | bad-argument | `shape` takes whole numbers, not 2.5 | None
reshape ('N', 3) {'shape': (2, 6)} | shape-mismatch | {0} is ['N', 3]: how much [2, 6] holds is not known before N is | `const N = …` says it
reshape (2, 3) {'shape': ('N', 3)} | shape-mismatch | the shape of {0}, [2, 3], has no dimension N | None
flatten ('N', 3) {} | shape-mismatch | {0} is ['N', 3]: its length when flat is not known before N is | `const N = …` says it
broadcast (2, 3) {} | bad-argument | `broadcast` needs a shape | broadcast(X, [2, 3])
broadcast (2, 3) {'shape': (2, 2)} | shape-mismatch | {0} is [2, 3], which does not broadcast to [2, 2] | None
broadcast (2, 3) {'shape': (3,)} | shape-mismatch | {0} is [2, 3], which does not broadcast to [3] | None
broadcast (2,) {'shape': (-2,)} | bad-argument | [-2] is no shape | None
concat () () {} | shape-mismatch | single numbers cannot be joined by `concat` | `stack` makes a tensor of numbers
concat (2, 3) (2,) {} | shape-mismatch | {0} has 2 axes and {1} has 1 | None
concat (2, 3) (2, 4) {} | shape-mismatch | {0} and {1} differ in axis 1, which they share: 3 meets 4 | None
concat (2, 3) (2, 3) {'axis': 2} | bad-argument | there is no axis 2: the shape is [2, 3] | axes go from 0 to 1
concat ('N',) (2,) {} | shape-mismatch | the length of the joined axis is not known before N is | `const N = …` says it
stack (2,) (3,) {} | shape-mismatch | {0} is [2] and {1} is [3]: what is stacked has one shape | None
index (3,) {'item': (3,)} | bad-argument | there is no index 3: the size is 3 | indices go from 0 to 2, or from -3 to -1
index (3,) {'item': (-4,)} | bad-argument | there is no index -4: the size is 3 | indices go from 0 to 2, or from -3 to -1
index (0,) {'item': (0,)} | bad-argument | there is no index 0: the size is 0 | None
index (3,) {'item': (0, 0)} | bad-argument | {0} is [3]: 2 indices are too many | None
index () {'item': (0,)} | bad-argument | {0} is []: 1 indices are too many | an element of a number is the number
index (3,) {'item': (0.5,)} | bad-argument | `item` takes whole numbers, not 0.5 | None
index (3,) {'item': (('slice', None, None, 0),)} | bad-argument | a slice cannot step by 0 | None
index ('N',) {'item': (('slice', 1, None, None),)} | shape-mismatch | the length of this part of N is not known before N is | `const N = …` says it
sum (2, 3) {'axis': 2} | bad-argument | there is no axis 2: the shape is [2, 3] | axes go from 0 to 1
sum (2, 3) {'axis': 0.5} | bad-argument | there is no axis 0.5: the shape is [2, 3] | axes go from 0 to 1
sum (2, 3) {'axis': float('nan')} | bad-argument | there is no axis nan: the shape is [2, 3] | axes go from 0 to 1
sum () {'axis': 0} | bad-argument | there is no axis 0: the shape is [] | one number has no axes
mean (2, 0) {} | bad-argument | the mean of nothing has no value | None
var (2, 0) {'axis': 1} | bad-argument | the var of nothing has no value | None
max_of (0,) {} | bad-argument | the max of nothing has no value | None
mse (0,) (0,) {} | bad-argument | the mean of nothing has no value | None
softmax (2,) {'axis': 1} | bad-argument | there is no axis 1: the shape is [2] | axes go from 0 to 0
cross_entropy () () {} | shape-mismatch | {0} is one number: scores have an axis of classes | None
cross_entropy (4, 3) (3,) {} | shape-mismatch | {0} is [4, 3] and {1} is [3]: there is one label for each row of scores, 4 | None
cross_entropy (4, 3) (4, 1) {} | shape-mismatch | {0} is [4, 3] and {1} is [4, 1]: there is one label for each row of scores, 4 | `flatten({1})` is a vector
cross_entropy (0, 3) (0,) {} | bad-argument | the mean over no rows has no value: {0} is [0, 3] | None
hinge (4, 3) (4,) (4,) {} | shape-mismatch | `delta` is one number | None
conv2d (8, 8) (1, 1, 3, 3) {} | shape-mismatch | images are batch, channel, height, width; {0} is [8, 8] | `reshape({0}, [1, 1, …, …])` puts these axes there
conv2d (1, 2, 8, 8) (3, 3) {} | shape-mismatch | filters are number, channel, height, width; {1} is [3, 3] | None
conv2d (1, 2, 8, 8) (4, 3, 3, 3) {} | shape-mismatch | {0} has 2 channels and the filters of {1} have 3 | None
conv2d (1, 2, 2, 8) (4, 2, 3, 3) {} | shape-mismatch | a window of 3 does not fit into 2 | None
conv2d (1, 2, 'H', 8) (4, 2, 3, 3) {} | shape-mismatch | the height and width of images must be known, and H is not | `const H = …` says it
conv2d (1, 2, 8, 8) (4, 2, 3, 3) {'stride': 0} | bad-argument | the stride is at least 1, not 0 | None
conv2d (1, 2, 8, 8) (4, 2, 3, 3) {'pad': -1} | bad-argument | the pad is at least 0, not -1 | None
conv2d (1, 2, 8, 8) (4, 2, 3, 3) {'stride': 1.5} | bad-argument | `stride` takes whole numbers, not 1.5 | None
conv2d (1, 2, 8, 8) (4, 2, 3, 3) {'stride': (1, 2, 3)} | bad-argument | one number, or two: for the height and the width | None
maxpool2d (1, 1, 4, 4) {} | bad-argument | a size is needed | None
maxpool2d (1, 1, 4, 4) {'size': 5} | shape-mismatch | a window of 5 does not fit into 4 | None
avgpool2d (1, 1, 4, 4) {'size': 0} | bad-argument | the size is at least 1, not 0 | None
""".strip().splitlines()  # noqa: E501


@pytest.mark.parametrize("line", WRONG)
def test_what_does_not_fit(line):
    call, code, message, mend = line.split(" | ")
    name, rest = call.split(" ", 1)
    at = rest.index("{")
    shapes = eval(f"[{rest[:at].strip().replace(') (', '), (')}]")
    gate = BY_NAME[name]
    with pytest.raises(Mismatch) as caught:
        gate.shape(*shapes, **{**gate.options, **eval(rest[at:])})
    problem = caught.value
    found = (problem.code, problem.message, str(problem.help))
    assert found == (code, message.replace("'N'", "N"), mend)
    problem.message.format(*"WXY")  # placeholders are those of the inputs
    (problem.help or "").format(*"WXY")


def test_arrangements():
    """The product that fits, with as few transposes as it takes."""
    assert arrangement((10, 5), (3, 10)) == "{1} @ {0}"
    assert arrangement((5, 10), (3, 10)) == "{0} @ {1}.T"
    assert arrangement((10, 5), (10,)) == "{0}.T @ {1}"
    assert arrangement((4, 3), (5, 4)) == "{1} @ {0}"
    assert arrangement((3, 4), (5, 3)) == "{1} @ {0}"
    assert arrangement((2, 7), (3, 5)) is None
    assert arrangement((7, 2, 3), (4, 5)) is None


def test_options_are_settled():
    assert settled("axis", [1.0, -2.0]) == (1, -2)
    assert settled("axis", None) is None
    for bad in (0.5, float("nan"), float("inf")):
        with pytest.raises(Mismatch, match="`axis` takes whole numbers"):
            settled("axis", bad)
