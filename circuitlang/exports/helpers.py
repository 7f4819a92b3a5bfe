"""The functions that exported code brings along: the source of the readings' own, so that the
code and the engine compute alike."""

from __future__ import annotations

import ast
import inspect
import textwrap

from circuitlang.readings import floats, normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType
    from typing import Any

PLAIN = {  # functions of the rows without what they say of mistakes, which are found before
    "axes": "def axes(shape, axis):\n"
            "    places = range(len(shape)) if axis is None else axis\n"
            "    places = places if hasattr(places, '__iter__') else (places,)\n"
            "    return tuple(place % len(shape) for place in places)",
    "pair": "def pair(value):\n"
            "    return value if isinstance(value, tuple) else (value, value)",
    "entries": "def entries(item):\n"
               "    return item if isinstance(item, tuple) and item[:1] != ('slice',) else (item,)",
}  # fmt: skip


def helpers(words: Iterable[str]) -> list[str]:
    """The functions of these names and all that they call; `array:` marks those for arrays, which
    are called `array_…`."""
    found: dict[str, str] = {}
    for word in sorted(words):
        _add(word, found)
    return list(found.values())


def helper_names(tensors: bool) -> set[str]:
    """The names that a program's functions may have."""
    found = {*PLAIN, *_own(floats), *_own(normal)}
    if tensors:
        from circuitlang.readings import arrays, convolutions, reductions
        from circuitlang.readings import tensors as whole

        found.update(f"array_{name}" for name in _own(arrays))
        found.update(*map(_own, (convolutions, reductions, whole)))
    return found


def _own(module: ModuleType) -> list[str]:
    return [name for name, value in vars(module).items() if not inspect.ismodule(value)]


def _home(word: str) -> ModuleType:
    from circuitlang.readings import arrays, convolutions, reductions, tensors

    for module in (reductions, convolutions, tensors):
        if hasattr(module, word):
            return module
    return arrays


def _add(word: str, found: dict[str, str]) -> None:
    if word in found:
        return
    if word in PLAIN:
        found[word] = PLAIN[word]
        return
    _array, _, name = word.rpartition("array:")
    of_floats = [each for each in (normal, floats) if word == name and hasattr(each, word)]
    module: Any = of_floats[0] if of_floats else _home(name)
    value = getattr(module, name)
    if not (inspect.isfunction(value) or inspect.isclass(value)):
        found[word] = f"{name} = {_constant(value)}"
        return
    tree = ast.parse(textwrap.dedent(inspect.getsource(value)))
    function = tree.body[0]
    assert isinstance(function, (ast.FunctionDef, ast.ClassDef))
    _without_types(function)
    if word != name:
        function.name = f"array_{name}"
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    own |= {node.id for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}  # fmt: skip
    reads = [node.id for node in ast.walk(function) if isinstance(node, ast.Name)]
    for other in dict.fromkeys(reads):
        known = hasattr(module, other) and not inspect.ismodule(getattr(module, other))
        if other not in own and other != name and known:
            _add(other, found)
    found[word] = ast.unparse(function)


def _constant(value: float) -> str:
    return {"inf": "math.inf", "nan": "math.nan"}.get(repr(value), repr(value))


def _without_types(tree: ast.AST) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
