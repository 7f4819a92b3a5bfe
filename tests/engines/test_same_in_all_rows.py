"""What is the same in all rows: a number, with both engines of rows, so that a sum over rows counts
it once for each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import circuitlang as cl
from circuitlang import engines
from circuitlang.engines import kernel
from circuitlang.gates import INDEX
from circuitlang.tape.tape import INPUT, Tape
from circuitlang.text.limits import Limits

ROWS = ["numpy", "kernel"] if kernel.available() else ["numpy"]


@pytest.mark.parametrize("engine", ROWS)
def test_a_block_in_which_nothing_varies(engine: str) -> None:
    tape = Tape()
    x, y = tape.append(INPUT, (), -1), tape.append(INPUT, (), -1)
    f = tape.append(INDEX["mul"], (x, y), -1)
    rows = engines.rows(tape, "split", Limits(), f, [x, y], engine)
    value, grads = rows.run({x: 3.0, y: 4.0})
    assert [type(each) for each in (value, *grads.values())] == [float] * 3
    assert (value, grads) == (12.0, {x: 4.0, y: 3.0})
    value, grads = rows.run({x: 3.0, y: np.array([4.0, 5.0])})
    assert value.tolist() == [12.0, 15.0]
    assert np.broadcast_to(grads[x], 2).tolist() == [4.0, 5.0]
    assert np.broadcast_to(grads[y], 2).tolist() == [3.0, 3.0]


@pytest.mark.parametrize("engine", ["", "reference", *ROWS])
@pytest.mark.parametrize("batch", ["", " batch 2"])
def test_a_loss_that_no_column_reaches(engine: str, batch: str, tmp_path: Path) -> None:
    """Its mean over rows is itself: w² at 1 is 1, and a step of 0.1 takes w to 1 - 0.1 · 2."""
    tmp_path.joinpath("rows.csv").write_text("x\n1\n2\n3\n")
    session = cl.Session(folder=tmp_path, engine=engine)
    session.execute(f"""input x = 1; param w = 1; loss = w * w
        descend loss rate 0.1 steps 1 on "rows.csv"{batch}
        forward
        expect w = 0.8
        expect loss = 0.64""")
