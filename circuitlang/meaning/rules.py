"""The whole gradients that a definition gives: `chain t = upstream @ transpose(w)`."""

from __future__ import annotations

from circuitlang.gates import BY_NAME
from circuitlang.gates.shapes import Mismatch, broadcast, called
from circuitlang.meaning.tensors import shape_of
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.gates.shapes import Shape
    from circuitlang.meaning.builder import Builder, Operand
    from circuitlang.syntax import nodes
    from circuitlang.text.source import Span


def whole_gradient(builder: Builder, rule: nodes.Rule, formula: Operand, upstream: int,
                   param: int, span: Span) -> Operand:  # fmt: skip
    """What a parameter hears by a formula: with `local` that times upstream.  Raises
    shape-mismatch, with the usual mistake, unless it has the parameter's shape."""
    shape = builder.tape.shape(param)
    if rule.form == "local":
        formula = builder.apply(BY_NAME["mul"], [upstream, formula], span)
        if shape_of(builder, formula) != shape:
            formula = _summed(builder, formula, shape, span)
    have = shape_of(builder, formula)
    if have != shape:
        name = rule.param.text
        raise error("shape-mismatch", f"the `{rule.form}` of `{name}` is {called(have)}, and "
                    f"`{name}` is {called(shape)}", span, help=_mend(have, shape))  # fmt: skip
    return formula


def _summed(builder: Builder, formula: Operand, shape: Shape, span: Span) -> Operand:
    """A product summed over the axes along which the parameter was broadcast."""
    have = shape_of(builder, formula)
    extra = len(have) - len(shape)
    axes = tuple(axis for axis, size in enumerate(have)
                 if axis < extra or (shape[axis - extra] == 1 and size != 1))  # fmt: skip
    if not axes:
        return formula
    found = builder.apply(BY_NAME["sum"], [formula], span, {"axis": axes, "keepdims": 1})
    return builder.apply(BY_NAME["reshape"], [found], span, {"shape": shape})


def _mend(have: Shape, want: Shape) -> str | None:
    if len(have) == 2 and have[::-1] == want:
        return "a transpose is missing, or one too many: `.T`"
    try:
        common = broadcast(have, want)
    except Mismatch:
        return "the gradient of a value has the value's shape"
    if common == have:
        extra = len(have) - len(want)
        axes = [axis for axis, size in enumerate(have)
                if axis < extra or want[axis - extra] != size]  # fmt: skip
        over = f"axis {axes[0]}" if len(axes) == 1 else f"axes {', '.join(map(str, axes))}"
        return f"a sum over {over} is missing, along which it was broadcast"
    return "the gradient of a value has the value's shape"
