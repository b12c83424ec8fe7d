"""Articles out of a built folder, as if they had never been in it.

What remains is written anew from the journal, so facts that other articles state too stay, and every
file is, byte for byte, that of a build which never had the withdrawn ones. Nothing of their text is left
in the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.journal import Journal
from kg.model import Document
from kg.namespaces import article_iri
from kg.outputs import JOURNAL, Look, Report, Watcher, last_look, opened, publish, unfinished


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that is to go, and how many statements go with it."""

    id: str
    title: str
    date: str
    url: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """What was asked for: the articles by their ids, those names that none has, and what is left."""

    found: tuple[Found, ...]
    unknown: tuple[str, ...]
    left: Report


def withdraw(folder: Path, names: Iterable[str], watcher: Watcher, *, dry: bool = False) -> Withdrawal:
    """Withdraw the articles with these ids, IRIs or URLs from the build in `folder`.

    With `dry` nothing is changed. Where one URL is that of several articles, all of them go. What another
    process was withdrawing when it died is withdrawn first, and counts as found. Raises KgError.
    """
    asked = list(dict.fromkeys(names))
    if not (folder / JOURNAL).is_file():
        raise KgError(f"{folder}: nothing was built there (no {JOURNAL}); see kg build")
    if dry:
        with Journal(folder / JOURNAL, read_only=True) as journal:
            look = last_look(folder, journal)
            return _find(journal, look, asked)
    with Journal(folder / JOURNAL, read_only=True) as journal:
        gone = [Found(**item) for item in json.loads(unfinished(journal) or "[]")]
    with opened(folder, program="") as journal:
        look = last_look(folder, journal)
        asked, before = _apart(asked, gone, look)
        plan = _find(journal, look, asked)
        report = Report()
        if plan.found:
            journal.exclude(found.id for found in plan.found)
            told = [{name: getattr(found, name) for name in Found.__slots__} for found in plan.found]
            publish(folder, journal, look, report, watcher, note=json.dumps(told))
        return Withdrawal(found=(*before, *plan.found), unknown=plan.unknown, left=report)


def _apart(asked: list[str], gone: list[Found], look: Look) -> tuple[list[str], list[Found]]:
    """Of what is asked, what is still to be done, and what another process had decided."""
    found = [one for one in gone if {one.id, article_iri(look.base, one.id), one.url} & set(asked)]
    names = {name for one in found for name in (one.id, article_iri(look.base, one.id), one.url)}
    return [name for name in asked if name not in names], found


def _find(journal: Journal, look: Look, asked: list[str]) -> Withdrawal:
    """The next members that are called so, in order of id; the journal has all members as next ones."""
    journal.include_members()
    members = journal.ids()
    by_iri = {article_iri(look.base, name): name for name in members}
    known = {**by_iri, **dict(zip(members, members, strict=True))}
    wanted = {name: {known[name]} if name in known else set[str]() for name in asked}
    urls = {name for name, ids in wanted.items() if name and not ids}
    chosen = set[str]().union(*wanted.values())
    found = []
    for analysis in journal.analyses() if urls or chosen else ():
        document = analysis.document
        if document.url in urls:
            wanted[document.url].add(document.id)
        if document.id in chosen or document.url in urls:
            found.append(_described(document, len(analysis.statements)))
    unknown = tuple(name for name, ids in wanted.items() if not ids)
    return Withdrawal(found=tuple(found), unknown=unknown, left=Report())


def _described(document: Document, statements: int) -> Found:
    day = document.date.isoformat() if document.date else ""
    return Found(id=document.id, title=document.title, date=day, url=document.url, statements=statements)
