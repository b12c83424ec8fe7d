"""The folder of a build: how what is in it is written, and how all of it takes its place in one step.

    DIR/graph.ttl          everything as one graph: pretty Turtle, sorted
    DIR/graph.nq           the same with one named graph an article
    DIR/graph.html         the page, DIR/report.html, DIR/timeline.html: the same in figures and by day
    DIR/statements.jsonl   the statements, DIR/mentions.jsonl the mentions: as `kg extract` prints them
    DIR/store/             the embedded store that `kg query` asks
    DIR/articles.sqlite    the journal: what was read of every article
    DIR/SHA256SUMS         the seal: the hash of every file

Everything is made anew from the journal in a folder beside. Then one transaction of the journal says
which articles are the members now and that what lies beside is theirs: before it the folder is what it
was, after it the rest is moving files, which whoever opens the folder next finishes if it was broken off.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.generations import Current, prepare
from kg.journal import Journal, package_hash
from kg.locks import Lock
from kg.model import Analysis
from kg.records import mention_lines, statement_lines
from kg.seals import FILE as SEAL
from kg.seals import seal, unsealed
from kg.spool import Spool
from kg.staging import adopt, staged

JOURNAL = "articles.sqlite"
STORE = "store"
PARTIAL = ".building"
FILES = (
    "graph.html",
    "graph.nq",
    "graph.ttl",
    "mentions.jsonl",
    "report.html",
    "statements.jsonl",
    "timeline.html",
)
SEALED = (*FILES, JOURNAL, STORE)

_BUILT, _MOVING = "build", "moving"  # the notes of the journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What decides the bytes of a build beside its articles: the base IRI, the page's title and language."""

    base: str
    title: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Whom a build tells: of each problem a line, of each article, of bytes read, of each stage."""

    problem: Callable[[str], None]
    article: Callable[[], None] = lambda: None
    consumed: Callable[[int], None] = lambda count: None
    stage: Callable[[str], None] = lambda name: None


@dataclass(slots=True, kw_only=True)
class Report:
    """What was made. `read` articles came from the inputs, `known` of them were analysed before.

    `left` counts, by reason, the sentences and predicates that no statement was made of. `files` are the
    sizes of what lies in the folder. `written` is False where all of it was there already.
    """

    read: int = 0
    known: int = 0
    written: bool = True
    articles: int = 0
    sentences: int = 0
    covered: int = 0
    statements: int = 0
    left: dict[str, int] = field(default_factory=dict)
    entities: int = 0
    relations: int = 0
    triples: int = 0
    quads: int = 0
    files: dict[str, int] = field(default_factory=dict)

    @property
    def coverage(self) -> float:
        """The share of sentences with a statement."""
        return self.covered / self.sentences if self.sentences else 0.0


class _Tally:
    """Counts what is in articles, one after the other."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.entities: set[str] = set()
        self.relations: set[str] = set()
        self.left: Counter[str] = Counter()

    def count(self, analysis: Analysis) -> None:
        starts = {statement.start for statement in analysis.statements}
        self.entities.update(entity.iri for entity in analysis.entities)
        self.relations.update(statement.predicate.iri for statement in analysis.statements)
        self.report.articles += 1
        self.report.sentences += len(analysis.sentences)
        self.report.covered += sum(sentence.start in starts for sentence in analysis.sentences)
        self.report.statements += len(analysis.statements)
        self.left.update(rejection.reason.value for rejection in analysis.rejections)
        self.report.left = dict(sorted(self.left.items()))
        self.report.entities = len(self.entities)
        self.report.relations = len(self.relations)


@contextmanager
def opened(folder: Path, program: str) -> Iterator[Journal]:
    """The journal of `folder`, which is this process's alone meanwhile, and sealed afterwards.

    What another process had decided and not finished is finished first. Raises KgError, StoreError.
    """
    with _locked(folder):
        try:
            with unsealed(folder, JOURNAL), Journal(folder / JOURNAL, program=program) as journal:
                finish(folder, journal)
                yield journal
        finally:
            if not (folder / SEAL).exists() and (folder / STORE / "current").exists():
                seal(folder, SEALED)


def as_it_stands(folder: Path, journal: Journal, look: Look) -> Report | None:
    """The report of the last build, if it is of the next members and nobody has touched what it made."""
    note = journal.note(_BUILT)
    if not note:
        return None
    noted = json.loads(note)
    same = noted["signature"] == _signature(journal, look) and noted["times"] == _times(folder)
    if not same or not (folder / STORE / "current").exists():
        return None
    report = Report(**noted["report"])
    report.files |= {JOURNAL: size(folder / JOURNAL)}
    return report


def last_look(folder: Path, journal: Journal) -> Look:
    """How the last build looked. Raises KgError when there was none."""
    noted = json.loads(journal.note(_BUILT) or "{}")
    if "look" not in noted:
        raise KgError(f"{folder}: nothing was built there by this version of kg; see kg build")
    return Look(**noted["look"])


