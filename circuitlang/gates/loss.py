"""Losses, in the forms that neither overflow nor lose digits."""

from __future__ import annotations

from circuitlang.gates.gate import Gate
from circuitlang.gates.reduction import extents, of_something, shifted
from circuitlang.gates.samples import ramp
from circuitlang.gates.shapes import Mismatch, bracketed, broadcast, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.gates.shapes import Shape


def cross_entropy(m: Any, scores: Any, labels: Any) -> Any:
    top, log = shifted(m, scores, -1)
    return m.div(m.sum(log - (m.pick(scores, labels) - top)), m.size(labels))


def cross_entropy_chain(m: Any, g: Any, out: Any, scores: Any, labels: Any) -> tuple[Any, Any]:
    return m.div(g, m.size(labels)) * m.softmax_error(scores, labels), m.nothing


def softmax_error(m: Any, scores: Any, labels: Any) -> Any:
    """softmax - onehot, p - 1 of a row's own class being less the sum of the others."""
    return balanced(m, m.softmax(scores), labels)


def balanced(m: Any, x: Any, labels: Any) -> Any:
    """x, but at each row's own class less the sum of the others."""
    others = m.at_label(x, labels, 0.0)
    return m.at_label(others, labels, -m.sum(others, axis=-1, keepdims=1))


def hinge(m: Any, scores: Any, labels: Any, delta: Any) -> Any:
    over = scores - m.pick(scores, labels) + delta
    excess = m.where(m.le(over, 0.0), 0.0, over)
    return m.div(m.sum(m.at_label(excess, labels, 0.0)), m.size(labels))


def violations(m: Any, scores: Any, labels: Any, delta: Any) -> Any:
    """1 at each class that comes within delta of the right one, and less their number there."""
    over = scores - m.pick(scores, labels) + delta
    slope = m.where(m.gt(over, 0.0), 1.0, 0.0)
    return balanced(m, m.mend(slope, m.isnan(over), over), labels)


def hinge_chain(m: Any, g: Any, out: Any, scores: Any, labels: Any, delta: Any) -> tuple[Any, ...]:
    slope, share = m.violations(scores, labels, delta), m.div(g, m.size(labels))
    count = m.sum(m.max(slope, 0.0))
    return (
        m.only(m.ne(slope, 0.0), share * slope),
        m.nothing,
        m.only(m.ne(count, 0.0), share * count),
    )


def class_shape(scores: Shape, labels: Shape, delta: Shape = ()) -> Shape:
    if not scores:
        raise Mismatch("{0} is one number: scores have an axis of classes")
    if labels != scores[:-1]:
        flat = labels and labels[-1] == 1 and labels[:-1] == scores[:-1]
        raise Mismatch(
            f"{{0}} is {bracketed(scores)} and {{1}} is {bracketed(labels)}: there is one label "
            f"for each row of scores, {spelled(scores[:-1])}",
            help="`flatten({1})` is a vector" if flat else None,
        )
    if delta:
        raise Mismatch("`delta` is one number")
    if 0 in scores:
        raise Mismatch(f"the mean over no rows has no value: {{0}} is {bracketed(scores)}",
                       code="bad-argument")  # fmt: skip
    return ()


def bad_label(scores: Any, labels: Any, *_: Any) -> str | None:
    """Why the labels are a mistake: classes are whole numbers from 0."""
    if 0 in scores.shape:
        return "the mean over no rows has no value"
    classes = scores.shape[-1]
    wrong = (labels % 1 != 0) | (labels < 0) | (labels >= classes)  # nan % 1 is nan, as is inf % 1
    label, place = labels, ""
    if extents(labels):
        row = int(wrong.argmax())
        wrong, label, place = wrong.flat[row], labels.flat[row], f" in row {row}"
    if not wrong:
        return None
    what = "out of range" if label % 1 == 0 else "no whole number"
    return f"the label {label:g}{place} is {what}: there are {classes} classes, 0 to {classes - 1}"


def hinge_region(scores: Any, labels: Any, delta: Any = 1.0) -> object:
    rows = scores.reshape(-1, scores.shape[-1])
    classes = [int(label) for label in (labels.flat if extents(labels) else (labels,))]
    right = rows[list(range(len(rows))), classes]
    over = rows - right[:, None] + delta
    return (over > 0).tobytes(), (over < 0).tobytes()


# ---------------------------------------------------------------------- distances


def mse(m: Any, a: Any, b: Any) -> Any:
    apart = a - b
    return m.mean(apart * apart)


def mse_chain(m: Any, g: Any, out: Any, a: Any, b: Any) -> tuple[Any, Any]:
    apart = a - b
    slope = m.div(2.0 * g, m.size(apart)) * apart
    return m.unbroadcast(slope, a), -m.unbroadcast(slope, b)


def mse_shape(a: Shape, b: Shape) -> Shape:
    return of_something("mean")(broadcast(a, b))


SCORES = ramp(4, 3, start=2)
CLASSES = (
    (SCORES, [0.0, 2.0, 1.0, 1.0]),
    (ramp(3), 1.0),
    ([0.25], 0.0),
    ([[0.5, -1.0]], [1.0]),
    (ramp(2, 1, 2, 3), [[[0.0, 2.0]], [[1.0, 1.0]]]),
)
ROWS = (
    Gate(
        "cross_entropy",
        ("scores", "labels"),
        value=cross_entropy,
        chain=cross_entropy_chain,
        shape=class_shape,
        family="probability and loss",
        story="A cross-entropy tells each score its probability, and the right class its "
        "probability less 1: what was predicted less what was there, over the number of rows.",
        samples=(*CLASSES, ([-1000.0, 1000.0], 0.0), ([40.0, 0.0], 0.0)),
        guard=bad_label,
    ),
    Gate(
        "hinge",
        ("scores", "labels", "delta"),
        value=hinge,
        chain=hinge_chain,
        shape=class_shape,
        family="probability and loss",
        story="A hinge loss asks that the right class lead by delta: each class that comes closer "
        "is pushed down, and the right one up once for each of them.",
        samples=(*[(*xs, 1.0) for xs in CLASSES], (SCORES, [1.0, 0.0, 2.0, 2.0], 0.3)),
        defaults={"delta": 1.0},
        guard=bad_label,
        region=hinge_region,
    ),
    Gate(
        "mse",
        ("a", "b"),
        value=mse,
        chain=mse_chain,
        shape=mse_shape,
        family="probability and loss",
        story="A mean squared error pulls the two together: each element hears twice its "
        "distance, over the number of elements.",
        samples=(
            (2.0, -0.5),
            (ramp(3), ramp(3, start=3)),
            (ramp(2, 3), 1.0),
            (0.5, ramp(2)),
            (ramp(2, 1), ramp(1, 3, start=2)),
            (ramp(1, 2, 2, 2), ramp(2, 2, start=3)),
        ),
        guard=lambda a, b: "the mean of nothing has no value" if 0 in extents(a - b) else None,
    ),
)
