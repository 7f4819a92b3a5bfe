"""How the compiled kernel is built, where setuptools has to be told more than pyproject.toml can:
its name, and that it is left out.  Of use to setuptools alone; it does not travel in the wheel."""

from __future__ import annotations

import re
import sysconfig

from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext


def free_threaded() -> bool:
    """Has this Python no lock?  The kernel counts on one, and on the stable ABI."""
    return bool(sysconfig.get_config_var("Py_GIL_DISABLED"))


class BuildKernel(build_ext):
    """Builds the kernel under the one name that all Pythons know for which its wheel is."""

    def finalize_options(self) -> None:
        if free_threaded():
            self.distribution.ext_modules = []
        super().finalize_options()

    def get_ext_filename(self, fullname: str) -> str:
        """`_kernel.abi3.so`.  In 3.15 setuptools adds the machine, and 3.14 looks for no such."""
        return re.sub(r"\.abi3-[\w-]+\.so$", ".abi3.so", super().get_ext_filename(fullname))


class Wheel(bdist_wheel):
    """A wheel for every Python from 3.11 on, or without the kernel for this one alone."""

    def finalize_options(self) -> None:
        if free_threaded():
            self.distribution.ext_modules = []
            self.py_limited_api = False
        super().finalize_options()
