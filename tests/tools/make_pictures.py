"""Writes tests/goldens/pictures: every example in every form, and as the terminal shows it.

python tests/tools/make_pictures.py
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from circuitlang.cli import main  # noqa: E402
from tests.pictures import EXAMPLES, PICTURES  # noqa: E402

DRAWN = (".svg", ".dot", ".tex", ".mmd")


def pictures(example: Path) -> dict[str, str]:
    """The names of the goldens of an example, and what they have to hold."""
    with TemporaryDirectory() as folder:
        paths = {ending: Path(folder, example.stem + ending) for ending in DRAWN}
        options = [word for path in paths.values() for word in ("-o", str(path))]
        found = {".txt": _said("draw", str(example)),
                 ".ascii.txt": _said("draw", "--ascii", str(example))}  # fmt: skip
        _said("draw", str(example), *options)
        found |= {ending: path.read_text("utf-8") for ending, path in paths.items()}
    return {example.stem + ending: text for ending, text in found.items()}


def _said(*arguments: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    assert main(arguments, io.StringIO(), out, err) == 0, err.getvalue()
    return out.getvalue()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    for example in EXAMPLES:
        for name, text in pictures(example).items():
            (PICTURES / name).write_text(text, "utf-8", newline="\n")
