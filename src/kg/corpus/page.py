"""The article in an HTML page, by trafilatura: text in paragraphs, title, date, address, site."""

from __future__ import annotations

import logging
import re
from typing import Any

import trafilatura

from kg.corpus.article import Article
from kg.corpus.text import HEAD, decode, is_binary
from kg.errors import InputError
from kg.times import parse_article_date

for _name in ("trafilatura", "htmldate", "justext", "courlan"):  # libraries that log every odd page
    logging.getLogger(_name).addHandler(logging.NullHandler())

LATEST = "2199-12-31"
"""Dates in pages are read up to this day, whatever the day of the run: same input, same output."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_WEB = {b"iso-8859-1": "cp1252", b"latin1": "cp1252", b"us-ascii": "cp1252"}  # as browsers read them
_DATED = (
    "//time/@datetime | //time | //*[contains(@class, 'date') or contains(@class, 'tanggal')"
    " or contains(@class, 'publish') or contains(@class, 'time') or contains(@class, 'waktu')]"
)
_DATELINE = re.compile(r"\A(\S+(?: \S+){0,3})\n([-–—]+ )")
_SENTENCE = re.compile(r"(?:\S+\s+){7,}\S*[.!?…][\"'”’)]*(?:\s|$)")


def read_page(data: bytes, *, place: str, stem: str) -> Article | InputError:
    """The article in a page, or an InputError if there is none: no paragraph with a sentence in it."""
    try:
        html = decode_page(data, place)
    except InputError as error:
        return error
    tree = _parse(html)
    if tree is None:
        return InputError(place, "not HTML")
    found: Any = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": LATEST},
    )
    if found is None or not _SENTENCE.search(found.text or ""):
        return InputError(place, "HTML without an article")
    return Article(
        place=place,
        stem=stem,
        text=_body(found.text, found.title or ""),
        title=found.title or "",
        date=found.date or _visible_date(html),
        url=found.url or "",
        source=found.sitename or found.hostname or "",
        alone=True,
    )


def decode_page(data: bytes, place: str) -> str:
    """The page as text: UTF-8 or by its byte order mark, else in the character set that it declares,
    else as any text. Raises InputError."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not is_binary(data[:HEAD]):
        for encoding in ("utf-8-sig", _WEB.get(declared[1].lower(), declared[1].decode("ascii"))):
            try:
                return data.decode(encoding)
            except (LookupError, UnicodeDecodeError):
                continue
    return decode(data, place)


def _parse(html: str) -> Any:
    """The tree of a page, or None. A declared encoding is taken off: the text is decoded already."""
    plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.replace("\0", ""))
    if not re.search(r"<(?:html|body|article|div|p|head)\b", plain[:1_000_000], re.IGNORECASE):
        return None
    return trafilatura.load_html(plain)


def _visible_date(html: str) -> str:
    """The first date written in an element that says it is one, else ""."""
    tree = _parse(html)
    for node in tree.xpath(_DATED)[:50]:
        words = " ".join((node if isinstance(node, str) else node.text_content()).split())
        if 6 <= len(words) <= 120 and parse_article_date(words) is not None:
            return words
    return ""


def _body(text: str, title: str) -> str:
    """The text without what stands over the article: all up to a line that repeats the title, and lines
    that give the day. A dateline that the page sets apart goes back to its sentence."""
    lines = text.split("\n")
    above = next((n for n, line in enumerate(lines) if _SENTENCE.search(line)), 0)
    titles = [n for n in range(above) if lines[n].strip().casefold() == title.strip().casefold()]
    lines = lines[titles[-1] + 1 :] if titles else lines
    while len(lines) > 1 and not _SENTENCE.search(lines[0]) and parse_article_date(lines[0]) is not None:
        lines.pop(0)
    return _DATELINE.sub(r"\1 \2", "\n".join(lines))
