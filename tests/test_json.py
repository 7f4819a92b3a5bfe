"""The object of `--json`: its schema on every circuit there is, and its members one by one."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from circuitlang.cli import main
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.close import close

HERE = Path(__file__).parent
LARGE = {"digits", "image-gradient", "spiral-network"}  # the validator takes minutes for them
EXAMPLES = sorted(path for path in (HERE.parent / "examples").rglob("*.circ")
                  if path.stem not in LARGE)  # fmt: skip
PROGRAMS = sorted((HERE / "programs").rglob("*.circ"))
VALIDATOR = Draft202012Validator(json.loads((HERE / "schema.json").read_text("utf-8")))


def printed(*arguments: str) -> tuple[int, Any]:
    """The exit status of a command line with `--json`, and the object that it prints."""
    out, err = io.StringIO(), io.StringIO()
    status = main(("--json", *arguments), io.StringIO(), out, err)
    assert err.getvalue() == ""
    (line,) = out.getvalue().splitlines()
    found = json.loads(line, parse_constant=pytest.fail)
    VALIDATOR.validate(found)
    return status, found


def of(text: str) -> dict[str, Any]:
    """The object of a session after some statements."""
    session = Session()
    session.execute(text)
    found = json.loads(json.dumps(session.json(), allow_nan=False))
    VALIDATOR.validate(found)
    return dict(found)


def gate(text: str, name: str) -> dict[str, Any]:
    (found,) = (each for each in of(text)["gates"] if each["name"] == name)
    return dict(found)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("path", EXAMPLES + PROGRAMS, ids=lambda path: path.stem)
def test_every_circuit(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status, found = printed(str(path))
    if "errors" in found:
        assert status == (2 if found["errors"][0]["code"] == "not-a-circuit" else 1)
    else:
        assert status == 0
        names = [each["name"] for each in found["gates"]]
        assert len(names) == len(set(names))
        read = {each["name"] for one in found["gates"] for each in one.get("inputs", ())
                if "name" in each}  # fmt: skip
        assert read <= set(names)
        assert {one["within"] for one in found["gates"] if "within" in one} <= set(names)


def test_the_example_of_the_contract() -> None:
    _, found = printed("-c", "input x = -2, y = 5, z = -4; q = x + y; f = q * z; backward")
    assert found == {
        "version": 1, "output": "f", "stale": False,
        "gates": [
            {"name": "x", "kind": "input", "value": -2.0, "grad": -4.0},
            {"name": "y", "kind": "input", "value": 5.0, "grad": -4.0},
            {"name": "z", "kind": "input", "value": -4.0, "grad": 3.0},
            {"name": "q", "kind": "gate", "op": "add", "value": 3.0, "grad": -4.0,
             "inputs": [{"name": "x", "local": 1.0, "chained": -4.0},
                        {"name": "y", "local": 1.0, "chained": -4.0}]},
            {"name": "f", "kind": "gate", "op": "mul", "value": -12.0, "grad": 1.0,
             "inputs": [{"name": "q", "local": -4.0, "chained": -4.0},
                        {"name": "z", "local": 3.0, "chained": 3.0}]},
        ],
        "warnings": [],
    }  # fmt: skip


def test_constants_and_operators() -> None:
    text = "const k = 3; input x = 2; f = x * k + 1; g = -x; h = x ^ 2; n = 2 * k; backward f"
    found = {each["name"]: each for each in of(text)["gates"]}
    assert found["k"] == {"name": "k", "kind": "const", "value": 3.0, "grad": None}
    assert found["n"] == {"name": "n", "kind": "const", "value": 6.0, "grad": None}
    assert found["f.mul"]["inputs"][1] == {"const": 3.0, "name": "k"}
    assert found["f"]["inputs"][1] == {"const": 1.0}
    assert found["f"]["op"] == "add"
    assert (found["g"]["op"], len(found["g"]["inputs"])) == ("neg", 1)
    assert found["h"]["op"] == "pow"
    assert found["h"]["inputs"] == [{"name": "x", "local": 4.0, "chained": 0.0}, {"const": 2.0}]
    assert list(found) == ["k", "x", "f.mul", "f", "g", "h", "n"]


def test_an_input_that_is_read_twice_is_listed_twice() -> None:
    found = gate("input x = 3; f = x * x; backward", "f")
    assert found["inputs"] == [{"name": "x", "local": 3.0, "chained": 3.0}] * 2
    found = gate("input x = 3; f = x ** x; backward", "f")
    assert [each["local"] for each in found["inputs"]] == [27.0, 29.662531794038966]


COMPOSITE = """
def neuron(a, b) { c = a * b; return tanh(c) }
def sigma(t) { s = 1 / (1 + exp(-t)); return s; local t = s * (1 - s) }
const k = 3
input x = 0.5
p = neuron(x, k)
q = sigma(p) + neuron(x, x)
"""


def test_composite_gates() -> None:
    found = {each["name"]: each for each in of(COMPOSITE + "backward")["gates"]}
    p = found["p"]
    assert (p["kind"], p["op"], "within" in p) == ("gate", "neuron", False)
    slope = 3 * (1 - p["value"] ** 2)
    assert p["inputs"][0]["name"] == "x"
    assert p["inputs"][0]["local"] == close(slope, rel=1e-12)
    assert p["inputs"][1] == {"const": 3.0, "name": "k"}
    assert found["p.c"]["within"] == "p"
    assert found["p.c"]["op"] == "mul"
    assert found["p.c"]["grad"] == close(p["grad"] * slope / 3, rel=1e-12)
    twice = found["q.neuron"]
    assert [each["name"] for each in twice["inputs"]] == ["x", "x"]
    assert [each["chained"] for each in twice["inputs"]] == pytest.approx([0.47] * 2, abs=0.01)
    assert "q.neuron.c" in found


def test_the_inside_of_a_definition_with_its_own_local() -> None:
    found = {each["name"]: each for each in of(COMPOSITE + "backward")["gates"]}
    sigma, inner = found["q.sigma"], found["q.sigma.exp"]
    out = sigma["value"]
    assert sigma["op"] == "sigma"
    assert sigma["inputs"] == [{"name": "p", "local": out * (1 - out), "chained": out * (1 - out)}]
    assert inner["within"] == "q.sigma"
    assert inner["grad"] is None
    assert inner["value"] > 0
    assert inner["inputs"][0]["local"] == inner["value"]
    assert inner["inputs"][0]["chained"] is None
    assert not [name for name in found if "inside" in name or "given" in name]


def test_expanding_changes_nothing_here() -> None:
    closed = of(COMPOSITE + "backward")
    assert of(COMPOSITE + "backward; expand p, q.sigma; digits 2") == closed
    assert of(COMPOSITE + "backward; collapse p, q as unit") == closed


def test_composites_within_composites() -> None:
    text = "def f(t) = t * t + 1; def g(t) = f(f(t)) - 2; input x = 2; y = g(x); z = y * g(3)"
    text += "; backward"
    found = {each["name"]: each for each in of(text)["gates"]}
    assert {each["name"]: each.get("within") for each in found.values()} == {
        "x": None, "y.f.mul": "y.f", "y.f": "y", "y.f2.mul": "y.f2", "y.f2": "y", "y": None,
        "z": None,
    }  # fmt: skip
    assert found["y"]["inputs"] == [{"name": "x", "local": 40.0, "chained": 40.0 * 99.0}]
    assert found["y.f2"]["inputs"][0]["local"] == 10.0
    assert found["z"]["inputs"][1] == {"const": 99.0}


def test_numbers_that_json_cannot_say() -> None:
    text = "input x = 0, y = inf, z = nan; f = log(x); g = y + z; h = -y; backward f"
    found = {each["name"]: each for each in of(text)["gates"]}
    values = [found[name]["value"] for name in "xyzfgh"]
    assert values == [0.0, "inf", "nan", "-inf", "nan", "-inf"]
    assert found["x"]["grad"] == "inf"
    assert found["f"]["inputs"] == [{"name": "x", "local": "inf", "chained": "inf"}]
    kept = gate("input x = -0.0; f = x * 1e-320", "x")
    assert repr(kept["value"]) == "-0.0"
    assert gate("input x = 1; const c = -inf; f = x * c", "f")["inputs"][1]["const"] == "-inf"


def test_before_a_pass_its_fields_are_null() -> None:
    text = "input x = 2, y; f = x * y"
    found = {each["name"]: each for each in of(text)["gates"]}
    assert found["x"] == {"name": "x", "kind": "input", "value": 2.0, "grad": None}
    assert found["y"]["value"] is None
    assert found["f"] == {
        "name": "f", "kind": "gate", "op": "mul", "value": None, "grad": None,
        "inputs": [{"name": name, "local": None, "chained": None} for name in "xy"],
    }  # fmt: skip
    forward = gate(text + "; set y = 3; forward", "f")
    assert (forward["value"], forward["grad"]) == (6.0, None)
    assert forward["inputs"] == [{"name": "x", "local": 3.0, "chained": None},
                                 {"name": "y", "local": 2.0, "chained": None}]  # fmt: skip


def test_the_output() -> None:
    text = "input x = 2; f = x * x; g = f + x; "
    assert of("input x = 2")["output"] is None
    assert of(text)["output"] == "g"
    assert of(text + "output f, g")["output"] == "f"
    assert of(text + "backward f")["output"] == "f"
    assert of(text + "output g; backward f")["output"] == "f"
    assert of(text + "backward f; output x")["output"] == "f"
    assert of(text + "backward x")["output"] == "x"
    assert of(text + "backward f; backward")["output"] == "g"
    assert of(text + "h = f * (x + 1); backward h.add")["output"] == "h.add"


def test_stale() -> None:
    text = "input x = 2; f = x * x; "
    assert not of(text)["stale"]
    assert not of(text + "set x = 3")["stale"]
    assert not of(text + "forward")["stale"]
    assert of(text + "forward; set x = 3")["stale"]
    assert of(text + "backward; forward")["stale"]
    assert not of(text + "backward; set x = 3; backward")["stale"]
    assert not of(text + "backward; g = f + 1")["stale"]
    assert of(text + "const k = 1; g = f * k; backward; set k = 2")["stale"]
    assert not of(text + "input y = 1; backward; set y = 3; forward; backward")["stale"]


def test_warnings() -> None:
    (warning,) = of("input x = 0; f = 1 / x; forward")["warnings"]
    assert warning["code"] == "non-finite"
    assert (warning["file"], warning["line"], warning["column"]) == ("<string>", 1, 18)
    assert "`f`" in warning["message"]
    assert warning["help"]
    status, found = printed("-c", "input x = 0; f = 1 / x; forward")
    assert (status, len(found["warnings"])) == (0, 1)


def test_errors_are_an_object_too(tmp_path: Path) -> None:
    path = tmp_path / "neuron.circ"
    path.write_text("input w0 = 1, x0 = 2\nf = w0*x0 + w1\nshow = 2\n", "utf-8")
    status, found = printed(str(path))
    assert status == 1
    assert found == {
        "version": 1,
        "errors": [
            {"code": "undefined-name", "message": "nothing is called `w1`", "file": str(path),
             "line": 2, "column": 13, "help": "did you mean `w0`?"},
            {"code": "reserved-here", "message": "`show` begins a command here", "file": str(path),
             "line": 3, "column": 1,
             "help": "to declare a gate of that name write `gate show = …`"},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["-c", "input x = 1; f = x; forward; expect f = 2"], 1, "expectation-failed"),
        (["-c", "input x; f = x"], 1, "no-value"),
        (["--strict", "-c", "input x = 0; f = 1 / x"], 1, "non-finite"),
        (["nowhere.circ"], 2, "file-not-found"),
        (["--limit", "gates=1", "-c", "input x = 1; f = x + x + x"], 1, "limit-exceeded"),
    ],
)
def test_errors_have_the_same_status(arguments: list[str], status: int, code: str) -> None:
    have, found = printed(*arguments)
    assert have == status
    assert [each["code"] for each in found["errors"]] == [code]


def test_everything_else_is_silent() -> None:
    text = "input x = 2; f = x * x; "
    said = 'f; print "{f}"; show; local; backward; chained; grads; nudge x by 1'
    assert printed("-c", text + said)[1] == of(text + "backward")


def test_a_failed_statement_leaves_the_object_as_it_was() -> None:
    session = Session()
    session.execute(COMPOSITE + "backward")
    before = session.json()
    for text in ("set x = y", "z = x +", "z = neuron(x)", "for i in 1 to 3 { z[i] = w }",
                 "set p = 1", "digits 99", "expect p = 0", "backward k",
                 "for i in 1 to 3 { a = x * i }"):  # fmt: skip
        with pytest.raises(CircuitError):
            session.execute(text)
        assert session.json() == before, text
