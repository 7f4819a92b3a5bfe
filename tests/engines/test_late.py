"""Formulas of what a call sends back: no forward computes them, and training needs them all the
same."""

from __future__ import annotations

from pathlib import Path

import pytest

import circuitlang as cl

FORMULAS = {
    "of what does not move": "upstream * (u * u)",
    "of a constant": "upstream * (2 * 2)",
    "of what moves as well": "upstream * u * u + 0 * t",
    "without what arrives": "u * u",
}


def step(engine: str, folder: Path, text: str) -> None:
    """One step of descent from w = 1 with a slope of 4."""
    folder.joinpath("rows.csv").write_text("x\n1\n2\n3\n")
    session = cl.Session(folder=folder, engine=engine)
    session.execute(text + "; forward; expect w = 0.6; expect loss = 2.4")


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@pytest.mark.parametrize("engine", ["", "numpy", "reference"])
def test_a_step_of_descent(engine: str, formula: str, tmp_path: Path) -> None:
    text = f"""def way(t, u) {{ s = t * u * u; return s; chain t = {formula} }}
        param w = 1; input v = 2, x = 1
        loss = way(w, v)"""
    step(engine, tmp_path, text + "; descend loss rate 0.1 steps 1")
    step(engine, tmp_path, text + ' + 0 * x; descend loss rate 0.1 steps 1 on "rows.csv"')


@pytest.mark.parametrize("on", ["", ' on "rows.csv"'])
def test_a_step_of_descent_with_tensors(on: str, tmp_path: Path) -> None:
    step("", tmp_path, f"""def way(t, u) {{ s = t * sum(u); return s; chain t = upstream * sum(u) }}
        param w = 1; input x = 1, V = [1, 3]
        loss = way(w, V) + 0 * x; descend loss rate 0.1 steps 1{on}""")  # fmt: skip
