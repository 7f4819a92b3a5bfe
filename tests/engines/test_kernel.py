"""What only the compiled kernel has: how it is built, and its passes of many gates."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from circuitlang.engines import kernel
from circuitlang.tape.tape import Tape

if kernel.refusal(Tape()):
    pytest.skip("the kernel was not built", allow_module_level=True)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of the C library of GNU")
def test_elementary_functions_are_bound_with_their_versions():
    """Without the library's name they are bound to the oldest version, which sets errno."""
    assert b"libm.so" in Path(kernel._kernel.__file__).read_bytes()
