"""The README, held against the project; `pytest --update-goldens` writes its made parts anew.

A block behind `<!-- from FILE -->` is that file; `to the next prompt`, one line typed in it, with
its answer.  What stands between `<!-- commands -->` and `<!-- end -->` is made from the commands.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from circuitlang.cli import main
from circuitlang.guide.commands import groups

ROOT = Path(__file__).resolve().parents[1]
FROM = re.compile(r"(?<=<!-- from )(\S+)( to the next prompt)? -->\n```text\n(.*?)```\n", re.DOTALL)
COMMANDS = re.compile(r"(?<=<!-- commands -->\n).*?(?=<!-- end -->)", re.DOTALL)


def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def embedded(found: re.Match[str]) -> str:
    """A block as its file has it; with `to the next prompt` one typed line and its answer."""
    path, part, block = found.groups()
    text = (ROOT / path).read_text("utf-8")
    if part:
        typed = block.split("\n", 1)[0] + "\n"
        text = typed + re.split(r"^>", text.partition(f"\n{typed}")[2], flags=re.MULTILINE)[0]
    return f"{path}{part or ''} -->\n```text\n{text}```\n"


def commands() -> str:
    """A row for each command."""
    rows = ["| command | what it does |", "| --- | --- |"]
    for found in groups().values():
        for row in found:
            usage = row.usage.replace("! ", " ")  # `save!` is told on the page of `save`
            usage, summary = (text.replace("|", "\\|") for text in (usage, row.summary))
            rows.append(f"| `{usage}` | {summary} |")
    return "".join(f"{row}\n" for row in rows)


def test_made_parts(request: pytest.FixtureRequest) -> None:
    made = FROM.sub(embedded, readme())
    made = COMMANDS.sub(lambda _: commands(), made)
    if request.config.getoption("--update-goldens"):
        (ROOT / "README.md").write_text(made, "utf-8")
    assert made == readme()
    assert len(FROM.findall(made)) == 2
    assert "descend LOSS" in made


def test_its_picture(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    picture, made = ROOT / "examples" / "neuron.svg", tmp_path / "neuron.svg"
    screen = io.StringIO()
    source = str(ROOT / "examples" / "neuron-opened.circ")
    assert main(["draw", source, "-o", str(made)], io.StringIO(), screen, screen) == 0
    if request.config.getoption("--update-goldens"):
        picture.write_bytes(made.read_bytes())
    assert made.read_bytes() == picture.read_bytes()


def test_its_python_line_by_line() -> None:
    program = re.findall(r"^```python\n(.*?)^```$", readme(), re.MULTILINE | re.DOTALL)[0]
    names: dict[str, object] = {}
    held = 0
    for line in program.splitlines():
        code, _, said = line.partition("  # ")
        if said and "=" not in code and not said.startswith("or "):
            assert repr(eval(code, names)) == said.strip()
            held += 1
        else:
            exec(line, names)
    assert held == 2


def test_the_house_is_what_is_there() -> None:
    part = readme().split("\n## The house\n")[1].split("\n## ")[0]
    named = set(re.findall(r"\]\(circuitlang/([\w.]+)\)", part))
    package = ROOT / "circuitlang"
    folders = {path.parent.name for path in package.glob("*/*.py")}
    modules = {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert named == folders | modules


def test_what_is_said_of_examples_and_transcripts() -> None:
    for path in re.findall(r"(?:examples|tests)/[\w./-]+\w", readme()):
        assert (ROOT / path).exists(), path
