"""Statements that give no time of their own, but tell of an occasion whose day the article gives elsewhere.

Four ways lead from one statement to the day of another, each only where it is one day and no other:

    the same event, told twice       Bupati membuka pasar … Pasar itu dibuka Bupati pada 3 Mei
    what happens at a dated event    Rapat digelar 3 Mei … Bupati menghadiri rapat itu
    what is done at a meeting        Ani menemui Budi pada 3 Mei … Ani melapor kepada Budi
    what somebody goes on saying     "…," kata Ani, 3 Mei … "…," ujarnya

Only what is stated as a fact takes a day so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator

from kg.frozen import replace
from kg.model import Argument, EntityType, Modality, Polarity, Statement
from kg.times import DAY

_ACTORS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_TIMELESS = frozenset(
    {"title", "title_body", "title_relation", "occupation", "nominal_predicate", "noun_frame"}
)
_MEETINGS = frozenset({"metWith", "spokeWith", "hosted", "visited"})

Statements = tuple[Statement, ...]


def with_occasions(statements: Statements) -> Statements:
    """The statements, those without a time with that of the occasion that they tell of."""
    statements = _spread(statements, _told, _told, days=False)
    statements = _spread(statements, _events, _events)
    statements = _spread(statements, _meeting, _company)
    statements = _spread(statements, _saying, _saying)
    return _spread(statements, _told, _told, days=False)


def _spread(
    statements: Statements,
    gives: Callable[[Statement], Iterable[Hashable]],
    takes: Callable[[Statement], Iterable[Hashable]],
    *,
    days: bool = True,
) -> Statements:
    """Give the one time that is known for a key to the statements without a time that have the key."""
    known: dict[Hashable, set[str]] = {}
    for statement in statements:
        if statement.time is not None and (not days or len(statement.time) == DAY):
            for key in gives(statement):
                known.setdefault(key, set()).add(statement.time)
    if not known:
        return statements
    return tuple(
        statement
        if statement.time is not None
        else _timed(statement, [known.get(k) for k in takes(statement)])
        for statement in statements
    )


def _timed(statement: Statement, times: list[set[str] | None]) -> Statement:
    """With the first of the times that is the only one for its key."""
    single = next((next(iter(found)) for found in times if found is not None and len(found) == 1), None)
    return statement if single is None else replace(statement, time=single)


def _told(statement: Statement) -> Iterator[Hashable]:
    """What two tellings share if they are one: an event and its verb, or doer, verb and undergoer."""
    subject, obj = statement.subject, statement.object
    if subject is None or subject.entity is None:
        return
    if subject.type == EntityType.EVENT:
        yield subject.entity, statement.predicate.lemma, ""
    elif (
        obj is not None
        and obj.entity is not None
        and subject.type in _ACTORS
        and statement.rule not in _TIMELESS
    ):
        yield subject.entity, statement.predicate.lemma, obj.entity


def _events(statement: Statement) -> Iterator[Hashable]:
    """The events that a fact is about."""
    if _is_fact(statement):
        for argument in (statement.object, statement.subject):
            if argument is not None and argument.entity is not None and argument.type == EntityType.EVENT:
                yield argument.entity


def _meeting(statement: Statement) -> Iterator[Hashable]:
    """Who met whom, in both directions."""
    if _is_fact(statement) and statement.predicate.relation in _MEETINGS:
        yield from _company(statement)
        for pair in _company(statement):
            yield pair[1], pair[0]


def _company(statement: Statement) -> Iterator[tuple[str, str]]:
    """The doer of a fact with each of the other actors in it."""
    subject = statement.subject
    if subject is None or subject.entity is None or not _is_fact(statement) or subject.type not in _ACTORS:
        return
    for other in (statement.object, *(q.argument for q in statement.qualifiers)):
        if _is_actor(other):
            assert other is not None and other.entity is not None
            yield subject.entity, other.entity


def _saying(statement: Statement) -> Iterator[Hashable]:
    """Who says something, whatever it is."""
    subject = statement.subject
    if subject is not None and statement.predicate.relation == "said" and _is_fact(statement):
        yield subject.entity


def _is_actor(argument: Argument | None) -> bool:
    return argument is not None and argument.entity is not None and argument.type in _ACTORS


def _is_fact(statement: Statement) -> bool:
    plain = statement.polarity is Polarity.POSITIVE and statement.modality is Modality.ACTUAL
    return plain and statement.rule not in _TIMELESS
