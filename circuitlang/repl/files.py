"""Paths that begin with what is typed."""

from __future__ import annotations

import os
from itertools import islice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 2_000  # entries of a folder that are looked at


def paths(typed: str, endings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Folders, and the files with these endings, each with a word about it; hidden ones only
    behind a dot.  What a string could not hold as it is, is left out."""
    folder, name = os.path.split(typed)
    try:
        with os.scandir(os.path.expanduser(folder) or ".") as entries:
            found = sorted((entry.name, entry.is_dir()) for entry in islice(entries, MOST))
    except OSError:
        return
    for each, is_folder in found:
        fits = each.startswith(name) and (name.startswith(".") or not each.startswith("."))
        plain = each.isprintable() and not set(each) & set('"\\')
        if fits and plain and (is_folder or each.endswith(endings)):
            yield os.path.join(folder, each) + "/" * is_folder, "folder" if is_folder else "file"
