"""The commands, a file for each kind; importing this package registers them all."""

from __future__ import annotations

from circuitlang.session.commands import (
    coding,
    drawing,
    editing,
    explaining,
    helping,
    looking,
    numbers,
    passes,
    plotting,
    quizzing,
    sessions,
    shaping,
    testing,
    training,
    walking,
)
from circuitlang.session.commands.numbers import timed, value_of_expression
from circuitlang.session.registry import COMMANDS
from circuitlang.syntax import nodes

RENAMING = {"load", "reset", "undo", "redo", "delete"}
"""Commands after which the names of the circuit are not known until they have run."""


def changes_names(statement: nodes.Statement) -> bool:
    if isinstance(statement, nodes.Time):
        return changes_names(statement.statement)
    return isinstance(statement, nodes.Command) and statement.word.text in RENAMING


__all__ = ["COMMANDS", "changes_names", "coding", "drawing", "editing", "explaining", "helping",
           "looking", "numbers", "passes", "plotting", "quizzing", "sessions", "shaping", "testing",
           "timed", "training", "value_of_expression", "walking"]  # fmt: skip
