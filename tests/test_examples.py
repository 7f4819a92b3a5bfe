"""The examples: each runs well, and prints what it always printed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import circuitlang as cl
from circuitlang.cli import main
from circuitlang.tape.tape import check
from tests.close import close

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.circ"))
IDS = [path.stem for path in EXAMPLES]


# the relative errors of `check` are the rounding of this machine's functions
ROUNDING = re.compile(r" +(?:0|[1-9]e-1[0-9]) +(?=right|not connected)")


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = main(arguments, io.StringIO(), out, err)
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize("path", EXAMPLES, ids=IDS)
def test_it_runs(path: Path, golden: Callable[[str, str], None],
                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(ROOT)
    status, out, err = run(f"examples/{path.name}")
    text = out + (f"--- messages\n{err}" if err else "")
    golden(f"examples/{path.stem}.txt", ROUNDING.sub("  ~  ", text))
    assert status == 0
    assert "error[" not in err


LARGE = {"digits", "spiral-network"}  # `check` would take minutes for their hundreds of params


@pytest.mark.parametrize("path", [path for path in EXAMPLES if path.stem not in LARGE],
                         ids=[name for name in IDS if name not in LARGE])  # fmt: skip
def test_its_gradients_are_right(path: Path) -> None:
    assert run("check", str(path)) == (0, "", "")


@pytest.mark.parametrize("name", sorted(LARGE))
def test_the_gradients_of_a_large_one(name: str) -> None:
    """Along some direction in which all params move together, from somewhere off the kinks."""
    np = pytest.importorskip("numpy")
    circuit = cl.load(ROOT / "examples" / f"{name}.circ")
    run, generator = circuit.forward(), np.random.default_rng(1)
    run = circuit.forward({leaf: run[leaf] + 0.1 * generator.standard_normal(run[leaf].shape)
                           for leaf in circuit.inputs})  # fmt: skip
    grads = run.backward()
    ways = {leaf: generator.standard_normal(run[leaf].shape) for leaf in grads}
    slope = sum(float((grads[leaf] * way).sum()) for leaf, way in ways.items())
    up, down = (circuit.forward({leaf: run[leaf] + h * way for leaf, way in ways.items()})["loss"]
                for h in (1e-7, -1e-7))  # fmt: skip
    assert slope == close((up - down) / 2e-7, rel=1e-4)


def test_iris_is_told_as_well_as_by_scikit_learn() -> None:
    linear = pytest.importorskip("sklearn.linear_model")
    np = pytest.importorskip("numpy")
    table = np.loadtxt(ROOT / "examples" / "data" / "iris.csv", delimiter=",", skiprows=1)
    measures, species = table[:, :4], table[:, 4]
    theirs = linear.LogisticRegression(C=1e6, max_iter=10_000).fit(measures, species)
    session = cl.Session(folder=ROOT / "examples")
    session.execute((ROOT / "examples" / "iris.circ").read_text("utf-8"))
    ours = next(gate for gate in session.json()["gates"] if gate["name"] == "accuracy")["value"]
    assert ours >= theirs.score(measures, species)


@pytest.mark.parametrize("path", EXAMPLES, ids=IDS)
def test_what_it_is_for(path: Path) -> None:
    """It says in its first line what it shows, and holds its circuit to some numbers."""
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    assert "expect " in text or "check" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("path", EXAMPLES, ids=IDS)
def test_it_loads_into_python(path: Path) -> None:
    circuit = cl.load(path)
    check(circuit._builder.tape)
    grads = circuit.forward().backward()
    assert set(grads) == set(circuit.inputs)


# What the notes say about their worked examples, where the files could be wrong together.


def gradients(name: str) -> dict[str, float]:
    grads = cl.load(ROOT / "examples" / f"{name}.circ").forward().backward()
    return {leaf: grads[leaf] for leaf in grads}


def test_the_three_neurons_agree() -> None:
    opened, sigmoid, defined = (gradients(f"neuron-{way}") for way in ("opened", "sigmoid", "def"))
    assert sigmoid == close(opened, rel=1e-12)
    assert defined == close(opened, rel=1e-12)
    rounded = {name: round(value, 2) for name, value in sigmoid.items()}
    assert rounded == {"w0": -0.2, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.2}


def test_the_staged_function() -> None:
    expected = {"x": 2.059569795572165, "y": 1.5922327514838093}
    assert gradients("staged") == close(expected, rel=1e-15)


def test_patterns_in_backward_flow() -> None:
    assert gradients("patterns") == {"x": -8.0, "y": 6.0, "z": 2.0, "w": 0.0}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("product", {"x": -3.0, "y": 4.0}), ("sum", {"x": 1.0, "y": 1.0}),
     ("max", {"x": 1.0, "y": 0.0}), ("first", {"x": -4.0, "y": -4.0, "z": 3.0})],
)  # fmt: skip
def test_the_first_examples(name: str, expected: dict[str, float]) -> None:
    assert gradients(name) == expected
