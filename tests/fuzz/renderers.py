"""Every output, parsed again by what reads such outputs: nothing in it may be more than text."""

from __future__ import annotations

import ast
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from circuitlang.text.escape import visible
from circuitlang.views.style import STYLES
from tests.exports.test_dot import tokens
from tests.exports.test_mermaid import EDGE, NODE, OTHER, SPAN
from tests.exports.test_svg import ALLOWED, NUMBER, SPACE, VALUES
from tests.exports.test_tikz import COMMANDS, body

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

IMPORTED = {"__future__", "math", "numpy", "torch", "torch.nn", "collections.abc", "typing"}
TAGS = {"pre", "span", "b", "table", "thead", "tbody", "tr", "td", "th", "div"}
SGR = re.compile(rf"\x1b\[(?:{'|'.join(code for code in STYLES.values() if code)}|0)m")


def check_svg(text: str) -> None:
    root = ElementTree.fromstring(text.encode())
    for element in root.iter():
        name = element.tag.removeprefix(SPACE)
        assert set(element.attrib) <= ALLOWED[name], element.attrib
        for key, value in element.attrib.items():
            assert re.fullmatch(VALUES.get(key, NUMBER), value), (key, value)
        assert name in ("title", "desc", "style", "text") or not (element.text or "").strip()


def check_dot(text: str) -> None:
    """A graph of one block of balanced brackets; HTML-like labels are XML."""
    found = tokens(text)
    assert found[0] == "digraph" and found[-1] == "}"
    for opening, closing in ("{}", "[]"):
        depth = 0
        for token in found:
            depth += (token == opening) - (token == closing)
            assert depth >= 0
        assert depth == 0
    for token in found:
        if token.startswith("<"):
            ElementTree.fromstring(f"<label>{token[1:-1]}</label>")


def check_tikz(text: str) -> None:
    assert set(re.findall(r"\\([a-zA-Z]+)", text)) <= COMMANDS
    for line in body(text):
        plain = re.sub(r"\\[{}$&#_%]", "", line)
        assert plain.count("{") == plain.count("}"), line
        assert "%" not in plain or line.endswith("}%"), line
        assert not re.search(r"[\x00-\x1f\x7f]", line), line


def check_mermaid(text: str) -> None:
    assert "%%" not in text and "script>" not in text and "`" not in text
    for line in text.rstrip("\n").split("\n"):
        assert NODE.fullmatch(line) or EDGE.fullmatch(line) or OTHER.fullmatch(line), line
    for label in re.findall(r'"([^"]*)"', text):
        words = re.sub(r"#(\w+);", "", SPAN.sub("", label))
        assert re.fullmatch(r"[\w .,=:()…·]*", words), words


def check_python(text: str) -> None:
    """Python that imports what it must, and defines functions: nothing else stands at the top."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert {each.name for each in node.names} <= IMPORTED, ast.dump(node)
        elif isinstance(node, ast.ImportFrom):
            assert node.module in IMPORTED, ast.dump(node)
        elif isinstance(node, ast.Name):
            assert (node.id.isascii() and not _magic(node.id)) or node.id == "__name__", node.id
        elif isinstance(node, ast.Attribute):
            assert not _magic(node.attr) or node.attr == "__init__", node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec", "open", "compile", "getattr", "__import__")
    for line in text.split("\n"):
        assert visible(line.replace("\t", " ")) == line, line


def _magic(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def check_json(text: str) -> None:
    assert json.dumps(json.loads(text)) == text


class _Tags(HTMLParser):
    """Known elements that are closed in order, with colors as their only attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for key, value in attrs:
            assert key == "style" and re.fullmatch(r"[a-z0-9#:; -]+", value or ""), (key, value)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check_html(text: str) -> None:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    assert not parser.open


def check_terminal(text: str) -> None:
    """Colors of ours and line ends; nothing else that a terminal would act on."""
    for line in SGR.sub("", text).split("\n"):
        assert visible(line) == line, line


CHECKS: dict[str, Callable[[str], None]] = {
    ".svg": check_svg, ".dot": check_dot, ".tex": check_tikz, ".mmd": check_mermaid,
    ".py": check_python, ".torch.py": check_python, ".json": check_json, "html": check_html,
    "terminal": check_terminal,
}  # fmt: skip
