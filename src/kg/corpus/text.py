"""Bytes to text, and text to the one form that offsets count in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import BinaryIO

from kg.errors import InputError
from kg.language import language

HEAD = 8192
"""How many bytes are looked at to tell text from other files."""

MAX_LINE = 256 * 2**20
"""The longest line read, in bytes: one article is never larger."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_BREAKS = re.compile("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\x1f\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_ODD = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]")
_HEADING = re.compile(r"\s*(\S[^\r\n]*[^\s.!?:;,…\"”’)])[^\S\r\n]*\r?\n[^\S\r\n]*\r?\n")
_CP1252_RARE = re.compile(
    "[\u0192\u02c6\u02dc\u0152\u0153\u0178\u2020\u2021\u2030\u00a4-\u00a6\u00ac\u00af\u00b8]"
)


def normalise(text: str) -> str:
    """The text as stored in a Document: NFC, lines ended by \\n, plain spaces, no control characters.

    Invisible format characters (zero-width spaces, byte order marks, soft hyphens, directional
    marks) and lone surrogates are dropped, so that every form can be written as UTF-8. Applying it
    twice changes nothing.
    """
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    odd = {char for char in set(text) if char != "\n" and unicodedata.category(char) in _DROPPED}
    if odd:
        text = text.translate(dict.fromkeys(map(ord, odd)))
    return unicodedata.normalize("NFC", text).strip()


def one_line(text: str) -> str:
    """A field on one line: normalised, white space run together."""
    return " ".join(normalise(text).split())


def decode(data: bytes, place: str) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, or cp1252 where that reads as text.

    Raises InputError naming the line of the first byte that is not UTF-8.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(place, f"the byte order mark says {encoding}, but it is not") from error
    if is_binary(data[:HEAD]):
        raise InputError(place, "not text (a binary file)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        fallback = as_cp1252(data)
        if fallback is not None:
            return fallback
        line = data.count(b"\n", 0, error.start) + 1
        where = place if b"\n" not in data.rstrip(b"\n") else f"{place}:{line}"
        raise InputError(where, f"not UTF-8 text (byte 0x{data[error.start]:02x})") from error


def as_cp1252(data: bytes) -> str | None:
    """The data read as cp1252 if that gives mostly ASCII and otherwise letters and typographic marks."""
    high = sum(byte > 127 for byte in data)
    if high * 10 > len(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return (
        None if _ODD.search(text.replace("\r", "").replace("\t", "")) or _CP1252_RARE.search(text) else text
    )


def is_binary(head: bytes) -> bool:
    """True for bytes that are no text: a NUL, or more than one control character in fifty."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    if b"\0" in head or head.startswith((b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")):
        return True
    control = sum(byte < 32 and byte not in b"\t\n\r\f\v\x1b\x1a" for byte in head)
    return control * 50 > len(head)


def lines(stream: BinaryIO, head: bytes, place: str) -> Iterator[tuple[int, str | InputError]]:
    """The lines of a stream with their numbers from 1, decoded; a bad line is an InputError.

    `head` are the stream's first bytes, not consumed. Only `\\n` ends a line. Raises InputError if
    the stream as a whole is no text.
    """
    if is_binary(head):
        raise InputError(place, "not text (a binary file)")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _wide_lines(stream, place)
        return
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE + 1), b""), start=1):
        if len(line) > MAX_LINE:
            _skip_line(stream)
            yield number, InputError(f"{place}:{number}", f"a line of more than {MAX_LINE >> 20} MiB")
            continue
        yield number, _decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, place, number)


def _decoded(line: bytes, place: str, number: int) -> str | InputError:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        text = as_cp1252(line)
        if text is not None:
            return text
        return InputError(f"{place}:{number}", f"not UTF-8 text (byte 0x{line[error.start]:02x})")


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(HEAD * 128)) and not rest.endswith(b"\n"):
        pass


def _wide_lines(stream: BinaryIO, place: str) -> Iterator[tuple[int, str | InputError]]:
    decoder = codecs.getincrementaldecoder("utf-16")()
    number = 0
    rest = ""
    while True:
        try:
            data = stream.read(HEAD * 8)
            chunk = decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            yield number + 1, InputError(f"{place}:{number + 1}", "not UTF-16 text; the rest is left out")
            return
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            number += 1
            yield number, line
        if not data:
            if rest:
                yield number + 1, rest
            return


@cache
def _front_keys() -> dict[str, str]:
    """The word before the colon, lower case -> the field it gives ("ignored" for known others)."""
    fields = language().require("articles.yaml", "front_matter")["front_matter"]
    return {str(word).lower(): field for field, words in fields.items() for word in words}


def front_matter(text: str, keys: Callable[[], dict[str, str]] = _front_keys) -> tuple[dict[str, str], str]:
    """The fields of the lines "Key: value" before an article's text, and the text after them.

    The lines must come first (a line `---` may stand before and after), be a title or at least two
    fields, and end at a blank line, a `---` or the first line of another form.
    """
    fields: dict[str, str] = {}
    rest = text.lstrip("\ufeff \n\r\t")
    fenced = rest.startswith(("---\n", "---\r\n"))
    position = rest.index("\n") + 1 if fenced else 0
    while position < len(rest):
        end = rest.find("\n", position)
        end = len(rest) if end < 0 else end
        line = rest[position:end].strip()
        key, colon, value = line.partition(":")
        field = keys().get(key.strip().lower()) if colon else None
        if field is None or field in fields:
            if line and set(line) == {"-"}:
                end += 1
                position = end
            break
        fields[field] = value.strip()
        position = end + 1
    wanted = {field: value for field, value in fields.items() if field != "ignored"}
    if "title" in wanted or len(wanted) > 1:
        return wanted, rest[position:]
    return {}, text


def heading(text: str) -> tuple[str, str]:
    """The title that stands over an article, or "", and the text after it.

    A title is a line of three to thirty words with no mark at its end that ends a sentence or leads
    on, and a blank line after it.
    """
    match = _HEADING.match(text)
    if match is None or not 3 <= len(match[1].split()) <= 30 or not text[match.end() :].strip():
        return "", text
    return match[1].strip(), text[match.end() :]
