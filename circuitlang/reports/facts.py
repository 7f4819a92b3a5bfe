"""What is known of one gate as it is shown: its inputs, its numbers, who reads it."""

from __future__ import annotations

from circuitlang.reports.jacobians import formulas
from circuitlang.reports.sentences import name, plain
from circuitlang.reports.tables import shown_terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.reports.sentences import Piece
    from circuitlang.reports.standing import Standing


class Input:
    """One place where a gate reads: `local` and `sent` are None for a constant; `formula` is
    ∂gate/∂input in names.  `forks`: others read it too; `ruler`: the composite gate around it whose
    formula says what it hears (-1: none)."""

    __slots__ = (
        "const",
        "forks",
        "formula",
        "local",
        "ruler",
        "sent",
        "taken",
        "text",
        "value",
        "wire",
    )

    def __init__(self, wire: int, text: str | float, value: float, const: bool) -> None:
        self.wire = wire
        self.text = text
        self.value = value
        self.const = const
        self.local = self.sent = 0.0
        self.formula: str | None = None
        self.taken = True
        self.forks = False
        self.ruler = -1

    @property
    def called(self) -> list[Piece]:
        """Its name; of a literal the number."""
        return name(self.text) if isinstance(self.text, str) else plain(self.text)


class Facts:
    """A gate whose value is fresh.  `moving` are the inputs that are no constants."""

    __slots__ = ("inputs", "moving", "name", "op", "standing", "story", "ties", "value", "wire")

    def __init__(self, standing: Standing, wire: int, story: str,
                 readers: dict[int, list[int]]) -> None:  # fmt: skip
        """`readers` has for each wire the gates that read it, each as often as it does."""
        value = standing.value(wire)
        assert value is not None
        self.standing = standing
        self.wire = wire
        self.value = value
        self.name = standing.tape.name(wire)
        self.op = standing.operation(wire)
        self.story = story
        self.ties = standing.program.m.ties
        self.inputs = self._inputs(readers)
        self.moving = [each for each in self.inputs if not each.const]

    def _inputs(self, readers: dict[int, list[int]]) -> list[Input]:
        standing, tape, found = self.standing, self.standing.tape, []
        terms, slopes = shown_terms(standing, self.wire), formulas(standing, self.wire)
        for slot, (term, formula) in enumerate(zip(terms, slopes, strict=True)):
            value = standing.value(term.wire)
            each = Input(term.wire, standing.term(term.wire), value if value is not None else 0.0,
                         tape.is_const(term.wire))  # fmt: skip
            each.local = 0.0 if term.local is None else term.local
            each.sent = 0.0 if term.chained is None else term.chained
            each.taken, each.formula = term.taken, formula
            each.ruler = standing.ruler(self.wire, slot)
            each.forks = len(readers.get(term.wire, ())) > 1
            found.append(each)
        return found

    @property
    def silent(self) -> bool:
        """Did it hear 0, so that nobody hears anything from it?"""
        return bool(self.standing.gradient(self.wire) == 0.0)

    @property
    def called(self) -> list[Piece]:
        return name(self.name)
