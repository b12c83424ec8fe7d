"""With KG_COMPILE=2, mypyc compiles the rooms that an article spends its time in when a wheel is built.

It takes a C compiler and Python's headers; without them the build fails. The value is the compiler's level
of optimisation: 2, or g, which compiles in less than half the time and is a little slower. Without it the
wheel is of plain Python, and so are editable installations and source distributions: nothing compiled lies
beside a source file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOMS = (
    *("accounting", "analysis", "assembly", "attribution", "chronology", "circumstances"),
    *("clauses", "clitics", "confidence", "coreference", "counting", "extents", "extraction", "extractors"),
    *("facts", "frames", "gazetteer", "grammar", "mentions", "model", "morphology", "namespaces", "numerals"),
    *("occasions", "qualifiers", "quantities", "reading", "records", "repair", "roles", "selection"),
    *("sufficiency", "syntax", "times", "ud"),
)
# The same modules are seen whatever is installed, and only what is wrong in the rooms themselves counts.
OPTIONS = (
    "--config-file=",
    "--explicit-package-bases",
    "--follow-imports=silent",
    "--ignore-missing-imports",
    "--no-site-packages",
)
LEVEL = os.environ.get("KG_COMPILE", "")


def build() -> None:
    """In a copy of `src`: the compiled modules, in a folder `made`."""
    from mypyc.build import mypycify
    from setuptools import setup

    found = (sorted(Path("kg", room).rglob("*.py")) or [Path("kg", f"{room}.py")] for room in ROOMS)
    modules = mypycify(
        [*OPTIONS, *(str(path) for paths in found for path in paths)],
        opt_level=LEVEL,
        debug_level="0",
        multi_file=True,  # one file takes more than twice as long
        group_name="kg",
    )
    command = ["--quiet", "build_ext", "--build-lib=made"]
    setup(name="kg", packages=[], ext_modules=modules, script_args=command)


if __name__ == "__main__":
    build()
else:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface

    class Compile(BuildHookInterface):  # type: ignore[type-arg]
        def dependencies(self) -> list[str]:
            return ["mypy>=2.4,<3", "setuptools>=65"] if LEVEL else []

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            if version == "editable" or not LEVEL:
                return
            self.folder = tempfile.TemporaryDirectory()  # goes with the hook, also when it fails
            place = shutil.copytree(Path(self.root, "src"), Path(self.folder.name, "src"))
            subprocess.run([sys.executable, __file__], cwd=place, check=True)
            made = place / "made"
            modules = [path for path in made.rglob("*") if path.is_file()]
            build_data["force_include"] |= {str(path): str(path.relative_to(made)) for path in modules}
            build_data |= {"pure_python": False, "infer_tag": True}
