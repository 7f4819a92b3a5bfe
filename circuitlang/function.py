"""A circuit as a Python function of its inputs, compiled once."""

from __future__ import annotations

from functools import cached_property

from circuitlang import engines
from circuitlang.caller import array, leaf_value, number, same_dimensions
from circuitlang.engines.reference import of_tensors
from circuitlang.gates.shapes import bracketed
from circuitlang.readings.values import own, shape_of, zeros
from circuitlang.reports.nonfinite import backward_warning, forward_warning
from circuitlang.text.errors import CircuitError, error
from circuitlang.transforms.prune import prune

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from circuitlang.circuit import Circuit
    from circuitlang.engines.tensors_again import Again
    from circuitlang.engines.tensors_planned import Planned


class Function:
    """`f(x=3.0)` computes one gate and its gradient by chosen inputs, and nothing else; `f.map`
    the same for rows of NumPy arrays.

    Inputs that are not given keep their declared values.
    """

    def __init__(self, circuit: Circuit, wire: int, wrt: tuple[str, ...]) -> None:
        builder = circuit._builder
        self.name = builder.tape.name(wire)
        self.wrt = wrt
        self._strict = circuit.strict
        tape, kept = prune(builder.tape, wire)
        if tape.shape(kept[wire]):
            raise error("not-scalar", f"`{self.name}` is a tensor: a function and its gradient "
                        "are of one number", tape.place(kept[wire]),
                        help=f"a gate such as sum({self.name})")  # fmt: skip
        self._program = engines.compile(
            tape, builder.ties, builder.limits, builder.engine, again=True
        )
        self._output = kept[wire]
        self._rows: Any = None
        self._plans: Planned | None = None
        self._again: Again | None = None
        self._leaves = {name: kept.get(circuit._leaf_wire(name)) for name in circuit.inputs}
        for name in wrt:
            circuit._leaf_wire(name)
        self._shapes = {name: builder.tape.shape(circuit._leaf_wire(name)) for name in self._leaves}
        self._named = any(isinstance(size, str) for shape in tape.shapes.values() for size in shape)
        self._declared = {builder.tape.name(w): value for w, value in builder.values.items()}
        self._engine = builder.engine
        self._of_tensors = of_tensors(tape)
        compiled = None if self._strict else self._caller()
        self._fast = compiled and compiled.call
        whole = self._declared.keys() | wrt >= self._leaves.keys()  # nothing else is to be given
        self._vector = compiled.vector if compiled and whole else None

    def _caller(self) -> Any:
        """The whole call in C, where the kernel has it.  `call` takes {name: float} and gives the
        result, or NotImplemented where something is to be looked at first; `vector` is of
        arrays."""
        caller = getattr(self._program, "caller", None)
        if caller is None or any(self._shapes[name] for name in self.wrt):  # it knows of numbers
            return None
        known = {name for name, wire in self._leaves.items() if wire is not None}
        given = {self._leaves[name]: value for name, value in self._declared.items()
                 if name in known}  # fmt: skip
        needed = tuple(name for name in known if name not in self._declared)
        return caller(self._output, self._leaves, given, needed, self.wrt)

    def __call__(self, values: dict[str, Any] | None = None, /, **named: Any,
                 ) -> tuple[float, dict[str, Any]]:  # fmt: skip
        """The value and {input: gradient}.

        Raises undefined-name, no-value, bad-argument, shape-mismatch; non-finite if strict."""
        if self._fast is not None:
            found = self._fast(named if values is None else {**values, **named})
            if found is not NotImplemented:
                return found  # type: ignore[no-any-return]
        given = {**(values or {}), **named}
        again = self._again  # another thread may call meanwhile
        if again is not None and (found := again(given)) is not None:
            return found
        self._refuse_unknown(given)
        for name, value in given.items():
            given[name] = leaf_value(value, name, self._shapes[name], own=False)
        return self._one({**self._declared, **given}, given)

    def vector(self, numbers: Any) -> tuple[float, Any]:
        """The value, and its gradient as an array, for the inputs of `wrt` in their order: what an
        optimiser asks for (`scipy.optimize.minimize(f.vector, start, jac=True)`).

        Raises shape-mismatch unless there is one number for each, bad-argument where they are no
        real numbers, not-scalar where an input is a tensor, and what a call raises."""
        if self._vector is not None:
            gradient = self._room(len(self.wrt))
            value = self._vector(numbers, gradient)
            if value is not NotImplemented:
                return value, gradient
        import numpy as np

        given = array(numbers, "the vector")
        if given.shape != (len(self.wrt),):
            raise error("shape-mismatch", f"the function has {len(self.wrt)} inputs to move, and "
                        f"this has the shape {list(given.shape)}",
                        help=f"their order: {', '.join(self.wrt[:9])}")  # fmt: skip
        if self._vector is not None:
            gradient = np.empty(len(self.wrt))
            return self._vector(given, gradient), gradient
        for name in self.wrt:
            if self._shapes[name]:
                raise error("not-scalar", f"`{name}` is a tensor: a vector holds one number for "
                            "each input", help="call the function with arrays")  # fmt: skip
        value, found = self(dict(zip(self.wrt, given.tolist(), strict=True)))
        return value, np.array([found[name] for name in self.wrt])

    @cached_property
    def _room(self) -> Any:
        """Makes an array of so many numbers, not set yet."""
        from numpy import empty

        return empty

    def map(self, values: dict[str, Any] | None = None, /, **named: Any,
            ) -> tuple[Any, dict[str, Any]]:  # fmt: skip
        """The same for many rows: an input that is given as an array (or a list) has one entry a
        row, one that is given as a number is the same in all of them.  The array of the values
        and {input: array of gradients}, in each row what a call gives.

        An input that is a tensor takes an array with one axis more, its rows first.  Circuits of
        scalars go through in blocks of rows, those with tensors one row after the other.
        Raises as a call does (where it is strict, for what it gives), and bad-argument where the
        inputs differ in their number of rows."""
        given = {**(values or {}), **named}
        self._refuse_unknown(given)
        same, columns, count = self._split(given)
        run = self._one_by_one if self._of_tensors else self._in_blocks
        return run({**self._declared, **same}, columns, count)

    def _one(self, values: dict[str, Any], given: dict[str, Any] | None = None,
             ) -> tuple[float, dict[str, Any]]:  # fmt: skip
        leaves = self._by_wire(values)
        if self._program.tensors:
            if self._named:
                same_dimensions(self._program.tape, leaves)
            if not self._strict:
                return self._planned(values, leaves, given)
        computed = self._program.forward(leaves)
        if self._strict and (found := forward_warning(self._program.tape, computed, "error")):
            raise CircuitError(found)
        upstream = self._program.backward(computed, self._output)
        if self._strict and (found := backward_warning(self._program, computed, upstream,
                                                       self._output, "error")):  # fmt: skip
            raise CircuitError(found)
        grads = self._by_name(values, upstream)
        return computed[self._output], {name: own(slope) for name, slope in grads.items()}

    def _planned(self, values: dict[str, Any], leaves: dict[int, Any],
                 given: dict[str, Any] | None) -> tuple[float, dict[str, Any]]:  # fmt: skip
        """The same for tensors, into buffers; `given` is what a caller gave of the values."""
        if self._plans is None:
            from circuitlang.engines.tensors_planned import Planned

            wires = [wire for name in self.wrt if (wire := self._leaves[name]) is not None]
            self._plans = Planned(self._program, self._output, wires)
        value, found = self._plans(leaves)
        if given is not None:
            self._again = self._plans.again(
                leaves,
                given,
                {name: wire for name, wire in self._leaves.items() if wire is not None},
                self.wrt,
            )
        return value, self._by_name(values, found)

    def _by_name(self, values: dict[str, Any], upstream: Any) -> dict[str, Any]:
        """The gradients of `wrt`; zeros where nothing arrived."""
        grads = {}
        for name in self.wrt:
            wire = self._leaves[name]
            slope = None if wire is None else upstream[wire]
            grads[name] = zeros(self._shape(name, values)) if slope is None else slope
        return grads

    def _shape(self, name: str, values: dict[str, Any], columns: dict[str, Any] | None = None,
               ) -> tuple[int, ...]:  # fmt: skip
        """The shape of an input in one row: that of its value, or, where it has none and needs
        none, the declared one; of dimensions whose sizes nobody said, that of a number."""
        if columns and name in columns:
            shape: tuple[int, ...] = columns[name].shape[1:]
            return shape
        if name in values:
            return shape_of(values[name])
        sizes = [size for size in self._shapes[name] if isinstance(size, int)]
        return tuple(sizes) if len(sizes) == len(self._shapes[name]) else ()

    # ------------------------------------------------------------------ rows

    def rows(self) -> Any:
        """The engine that takes many rows of this function at once; it is of scalars."""
        if self._rows is not None:
            return self._rows
        wires = [wire for name in self.wrt if (wire := self._leaves[name]) is not None]
        program = self._program
        self._rows = engines.rows(program.tape, program.m.ties, program.limits, self._output,
                                  wires, self._engine)  # fmt: skip
        return self._rows

    def _in_blocks(self, values: dict[str, Any], columns: dict[str, Any], count: int,
                   ) -> tuple[Any, dict[str, Any]]:  # fmt: skip
        import numpy as np

        leaves = self._by_wire({**values, **columns})
        varying = {self._leaves[name] for name in columns}
        value, grads = self.rows().over(leaves, varying, count)
        wires = ((name, self._leaves[name]) for name in self.wrt)
        found = {name: np.zeros((count, *self._shape(name, values, columns)))
                 if wire is None else grads[wire] for name, wire in wires}  # fmt: skip
        if self._strict:
            finite = [np.isfinite(x).all(axis=tuple(range(1, np.ndim(x))))
                      for x in (value, *found.values())]  # fmt: skip
            for row in np.flatnonzero(~np.logical_and.reduce(finite)).tolist():
                self._one(_in_row(row, values, columns))  # raises
        return value, found

    def _one_by_one(self, values: dict[str, Any], columns: dict[str, Any], count: int,
                    ) -> tuple[Any, dict[str, Any]]:  # fmt: skip
        import numpy as np

        value = np.empty(count)
        grads = {name: np.empty((count, *self._shape(name, values, columns))) for name in self.wrt}
        for row in range(count):
            value[row], found = self._one(_in_row(row, values, columns))
            for name in self.wrt:
                grads[name][row] = found[name]
        return value, grads

    # ------------------------------------------------------------------ what is given

    def _split(self, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], int]:
        """What is the same in all rows, what has an entry for each, and the number of rows."""
        import numpy as np

        same, columns = {}, {}
        for name, value in given.items():
            shape = self._shapes[name]
            try:
                dims = np.ndim(value)
            except (ValueError, RecursionError):  # lists in lists, without an end or of many sizes
                dims = len(leaf_value(value, name, ("rows", *shape)).shape)
            if dims != len(shape) + 1:
                if not shape and dims:
                    raise error("shape-mismatch", f"`{name}` is one number in each row, and this "
                                f"array has {dims} axes")  # fmt: skip
                same[name] = leaf_value(value, name, shape) if shape else number(
                    value, f"the value of `{name}`")  # fmt: skip
                continue
            plain = type(value) is np.ndarray and value.dtype == np.float64 and not shape
            columns[name] = value if plain else leaf_value(value, name, ("rows", *shape))
        counts = {name: len(column) for name, column in columns.items()}
        if not counts:
            raise error("bad-argument", "there are no rows: no input is an array",
                        help="f.map(x=[1.0, 2.0])")  # fmt: skip
        first = next(iter(counts))
        for name, count in counts.items():
            if count != counts[first]:
                raise error("bad-argument", f"`{first}` has {counts[first]:,} rows and `{name}` "
                            f"{count:,}", help="one entry a row in each")  # fmt: skip
        return same, columns, counts[first]

    def _refuse_unknown(self, given: dict[str, Any]) -> None:
        for name in given:
            if name not in self._leaves:
                raise error("undefined-name", f"`{name}` is no input of this function",
                            help=f"its inputs are {', '.join(self._leaves)}")  # fmt: skip

    def _by_wire(self, values: dict[str, Any]) -> dict[int, Any]:
        """The values of the inputs that the gate depends on; raises no-value where one has none."""
        leaves = {}
        for name, wire in self._leaves.items():
            if wire is not None and name not in values:
                shape = self._shapes[name]
                mend = f"{name}=… is an array of {bracketed(shape)}" if shape else f"{name}=1.0"
                raise error("no-value", f"`{name}` has no value", help=f"give it: {mend}")
            if wire is not None:
                leaves[wire] = values[name]
        return leaves


def _in_row(row: int, values: dict[str, Any], columns: dict[str, Any]) -> dict[str, Any]:
    """The values of one row."""
    here = {name: column[row] if column.ndim > 1 else float(column[row])
            for name, column in columns.items()}  # fmt: skip
    return {**values, **here}
