"""Bombs that are no text: what lies where a circuit, or a person, expects a file.

They are run with the others: `python -m tests.trust.bombs`.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.trust.bombs import BAD, FILE, LIMIT, Bomb
from tests.trust.data_files import CSV, NPY

GIB = 2**30
NO_CIRCUIT = ("file-not-allowed", "file-not-found", "not-a-circuit", "limit-exceeded")


def pipe(path: Path) -> None:
    """One into which nobody writes."""
    os.mkfifo(path)


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(10 * GIB)


def folder(path: Path) -> None:
    path.mkdir()


def listener(path: Path) -> None:
    """A socket; its path may not be long, so it is made from within its folder."""
    before = os.getcwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


# what lies there, and what a circuit that names it ends in
THINGS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (pipe, FILE),
    "a link to /dev/zero": (zeros, FILE),
    "10 GB": (sparse, LIMIT),
    "a folder": (folder, FILE),
    "a socket": (listener, FILE),
}

DESCEND = "input x; param w = 1\nf = w * x\ndescend f rate 1 steps 1 on "
# how a file is named, by its name
WAYS = {
    "include": ("odd.circ", 'include "{}"'),
    "csv": ("odd.csv", 'input x = csv("{}")\nf = sum(x)'),
    "npy": ("odd.npy", 'input x = npy("{}")\nf = sum(x)'),
    "load": ("odd.circ", 'load "{}"'),
    "descend on": ("odd.csv", DESCEND + '"{}"'),
}
TYPED = ("load", "descend on")  # which a person may give any path


def made(make: Callable[[Path], None], name: str) -> Callable[[Path], None]:
    return lambda home: make(home / name)


def written(data: bytes, name: str) -> Callable[[Path], None]:
    def write(home: Path) -> None:
        (home / name).write_bytes(data)

    return write


def bombs() -> dict[str, Bomb]:
    found = {}
    for thing, (make, code) in THINGS.items():
        for way, (name, text) in WAYS.items():
            prepare = made(make, name)
            said = text.format(name)
            found[f"{way} {thing}"] = Bomb(said, code, (), prepare=prepare)
            found[f"{way} {thing} (untrusted)"] = Bomb(said, FILE, prepare=prepare)
            if way in TYPED:
                found[f"{way} {thing}, typed"] = Bomb(
                    "", code, prepare=prepare, command=("run", "--json", "-c", said)
                )
        for name in ("odd.csv", "odd.npy"):
            command = ("map", "bomb.circ", "--data", name, "-o", "out.csv")
            found[f"map --data {thing} {name[-3:]}"] = Bomb(
                "input x; f = x * x", ("file-not-allowed", "file-not-found", BAD), command=command,
                prepare=made(make, name))  # fmt: skip
        for word in ("run", "check", "fmt", "draw"):
            found[f"{word} {thing}"] = Bomb("", NO_CIRCUIT, command=(word, "odd.circ"),
                                            prepare=made(make, "odd.circ"))  # fmt: skip
    for way in TYPED:
        said = WAYS[way][1].format("/dev/zero")
        found[f"{way} /dev/zero, typed"] = Bomb("", FILE, command=("run", "--json", "-c", said))
    found["run /dev/zero"] = Bomb("", NO_CIRCUIT, command=("run", "--json", "/dev/zero"))
    for what, (data, code) in NPY.items():
        found[f"npy with {what}"] = Bomb(WAYS["npy"][1].format("w.npy"), code, (),
                                         prepare=written(data, "w.npy"))  # fmt: skip
    for what, (data, _) in CSV.items():
        for way in ("csv", "descend on"):
            found[f"{way} with {what}"] = Bomb(WAYS[way][1].format("w.csv"), BAD, (),
                                               prepare=written(data, "w.csv"))  # fmt: skip
        found[f"map with {what}"] = Bomb("input x; f = x * x", BAD, prepare=written(data, "w.csv"),
                                         command=("map", "bomb.circ", "--data", "w.csv", "-o",
                                                  "out.csv"))  # fmt: skip
    return found


FILE_BOMBS = bombs()
