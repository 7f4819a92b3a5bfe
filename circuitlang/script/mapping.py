"""`circuitlang map FILE --data rows.csv -o out.csv`: each row of inputs through the circuit.

What comes out has a column for each output, `f`, and behind it one for each input, `df/dx`.  Rows
go through in blocks, so that a file may be larger than the memory.
"""

from __future__ import annotations

import os
from time import monotonic

from circuitlang.gates.shapes import bracketed
from circuitlang.script.options import refuse
from circuitlang.script.pictures import STANDING
from circuitlang.script.rowfiles import CsvWriter, NpyWriter, read
from circuitlang.session.feeding import inputs
from circuitlang.text.errors import CircuitError, Diagnostic, error
from circuitlang.text.whole import Whole
from circuitlang.views.progress import progress
from circuitlang.views.snippet import render_all

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from circuitlang.function import Function
    from circuitlang.script.console import Console
    from circuitlang.script.options import Given
    from circuitlang.script.rowfiles import Rows
    from circuitlang.script.runner import Outcome, Runner
    from circuitlang.session.session import Session

BLOCK = 8192  # rows
MOST = 2**22  # numbers that come out at once, or those of one row
OFTEN = 0.2  # seconds between two looks at the progress
NAMED = 5  # rows that are left out and named


def run_map(runner: Runner, words: Sequence[str], given: Given, console: Console) -> Outcome:
    """Run the command: build the circuit as it stands at the end of its file, map the rows."""
    form = "circuitlang map FILE --data rows.csv -o out.csv"
    if len(words) != 1 or len(given.all("--data")) != 1 or len(given.all("-o")) != 1:
        raise refuse("`map` needs a file, its data and where to write", form)
    data, out = given.last("--data", ""), given.last("-o", "")
    for path in (data, out):
        if not path.endswith((".csv", ".npy")):
            raise refuse(f"`{path}` is neither .csv nor .npy", form)
    if os.path.exists(out) and not os.path.isfile(out):
        raise error("file-not-allowed", f"`{out}` is no regular file")
    commands = [word for word in STANDING if word not in ("forward", "backward")]
    return runner.stand(words[0], commands,
                        lambda session: _Map(session, data, "--skip-bad" in given, console).to(out),
                        )  # fmt: skip


class _Map:
    def __init__(self, session: Session, data: str, skip: bool, console: Console) -> None:
        state = session.state
        self.console, self.skip, self.session = console, skip, session
        self.data = data
        self.names = list(inputs(state.builder))
        self.functions: list[tuple[str, Function]] = [
            (name, state.circuit.function(name, self.names)) for name in state.circuit.outputs
        ]
        if not self.functions:
            state.output()
        self.left = 0  # rows that were left out
        self.first_left: list[str] = []  # why the first of them were
        self.odd = 0  # rows with a value that is not finite
        self.odd_first = ""
        self.rows: Rows = read(data, state.builder, self.names, self._bad)
        self.same = {name: value for name, value in state.settings.items()
                     if name in state.circuit.inputs}  # fmt: skip

    def _refuse_unset(self) -> None:
        """Raise no-value for an input that counts and has a value neither in the circuit nor in
        each row."""
        builder = self.session.state.builder
        for name in self.session.state.circuit.inputs:
            if all(function._leaves[name] is None for _, function in self.functions):
                continue
            wire = builder.symbols[name]
            if wire in builder.values or name in self.same or name in self.rows.columns:
                continue
            mend = f"`--set {name}=1`, or a column `{name}`"
            if builder.tape.shape(wire):
                mend = f"a value in the circuit: columns feed inputs that are one number, and " \
                    f"`{name}` is {bracketed(builder.tape.shape(wire))}"  # fmt: skip
            raise error("no-value", f"`{name}` has no value, and `{self.data}` no column for it",
                        builder.tape.place(wire), help=mend)  # fmt: skip

    def to(self, out: str) -> None:
        """Write the file, whole or not at all, and say what was left out."""
        heads = [head for name, _ in self.functions
                 for head in (name, *(f"d{name}/d{by}" for by in self.names))]  # fmt: skip
        try:
            self._refuse_unset()
            with Whole(out) as file:
                writer = (NpyWriter if out.endswith(".npy") else CsvWriter)(file, heads)
                for table in self._tables(min(BLOCK, MOST // len(heads) + 1)):
                    writer.write(table)
                writer.close()
        except OSError as problem:
            why = (problem.strerror or "it failed").lower()
            raise error("file-not-allowed", f"`{out}` cannot be written: {why}") from None
        finally:
            self.rows.close()
            if self.session.progress is not None:
                self.session.progress("")
        self._conclude()

    def _tables(self, size: int) -> Iterator[Any]:
        began = last = monotonic()
        done = 0
        for block, places in self.rows.blocks(size):
            table = self._through(block, places)
            done += len(block)
            yield table
            now = monotonic()
            if self.session.progress is not None and now - last > OFTEN:
                last = now
                self.session.progress(progress(round(self.rows.share * 1000), 1000, now - began,
                                               f"{done:,} rows"))  # fmt: skip

    def _through(self, block: Any, places: Sequence[int]) -> Any:
        """Outputs and gradients of some rows; where a circuit refuses one, the rows one by one."""
        import numpy as np

        try:
            table = self._table(block)
        except CircuitError as problem:
            if problem.code not in ("bad-argument", "non-finite"):
                raise
            found = [self._alone(block[at : at + 1], place) for at, place in enumerate(places)]
            places = [place for place, row in zip(places, found, strict=True) if row is not None]
            kept = [row for row in found if row is not None]
            table = np.concatenate(kept) if kept else np.empty((0, 1))
        odd = np.flatnonzero(~np.isfinite(table).all(axis=1))
        if len(odd) and not self.odd:
            self.odd_first = f"{self.rows.word} {places[int(odd[0])]}"
        self.odd += len(odd)
        return table

    def _table(self, block: Any) -> Any:
        import numpy as np

        columns = {name: block[:, at].copy() for at, name in enumerate(self.rows.columns)}
        found = []
        for _, function in self.functions:
            value, grads = function.map({**self.same, **columns})
            found += [value, *(grads[name] for name in self.names)]
        return np.stack(found, 1)

    def _alone(self, row: Any, place: int) -> Any:
        try:
            return self._table(row)
        except CircuitError as problem:
            where = f"`{self.rows.path}`, {self.rows.word} {place}"
            first = problem.errors[0]
            self._bad(error(first.code, f"{where}: {first.message}", first.span,
                            help="--skip-bad leaves such rows out"))  # fmt: skip
            return None

    def _bad(self, problem: CircuitError) -> None:
        if not self.skip:
            raise problem
        self.left += 1
        if self.left <= NAMED:
            self.first_left.append(problem.message)

    def _conclude(self) -> None:
        say = self.console.message
        if self.left:
            say([[("plain", "  "), ("dim", words)] for words in self.first_left])
            rows = f"{self.left:,} row{'s were' if self.left > 1 else ' was'} left out"
            say([[("plain", "  "), ("warning", rows)]])
        if self.odd:
            rows = f"{self.odd:,} row{'s have' if self.odd > 1 else ' has'}"
            say(
                render_all(
                    [
                        Diagnostic(
                            "non-finite",
                            f"{rows} a value or gradient that is not finite, the first of them "
                            f"is {self.odd_first}",
                            severity="warning",
                            help="--strict makes it an error; --strict --skip-bad leaves such "
                            "rows out",
                        )
                    ]
                )
            )
