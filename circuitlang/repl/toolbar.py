"""The line below the prompt: how the circuit stands."""

from __future__ import annotations

from circuitlang.text.width import width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from circuitlang.session.session import Session

Part = tuple[str, str]  # class of its style, text
BETWEEN = " · "
STALE = "class:bottom-toolbar.stale"
PLAIN = "class:bottom-toolbar.text"


def parts(session: Session) -> list[Part]:
    """Gates, output, forward, backward, position of `step`; what matters least comes first."""
    state = session.state
    builder = state.builder
    tape, gates = builder.tape, builder.tape.gates
    found = [(PLAIN, f"{gates:,} gate{'s' * (gates != 1)}" if len(tape) else "no gates yet")]
    outputs = builder.outputs or ((builder.last,) if builder.last >= 0 else ())
    if outputs:
        found.append((PLAIN, f"output {', '.join(tape.name(wire) for wire in outputs)}"))
    run, gradients = state.run, state.gradients
    if gates:
        word = "none" if run is None else "fresh" if state.fresh() else "stale"
        found.append((STALE if word == "stale" else PLAIN, f"forward {word}"))
        if gradients is None:
            found.append((PLAIN, "backward none"))
        else:
            old = bool(state.gradients_stale)
            words = f"backward of {tape.name(gradients._of)}" + " stale" * old
            found.append((STALE if old else PLAIN, words))
    if state.position:
        found.append((PLAIN, f"at {state.position}"))
    return found


def toolbar(session: Session, columns: int) -> list[Part]:
    """The parts that fit into a line, the last ones first."""
    room, found = columns - 2, parts(session)
    while len(found) > 1 and width(BETWEEN.join(text for _, text in found)) > room:
        del found[0]
    line: list[Part] = [(PLAIN, " ")]
    for style, text in found:
        line += ([(PLAIN, BETWEEN)] if len(line) > 1 else []) + [(style, text)]
    return line
