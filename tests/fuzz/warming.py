"""Everything that the package loads on first use, loaded before anything is watched or bounded."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import circuitlang

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tests.fuzz.harness import Harness

ALL = b"""input X : [2, 2] = randn(2, 2), x = 3, w = 0.5
param v = 2
def s(t) = 1 / (1 + exp(-t))
f = s(x * w) + sum(softmax(X)) * v
backward f
show *; local; chained; explain; diagram; grads; trace backward; code; check; expand f.s; step
plot f against x from 0 to 1
descend f rate 0.1 steps 2
help tanh
nudge x by 0.1
quiz
f = = 3
imput x
backward nowhere
"""
LEFT_OUT = ("repl", "notebook", "highlight", "__main__", "cli")


def import_all() -> None:
    for module in walk_packages(circuitlang.__path__, "circuitlang."):
        if not module.name.removeprefix("circuitlang.").startswith(LEFT_OUT):
            import_module(module.name)


def warm_up(held: Harness) -> None:
    import_all()
    for data in (ALL, b"x y\n<b>"):
        held.target(data, held.folder)
        held._clean()
