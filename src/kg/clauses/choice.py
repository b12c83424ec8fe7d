"""Whose a clause is that has no subject of its own: a candidate, nobody, or no clause at all.

A conditional logit (McFadden 1974, "Conditional logit analysis of qualitative choice behavior") over how each
candidate stands to the clause and what it is. The weights are data, `subjects.tsv`, learned from clauses
whose subject readers told (`python -m kg.training.subjects`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cache

from kg.clauses.agents import acts, is_agent
from kg.clauses.candidates import NOMINALS, Candidate, candidates
from kg.clauses.model import Clause
from kg.clauses.setting import Found, Option, Setting
from kg.errors import LanguageError
from kg.frozen import record
from kg.language import DEFAULT, language
from kg.mentions import nouns
from kg.model import Polarity
from kg.ud import base

Key = tuple[str, ...]
"""What is looked at, and what is seen."""

Keys = tuple[Key, ...]

Feature = tuple[str, Key]
"""A key for options in this role, or for candidates in any: role "any".

The role itself has the key ()."""

Weights = dict[str, dict[Key, float]]
"""The weight of each key by role; what is not there has none."""

NOBODY, NO_CLAUSE = "nobody", "no clause"

_FILE = "subjects.tsv"
_CERTAIN = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)
_DISTANCES = (1, 2, 3, 5, 8, 12, 20)
_ENOUGH = 0.4  # probability of what is said
_IS = ("no", "yes")
_ANY = "any"
_EMPTY = "–"  # the key of a role alone, as it is written
_NOTHING: dict[Key, float] = {}
_NO_KEYS: Keys = ()


@record(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known of a clause itself, whoever its subject is."""

    relation: str
    deprel: str
    mark: str
    kind: str
    shape: str
    verb: str
    governor: str
    governed: str
    after: str
    comma: str
    beside: str
    control: str
    denied: str
    says: str
    noun: str
    relative: str
    complete: str
    certainty: str
    modality: str
    tags: tuple[str, str, str]


def likeliest(setting: Setting, found: Found, clause: Clause, known: Weights | None = None) -> Option:
    """The likeliest option by the weights of the language or others; nobody where none is likely enough."""
    known = weights() if known is None else known
    anyone = known.get(_ANY, _NOTHING)
    scored: list[tuple[float, Option]] = []
    for option, context, own, common in _seen(setting, found, clause):
        of_role = known.get(option.role, _NOTHING)
        score = sum([of_role.get(key, 0.0) for key in context], 0.0)
        score = sum([of_role.get(key, 0.0) for key in own], score)
        scored.append((sum([anyone.get(key, 0.0) for key in common], score), option))
    best, option = max(scored, key=lambda pair: pair[0])
    total = sum([math.exp(score - best) for score, _ in scored], 0.0)
    return option if total * _ENOUGH <= 1 else Option(None, NOBODY)


def options(setting: Setting, found: Found, clause: Clause) -> Iterator[tuple[Option, list[Feature]]]:
    """Every option with what is seen of it."""
    for option, context, own, common in _seen(setting, found, clause):
        of_role = [(option.role, key) for key in (*context, *own)]
        yield option, [*of_role, *((_ANY, key) for key in common)]


@cache
def weights(code: str = DEFAULT) -> Weights:
    """Those of a language."""
    try:
        rows = language(code).load_table(_FILE)
        return by_role(((row["role"], _key(row["key"])), float(row["weight"])) for row in rows)
    except (KeyError, ValueError) as error:
        raise LanguageError(f"languages/{code}/{_FILE}: {error}") from error


def _key(text: str) -> Key:
    return () if text == _EMPTY else tuple(text.split("|"))


def by_role(found: Iterable[tuple[Feature, float]]) -> Weights:
    """Weights as they are looked up."""
    known: Weights = {}
    for (role, key), weight in found:
        known.setdefault(role, {})[key] = weight
    return known


def written(known: Iterable[tuple[Feature, float]]) -> str:
    """The table of weights, a line for each feature."""
    return "role\tkey\tweight\n" + "".join(
        f"{role}\t{'|'.join(key) or _EMPTY}\t{weight:.2f}\n" for (role, key), weight in known
    )


def _seen(setting: Setting, found: Found, clause: Clause) -> Iterator[tuple[Option, Keys, Keys, Keys]]:
    """Every option, with the keys of its role (of the clause, and its own) and those of any candidate."""
    around = _around(setting, found, clause)
    told = candidates(setting, found, clause)
    acting = [c.token for c in told if acts(setting, c.token)]
    context = _context(around)
    for candidate in told:
        own, common = _of_candidate(setting, clause, around, candidate, candidate.token in acting)
        yield Option(candidate.token, candidate.role), context, own, common
    none = _of_none(around, str(min(len(acting), 2)))
    for role in (NOBODY, NO_CLAUSE):
        yield Option(None, role), none, _NO_KEYS, _NO_KEYS


