"""A short form of `python -m tests.trust.same`: a few files under the settings that differ most."""

from __future__ import annotations

from tests.trust.same import SETTINGS, differing, files

TOGETHER = "hash seed, no UTF-8, -OO, -W error, seterr"


def test_the_same_bytes_however_python_is_started() -> None:
    SETTINGS[TOGETHER] = SETTINGS["-OO"]._replace(
        flags=("-OO", "-W", "error", "-X", "utf8=0"),
        environment=(("PYTHONHASHSEED", "7"), ("LC_ALL", "C"), ("PYTHONCOERCECLOCALE", "0"),
                     ("RAISE", "1"), ("HOME", "/nonexistent")),
    )  # fmt: skip
    paths = [path for path in files() if "iris" not in path and "spiral" not in path]
    assert len(paths) > 60
    assert differing((TOGETHER,), paths) == []
