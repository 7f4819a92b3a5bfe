"""A statement in the user's editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile

EDITORS = ("editor", "nano", "vi")  # where neither $VISUAL nor $EDITOR is set


def edited(text: str) -> str | None:
    """What the editor leaves of `text`; None where none could be started, or it failed."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    handle, path = tempfile.mkstemp(".circ", "circuitlang-")
    try:
        with open(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(text + "\n")
        for editor in [chosen] if chosen else EDITORS:
            try:
                done = subprocess.run([*shlex.split(editor), path], check=False)
            except (OSError, ValueError):
                continue
            if done.returncode:
                return None
            with open(path, encoding="utf-8", errors="replace") as file:
                return file.read().removesuffix("\n")
        return None
    finally:
        try:
            os.unlink(path)
        except OSError:
            pass
