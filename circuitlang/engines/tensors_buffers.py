"""Steps laid out in buffers: each array has its place before anything runs, and what is needed no
longer lends its place to what comes after.

What is asked for at the end is written into arrays that are new in each run and handed over; all
else is in a workspace that only one run at a time has.
"""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from circuitlang.readings.arrays import quiet
from circuitlang.readings.steps import Kind, Node, Step, Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circuitlang.text.limits import Limits

ALIGNED = 64  # bytes: a line of the cache


class Layout:
    """Where each register's array lies, for a list of steps and the results that are wanted.

    steps    those that a result depends on, and the checks
    place    of the registers that a step writes: the number of a buffer; sizes: their bytes
    handed   the registers whose arrays are new in each run
    fixed    registers of views whose memory is in a buffer: they are made with the workspace
    """

    def __init__(self, recorded: Steps, leaves: Sequence[int], results: Sequence[int]) -> None:
        self.recorded, self.leaves = recorded, tuple(leaves)
        self.results = tuple(results)
        self.steps = self._needed()
        self.root = self._roots()
        written = {step.result for step in self.steps if step.kind is Kind.WRITES}
        self.handed = [reg for reg in dict.fromkeys(self.results) if reg in written]
        self.place: dict[int, int] = {}
        self.sizes: list[int] = []
        self._place()
        self.fixed: list[Step] = []
        there = set(self.place)
        for step in self.steps:  # a view of a view that waits for the leaves waits as well
            if step.kind is Kind.VIEWS and step.inputs[0] in there \
                    and recorded.consts.keys() >= {*step.inputs[1:]}:  # fmt: skip
                self.fixed.append(step)
                there.add(step.result)

    def _needed(self) -> list[Step]:
        wanted, found = set(self.results), []
        for step in reversed(self.recorded.steps):
            if step.kind is Kind.CHECKS or step.result in wanted:
                wanted.update(step.inputs)
                found.append(step)
        return _early(found[::-1])

    def _roots(self) -> list[int]:
        """The register whose array each register's memory belongs to."""
        root = list(range(len(self.recorded.likes)))
        for step in self.steps:
            if step.kind is Kind.VIEWS:
                root[step.result] = root[step.inputs[0]]
        return root

    def _place(self) -> None:
        last = {}  # the step after which nobody reads a root
        for at, step in enumerate(self.steps):
            for reg in step.inputs:
                last[self.root[reg]] = at
        for reg in self.results:
            last[self.root[reg]] = len(self.steps)
        free: list[int] = []
        for at, step in enumerate(self.steps):
            reg = step.result
            if step.kind is Kind.WRITES and reg not in self.handed:
                self.place[reg] = self._taken_over(step, at, last)
                if self.place[reg] < 0:
                    self.place[reg] = self._found(self.recorded.likes[reg].nbytes, free)
            over = {root for root in (self.root[x] for x in step.inputs)
                    if last[root] == at and root in self.place}  # fmt: skip
            free += {self.place[root] for root in over} - {self.place.get(reg, -1)}

    def _taken_over(self, step: Step, at: int, last: dict[int, int]) -> int:
        """The place of an input that nobody reads afterwards and that is laid out the same."""
        likes = self.recorded.likes
        like = likes[step.result]
        for x in step.yielding:
            root, have = self.root[x], likes[x]
            if (root in self.place and last[root] == at and have.shape == like.shape
                    and have.strides == like.strides and have.nbytes == likes[root].nbytes
                    and have.itemsize == like.itemsize):  # fmt: skip
                return self.place[root]
        return -1

    def _found(self, size: int, free: list[int]) -> int:
        """A free buffer, the smallest that is large enough, or a new one."""
        fits = [place for place in free if size <= self.sizes[place] <= 2 * size + 4096]
        if fits:
            best = min(fits, key=self.sizes.__getitem__)
            free.remove(best)
            return best
        self.sizes.append(size)
        return len(self.sizes) - 1

    def workspace(self) -> list[Any]:
        """The registers, with constants, buffers and views of them."""
        likes = self.recorded.likes
        registers: list[Any] = [None] * len(likes)
        for reg, value in self.recorded.consts.items():
            registers[reg] = value
        memory = np.empty(sum(size + 2 * ALIGNED for size in self.sizes), np.uint8)
        start, buffers = -memory.ctypes.data % ALIGNED, []
        for size in self.sizes:
            buffers.append(memory[start : start + size + ALIGNED])
            start += size + ALIGNED - size % ALIGNED
        for reg, place in self.place.items():
            like = likes[reg]
            registers[reg] = np.ndarray(like.shape, like.dtype, buffers[place],
                                        strides=like.strides)  # fmt: skip
        for step in self.fixed:
            registers[step.result] = step.call(*[registers[x] for x in step.inputs])
        return registers


