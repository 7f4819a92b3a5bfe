"""The process that fuzzes one target: `python -m tests.fuzz.engine TARGET FOLDER SECONDS`.

libFuzzer (through atheris) chooses and changes the inputs by the coverage that they bring; a
finding is written down, and it goes on.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["circuitlang"]):
    from tests.fuzz import harness, seeds
    from tests.fuzz.warming import import_all, warm_up

    import_all()

from tests.fuzz.mutate import Mutator

SLOWER = 3.0  # what the counting of coverage costs, at most; the replay holds the real bound
LONGEST = 4096


class Fuzzing:
    """What was found, one for each cause."""

    def __init__(self, target: str, folder: Path) -> None:
        self.held = harness.Harness(target, harness.SECONDS * SLOWER)
        self.found: dict[str, str] = {}
        self.folder = folder

    def __call__(self, data: bytes) -> None:
        try:
            self.held.hold(data)
            if self.held.last > harness.SECONDS:  # perhaps too slow without the counting as well
                name = hashlib.sha256(data).hexdigest()[:12]
                (self.folder.parent / "suspects" / name).write_bytes(data)
        except harness.Broken as broken:
            if str(broken) not in self.found:
                self.found[str(broken)] = broken.detail
                name = hashlib.sha256(str(broken).encode()).hexdigest()[:12]
                (self.folder / name).write_bytes(data)
                (self.folder / f"{name}.txt").write_text(f"{broken}\n{broken.detail}\n", "utf-8")
                print(f"FOUND {json.dumps([name, str(broken)])}", flush=True)


def main(target: str, folder: str, seconds: str) -> None:
    home = Path(folder).resolve()
    corpus, found = home / "corpus", home / "found"
    for each in (corpus, found, home / "suspects"):
        each.mkdir(parents=True, exist_ok=True)
    begin = seeds.seeds(target)
    for data in begin:
        (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    (home / "words").write_text("\n".join(seeds.dictionary()) + "\n", "utf-8")
    words = [word.strip('"') for word in seeds.dictionary() if "\\" not in word]
    mutator = Mutator(begin, words)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        if random.Random(seed).random() < 0.3:
            found: bytes = atheris.Mutate(data, most)
            return found
        return mutator(data, most, seed)

    fuzzing = Fuzzing(target, found)
    warm_up(fuzzing.held)
    harness.bound_memory()
    fuzzing.held.__enter__()
    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-dict={home}/words",
                   f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=0", "-print_final_stats=1",
                   f"-artifact_prefix={found}/", "-reload=0"],
                  fuzzing, custom_mutator=changed)  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
