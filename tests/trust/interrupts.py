"""Ctrl-C everywhere: after an interrupt a session is as before the statement, or as after it.

`python -m tests.trust.interrupts` raises KeyboardInterrupt at every n-th line that Python runs
of circuitlang, in each kind of statement, and then at random moments by real signals.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.undisturbed import undisturbed

PACKAGE = str(Path(__file__).resolve().parents[2] / "circuitlang")

BEGIN = """
def s(t) { a = exp(t); return a; local t = a }
input x = 2, y = -3; param w = 0.5; const k = 3
input X = [[1, 2], [3, 4]]
q = s(x) * w + k; r = max(q, y)
f = r * q + sum(X) * w
backward
set x = 3; set w = 1; undo; backward
"""

STATEMENTS = {
    "parsing": "input a = 1, b = 2; gate c = (a + b * x) ** 2 - [1, 2][0]; g = c * f",
    "building": "for i in 1 to 5 { h[i] = tanh(x * i) + s(y) }; def o(t) = s(t) * 2; g = o(h[3])",
    "forward": "forward",
    "backward": "backward q",
    "an undone pass": "set x = 5",
    "set of a constant": "set k = 4",
    "rewire": "rewire q = x - w",
    "delete": "delete f",
    "undo": "undo",
    "redo": "undo; redo",
    "undo of one of many": "input m = 1; n = m + 1; p = n * n\nundo; undo; redo",
    "descend": "descend f rate 0.01 steps 5",
    "expand": "expand q",
    "step": "step; step",
    "printing": 'show *; chained; local; explain; print "{f} {grad(x)}"; diagram; check',
    "reset": "reset",
    "saving": 'save "f.circ"',
    "loading": 'load "g.circ"',
    "an error": "g = x + 1; h = nobody",
    "a failed statement": "backward; expect f = 0; set x = X",
}


def seen(session: Session) -> object:
    """Everything of a session that a person can see or bring back."""
    state, builder = session.state, session.state.builder
    tape = builder.tape
    return repr((
        session.json(), list(tape.kind), list(tape.args), tape.names, list(tape.owner),
        builder.symbols, builder.outputs, builder.ties, list(builder.definitions), tape.gates,
        builder.counts.mark(), state.count, len(state.declared[: state.count]), state.settings,
        state.constants, state.digits, state.opened, state.units, state.walk is None,
        session.past.words(), depth(session.past.stacks[1]), session.folder.root, session.typed,
    ))  # fmt: skip


def depth(stack: Any) -> int:
    count = 0
    while stack is not None:
        stack, count = stack[1], count + 1
    return count


def begun(folder: Path) -> Session:
    session = Session(folder=folder, overwrite=True)
    session.execute(BEGIN)
    (folder / "g.circ").write_text("input z = 1\ng = z * z\nset z = 2\nbackward\n")
    (folder / "f.circ").write_text("# the old one\n")
    return session


def parts(text: str) -> list[str]:
    return [text] if "\n" not in text else text.split("\n")


def steps(session: Session, text: str) -> list[object]:
    """How a session looks before, between and after the statements of a text."""
    found = [seen(session)]
    original = session._one

    def one(statement: Any, place: Any = None) -> None:
        original(statement, place)
        found.append(seen(session))

    session._one = one  # type: ignore[method-assign]
    declared = session._declared

    def declare(source: Any) -> Any:
        rest = declared(source)
        found.append(seen(session))
        return rest

    session._declared = declare  # type: ignore[method-assign]
    try:
        session.execute(text)
    except CircuitError:
        pass
    found.append(seen(session))
    return found


class AtLine:
    """A tracer that raises KeyboardInterrupt at the n-th line of circuitlang."""

    def __init__(self, at: int) -> None:
        self.left, self.lines = at, 0

    def __call__(self, frame: FrameType, event: str, _: object) -> Any:
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        if event == "line":
            self.lines += 1
            self.left -= 1
            if self.left == 0:
                sys.settrace(None)
                raise KeyboardInterrupt
        return self


def lines_of(run: Callable[[], object], at: int) -> int:
    """Run with an interrupt at that line; how many lines were run, negative if it was raised."""
    tracer = AtLine(at)
    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        run()
    except CircuitError:
        return tracer.lines
    except KeyboardInterrupt:
        return -tracer.lines
    finally:
        sys.settrace(before)
    return tracer.lines


def whole_again(session: Session, name: str, allowed: set[object], first: object) -> bool:
    """Is it as before or as after a statement?  An interrupted `descend` keeps the steps that it
    has made, as it says: one `undo` takes them back."""
    if seen(session) in allowed:
        return True
    if name != "descend" or not session.past.words()[-1].startswith("descend"):
        return False
    session.execute("undo")
    return session.json() == first


def sweep(name: str, most: int, folder: Path) -> int:
    """Interrupt a kind of statement at up to `most` lines, spread over all; how many were.
    Raises AssertionError where the session is neither as before nor as after a statement."""
    text = STATEMENTS[name]
    probe = begun(folder)
    first = probe.json()
    allowed = set(steps(probe, text))
    saved = (folder / "f.circ").read_text()
    whole = begun(folder)
    total = lines_of(lambda: whole.execute(text), 0)
    places = sorted({1 + i * total // most for i in range(most)} if total > most
                    else set(range(1, total + 1)))  # fmt: skip
    for at in places:
        session = begun(folder)
        lines_of(lambda s=session: s.execute(text), at)  # type: ignore[misc]
        assert whole_again(session, name, allowed, first), (
            f"{name}: torn by an interrupt at line {at} of {total}")  # fmt: skip
        session.execute("forward; backward") if session.state.builder.last >= 0 else None
        left = sorted(os.listdir(folder))
        assert left == ["f.circ", "g.circ"], f"{name}: left behind {left}"
        assert (folder / "f.circ").read_text() in ("# the old one\n", saved)
    return len(places)


def by_signals(name: str, times: int, folder: Path, seed: int = 0) -> Counter[str]:
    """Interrupt by real signals at random moments."""
    text = STATEMENTS[name]
    allowed = set(steps(begun(folder), text))
    session = begun(folder)
    first = session.json()
    start = time.perf_counter()
    try:
        session.execute(text)
    except CircuitError:
        pass
    long = time.perf_counter() - start
    draws, found = random.Random(seed), Counter[str]()
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        for _ in range(times):
            session = begun(folder)
            delay = draws.uniform(1e-6, long * 1.2)
            with undisturbed():
                try:
                    signal.setitimer(signal.ITIMER_REAL, delay)
                    try:
                        session.execute(text)
                    except CircuitError:
                        pass
                    signal.setitimer(signal.ITIMER_REAL, 0.0)
                    found["late"] += 1
                except KeyboardInterrupt:
                    found["interrupted"] += 1
            assert whole_again(session, name, allowed, first), (
                f"{name}: torn by a signal after {delay:.6f} s")  # fmt: skip
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    return found


def main(names: list[str]) -> int:
    worst = 0
    for name in names or STATEMENTS:
        try:
            with tempfile.TemporaryDirectory() as folder:
                count = sweep(name, 400, Path(folder))
                found = by_signals(name, 50, Path(folder))
        except AssertionError as torn:
            worst = 1
            print(torn, flush=True)
            continue
        print(f"{name:24}{count:5} lines, {found['interrupted']:3} signals of 50", flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
