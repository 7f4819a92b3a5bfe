"""What commands refuse: the sentence and the mend, where the goldens of errors have no example."""

from __future__ import annotations

import pytest

import circuitlang as cl


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("grad(x, y)", "`grad` takes one name, not 2", "grad(x)"),
        ("grad(x, y=1)", "`grad` takes one name, and no keywords", "grad(x)"),
        ("local(f)", "`local` takes two names, not 1", "local(q, x)"),
        ("local(f, x=1)", "`local` takes two names, and no keywords", "local(q, x)"),
        ("value(f, 1, 2)", "`value` takes one name, not 3", "value(x)"),
    ],
)
def test_what_is_said(text: str, message: str, mend: str) -> None:
    session = cl.Session()
    session.execute("input x = 2, y = 1; f = x * y; backward")
    with pytest.raises(cl.CircuitError) as caught:
        session.execute(f"expect {text} = 2")
    assert (caught.value.message, caught.value.help) == (message, mend)
