"""Every example in every form, byte for byte; `python tests/tools/make_pictures.py` writes them
anew after a change that was looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from circuitlang.exports import form_of, forms
from tests.pictures import EXAMPLES, PICTURES
from tests.tools.make_pictures import DRAWN, pictures


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_pictures_of_the_examples(example: Path) -> None:
    for name, text in pictures(example).items():
        assert (PICTURES / name).read_text("utf-8") == text, name


def test_no_golden_without_its_example() -> None:
    stems = {path.name.split(".")[0] for path in PICTURES.iterdir()}
    assert stems == {path.stem for path in EXAMPLES}


def test_a_file_is_a_form() -> None:
    import circuitlang.exports

    folder = Path(circuitlang.exports.__file__).parent
    with_ending = {path.stem for path in folder.glob("*.py") if "\nENDING = " in path.read_text()}
    assert {form.__name__.split(".")[-1] for form in forms().values()} == with_ending
    assert set(DRAWN) <= set(forms())
    assert all(form.ABOUT for form in forms().values())


def test_the_longest_ending_counts() -> None:
    assert form_of("a/b.SVG") is forms()[".svg"]
    assert form_of("svg") is None and form_of("a.png") is None
