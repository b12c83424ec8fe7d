"""When two statements are the same one, and when one may stand as a bare triple."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import Argument, EntityType, Modality, Polarity, Statement
from kg.namespaces import ID, property_iri, relation_iri, safe_iri, statement_iri, thing_iri, value_iri

_VALUES = frozenset({EntityType.MONEY, EntityType.QUANTITY, EntityType.TIME})


def is_direct(statement: Statement) -> bool:
    """Whether the statement is safe to read as the article's own claim that something is so."""
    return (
        statement.polarity == Polarity.POSITIVE
        and statement.modality == Modality.ACTUAL
        and statement.attribution is None
        and statement.subject is not None
        and statement.object is not None
    )


def best(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Of statements that say the same of the same words, the surest: they share one IRI."""
    kept: dict[str, Statement] = {}
    for statement in statements:
        key = identifier(statement, base=ID)
        known = kept.get(key)
        if known is None or (-statement.confidence, statement.rule) < (-known.confidence, known.rule):
            kept[key] = statement
    yield from kept.values()


def identifier(statement: Statement, *, base: str = ID) -> str:
    """The IRI of a statement: a hash of what it says and of the words it says it in.

    Rule and confidence do not count, so that a better rule for the same reading keeps the IRI.
    """
    attribution = statement.attribution
    parts: list[str | int | None] = [statement.document, statement.start, statement.end, statement.sentence]
    parts += [
        *_key(statement.subject),
        statement.predicate.text,
        predicate_iri(statement),
        *_key(statement.object),
    ]
    for qualifier in sorted((q.role, *_key(q.argument)) for q in statement.qualifiers):
        parts.extend(qualifier)
    parts += [statement.polarity, statement.modality, statement.time]
    if attribution:
        parts += [attribution.text, attribution.label, attribution.entity, attribution.cue]
    return statement_iri(base, *parts)


def _key(argument: Argument | None) -> tuple[str, ...]:
    if argument is None:
        return ("",)
    return (
        f"{argument.start}-{argument.end}",
        argument.text,
        argument.label,
        argument.entity or "",
        argument.type,
        argument.value or "",
        argument.datatype or "",
    )


def argument_iri(argument: Argument, document: str, *, base: str = ID) -> str:
    """The IRI of an argument: its entity's, that of a value, equal everywhere, or one of its article."""
    if argument.entity:
        return safe_iri(argument.entity)
    name = argument.label or argument.text
    if argument.value is not None and argument.type in _VALUES:
        exact = name if argument.value == name else f"{name}~{argument.value}"
        return value_iri(base, exact)
    return thing_iri(base, document, name)


def predicate_iri(statement: Statement) -> str:
    """The IRI of the statement's relation, made valid; minted where the statement has none."""
    predicate = statement.predicate
    minted = predicate.iri or relation_iri(predicate.relation, predicate.lemma or predicate.text)
    return property_iri(safe_iri(minted))
