"""Articles -> a folder with the graph, the page, the statements and the store (see `kg.outputs`).

A build adds its articles to those that the folder holds; one with an id that is there already replaces
it. What was built before is whole until all is made anew. Files are sorted by document id, so the same
articles give the same bytes in whatever order, number of builds or number of workers they came.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg import corpus
from kg.errors import InputError, KgError
from kg.journal import Journal, pack, program_hash
from kg.model import Document
from kg.namespaces import ID
from kg.outputs import Look, Report, Watcher, as_it_stands, opened, publish
from kg.pipeline import Failed, NothingRead, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to build and how.

    `fresh` makes the graph of these inputs alone and reads them all again, whatever DIR holds. `title`
    and `language` ("id" or "en") are those of the page. `least` is the probability of being right that a
    statement needs, by default that of the language.
    """

    inputs: Sequence[str | Path]
    output: Path
    base: str = ID
    workers: int = 1
    fresh: bool = False
    title: str = ""
    language: str = "id"
    model: Path | None = None
    least: float | None = None


def build(plan: Plan, watcher: Watcher) -> Report:
    """Carry out a plan. Raises NothingRead, and KgError where the folder or the set-up is not fit.

    Bad inputs are told to the watcher and left out. Whatever it raises, and whenever the process dies,
    the build that was in the folder stays whole, and the same call goes on where it stopped.
    """
    _refuse_inside(plan)
    look = Look(base=plan.base, title=plan.title, language=plan.language)
    with opened(plan.output, program_hash(plan.base, plan.model, plan.least)) as journal:
        report = Report()
        _read(plan, journal, watcher, report)
        if not report.read:
            raise NothingRead
        known = as_it_stands(plan.output, journal, look)
        if known is not None and not plan.fresh:
            return replace(known, read=report.read, known=report.known, written=False)
        publish(plan.output, journal, look, report, watcher)
    return report


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

    found = run(unknown(), pack, base=plan.base, workers=plan.workers, model=plan.model, least=plan.least)
    for result in found:
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


def _refuse_inside(plan: Plan) -> None:
    """What a build writes must never be among what it reads."""
    output = plan.output.resolve()
    for item in plan.inputs:
        if str(item) != "-" and output.is_relative_to(Path(item).resolve()):
            raise KgError(f"{plan.output}: the output folder must not lie in the input {item}")
