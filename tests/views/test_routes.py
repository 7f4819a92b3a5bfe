"""Wires in the cells of a terminal: they cross, but never run along one another."""

from __future__ import annotations

import pytest

from circuitlang.views.canvas import EAST, NORTH, SOUTH, WEST
from circuitlang.views.layers import Layers
from circuitlang.views.picture import MANNERS, Picture
from circuitlang.views.routes import Channel
from circuitlang.views.rows import rows_of
from tests.pictures import at_random


@pytest.mark.parametrize("manner", [MANNERS[0], MANNERS[-1]], ids=["roomy", "tight"])
@pytest.mark.parametrize("seed", range(60))
def test_wires_only_cross(seed: int, manner: object) -> None:
    drawing = at_random(seed)
    layers = Layers([node.inputs for node in drawing.nodes], [-1] * len(drawing.nodes))
    picture = Picture(drawing, layers, rows_of(layers), manner, None)  # type: ignore[arg-type]
    for cell, wires in picture.canvas.lines.items():
        if len(wires) > 1:
            upright = [bool(side & (NORTH | SOUTH)) for side in wires.values()]
            level = [bool(side & (EAST | WEST)) for side in wires.values()]
            assert sorted(zip(upright, level, strict=True)) == [(False, True), (True, False)], cell


def test_a_wire_with_one_reader_stays_on_its_row() -> None:
    channel = Channel([(0, 2), (1, 2)], [0, 4, 2])
    assert channel.arrivals == [0, 4]
    assert not channel.trunks and channel.width == 1
    assert (channel.bars[2].top, channel.bars[2].bottom) == (0, 4)


def test_two_wires_that_change_places() -> None:
    channel = Channel([(0, 3), (1, 2)], [0, 4, 0, 4])
    assert len(channel.trunks) == 1  # one of them steps aside
    assert len(set(channel.arrivals)) == 2


def test_a_wire_that_is_read_twice_goes_around() -> None:
    channel = Channel([(0, 1), (0, 1)], [3, 3])
    assert sorted(channel.arrivals) == [2, 4]


def test_inputs_from_top_to_bottom() -> None:
    assert Channel([(0, 2), (1, 2)], [5, 0, 3]).from_above(2) == [1, 0]
