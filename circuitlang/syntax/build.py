"""The embedded transformer: makes the nodes of a statement while it is parsed."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from circuitlang.syntax import nodes
from circuitlang.syntax.lexer import Lexeme
from circuitlang.syntax.terms import Path, Terms
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circuitlang.syntax.terms import Children


class Builder(Terms):
    """A method for each form of the grammar that is no expression."""

    def __getattr__(self, form: str) -> Callable[[Children], nodes.Command | nodes.Time]:
        """`nudge__x__h`: the command `nudge` with the slots `x` and `h`."""
        word, separator, slots = form.partition("__")
        if not word or not separator:
            raise AttributeError(form)
        return partial(self._command, slots.split("__") if slots else [])

    # ---- names

    def word(self, c: Children) -> nodes.Word:
        return nodes.Word(c[0].text, c[0].at, c[0].end)

    def name(self, c: Children) -> nodes.Expr:
        return self.value([self.read(c)])

    def pattern(self, c: Children) -> nodes.Pattern:
        name = self.name(c)
        return nodes.Pattern(name, False, name.at, name.end)

    def pattern_inner(self, c: Children) -> nodes.Pattern:
        name = self.name(c)
        return nodes.Pattern(name, True, name.at, c[2].end)

    def pattern_all(self, c: Children) -> nodes.Pattern:
        return nodes.Pattern(None, True, c[0].at, c[0].end)

    def names(self, c: Children) -> tuple[nodes.Pattern, ...]:
        return tuple(c)

    def rest(self, c: Children) -> nodes.Text:
        return nodes.Text(c[0].text, c[0].at, c[0].end)

    def _target(self, ref: Lexeme | Path) -> nodes.Target:
        if type(ref) is Lexeme:
            return nodes.Target(ref.text, (), ref.at, ref.end)
        assert isinstance(ref, Path)
        out = self.out
        marks = [item[2] for item in ref.items] + [len(out)]
        parts = [out[a:b] for a, b in pairwise(marks)]
        wrong = next((s for s in ref.trail if type(s) is not nodes.Index), None)
        sliced = next((p[-1] for p in parts if type(p[-1]) is nodes.Slice), None)
        if wrong or sliced or len(ref.trail) > 1:
            at = ref.at if sliced is None else sliced.at
            raise error(
                "syntax",
                "a name that is declared is one word, which may carry subscripts",
                self.span(at, ref.end if sliced is None else sliced.end),
                help="write it like `w`, `w[1]` or `a[i, j]`",
            )
        del out[ref.first :]
        subscripts = tuple(
            nodes.Expr(part, item[0], item[1]) for part, item in zip(parts, ref.items, strict=True)
        )
        return nodes.Target(ref.name, subscripts, ref.at, ref.end)

    # ---- statements

    def bare(self, c: Children) -> nodes.Bare:
        return nodes.Bare(c[0], c[0].at, c[0].end)

    def shape(self, c: Children) -> tuple[tuple[nodes.Expr, ...], int]:
        return tuple(c[2:-1]), c[-1].end

    def leaf(self, c: Children) -> nodes.Leaf:
        ref, shape, value = c
        end = value.end if value else shape[1] if shape else ref.end
        return nodes.Leaf(self._target(ref), shape[0] if shape else None, value, ref.at, end)

    def leaves(self, c: Children) -> nodes.Leaves:
        return nodes.Leaves(c[0].text, tuple(c[1:]), c[0].at, c[-1].end)

    def gate(self, c: Children) -> nodes.Assign:
        keyword, ref, value = c
        return nodes.Assign(self._target(ref), value, True, keyword.at, value.end)

    def assign(self, c: Children) -> nodes.Assign:
        ref, value = c
        return nodes.Assign(self._target(ref), value, False, ref.at, value.end)

    def parameters(self, c: Children) -> tuple[nodes.Word, ...]:
        return tuple(c)

    def rule(self, c: Children) -> nodes.Rule:
        form, param, value = c
        return nodes.Rule(form.text, param, value, form.at, value.end)

    def define_line(self, c: Children) -> nodes.Define:
        keyword, name, _, params, _, value = c
        return nodes.Define(name, params, (), value, (), False, keyword.at, value.end)

    def define_block(self, c: Children) -> nodes.Define:
        keyword, name, _, params, _, _, *rest, brace = c
        at = next(i for i, one in enumerate(rest) if type(one) is Lexeme)  # `return`
        body, result, rules = tuple(rest[:at]), rest[at + 1], tuple(rest[at + 2 :])
        return nodes.Define(name, params, body, result, rules, True, keyword.at, brace.end)

    def loop(self, c: Children) -> nodes.For:
        keyword, var, low, high, _, *body, brace = c
        return nodes.For(var, low, high, tuple(body), keyword.at, brace.end)

    def ties(self, c: Children) -> nodes.Ties:
        return nodes.Ties(self.word(c[1:]), c[0].at, c[1].end)

    def output(self, c: Children) -> nodes.Output:
        return nodes.Output(tuple(c[1:]), c[0].at, c[-1].end)

    def include(self, c: Children) -> nodes.Include:
        path = self.text(c[1:])
        return nodes.Include(path, c[0].at, path.end)

    def seed(self, c: Children) -> nodes.Seed:
        return nodes.Seed(c[1], c[0].at, c[1].end)

    def _command(self, names: list[str], c: Children) -> nodes.Command | nodes.Time:
        word = self.word(c)
        if names == ["statement"]:
            if isinstance(c[1], nodes.Time):
                raise error("syntax", "`time` takes one statement", self.span(c[1].at, c[1].end))
            return nodes.Time(c[1], word.at, c[1].end)
        end, bang = word.end, False
        slots: dict[str, Any] = {}
        for name, held in zip(names, c[1:], strict=True):
            if name == "bang":
                bang = held is not None
                continue
            slots[name] = self.word([held]) if type(held) is Lexeme else held
            if held is not None:
                end = held[-1].end if type(held) is tuple else held.end
        return nodes.Command(word, bang, slots, word.at, end)
