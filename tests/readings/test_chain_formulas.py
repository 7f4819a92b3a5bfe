"""The chains of tensor gates as text."""

import pytest

from circuitlang.gates import BY_NAME, TABLE
from circuitlang.gates.samples import sampled
from circuitlang.readings.chain_formulas import chain_formula

PRINTED = [
    # gate, operands, name of the output, options, shapes, text
    ("matmul", ("W", "X"), "D", {}, None, ["dD @ X.T", "W.T @ dD"]),
    ("matmul", ("W", "X"), "D", {}, [(5, 10), (10, 3)], ["dD @ X.T", "W.T @ dD"]),
    ("matmul", ("W.T", "X + B"), "D", {}, None, ["dD @ (X + B).T", "W.T.T @ dD"]),
    ("matmul", ("w", "x"), "s", {}, [(3,), (3,)], ["ds·x", "ds·w"]),
    ("matmul", ("W", "x"), "s", {}, [(5, 3), (3,)], ["outer(ds, x)", "W.T @ ds"]),
    ("matmul", ("x", "W"), "s", {}, [(5,), (5, 3)], ["W @ ds", "outer(x, ds)"]),
    ("matmul", ("A", "B"), "C", {}, [(2, 3, 4), (2, 4, 5)],
     ["dC @ transpose(B, [0, 2, 1])", "transpose(A, [0, 2, 1]) @ dC"]),
    ("matmul", ("A", "B"), "C", {}, [(2, 3, 4), (4, 5)],
     ["unbroadcast(dC @ B.T, [2, 3, 4])",
      "unbroadcast(transpose(A, [0, 2, 1]) @ dC, [4, 5])"]),
    ("dot", ("w", "x"), "s", {}, [(3,), (3,)], ["ds·x", "ds·w"]),
    ("outer", ("a", "b"), "M", {}, None, ["dM @ b", "a @ dM"]),
    ("transpose", ("X",), "Y", {}, None, ["dY.T"]),
    ("transpose", ("X",), "Y", {"axes": (2, 0, 1)}, [(2, 3, 4)], ["transpose(dY, [1, 2, 0])"]),
    ("reshape", ("X",), "Y", {"shape": (6,)}, None, ["reshape(dY, shape(X))"]),
    ("reshape", ("X",), "Y", {"shape": (6,)}, [("N", 3)], ["reshape(dY, [N, 3])"]),
    ("flatten", ("X",), "Y", {}, [(2, 3)], ["reshape(dY, [2, 3])"]),
    ("broadcast", ("b",), "Y", {"shape": (2, 3)}, [(3,)], ["unbroadcast(dY, [3])"]),
    ("concat", ("A", "B"), "Y", {"axis": 1}, [(2, 2), (2, 3)], ["dY[:, 0:2]", "dY[:, 2:5]"]),
    ("concat", ("A", "B"), "Y", {}, None, ["dY where A lies", "dY where B lies"]),
    ("stack", ("a", "b"), "Y", {}, None, ["dY[0]", "dY[1]"]),
    ("index", ("X",), "y", {"item": (0, ("slice", 1, 3, None))}, None,
     ["dy at [0, 1:3], 0 elsewhere"]),
    ("index", ("X",), "y", {"item": (("slice", None, None, -1),)}, None,
     ["dy at [::-1], 0 elsewhere"]),
    ("sum", ("X",), "s", {}, [(2, 3)], ["broadcast(ds)"]),
    ("mean", ("X",), "s", {}, None, ["broadcast(ds/n)"]),
    ("mean", ("X",), "s", {}, [(2, 3)], ["broadcast(ds/6)"]),
    ("mean", ("X",), "s", {"axis": 1}, [(2, 3)], ["broadcast(ds/3)"]),
    ("mean", ("X",), "s", {}, [("N", 3)], ["broadcast(ds/n)"]),
    ("prod", ("X",), "s", {}, None, ["ds·prod(others)"]),
    ("var", ("x",), "v", {}, [(4,)], ["(2·dv/4)·(x - mean(x))"]),
    ("norm", ("x",), "r", {}, None, ["dr·x/r"]),
    ("logsumexp", ("x",), "y", {"axis": 0}, None, ["dy·softmax(x, axis=0)"]),
    ("max_of", ("x",), "m", {}, None, ["dm/ties if x == m else 0"]),
    ("softmax", ("x",), "p", {}, None, ["p·(dp - sum(dp·p, axis=-1))"]),
    ("log_softmax", ("x",), "y", {}, None, ["dy - softmax(x)·sum(dy, axis=-1)"]),
    ("cross_entropy", ("s", "y"), "L", {}, [(8, 3), (8,)],
     ["(dL/8)·(softmax(s) - onehot(y))", None]),
    ("cross_entropy", ("s", 2.0), "L", {}, [(3,), ()], ["dL·(softmax(s) - onehot(2))", None]),
    ("hinge", ("s", "y"), "L", {}, [(8, 3), (8,)],
     ["(dL/8)·violations(s, y, 1)", None, "(dL/8)·sum(max(violations(s, y, 1), 0))"]),
    ("mse", ("a", "b"), "L", {}, None, ["(2·dL/n)·(a - b)", "-(2·dL/n)·(a - b)"]),
    ("conv2d", ("x", "w"), "y", {"pad": 1}, None,
     ["conv2d_dx(dy, w, pad=1)", "conv2d_dw(dy, x, pad=1)"]),
    ("maxpool2d", ("x",), "y", {"size": 2}, None, ["dy/ties if windows(x) == y else 0"]),
    ("avgpool2d", ("x",), "y", {"size": (2, 3)}, [("N", 1, 4, 6)], ["broadcast(dy/6)"]),
    ("avgpool2d", ("x",), "y", {}, None, ["broadcast(dy/n)"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "operands", "out", "options", "shapes", "printed"), PRINTED)
def test_printed(name, operands, out, options, shapes, printed):
    assert chain_formula(BY_NAME[name], operands, out, options, shapes) == printed


def test_ties_are_said():
    gate = BY_NAME["max_of"]
    assert chain_formula(gate, ["x"], "m", ties="both") == ["dm if x == m else 0"]
    assert chain_formula(gate, ["x"], "m", ties="first") == ["dm if first x == m else 0"]
    assert chain_formula(BY_NAME["min_of"], ["x"], "m", ties="first") == [
        "dm if last x == m else 0"
    ]


def extents(x):
    return (len(x), *(extents(x[0]) if x else ())) if isinstance(x, list) else ()


@pytest.mark.parametrize("gate", [g for g in TABLE if g.chain is not None], ids=lambda g: g.name)
@pytest.mark.parametrize("ties", ["split", "first", "both"])
def test_every_row_has_its_text(gate, ties):
    """With shapes and without, and with its options left open."""
    names = [*gate.params, *"bcdefg"]
    for sample in gate.samples:
        inputs, options = sampled(sample)
        shapes = [extents(x) for x in inputs]
        for known in (None, shapes):
            texts = chain_formula(gate, names[: len(inputs)], "out", options, known, ties)
            assert len(texts) == len(inputs)
    assert len(chain_formula(gate, gate.params, "out")) == len(gate.params)


def test_rows_with_a_local_gradient_have_no_chain():
    with pytest.raises(TypeError, match="local_formula"):
        chain_formula(BY_NAME["mul"], ["a", "b"], "f")
