"""Random conversations: no number is ever shown as fresh that a fresh run would not give.

After each command the circuit is written out as text, read into a session of its own and run there;
what `show`, the JSON object and expressions give as up to date must have the same bits.
"""

from __future__ import annotations

import sys
from math import nan
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
from circuitlang.tape.tape import INPUT, PARAM, check
from circuitlang.text.errors import CircuitError
from circuitlang.text.source import Source
from tests.trust.laws import said
from tests.trust.laws.depth import DEEP, law
from tests.trust.laws.tools import bits


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
        self.session = self.anew(self.folder.name)
        self.good: list[str] = []  # all that was said, but for what was wrong or only looked
        self.repeatable = True

    @staticmethod
    def anew(folder: str) -> Session:
        for name, text in (("library.circ", said.LIBRARY), ("rows.csv", said.ROWS),
                           ("wrong.circ", said.WRONG), ("kept.circ", said.SCALARS)):  # fmt: skip
            Path(folder, name).write_text(text)
        session = Session(folder=Path(folder), overwrite=True)
        session.ask = lambda question: "1"
        return session

    def teardown(self) -> None:
        self.folder.cleanup()

    def say(self, text: str) -> bool:
        """Whether it was good.  What fails leaves everything as it was."""
        before = self.shown()
        try:
            self.session.execute(text)
        except CircuitError as problem:
            if only_told(problem):
                self.good.append(text)
                return True
            assert self.shown() == before, text
            return False
        self.good.append(text)
        return True

    def shown(self) -> tuple[Any, ...]:
        return shown(self.session)

    # ------------------------------------------------------------------ what is said

    @initialize(text=st.sampled_from((said.SCALARS, said.TENSORS)), ran=st.booleans())
    def begin(self, text: str, ran: bool) -> None:
        self.say(text)
        if ran:
            self.say("backward")

    @rule(form=st.sampled_from(("{} = {}", "gate {} = {}", "input {} = 0.5", "rewire {} = {}")),
          name=st.sampled_from(said.NAMES[3:]),
          expr=st.sampled_from(said.EXPRESSIONS))  # fmt: skip
    def declare(self, form: str, name: str, expr: str) -> None:
        self.say(form.format(name, expr))

    @rule(name=st.sampled_from(("x", "y", "w", "k", "i1", "i2", "far", "q[1]")),
          value=st.sampled_from(said.VALUES))  # fmt: skip
    def set(self, name: str, value: str) -> None:
        self.say(f"set {name} = {value}")

    @rule(name=st.sampled_from(said.NAMES))
    def delete(self, name: str) -> None:
        self.say(f"delete {name}")

    @rule(words=st.sampled_from(said.DECLARATIONS + said.PASSES + said.MOVES))
    def command(self, words: str) -> None:
        self.say(words)

    @rule(words=st.sampled_from(said.LOOKS))
    def look(self, words: str) -> None:
        before = self.shown()
        seen = words.startswith(("expand", "collapse", "digits"))
        if self.say(words) and not seen:
            assert self.shown() == before, words
            if not words.startswith("save"):
                self.good.pop()

    @rule(words=st.sampled_from(said.TOGETHER))
    def together(self, words: str) -> None:
        for each in words.split("; "):
            if not self.say(each):
                return

    @rule(words=st.sampled_from(("undo", "redo", "undo; undo", "undo; redo")))
    def back_and_forth(self, words: str) -> None:
        for word in words.split("; "):
            self.say(word)

    @rule(words=st.sampled_from(said.AND_BACK))
    def there_and_back(self, words: str) -> None:
        """What is taken back leaves everything as it was, and is there again when it is redone."""
        before, steps = self.shown(), len(self.session.past.words())
        if not self.say(words) or len(self.session.past.words()) == steps:
            return
        after = self.shown()
        self.say("undo")
        assert self.shown() == before
        self.say("redo")
        assert self.shown() == after

    @rule(words=st.sampled_from(said.ERRORS))
    def fail(self, words: str) -> None:
        before = self.shown()
        try:
            self.session.execute(words)
        except CircuitError:
            assert self.shown() == before, words
        else:
            self.good.append(words)

    @rule(after=st.integers(1, 2000), words=st.sampled_from(said.INTERRUPTED))
    def interrupt(self, after: int, words: str) -> None:
        before = self.shown()
        try:
            with Interrupt(after):
                self.session.execute(words)
        except (KeyboardInterrupt, CircuitError) as problem:
            if only_told(problem):
                self.good.append(words)
            else:
                assert self.shown() == before, words
        else:
            self.good.append(words)
            self.repeatable &= "steps" not in words  # it ended after any step

    # ------------------------------------------------------------------ what must hold

    @rule()
    def say_it_again(self) -> None:
        """What was wrong, was interrupted or only looked has left nothing behind."""
        if not self.repeatable:
            return
        with TemporaryDirectory() as folder:
            other = self.anew(folder)
            for words in self.good:
                try:
                    other.execute(words)
                except CircuitError as problem:
                    assert only_told(problem), words
            assert shown(other) == self.shown()

    @precondition(lambda self: len(self.session.state.builder.tape))
    @invariant()
    def what_is_shown_as_fresh_is_what_a_fresh_run_gives(self) -> None:
        state = self.session.state
        check(state.builder.tape)
        fresh, grads, without = self.fresh()
        for name, value, gradient in self.told():
            if value is not None:
                assert name not in without, f"{name} is shown, and has no value"
                assert bits(value) == bits(fresh[name]), f"the value of {name}"
            if gradient is not None:
                assert grads is not None
                assert bits(gradient) == bits(grads[name]), f"the gradient by {name}"

    def fresh(self) -> tuple[Any, Any, dict[str, Any]]:
        """The circuit as it stands, in a session of its own: its run, and the gradients of what
        the last backward began with, by the rule at ties of that pass; what has no value there."""
        state = self.session.state
        standing = state.standing()
        circuit = cl.parse(circuit_source(state.builder, state.leaves()))
        circuit._builder.ties = standing.program.m.ties
        without = lacking(circuit)
        run = circuit.forward(without)
        if state.gradients is None or state.gradients_stale:
            return run, None, without  # then nobody may tell a fresh gradient
        of = state.builder.tape.name(state.gradients._of)
        return run, run.backward(of, seed=state.gradients.seed), without

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


