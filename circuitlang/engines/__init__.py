"""Engines: a tape and inputs in, values and gradients out.

Each is one module with `compile(tape, ties, limits)`, a program, and `refusal(tape)`, why it cannot
take a circuit, or None; its line in ENGINES gives it its name.  Without a name the circuit decides:
tensors are for NumPy, which comes with the first one; scalars are for the compiled kernel where it
is there and pays, else by segments where that pays, else for the readable reference.  Those three
agree bit for bit.
"""

from __future__ import annotations

import sys
from importlib import import_module

from circuitlang.engines import reference
from circuitlang.engines.reference import of_tensors
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    from circuitlang.tape.tape import Tape
    from circuitlang.text.limits import Limits

    class Engine(Protocol):
        def refusal(self, tape: Tape) -> str | None: ...

        def compile(self, tape: Tape, ties: str, limits: Limits) -> Any: ...


ENGINES = {"reference": "reference", "segments": "segments", "numpy": "tensors",
           "kernel": "kernel"}  # name -> module  # fmt: skip
PAYS = 500  # gates from which the kernel is worth its loading, for a circuit that runs once
# the same of segments, for one that runs once or again: where NumPy is loaded anyway, or is not
SEGMENTS_PAY = {(True, False): 1_000, (True, True): 200, (False, False): 50_000,
                (False, True): 3_000}  # fmt: skip


def engine(name: str) -> Engine:
    found: Any = import_module(f"{__name__}.{ENGINES[name]}")
    return found  # type: ignore[no-any-return]


def compile(tape: Tape, ties: str, limits: Limits, name: str = "", again: bool = False) -> Any:
    """The program of a tape, by the engine of that name, or by the one that fits.  `again`: it
    will run more often than once.

    Raises bad-argument where the engine that was named cannot take the circuit."""
    if name:
        chosen = engine(name)
        why = chosen.refusal(tape)
        if why is not None:
            raise error("bad-argument", why, help="leave the choice of the engine to the circuit")
        return chosen.compile(tape, ties, limits)
    if of_tensors(tape):
        return engine("numpy").compile(tape, ties, limits)
    if again or len(tape) >= PAYS:
        kernel = engine("kernel")
        if kernel.refusal(tape) is None:
            return kernel.compile(tape, ties, limits)
    if len(tape) >= SEGMENTS_PAY["numpy" in sys.modules, again]:
        segments = engine("segments")
        if segments.refusal(tape) is None:
            return segments.compile(tape, ties, limits)
    return reference.compile(tape, ties, limits)


def rows(tape: Tape, ties: str, limits: Limits, of: int, wrt: Iterable[int], name: str = "") -> Any:
    """What takes a circuit of scalars over many rows at once: wire `of` and its gradients by the
    leaves `wrt`, compiled where that is there, else NumPy's."""
    if name in ("", "kernel"):
        from circuitlang.engines import kernel_rows

        if kernel_rows.refusal(tape) is None:
            return kernel_rows.Rows(tape, ties, limits, of, wrt)
    from circuitlang.engines import arrays

    return arrays.Rows(tape, ties, limits, of, wrt)
