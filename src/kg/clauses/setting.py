"""What the steps from a sentence to its clauses share: the sentence itself, and the clauses made so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kg.clauses.model import Clause
from kg.frozen import record
from kg.grammar import Grammar
from kg.model import Token
from kg.syntax import Tree


class Option(NamedTuple):
    """Whose a clause may be: a token, or none where it is nobody's or no clause, and how it stands to it."""

    token: int | None
    role: str


@record(frozen=True, slots=True, kw_only=True)
class Setting:
    """A sentence and its grammar; `blocked`, `lifted` and `choose` are as `clauses` takes them."""

    tree: Tree
    grammar: Grammar
    blocked: frozenset[int]
    lifted: Mapping[int, int]
    choose: Chooser

    def token(self, index: int) -> Token:
        return self.tree.tokens[index]

    def form(self, index: int) -> str:
        """A token's form in lower case."""
        return self.tree.forms[index]

    def mark(self, index: int) -> str | None:
        """purpose | cause | result | condition | time | concession | content, by the token's form."""
        return self.grammar.mark(self.tree.tokens[index].text)

    def is_relativiser(self, index: int) -> bool:
        return self.form(index) in self.grammar.relativisers

    def is_relative(self, index: int) -> bool:
        """Does a relativiser introduce the clause that the token heads?"""
        return any(self.is_relativiser(i) for i in self.tree.children(index))

    def is_agentive(self, preposition: int | None) -> bool:
        """Does this preposition, if there is one, bring in the doer of a passive?"""
        return preposition is not None and self.grammar.role(self.token(preposition).text) == "agent"

    def comma_between(self, start: int, end: int) -> bool:
        """Does a comma stand after token `start` and before token `end`?"""
        return "," in self.tree.words[start + 1 : end]


class Found:
    """The clauses of a sentence made so far, governors before what they govern."""

    __slots__ = ("_absorbed", "_by_top")

    def __init__(self) -> None:
        self._by_top: dict[int, Clause] = {}
        self._absorbed: set[int] = set()

    def add(self, clause: Clause) -> None:
        """Add a clause; the verbs below the first of its chain are its own and head no other."""
        self._by_top[clause.chain[0]] = clause

    def absorb(self, chain: tuple[int, ...]) -> None:
        self._absorbed.update(chain[1:])

    def is_absorbed(self, index: int) -> bool:
        return index in self._absorbed

    def all(self) -> list[Clause]:
        """In the order of their first verbs."""
        return [self._by_top[i] for i in sorted(self._by_top) if i not in self._absorbed]

    def holding(self, index: int) -> Clause | None:
        """The first clause with the token in its predicate."""
        return next((c for c in self._by_top.values() if index in c.chain), None)

    def headed(self, index: int) -> Clause | None:
        """The clause that the token heads, or else the first with it in its predicate."""
        return self._by_top.get(index) or self.holding(index)

    def above(self, tree: Tree, index: int) -> Clause | None:
        """The nearest clause over a token."""
        held = (self.holding(i) for i in tree.ancestors(index))
        return next((clause for clause in held if clause is not None), None)


Chooser = Callable[[Setting, Found, Clause], Option]
"""Says whose a clause without a subject of its own is, the clauses above it being found."""
