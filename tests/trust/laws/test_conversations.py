"""Random conversations: no number is ever shown as fresh that a fresh run would not give.

After each command the circuit is written out as text, read into a session of its own and run there;
what `show`, the JSON object and expressions give as up to date must have the same bits.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import circuitlang as cl
from circuitlang.meaning.decompile import circuit_source
from circuitlang.reports.tables import GateTable
from circuitlang.session.session import Session
from circuitlang.session.world import evaluate
from circuitlang.syntax.parser import parse_expression
from circuitlang.tape.tape import check
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.trust.laws.depth import DEEP, law
from tests.trust.laws.tools import bits

SCALARS = """input x = 0.5, y = -1.25
param w = 0.3
const k = 2
def s(t) = 1 / (1 + exp(-t))
def own(t) { return t * t; local t = 2 * t }
a = s(x * w) + y * k
b = max(x, a) * w + own(y)
c = b * b + x"""
TENSORS = SCALARS + "\ninput v = [1, 2], m : [2, 2] = [[1, 2], [3, 4]]\nc2 = sum(m @ v * x) + c"
NAMES = ("x", "y", "w", "a", "b", "c", "d1", "d2", "d3", "i1", "i2")
VALUES = ("0.75", "-2", "1 / 3", "0", "-0", "1e-320", "3")
EXPRESSIONS = (
    "x * y + w", "s(a) * 2", "max(x, y)", "max(a, a)", "own(x) + k", "b - a * 3", "w", "exp(c)",
    "log(x - 1)", "min(b, c, x)", "where(x > y, a, b)", "k * 2", "d1 + x", "i1 * a",
)  # fmt: skip
ERRORS = (
    "x = 3", "d9 = nowhere + 1", "set a = 3", "set x = [1, 2]", "backward nowhere", "rewire x = 3",
    "rewire a = c", "delete x", "d9 = x * (1 + ", "expand x", "collapse x", "digits 99",
    "seed 3; d9 = nowhere(x)", "descend x rate nan steps 2", "ties third", "output nowhere",
    "for i in 1 to 3 { d9 = x * i }", "grad(nowhere)", 'load "nowhere.circ"', "local(x, y)",
)  # fmt: skip


class Interrupt:
    """Raises KeyboardInterrupt at the n-th line that a statement makes circuitlang run."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __enter__(self) -> None:
        self.before = sys.gettrace()
        sys.settrace(self)

    def __exit__(self, *wrong: object) -> None:
        sys.settrace(self.before)

    def __call__(self, frame: FrameType, event: str, arg: object) -> Any:
        name = frame.f_code.co_filename
        if "circuitlang" not in name or not self._performing(frame):
            return None
        return self._line

    def _line(self, frame: FrameType, event: str, arg: object) -> Any:
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt
        return self._line

    @staticmethod
    def _performing(frame: FrameType | None) -> bool:
        while frame is not None:
            if frame.f_code.co_name == "perform":
                return True
            frame = frame.f_back
        return False


