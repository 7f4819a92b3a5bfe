"""Every engine against the reference, bit for bit: rows at their samples and at odd points, random
circuits, every example.  Those of rows may differ in the last places of elementary functions."""

from __future__ import annotations

import itertools
import math
from array import array
from pathlib import Path

import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.engines import ENGINES, arrays, kernel, kernel_rows, reference
from circuitlang.engines.order import canonical
from circuitlang.gates import TABLE
from circuitlang.tape.tape import INPUT, Tape
from circuitlang.text.limits import Limits
from tests.engines.tapes import KINDS, ODD, random_tape

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.circ"))
OTHERS = [name for name in ENGINES if name != "reference"]
RULES = ("split", "first", "both")
ROWS_WITHIN = 4  # units in the last place of what is not sent through sums


def program(name: str, tape: Tape, ties: str = "split"):
    if (why := engines.engine(name).refusal(tape)) is not None:
        pytest.skip(why)
    return engines.compile(tape, ties, Limits(), name)


def same(x: float | None, y: float | None) -> bool:
    if x is None or y is None:
        return x is y
    return (x != x and y != y) or (x == y and math.copysign(1.0, x) == math.copysign(1.0, y))


def agree(tape: Tape, leaves: dict[int, float], name: str, ties: str = "split") -> None:
    truth, other = reference.compile(tape, ties, Limits()), program(name, tape, ties)
    values, others = truth.forward(leaves), other.forward(leaves)
    for wire in range(len(tape)):
        assert same(values[wire], others[wire]), (wire, tape.op(wire))
    last = len(tape) - 1
    grads, found = truth.backward(values, last, 2.5), other.backward(others, last, 2.5)
    for wire in range(len(tape)):
        assert same(grads[wire], found[wire]), (wire, tape.op(wire), grads[wire], found[wire])


def of_one_gate(kind: int, count: int) -> Tape:
    tape = Tape()
    for _ in range(count):
        tape.append(INPUT, (), -1)
    tape.append(kind, range(count), -1)
    return tape


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("ties", RULES)
def test_every_row_at_its_samples_and_at_odd_points(name, ties):
    for kind in KINDS:
        gate = TABLE[kind]
        points = [tuple(xs) for xs in gate.samples]
        count = len(gate.params)
        points += itertools.product(ODD if count < 3 else ODD[::4], repeat=count)
        for xs in points:
            if gate.guard is None or gate.guard(*xs) is None:
                agree(of_one_gate(kind, len(xs)), dict(enumerate(xs)), name, ties)


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("seed", range(60))
def test_random_circuits(name, seed):
    tape, leaves = random_tape(seed, gates=5 + 3 * seed)
    agree(tape, leaves, name, RULES[seed % 3])


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example(name, path):
    builder = cl.load(path)._builder
    if reference.refusal(builder.tape) is not None or len(builder.tape) > 20_000:
        pytest.skip("the reference engine computes numbers")
    leaves = {wire: builder.values.get(wire, 0.5) for wire in range(len(builder.tape))
              if builder.tape.is_leaf(wire) and not builder.tape.is_const(wire)}  # fmt: skip
    agree(builder.tape, leaves, name)


def test_the_canonical_order_is_that_of_the_kernel():
    if kernel.refusal(Tape()):
        pytest.skip("the kernel was not built")
    for seed in range(20):
        tape, _ = random_tape(seed, 100)
        slots = memoryview(kernel.plan(tape, "split").slots).cast("i")
        order = canonical(tape)
        assert [slots[wire] for wire in order] == sorted(slots[wire] for wire in order)


# ---------------------------------------------------------------------- rows


def off(x: float, y: float) -> float:
    """How far apart, in units of the last place; of what underflows, in the least number."""
    if same(x, y):
        return 0.0
    if not (math.isfinite(x) and math.isfinite(y)):
        return math.inf
    return abs(x - y) / max(math.ulp(x), math.ulp(y))


