"""A part of a tensor is no gate: commands that take gates refuse it, and add nothing."""

from __future__ import annotations

import pytest

from circuitlang.session.session import Session
from circuitlang.text.errors import CircuitError

COMMANDS = ["set X[0] = 3", "nudge X[0] by 1", "show X[0]", "explain X[1]", "diagram X.T",
            "backward X[0]", "check X[0]", "output X[0]", "local X[0]", "chained X[0]",
            "delete X[0]", "rewire X[0] = 2", "plot f against X[0] from 0 to 1",
            "descend X[0] rate 1 steps 2", "show K[0]"]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_part_is_refused(command: str) -> None:
    session = Session()
    session.execute("input X = [1, 2]; const K = [1, 2]; f = sum(X * K); backward")
    size = len(session.state.builder.tape)
    with pytest.raises(CircuitError) as caught:
        session.execute(command)
    assert caught.value.code == "bad-argument"
    assert "is a part of a tensor, not a gate of the circuit" in caught.value.message
    assert len(session.state.builder.tape) == size


def test_names_with_subscripts_are_gates() -> None:
    session = Session()
    session.execute("input u[0] = 2, u[1] = 3; f = u[0] * u[1]; set u[0] = 5; nudge u[1] by 1")
    assert "u[0]  input  5" in str(session.execute("show u[0]"))


def test_grad_by_a_part_is_no_zero() -> None:
    with pytest.raises(CircuitError, match="by what has a name") as caught:
        Session().execute("input X = [1, 2]; f = sum(X * X); g = grad(f, X[0])")
    assert caught.value.help is not None and "grad(f, X)[0]" in caught.value.help
    session = Session()
    session.execute("input X = [1, 2]; f = sum(X * X); g = grad(f, X)[1]; forward; expect g = 4")