class Conversation(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.session = Session(folder=Path(self.folder.name))

    def teardown(self) -> None:
        self.folder.cleanup()

    def say(self, text: str) -> bool:
        """Whether it was good.  What fails leaves everything as it was."""
        before = self.shown()
        try:
            self.session.execute(text)
        except CircuitError:
            assert self.shown() == before, text
            return False
        return True

    def shown(self) -> tuple[Any, ...]:
        session = self.session
        builder = session.state.builder
        found = session.json()
        del found["warnings"]
        return found, builder.ties, builder.outputs, list(builder.definitions), session.past.words()

    # ------------------------------------------------------------------ what is said

    @initialize(text=st.sampled_from((SCALARS, TENSORS)), ran=st.booleans())
    def begin(self, text: str, ran: bool) -> None:
        self.session.execute(text)
        if ran:
            self.session.execute("backward")

    @rule(form=st.sampled_from(("{} = {}", "gate {} = {}", "input {} = 0.5", "rewire {} = {}")),
          name=st.sampled_from(NAMES[3:]), expr=st.sampled_from(EXPRESSIONS))  # fmt: skip
    def declare(self, form: str, name: str, expr: str) -> None:
        self.say(form.format(name, expr))

    @rule(name=st.sampled_from(("x", "y", "w", "k", "i1")), value=st.sampled_from(VALUES))
    def set(self, name: str, value: str) -> None:
        self.say(f"set {name} = {value}")

    @rule(name=st.sampled_from(NAMES))
    def delete(self, name: str) -> None:
        self.say(f"delete {name}")

    @rule(words=st.sampled_from((
        "forward", "backward", "backward c", "backward a", "backward b with -2", "step", "step",
        "step back", "trace", "expand a", "collapse a", "expand *", "collapse a, b as unit",
        "ties first", "ties both", "ties split", "output a", "output c, x", "digits 17", "digits",
        "descend c rate 0.01 steps 2", "ascend b rate 0.1 steps 1", "nudge x by 0.1", "check c",
        "plot c against x from -1 to 1", "c", "x + a", "chained *", "explain a", "seed 3",
        'save! "kept.circ"', 'load "kept.circ"', "input i2 = randn()", "time forward",
        "set x = 0.1; forward; set y = 2", "set x = 2; backward a; d3 = a * x",
    )))  # fmt: skip
    def command(self, words: str) -> None:
        if ";" in words:
            try:
                self.session.execute(words)
            except CircuitError:
                pass  # the statements before it stay
        else:
            self.say(words)

    @rule(words=st.sampled_from(("undo", "redo", "undo; undo", "undo; redo")))
    def back_and_forth(self, words: str) -> None:
        for word in words.split("; "):
            self.say(word)

    @rule(words=st.sampled_from((
        "set x = 9.5", "set w = -1", "set k = 5", "d1 = x * a", "rewire b = x + a", "ties both",
        "descend c rate 0.01 steps 2", "delete d2", "input i1 = 4", "output b",
    )))  # fmt: skip
    def there_and_back(self, words: str) -> None:
        """What is taken back leaves everything as it was, and is there again when it is redone."""
        before, steps = self.shown(), len(self.session.past.words())
        if not self.say(words) or len(self.session.past.words()) == steps:
            return
        after = self.shown()
        self.session.execute("undo")
        assert self.shown() == before
        self.session.execute("redo")
        assert self.shown() == after

    @rule(words=st.sampled_from(ERRORS))
    def fail(self, words: str) -> None:
        before = self.shown()
        try:
            self.session.execute(words)
        except CircuitError:
            assert self.shown() == before or ";" in words

    @rule(after=st.integers(1, 2000), words=st.sampled_from((
        "forward", "backward", "backward a", "set x = 7", "rewire a = x * y", "d1 = s(x) + a",
        "descend c rate 0.01 steps 3", "undo", "redo", "step", "ties first", "check c", "delete d1",
        "expand a", "collapse a", "set k = 9", "for i in 1 to 9 { z[i] = x * i }",
    )))  # fmt: skip
    def interrupt(self, after: int, words: str) -> None:
        before = self.shown()
        try:
            with Interrupt(after):
                self.session.execute(words)
        except KeyboardInterrupt:
            assert self.shown() == before, words
        except CircuitError:
            assert self.shown() == before, words

    # ------------------------------------------------------------------ what must hold

    @precondition(lambda self: len(self.session.state.builder.tape))
    @invariant()
    def what_is_shown_as_fresh_is_what_a_fresh_run_gives(self) -> None:
        state = self.session.state
        check(state.builder.tape)
        fresh, grads = self.fresh()
        for name, value, gradient in self.told():
            if value is not None:
                assert fresh is not None, f"{name} is shown, and a fresh run lacks values"
                assert bits(value) == bits(fresh[name]), f"the value of {name}"
            if gradient is not None:
                assert grads is not None
                assert bits(gradient) == bits(grads[name]), f"the gradient by {name}"

    def fresh(self) -> tuple[Any, Any]:
        """The circuit as it stands, in a session of its own: its run, and the gradients of what
        the last backward began with, by the rule at ties of that pass."""
        state = self.session.state
        standing = state.standing()
        circuit = cl.parse(circuit_source(state.builder, state.leaves()))
        circuit._builder.ties = standing.program.m.ties
        try:
            run = circuit.forward()
        except CircuitError as problem:
            assert problem.code == "no-value"
            return None, None
        if state.gradients is None or state.gradients_stale:
            return run, None  # then nobody may tell a fresh gradient
        of = state.builder.tape.name(state.gradients._of)
        return run, run.backward(of, seed=state.gradients.seed)

    def told(self) -> list[tuple[str, Any, Any]]:
        """Name, fresh value and fresh gradient of all that is declared, by all who tell."""
        session, found = self.session, []
        declared = [name for name, wire in session.state.builder.symbols.items()
                    if not session.state.builder.tape.is_const(wire)]  # fmt: skip
        (table,) = session.execute("show *")
        assert isinstance(table, GateTable)
        for row in table.rows:
            if row.name in declared:
                found.append((row.name, *(None if number is None or number.stale else number.value
                                          for number in (row.value, row.gradient))))  # fmt: skip
        for name in declared[-6:]:
            found.append((name, self.asked(f"value({name})"), self.asked(f"grad({name})")))
        told = session.json()
        if not told["stale"]:
            found += [(gate["name"], number(gate["value"]), number(gate["grad"]))
                      for gate in told["gates"] if gate["name"] in declared]  # fmt: skip
        return found

    def asked(self, words: str) -> Any:
        """The number of an expression in `expect`, which runs nothing."""
        source = Source("", words)
        try:
            return evaluate(self.session.state, parse_expression(source, 0, len(words)), source)
        except CircuitError as problem:
            assert problem.code in ("no-value", "no-gradient-yet"), problem
            return None


def number(told: Any) -> Any:
    """A number or tensor of the JSON object; what is not finite stands there as text."""
    import numpy as np

    if told is None or isinstance(told, float):
        return told
    found = np.array(told, np.float64)
    return found if found.shape else float(found)


TestConversation = Conversation.TestCase
TestConversation.settings = settings(law(25, 400), stateful_step_count=40 if DEEP else 15)
