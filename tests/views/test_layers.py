"""Layers and rows: few crossings, the same everywhere, stable."""

from __future__ import annotations

from itertools import pairwise

import pytest

from circuitlang.reports.drawing import Drawing
from circuitlang.views.layers import Layers
from circuitlang.views.rows import distance, rows_of
from tests.pictures import at_random, drawn

NEURON = "param w0 = 2, w1 = -3, w2 = -3; input x0 = -1, x1 = -2"


def layered(drawing: Drawing) -> Layers:
    return Layers([node.inputs for node in drawing.nodes], [node.frame for node in drawing.nodes])


def names(drawing: Drawing) -> list[list[str]]:
    layers = layered(drawing)
    return [[drawing.nodes[x].name for x in layer if x < layers.size] for layer in layers.order]


@pytest.mark.parametrize("seed", range(30))
def test_every_wire_goes_one_layer_at_a_time(seed: int) -> None:
    drawing = at_random(seed)
    layers = layered(drawing)
    for place, channel in enumerate(layers.edges):
        for left, right in channel:
            assert (layers.layer[left], layers.layer[right]) == (place, place + 1)
    for at, node in enumerate(drawing.nodes):
        ends = [layers.carries[left] for channel in layers.edges
                for left, right in channel if right == at]  # fmt: skip
        assert ends == list(node.inputs)


@pytest.mark.parametrize("seed", range(30))
def test_rows_keep_their_distance(seed: int) -> None:
    layers = layered(at_random(seed))
    rows = rows_of(layers)
    assert min(rows) == 0
    for layer in layers.order:
        for upper, lower in pairwise(layer):
            assert rows[lower] - rows[upper] >= distance(layers, upper, lower)


def test_a_tree_has_no_crossings() -> None:
    drawing = drawn(f"{NEURON}; f = sigmoid(w0*x0 + w1*x1 + w2)")
    assert layered(drawing).crossings() == 0
    assert names(drawing)[0] == ["w0", "x0", "w1", "x1", "w2"]


def test_crossings_are_swept_away() -> None:
    drawing = drawn("input a, b, c, d; p = a * d; q = b * c; r = a + p; s = d + q; f = r * s")
    assert layered(drawing).crossings() <= 1


def test_the_result_is_on_the_right() -> None:
    assert names(drawn("input x, y, z; q = x + y; f = q * z"))[-1] == ["f"]


def test_a_new_gate_leaves_the_others_where_they_are() -> None:
    text = f"{NEURON}; a = w0*x0; b = w1*x1; c = a + b; d = c + w2; f = sigmoid(d)"
    before, after = names(drawn(text)), names(drawn(f"{text}; g = w2 * f"))
    for old, new in zip(before, after, strict=False):
        assert [name for name in new if name in old] == old


def test_gates_of_a_frame_stay_together() -> None:
    text = """def both(a, b) = (a * 2 + b * 3) * (a + b)
    input x, y; u = exp(x); f = both(x, y); v = exp(y); g = u + f + v; expand f"""
    layers, drawing = layered(drawn(text)), drawn(text)
    for layer in layers.order:
        inside = [at for at, x in enumerate(layer) if x < layers.size and layers.group(x) >= 0]
        assert inside == list(range(inside[0], inside[0] + len(inside))) if inside else True
    assert drawing.frames


def test_inputs_of_a_long_circuit_stand_by_their_readers() -> None:
    steps = 40
    text = f"for t in 1 to {steps} {{ input x[t] = 1 }}; h[0] = x[1]"
    found = names(drawn(f"{text}; for t in 1 to {steps} {{ h[t] = tanh(h[t-1] + x[t]) }}"))
    assert len(found[0]) < 3
    assert sum("x[30]" in layer for layer in found[50:]) == 1


@pytest.mark.parametrize("place", range(3))
def test_what_is_wired_to_nothing_stands_beside_the_rest(place: int) -> None:
    """Under what moved up or above what moved down there is no empty paper."""
    leaves = ["W = 1", "X = 2"]
    leaves.insert(place, "alone = 3")
    drawing = drawn(f"input {', '.join(leaves)}; d = W * X; s = d * d; t = s + d; f = exp(t)")
    layers = layered(drawing)
    rows = rows_of(layers)
    column = layers.order[0]
    at = next(index for index, x in enumerate(column) if drawing.nodes[x].name == "alone")
    near = [abs(rows[column[other]] - rows[column[at]]) for other in (at - 1, at + 1)
            if 0 <= other < len(column)]  # fmt: skip
    assert min(near) == distance(layers, column[0], column[1])
