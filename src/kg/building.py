"""Articles -> a folder with the graph, the page, the statements and the store.

    DIR/graph.ttl          everything as one graph: pretty Turtle, sorted
    DIR/graph.nq           the same with one named graph an article
    DIR/graph.html         the page
    DIR/statements.jsonl   the statements, DIR/mentions.jsonl the mentions: as `kg extract` prints them
    DIR/store/             the embedded store that `kg query` asks
    DIR/articles.sqlite    the journal: what was read of every article

A build adds its articles to those that DIR holds; one with an id that is there already replaces it.
Everything is written anew in a folder beside and takes its place at the end, when nothing more can go
wrong: what was built before is whole until then. Files are sorted by document id, so the same articles
give the same bytes in whatever order, number of builds or number of workers they came.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from kg import corpus
from kg.errors import InputError, KgError, StoreError
from kg.journal import Journal, pack, package_hash, program_hash
from kg.locks import Lock
from kg.model import Analysis, Document
from kg.namespaces import ID
from kg.pipeline import Failed, NothingRead, run
from kg.records import mention_lines, statement_lines
from kg.spool import Spool
from kg.store import Store

JOURNAL = "articles.sqlite"
STORE = "store"
PARTIAL = ".building"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to build and how.

    `fresh` makes the graph of these inputs alone and reads them all again, whatever DIR holds. `title`
    and `language` ("id" or "en") are those of the page.
    """

    inputs: Sequence[str | Path]
    output: Path
    base: str = ID
    workers: int = 1
    fresh: bool = False
    title: str = ""
    language: str = "id"
    model: Path | None = None


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


def build(plan: Plan, watcher: Watcher) -> Report:
    """Carry out a plan. Raises NothingRead, and KgError where the folder or the set-up is not fit.

    Bad inputs are told to the watcher and left out. Whatever it raises, and whenever the process dies,
    the build that was in the folder stays whole, and the same call goes on where it stopped.
    """
    _refuse_inside(plan)
    with ExitStack() as held:
        held.enter_context(_locked(plan.output))
        program = program_hash(plan.base, plan.model)
        journal = held.enter_context(Journal(plan.output / JOURNAL, program=program))
        report = Report()
        _read(plan, journal, watcher, report)
        if not report.read:
            raise NothingRead
        signature = _signature(plan, journal)
        known = _as_it_stands(plan.output, journal.note("build"), signature)
        if known is not None and not plan.fresh:
            files = known.files | {JOURNAL: _size(plan.output / JOURNAL)}
            return replace(known, read=report.read, known=report.known, files=files, written=False)
        partial = held.enter_context(_workshop(plan.output / PARTIAL))
        with Spool(base=plan.base, folder=partial) as spool:
            _write(plan, journal, spool, partial, watcher, report)
            journal.promote()
            watcher.stage("store")
            Store.build(plan.output / STORE, spool)
        made = sorted(file.name for file in partial.iterdir())
        for name in made:
            (partial / name).replace(plan.output / name)
        report.files = {name: _size(plan.output / name) for name in (*made, STORE)}
        noted = {"signature": signature, "times": _times(plan.output, made), "report": asdict(report)}
        journal.take_note("build", json.dumps(noted))
        report.files[JOURNAL] = _size(plan.output / JOURNAL)
    return report


def _signature(plan: Plan, journal: Journal) -> str:
    """What decides every byte of a build: its articles, its program, and how it is to look."""
    return " ".join([journal.signature(), package_hash().hex(), plan.base, plan.language, plan.title])


def _times(folder: Path, names: Iterable[str]) -> dict[str, list[int]]:
    """The size of each file and when it was changed."""
    found = ((name, (folder / name).stat()) for name in names if (folder / name).exists())
    return {name: [status.st_size, status.st_mtime_ns] for name, status in found}


def _as_it_stands(folder: Path, note: str, signature: str) -> Report | None:
    """The report of the last build, if it is this very one and nobody has touched what it made."""
    if not note:
        return None
    noted = json.loads(note)
    same = noted["signature"] == signature and noted["times"] == _times(folder, noted["times"])
    return Report(**noted["report"]) if same and (folder / STORE / "current").exists() else None


def _read(plan: Plan, journal: Journal, watcher: Watcher, report: Report) -> None:
    """Analyse what the journal does not know yet, and say which articles are the next members."""
    watcher.stage("reading")
    waiting: dict[str, Document] = {}
    given: set[str] = set()

    def tell(error: InputError) -> None:
        watcher.problem(str(error))

    def unknown() -> Iterator[Document]:
        for document in corpus.read(plan.inputs, problems=tell, consumed=watcher.consumed):
            given.add(document.id)
            if not plan.fresh and journal.knows(document):
                journal.include(document)
                report.read += 1
                report.known += 1
                watcher.article()
            else:
                waiting[document.id] = document
                yield document
        if given and not plan.fresh:
            for document in journal.outdated():
                if document.id not in given:
                    waiting[document.id] = document
                    yield document

    for result in run(unknown(), pack, base=plan.base, workers=plan.workers, model=plan.model):
        document = waiting.pop(result.document)
        if isinstance(result, Failed):
            watcher.problem(f"{result.document}: {result.reason}")
            continue
        journal.keep(document, result.value)
        journal.include(document)
        report.read += document.id in given
        watcher.article()
    journal.commit()
    if not plan.fresh:
        journal.include_members()


def _write(
    plan: Plan, journal: Journal, spool: Spool, partial: Path, watcher: Watcher, report: Report
) -> None:
    """Write every file of the build into the folder `partial`."""
    from kg.html import write_page

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
    write_page(journal.analyses(), partial / "graph.html", title=plan.title, language=plan.language)
    for file in sorted(partial.iterdir()):
        with file.open("rb+") as written:
            os.fsync(written.fileno())


def _refuse_inside(plan: Plan) -> None:
    """What a build writes must never be among what it reads."""
    output = plan.output.resolve()
    for item in plan.inputs:
        if str(item) != "-" and output.is_relative_to(Path(item).resolve()):
            raise KgError(f"{plan.output}: the output folder must not lie in the input {item}")


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """The folder, made where it is missing, for this process alone."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock = Lock(output / ".lock")
        free = lock.acquire(exclusive=True)
    except OSError as error:
        raise KgError(f"{output}: cannot be written: {error.strerror}") from error
    if not free:
        raise StoreError(f"{output}: another process is building there")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """An empty folder beside the results that is gone afterwards."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder
    except OSError as error:
        raise KgError(f"{folder.parent}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size
