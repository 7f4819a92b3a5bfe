"""`descend` and `ascend`: the numbers of a loop by hand and of PyTorch, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from circuitlang import engines
from circuitlang.reports.training import Trained
from circuitlang.session.commands import training
from circuitlang.session.descent import batches
from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError
from tests.close import close

LINE = "input x = 3; param w = 0.5, b = -1; loss = (w * x + b - 6) ** 2;"
ROWS = "input x, y; param w = 0.5, b = -1; loss = (w * x + b - y) ** 2;"
RULES = {"sgd": "", "momentum": "using momentum", "adam": "using adam"}


def value(session: Session, name: str) -> Any:
    return session.state.leaves()[session.state.builder.symbols[name]]


def trained(session: Session, text: str) -> Trained:
    return next(report for report in session.execute(text) if isinstance(report, Trained))


@pytest.fixture
def points(tmp_path: Path) -> Path:
    rng = np.random.default_rng(5)
    x = rng.normal(size=37)
    rows = np.column_stack([x, 2 * x + 1 + 0.1 * rng.normal(size=37)])
    lines = [f"{float(a)!r},{float(b)!r},label" for a, b in rows]
    (tmp_path / "rows.csv").write_text("\n".join(["x,y,kind", *lines]) + "\n")
    return tmp_path


def table(folder: Path) -> Any:
    return np.genfromtxt(folder / "rows.csv", delimiter=",", skip_header=1, usecols=(0, 1))


def test_the_steps_of_a_loop_by_hand() -> None:
    session = Session()
    report = trained(session, LINE + "descend loss rate 0.01 steps 25")
    w, b, first = 0.5, -1.0, (0.5 * 3 - 1 - 6) ** 2
    for _ in range(25):
        slope = 2 * (w * 3 + b - 6)
        w, b = w - 0.01 * (slope * 3), b - 0.01 * slope
    assert value(session, "w") == close(w, rel=1e-14)
    assert value(session, "b") == close(b, rel=1e-14)
    assert value(session, "x") == 3.0
    assert (report.done, report.asked, report.first) == (25, 25, first)
    assert report.last == close((w * 3 + b - 6) ** 2, rel=1e-12)
    assert len(report.curve) == 26
    assert report.curve[0] == first


def test_ascend_is_descend_of_the_negative() -> None:
    up, down = Session(), Session()
    up.execute("param x = 3; f = 1 - x * x; ascend f rate 0.1 steps 7")
    down.execute("param x = 3; f = x * x - 1; descend f rate 0.1 steps 7")
    assert value(up, "x") == value(down, "x") != 3.0


def torch_descent(rule: str, start: list[Any], loss: Any, steps: int, rate: float) -> list[Any]:
    torch = pytest.importorskip("torch")
    params = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in start]
    options = {"momentum": 0.9} if rule == "momentum" else {}
    kind = torch.optim.Adam if rule == "adam" else torch.optim.SGD
    optimizer = kind(params, lr=rate, **options)
    for step in range(steps):
        optimizer.zero_grad()
        loss(torch, step, *params).backward()
        optimizer.step()
    return [param.detach().numpy() for param in params]


@pytest.mark.parametrize("rule", RULES)
def test_beside_torch_on_rows(rule: str, points: Path) -> None:
    session = Session(folder=points)
    trained(session, ROWS + f'descend loss rate 0.01 steps 60 {RULES[rule]} on "rows.csv"')
    rows = table(points)

    def loss(torch: Any, step: int, w: Any, b: Any) -> Any:
        x, y = torch.tensor(rows[:, 0]), torch.tensor(rows[:, 1])
        return ((w * x + b - y) ** 2).mean()

    w, b = torch_descent(rule, [0.5, -1.0], loss, 60, 0.01)
    assert value(session, "w") == close(float(w), rel=1e-11)
    assert value(session, "b") == close(float(b), rel=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_beside_torch_in_batches(rule: str, points: Path) -> None:
    session = Session(folder=points)
    session.execute(f'seed 7; {ROWS} descend loss rate 0.02 steps 50 {RULES[rule]} '
                    'on "rows.csv" batch 10')  # fmt: skip
    rows, following = table(points), batches(37, 10, 7)
    chosen = [following() for _ in range(50)]
    assert sorted(np.concatenate(chosen[:4]).tolist()) == list(range(37))

    def loss(torch: Any, step: int, w: Any, b: Any) -> Any:
        here = torch.tensor(rows[chosen[step]])
        return ((w * here[:, 0] + b - here[:, 1]) ** 2).mean()

    w, b = torch_descent(rule, [0.5, -1.0], loss, 50, 0.02)
    assert value(session, "w") == close(float(w), rel=1e-11)
    assert value(session, "b") == close(float(b), rel=1e-11)


@pytest.mark.parametrize("rule", RULES)
def test_beside_torch_with_tensors(rule: str) -> None:
    session = Session()
    session.execute("seed 3; const X = [[1, 2], [3, -1], [0, 1]]; param W = randn(2, 4); "
                    "param v = randn(4); H = tanh(X @ W); loss = mean((H @ v - [1, -1, 2]) ** 2);"
                    )  # fmt: skip
    start = [np.array(value(session, "W")), np.array(value(session, "v"))]
    session.execute(f"descend loss rate 0.05 steps 40 {RULES[rule]}")

    def loss(torch: Any, step: int, w: Any, v: Any) -> Any:
        x = torch.tensor([[1.0, 2], [3, -1], [0, 1]], dtype=torch.float64)
        return ((torch.tanh(x @ w) @ v - torch.tensor([1.0, -1, 2])) ** 2).mean()

    w, v = torch_descent(rule, start, loss, 40, 0.05)
    np.testing.assert_allclose(value(session, "W"), w, rtol=1e-10)
    np.testing.assert_allclose(value(session, "v"), v, rtol=1e-10)


def test_rows_of_a_circuit_with_tensors(points: Path) -> None:
    scalars, tensors = Session(folder=points), Session(folder=points)
    scalars.execute(ROWS + 'descend loss rate 0.1 steps 20 on "rows.csv" batch 16')
    tensors.execute("input x, y; param p = [0.5, -1]; loss = (p @ stack(x, 1) - y) ** 2; "
                    'descend loss rate 0.1 steps 20 on "rows.csv" batch 16')  # fmt: skip
    assert value(tensors, "p").tolist() == close(
        [value(scalars, "w"), value(scalars, "b")], rel=1e-12)  # fmt: skip


def test_it_is_one_step_of_undo_and_makes_results_stale() -> None:
    session = Session()
    session.execute(LINE + "forward; backward")
    assert "loss is stale" in str(session.execute("descend loss rate 0.01 steps 3")[-1])
    with pytest.raises(CircuitError) as caught:
        session.execute("expect loss < 1")
    assert "stale since `descend loss`" in caught.value.message
    session.execute("undo; expect loss = 30.25; expect w = 0.5; redo; forward; expect loss < 30")


def test_the_same_seed_the_same_bits(points: Path) -> None:
    text = ROWS + 'descend loss rate 0.1 steps 30 using adam on "rows.csv" batch 4'
    found = []
    for seed in (1, 1, 2):
        session = Session(folder=points)
        session.execute(f"seed {seed}; {text}")
        found.append(value(session, "w"))
    assert found[0] == found[1] != found[2]


def test_only_params_that_the_loss_depends_on_move() -> None:
    session = Session()
    session.execute("param w = 1, other = 5; input x = 2; loss = (w * x) ** 2; g = other * w; "
                    "descend loss rate 0.1 steps 5")  # fmt: skip
    assert value(session, "other") == 5.0
    assert set(session.state.settings) == {"w"}


@pytest.mark.parametrize("given", ["0", "[0]"])
def test_a_column_that_the_loss_does_not_read_changes_nothing(given: str, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("x,y,z\n1,2,9\n2,4,9\n3,6,9\n")
    text = f"input x = 0, y = 0, z = 0, v = {given}; param w = 0, u = 1; other = z * u\n" \
           'loss = (w * x - y) ** 2; descend loss rate 0.05 steps 1 on "rows.csv"'  # fmt: skip
    session = Session(folder=tmp_path)
    session.execute(text)
    assert (value(session, "w"), value(session, "u")) == (close(0.1 * 28 / 3), 1.0)


def test_rows_give_gradients_of_params_only(points: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, asked = engines.rows, []

    def rows(tape: Any, ties: str, limits: Any, of: int, wrt: Any, name: str = "") -> Any:
        asked.append([tape.name(wire) for wire in wrt])
        return plain(tape, ties, limits, of, wrt, name)

    monkeypatch.setattr(engines, "rows", rows)
    session = Session(folder=points)
    session.execute("input x, y, z = 3; param w = 1, b = 0, other = 2; "
                    "loss = (w * x + b * z - y) ** 2; "
                    'descend loss rate 0.01 steps 3 on "rows.csv"')  # fmt: skip
    assert asked == [["w", "b"]]


# ---------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("rule", ["sgd", "momentum"])
def test_a_rate_that_is_too_large(rule: str) -> None:
    session = Session()
    replies = session.execute(LINE + f"descend loss rate 5 steps 500 using {rule}")
    (warning,) = session.warnings
    assert "rate 5 is too large" in warning.message
    assert warning.help == "a smaller rate: rate 0.5"
    assert (value(session, "w"), value(session, "b")) == (0.5, -1.0)
    assert "of 500" in str(replies)


def test_a_loss_that_is_not_finite_any_more() -> None:
    session = Session()
    session.execute("param x = 1; loss = log(x) + x; descend loss rate 0.7 steps 50")
    (warning,) = session.warnings
    assert (warning.code, warning.severity) == ("non-finite", "warning")
    assert "`loss` is nan at step 2" in warning.message
    assert value(session, "x") == 1.0


def test_a_loss_that_never_was_finite() -> None:
    session = Session()
    session.execute("param x = -1; loss = log(x); descend loss rate 0.1 steps 5")
    assert "before the first step" in session.warnings[0].message
    assert value(session, "x") == -1.0


def test_a_gradient_that_is_not_finite() -> None:
    session = Session()
    session.execute("param x = 0; loss = sqrt(x); descend loss rate 0.1 steps 5")
    assert "the gradient of `x` is not finite" in session.warnings[0].message
    assert value(session, "x") == 0.0


def test_strict() -> None:
    session = Session(strict=True)
    with pytest.raises(CircuitError) as caught:
        session.execute("param x = 1; loss = log(x) + x; descend loss rate 0.7 steps 50")
    assert caught.value.code == "non-finite"
    assert session.state.settings == {}


def test_ctrl_c_keeps_what_was_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    session, seen = Session(), []

    def show(words: str) -> None:
        seen.append(words)
        if "step 6 " in words:
            raise KeyboardInterrupt

    session.progress = show
    monkeypatch.setattr(training, "OFTEN", 0.0)
    report = trained(session, LINE + "descend loss rate 0.01 steps 1000")
    assert (report.done, report.interrupted) == (6, True)
    assert "what was learned is kept" in str(report)
    assert seen[-1] == ""
    other = Session()
    other.execute(LINE + "descend loss rate 0.01 steps 6")
    assert value(session, "w") == value(other, "w")


@pytest.mark.parametrize(("text", "code", "words"), [
    ("descend loss rate 0 steps 5", "bad-argument", "above 0"),
    ("descend loss rate 0.1 steps 2.5", "bad-argument", "whole number"),
    ('descend loss rate 0.1 steps 2 on "rows.csv" batch 0', "bad-argument", "the size of a batch"),
    ("descend x rate 0.1 steps 5", "bad-argument", "no param"),
    ("descend nobody rate 0.1 steps 5", "undefined-name", "nobody"),
    ("t = loss * [1, 2]; descend t rate 0.1 steps 5", "not-scalar", "[2]"),
    ("descend loss rate 0.1 steps 5 using sdg", "syntax", ""),
    ("descend loss rate 0.1 steps 5", "no-value", "`x`"),
    ('descend loss rate 0.1 steps 5 on "none.csv"', "file-not-found", "none.csv"),
    ('descend loss rate 0.1 steps 5 on "other.csv"', "bad-data", "no column"),
    ('descend loss rate 0.1 steps 5 on "empty.csv"', "bad-data", "no rows"),
    ('descend loss rate 0.1 steps 5 on "ragged.csv"', "bad-data", "line 3"),
    ('descend loss rate 0.1 steps 5 on "words.csv"', "bad-data", "line 2, column `y`"),
    ('descend loss rate 0.1 steps 5 on "../rows.csv"', "file-not-allowed", "outside"),
])  # fmt: skip
def test_errors(text: str, code: str, words: str, points: Path) -> None:
    (points / "other.csv").write_text("u,v\n1,2\n")
    (points / "empty.csv").write_text("x,y\n")
    (points / "ragged.csv").write_text("x,y\n1,2\n1\n")
    (points / "words.csv").write_text("x,y\n1,two\n")
    session = Session(folder=points)
    session.execute(ROWS)
    with pytest.raises(CircuitError) as caught:
        session.execute(text)
    assert caught.value.code == code
    assert words in caught.value.message
    assert session.state.settings == {}


def test_what_is_wrong_shows_before_anything_runs() -> None:
    with pytest.raises(CircuitError) as caught:
        Session().execute(LINE + "descend loss rate -1 steps 5; descend x rate 1 steps 1")
    assert len(caught.value.errors) == 2
