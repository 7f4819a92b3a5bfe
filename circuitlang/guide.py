"""The pages of `help` and the table of `gates`, printed from the declarations themselves."""

from __future__ import annotations

from circuitlang.gates import TABLE
from circuitlang.readings.chain_formulas import chain_formula
from circuitlang.readings.formulas import local_formula
from circuitlang.readings.notation import value_formula
from circuitlang.text.errors import CircuitError, error
from circuitlang.text.limits import LIMITS
from circuitlang.text.suggest import suggest
from circuitlang.text.width import pad, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from circuitlang.gates.gate import Gate
    from circuitlang.session.registry import CommandRow
    from circuitlang.text.entry import Entry
    from circuitlang.text.errors import Diagnostic
    from circuitlang.views.style import Line

WORDS = {
    "input": ("input x = -2, y", "a leaf that gets a gradient; without a value it must be `set`"),
    "param": ("param w = 0.5", "a leaf that gets a gradient and that `descend` updates"),
    "const": ("const k = 3", "a leaf that gets no gradient"),
    "gate": ("gate q = x + y", "names the output of an expression; `q = x + y` is the short form"),
    "def": ("def sigma(t) = 1 / (1 + exp(-t))", "a composite gate: one for the reader, with gates "
            "inside; with a block it may have a `local` of its own"),
    "for": ("for t in 1 to 3 { h[t] = tanh(h[t-1] + x[t]) }",
            "the body once for each whole number, both ends included"),
    "ties": ("ties split", "how `max` and `min` share a gradient at a tie: split, first or both"),
    "output": ("output f", "what `backward` starts from; without it the last gate declared"),
    "include": ('include "common.circ"', "the declarations of another file, once"),
    "seed": ("seed 42", "the random generator of `randn` and `uniform` begins there"),
    "sum": ("sum(w[i] * x[i] for i in 1 to 3)", "one add gate of all terms"),
    "prod": ("prod(x[i] for i in 1 to 3)", "one mul gate of all factors"),
    "grad": ("grad(x)", "in expressions of commands: the gradient of the last backward by x"),
    "value": ("value(q)", "in expressions of commands: the value of q in the last forward"),
}  # fmt: skip
SIGNS = {"^": "pow", "-": "sub"}  # a sign that is not its gate's only one
ALSO = {"-": "neg"}


def topic(word: str) -> list[Line]:
    """The page about a code, a gate or its sign, a command, a word of the language, `limits` or
    `gates`; raises bad-argument for any other word."""
    from circuitlang.text.catalog import CATALOG

    commands = _commands()
    if word == "gates":
        return gates()
    if word == "limits":
        return limits()
    if word in CATALOG:
        return code(CATALOG[word])
    rows = _rows(word)
    pages = [gate_page(row) for row in rows]
    if word in WORDS:
        pages.append(_word(word))
    if word in commands:
        pages.append(_command(commands[word]))
    if not pages:
        known = [*CATALOG, *(row.name for row in _public()), *commands, *WORDS, "limits"]
        near = suggest(word, known)
        raise error("bad-argument", f"there is no help on `{word}`",
                    help=f"did you mean `{near}`?" if near else "`help` alone lists the topics",
                    )  # fmt: skip
    return [line for page in pages for line in ([], *page)][1:]


def topics() -> list[Line]:
    """What there is help on, in groups."""
    from circuitlang.text.catalog import CATALOG

    groups = {
        "words of the language": list(WORDS),
        "commands": list(_commands()),
        "gates": [row.name for row in _public()],
        "codes of errors": list(CATALOG),
        "further": ["limits", "gates"],
    }
    lines: list[Line] = []
    for title, words in groups.items():
        lines += [[("title", title)], *([("plain", f"  {row}")] for row in _wrapped(words))]
    return lines


# ---------------------------------------------------------------------- gates


def gates() -> list[Line]:
    """Every gate in one line: its inputs, its sign, its local gradient by each input."""
    rows = [(row.family, _call(row), _written(row), _locals(row)) for row in _public()]
    first = max(width(call) for _, call, _, _ in rows) + 2
    second = max(width(written) for _, _, written, _ in rows) + 2
    lines: list[Line] = []
    family = ""
    for home, call, written, slopes in rows:
        if home != family:
            lines += ([[]] if family else []) + [[("title", home)]]
            family = home
        shown = "   ".join(f"{by} = {slope}" for by, slope in slopes) or "passes no gradient"
        lines.append([("plain", "  "), ("name", pad(call, first)), ("plain", pad(written, second)),
                      ("gradient" if slopes else "dim", shown)])  # fmt: skip
    return lines


def gate_page(row: Gate) -> list[Line]:
    """What a gate computes, what it passes back, and what that means."""
    lines: list[Line] = [[("name", _call(row)), ("dim", f"   {row.family}")]]
    if row.sign:
        lines.append([("plain", f"  written {_written(row)}")])
    lines += [[("plain", f"  {by} = "), ("gradient", slope)] for by, slope in _locals(row)]
    if row.domain:
        lines.append([("plain", f"  defined where {row.domain}")])
    return [*lines, *([("plain", f"  {part}")] for part in _wrapped(row.story.split(), " "))]


