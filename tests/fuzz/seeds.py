"""Where the fuzzers begin: every circuit and conversation of the project, and its words."""

from __future__ import annotations

import re
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FINDINGS = Path(__file__).parent / "findings"
LONGEST = 3000  # bytes of one input: longer seeds are cut where a line ends
SIGNS = ["(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "=", "==", "<=", "**", "^", "@", "#",
         "\\x0a", " ", '\\"', "_", "inf", "nan", "pi", "1e308", "5e-324", "-0", "1e18", ".T",
         "axis=0", "keepdims=1", "stride=2", "pad=1", "shape=[2, 3]", "x", "f", "\\xef\\xbb\\xbf",
         "\\xe2\\x80\\xae", "\\xcf\\x83", "\\xc2\\xb2", "\\x0d", "\\x00"]  # fmt: skip
VARIANTS = 8  # of each of the names: which looks and exports they go through depends on all of it
NAMES = (
    "x σ w0 größe 變數 _\nplain words", "show forward input def lambda None\n<b>&amp;</b> {x}",
    "graph end node style class subgraph\n\"];x[URL=\"javascript:alert(1)",
    "torch math np self value F\n\\input{/etc/passwd} $x^2$ %{{",
    "é e\u0301 ℵ ªa a·b µ\n]]> --> %%{init: {}}%%",
    "l1 I1 O0 _0 __class__ __import__\n../../../etc",
    "x.y x[0] x-y 'x' \"x\" <x>\n\x1b[31m red \u202e", "sum max exp relu matmul softmax\n/dev/zero",
)  # fmt: skip


def texts() -> Iterator[bytes]:
    """Circuits and typed lines."""
    for folder in ("examples", "examples/errors", "tests/programs", "tests/programs/lib"):
        for path in sorted((ROOT / folder).glob("*.circ")):
            yield from _cut(path.read_bytes())
    for path in sorted((ROOT / "tests" / "transcripts").glob("*.txt")):
        typed = re.findall(r"^[>.] (.*)$", path.read_text("utf-8"), re.MULTILINE)
        yield from _cut("\n".join(typed).encode())
    yield from _pages()


def _pages() -> Iterator[bytes]:
    """The examples of the pages of `help`, of which there is one for each gate and command."""
    from circuitlang.guide.gate_examples import EXAMPLES
    from circuitlang.session.registry import COMMANDS
    from circuitlang.text.catalog import CATALOG

    for row in COMMANDS.values():
        typed = re.findall(r"^ *> (.*)$", row.run.__doc__ or "", re.MULTILINE)
        yield "\n".join(typed).encode()
    for lines in EXAMPLES.values():
        yield "\n".join([lines] if isinstance(lines, str) else lines).encode()
    for entry in CATALOG.values():
        yield f"{entry.bad}\n".encode()


def _cut(data: bytes) -> Iterator[bytes]:
    while len(data) > LONGEST:
        at = data.rfind(b"\n", 0, LONGEST) + 1 or LONGEST
        yield data[:at]
        data = data[at:]
    yield data


def seeds(target: str) -> list[bytes]:
    """The inputs that a target begins with; those that were findings once are the first."""
    names = [f"{name}{' ' * spaces}".encode() for name in NAMES for spaces in range(VARIANTS)]
    return findings(target) + (names if target == "names" else list(dict.fromkeys(texts())))


def findings(target: str) -> list[bytes]:
    """What broke a promise once, and must hold from then on."""
    return [path.read_bytes() for path in sorted((FINDINGS / target).glob("*"))]


def dictionary() -> list[str]:
    """The words and signs of the language, as the entries of a libFuzzer dictionary."""
    from circuitlang.gates import TABLE
    from circuitlang.meaning.data import CONSTRUCTORS, INITIAL
    from circuitlang.syntax.parser import words

    known = words()
    found = {*known.heads, *known.inner, *(gate.name for gate in TABLE), *CONSTRUCTORS, *INITIAL}
    return [f'"{word}"' for word in (*sorted(found), *SIGNS)]
