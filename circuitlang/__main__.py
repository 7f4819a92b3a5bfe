"""`python -m circuitlang` is `circuitlang`."""

from __future__ import annotations

import os
import sys

if __name__ == "__main__":
    # Python looks for modules in the current folder first: a `lark.py` that lies beside a
    # stranger's circuit must not be what this program imports
    first = os.path.realpath(sys.path[0] or os.curdir) if sys.path else ""
    if first == os.getcwd() and first != os.path.dirname(os.path.dirname(__file__)):
        del sys.path[0]
    from circuitlang.cli import main

    sys.exit(main())
