"""Memory of results that were thrown away is used again, and never that of results still held."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from circuitlang.engines.kept import MOST, Kept

np = pytest.importorskip("numpy")


def place(array):
    return array.__array_interface__["data"][0]


WAYS = {
    "itself": lambda room: room,
    "a column": lambda room: room[1],
    "a part of a column": lambda room: room[1][10:20],
    "every other number": lambda room: room[:, ::2],
    "turned": lambda room: room.T,
    "in another shape": lambda room: room[1].reshape(10, 100),
    "as other numbers": lambda room: room.view(np.uint8),
    "read as a buffer": lambda room: memoryview(room[2]),
    "an array of a buffer": lambda room: np.frombuffer(room[2])[5:],
    "one after the other": lambda room: iter(room[0]),
    "flat": lambda room: room[0].flat,
    "a window": lambda room: np.lib.stride_tricks.sliding_window_view(room[0], 3),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_is_held_in_any_way_is_not_given_again(way):
    kept = Kept()
    room = kept.room(3, 1000)
    room[:] = 1.0
    held, before = way(room), place(room)
    del room
    for _ in range(3):
        other = kept.room(3, 1000)
        assert not before <= place(other) < before + 24_000
        other[:] = 2.0
        del other
    del held


def test_what_nobody_holds_is_given_again():
    kept = Kept()
    room = kept.room(3, 1000)
    part, before = room[1][10:20], place(room)
    del room, part
    for _ in range(3):
        room = kept.room(3, 1000)
        assert place(room) == before and room.shape == (3, 1000)
        del room
    assert kept.room(2, 1000).shape == (2, 1000) and kept.room(2, 0).shape == (2, 0)


def test_much_is_not_kept():
    kept = Kept()
    kept.room(1, MOST // 8 + 1)
    assert not kept.last


def test_threads_do_not_share():
    kept = Kept()

    def work(number):
        for _ in range(200):
            room = kept.room(3, 1000)
            room[:] = number
            part = room[1]
            del room
            if not (part == number).all():
                return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, [1.0, 2.0, 3.0, 4.0]))
