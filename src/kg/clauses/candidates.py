"""Who may be the subject that a clause leaves out: what stands above it in the tree, or near before it."""

from __future__ import annotations

from kg.clauses.model import Clause
from kg.clauses.setting import Found, Setting
from kg.frozen import record

NOUN, OBJECT = "noun", "object 1"

NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_BESIDE = ("nmod", "flat", "compound", "appos")
_WITHIN = frozenset({"flat", "compound", "nummod"})
_CLAUSES_ABOVE = 2
_NEAR = 2


@record(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A token, and how it stands to the clause: "noun" that it is on, "subject 1" of the one above, …"""

    token: int
    role: str


def candidates(setting: Setting, found: Found, clause: Clause) -> list[Candidate]:
    """Each once: the noun that the clause is on, arguments of the clauses above, the nearest nouns before."""
    tree, top = setting.tree, clause.chain[0]
    roles: dict[int, str] = {}
    above: list[Clause] = []
    for depth, index in enumerate(tree.ancestors(top)):
        if setting.token(index).upos in NOMINALS:
            roles.setdefault(index, NOUN if depth == 0 else "noun above")
            for i in tree.children(index, *_BESIDE):
                if i < top and setting.token(i).upos in NOMINALS:
                    roles.setdefault(i, f"{tree.relations[i]} of noun" if depth == 0 else "of noun above")
        governor = found.holding(index)
        if governor is None or governor in above:
            continue
        above.append(governor)
        _of_clause(setting, governor, len(above), roles)
        if len(above) == _CLAUSES_ABOVE:
            break
    for near, index in enumerate(_nominals_before(setting, top), start=1):
        roles.setdefault(index, f"near {near}")
    return [Candidate(token=t, role=r) for t, r in roles.items() if t not in clause.chain]


def _of_clause(setting: Setting, clause: Clause, level: int, roles: dict[int, str]) -> None:
    """The arguments of a clause above, those of the nearest with the nouns on them."""
    surface = clause.surface_subject
    for token, name in (
        (surface, "subject"),
        (clause.subject, "agent"),
        (clause.object, "object"),
        (clause.second, "second"),
    ):
        if token is not None:
            roles.setdefault(token, f"{name} {level}")
    for oblique in clause.obliques:
        if setting.token(oblique.head).upos in NOMINALS:
            case = "bare" if oblique.case is None else setting.form(oblique.case)
            roles.setdefault(oblique.head, f"{case} {level}")
    if level > 1:
        return
    for owner, name in ((surface, "subject"), (clause.object, "object")):
        if owner is not None:
            for i in setting.tree.children(owner, *_BESIDE):
                if setting.token(i).upos in NOMINALS:
                    roles.setdefault(i, f"{setting.tree.relations[i]} of {name}")


def _nominals_before(setting: Setting, top: int) -> list[int]:
    """The nominals nearest before a token, names by their first word."""
    found: list[int] = []
    for index in range(top - 1, -1, -1):
        if setting.token(index).upos in NOMINALS and setting.tree.relations[index] not in _WITHIN:
            found.append(index)
            if len(found) == _NEAR:
                break
    return found
