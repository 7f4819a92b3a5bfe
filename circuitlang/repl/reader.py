"""The prompt on a terminal."""

from __future__ import annotations

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.layout.processors import HighlightMatchingBracketProcessor
from prompt_toolkit.output.color_depth import ColorDepth

from circuitlang.repl.completion import Completions
from circuitlang.repl.highlight import Colours, style
from circuitlang.repl.history import Remembered, default_path
from circuitlang.repl.keys import bindings
from circuitlang.repl.lines import MORE, PROMPT
from circuitlang.repl.toolbar import toolbar
from circuitlang.views.ascii import in_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from circuitlang.repl.config import Config
    from circuitlang.session.session import Session

MOST_SUGGESTED = 1_000  # entries of the history that are looked at


class FromHistory(AutoSuggest):
    """The rest of the latest entry of one line that begins as this one does."""

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        typed = document.text
        if not typed.strip() or "\n" in typed:
            return None
        for entry in reversed(buffer.history.get_strings()[-MOST_SUGGESTED:]):
            if entry.startswith(typed) and entry != typed and entry.isprintable():
                return Suggestion(entry[len(typed) :])
        return None


class TerminalReader:
    """Reads entries with editing, colours, completion and a toolbar."""

    def __init__(
        self,
        session: Session,
        config: Config,
        warn: Callable[[str], None],
        *,
        colored: bool = True,
        ascii: bool = False,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """`warn` is told in words what is wrong with the history's file."""
        self.input, self.output = input, output
        self.depth = ColorDepth.DEPTH_4_BIT if colored else ColorDepth.DEPTH_1_BIT
        self.history = Remembered(default_path() if config.history else None, warn)

        def line() -> StyleAndTextTuples:
            shown = toolbar(session, self.prompt.output.get_size().columns)
            return [*(in_ascii(shown) if ascii else shown)]

        self.prompt: PromptSession[str] = PromptSession(
            PROMPT,
            multiline=True,
            prompt_continuation=lambda width, number, wraps: "  " if wraps else MORE,
            editing_mode=EditingMode.VI if config.keys == "vi" else EditingMode.EMACS,
            history=self.history,
            auto_suggest=FromHistory() if config.suggestions else None,
            enable_history_search=True,
            completer=Completions(session),
            complete_while_typing=False,
            lexer=Colours(),
            input_processors=[HighlightMatchingBracketProcessor(chars="[](){}")],
            style=style(),
            include_default_pygments_style=False,
            color_depth=self.depth,
            bottom_toolbar=line if config.toolbar else None,
            key_bindings=bindings(),
            enable_suspend=True,
            input=input,
            output=output,
        )

    def read(self) -> str:
        """The next entry.  Raises EOFError for Ctrl-D, KeyboardInterrupt for Ctrl-C."""
        return self.prompt.prompt()

    def ask(self, question: str) -> str | None:
        """An answer, or None for Ctrl-D.  Raises KeyboardInterrupt for Ctrl-C."""
        answer: PromptSession[str] = PromptSession(
            question, color_depth=self.depth, input=self.input, output=self.output
        )
        try:
            return answer.prompt()
        except EOFError:
            return None
