"""`python -m circuitlang` is `circuitlang`."""

from __future__ import annotations

import sys

from circuitlang.cli import main

if __name__ == "__main__":
    sys.exit(main())
