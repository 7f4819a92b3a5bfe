"""Plain lines: how one talks where there is no terminal, or a simple one."""

from __future__ import annotations

from circuitlang.repl.statements import complete, without_prompts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

PROMPT, MORE = "> ", ". "
PATIENCE = 100  # lines of one statement after which only a bracket or a blank line can end it


class LineReader:
    """Reads entries from a stream.  Shows a prompt on `echo` if a person sits before it."""

    def __init__(self, stdin: TextIO, echo: TextIO | None) -> None:
        self.stdin = stdin
        self.echo = echo
        if hasattr(stdin, "reconfigure"):
            stdin.reconfigure(errors="replace")

    def read(self) -> str:
        """The next entry.  Raises EOFError at the end, KeyboardInterrupt for Ctrl-C."""
        lines = [self._line(PROMPT)]
        while not self._over(lines):
            try:
                lines.append(self._line(MORE))
            except EOFError:
                break
        return without_prompts("\n".join(lines))

    def ask(self, question: str) -> str | None:
        """An answer, or None at the end of the input."""
        try:
            return self._line(question)
        except EOFError:
            return None

    def _line(self, prompt: str) -> str:
        if self.echo is not None:
            self.echo.write(prompt)
            self.echo.flush()
        line = self.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _over(self, lines: list[str]) -> bool:
        last = lines[-1].strip()
        if len(lines) > PATIENCE and last and not set(last) & set(")]}"):
            return False
        return complete(without_prompts("\n".join(lines)))
