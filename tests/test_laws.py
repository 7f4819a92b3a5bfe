"""What holds for every circuit of scalars, on random ones."""

from __future__ import annotations

import math
import struct
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import circuitlang as cl
from circuitlang.engines.order import canonical
from circuitlang.reports.gradients import composite_slopes, terms
from circuitlang.run import Gradients
from circuitlang.session.session import Session
from circuitlang.tape.tape import check
from circuitlang.text.errors import CircuitError
from tests.close import close
from tests.strategies import programs
from tests.test_programs import snapshot
from tests.trust.laws.depth import law

LAW = law(50, 1000)

COMPLETE = programs(complete=True)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
MODERATE = st.floats(-1e6, 1e6)


def bits(values: Any) -> list[bytes | None]:
    """Floats told apart as the machine does; every nan is the same."""
    return [None if x is None else b"nan" if x != x else struct.pack("d", x) for x in values]


def backward(circuit: cl.Circuit) -> Gradients:
    return circuit.forward().backward()


# ---------------------------------------------------------------------- passes


@LAW
@given(COMPLETE)
def test_the_same_bits_again(text: str) -> None:
    circuit = cl.parse(text)
    check(circuit._builder.tape)
    first, second = backward(circuit), backward(circuit)
    again, other = first.run.backward(), backward(cl.parse(text))
    assert bits(first.run._values) == bits(second.run._values) == bits(other.run._values)
    for grads in (second, again, other):
        assert bits(grads._upstream) == bits(first._upstream)


@LAW
@given(COMPLETE, st.sampled_from([-1.0, 2.0, 0.5, -1024.0]))
def test_backward_is_linear_in_the_seed(text: str, factor: float) -> None:
    """A power of two moves only exponents: the bits follow, but for what over- or underflows."""
    run = cl.parse(text).forward()
    once, scaled = run.backward(), run.backward(seed=factor)
    for x, y in zip(once._upstream, scaled._upstream, strict=True):
        if x is None or not math.isfinite(x) or not 1e-290 < abs(x) < 1e290:
            continue
        assert y is not None
        assert y == close(factor * x, rel=1e-9)


@LAW
@given(COMPLETE, st.floats(-8, 8), st.floats(-8, 8))
def test_backward_of_a_sum_of_seeds(text: str, a: float, b: float) -> None:
    run = cl.parse(text).forward()
    parts = run.backward(seed=a), run.backward(seed=b)
    total, absolute = run.backward(seed=a + b), magnitudes(run.backward())
    scale = abs(a) + abs(b)
    for wire, sums in enumerate(total._upstream):
        x, y = parts[0]._upstream[wire], parts[1]._upstream[wire]
        if sums is None or x is None or y is None or not math.isfinite(absolute[wire]):
            continue
        undefined = sums != sums and x + y != x + y
        assert undefined or abs(sums - (x + y)) <= 1e-12 * scale * absolute[wire] + 1e-300


def magnitudes(grads: Gradients) -> list[float]:
    """For each wire the sum over all paths of the products' magnitudes: what rounding is of."""
    program, values, of = grads.run._program, grads.run._values, grads._of
    tape = program.tape
    found = [0.0] * program.size
    found[of] = abs(grads.seed)
    for wire in range(of, -1, -1):
        if found[wire] and not tape.is_leaf(wire):
            slopes = program.local(wire, values)
            for operand, slope in zip(tape.operands(wire), slopes, strict=True):
                if slope is not None:
                    found[operand] += found[wire] * abs(slope)
    return found


@LAW
@given(COMPLETE)
def test_the_ledger_adds_up_to_the_gradient(text: str) -> None:
    """Bit for bit, in the order in which it is added up: the canonical one from its end, the inputs
    of each gate in their order."""
    grads = backward(cl.parse(text))
    program, values = grads.run._program, grads.run._values
    tape, upstream = program.tape, grads._upstream
    sums: dict[int, float] = {grads._of: grads.seed}
    for wire in reversed(canonical(tape)):
        if wire > grads._of or (above := sums.get(wire)) is None:
            continue
        for operand, slope in zip(tape.operands(wire), program.local(wire, values), strict=True):
            if slope is not None and not tape.is_const(operand):
                term = above * slope
                sums[operand] = sums[operand] + term if operand in sums else term
    assert bits(upstream) == bits(sums.get(wire) for wire in range(program.size))


