"""What was read out of an article, as RDF: entities, direct triples, statements and their evidence.

A direct triple `subject predicate object` is written only where it is safe to read as the article's own
claim: positive, actual, attributed to nobody else, both ends present. Everything, those included, is a
`kg:Statement` with its polarity, modality, source, time, rule, confidence and its sentence (NIF, with
offsets by RFC 5147), derived from the article (PROV-O). All nodes are IRIs made from content; there are
no blank nodes, no time stamps and no counters, so equal input gives equal bytes.

Symmetric relations get their direct triple in both directions, and a relation with a declared inverse
gets that too: a store without reasoning answers as one with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg import ontology
from kg.identity import argument_iri, best, identifier, is_direct, predicate_iri
from kg.model import Analysis, Argument, Document, Entity, EntityType, Mention, Statement
from kg.namespaces import (
    DCTERMS,
    ID,
    ITSRDF,
    KG,
    NIF,
    OWL,
    PROV,
    RDF,
    RDFS,
    RELATION,
    SCHEMA,
    SKOS,
    WD,
    XSD,
    article_iri,
    entity_iri,
    is_web_iri,
    role_iri,
    slug,
    span_iri,
    thing_iri,
)
from kg.terms import TYPE, Triple, decimal, integer, iri, literal, moment, typed
from kg.texts import text_hash

LANGUAGE = "id"

_LABEL = f"<{RDFS}label>"
_ALT_LABEL = f"<{SKOS}altLabel>"
_TYPES = frozenset(EntityType)


def triples(analysis: Analysis, *, base: str = ID, mentions: bool = False) -> list[Triple]:
    """The graph of one article: sorted, each triple once, terms as N-Triples writes them.

    `base` is what entities, articles and statements are minted under. `mentions` adds a node for every
    mention, pronouns included. The article's IRI (`graph_name`) is the name of the named graph.
    """
    graph = set[Triple]()
    writer = _Writer(analysis, base)
    graph.update(writer.article())
    graph.update(writer.entities())
    for statement in best(analysis.statements):
        graph.update(writer.statement(statement))
    if mentions:
        for mention in analysis.mentions:
            graph.update(writer.mention(mention))
    return sorted(graph)


def graph_name(document: str, *, base: str = ID) -> str:
    """The IRI of an article and of its named graph."""
    return article_iri(base, document)


@lru_cache(maxsize=1)
def _relations_by_iri() -> Mapping[str, ontology.Relation]:
    return {relation.iri: relation for relation in ontology.relations().values()}


class _Writer:
    """Makes the triples of one article; holds only what they share."""

    def __init__(self, analysis: Analysis, base: str) -> None:
        self.document: Document = analysis.document
        self.base = base
        self.known: dict[str, Entity] = {entity.iri: entity for entity in analysis.entities}
        self.article_text = article_iri(base, self.document.id)
        self.article_iri = iri(self.article_text)

    def article(self) -> Iterator[Triple]:
        document, article = self.document, self.article_iri
        yield article, TYPE, f"<{KG}Article>"
        yield article, TYPE, f"<{SCHEMA}NewsArticle>"
        yield article, f"<{DCTERMS}identifier>", literal(document.id)
        yield article, f"<{SCHEMA}inLanguage>", literal(LANGUAGE)
        yield article, f"<{KG}textHash>", literal(text_hash(document.text))
        yield article, f"<{KG}textLength>", integer(len(document.text))
        if document.title:
            yield article, f"<{SCHEMA}headline>", literal(document.title, language=LANGUAGE)
        if document.date:
            published = literal(document.date.isoformat(), datatype=XSD + "date")
            yield article, f"<{SCHEMA}datePublished>", published
        if document.url:
            link = iri(document.url) if is_web_iri(document.url) else literal(document.url)
            yield article, f"<{SCHEMA}url>", link
        if document.source:
            publisher = iri(entity_iri(self.base, document.source))
            yield article, f"<{SCHEMA}publisher>", publisher
            yield publisher, TYPE, f"<{KG}Organization>"
            yield publisher, _LABEL, literal(document.source, language=LANGUAGE)

    def entities(self) -> Iterator[Triple]:
        for entity in self.known.values():
            node = iri(entity.iri)
            yield self.article_iri, f"<{SCHEMA}mentions>", node
            yield from _described(node, entity.type, entity.label)
            for name in entity.names:
                if name and name != entity.label:
                    yield node, _ALT_LABEL, literal(name, language=LANGUAGE)
            if entity.wikidata:
                same = entity.wikidata if "://" in entity.wikidata else WD + slug(entity.wikidata)
                yield node, f"<{OWL}sameAs>", iri(same)

    def statement(self, statement: Statement) -> Iterator[Triple]:
        node = iri(identifier(statement, base=self.base))
        relation_text = predicate_iri(statement)
        relation, predicate = _relations_by_iri().get(relation_text), f"<{relation_text}>"
        yield node, TYPE, f"<{KG}Statement>"
        yield node, f"<{RDF}predicate>", predicate
        yield node, f"<{KG}predicateText>", literal(statement.predicate.text, language=LANGUAGE)
        if statement.predicate.lemma:
            yield node, f"<{KG}lemma>", literal(statement.predicate.lemma, language=LANGUAGE)
        if relation_text.startswith(RELATION):
            name = statement.predicate.lemma or statement.predicate.text
            yield predicate, TYPE, f"<{KG}Relation>"
            yield predicate, _LABEL, literal(name.casefold(), language=LANGUAGE)
        subject = thing = ""
        if statement.subject:
            subject = self.node(statement.subject)
            yield node, f"<{RDF}subject>", subject
            yield node, f"<{KG}subjectSpan>", self.span(statement.subject.start, statement.subject.end)
            yield from self.argument(subject, statement.subject)
        if statement.object:
            written_as_literal = relation is not None and relation.literal
            thing = _as_literal(statement.object) if written_as_literal else self.node(statement.object)
            yield node, f"<{RDF}object>", thing
            yield node, f"<{KG}objectSpan>", self.span(statement.object.start, statement.object.end)
            if not written_as_literal:
                yield from self.argument(thing, statement.object)
        for qualifier in statement.qualifiers:
            filler = self.node(qualifier.argument)
            yield node, iri(role_iri(qualifier.role)), filler
            yield from self.argument(filler, qualifier.argument)
        yield node, f"<{KG}polarity>", f"<{KG}{statement.polarity}>"
        yield node, f"<{KG}modality>", f"<{KG}{statement.modality}>"
        yield from self.attribution(node, statement)
        yield from _times(node, statement.time)
        if math.isfinite(statement.confidence):
            yield node, f"<{KG}confidence>", decimal(statement.confidence)
        if statement.rule:
            yield node, f"<{KG}rule>", literal(statement.rule)
        yield node, f"<{PROV}wasDerivedFrom>", self.article_iri
        yield from self.evidence(node, statement)
        if is_direct(statement) and subject != thing:
            yield from _direct(subject, predicate, thing, relation)

    def evidence(self, node: str, statement: Statement) -> Iterator[Triple]:
        sentence = self.span(statement.start, statement.end)
        yield node, f"<{KG}evidence>", sentence
        yield sentence, TYPE, f"<{KG}Sentence>"
        yield from self.stretch(sentence, statement.sentence, statement.start, statement.end)

    def attribution(self, node: str, statement: Statement) -> Iterator[Triple]:
        said_by = statement.attribution
        if not said_by:
            return
        name = said_by.label or said_by.text
        source = iri(said_by.entity or thing_iri(self.base, self.document.id, name))
        yield node, f"<{KG}attributedTo>", source
        if said_by.text:
            yield node, f"<{KG}attributionText>", literal(said_by.text, language=LANGUAGE)
        if said_by.cue:
            yield node, f"<{KG}attributionCue>", literal(said_by.cue, language=LANGUAGE)
        if said_by.entity not in self.known:
            yield from _described(source, EntityType.THING, name)

    def mention(self, mention: Mention) -> Iterator[Triple]:
        node = self.span(mention.start, mention.end)
        yield node, TYPE, f"<{KG}Mention>"
        yield node, f"<{ITSRDF}taIdentRef>", iri(mention.entity)
        yield from self.stretch(node, mention.text, mention.start, mention.end)
        if mention.entity not in self.known:
            yield from _described(iri(mention.entity), mention.type, mention.label or mention.text)

    def stretch(self, node: str, text: str, start: int, end: int) -> Iterator[Triple]:
        yield node, f"<{NIF}anchorOf>", literal(text)
        yield node, f"<{NIF}beginIndex>", integer(start)
        yield node, f"<{NIF}endIndex>", integer(end)
        yield node, f"<{NIF}referenceContext>", self.article_iri

    def span(self, start: int, end: int) -> str:
        return f"<{span_iri(self.article_text, start, end)}>"

    def node(self, argument: Argument) -> str:
        return iri(argument_iri(argument, self.document.id, base=self.base))

    def argument(self, node: str, argument: Argument) -> Iterator[Triple]:
        """What is known of an argument's node, where the article's list of entities does not say it."""
        if argument.entity and argument.entity in self.known:
            return
        yield from _described(node, argument.type, argument.label or argument.text)
        if argument.value is not None:
            yield node, f"<{RDF}value>", typed(argument.value, argument.datatype or "string")


def _described(node: str, kind: str, label: str) -> Iterator[Triple]:
    yield node, TYPE, f"<{KG}{kind if kind in _TYPES else EntityType.THING}>"
    if label:
        yield node, _LABEL, literal(label, language=LANGUAGE)


def _as_literal(argument: Argument) -> str:
    if argument.value is not None and argument.datatype:
        return typed(argument.value, argument.datatype)
    return literal(argument.label or argument.text, language=LANGUAGE)


def _times(node: str, time: str | None) -> Iterator[Triple]:
    if not time:
        return
    start, mark, end = time.partition("/")
    if not mark:
        yield node, f"<{KG}time>", moment(time) or literal(time)
        return
    for name, text in (("startTime", start), ("endTime", end)):
        if text not in ("", ".."):
            yield node, f"<{KG}{name}>", moment(text) or literal(text)


def _direct(subject: str, predicate: str, thing: str, relation: ontology.Relation | None) -> Iterator[Triple]:
    yield subject, predicate, thing
    if relation is None or relation.literal:
        return
    if relation.symmetric:
        yield thing, predicate, subject
    elif relation.inverse:
        yield thing, f"<{KG}{relation.inverse}>", subject
