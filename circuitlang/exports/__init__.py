"""A circuit as text in a foreign form, one file a form.

Each module here that has an ENDING is one: `export(standing, digits)` gives the text of the file,
ABOUT says what it is good for.  Adding a file adds the form.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from circuitlang.reports.standing import Standing

    class Form(Protocol):
        ENDING: str
        ABOUT: str

        def export(self, standing: Standing, digits: int | None) -> str:
            """The circuit as it stands, its numbers with so many digits."""


def forms() -> dict[str, Form]:
    """All forms by their endings, `.svg` among them."""
    found: dict[str, Any] = {}
    for each in iter_modules(__path__):
        module = import_module(f"{__name__}.{each.name}")
        if hasattr(module, "ENDING"):
            found[module.ENDING] = module
    return found


def form_of(path: str) -> Form | None:
    """The form that a file's ending stands for: the longest that fits (`.torch.py`, then `.py`)."""
    known = forms()
    fitting = [ending for ending in known if path.lower().endswith(ending)]
    return known[max(fitting, key=len)] if fitting else None
