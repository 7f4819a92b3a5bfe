"""Every tensor gate × shapes × seeds against PyTorch in double precision, to 1e-12."""

import warnings

import numpy as np
import pytest

from circuitlang.gates import BY_NAME, TABLE
from tests.gates.tracer import arrays_of, chained

torch = pytest.importorskip("torch")
F = torch.nn.functional


def reducing(function):
    """A reduction of PyTorch with axes as ours."""

    def reduce(x, axis=None, keepdims=0):
        dims = tuple(range(x.dim())) if axis is None else axis
        return function(x, dims if isinstance(dims, tuple) else (dims,), bool(keepdims))

    return reduce


def prod(x, dims, keep):
    for dim in sorted([d % max(x.dim(), 1) for d in dims], reverse=True):
        x = torch.prod(x, dim, keepdim=keep)
    return x


def dot(a, b):
    return a * b if a.dim() == 0 or b.dim() == 0 else a @ b


def index(x, item):
    """PyTorch has no steps backward: the element numbers, indexed by NumPy."""
    places = np.arange(x.numel()).reshape(tuple(x.shape))[
        tuple([slice(*e[1:]) if isinstance(e, tuple) else e for e in item])
    ]
    return x.reshape(-1)[torch.as_tensor(np.array(places))]


def cross_entropy(scores, labels):
    classes = scores.shape[-1]
    return F.cross_entropy(scores.reshape(-1, classes), labels.reshape(-1).long())


def hinge(scores, labels, delta):
    classes = scores.shape[-1]
    rows, right = scores.reshape(-1, classes), labels.reshape(-1).long()
    over = (rows - rows.gather(1, right[:, None]) + delta).clamp(min=0)
    own = F.one_hot(right, classes).bool()
    return over.masked_fill(own, 0.0).sum() / len(rows)


TORCH = {
    "matmul": torch.matmul,
    "dot": dot,
    "outer": torch.outer,
    "transpose": lambda x, axes=None: x.permute(axes or tuple(range(x.dim()))[::-1]),
    "reshape": lambda x, shape: x.reshape(shape),
    "flatten": lambda x, axis=0: torch.flatten(x, axis),
    "broadcast": lambda x, shape: x.expand(shape),
    "concat": lambda *xs, axis=0: torch.cat(xs, axis),
    "stack": lambda *xs, axis=0: torch.stack(xs, axis),
    "index": index,
    "sum": reducing(lambda x, d, k: x.sum(d, keepdim=k)),
    "mean": reducing(lambda x, d, k: x.mean(d, keepdim=k)),
    "prod": reducing(prod),
    "var": reducing(lambda x, d, k: x.var(d, unbiased=False, keepdim=k) if x.dim() else x * 0),
    "norm": reducing(lambda x, d, k: torch.linalg.vector_norm(x, dim=d, keepdim=k)),
    "logsumexp": reducing(lambda x, d, k: torch.logsumexp(x, d, keepdim=k)),
    "max_of": reducing(lambda x, d, k: torch.amax(x, d, keepdim=k)),
    "min_of": reducing(lambda x, d, k: torch.amin(x, d, keepdim=k)),
    "softmax": lambda x, axis=-1: F.softmax(x, axis),
    "log_softmax": lambda x, axis=-1: F.log_softmax(x, axis),
    "cross_entropy": cross_entropy,
    "hinge": hinge,
    "mse": lambda a, b: ((a - b) ** 2).mean(),
    "conv2d": lambda x, w, stride=1, pad=0: F.conv2d(x, w, None, stride, pad),
    "maxpool2d": lambda x, size: F.max_pool2d(x, size),
    "avgpool2d": lambda x, size: F.avg_pool2d(x, size),
}
LABELLED = {"cross_entropy", "hinge"}

