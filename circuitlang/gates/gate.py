"""What one row of the gate table says.

A rule is written once against a vocabulary `m` (see `circuitlang.readings`) and read in several:
Python floats, text formulas, arrays, circuit wires, C.  Rules use the operators `+ - *` and unary
`-` directly and everything that can raise or differs between worlds through `m` (`m.div`, `m.pow`,
`m.exp`, `m.where`, …).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Gate:
    """One kind of gate, everything about it.

    name      the word in the language (`mul`)
    params    names of its inputs, as formulas show them
    value     `value(m, *inputs)`: the output
    local     `local(m, out, *inputs)`: a tuple, for each input ∂out/∂input; an entry may be
              `m.only(condition, v)`: v where the condition holds, elsewhere the branch is not
              taken and gets exactly 0 whatever it holds; or `m.nothing`: it never gets a gradient
    family    arithmetic, elementary, neural, choice, …
    story     one or two sentences that explain it, in the words of someone who teaches it
    domain    where it is defined, in words ("x > 0"); empty: everywhere
    samples   points (one tuple of inputs each) that every test visits
    sign      operator sign, if it has one (`*`)
    more      True: takes two or more inputs (`params` then names the first ones)
    defaults  values of inputs that may be left out (`{"slope": 0.01}`)
    region    `region(*floats)`: tells the pieces of a piecewise gate apart (a hashable value that
              changes exactly where there is a kink, a tie or a jump); None: smooth
    guard     `guard(*floats)`: why these inputs are a mistake (`clip` with lo > hi), or None
    """

    __slots__ = (
        "defaults", "domain", "family", "guard", "local", "more", "name", "params",
        "region", "samples", "sign", "story", "value",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        params: tuple[str, ...],
        *,
        value: Callable[..., Any],
        local: Callable[..., tuple[Any, ...]],
        family: str,
        story: str,
        samples: tuple[tuple[float, ...], ...],
        domain: str = "",
        sign: str = "",
        more: bool = False,
        defaults: dict[str, float] | None = None,
        region: Callable[..., object] | None = None,
        guard: Callable[..., str | None] | None = None,
    ) -> None:
        self.name = name
        self.params = params
        self.value = value
        self.local = local
        self.family = family
        self.story = story
        self.samples = samples
        self.domain = domain
        self.sign = sign
        self.more = more
        self.defaults = defaults or {}
        self.region = region
        self.guard = guard

    @property
    def least(self) -> int:
        """The smallest number of inputs that it can be given."""
        return len(self.params) - len(self.defaults)

    def takes(self, count: int) -> bool:
        return self.least <= count and (self.more or count <= len(self.params))

    def __repr__(self) -> str:
        return f"Gate({self.name}({', '.join(self.params)}{', …' if self.more else ''}))"
