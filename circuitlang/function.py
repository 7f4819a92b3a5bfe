"""A circuit as a Python function of its inputs, compiled once."""

from __future__ import annotations

from circuitlang.engines import reference
from circuitlang.reports.nonfinite import forward_warning
from circuitlang.text.errors import CircuitError, error
from circuitlang.transforms.prune import prune
from circuitlang.wires import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.circuit import Circuit


class Function:
    """`f(x=3.0)` computes one gate and its gradient by chosen inputs, and nothing else.

    Inputs that are not given keep their declared values.
    """

    def __init__(self, circuit: Circuit, wire: int, wrt: tuple[str, ...]) -> None:
        builder = circuit._builder
        self.name = builder.tape.name(wire)
        self.wrt = wrt
        self._strict = circuit.strict
        tape, kept = prune(builder.tape, wire)
        self._program = reference.compile(tape, builder.ties, builder.limits)
        self._output = kept[wire]
        self._leaves = {name: kept.get(circuit._leaf_wire(name)) for name in circuit.inputs}
        self._wrt = [(name, kept.get(circuit._leaf_wire(name))) for name in wrt]
        self._values = {kept[w]: value for w, value in builder.values.items() if w in kept}

    def __call__(self, values: dict[str, float] | None = None, /, **named: float,
                 ) -> tuple[float, dict[str, float]]:  # fmt: skip
        """The value and {input: gradient}.  Raises undefined-name, no-value, bad-argument."""
        leaves = dict(self._values)
        for name, value in {**(values or {}), **named}.items():
            if name not in self._leaves:
                raise error("undefined-name", f"`{name}` is no input of this function",
                            help=f"its inputs are {', '.join(self._leaves)}")  # fmt: skip
            wire = self._leaves[name]
            if wire is not None:
                leaves[wire] = number(value, f"the value of `{name}`")
        for name, wire in self._leaves.items():
            if wire is not None and wire not in leaves:
                raise error("no-value", f"`{name}` has no value", help=f"give it: {name}=1.0")
        computed = self._program.forward(leaves)
        if self._strict and (found := forward_warning(self._program.tape, computed, "error")):
            raise CircuitError(found)
        upstream = self._program.backward(computed, self._output)
        grads = {name: upstream[wire] if wire is not None else None for name, wire in self._wrt}
        return computed[self._output], {name: x or 0.0 for name, x in grads.items()}
