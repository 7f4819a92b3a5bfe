"""Drawings as data: what is drawn, what stands in the gates, what is left out."""

from __future__ import annotations

from circuitlang.reports.drawing import Drawing, draw, part
from circuitlang.session.session import Session
from circuitlang.views.render import lines
from tests.pictures import drawn

START = "input x = -2, y = 5, z = -4; q = x + y; f = q * z"
OPENED = "def sq(t) { s = t * t; return s + 1 }; input x = 3; f = sq(x); g = f * 2; backward"


def names(drawing: Drawing) -> list[str]:
    return [node.name for node in drawing.nodes]


def signs(text: str) -> dict[str, str]:
    return {node.name: node.sign for node in drawn(text).nodes if node.sign}


def test_nodes_and_wires() -> None:
    drawing = drawn(f"{START}; backward")
    assert names(drawing) == ["x", "y", "z", "q", "f"]
    assert [node.inputs for node in drawing.nodes] == [(), (), (), (0, 1), (3, 2)]
    assert [node.kind for node in drawing.nodes] == ["input"] * 3 + ["gate"] * 2
    assert [node.value.value for node in drawing.nodes] == [-2, 5, -4, 3, -12]
    assert [node.gradient.value for node in drawing.nodes if node.gradient] == [-4, -4, 3, -4, 1]
    assert [node.output for node in drawing.nodes] == [False] * 4 + [True]
    assert (drawing.of, drawing.focus, drawing.left_out) == ("f", (4,), 0)


def test_signs() -> None:
    text = """input x, y; const k = 3
    a = -x; b = x + 1; c = 1 / x; d = 2 * x; e = x - k; g = k - x; h = max(x, y, 0)
    i = where(x > 0, 1, y); j = x ** 2; l = 2 ** x; m = add(x, y, 1); n = clip(x, -1, 1)
    o = leaky_relu(x); p = leaky_relu(x, 0.3); q = x < y; r = sigmoid(x)"""
    assert signs(text) == {
        "a": "*-1", "b": "+1", "c": "1/x", "d": "*2", "e": "-k", "g": "k-x", "h": "max 0",
        "i.gt": ">0", "i": "where(_, 1, _)", "j": "**2", "l": "2**x", "m": "+1",
        "n": "clip(_, -1, 1)", "o": "leaky_relu", "p": "leaky_relu(_, 0.3)", "q": "<",
        "r": "sigmoid",
    }  # fmt: skip


def test_signs_of_tensors() -> None:
    text = """input A : [2, 3] = [[1, 2, 3], [4, 5, 6]]
    a = sum(A); b = sum(A, axis=0); c = A.T; d = A[0, 1:3]; e = A @ c; g = max(A, axis=1)"""
    assert signs(text) == {"a": "sum", "b": "sum axis=0", "c": ".T", "d": "[0, 1:3]", "e": "@",
                           "g": "max axis=1"}  # fmt: skip
    assert drawn(text).nodes[0].shape == "[2, 3]"


def test_only_names_that_were_given_stand_on_wires() -> None:
    drawing = drawn("input x, y; f = x * y + exp(x)")
    assert {node.name: node.label for node in drawing.nodes} == {
        "x": "x", "y": "y", "f.mul": "", "f.exp": "", "f": "f"}  # fmt: skip


def test_composites_closed_and_opened() -> None:
    closed = drawn(OPENED)
    assert names(closed) == ["x", "f", "g"]
    assert (closed.nodes[1].kind, closed.nodes[1].sign) == ("composite", "sq")
    opened = drawn(f"{OPENED}; expand f")
    assert names(opened) == ["x", "f.s", "f", "g"]
    assert [node.frame for node in opened.nodes] == [-1, 0, 0, -1]
    assert (opened.frames[0].name, opened.frames[0].sign) == ("f", "sq")
    assert [node.label for node in opened.nodes] == ["x", "f.s", "f", "g"]


def test_gates_shown_as_one() -> None:
    drawing = drawn(f"{START}; g = exp(f); collapse q, f as unit")
    assert names(drawing) == ["x", "y", "z", "f", "g"]
    assert (drawing.nodes[3].sign, drawing.nodes[3].inputs) == ("unit", (0, 1, 2))


def test_around_some_gates() -> None:
    drawing = drawn(f"{START}; g = exp(f); h = exp(g)", "q")
    assert names(drawing) == ["x", "y", "q", "f"]
    last = drawing.nodes[-1]
    assert (last.before, last.after, drawing.left_out, drawing.focus) == (1, 1, 3, (2,))


def test_with_the_operations_that_a_gate_is_made_of() -> None:
    drawing = drawn("input x, y, z; q = exp(x); f = tanh(q * y) + 1; g = f * z", "f")
    assert names(drawing) == ["y", "q", "f.mul", "f.tanh", "f", "g"]


def test_inside_of_a_closed_composite() -> None:
    session = Session()
    session.execute(OPENED)
    wire = session.state.builder.resolve("f.s")
    assert wire is not None
    assert names(draw(session.state.standing(), [wire])) == ["x", "f.s", "f"]
    assert not session.state.opened  # it was opened for the picture only


def test_constants() -> None:
    drawing = drawn("const k = 3, lone = 4; input x; f = k * x")
    assert names(drawing) == ["lone", "x", "f"]
    assert (drawing.nodes[0].kind, drawing.nodes[0].gradient) == ("const", None)


def test_stale_and_unset() -> None:
    drawing = drawn(f"{START}; backward; set x = 1; g = exp(f)")
    assert [node.value.stale for node in drawing.nodes] == [False, False, False, True, True, False]
    assert drawing.nodes[-1].value.value is None


def test_what_is_too_much_is_left_out_and_counted() -> None:
    text = "input x[0] = 1; for i in 1 to 50 { x[i] = exp(x[i-1]) }"
    session = Session()
    session.execute(text)
    drawing = draw(session.state.standing(), most=10)
    assert names(drawing) == [f"x[{at}]" for at in range(41, 51)]
    assert (drawing.left_out, drawing.nodes[0].before) == (41, 1)


def test_a_part_of_a_drawing() -> None:
    whole = drawn(START)
    some = part(whole, [3, 4])
    assert names(some) == ["q", "f"]
    assert [(node.inputs, node.before) for node in some.nodes] == [((), 2), ((0,), 1)]
    assert (some.left_out, some.focus) == (3, (1,))
    assert part(whole, [0]).nodes[0].after == 1


def test_frames_without_gates_are_left_out() -> None:
    text = """def sq(t) = t * t + 1
    def two(t) = sq(sq(t)) * 2
    input x = 1; a = sq(x); b = two(a); c = exp(b); expand a, b, b.sq, b.sq2"""
    whole = drawn(text)
    assert [(frame.name, frame.parent) for frame in whole.frames] == [
        ("a", -1), ("b", -1), ("b.sq", 1), ("b.sq2", 1)]  # fmt: skip
    last = [at for at, node in enumerate(whole.nodes) if node.name in ("b.sq2", "b", "c")]
    some = part(whole, last)
    assert [(frame.name, frame.parent) for frame in some.frames] == [("b", -1), ("b.sq2", 0)]
    assert [node.frame for node in some.nodes] == [1, 0, -1]
    for columns in (20, 40, 60, 80, 200):
        assert lines(whole, columns)
