"""Analyses -> Collection: merge entities over articles, cut evidence out of statements."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kg.copies import stories
from kg.model import Analysis, Argument, Document, Polarity, Statement
from kg.view.records import Article, Collection, Fact, Node, Relation, Role

# Values, not things: they are shown with the fact and never become nodes.
LITERAL_TYPES = frozenset({"Time", "Money", "Quantity"})
# In the IRI of what has no name of its own (`kg.namespaces.thing_iri`): it belongs to one article.
NAMELESS = "/article/"


@dataclass(slots=True)
class _Entity:
    labels: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    wikidata: Counter[str] = field(default_factory=Counter)
    mentions: int = 0
    articles: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Relation:
    names: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    canonical: bool = False


def collect(
    analyses: Iterable[Analysis],
    *,
    labels: Mapping[str, Mapping[str, str]] | None = None,
    symmetric: frozenset[str] = frozenset(),
) -> Collection:
    """Read analyses once, in order, and keep what is shown.

    `labels` maps a relation's name to {language: label}; `symmetric` names the relations that hold
    both ways. Entities are one where their IRIs are equal: label and type are those given most often.
    """
    alike: dict[str, str] = {}
    entities: defaultdict[str, _Entity] = defaultdict(_Entity)
    relations: defaultdict[str, _Relation] = defaultdict(_Relation)
    documents: dict[str, Document] = {}
    facts: list[Fact] = []
    nameless: list[Node] = []
    unattached = 0
    for analysis in analyses:
        documents[analysis.document.id] = analysis.document
        _count_entities(analysis, entities)
        own: set[str] = set()
        for statement in analysis.statements:
            fact = _fact(statement, alike)
            if not any((fact.subject, fact.object, *(role.entity for role in fact.roles))):
                unattached += 1
                continue
            facts.append(fact)
            own.update(iri for iri in fact_entities(fact) if NAMELESS in iri)
            _count_arguments(statement, entities)
            seen = relations[fact.relation]
            seen.names[statement.predicate.relation or statement.predicate.lemma] += 1
            seen.surfaces[statement.predicate.text.casefold().strip()] += 1
            seen.canonical = seen.canonical or statement.predicate.relation is not None
        # What has no name is told of by one article alone: it is done with, and need not be counted on.
        nameless.extend(_node(iri, entities[iri]) for iri in sorted(own))
        for iri in [entity.iri for entity in analysis.entities if NAMELESS in entity.iri] + sorted(own):
            entities.pop(iri, None)
    story = stories(documents.values)
    used = {iri for fact in facts for iri in fact_entities(fact)}
    return Collection(
        nodes=tuple(sorted(_all_nodes(used, entities, nameless), key=lambda node: node.iri)),
        facts=tuple(sorted(facts, key=_fact_order)),
        relations=tuple(
            _relation(iri, seen, labels or {}, symmetric) for iri, seen in sorted(relations.items())
        ),
        articles=tuple(_article(documents[key], story.get(key, key)) for key in sorted(documents)),
        unattached=unattached,
    )


def _all_nodes(
    used: set[str], entities: defaultdict[str, _Entity], nameless: Iterable[Node]
) -> Iterable[Node]:
    """One node for each IRI; of nameless ones the first, should articles share an id."""
    nodes = {node.iri: node for node in reversed(list(nameless))}
    for iri in used - nodes.keys():
        nodes[iri] = _node(iri, entities[iri])
    return nodes.values()


def fact_entities(fact: Fact) -> tuple[str, ...]:
    """The entities of a fact: subject, object, then those of its roles and of its attribution."""
    found = (fact.subject, fact.object, *(role.entity for role in fact.roles), fact.attributed_entity)
    return tuple(dict.fromkeys(iri for iri in found if iri))


def safe_url(url: str) -> str:
    """The address if it is a plain http(s) one with a host, else ""."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and host else ""


def _article(document: Document, story: str) -> Article:
    url = safe_url(document.url)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    return Article(
        id=document.id,
        title=document.title.strip() or document.id,
        date=document.date.isoformat() if document.date else "",
        url=url,
        source=document.source.strip() or host,
        story=story,
    )


def _count_entities(analysis: Analysis, entities: defaultdict[str, _Entity]) -> None:
    for entity in analysis.entities:
        seen = entities[entity.iri]
        seen.labels[entity.label] += 1
        seen.types[str(entity.type)] += 1
        seen.names.update(dict.fromkeys(entity.names, 1))
        if found := re.search(r"Q[1-9]\d*$", entity.wikidata):
            seen.wikidata[found.group()] += 1
    for mention in analysis.mentions:
        seen = entities[mention.entity]
        seen.mentions += 1
        seen.articles.add(mention.document)