@pytest.mark.parametrize("engine", [arrays, kernel_rows], ids=["numpy", "kernel"])
@pytest.mark.parametrize("ties", RULES)
def test_rows_of_every_gate(engine, ties):
    np = pytest.importorskip("numpy")
    for kind in KINDS:
        gate = TABLE[kind]
        if gate.name == "given":
            continue
        count = len(gate.params)
        points = list(itertools.product(ODD if count < 3 else ODD[::4], repeat=count))
        points = [xs for xs in points if gate.guard is None or gate.guard(*xs) is None]
        tape = of_one_gate(kind, count)
        if engine is kernel_rows and kernel_rows.refusal(tape) is not None:
            if gate.guard is None:
                pytest.skip(kernel_rows.refusal(tape))
            continue
        columns = {wire: np.array(column) for wire, column in enumerate(zip(*points, strict=True))}
        rows = engine.Rows(tape, ties, Limits(), count, range(count))
        value, grads = rows.over(columns, set(columns), len(points))
        truth = reference.compile(tape, ties, Limits())
        for at, xs in enumerate(points):
            values = truth.forward(dict(enumerate(xs)))
            upstream = truth.backward(values, count)
            assert off(values[count], value[at]) <= ROWS_WITHIN, (gate.name, xs)
            for wire in range(count):
                wanted = 0.0 if upstream[wire] is None else upstream[wire]
                assert off(wanted, grads[wire][at]) <= ROWS_WITHIN, (gate.name, xs, wire)


@pytest.mark.parametrize("seed", range(40))
def test_rows_of_random_circuits(seed):
    """The two engines of rows agree with one another, and with the reference in every row."""
    np = pytest.importorskip("numpy")
    tape, leaves = random_tape(seed, 20, odd=0.05)
    ordinary = {wire: np.linspace(-2.0, 2.0, 301) + 0.01 * wire for wire in leaves}
    of = len(tape) - 1
    truth = reference.compile(tape, "split", Limits())
    for engine in (arrays, kernel_rows):
        if engine is kernel_rows and kernel_rows.refusal(tape) is not None:
            continue
        value, grads = engine.Rows(tape, "split", Limits(), of, leaves).over(
            ordinary, set(leaves), 301)  # fmt: skip
        for row in range(0, 301, 25):
            values = truth.forward({wire: float(x[row]) for wire, x in ordinary.items()})
            upstream = truth.backward(values, of)
            wanted = [values[of], *(upstream[wire] or 0.0 for wire in leaves)]
            found = [value[row], *(grads[wire][row] for wire in leaves)]
            scale = max([abs(x) for x in values if math.isfinite(x)], default=1.0)
            for x, y in zip(wanted, found, strict=True):
                close = math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12 * scale)
                assert close or same(x, float(y)), (row, x, y)


def test_a_row_does_not_depend_on_its_neighbours():
    np = pytest.importorskip("numpy")
    f = cl.parse("input x; f = tanh(x) * sigmoid(x) + exp(-x)").function("f")
    x = np.linspace(-5.0, 5.0, 4001)
    mixed = x.copy()
    mixed[::7] = 1e4
    value, grads = f.map(x=x)
    others, other_grads = f.map(x=mixed)
    keep = np.arange(len(x)) % 7 != 0
    assert np.array_equal(value[keep], others[keep])
    assert np.array_equal(grads["x"][keep], other_grads["x"][keep])


def test_results_are_not_written_to_again():
    np = pytest.importorskip("numpy")
    f = cl.parse("input x, y; f = x * y").function("f")
    x = np.arange(1000.0)
    first = f.map(x=x, y=2.0)
    part = first[1]["y"][10:20]
    kept = part.copy()
    del first
    for _ in range(3):
        f.map(x=x + 5.0, y=3.0)
    assert np.array_equal(part, kept)


# ---------------------------------------------------------------------- the kernel's own


@pytest.fixture
def compiled():
    if kernel.refusal(Tape()):
        pytest.skip("the kernel was not built")


def test_nothing_arrived_is_told_from_nan(compiled):
    found = kernel.Upstream(array("d", [1.0, math.nan]))
    assert found[0] == 1.0 and found[1] is not None and found[1] != found[1]
    circuit = cl.parse(
        "input x = 0, y = 1, z = 2; f = where(x > 0, y, z) * (x / x)", engine="kernel"
    )
    grads = circuit.forward().backward()
    assert grads["y"] == 0.0 and grads["z"] != grads["z"]


