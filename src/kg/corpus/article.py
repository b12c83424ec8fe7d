"""An article as found in an input, before it becomes a Document; and how Documents get their ids."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.corpus.text import normalise, one_line
from kg.errors import InputError
from kg.model import Document
from kg.times import parse_article_date

log = logging.getLogger(__name__)

FIELDS = ("id", "title", "date", "url", "source", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with its fields as text. `place` names where it was read; `stem` is its file's name
    without suffix; `alone` is True if the file holds this article only."""

    place: str
    stem: str
    text: str
    id: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    source: str = ""
    alone: bool = False


def from_fields(fields: Mapping[str, object], *, place: str, stem: str) -> Article | InputError:
    """An article of a JSON object or a table's row; keys other than `FIELDS` are ignored.

    `text` is required. A number may stand for a text (an id, a year); null is the empty text.
    """
    values: dict[str, str] = {}
    for name in FIELDS:
        value = fields.get(name)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return InputError(place, f"{name!r} must be text, not {_kind(value)}")
        values[name] = str(value)
    if "text" not in values:
        return InputError(place, "no field 'text'")
    return Article(
        place=place,
        stem=stem,
        text=values["text"],
        id=values.get("id", ""),
        title=values.get("title", ""),
        date=values.get("date", ""),
        url=values.get("url", ""),
        source=values.get("source", ""),
    )


def _kind(value: object) -> str:
    return {bool: "true or false", list: "a list", dict: "an object"}.get(type(value), type(value).__name__)


def documents(articles: Iterable[Article | InputError]) -> Iterator[Document | InputError]:
    """Articles as Documents with unique ids, in order; what cannot be one stays an InputError.

    The id is the one given, else the file's name without suffix, followed by a hash of the address
    (or, where there is none, of the content) if the file holds more articles: an article that is
    read again in a newer wording keeps its id. The same id with the same text is the same article: it is
    left out, with an error. The same id with another text is kept under the id and a hash of its
    content, with an error if the id was given.
    """
    seen: dict[str, int] = {}
    for article in articles:
        if isinstance(article, InputError):
            yield article
            continue
        text = normalise(article.text)
        if not text:
            yield InputError(article.place, "the article is empty")
            continue
        title, url = one_line(article.title), one_line(article.url)
        digest = _hash(text, title, url)
        given = one_line(article.id)
        name = given or (article.stem if article.alone else f"{article.stem}-{_hash(url) if url else digest}")
        if name in seen:
            if seen[name] == int(digest, 16):
                yield InputError(article.place, f"the article {name!r} a second time; left out")
                continue
            renamed = f"{name}-{digest}"
            if renamed in seen:
                yield InputError(article.place, f"the article {renamed!r} a second time; left out")
                continue
            if given:
                yield InputError(article.place, f"another article is {name!r}; this one becomes {renamed!r}")
            name = renamed
        seen[name] = int(digest, 16)
        day = parse_article_date(one_line(article.date), text=text) if article.date.strip() else None
        if article.date.strip() and day is None:
            log.info("%s: the date %r is not understood", article.place, article.date)
        yield Document(id=name, text=text, title=title, date=day, url=url, source=one_line(article.source))


def _hash(*parts: str) -> str:
    """Sixteen hexadecimal digits."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()
