"""Long results, a screen at a time."""

from __future__ import annotations

import os

DEFAULT = "less"
LESS = "FRX"  # colours pass; what was read stays on the screen


def page(text: str) -> bool:
    """Show `text` through `$PAGER`; False where it cannot be started."""
    import shlex
    import subprocess

    try:
        words = shlex.split(os.environ.get("PAGER") or DEFAULT)
    except ValueError:
        return False
    if not words:
        return False
    environment = {"LESS": LESS, **os.environ}
    try:
        child = subprocess.Popen(words, stdin=subprocess.PIPE, env=environment)
    except OSError:
        return False
    try:
        child.communicate(text.encode("utf-8", "backslashreplace") + b"\n")
    except KeyboardInterrupt:  # the pager's own
        assert child.stdin is not None
        child.stdin.close()
    while True:
        try:
            child.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C is the pager's own
        return True
