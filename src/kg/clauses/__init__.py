"""Sentence -> clauses: who does what to whom, with polarity and modality, before any relation is named.

One clause is made for each predicate. Roles are deep: `subject` is the doer and `object` the undergoer
whatever the voice, so that "KPK menangkap X" and "X ditangkap KPK" give the same clause. Subjects that
the sentence leaves out are found where grammar says they are: the antecedent of a relative clause, the
subject of the coordinated or governing verb, the object of an object-control verb.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.clauses.arguments import with_arguments
from kg.clauses.choice import likeliest
from kg.clauses.context import introducing, with_context
from kg.clauses.model import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, NONE, PASSIVE, TER, Clause, Oblique
from kg.clauses.predicates import analysed, chain_from, is_predicate, likely_predicates, second_word, shape_of
from kg.clauses.scope import scope
from kg.clauses.setting import Chooser, Found, Setting
from kg.clauses.sharing import with_shared_object, with_shared_subject
from kg.grammar import grammar
from kg.syntax import Tree

__all__ = [
    "ACTIVE",
    "BASE",
    "BER",
    "KE",
    "NOMINAL_SHAPE",
    "NONE",
    "PASSIVE",
    "TER",
    "Chooser",
    "Clause",
    "Oblique",
    "clauses",
    "likeliest",
]


def clauses(
    tree: Tree,
    *,
    blocked: frozenset[int] = frozenset(),
    lifted: Mapping[int, int] | None = None,
    choose: Chooser = likeliest,
) -> tuple[Clause, ...]:
    """The clauses of a sentence, in the order of their verbs.

    Tokens in `blocked` (names) head none. A relative clause on a key of `lifted` belongs to its value:
    in "Li Hongzhong dari Cina yang …" to the person, not to the country. `choose` says whose the clauses are
    that have no subject of their own.
    """
    setting = Setting(tree=tree, grammar=grammar(), blocked=blocked, lifted=lifted or {}, choose=choose)
    found = Found()
    likely = likely_predicates(tree)
    for index in tree.top_down():
        if index in likely and is_predicate(setting, index) and not found.is_absorbed(index):
            found.add(_clause(setting, found, index))
    made = found.all()
    return tuple(with_shared_object(setting, clause, made) for clause in made)


def _clause(setting: Setting, found: Found, index: int) -> Clause:
    """The clause that a predicate heads: its verbs, its own arguments, what it shares, its mood."""
    chain = chain_from(setting, index)
    verb = chain[-1]
    polarity, modality = scope(setting, chain)
    second = second_word(setting, verb)
    if second is not None:
        chain = (*chain, second)
    found.absorb(chain)
    form = " ".join(setting.token(i).text for i in (verb, second) if i is not None)
    clause = Clause(
        verb=verb,
        chain=chain,
        word=analysed(form),
        shape=shape_of(setting, verb),
        polarity=polarity,
        modality=modality,
        mark=introducing(setting, index),
        governor=setting.token(index).head,
    )
    clause = with_arguments(setting, clause)
    clause = with_shared_subject(setting, found, clause)
    return with_context(setting, found, clause)
