"""`to_source`: the text of a circuit reads back to the same circuit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import circuitlang as cl
from circuitlang.meaning.decompile import circuit_source
from circuitlang.tape.tape import Group, Tape, check
from tests.strategies import programs

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))


def plain(value: Any) -> object:
    """A value that can be compared: a float by its bits, a tensor as lists."""
    return value.hex() if isinstance(value, float) else (value.shape, value.tolist())


def columns(tape: Tape) -> dict[str, object]:
    groups = [[getattr(group, name) for name in Group.__slots__] for group in tape.groups]
    return {
        "kind": tape.kind, "start": tape.start, "args": tape.args, "owner": tape.owner,
        "names": tape.names, "labels": tape.labels, "groups": groups, "gates": tape.gates,
        "consts": {wire: plain(value) for wire, value in tape.consts.items()},
        "shapes": tape.shapes, "options": tape.options, "derived": tape.derived,
    }  # fmt: skip


def there_and_back(circuit: cl.Circuit) -> str:
    """The circuit's text, held to what every text must keep."""
    text = circuit.to_source()
    again = cl.parse(text)
    old, new = circuit._builder, again._builder
    assert columns(new.tape) == columns(old.tape), text
    values = [[(w, repr(plain(v))) for w, v in each.values.items()] for each in (old, new)]
    assert values[0] == values[1]
    assert (again.outputs, new.ties) == (circuit.outputs, old.ties)
    assert set(new.definitions) == set(old.definitions)
    assert again.to_source() == text
    check(new.tape)
    return text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs())
def test_any_program(text: str) -> None:
    there_and_back(cl.parse(text))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_examples(path: Path) -> None:
    circuit = cl.load(path)
    again = cl.parse(there_and_back(circuit))
    old, new = circuit.forward(), again.forward()
    assert again.names == circuit.names
    assert all(plain(new[name]) == plain(old[name]) for name in circuit.names)
    if circuit._builder.tape.shape(circuit._output()):
        return
    before, after = old.backward(), new.backward()
    assert all(plain(after[name]) == plain(before[name]) for name in circuit.inputs)


SMALL = [
    "input W : [2, 3] = [[1,2,3],[4,5,6]], b\nparam V = [1, 2, 3]\nconst K = [[1, 0], [0, 1]]\n"
    "f = sum(W @ V, axis=0) + b\ng = (W * 2)[0, 1:3] * W[1, ::2]\n"
    "h = max(W, axis=1, keepdims=1) + W.T[0:2, 0]\nr = reshape(W, 3, 2) @ K\n"
    "e1 = grad(f, W)\nq = mean(grad(sum(exp(r)), W)) * 2\ns = concat([1, b], V)\n"
    "u = softmax(W * b)",
    "input x = 2\nf = x ** 3\nd = grad(f, x)\ndd = grad(d, x) + grad(x * x, x)",
    "input x = -2, y\nf = (x + y) * x ** 2 - -x",
    "input x = -0, y = inf, z = nan, w = 1e+300, v = 0.1\nf = x - -0.5 + y * inf",
    "input inf = 1, nan = 2\nconst k = (1 / 0), l = (-1 / 0), m = (0 / 0)\nf = inf * (1 / 0) + nan",
    "input x = 1\nconst k = 6.283185307179586\nf = k * x + 6.283185307179586 * x",
    "input x = 1\nf = x\ng = copy(x + 1)\nh = f * g.add\noutput g.add, x",
    "input show = 1\ngate forward = show + 1\ngate local[1] = forward ** -show",
    "input x = 1, y = 2\nf = clip(hi=x * y, x=x + y, lo=0) - sub(y=x * x, x=x + x)",
    "input x = 1\nf = leaky_relu(x, 0.01) + max(x, 1, 2) + (-2) ** x",
    "ties first\ninput x = 1\nf = max(x, x)",
    "input x = 1\na = exp(x)\ndef exp(t) = t * 2\nb = exp(x)",
    "input x = 1\ndef d(t, k) {\n    return t\n    local t = k\n    local k = t\n}\n"
    "f = d(x, 2) + d(2, x)\ng = f.d + f.d.t",
    "input x = 1\ndef two(t) = t\nf = two(two(x))\ng = two(x)",
    "input x = 1\ndef z(t) = 5\nf = x * 5",
]


@pytest.mark.parametrize("text", SMALL)
def test_small(text: str) -> None:
    try:
        circuit = cl.parse(text)
    except cl.CircuitError as problem:
        pytest.fail(f"{problem}")
    there_and_back(circuit)


