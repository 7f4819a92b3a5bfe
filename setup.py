"""What pyproject.toml cannot say of the compiled kernel: its name, and where it is left out."""

import re
import sysconfig

from setuptools import Distribution, setup
from setuptools.command.build_ext import build_ext


class Named(build_ext):
    """Builds the kernel under the one name that all Pythons know for which its wheel is."""

    def get_ext_filename(self, fullname: str) -> str:
        """`_kernel.abi3.so`.  In 3.15 setuptools adds the machine, and 3.14 looks for no such."""
        return re.sub(r"\.abi3-[\w-]+\.so$", ".abi3.so", super().get_ext_filename(fullname))


class Built(Distribution):
    """Without the kernel where Python has no lock: it counts on one, and on the stable ABI."""

    def parse_config_files(self, *args: object, **options: object) -> None:
        """As pyproject.toml says it, and then less."""
        super().parse_config_files(*args, **options)
        if sysconfig.get_config_var("Py_GIL_DISABLED"):
            self.ext_modules = []
            self.command_options.get("bdist_wheel", {}).pop("py_limited_api", None)


setup(distclass=Built, cmdclass={"build_ext": Named})