def _rows(word: str) -> list[Gate]:
    names = [SIGNS.get(word, word), ALSO.get(word)]
    found = [row for row in _public() if row.name in names]
    return found or [row for row in _public() if row.sign == word]


def _public() -> list[Gate]:
    return [row for row in TABLE if row.family != "internal"]


def _call(row: Gate) -> str:
    """`mul(x, y, …)`, `leaky_relu(x, slope=0.01)`, `sum(x, axis=…, keepdims=0)`."""
    inputs = [f"{name}={row.defaults[name]:g}" if name in row.defaults else name
              for name in row.params]  # fmt: skip
    inputs += ["…"] if row.more else []
    inputs += [f"{name}={'…' if value in (None, ()) else value}"
               for name, value in row.options.items()]  # fmt: skip
    return f"{row.name}({', '.join(inputs)})"


def _written(row: Gate) -> str:
    """A gate with a sign as the language writes it: `x * y`."""
    return value_formula(row, row.params) if row.sign else ""


def _locals(row: Gate) -> list[tuple[str, str]]:
    """The inputs that can get a gradient, each with its local gradient as a formula; for a gate
    of tensors its gradient, made of that of the output."""
    if row.chain is None:
        formulas, sign = local_formula(row, row.params), "∂/∂"
    else:
        formulas, sign = chain_formula(row, row.params, "out"), "d"
    return [(sign + name, text) for name, text in zip(row.params, formulas, strict=True) if text]


# ---------------------------------------------------------------------- other pages


def limits() -> list[Line]:
    """Every limit with its default and what it is with `--untrusted`."""
    rows = [("limit", "default", "--untrusted", "")]
    for name, (what, unit, default, strict) in LIMITS.items():
        rows.append((name, _amount(default, unit), _amount(strict, unit), what))
    rows.append(("files", "the circuit's folder", "none", "what a circuit may read and write"))
    sizes = [max(width(row[k]) for row in rows) + 2 for k in range(3)]
    lines: list[Line] = []
    for row in rows:
        first = "title" if not lines else "name"
        cells = [pad(cell, size) for cell, size in zip(row, sizes, strict=False)]
        lines.append([("plain", "  "), (first, cells[0]), ("plain", "".join(cells[1:]) + row[3])])
    return [
        *lines,
        [],
        [("plain", "  raise one with --limit NAME=N, as in --limit gates=50000000")],
    ]


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "none"
    if unit.startswith("bytes"):
        return f"{value // 2**20:g} MiB" if value < 2**30 else f"{value // 2**30:g} GiB"
    return f"{value:,} s" if unit == "seconds" else f"{value:,}"


def code(entry: Entry) -> list[Line]:
    """A code: what it means, an example with the error that it really gives, the same mended."""
    from circuitlang.views.snippet import render_all

    shown = "This goes wrong, with --strict:" if entry.strict else "This goes wrong:"
    lines: list[Line] = [[("error", entry.code), ("plain", f": {entry.title}")], []]
    lines += [[("plain", f"  {row}")] for row in entry.explanation.splitlines()]
    lines += [[], [("title", f"  {shown}")], [], *_program(entry.bad), []]
    lines += [[("plain", "  "), *line] for line in render_all(errors_of(entry))]
    return [*lines, [], [("title", "  This is right:")], [], *_program(entry.good)]


def errors_of(entry: Entry) -> list[Diagnostic]:
    """The errors that the bad example of a code gives."""
    from tempfile import TemporaryDirectory

    from circuitlang.session.session import Session
    from circuitlang.text.source import Source

    with TemporaryDirectory(prefix="circuitlang-") as folder:
        for name, text in entry.files.items():
            with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        session = Session(strict=entry.strict, folder=folder)
        try:
            return session.run(Source("example.circ", entry.bad), lambda report: None)
        except CircuitError as problem:
            return list(problem.errors)


def _program(text: str) -> list[Line]:
    return [[("plain", f"    {row}")] for row in text.splitlines()]


def _commands() -> dict[str, CommandRow]:
    from circuitlang.session import commands

    return dict(sorted(commands.COMMANDS.items()))


def _command(row: CommandRow) -> list[Line]:
    words = [" ".join(line.split()) for line in (row.run.__doc__ or "").strip().splitlines()]
    return [[("name", row.usage)], *([("plain", f"  {line}".rstrip())] for line in words)]


def _word(word: str) -> list[Line]:
    form, meaning = WORDS[word]
    lines: list[Line] = [[("name", form)]]
    return [*lines, *([("plain", f"  {row}")] for row in _wrapped(meaning.split(), " "))]


def _wrapped(words: Iterable[str], between: str = "  ", columns: int = 76) -> list[str]:
    rows: list[str] = []
    for word in words:
        if rows and width(rows[-1]) + len(between) + width(word) <= columns:
            rows[-1] += between + word
        else:
            rows.append(word)
    return rows