def test_functions_in_c_say_what_python_says(compiled):
    circuit = cl.parse("input x = -2, y = 5, z; f = (x + y) * z")
    f = circuit.function("f", wrt=["x", "z", "y"])
    assert f(z=-4.0) == (-12.0, {"x": -4.0, "z": 3.0, "y": -4.0})
    assert f({"z": -4.0}, x=3.0) == (-32.0, {"x": -4.0, "z": 8.0, "y": -4.0})
    assert f(z=-4) == f(z=-4.0)  # a whole number is looked at by Python
    for given, code in (({}, "no-value"), ({"q": 1.0}, "undefined-name"),
                        ({"z": "1"}, "bad-argument")):  # fmt: skip
        with pytest.raises(cl.CircuitError) as caught:
            f(**given)
        assert caught.value.code == code


def test_a_vector_of_numbers(compiled):
    np = pytest.importorskip("numpy")
    circuit = cl.parse("input x = -2, y, z = 3; f = (x + y) * z + 0 * y")
    for f in (
        circuit.function("f", wrt=["z", "y"]),
        cl.parse(circuit.to_source(), engine="reference").function("f", wrt=["z", "y"]),
    ):
        value, gradient = f.vector([-4.0, 5.0])
        assert value == -12.0 and gradient.tolist() == [3.0, -4.0]
        assert f.vector(np.array([1.0, 1.0]))[1].tolist() == [-1.0, 1.0]
        with pytest.raises(cl.CircuitError) as caught:
            f.vector([1.0])
        assert caught.value.code == "shape-mismatch"
    with pytest.raises(cl.CircuitError) as caught:
        circuit.function("f", wrt=["z"]).vector([1.0])
    assert caught.value.code == "no-value"
    tensor = cl.parse("input X = [1, 2]; f = sum(X)").function()
    with pytest.raises(cl.CircuitError) as caught:
        tensor.vector([1.0])
    assert caught.value.code == "not-scalar"


def test_a_function_called_by_many_threads(compiled):
    from concurrent.futures import ThreadPoolExecutor

    circuit = cl.Circuit()
    x = circuit.input("x", 1.0)
    f = x
    for _ in range(6000):
        f = f * 0.999 + x * 1e-4
    circuit.gate("f", f)
    call = circuit.function("f")
    points = [0.01 * i for i in range(40)]
    alone = [call(x=point) for point in points]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda point: call(x=point), points * 5)) == alone * 5


def test_time_runs_out_in_the_kernel(compiled):
    from circuitlang.engines.kernel import Program

    tape, leaves = random_tape(1, 50)
    program = Program(tape, "split", Limits().replace("time", 1e-9))
    with pytest.raises(cl.CircuitError) as caught:
        program.forward(leaves)
    assert caught.value.code == "limit-exceeded"


def test_a_product_of_many_factors_is_computed_in_python(compiled):
    text = "input x[1] = 2; " + "; ".join(f"input x[{i}] = 1.{i}" for i in range(2, 13))
    text += "; f = prod(x[i] for i in 1 to 12); g = f * f + x[1]"
    a, b = (cl.parse(text, engine=name).forward().backward() for name in ("kernel", "reference"))
    assert [a[f"x[{i}]"] for i in range(1, 13)] == [b[f"x[{i}]"] for i in range(1, 13)]
    f = cl.parse(text).function("g", wrt=["x[1]"])
    assert f()[1]["x[1]"] == b["x[1]"]


def test_the_names_of_engines():
    assert set(ENGINES) == {"reference", "segments", "numpy", "kernel"}
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse("input x = 1; f = x", engine="abacus")
    assert caught.value.code == "bad-argument" and "reference" in caught.value.help
    with pytest.raises(cl.CircuitError) as caught:
        cl.parse("f = sum([1, 2] * 3); g = f", engine="reference")
        cl.parse("input X = [1, 2]; f = sum(X)", engine="reference").forward()
    assert caught.value.code == "bad-argument"


def test_the_cases_are_printed_from_the_rows():
    import subprocess
    import sys

    tool = Path(__file__).resolve().parents[1] / "tools" / "make_kernel.py"
    assert subprocess.run([sys.executable, tool, "--check"], check=False).returncode == 0