@LAW
@given(COMPLETE)
def test_what_readers_are_shown_to_send_adds_up(text: str) -> None:
    """The entries of the JSON object: what the gates at the top send to a name at the top."""
    session = Session()
    session.execute(text + "backward")
    found = session.json()
    absolute = magnitudes(session.state.gradients)
    sums: dict[str, float] = {found["output"]: 1.0}
    inner: set[str] = set()  # `f.mul` of a composite gate f, read by its name
    for gate in reversed(found["gates"]):
        if "within" in gate:
            inner.add(gate["name"])
            continue
        for entry in gate.get("inputs", ()):
            if "const" not in entry and entry["chained"] is not None:
                sums[entry["name"]] = sums.get(entry["name"], 0.0) + float(entry["chained"])
    for gate in found["gates"]:
        name, grad = gate["name"], gate["grad"]
        if grad is None or name in inner or not math.isfinite(float(grad)):
            continue
        wire = session.state.builder.resolve(name)
        assert wire is not None
        total = sums.get(name, 0.0)
        assert abs(total - grad) <= 1e-12 * absolute[wire] + 1e-300, name


@LAW
@given(COMPLETE)
def test_composite_gates_agree_with_their_inside(text: str) -> None:
    """Closed (upstream × local) and opened (what arrives at the ports) to 1e-12."""
    grads = backward(cl.parse(text))
    program, values = grads.run._program, grads.run._values
    absolute = magnitudes(grads)
    for group in program.tape.groups:
        above = grads._upstream[group.result]
        if above is None:
            continue
        slopes = composite_slopes(program, values, group)
        for port, slope in zip(group.ports, slopes, strict=True):
            arrived = grads._upstream[port] if port >= group.low else None
            if arrived is None or slope is None or program.tape.op(port) == "port":
                continue
            closed = above * slope
            if math.isfinite(closed) and math.isfinite(arrived) and absolute[port] < 1e300:
                assert abs(closed - arrived) <= 1e-12 * absolute[port] + 1e-300


@LAW
@given(COMPLETE)
def test_a_function_computes_what_the_circuit_does(text: str) -> None:
    circuit = cl.parse(text)
    grads = backward(circuit)
    value, found = circuit.function()()
    assert bits([value]) == bits([grads.run[grads.of]])
    assert bits(found.values()) == bits(grads[name] for name in circuit.inputs)


@LAW
@given(COMPLETE)
def test_a_warning_wherever_something_is_not_finite(text: str) -> None:
    circuit = cl.parse(text)
    run = circuit.forward()
    tape = run._program.tape
    broken = [wire for wire, value in enumerate(run._values)
              if not math.isfinite(value) and not tape.is_const(wire)]  # fmt: skip
    assert bool(run.warnings) == bool(broken)
    if broken:
        with pytest.raises(CircuitError) as caught:
            cl.parse(text, strict=True).forward()
        assert caught.value.code == "non-finite"
        name = run.warnings[0].message.split("`")[1]
        assert tape.name(broken[0]) == name or circuit._wire(name) in broken
    grads = run.backward()
    infinite = [x for x in grads._upstream if x is not None and not math.isfinite(x)]
    assert bool(grads.warnings) == bool(infinite)


# ---------------------------------------------------------------------- ties


@LAW
@given(FLOATS)
def test_max_of_a_value_and_itself_has_slope_1(x: float) -> None:
    for text in ("max(x, x)", "min(x, x)", "max(x, x, x, x)", "max(x, min(x, x))"):
        assert backward(cl.parse(f"input x = {x!r}; f = {text}"))["x"] == 1.0


@LAW
@given(FLOATS, FLOATS, st.booleans())
def test_max_and_min_share(a: float, b: float, tie: bool) -> None:
    b = a if tie else b
    text = f"input a = {a!r}, b = {b!r}; f = max(a, b) + min(a, b)"
    for rule in ("split", "first"):
        grads = backward(cl.parse(f"{text}; ties {rule}"))
        assert (grads["a"], grads["b"]) == (1.0, 1.0)
    both = backward(cl.parse(f"{text}; ties both"))
    assert both["a"] == both["b"] == (2.0 if a == b else 1.0)


