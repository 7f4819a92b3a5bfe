"""Gates that a person chose to see as one."""

from __future__ import annotations


class Unit:
    """Gates that a person chose to see as one: `members`, of which only `result` is read."""

    __slots__ = ("inputs", "members", "name", "result")

    def __init__(self, name: str, members: frozenset[int], result: int, inputs: list[int]) -> None:
        self.name = name
        self.members = members
        self.result = result
        self.inputs = inputs
