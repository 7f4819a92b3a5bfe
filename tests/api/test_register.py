"""Gates of one's own."""

from __future__ import annotations

import pytest

import circuitlang as cl
from circuitlang.own_gates import forget


@pytest.fixture
def cube():
    gate = cl.register(
        cl.Gate(
            "cube",
            ("x",),
            value=lambda m, x: x * x * x,
            local=lambda m, out, x: (3.0 * (x * x),),
            family="mine",
            story="A cube grows fast.",
            samples=((0.0,), (1.5,), (-2.0,)),
        )
    )
    yield gate
    forget(gate)
    vars(cl).pop("cube", None)


def test_a_gate_of_ones_own_is_like_the_others(cube):
    circuit = cl.parse("input x = 2\nf = cube(x) + 1\nd = grad(f, x)\ne1 = grad(d, x)")
    run = circuit.forward()
    assert (run["f"], run["d"], run["e1"]) == (9.0, 12.0, 12.0)
    assert run.backward("f")["x"] == 12.0
    session = cl.Session()
    session.execute("input x = 2; f = cube(x)")
    session.execute("check")
    assert "∂f/∂x = 3·x² = 12" in str(session.execute("forward; local f")).replace("3·x·x", "3·x²")


def test_python_calls_it(cube):
    assert cl.cube(2.0) == 8.0


@pytest.mark.parametrize(
    "row",
    [
        {"name": "exp"},
        {"name": "two words"},
        {"name": None},
        {"samples": ()},
        {"local": lambda m, out, x: 3.0 * x},
        {"value": lambda m, x: int(x)},
        {"value": lambda m, x: x / 0},
        {"family": "internal"},
    ],
)
def test_a_row_that_does_not_work_is_refused(row):
    good = {
        "name": "mine",
        "params": ("x",),
        "value": lambda m, x: 2.0 * x,
        "local": lambda m, out, x: (2.0,),
        "family": "mine",
        "story": "",
        "samples": ((1.0,),),
    }
    fields = {**good, **row}
    name, params = fields.pop("name"), fields.pop("params")
    with pytest.raises(cl.CircuitError) as caught:
        cl.register(cl.Gate(name, params, **fields))
    assert caught.value.code in ("bad-argument", "already-declared")


def test_only_a_gate():
    with pytest.raises(cl.CircuitError):
        cl.register("cube")


def test_a_text_cannot_register():
    with pytest.raises(cl.CircuitError):
        cl.parse("register(cube)")


def test_the_gradient_as_a_circuit():
    circuit = cl.parse("input x = 2, y = 3; f = x * x * y")
    slope = circuit.gradient("f", wrt="x")
    assert slope.outputs == ("df_dx",)
    assert slope.forward()["df_dx"] == 12.0
    assert slope.forward(x=5.0).backward()["y"] == 10.0
    assert slope.gradient(wrt="x").forward()["ddf_dx_dx"] == 6.0
    assert circuit.names == ("x", "y", "f")  # the circuit itself is as it was
    with pytest.raises(cl.CircuitError):
        circuit.gradient("f", wrt="z")


@pytest.fixture
def hat():
    """A gate that floats alone can be given to: it asks where its input lies."""
    gate = cl.register(
        cl.Gate(
            "hat",
            ("x",),
            value=lambda m, x: 1.0 - x if x > 0.0 else 1.0 + 2.0 * x,
            local=lambda m, out, x: (-1.0 if x > 0.0 else 2.0,),
            family="mine",
            story="Up to 0, and down again.",
            samples=((-1.0,), (1.5,)),
        )
    )
    yield gate
    forget(gate)
    vars(cl).pop("hat", None)


@pytest.mark.parametrize("engine", ["reference", "segments", "kernel"])
@pytest.mark.parametrize("count", [3, 40, 400])
def test_many_of_a_gate_of_floats_only(hat, engine, count):
    text = f"for i in 1 to {count} {{ input x[i] = i - 2; h[i] = hat(x[i]) * i }}\n"
    circuit = cl.parse(f"{text}f = sum(h[i] for i in 1 to {count})", engine=engine)
    run = circuit.forward()
    grads = run.backward()
    assert run["h[1]"] == -1.0 and run[f"h[{count}]"] == count * (3.0 - count)
    assert [grads[f"x[{i}]"] for i in (1, 2, 3, count)] == [2.0, 4.0, -3.0, -1.0 * count]
