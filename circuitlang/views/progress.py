"""The line that tells a person at a terminal how far something is."""

from __future__ import annotations

BAR = 24


def progress(done: int, of: int, seconds: float, words: str) -> str:
    """`[██████      ]  45%  450 of 1,000 steps  loss 0.12  12 s left`, after so many seconds."""
    full = BAR * done // max(of, 1)
    left = duration(seconds / done * (of - done)) if done else "…"
    bar = "█" * full + " " * (BAR - full)
    return f"[{bar}] {100 * done // max(of, 1):3}%  {words}  {left} left"


def duration(seconds: float) -> str:
    """A time in the two units that matter: `5 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600:,} h {whole % 3600 // 60} min"
