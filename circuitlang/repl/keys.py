"""What the keys do beyond prompt_toolkit's own (Emacs or vi) bindings."""

from __future__ import annotations

import re

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.application.current import get_app
from prompt_toolkit.buffer import CompletionState
from prompt_toolkit.completion import CompleteEvent, get_common_complete_suffix
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import (
    Condition,
    emacs_insert_mode,
    emacs_mode,
    has_focus,
    has_selection,
    vi_insert_mode,
    vi_navigation_mode,
)
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys

from circuitlang.repl import greek
from circuitlang.repl.editor import edited
from circuitlang.repl.statements import complete, without_prompts
from circuitlang.syntax.tokens import line_tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.key_binding import KeyPressEvent

INDENT = "    "
_ANSWER = re.compile(r"\x1b\[\d+;\d+R")  # where the cursor is; comes in the middle of a long paste


def bindings() -> KeyBindings:
    """The keys of the prompt."""
    keys = KeyBindings()
    here = has_focus(DEFAULT_BUFFER)
    typing = here & (emacs_insert_mode | vi_insert_mode)
    keys.add("enter", filter=here)(_enter)
    keys.add("escape", "enter", filter=typing & emacs_mode)(_new_line)
    keys.add("tab", filter=typing)(_tab)
    keys.add("}", filter=typing & Condition(_only_blanks_before))(_close_block)
    keys.add(Keys.BracketedPaste, filter=here)(_paste)
    keys.add("c-x", "c-e", filter=here & emacs_mode & ~has_selection)(_edit)
    keys.add("v", filter=here & vi_navigation_mode)(_edit)
    # A Ctrl-D that was pressed while a statement ran arrives as NUL, which would begin a selection
    keys.add("c-@", filter=here & Condition(lambda: not get_app().current_buffer.text))(_nothing)
    return keys


def _enter(event: KeyPressEvent) -> None:
    """Run what is complete, go on with what is not; in the menu: take the chosen line."""
    buffer = event.current_buffer
    state = buffer.complete_state
    if state is not None and state.current_completion is not None:
        buffer.complete_state = None
    elif complete(buffer.text):
        buffer.validate_and_handle()
    else:
        _new_line(event)


def _new_line(event: KeyPressEvent) -> None:
    """A line like the one before, deeper behind `{`."""
    buffer = event.current_buffer
    line = buffer.document.current_line_before_cursor
    code = [text for kind, text in line_tokens(line, 0)[0] if kind not in ("blank", "comment")]
    buffer.newline()
    if code[-1:] == ["{"]:
        buffer.insert_text(INDENT)


def _tab(event: KeyPressEvent) -> None:
    r"""`\alpha` becomes α; at the beginning of a further line blanks; else what may come here:
    first what all of it begins with, then one after the other."""
    buffer = event.current_buffer
    document = buffer.document
    name = greek.typed(document.text_before_cursor)
    found = [*greek.letters(name).values()] if name else []
    if len(found) == 1 and name:
        buffer.delete_before_cursor(len(name) + 1)
        buffer.insert_text(found[0])
    elif buffer.complete_state is not None:
        buffer.complete_next()
    elif document.cursor_position_row and not document.current_line_before_cursor.strip():
        buffer.insert_text(INDENT)
    else:
        _complete(buffer)


def _complete(buffer: Buffer) -> None:
    """Insert what all offers begin with; a menu if there are several.  Done at once: keys that
    are already waiting come after it."""
    document = buffer.document
    event = CompleteEvent(completion_requested=True)
    found = [*buffer.completer.get_completions(document, event)]
    common = get_common_complete_suffix(document, found)
    if common:
        buffer.insert_text(common)
        found = [each.new_completion_from_position(len(common)) for each in found]
    if len(found) > 1:
        buffer.complete_state = CompletionState(buffer.document, found)


def _only_blanks_before() -> bool:
    before = get_app().current_buffer.document.current_line_before_cursor
    return before.endswith(INDENT) and not before.strip()


def _close_block(event: KeyPressEvent) -> None:
    """A `}` at the beginning of its line stands under the line that it closes."""
    event.current_buffer.delete_before_cursor(len(INDENT))
    event.current_buffer.insert_text("}")


def _paste(event: KeyPressEvent) -> None:
    """Insert; nothing runs before Enter.  Lines of a session's transcript lose their prompts."""
    buffer = event.current_buffer
    data = _ANSWER.sub("", event.data).replace("\r\n", "\n").replace("\r", "\n")
    before, first, rest = buffer.document.text_before_cursor, "", data
    if buffer.document.current_line_before_cursor.strip():  # the first goes on with a line
        first, end, rest = data.partition("\n")
        first += end
    buffer.insert_text(first + without_prompts(rest, inside=not complete(before + first)))


def _nothing(event: KeyPressEvent) -> None:
    pass


def _edit(event: KeyPressEvent) -> None:
    """The editor of $VISUAL or $EDITOR; what it leaves runs with Enter, not before."""
    buffer = event.current_buffer

    async def edit() -> None:
        text = await run_in_terminal(lambda: edited(buffer.text), in_executor=True)
        if text is not None:
            buffer.document = Document(text)

    event.app.create_background_task(edit())