class Workspace:
    """Registers for one run at a time, and the calls of a plan that are made with them.

    calls   (what is called first, its arguments bound to it; what is called then, what gets the
            arguments of that from the registers, where its result goes or -1)
    at      where each register of the layout is here
    low     from here on lies what is of one run only: the leaves, what is handed over, and what
            steps make
    """

    __slots__ = ("at", "calls", "low", "registers")

    def __init__(self, layout: Layout) -> None:
        full = layout.workspace()
        viewed = {step.result for step in layout.fixed}
        steps = [step for step in layout.steps if step.result not in viewed]
        made = [step.result for step in steps if step.kind in (Kind.VIEWS, Kind.MAKES)]
        passing = [*layout.leaves, *layout.handed, *made]
        apart = set(passing)
        order = [*[reg for reg in range(len(full)) if reg not in apart], *passing]
        self.at = at = {reg: place for place, reg in enumerate(order)}
        self.registers, self.low = [full[reg] for reg in order], len(order) - len(passing)
        self.calls: list[tuple[list[Any], Any, Any, int]] = []
        still: list[Any] = []
        for step in steps:
            if step.kind in (Kind.WRITES, Kind.CHECKS) and apart.isdisjoint(step.arguments):
                still.append(partial(step.call, *[full[reg] for reg in step.arguments]))
                continue
            result = at[step.result] if step.kind in (Kind.VIEWS, Kind.MAKES) else -1
            get = _getter(tuple([at[reg] for reg in step.arguments]))
            self.calls.append((still, step.call, get, result))
            still = []
        if still:
            self.calls.append((still, _nothing, _getter(()), -1))


class Plan:
    """Steps that are ready to run, again and again, by many threads."""

    def __init__(self, recorded: Steps, leaves: Sequence[Node], results: Sequence[Any],
                 limits: Limits) -> None:  # fmt: skip
        self.limits = limits
        wanted = [x.at for x in results if type(x) is Node]
        self.layout = layout = Layout(recorded, [x.at for x in leaves], wanted)
        self.handed = [recorded.likes[reg] for reg in layout.handed]
        self.spare: list[Workspace] = []  # those that nobody has
        first = Workspace(layout)
        self.spare.append(first)
        self.blank = [None] * (len(first.registers) - first.low)
        self.results = [self._result(x, first, results[:at]) for at, x in enumerate(results)]
        nodes = [x.at if type(x) is Node else -1 for x in results]
        self.owners = [nodes.index(reg) for reg in layout.handed]
        self.copied = [at for at in range(len(results)) if at not in self.owners]

    def _result(self, x: Any, space: Workspace, before: Sequence[Any]) -> tuple[Any, bool | None]:
        """Where it lies, and whether that array is its own; None: it is known already."""
        if type(x) is not Node:
            return x, None
        own = x.at in self.layout.handed and not any(x is other for other in before)
        return space.at[x.at], own

    @property
    def bytes(self) -> int:
        """What a workspace takes."""
        return sum(self.layout.sizes)

    def run(self, leaves: Sequence[Any]) -> list[Any]:
        """The results.  Raises what a check raises, limit-exceeded for time."""
        passing = [*leaves, *[np.empty_like(like) for like in self.handed]]
        found: list[Any] = self._through(passing, self._handed_over)
        return found

    def into(self, leaves: Sequence[Any], targets: Sequence[Any]) -> None:
        """The results, written into arrays of their shapes; nothing where there is none is 0.
        Raises what a check raises: then some may have been written."""
        passing = [*leaves, *[targets[at] for at in self.owners]]

        def fill(space: Workspace) -> None:
            for at in self.copied:
                result, own = self.results[at]
                value = result if own is None else space.registers[result]
                targets[at][...] = 0.0 if value is None else value

        self._through(passing, fill)

    def _through(self, passing: list[Any], done: Callable[[Workspace], Any]) -> Any:
        try:
            space = self.spare.pop()
        except IndexError:
            space = Workspace(self.layout)
        registers, low = space.registers, space.low
        registers[low : low + len(passing)] = passing
        try:
            with quiet():
                if self.limits.time is not None:
                    self._by_the_clock(space, self.limits.time)
                else:
                    for still, call, get, result in space.calls:
                        for each in still:
                            each()
                        if result < 0:
                            call(*get(registers))
                        else:
                            registers[result] = call(*get(registers))
            return done(space)
        finally:
            registers[low:] = self.blank
            self.spare.append(space)

    def _by_the_clock(self, space: Workspace, limit: float) -> None:
        start = monotonic()
        for still, call, get, result in space.calls:
            for each in still:
                each()
                self._in_time(start, limit)
            found = call(*get(space.registers))
            if result >= 0:
                space.registers[result] = found
            self._in_time(start, limit)

    def _in_time(self, start: float, limit: float) -> None:
        if monotonic() - start > limit:
            raise self.limits.exceeded("time", monotonic() - start, None, "the pass")

    def _handed_over(self, space: Workspace) -> list[Any]:
        """The results, each an array of its own."""
        found = []
        for result, own in self.results:
            value = result if own is None else space.registers[result]
            found.append(value if own or not isinstance(value, np.ndarray) else value.copy())
        return found


def _early(steps: list[Step]) -> list[Step]:
    """Each check of what was taken for granted right after what it looks at, while that is still
    in the cache, and so that nothing has to be kept for it."""
    made = {step.result: at for at, step in enumerate(steps)}
    when = [(max([made.get(reg, -1) for reg in step.inputs]) if step.early else at, at)
            for at, step in enumerate(steps)]  # fmt: skip
    return [steps[at] for _, at in sorted(when)]


def _nothing() -> None:
    pass


def _getter(registers: tuple[int, ...]) -> Any:
    """What gets their contents as a sequence."""
    if not registers:
        return itemgetter(slice(0, 0))
    if len(registers) == 1:
        return itemgetter(slice(registers[0], registers[0] + 1))
    return itemgetter(*registers)
