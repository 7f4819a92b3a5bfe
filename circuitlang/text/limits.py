"""What a circuit may take, so that one from a stranger cannot take the machine down."""

from __future__ import annotations

from circuitlang.text.errors import error
from circuitlang.text.escape import short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlang.text.errors import CircuitError
    from circuitlang.text.source import Span

MIB, GIB = 2**20, 2**30

FILES_DEEP = 40
"""How deep files may include or load each other."""

MOST_AXES = 32
"""Axes of a tensor: what every NumPy can hold."""

Number = int | float | None

LIMITS: dict[str, tuple[str, str, Number, Number]] = {
    # name: what it bounds, unit, default, untrusted (None: no limit)
    "source": ("source, with includes", "bytes", 64 * MIB, MIB),
    "nesting": ("nesting of brackets and blocks", "levels", 200, 200),
    "gates": ("gates after unrolling", "gates", 20_000_000, 100_000),
    "depth": ("depth of composite calls", "calls within calls", 200, 64),
    "elements": ("elements of one tensor", "elements", 100_000_000, 1_000_000),
    "memory": ("memory for values and gradients", "bytes of memory", 8 * GIB, 256 * MIB),
    "string": ("one string", "characters", 1_000_000, 10_000),
    "time": ("time of a run", "seconds", None, 10),
}


class Limits:
    """The limits that hold, by name; `files` tells whether a circuit may read and write files."""

    __slots__ = (*LIMITS, "files")

    source: int
    nesting: int
    gates: int
    depth: int
    elements: int
    memory: int
    string: int
    time: float | None
    files: bool

    def __init__(self, *, untrusted: bool = False) -> None:
        for name, (_, _, default, strict) in LIMITS.items():
            setattr(self, name, strict if untrusted else default)
        self.files = not untrusted

    @classmethod
    def untrusted(cls) -> Limits:
        """The limits of `--untrusted`: small, and no files."""
        return cls(untrusted=True)

    def replace(self, name: str, value: object) -> Limits:
        """The same limits but one.  `value` is a number or its text (`--limit gates=1000`), for
        `time` also None or `none`; anything else is `bad-argument`, as is an unknown name."""
        name = str(name)  # a Python program may give anything
        if name not in LIMITS:
            from circuitlang.text.suggest import suggest

            near = suggest(name, LIMITS)
            raise error(
                "bad-argument",
                f"there is no limit called `{short(name)}`",
                help=f"did you mean `{near}`?" if near else f"the limits are {', '.join(LIMITS)}",
            )
        changed = Limits()
        for each in (*LIMITS, "files"):
            setattr(changed, each, getattr(self, each))
        setattr(changed, name, _number(name, value))
        return changed

    def exceeded(
        self, name: str, count: float, span: Span | None = None, what: str = "this"
    ) -> CircuitError:
        """The error for `count` where the limit `name` is less; `what` needs so many
        ("this loop", "`X`")."""
        unit, limit = LIMITS[name][1], getattr(self, name)
        return error(
            "limit-exceeded",
            f"{what} would take {_figure(count)} {unit}, the limit is {_figure(limit)}",
            span,
            help=f"make it smaller, or raise the limit: `--limit {name}=N`",
        )

    def check(self, name: str, count: float, span: Span | None = None, what: str = "this") -> None:
        """Raise `limit-exceeded` where `count` is over the limit `name`."""
        limit = getattr(self, name)
        if limit is not None and count > limit:
            raise self.exceeded(name, count, span, what)

    def shape(self, shape: Sequence[object], span: Span | None, what: str) -> None:
        """Raise `limit-exceeded` where a tensor of this shape is over the limit.  An axis of
        size 0 does not make the others free: what runs along them takes its time."""
        if len(shape) > MOST_AXES:
            raise error(
                "limit-exceeded",
                f"{what} would have {len(shape)} axes, the limit is {MOST_AXES}",
                span,
            )
        product = 1
        for size in shape:
            product *= max(size, 1) if isinstance(size, int) else 1
        self.check("elements", product, span, what)

    def used_up(self, span: Span | None = None) -> CircuitError:
        """The error for memory that the machine, or its operating system, does not give."""
        return error(
            "limit-exceeded",
            "there is not enough memory for this",
            span,
            help="make it smaller, or run it where there is more memory",
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and all(
            getattr(self, each) == getattr(other, each) for each in (*LIMITS, "files")
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        parts = (f"{each}={getattr(self, each)!r}" for each in (*LIMITS, "files"))
        return f"Limits({', '.join(parts)})"


def _number(name: str, value: object) -> Number:
    """A limit as a whole number that is not negative; `time` may be a fraction or None."""
    timed = name == "time"
    if timed and (value is None or value == "none"):
        return None
    number: float | None = None
    if isinstance(value, (int, float, str)) and not isinstance(value, bool):
        try:
            number = int(value) if isinstance(value, (int, str)) else value
        except ValueError:
            number = _fraction(value)
    if number is None or not 0 <= number < float("inf") or (not timed and number != int(number)):
        kind = "a number of seconds" if timed else "a whole number"
        raise error(
            "bad-argument",
            f"the limit `{name}` is {kind} that is not negative, not `{short(str(value))}`",
            help=f"write it like this: `--limit {name}={LIMITS[name][2] or 10}`",
        )
    return number if timed else int(number)


def _fraction(value: str | float) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _figure(count: float) -> str:
    """A count in digits, or its size where nobody would read them."""
    if isinstance(count, int) and count >= 10**18:
        return f"about 10^{int(count.bit_length() * 0.30103)}"
    return f"{count:,}" if isinstance(count, int) else f"{count:,.6g}"
