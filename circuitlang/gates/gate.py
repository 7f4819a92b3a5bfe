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

    from circuitlang.gates.shapes import Dim


class Gate:
    """One kind of gate, everything about it.

    name      the word in the language (`mul`)
    params    names of its inputs, as formulas show them
    value     `value(m, *inputs)`: the output
    local     `local(m, out, *inputs)`: a tuple, for each input ∂out/∂input; an entry may be
              `m.only(condition, v)`: v where the condition holds, elsewhere the branch is not
              taken and gets exactly 0 whatever it holds; or `m.nothing`: it never gets a gradient
    chain     instead of `local` where that would be a huge Jacobian: `chain(m, g, out, *inputs,
              **options)` gives, for each input, the chained gradient made of g, the gradient of
              the output (`m.matmul(g, m.transpose(b))`)
    shape     `shape(*shapes, **options)`: the shape of the output, or it raises `shapes.Mismatch`;
              None: an elementwise gate, whose inputs are broadcast against one another
    work      `work(*shapes, **options)`: how many elements its value needs on the way, where they
              are many more than those of its inputs and its output; None: they are not
    options   constants by keyword, with their defaults (`{"axis": None, "keepdims": 0}`); `value`,
              `chain` and `shape` get them by name
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
        "chain", "defaults", "domain", "family", "guard", "local", "more", "name", "options",
        "params", "region", "samples", "shape", "sign", "story", "value", "work",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        params: tuple[str, ...],
        *,
        value: Callable[..., Any],
        local: Callable[..., tuple[Any, ...]] | None = None,
        family: str,
        story: str,
        samples: tuple[tuple[Any, ...], ...],
        domain: str = "",
        sign: str = "",
        more: bool = False,
        defaults: dict[str, float] | None = None,
        region: Callable[..., object] | None = None,
        guard: Callable[..., str | None] | None = None,
        chain: Callable[..., tuple[Any, ...]] | None = None,
        shape: Callable[..., tuple[Dim, ...]] | None = None,
        options: dict[str, Any] | None = None,
        work: Callable[..., int] | None = None,
    ) -> None:
        if (local is None) == (chain is None):
            raise ValueError(f"{name}: a gate has either `local` or `chain`")
        self.name = name
        self.params = params
        self.value = value
        self.local = local or _no_local
        self.family = family
        self.story = story
        self.samples = samples
        self.domain = domain
        self.sign = sign
        self.more = more
        self.defaults = defaults or {}
        self.region = region
        self.guard = guard
        self.chain = chain
        self.shape = shape
        self.options = options or {}
        self.work = work

    @property
    def least(self) -> int:
        """The smallest number of inputs that it can be given."""
        return len(self.params) - len(self.defaults)

    def takes(self, count: int) -> bool:
        return self.least <= count and (self.more or count <= len(self.params))

    def __repr__(self) -> str:
        return f"Gate({self.name}({', '.join(self.params)}{', …' if self.more else ''}))"


def _no_local(*_: Any) -> tuple[Any, ...]:
    raise TypeError("a gate with `chain` has no local gradient to compute")