def test_what_is_constant_is_written_as_its_value() -> None:
    text = "seed 3; def half(t) = t / 2; k = half(3) + 2 * pi; input r = randn(), x = -k; f = k * x"
    found = there_and_back(cl.parse(text))
    lines = found.splitlines()
    assert lines[0] == "const k = 7.783185307179586"
    assert lines[1].startswith("input r = ") and lines[1].endswith(", x = -7.783185307179586")
    assert lines[2:] == ["f = k * x", "def half(t) = t / 2"]


def test_a_definition_is_renamed_where_it_hides_a_gate() -> None:
    circuit = cl.parse(
        "input x = 1, y = 2; def add(u, v) = u * v; def more(t) = add(t, sum(add(t, n) for n in 1 "
        "to 2)); b = add(x, 3); c = sum(x * n for n in 1 to 3); d = more(y)"
    )
    text = circuit.to_source()
    assert text.splitlines()[1:] == [
        "def add_(u, v) = u * v",
        "b = add_(x, 3)",
        "c = add(x * 1, x * 2, x * 3)",
        "def more(t) = add_(t, sum(add_(t, n) for n in 1 to 2))",
        "d = more(y)",
    ]
    again = cl.parse(text)._builder.tape
    old = circuit._builder.tape
    assert (again.kind, again.args, again.names) == (old.kind, old.args, old.names)


def test_values_may_be_given() -> None:
    circuit = cl.parse("input x = 1, y; f = x * y")
    assert (
        circuit_source(circuit._builder, {0: 2.5, 1: -1.0}) == "input x = 2.5, y = -1\nf = x * y\n"
    )


# ---------------------------------------------------------------------- built in Python


def same_numbers(circuit: cl.Circuit) -> str:
    text = circuit.to_source()
    again = cl.parse(text)
    assert set(circuit.names) <= set(again.names)
    old, new = circuit.forward(), again.forward()
    assert {name: new[name] for name in circuit.names} == {n: old[n] for n in circuit.names}
    before, after = old.backward(), new.backward()
    assert {n: after[n] for n in circuit.inputs} == {n: before[n] for n in circuit.inputs}
    assert again.to_source() == text
    return text


def test_an_operation_that_is_read_twice_gets_a_name() -> None:
    circuit = cl.Circuit()
    x, y = circuit.input("x", -2.0), circuit.param("y", 5.0)
    t = x + y
    circuit.gate("f", t * cl.exp(t))
    assert same_numbers(circuit).splitlines() == [
        "input x = -2",
        "param y = 5",
        "f_add = x + y",
        "f = f_add * exp(f_add)",
    ]


def test_every_operation_is_there() -> None:
    circuit = cl.Circuit()
    x, mul_ = circuit.input("x", 0.5), circuit.input("mul_", 2.0)
    t = x * mul_
    cl.sin(t + 1)
    second = circuit.gate("second", t / 2)
    circuit.gate("first", second - x)
    circuit.gate("same", second)
    circuit.output(t, "first")
    text = circuit.to_source()
    assert text.splitlines() == [
        "input x = 0.5, mul_ = 2",
        "second_mul = x * mul_",
        "sin_ = sin(second_mul + 1)",
        "second = second_mul / 2",
        "first = second - x",
        "same = second",
        "output second_mul, first",
    ]
    assert len(cl.parse(text)) == len(circuit)


def test_named_in_another_order_than_computed() -> None:
    circuit = cl.Circuit()
    x, y = circuit.input("x", 3.0), circuit.input("y", 4.0)
    late, early = x * y, x - y
    circuit.gate("g", early / late)
    circuit.gate("f", early + 1)
    text = same_numbers(circuit)
    assert "g = g_sub / (x * y)" in text and text.endswith("f = g_sub + 1\n")
    assert cl.parse(text).outputs == circuit.outputs == ("f",)


def test_a_gate_declared_last_stays_the_output() -> None:
    circuit = cl.Circuit()
    x = circuit.input("x", 3.0)
    a, b = x + 1, x + 2
    circuit.gate("b", b)
    circuit.gate("a", a)
    assert same_numbers(circuit).endswith("output a\n")


def test_long_and_deep_circuits() -> None:
    circuit = cl.Circuit()
    x, s = circuit.input("x", 1.0), circuit.input("s", 0.5)
    flat, deep = x, x
    for _ in range(3000):
        flat = flat + s
        deep = cl.tanh(deep * s)
    circuit.gate("flat", flat)
    circuit.gate("deep", deep - flat)
    text = same_numbers(circuit)
    assert "flat = x + s + s + " in text
    assert 15 < len(text.splitlines()) < 40


def test_a_gate_that_no_text_can_name() -> None:
    from circuitlang.gates import INDEX

    circuit = cl.parse("input x = 1; f = tanh(x)")
    circuit._builder.tape.kind[1] = INDEX["sech2"]
    with pytest.raises(cl.CircuitError, match="no text can name"):
        circuit.to_source()
