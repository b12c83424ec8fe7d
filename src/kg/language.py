"""The words of a language, as data: `language("id").load_yaml("times.yaml")`.

A language is a folder of files under `kg/languages/<iso>/`; its rooms ask for a file by name. Three
shapes are known: YAML (`load_yaml`), one entry a line (`load_lines`) and tab-separated tables with a
header (`load_table`). Every file is read once, checked while it is read, and kept; a missing or
malformed one raises `LanguageError` with file and line. What comes back is shared: do not change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from kg.errors import LanguageError

try:  # libyaml, which every PyYAML wheel brings, reads about eight times faster
    from yaml import CSafeLoader as _Base
except ImportError:
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

DEFAULT = "id"
_NAME = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code, with cached access to its data files."""

    code: str

    def load_yaml(self, name: str) -> dict[str, Any]:
        """The mapping in a YAML file. Scalars are strings, decimal numbers, true, false or null:
        dates, `16:00` and `no` stay strings. Duplicate keys are errors."""
        return _load_yaml(self.code, name)

    def load_lines(self, name: str) -> tuple[str, ...]:
        """The stripped lines of a text file, without blank lines and lines starting with `#`."""
        return tuple(line.strip() for _, line in _lines(self.code, name))

    def load_table(self, name: str) -> tuple[dict[str, str], ...]:
        """The rows of a tab-separated file by the columns of its first line; blank lines and lines
        starting with `#` are left out. A row with too few or too many cells is an error."""
        return _load_table(self.code, name)

    def require(self, name: str, *keys: str) -> dict[str, Any]:
        """`load_yaml(name)`, with an error that names each missing top-level key."""
        data = self.load_yaml(name)
        missing = [key for key in keys if key not in data]
        if missing:
            raise LanguageError(f"{place(self.code, name)}: missing {', '.join(missing)}")
        return data

    def string_list(self, name: str, section: str) -> tuple[str, ...]:
        """A top-level YAML section that must be a list of strings."""
        values = self.require(name, section)[section]
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise LanguageError(f"{place(self.code, name)}: {section} must be a list of strings")
        return tuple(values)

    def string_map(self, name: str, section: str) -> dict[str, str]:
        """A top-level YAML section that must map strings to scalars, which are given as strings."""
        values = self.require(name, section)[section]
        if not isinstance(values, dict) or any(isinstance(v, (list, dict)) for v in values.values()):
            raise LanguageError(f"{place(self.code, name)}: {section} must be a mapping of scalars")
        return {str(key): str(value) for key, value in values.items()}


@cache
def language(code: str = DEFAULT) -> Language:
    """The language with this ISO code. Raises `LanguageError` if there is no folder for it."""
    if not re.fullmatch(r"[a-z]{2,3}", code) or not _folder(code).is_dir():
        known = ", ".join(sorted(f.name for f in _root().iterdir() if re.fullmatch(r"[a-z]{2,3}", f.name)))
        raise LanguageError(f"no language {code!r}; there is: {known}")
    return Language(code)


def place(code: str, name: str, line: int | None = None) -> str:
    """How messages name a data file: `languages/id/times.yaml:12`."""
    return f"languages/{code}/{name}" + (f":{line}" if line else "")


def _root() -> Traversable:
    return resources.files("kg").joinpath("languages")


def _folder(code: str) -> Traversable:
    return _root().joinpath(code)


@cache
def _read(code: str, name: str) -> str:
    if not _NAME.fullmatch(name) or ".." in name:
        raise LanguageError(f"{place(code, name)}: not a file name")
    try:
        return _folder(code).joinpath(name).read_bytes().decode("utf-8")
    except OSError as error:
        raise LanguageError(f"{place(code, name)}: cannot be read") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise LanguageError(f"{place(code, name, line)}: not UTF-8") from error


@cache
def _lines(code: str, name: str) -> tuple[tuple[int, str], ...]:
    numbered = enumerate(_read(code, name).split("\n"), start=1)
    stripped = ((number, line.rstrip("\r")) for number, line in numbered)
    return tuple((n, line if "\t" in line else line.strip()) for n, line in stripped if _is_content(line))


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


@cache
def _load_table(code: str, name: str) -> tuple[dict[str, str], ...]:
    lines = _lines(code, name)
    if not lines:
        raise LanguageError(f"{place(code, name)}: a table needs a header line")
    first, header_line = lines[0]
    header = [cell.strip() for cell in header_line.split("\t")]
    if len(set(header)) != len(header) or not all(header):
        raise LanguageError(f"{place(code, name, first)}: empty or repeated column name")
    rows = []
    for number, line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(header):
            raise LanguageError(
                f"{place(code, name, number)}: {len(header)} columns expected, {len(cells)} found"
            )
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


@cache
def _load_yaml(code: str, name: str) -> dict[str, Any]:
    try:
        data = yaml.load(_read(code, name), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise LanguageError(f"{place(code, name, line)}: {error.problem or 'not YAML'}") from error
    except yaml.YAMLError as error:
        raise LanguageError(f"{place(code, name)}: not YAML: {error}") from error
    if not isinstance(data, dict):
        raise LanguageError(f"{place(code, name)}: a mapping is expected at the top")
    return data


class _Loader(_Base):
    """SafeLoader with few implicit types, and errors for duplicate keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"{key!r} is given twice", problem_mark=key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


_add: Callable[..., None] = _Loader.add_implicit_resolver
_add("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), list("tf"))
_add("tag:yaml.org,2002:null", re.compile(r"(?:null|~|)$"), ["n", "~", ""])
_add("tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_add("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))