@LAW
@given(st.lists(st.sampled_from([0.0, -0.0, 1.0, 2.0]), min_size=2, max_size=6))
def test_a_tie_of_many(xs: list[float]) -> None:
    leaves = "; ".join(f"input x[{i}] = {x!r}" for i, x in enumerate(xs))
    for gate, best, winner in (("max", max(xs), 0), ("min", min(xs), -1)):
        text = f"{leaves}; f = {gate}({', '.join(f'x[{i}]' for i in range(len(xs)))})"
        ties = [i for i, x in enumerate(xs) if x == best]
        rules = {"split": {i: 1 / len(ties) for i in ties}, "first": {ties[winner]: 1.0},
                 "both": dict.fromkeys(ties, 1.0)}  # fmt: skip
        for rule, shares in rules.items():
            grads = backward(cl.parse(f"{text}; ties {rule}"))
            assert [grads[f"x[{i}]"] for i in range(len(xs))] == [
                shares.get(i, 0.0) for i in range(len(xs))
            ]


# ---------------------------------------------------------------------- statements


BROKEN = [
    "broken = {leaf} + nowhere",
    "broken = {leaf} * (1 + ",
    "broken = sinus({leaf})",
    "for i in 1 to 3 {{ broken[i] = {leaf} * i; input {leaf} = 3 }}",
    "for i in 1 to 3 {{ broken = {leaf} * i }}",
    "input broken = 3, {leaf} = 4",
    "param broken[1] = 1, broken[1] = 2",
    "def broken(t) {{ u = t * t; return u + nowhere }}",
    "seed 3; input broken = randn() + {leaf}",
    "set {leaf} = {leaf}",
    "{leaf} = 3",
    "output nowhere",
    "broken = clip({leaf}, 2, 1)",
    "include \"nowhere.circ\"",
    "backward nowhere",
    "backward {leaf} with nowhere",
    "rewire {leaf} = 3",
    "expand {leaf}",
    "collapse {leaf}",
    "digits 99",
    "grad(nowhere)",
    "time set {leaf} = {leaf}",
]  # fmt: skip


@LAW
@given(COMPLETE, st.sampled_from(BROKEN), st.booleans())
def test_a_statement_happens_whole_or_not_at_all(text: str, broken: str, ran: bool) -> None:
    session, other = Session(), Session()
    text += "backward\n" * ran
    session.execute(text)
    other.execute(text)
    leaf = next((name for name in session.state.circuit.inputs if "[" not in name), None)
    assume(leaf is not None)
    before = session.json(), snapshot(session)
    with pytest.raises(CircuitError):
        session.execute(broken.format(leaf=leaf))
    assert (session.json(), snapshot(session)) == before
    check(session.state.builder.tape)
    for each in (session, other):
        each.execute(
            "broken = 2; gate last_one = sin(3.5 * broken); input drawn = randn(); backward"
        )
    assert session.json() == other.json()
    assert snapshot(session) == snapshot(other)


CHANGES = [
    "input new{n} = {n}.5", "gate new{n} = 1.5 * {leaf}", "set {leaf} = {n}.25", "forward",
    "backward", "const new{n} = {n}", "for i in 1 to 2 {{ new{n}[i] = {leaf} * i }}", "ties first",
    "ties both", "def new{n}(t) = t * {n}", "output {leaf}", "digits 3", "input drawn{n} = randn()",
    "rewire last_one = {leaf} + {n}", "delete unread; input unread = {n}", "seed {n}",
]  # fmt: skip


@LAW
@given(COMPLETE, st.lists(st.sampled_from(CHANGES), min_size=1, max_size=8))
def test_undo_and_redo(text: str, changes: list[str]) -> None:
    session = Session()
    session.execute(text + "input plain = 0.5, unread = 1; gate last_one = plain * 3; backward")
    states = [state_of(session)]
    for number, change in enumerate(changes):
        for one in change.format(n=number, leaf="plain").split("; "):
            steps = len(session.past.words())
            session.execute(one)
            if len(session.past.words()) > steps:
                states.append(state_of(session))
            else:
                states[-1] = state_of(session)  # a pass is no step
    for state in reversed(states[:-1]):
        session.execute("undo")
        assert state_of(session) == state
        check(session.state.builder.tape)
    for state in states[1:]:
        session.execute("redo")
        assert state_of(session) == state
        check(session.state.builder.tape)


def state_of(session: Session) -> tuple[Any, ...]:
    found = session.json()
    del found["warnings"]
    builder = session.state.builder
    return found, builder.ties, builder.outputs, list(builder.definitions)


# ---------------------------------------------------------------------- text and Python