def publish(
    folder: Path, journal: Journal, look: Look, report: Report, watcher: Watcher, *, note: str = ""
) -> None:
    """Make the next members of the journal the members and all of `folder` theirs.

    Until the journal is told, whatever happens leaves the folder as it was. `note` is kept with the
    decision until all is done: see `unfinished`.
    """
    with _workshop(folder / PARTIAL, journal) as partial:
        with Spool(base=look.base, folder=partial) as spool:
            _write(journal, spool, partial, look, report, watcher)
            watcher.stage("store")
            with staged(folder / STORE, spool) as current:
                signature = _signature(journal, look)
                built = {"look": asdict(look), "report": asdict(report), "signature": signature}
                decided = {"store": [current.graph, current.base], "built": built, "note": note}
                journal.promote(_MOVING, json.dumps(decided))
        finish(folder, journal)
        report.files = {name: size(folder / name) for name in (*FILES, STORE, JOURNAL)}


def unfinished(journal: Journal) -> str:
    """The note of what was decided and not finished, or ""."""
    said = journal.note(_MOVING)
    return str(json.loads(said)["note"]) if said else ""


def finish(folder: Path, journal: Journal) -> None:
    """Put in its place what the journal says was decided, and sweep away what was not."""
    said = journal.note(_MOVING)
    if not said:
        shutil.rmtree(folder / PARTIAL, ignore_errors=True)
        return
    decided = json.loads(said)
    (folder / SEAL).unlink(missing_ok=True)
    lock = prepare(folder / STORE)
    try:
        graph, base = decided["store"]
        adopt(folder / STORE, Current(graph=graph, base=base))
    finally:
        lock.release()
    whole = (folder / PARTIAL).is_dir()
    for name in FILES:
        if (folder / PARTIAL / name).exists():
            (folder / PARTIAL / name).replace(folder / name)
    _settle(folder)
    built = decided["built"] | {"times": _times(folder) if whole else {}}
    built["report"]["files"] = {name: size(folder / name) for name in (*FILES, STORE) if whole}
    journal.take_note(_BUILT, json.dumps(built), instead_of=_MOVING)
    shutil.rmtree(folder / PARTIAL, ignore_errors=True)


def size(path: Path) -> int:
    """The bytes of a file or of all files in a folder."""
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size


def _signature(journal: Journal, look: Look) -> str:
    """What decides every byte of a build: its articles, its program, and how it is to look."""
    return " ".join([journal.signature(), package_hash().hex(), look.base, look.language, look.title])


def _times(folder: Path, names: Iterable[str] = FILES) -> dict[str, list[int]]:
    """The size of each file and when it was changed."""
    found = ((name, (folder / name).stat()) for name in names if (folder / name).exists())
    return {name: [status.st_size, status.st_mtime_ns] for name, status in found}


def _write(
    journal: Journal, spool: Spool, partial: Path, look: Look, report: Report, watcher: Watcher
) -> None:
    """Write every file of the build into the folder `partial`."""
    from kg.html import collect_named, write_page, write_report, write_timeline

    watcher.stage("graph")
    with (
        (partial / "statements.jsonl").open("wb") as statements,
        (partial / "mentions.jsonl").open("wb") as mentions,
    ):
        tally = _Tally(report)
        for analysis in journal.analyses():
            tally.count(analysis)
            statements.write(statement_lines(analysis.statements).encode("utf-8"))
            mentions.write(mention_lines(analysis.mentions).encode("utf-8"))
            spool.add(analysis)
    report.triples = spool.write_turtle(partial / "graph.ttl")
    report.quads = spool.write_nquads(partial / "graph.nq")
    watcher.stage("page")
    shown = collect_named(journal.analyses())
    write_report(shown, partial / "report.html", title=look.title, language=look.language)
    write_timeline(shown, partial / "timeline.html", title=look.title, language=look.language)
    write_page(shown, partial / "graph.html", title=look.title, language=look.language, sheets=True)
    for name in FILES:
        with (partial / name).open("rb+") as written:
            os.fsync(written.fileno())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The folder, made where it is missing, for this process alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = Lock(folder / ".lock")
        free = lock.acquire(exclusive=True)
    except OSError as error:
        raise KgError(f"{folder}: cannot be written: {error.strerror}") from error
    if not free:
        raise StoreError(f"{folder}: another process is building there")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _workshop(folder: Path, journal: Journal) -> Iterator[Path]:
    """An empty folder beside the results that is gone afterwards, unless it was decided to use it."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    except OSError as error:
        raise KgError(f"{folder.parent}: cannot be written: {error.strerror or error}") from error
    finally:
        if not journal.note(_MOVING):
            shutil.rmtree(folder, ignore_errors=True)


def _settle(folder: Path) -> None:
    """What was moved into the folder stays there, even through a power cut."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
