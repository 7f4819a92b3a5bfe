"""Gates that multiply matrices and vectors."""

from __future__ import annotations

from circuitlang.gates import rules
from circuitlang.gates.gate import Gate
from circuitlang.gates.samples import ramp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def turned(m: Any, x: Any) -> Any:
    """The last two axes exchanged."""
    rank = m.rank(x)
    return m.transpose(x) if rank == 2 else m.transpose(x, axes=(*range(rank - 2), rank - 1,
                                                                 rank - 2))  # fmt: skip


def matmul_chain(m: Any, g: Any, out: Any, a: Any, b: Any) -> tuple[Any, Any]:
    """dA = g @ B.T and dB = A.T @ g; a vector is a matrix with one row or one column."""
    ranks = m.rank(a), m.rank(b)
    if ranks == (2, 2):
        return m.matmul(g, m.transpose(b)), m.matmul(m.transpose(a), g)
    if ranks == (1, 1):
        return g * b, g * a
    if ranks == (2, 1):
        return m.outer(g, b), m.matmul(m.transpose(a), g)
    if ranks == (1, 2):
        return m.matmul(b, g), m.outer(a, g)
    left = m.unsqueeze(a, axis=(0,)) if ranks[0] == 1 else a
    right = m.unsqueeze(b, axis=(1,)) if ranks[1] == 1 else b
    rank = m.rank(g) + (1 in ranks)
    if ranks[0] == 1:
        g = m.unsqueeze(g, axis=(rank - 2,))
    if ranks[1] == 1:
        g = m.unsqueeze(g, axis=(rank - 1,))
    by_a = m.unbroadcast(m.matmul(g, turned(m, right)), left)
    by_b = m.unbroadcast(m.matmul(turned(m, left), g), right)
    return (
        m.shaped(by_a, a) if ranks[0] == 1 else by_a,
        m.shaped(by_b, b) if ranks[1] == 1 else by_b,
    )


def dot_chain(m: Any, g: Any, out: Any, a: Any, b: Any) -> tuple[Any, Any]:
    if m.rank(a) and m.rank(b):
        return matmul_chain(m, g, out, a, b)
    return m.unbroadcast(g * b, a), m.unbroadcast(a * g, b)


MATRICES: tuple[tuple[Any, ...], ...] = (
    (ramp(2, 3), ramp(3, 4, start=5)),
    (ramp(3), ramp(3, start=4)),
    (ramp(2, 3), ramp(3, start=2)),
    (ramp(3), ramp(3, 2, start=7)),
    ([[2.5]], [[-0.5]]),
    ([[], []], []),
    ([], []),
)

ROWS = (
    Gate(
        "matmul",
        ("a", "b"),
        value=lambda m, a, b: m.matmul(a, b),
        chain=matmul_chain,
        shape=rules.product,
        family="tensor",
        story="A matrix multiply swaps like a multiply gate: each side hears the gradient times "
        "the other side, transposed so that the dimensions fit.",
        samples=(
            *MATRICES,
            (ramp(2, 1, 2, 3), ramp(2, 3, 2, start=3)),
            (ramp(2, 2, 3), ramp(3, 2, start=3)),
            (ramp(2, 3), ramp(2, 3, 2, start=3)),
            (ramp(3), ramp(2, 3, 2, start=3)),
            (ramp(2, 2, 3), ramp(3, start=3)),
        ),
        sign="@",
    ),
    Gate(
        "dot",
        ("a", "b"),
        value=lambda m, a, b: m.dot(a, b),
        chain=dot_chain,
        shape=rules.dot,
        family="tensor",
        story="A dot product weighs and adds: each vector hears the gradient times the other "
        "vector.",
        samples=((2.0, -3.0), (2.0, ramp(3)), *MATRICES),
    ),
    Gate(
        "outer",
        ("a", "b"),
        value=lambda m, a, b: m.outer(a, b),
        chain=lambda m, g, out, a, b: (m.matmul(g, b), m.matmul(a, g)),
        shape=rules.outer,
        family="tensor",
        story="An outer product multiplies each element by each: the gradient comes back as a "
        "product with the other vector.",
        samples=((ramp(2), ramp(3, start=3)), ([2.0], [-0.5]), ([], ramp(2))),
    ),
)