def _around(setting: Setting, found: Found, clause: Clause) -> Around:
    tree, top = setting.tree, setting.token(clause.chain[0])
    tokens, after = tree.tokens, clause.chain[-1] + 1
    governor = found.headed(top.head) or found.above(tree, top.index)
    before = [i for i in tree.children(top.index, "mark", "case") if i < top.index]
    form = setting.form(governor.verb) if governor is not None else ""
    nominal = tokens[top.head].upos in NOMINALS and top.head != top.index
    low, high = sorted((governor.verb if governor is not None else top.index, top.index))
    return Around(
        relation=base(top.deprel),
        deprel=top.deprel,
        mark=setting.form(before[0]) if before else "",
        kind=(setting.mark(before[0]) or "other") if before else "",
        shape=clause.shape,
        verb=_lexeme(clause),
        governor=_lexeme(governor) if governor is not None else "",
        governed=governor.shape if governor is not None else "",
        after=_IS[governor is not None and governor.verb < top.index],
        comma=_IS[setting.comma_between(low, high)],
        beside=_IS[governor is not None and governor.chain[-1] + 1 == top.index],
        control=setting.grammar.object_control(form) or "",
        denied=_IS[governor is not None and governor.polarity is Polarity.NEGATIVE],
        says=_IS[setting.grammar.says(form)],
        noun=setting.form(top.head) if nominal else "",
        relative=_IS[setting.is_relative(top.index)],
        complete=_IS[clause.object is not None],
        certainty=_step(top.certainty, _CERTAIN),
        modality=clause.modality,
        tags=(
            setting.token(clause.verb).upos,
            tokens[top.index - 1].upos if top.index else "",
            tokens[after].upos if after < len(tokens) else "",
        ),
    )


def _lexeme(clause: Clause) -> str:
    word = clause.word
    return f"{word.prefix}+{word.root}+{'+'.join(word.suffixes)}"


def _context(a: Around) -> Keys:
    """What speaks for a role in a clause like this."""
    return (
        (),
        ("kind", a.kind),
        ("relation", a.relation),
        ("governor", a.governor),
        ("mark", a.mark),
        ("control", a.control),
        ("noun", a.noun),
        ("relative", a.relative),
        ("governed", a.governed),
        ("says", a.says, a.kind, a.after),
        ("in", a.kind, a.relation, a.after, a.governed),
        ("comma in", a.kind, a.relation, a.comma),
        ("beside", a.relation, a.beside, a.shape),
    )


def _of_none(a: Around, acting: str) -> Keys:
    """What speaks for nobody as the subject, or for no clause."""
    tag, before, behind = a.tags
    return (
        (),
        ("kind", a.kind),
        ("mark", a.mark),
        ("deprel", a.deprel),
        ("shape", a.shape),
        ("verb", a.verb),
        ("governor", a.governor),
        ("governed", a.governed),
        ("control", a.control, a.denied),
        ("denied", a.denied, a.kind),
        ("says", a.says, a.kind, a.after),
        ("noun", a.noun),
        ("certainty", a.certainty),
        ("modality", a.modality),
        ("relative", a.relative),
        ("complete", a.complete),
        ("beside", a.beside),
        ("kind in", a.kind, a.relation, a.governed),
        ("noun in", a.noun, a.relation),
        ("after", a.kind, a.relation, a.after),
        ("acting", acting, a.shape, a.kind),
        ("tag", tag, a.relation, a.shape),
        ("before", before, a.shape),
        ("behind", behind, a.relation),
    )


def _of_candidate(
    setting: Setting, clause: Clause, a: Around, candidate: Candidate, acting: bool
) -> tuple[Keys, Keys]:
    """What speaks for a candidate in its role, and in any: what it is to the verb, and where it stands."""
    index, top = candidate.token, clause.chain[0]
    token, form = setting.token(index), setting.form(index)
    if token.entity != "O":
        kind = token.entity[2:]
    else:
        kind = nouns().get(form) or nouns().get(setting.tree.stems[index]) or token.upos
    does, agent = _IS[acting], _IS[acting or is_agent(setting, index)]
    ends = _IS[setting.tree.phrase(index).end == top]
    case = setting.tree.case(index)
    before = index < top
    comma = _IS[setting.comma_between(index, top) if before else setting.comma_between(top, index)]
    distance = _step(abs(top - index), _DISTANCES)
    return (
        ("acts", does, a.shape, a.kind),
        ("agent", agent, a.shape, a.relation),
        ("type", kind),
        ("ends", ends),
        ("comma", comma),
    ), (
        ("type", kind, a.shape),
        ("type in", kind, a.kind, a.shape),
        ("type of", kind, a.verb),
        ("form", form, a.shape),
        ("acts", does, a.shape, a.complete),
        ("tag", token.upos),
        ("ends", ends, a.relative, a.relation),
        ("distance", distance if before else f"-{distance}", a.relation),
        ("case", setting.form(case) if case is not None else "", a.relation),
    )


def _step(value: float, steps: tuple[float, ...]) -> str:
    """The first step that the value does not pass."""
    return next((f"{step:g}" for step in steps if value <= step), "more")