def _count_arguments(statement: Statement, entities: defaultdict[str, _Entity]) -> None:
    for argument in (statement.subject, statement.object, *(q.argument for q in statement.qualifiers)):
        if argument is not None and (iri := _entity(argument)):
            seen = entities[iri]
            seen.articles.add(statement.document)
            if not seen.labels:
                seen.labels[argument.label or argument.text] += 0
            if not seen.types:
                seen.types[str(argument.type)] += 0
    if statement.attribution and statement.attribution.entity:
        seen = entities[statement.attribution.entity]
        seen.articles.add(statement.document)
        if not seen.labels:
            seen.labels[statement.attribution.label] += 0


def _entity(argument: Argument | None) -> str | None:
    if argument is None or argument.type in LITERAL_TYPES:
        return None
    return argument.entity


def _words(argument: Argument | None) -> str:
    return "" if argument is None else (argument.label or argument.text or argument.value or "")


def _span(argument: Argument | None, statement: Statement) -> tuple[int, int] | None:
    if argument is None:
        return None
    start, end = argument.start - statement.start, argument.end - statement.start
    return (start, end) if 0 <= start < end <= len(statement.sentence) else None


def _fact(statement: Statement, alike: dict[str, str]) -> Fact:
    """The statement as a fact; of strings that are equal `alike` keeps one in memory."""

    def one(text: str) -> str:
        return alike.setdefault(text, text)

    attribution = statement.attribution
    subject, target = _entity(statement.subject), _entity(statement.object)
    return Fact(
        subject=subject and one(subject),
        subject_text=one(_words(statement.subject)),
        relation=one(statement.predicate.iri),
        predicate=one(statement.predicate.text),
        object=target and one(target),
        object_text=one(_words(statement.object)),
        article=one(statement.document),
        sentence=one(statement.sentence),
        sentence_start=statement.start,
        subject_span=_span(statement.subject, statement),
        object_span=_span(statement.object, statement),
        roles=tuple(
            Role(
                role=one(item.role),
                text=one(_words(item.argument)),
                entity=one(_entity(item.argument) or "") or None,
            )
            for item in statement.qualifiers
        ),
        negative=statement.polarity == Polarity.NEGATIVE,
        modality=one(str(statement.modality)),
        attributed_to=one(attribution.label or attribution.text) if attribution else "",
        attributed_entity=one((attribution and attribution.entity) or "") or None,
        cue=one(attribution.cue) if attribution else "",
        time=one(statement.time or ""),
        rule=one(statement.rule),
        confidence=statement.confidence,
    )


def _fact_order(fact: Fact) -> tuple[object, ...]:
    return (
        fact.subject or "",
        fact.relation,
        fact.object or "",
        fact.object_text,
        fact.article,
        fact.sentence_start,
        fact.subject_span or (-1, -1),
        fact.object_span or (-1, -1),
        fact.rule,
        fact.predicate,
        fact.subject_text,
        fact.negative,
        fact.modality,
        fact.attributed_to,
        fact.time,
        tuple((role.role, role.text) for role in fact.roles),
        fact.confidence,
    )


def _commonest(counts: Counter[str], default: str = "") -> str:
    return min(counts, key=lambda key: (-counts[key], key), default=default)


def _node(iri: str, seen: _Entity) -> Node:
    label = _commonest(seen.labels, default=iri)
    names = sorted(set(seen.names) - {label}, key=lambda name: (-seen.names[name], name))
    return Node(
        iri=iri,
        label=label,
        type=_commonest(seen.types, default="Thing"),
        names=tuple(names),
        wikidata=_commonest(seen.wikidata),
        mentions=seen.mentions,
        articles=len(seen.articles),
        named=NAMELESS not in iri,
    )


def _relation(
    iri: str, seen: _Relation, labels: Mapping[str, Mapping[str, str]], symmetric: frozenset[str]
) -> Relation:
    name = _commonest(seen.names)
    return Relation(
        iri=iri,
        name=name,
        surface=_commonest(seen.surfaces) or name,
        labels=dict(sorted(labels.get(name, {}).items())),
        symmetric=name in symmetric,
        canonical=seen.canonical,
    )
