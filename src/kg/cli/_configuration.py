"""The configuration file: a default for every option of every command, in one place.

    base = "https://berita.example/id/"     # for every command that has the option
    workers = 4

    [build]                                 # for one command, by the names of its options
    output = "graf"

`kg.toml` in the working directory is read by itself, another file with `kg --config FILE`. What is given
on the command line wins.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import click

from kg.errors import InputError

FILE = "kg.toml"

# Options that several commands have and that may stand above the tables.
COMMON = ("base", "model", "quiet", "workers")


def read(file: Path | None, commands: Collection[str]) -> dict[str, Any]:
    """What the file says, or nothing where there is no `kg.toml`. Raises InputError naming what is wrong."""
    if file is None:
        file = Path(FILE)
        if not file.exists():
            return {}
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(str(file), (error.strerror or str(error)).lower()) from error
    except ValueError as error:
        raise InputError(str(file), f"not TOML: {error}") from error
    for key, value in said.items():
        if isinstance(value, dict) and key not in commands:
            raise InputError(str(file), f"[{key}]: there is no command of this name")
        if not isinstance(value, dict) and key not in COMMON:
            raise InputError(
                str(file), f"{key}: not one of {', '.join(COMMON)}; other options stand under [COMMAND]"
            )
    return said


def defaults(said: dict[str, Any], file: Path | None, name: str, command: click.Command) -> dict[str, Any]:
    """The file's values for one command, by the names of its parameters. Raises InputError."""
    place = str(file or FILE)
    options = {option_name(option): option for option in command.params if isinstance(option, click.Option)}
    values = {key: said[key] for key in COMMON if key in said and key in options}
    for key, value in said.get(name, {}).items():
        if key not in options:
            raise InputError(place, f"[{name}] {key}: `kg {name}` has no option --{key}")
        values[key] = value
    found = {}
    context = click.Context(command, info_name=name)
    for key, value in values.items():
        option = options[key]
        try:
            option.type_cast_value(context, value)
        except (click.BadParameter, TypeError, ValueError) as error:
            reason = error.message if isinstance(error, click.BadParameter) else str(error)
            raise InputError(place, f"{key} = {value!r}: {reason}") from error
        if option.name:
            found[option.name] = value
    return found


def option_name(option: click.Option) -> str:
    """The option's long name without its dashes."""
    return max(option.opts, key=len).lstrip("-")
