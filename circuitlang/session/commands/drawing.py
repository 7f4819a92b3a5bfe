"""Pictures: diagram, export."""

from __future__ import annotations

from circuitlang.reports.drawing import Drawing, draw
from circuitlang.reports.notes import Note
from circuitlang.session.registry import Names, String, command
from circuitlang.session.writing import destination, write
from circuitlang.text.errors import error

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.exports import Form
    from circuitlang.session.session import Session
    from circuitlang.text.source import Span


@command("diagram [NAMES]", group="look")
def diagram(session: Session, names: Names | None = None) -> Drawing:
    """The circuit drawn in the terminal, values above and gradients below each wire.

    With NAMES those gates, the operations that they are made of, and their neighbours; without,
    all of it.  What does not fit is left out and counted, farthest first; `…` tells where.  At `●`
    a wire forks, at `├(` a gate gathers its inputs; where lines cross without touching, the upright
    one passes over the other.  A dot is a number that was never computed, `?` marks a stale one.

    > input x = -2, y = 5, z = -4
    > q = x + y
    > f = q * z
    > backward
    > diagram
    """
    return draw(session.state.standing(), None if names is None else session.wires(names))


@command("export! PATH", group="session")
def export(session: Session, path: String, bang: bool = False) -> Note:
    """Write the circuit with its numbers in another form; which one follows the ending.

    .svg is a picture for browsers and print, .dot for Graphviz, .tex a LaTeX document, .mmd Mermaid
    for Markdown.  `export!` replaces a file that is there.  In a file the path is relative to it
    and may not leave its folder, and only `--overwrite` lets it replace anything.

    > input x = 3
    > f = x * x
    > backward
    > export "f.svg"
    """
    from circuitlang.exports import forms

    target = destination(session, "export!", path, sorted(forms()), bang)
    data = exported(session, form_named(path.value, session.span(path)))
    write(session, path, target, data)
    return Note(f"{path.value}: {len(data):,} bytes")


def form_named(path: str, span: Span | None = None) -> Form:
    """The form that a path's ending stands for; raises bad-argument if there is none."""
    from circuitlang.exports import form_of, forms

    form = form_of(path)
    if form is None:
        raise error("bad-argument", f"the ending of `{path}` tells no form to export", span,
                    help=f"one of {', '.join(sorted(forms()))}")  # fmt: skip
    return form


def exported(session: Session, form: Form) -> bytes:
    """The session's circuit in a form."""
    if not session.state.builder.symbols:
        raise error("bad-argument", "the circuit is empty: there is nothing to export",
                    session.place)  # fmt: skip
    return form.export(session.state.standing(), session.state.digits).encode()
