"""One reader for each kind of file: a stream of bytes -> articles, and errors with their places.

A reader yields what it can and an InputError for each thing it cannot read; what breaks the stream
itself (a damaged archive) is raised as InputError by `articles`.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from kg.corpus.article import Article, from_fields
from kg.corpus.text import HEAD, decode, front_matter, heading, lines
from kg.errors import InputError

Found = Iterator[Article | InputError]

MAX_FILE = 512 * 2**20
"""The largest file that is read in one piece (.txt, .html, .json), in bytes."""

DELIMITERS = ",;\t|"


def articles(stream: io.BufferedReader, suffix: str, *, place: str, stem: str) -> Found:
    """The articles of one input by its suffix (".jsonl"; "" asks the first bytes).

    Each damage is one InputError; a broken archive ends the input and keeps what came before.
    """
    where = [place]
    try:
        kind = suffix or sniff(stream.peek(HEAD)[:HEAD])
        for found in READERS[kind](stream, place, stem):
            where[0] = found.place
            yield found
    except InputError as error:
        yield error
    except (EOFError, zlib.error, zipfile.BadZipFile, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        after = "" if where[0] == place else f" after {where[0]}"
        yield InputError(place, f"cannot be read to its end{after}: {reason}".replace("\n", " "))


def buffered(raw: Any) -> io.BufferedReader:
    """Any readable stream of bytes as one that can be looked ahead in."""
    return io.BufferedReader(raw, 1 << 16)


def sniff(head: bytes) -> str:
    """The suffix that input without a name would have, by its first bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(b"{"):
        return ".jsonl"
    if start.startswith(b"["):
        return ".json"
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return ".txt"


def read_text(stream: BinaryIO, place: str, stem: str) -> Found:
    """A plain-text article, with or without front matter or a heading."""
    fields, text = front_matter(decode(_whole(stream, place), place))
    if "title" not in fields:
        fields["title"], text = heading(text)
    yield Article(place=place, stem=stem, text=text, alone=True, **fields)


def read_html(stream: BinaryIO, place: str, stem: str) -> Found:
    """A page with one article."""
    from kg.corpus.page import read_page  # here, since it takes a third of a second to load

    yield read_page(_whole(stream, place), place=place, stem=stem)


def read_jsonl(stream: io.BufferedReader, place: str, stem: str) -> Found:
    """One JSON object a line; blank lines are passed over."""
    empty = True
    for number, line in lines(stream, _head(stream, place), place):
        where = f"{place}:{number}"
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield _json_article(line, where, stem)
        else:
            continue
        empty = False
    if empty:
        yield InputError(place, "the file is empty")


def read_json(stream: BinaryIO, place: str, stem: str) -> Found:
    """A JSON list of objects, or one object."""
    value = _json(decode(_whole(stream, place), place), place)
    if isinstance(value, InputError):
        yield value
        return
    listed = value if isinstance(value, list) else [value]
    if not listed:
        yield InputError(place, "an empty list")
    for index, item in enumerate(listed):
        where = f"{place}[{index}]" if isinstance(value, list) else place
        yield _from_json(item, where, stem)


def read_csv(stream: io.BufferedReader, place: str, stem: str) -> Found:
    """A table with a header line; `,`, `;`, tab or `|` between the cells, quotes doubled."""
    csv.field_size_limit(max(csv.field_size_limit(), min(MAX_FILE, sys.maxsize)))
    damaged: list[InputError] = []

    def text_lines() -> Iterator[str]:
        for _, line in lines(stream, _head(stream, place), place):
            if isinstance(line, InputError):
                damaged.append(line)
                yield "\n"
            else:
                yield line.replace("\0", "")

    source = text_lines()
    first = next(source, "")
    if damaged or not first.strip():
        yield damaged[0] if damaged else InputError(place, "the file is empty")
        return
    header, delimiter = _header(first)
    if "text" not in header:
        yield InputError(f"{place}:1", "no column 'text'")
        return
    yield from _csv_rows(source, header, delimiter, damaged, place, stem)


def _csv_rows(
    source: Iterator[str], header: list[str], delimiter: str, damaged: list[InputError], place: str, stem: str
) -> Found:
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    any_row = False
    while True:
        where = f"{place}:{rows.line_num + 2}"
        try:
            cells = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            any_row = True
            yield InputError(where, f"not CSV: {error}")
            continue
        if damaged:
            yield from damaged
            damaged.clear()
            any_row = True
        elif cells:
            any_row = True
            if len(cells) == len(header):
                yield from_fields(dict(zip(header, cells, strict=True)), place=where, stem=stem)
            else:
                yield InputError(where, f"{len(cells)} cells for {len(header)} columns")
    if not any_row:
        yield InputError(place, "a table without rows")


def read_zip(stream: io.BufferedReader, place: str, stem: str) -> Found:
    """The readable members of a zip archive, by name; others are passed over."""
    if not stream.seekable():
        raise InputError(place, "a zip archive cannot be read from a pipe")
    with zipfile.ZipFile(stream) as archive:
        known = [(name, kind) for name in archive.namelist() if (kind := suffix_of(name)) and kind != ".zip"]
        if not known:
            raise InputError(place, "an archive without articles")
        for name, kind in sorted(known):
            inner = f"{place}/{name}"
            try:
                member = archive.open(name)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
                yield InputError(inner, f"cannot be read: {error}")
                continue
            with member, buffered(member) as opened:
                yield from articles(opened, kind, place=inner, stem=stem_of(name))


READERS: Mapping[str, Callable[[io.BufferedReader, str, str], Found]] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".zip": read_zip,
}


def suffix_of(name: str) -> str:
    """The suffix that says how to read a file (".gz" taken off), or "" if nothing here can.

    >>> suffix_of("berita.JSONL.gz")
    '.jsonl'
    """
    path = PurePosixPath(name.lower())
    if path.name.startswith("."):
        return ""
    suffix = PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix
    return suffix if suffix in READERS and not (suffix == ".zip" and path.suffix == ".gz") else ""


def stem_of(name: str) -> str:
    """The file's name without folder and suffixes."""
    path = PurePosixPath(name)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return path.stem if path.suffix.lower() in READERS else path.name


def _whole(stream: BinaryIO, place: str) -> bytes:
    data = stream.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise InputError(place, f"larger than {MAX_FILE >> 20} MiB; give it as JSONL, one article a line")
    if not data.strip():
        raise InputError(place, "the file is empty")
    return data


def _head(stream: io.BufferedReader, place: str) -> bytes:
    return stream.peek(HEAD)[:HEAD]


def _json_article(line: str, place: str, stem: str) -> Article | InputError:
    value = _json(line, place)
    return value if isinstance(value, InputError) else _from_json(value, place, stem)


def _from_json(value: object, place: str, stem: str) -> Article | InputError:
    if not isinstance(value, dict):
        return InputError(place, "not a JSON object")
    return from_fields(value, place=place, stem=stem)


def _json(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep or too large"
        return InputError(place, f"not JSON: {reason}")


def _header(line: str) -> tuple[list[str], str]:
    """The column names, stripped and lower case, and the delimiter that gives the most of them."""
    parsed = [
        ([cell.strip().lower() for cell in next(csv.reader([line], delimiter=delimiter), [])], delimiter)
        for delimiter in DELIMITERS
    ]
    return max(parsed, key=lambda pair: ("text" in pair[0], len(pair[0])))
