"""Document -> Analysis: the pure function that every engine runs, whatever the number of workers."""

from __future__ import annotations

from collections.abc import Iterator

from kg.accounting import rejections, unused
from kg.assembly import Assembler
from kg.attribution import Speech, find_speech, quotations, with_first_person
from kg.clauses import Chooser, Clause, clauses, likeliest
from kg.confidence import Judge, surer_than
from kg.coreference import Referents, resolve
from kg.extraction import Dropped, Extraction
from kg.extractors import EXTRACTORS, FALLBACKS
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import Name, lifted, named_before
from kg.model import Analysis, Document, Sentence
from kg.namespaces import ID
from kg.quantities import find_quantities
from kg.reading import Reading
from kg.repair import mend
from kg.syntax import Tree
from kg.times import TimeSpan, find_times, follow, infer_anchor


def analyse(
    document: Document,
    sentences: tuple[Sentence, ...],
    *,
    base: str = ID,
    judge: Judge | None = None,
    choose: Chooser = likeliest,
    whole: bool = True,
) -> Analysis:
    """Everything that a parsed document says, with its evidence; `judge` says how likely each is right,
    `choose` whose the clauses are that have no subject of their own.

    Without a date of its own, an article's times count from the day that it names most often. If it need not
    be `whole`, the statements alone: without mentions, entities and rejections.
    """
    anchor = document.date or infer_anchor(document.text)
    dated = replace(document, date=anchor)
    trees = [Tree(mend(sentence)) for sentence in sentences]
    quotes = tuple(quotations(document.text))
    referents = resolve(trees, quotes)
    speech = find_speech(document.text, trees, referents, quotes)
    referents = with_first_person(referents, trees, speech)
    times = follow(find_times(tree.sentence.text, anchor) for tree in trees)
    readings = [
        _reading(i, tree, referents, speech, found, choose)
        for i, (tree, found) in enumerate(zip(trees, times, strict=True))
    ]
    found = list(_extractions(readings))
    extractions = [item for item in found if isinstance(item, Extraction)]
    dropped = [item for item in found if isinstance(item, Dropped)]
    assembler = Assembler(dated, readings, referents, speech, base, judge or surer_than())
    statements, useless = assembler.statements(extractions)
    if not whole:
        return Analysis(document=document, sentences=sentences, statements=statements)
    left = (*dropped, *useless, *unused(readings, extractions, dropped))
    mentions = assembler.mentions()
    return Analysis(
        document=document,
        sentences=sentences,
        mentions=mentions,
        entities=assembler.entities(),
        statements=statements,
        rejections=rejections(document, sentences, statements, left),
    )


def _reading(
    index: int,
    tree: Tree,
    referents: Referents,
    speech: Speech,
    times: tuple[TimeSpan, ...],
    choose: Chooser,
) -> Reading:
    """A sentence with all that is known of it; names and times head no clause."""
    names, covering = referents.names[index], referents.covering[index]
    offset = tree.sentence.start
    timed = {
        t.index for s in times for t in tree.tokens if s.start <= t.start - offset and t.end - offset <= s.end
    }
    return Reading(
        index=index,
        tree=tree,
        referents=referents,
        speech=speech,
        names=names,
        covering=covering,
        times=times,
        quantities=find_quantities(tree.sentence.text),
        clauses=tuple(
            _spoken(tree, names, clause)
            for clause in clauses(
                tree, blocked=frozenset({*covering, *timed}), lifted=lifted(tree, names), choose=choose
            )
        ),
    )


def _spoken(tree: Tree, names: tuple[Name, ...], clause: Clause) -> Clause:
    """The clause of a verb of saying with the person named before the verb for its subject."""
    if not grammar().says(tree.tokens[clause.verb].text) or clause.how != "own":
        return clause
    name = named_before(tree, names, clause.verb, clause.subject)
    cut = name is not None and name.left > 0 and tree.tokens[name.left - 1].upos == "PROPN"  # read in part
    return clause if name is None or cut else replace(clause, subject=name.start)


def _extractions(readings: list[Reading]) -> Iterator[Extraction | Dropped]:
    for reading in readings:
        found = [item for extract in EXTRACTORS for item in extract(reading)]
        yield from found
        if all(isinstance(item, Dropped) or item.own_claim for item in found):
            for extract in FALLBACKS:
                yield from extract(reading)