UNARY = ("exp", "tanh", "sin", "sigmoid", "relu", "square", "abs", "neg", "softplus", "copy")
BINARY = {"+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "**": "__pow__",
          "<": "__lt__", ">=": "__ge__"}  # fmt: skip
NUMBERS = (0.0, 1.0, 2.0, 0.5, -3.0)


@st.composite
def twice_built(draw: st.DrawFn) -> tuple[str, cl.Circuit]:
    """A circuit as text, and the same one built with operators."""
    circuit = cl.Circuit()
    handles = {name: circuit.input(name, value) for name, value in (("x", 2.0), ("y", -0.5))}
    handles["w"] = circuit.param("w", 1.5)
    handles["k"] = circuit.const("k", 3.0)
    lines = ["input x = 2, y = -0.5", "param w = 1.5", "const k = 3"]

    def operand(depth: int) -> tuple[str, Any]:
        form = draw(st.sampled_from("nnvvv" + "ububmw" * (depth > 0)))
        if form == "v":
            name = draw(st.sampled_from(sorted(handles)))
            return name, handles[name]
        if form == "n":
            value = draw(st.sampled_from(NUMBERS))
            return f"({value!r})", value
        if form == "u":
            gate = draw(st.sampled_from(UNARY))
            text, handle = operand(depth - 1)
            return f"{gate}({text})", getattr(cl, gate)(handle)
        if form == "b":
            sign = draw(st.sampled_from(sorted(BINARY)))
            (left, x), (right, y) = operand(depth - 1), operand(depth - 1)
            assume(not isinstance(x, float) or not isinstance(y, float))
            python = {"+": lambda: x + y, "-": lambda: x - y, "*": lambda: x * y,
                      "/": lambda: x / y, "**": lambda: x**y, "<": lambda: cl.lt(x, y),
                      ">=": lambda: cl.ge(x, y)}[sign]  # fmt: skip
            return f"({left} {sign} {right})", python()
        gate, count = draw(st.sampled_from((("max", 2), ("max", 3), ("add", 3), ("where", 3))))
        parts = [operand(depth - 1) for _ in range(count)]
        return f"{gate}({', '.join(p[0] for p in parts)})", getattr(cl, gate)(
            *[p[1] for p in parts]
        )

    for number in range(draw(st.integers(1, 4))):
        text, handle = operand(3)
        name = f"g{number}"
        lines.append(f"{name} = {text}")
        handles[name] = circuit.gate(name, handle)
    return "\n".join(lines), circuit


@LAW
@given(twice_built())
def test_text_and_python_build_the_same_gates(built: tuple[str, cl.Circuit]) -> None:
    text, circuit = built
    parsed = cl.parse(text)
    check(circuit._builder.tape)
    assert gates(circuit) == gates(parsed)
    assert (circuit.names, circuit.inputs, circuit.outputs) == (
        parsed.names, parsed.inputs, parsed.outputs)  # fmt: skip
    if parsed.outputs:
        have, want = backward(circuit), backward(parsed)
        assert bits(have[name] for name in have) == bits(want[name] for name in want)


def gates(circuit: cl.Circuit) -> list[tuple[object, ...]]:
    """Each wire with its name, operation and operands; numbers stand where they are read."""
    tape = circuit._builder.tape
    return [(tape.name(wire), tape.op(wire), tape.consts.get(wire),
             [tape.name(operand) for operand in tape.operands(wire)])
            for wire in range(len(tape))
            if wire in tape.names or not tape.is_const(wire)]  # fmt: skip


@LAW
@given(COMPLETE)
def test_an_expression_alone_is_what_the_gate_would_be(text: str) -> None:
    circuit = cl.parse(text)
    run = circuit.forward()
    session = Session()
    session.execute(text)
    for name in list(circuit.names)[:5]:
        (reply,) = [each for each in session.execute(f"({name}) * 3 - 1")
                    if hasattr(each, "value")]  # fmt: skip
        assert bits([reply.value]) == bits([run[name] * 3.0 - 1.0])


def test_terms_are_listed_as_often_as_they_are_read() -> None:
    grads = backward(cl.parse("input x = 3; f = x * x + x"))
    wire = grads.run._circuit._wire("f.mul")
    found = terms(grads.run._program, grads.run._values, wire, grads._upstream)
    assert [(term.local, term.chained) for term in found] == [(3.0, 3.0)] * 2