# further shapes: of each input, and the options
SHAPES = {
    "matmul": [
        [(5, 3), (3, 7)], [(1, 1), (1, 1)], [(4, 1), (1, 4)], [(2, 3, 4, 5), (2, 3, 5, 2)],
        [(2, 1, 4, 5), (3, 5, 2)], [(4, 5), (2, 3, 5, 2)], [(5,), (2, 3, 5, 2)],
        [(2, 3, 4, 5), (5,)], [(0, 3), (3, 2)], [(2, 0), (0, 3)], [(0, 2, 3), (3, 2)],
    ],
    "dot": [[(7,), (7,)], [(4, 3), (3,)], [(), (2, 3)], [(4, 3), ()], [(3,), (3, 5)]],
    "outer": [[(4,), (5,)], [(1,), (3,)], [(0,), (3,)]],
    "transpose": [[(3, 4)], [(0, 2)], [(2, 3, 4, 5)], [(2, 3, 4), {"axes": (2, 0, 1)}]],
    "reshape": [[(4, 6), {"shape": (3, 8)}], [(2, 3, 4, 5), {"shape": (6, -1)}]],
    "flatten": [[(2, 3, 4, 5)], [(2, 3, 4, 5), {"axis": 1}]],
    "broadcast": [[(1, 3, 1), {"shape": (4, 2, 3, 5)}], [(1,), {"shape": (3,)}]],
    "concat": [[(2, 3), (4, 3)], [(2, 1, 2, 3), (2, 4, 2, 3), (2, 0, 2, 3), {"axis": 1}]],
    "stack": [[(2, 3), (2, 3), {"axis": 1}], [(2, 3, 4), (2, 3, 4), {"axis": -1}]],
    "index": [
        [(4, 5), {"item": (1, -2)}], [(4, 5), {"item": (("slice", None, None, 2), 0)}],
        [(2, 3, 4, 5), {"item": (("slice", -1, None, None), 1, ("slice", 3, 0, -2))}],
    ],
    "mse": [[(4, 3), (4, 3)], [(4, 3), (3,)], [(4, 1), (1, 3)], [(), (2, 2)], [(2, 1, 2, 2), (1,)]],
    "cross_entropy": [[(6, 4), (6,)], [(4,), ()], [(1, 1), (1,)], [(2, 3, 2, 5), (2, 3, 2)]],
    "hinge": [[(6, 4), (6,), ()], [(4,), (), ()], [(2, 3, 2, 5), (2, 3, 2), ()]],
    "conv2d": [
        [(2, 3, 6, 5), (4, 3, 3, 2)], [(2, 3, 6, 5), (4, 3, 3, 2), {"stride": 2, "pad": 1}],
        [(1, 1, 1, 1), (1, 1, 1, 1)], [(2, 2, 7, 7), (3, 2, 3, 3), {"stride": 3}],
        [(0, 2, 4, 4), (3, 2, 2, 2)], [(1, 2, 4, 6), (1, 2, 4, 6)],
        [(1, 2, 4, 6), (2, 2, 3, 3), {"stride": (1, 2), "pad": (2, 1)}],
    ],
    "maxpool2d": [[(2, 3, 6, 4), {"size": 2}], [(1, 2, 7, 5), {"size": (3, 2)}]],
    "avgpool2d": [[(2, 3, 6, 4), {"size": 2}], [(1, 2, 7, 5), {"size": (3, 2)}]],
}  # fmt: skip
AXES = [None, 0, -1, 2, (0, 2), (1, -1), (3, 0, 1, 2)]
REDUCED = [[(2, 3, 4, 5), {"axis": axis, "keepdims": keep}] for axis in AXES for keep in (0, 1)]
REDUCED += [[()], [(1,)], [(1, 1, 1, 1)], [(6,)], [(0, 3), {"axis": 1}]]
SCORED = [[(2, 3, 4, 5), {"axis": axis}] for axis in (-1, 0, 2)] + [[()], [(1,)], [(0, 3)]]
for row in TABLE:
    if row.family == "reduction":
        SHAPES[row.name] = REDUCED
SHAPES["softmax"] = SHAPES["log_softmax"] = SCORED


def compare(name, xs, options, seed):
    """Value and gradients of both, for the same upstream gradient."""
    random = np.random.default_rng(seed)
    gate = BY_NAME[name]
    theirs = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in xs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # mse_loss and transposes talk about broadcasting
        expected = TORCH[name](*theirs, **options)
    g = random.standard_normal(tuple(expected.shape))
    moving = [x for i, x in enumerate(theirs) if not (name in LABELLED and i == 1)]
    wanted = torch.autograd.grad(expected, moving, torch.tensor(g), allow_unused=True)
    out, entries = chained(gate, g, xs, options)
    assert np.shape(out) == tuple(expected.shape)
    np.testing.assert_allclose(out, expected.detach().numpy(), rtol=1e-12, atol=1e-12)
    ours = [entry for i, entry in enumerate(entries) if not (name in LABELLED and i == 1)]
    for got, want in zip(ours, wanted, strict=True):
        if want is not None:
            np.testing.assert_allclose(got, want.numpy(), rtol=1e-12, atol=1e-12)


def test_each_gate_is_compared():
    names = {gate.name for gate in TABLE if gate.chain is not None and gate.family != "internal"}
    assert names == set(TORCH) == set(SHAPES)


CASES = [
    (name, case, seed) for name, cases in SHAPES.items() for case in cases for seed in range(3)
]


@pytest.mark.parametrize(("name", "case", "seed"), CASES)
def test_random_values(name, case, seed):
    options = case[-1] if isinstance(case[-1], dict) else {}
    shapes = case[: len(case) - bool(options)]
    random = np.random.default_rng(seed)
    xs = [random.standard_normal(shape) * (1 + seed) for shape in shapes]
    if name in LABELLED:
        xs[1] = random.integers(0, shapes[0][-1], shapes[1]).astype(float)
    compare(name, xs, options, seed)


TIED = {"maxpool2d"}  # PyTorch's takes the first of a tie


@pytest.mark.parametrize("name", TORCH)
def test_samples(name):
    for at, sample in enumerate(BY_NAME[name].samples):
        xs, options = arrays_of(sample)
        empty = name in ("logsumexp", "norm") and any(x.size == 0 for x in xs)
        if not empty and not (name in TIED and at == len(BY_NAME[name].samples) - 1):
            compare(name, xs, options, at)
