"""Pronouns, enclitics and descriptions -> clusters, sentence by sentence, with what is in mind so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.coreference.crime import only_one, role_of, roles_of_pronoun, roles_told
from kg.coreference.descriptions import (
    Holder,
    describes,
    holder,
    holder_of,
    latest_of_kind,
    nouns_before,
    refers_back,
)
from kg.coreference.groups import coordinated, counted, group_named, paired
from kg.coreference.model import Cluster, Place
from kg.coreference.salience import SPEAKER, Candidate, antecedent, rank
from kg.grammar import grammar
from kg.mentions import Name, body_kinds, has_third_enclitic, nouns, pronoun_kinds
from kg.model import EntityType, Token
from kg.syntax import Tree

_IN_FOCUS = 4  # people kept in mind from the sentences before


def pronouns(
    trees: Sequence[Tree],
    names: Sequence[Sequence[Name]],
    clusters: list[Cluster],
    of_name: Mapping[Place, int],
    quotes: Sequence[tuple[int, int]],
) -> tuple[dict[Place, int], dict[Place, int]]:
    """The clusters of pronouns and descriptions, and those of enclitics; groups are added to `clusters`."""
    discourse = _Discourse(clusters, of_name, quotes)
    for s, tree in enumerate(trees):
        discourse.read(s, tree, names[s])
    return discourse.of_pronoun, discourse.of_clitic


class _Discourse:
    """What a reader has in mind between two sentences of a document, and what was made of it."""

    def __init__(
        self,
        clusters: list[Cluster],
        of_name: Mapping[Place, int],
        quotes: Sequence[tuple[int, int]],
    ) -> None:
        self.of_pronoun: dict[Place, int] = {}
        self.of_clitic: dict[Place, int] = {}
        self._clusters = clusters
        self._of_name = of_name
        self._quotes = quotes
        self._focus: list[int] = []  # most in mind first
        self._group: int | None = None
        self._speaker: int | None = None
        self._roles: dict[str, list[int]] = {}  # people by what they are in a crime
        self._named: list[int] = []  # whatever has a name, latest first
        self._holders: list[Holder] = []
        self._descriptors: dict[str, int] = {}
        self._seen_nouns: set[str] = set()

    def read(self, s: int, tree: Tree, names: Sequence[Name]) -> None:
        """Resolve one sentence, then take in what it brings."""
        people = [n for n in names if n.type is EntityType.PERSON]
        here = [
            Candidate(rank(tree, n.left, n.right, self._quotes), n.start, self._of_name[s, n.start])
            for n in people
        ]
        for token in tree.tokens:
            self._resolve(s, tree, token, names, here)
        self._remember(s, tree, names)
        speaker, group = self._last_speaker(s, tree, names), self._last_group(s, tree, names)
        self._speaker = self._speaker if speaker is None else speaker
        self._group = self._group if group is None else group
        if here:
            order = [c.cluster for c in sorted(here)]
            self._focus = list(dict.fromkeys([*order, *self._focus]))[:_IN_FOCUS]

    # --- one token --------------------------------------------------------------------------------

    def _resolve(
        self, s: int, tree: Tree, token: Token, names: Sequence[Name], here: list[Candidate]
    ) -> None:
        kind = pronoun_kinds().get(token.text.lower())
        if kind is None:
            described, number = self._description(tree, token, names, here)
            if number is not None:
                self.of_pronoun[s, token.index] = number
            if described:
                return
        if kind == "plural" and self._group is not None:
            self.of_pronoun[s, token.index] = self._group
        elif kind == "third":
            self._third_person(s, tree, token, here)
        elif has_third_enclitic(token):
            self._enclitic(s, token, here, alone=kind is None)

    def _description(
        self, tree: Tree, token: Token, names: Sequence[Name], here: Sequence[Candidate]
    ) -> tuple[bool, int | None]:
        """Is the token a noun that goes back to somebody, and to whom, as far as that can be told?"""
        office = holder_of(tree, token, names, self._holders)
        if office is not None:
            return True, office
        role = role_of(tree, token)
        if role is not None:
            return True, only_one(self._roles.get(role, []))
        word = token.text.lower()
        if word in body_kinds() and refers_back(tree, token, names):
            return True, latest_of_kind(body_kinds()[word], self._named, self._clusters)
        if not describes(tree, token, names):
            return False, None
        if word in self._descriptors:
            return True, self._descriptors[word]
        # a noun seen before may go back to somebody without a name
        return True, None if word in self._seen_nouns else antecedent(here, self._focus, token.index)

    def _third_person(self, s: int, tree: Tree, token: Token, here: list[Candidate]) -> None:
        number = antecedent(here, self._focus, token.index)
        if number is not None:
            self.of_pronoun[s, token.index] = number
            told = roles_of_pronoun(tree, token.index)
            self._tell(number, (role for role in told if role not in self._roles))
            own = rank(tree, token.index, token.index + 1, self._quotes)
            here.append(Candidate(own, token.index, number))

    def _enclitic(self, s: int, token: Token, here: list[Candidate], *, alone: bool) -> None:
        """ "rumahnya", "katanya": after a cue it is whoever spoke last."""
        after_cue = grammar().cue(token.text[: -len(token.clitic)])
        number = antecedent(here, self._focus, token.index)
        if alone and after_cue and self._speaker is not None:
            number = self._speaker
        if number is None:
            return
        self.of_clitic[s, token.index] = number
        if after_cue:
            here.append(Candidate(SPEAKER, token.index, number))

    # --- what a sentence leaves behind ------------------------------------------------------------

    def _remember(self, s: int, tree: Tree, names: Sequence[Name]) -> None:
        """The names, the offices and descriptions of people, and the nouns of the sentence."""
        for name in names:
            number = self._of_name[s, name.start]
            if name.type is EntityType.PERSON:
                self._tell(number, roles_told(tree, name))
            self._named = [number, *(n for n in self._named if n != number)]
            for office in name.offices:
                if office.kind == "office":
                    self._holders.append(holder(tree.text(office.start, office.end), office, number))
            if name.type is EntityType.PERSON:
                for noun in nouns_before(tree, name):
                    if nouns().get(noun.text.lower()) is EntityType.PERSON:
                        self._descriptors[noun.text.lower()] = number
        self._seen_nouns.update(t.text.lower() for t in tree.tokens if t.upos == "NOUN")

    def _tell(self, number: int, roles: Iterable[str]) -> None:
        """The text makes somebody a suspect or a victim."""
        for role in roles:
            known = self._roles.setdefault(role, [])
            if number not in known:
                known.append(number)

    def _last_speaker(self, s: int, tree: Tree, names: Sequence[Name]) -> int | None:
        """Who spoke last: named or meant right after a cue, or a person as subject of a verb of saying."""
        found = None
        for token in tree.tokens:
            if grammar().cue(token.text):
                number = self._meant(s, names, token.index + 1, first=token.index + 1)
                found = number if number is not None else found
            elif grammar().says(token.text):
                for child in tree.children(token.index, "nsubj"):
                    number = self._meant(s, names, child)
                    if number is not None and self._clusters[number].type is EntityType.PERSON:
                        found = number
        return found

    def _meant(self, s: int, names: Sequence[Name], index: int, *, first: int = 0) -> int | None:
        """The cluster of a token by name, if its titles begin at `first` or later, or by pronoun."""
        name = next((n for n in names if n.left <= index < n.right and n.left >= first), None)
        return self._of_name[s, name.start] if name is not None else self.of_pronoun.get((s, index))

    def _last_group(self, s: int, tree: Tree, names: Sequence[Name]) -> int | None:
        """The first group of people that is subject or object makes an entity for "mereka" to go back to."""
        for token in tree.tokens:
            phrase = counted(tree, token.index, names)
            if phrase is not None:
                number = group_named(self._clusters, tree.text(phrase.start, phrase.core_end))
                self.of_pronoun[s, token.index] = number
                return number
            label = coordinated(tree, token.index, names) or paired(tree, token.index, names)
            if label is not None:
                return group_named(self._clusters, label)
        return None