def shown(session: Session) -> tuple[Any, ...]:
    """All that can be seen of a session, and where its random generator stands."""
    state = session.state
    builder, tape = state.builder, state.builder.tape
    found = session.json()
    del found["warnings"]
    opened = sorted(tape.name(wire) for wire in state.opened)
    return (found, builder.ties, builder.outputs, list(builder.definitions), session.past.words(),
            state.lowerer.world.draws.state(), state.position, state.digits, opened,
            [unit.name for unit in state.units])  # fmt: skip


def lacking(circuit: cl.Circuit) -> dict[str, Any]:
    """The inputs without a value, with one that shows in everything that is made of it."""
    import numpy as np

    builder = circuit._builder
    found: dict[str, Any] = {}
    for name, wire in builder.symbols.items():
        if builder.tape.kind[wire] in (INPUT, PARAM) and wire not in builder.values:
            sizes = [size if isinstance(size, int) else 2 for size in builder.tape.shape(wire)]
            found[name] = np.full(sizes, nan) if sizes else nan
    return found


def only_told(problem: BaseException) -> bool:
    """Was it a failed expectation or check, which is told while the run goes on?"""
    codes = {each.code for each in problem.errors} if isinstance(problem, CircuitError) else {""}
    return codes <= {"expectation-failed", "check-failed"}


def number(told: Any) -> Any:
    """A number or tensor of the JSON object; what is not finite stands there as text."""
    import numpy as np

    if told is None or isinstance(told, float):
        return told
    found = np.array(told, np.float64)
    return found if found.shape else float(found)


TestConversation = Conversation.TestCase
TestConversation.settings = settings(law(25, 400), stateful_step_count=40 if DEEP else 15)
