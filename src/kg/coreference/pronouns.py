"""Pronouns, enclitics and descriptions -> clusters, sentence by sentence, with what is in mind so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from kg.coreference.crime import only_one, role_of, roles_of_pronoun, roles_told
from kg.coreference.descriptions import (
    Holder,
    describes,
    holder,
    holder_of,
    is_inserted,
    latest_of_kind,
    refers_back,
    words_before,
)
from kg.coreference.enclitics import may_be_pronoun, stem, subject_above
from kg.coreference.groups import last_group
from kg.coreference.kinds import kinds_told, pointed_at
from kg.coreference.model import Cluster, Place
from kg.coreference.salience import SPEAKER, Candidate, antecedent, in_mind, rank, speaks
from kg.gazetteer import gazetteer
from kg.grammar import grammar
from kg.mentions import (
    Name,
    body_kinds,
    has_third_enclitic,
    named_after,
    named_before,
    nouns,
    pronoun_kinds,
    word_list,
)
from kg.model import PLACES, EntityType, Token
from kg.syntax import Tree
from kg.ud import base

_REFERRING = ("place_pronouns", "suspects", "victims", "person_roles")
_ACTIVE = "Voice=Act"
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
        self._topic: int | None = None  # the person that is a subject of the sentence before
        self._silent = False  # is somebody else the topic since the last one spoke?
        self._spoken_of: set[int] = set()  # by a pronoun inside a quotation of the sentence
        self._roles: dict[str, list[int]] = {}  # people by what they are in a crime
        self._named: list[int] = []  # whatever has a name, latest first
        self._holders: list[Holder] = []
        self._descriptors: dict[str, int] = {}
        self._kinds: dict[str, int] = {}  # what is not a person, by nouns that it is called by
        self._seen_nouns: set[str] = set()

    def read(self, s: int, tree: Tree, names: Sequence[Name]) -> None:
        """Resolve one sentence, then take in what it brings."""
        here = [
            Candidate(rank(tree, n.left, n.right, self._quotes), n.start, self._of_name[s, n.start])
            for n in names
            if n.type is EntityType.PERSON and not is_inserted(tree, n)
        ]
        self._spoken_of = set()
        for token, form in zip(tree.tokens, tree.forms, strict=True):
            if token.clitic or form in self._kinds or _may_refer(form):
                self._resolve(s, tree, token, names, here)
        self._remember(s, tree, names)
        speaker = self._last_speaker(s, tree, names)
        group, counted = last_group(self._clusters, tree, names)
        if group is not None and counted is not None:
            self.of_pronoun[s, counted] = group
        if speaker is not None:
            self._speaker, self._silent = speaker, False
        elif any(self._takes_over(c) for c in here):
            self._silent = True
        self._group = self._group if group is None else group
        self._topic = self._subject_of(s, tree, names)
        self._focus = list(dict.fromkeys(in_mind(here, self._focus)))[:_IN_FOCUS]

    def _takes_over(self, candidate: Candidate) -> bool:
        """Is somebody else than the last speaker the topic of a sentence, or named for the first time?"""
        new = candidate.cluster not in self._focus and not candidate.is_quoted
        return candidate.cluster != self._speaker and (candidate.is_topic or new)

    # --- one token --------------------------------------------------------------------------------

    def _resolve(
        self, s: int, tree: Tree, token: Token, names: Sequence[Name], here: list[Candidate]
    ) -> None:
        form = tree.forms[token.index]
        kind = pronoun_kinds().get(form)
        if kind is None:
            described, number = self._description(tree, token, names, here)
            if number is not None:
                self.of_pronoun[s, token.index] = number
            if described:
                return
        if form in word_list("place_pronouns"):
            self._place(s, tree, token)
        elif kind == "plural" and self._group is not None:
            self.of_pronoun[s, token.index] = self._group
        elif kind == "third":
            self._third_person(s, tree, token, here)
        elif has_third_enclitic(token):
            self._enclitic(s, tree, token, names, here, alone=kind is None)

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
        word = tree.forms[token.index]
        if word in body_kinds() and refers_back(tree, token, names):
            return True, latest_of_kind(body_kinds()[word], self._named, self._clusters)
        if not describes(tree, token, names):
            known = self._kinds.get(word) if pointed_at(tree, token, names) else None
            return known is not None, known
        if word in self._descriptors:
            return True, self._descriptors[word]
        # a noun seen before may go back to somebody without a name
        return True, None if word in self._seen_nouns else antecedent(here, self._focus, token.index)

    def _place(self, s: int, tree: Tree, token: Token) -> None:
        """ "di sana": the place named last."""
        place = next((n for n in self._named if self._clusters[n].type in PLACES), None)
        if place is not None and tree.case(token.index) is not None and not self._is_quoted(token):
            self.of_pronoun[s, token.index] = place

    def _third_person(self, s: int, tree: Tree, token: Token, here: list[Candidate]) -> None:
        rivals = here
        if self._focus and base(token.deprel) == "nsubj":  # "Bersama Budi, ia …"
            rivals = [c for c in here if not c.is_aside]
        number = self._meant_by(token, rivals, speaks=speaks(tree, token))
        if number is not None:
            self.of_pronoun[s, token.index] = number
            told = roles_of_pronoun(tree, token.index)
            self._tell(number, (role for role in told if role not in self._roles))
            own = rank(tree, token.index, token.index + 1, self._quotes)
            if self._is_quoted(token):
                self._spoken_of.add(number)
            here.append(Candidate(own, token.index, number))

    def _enclitic(
        self,
        s: int,
        tree: Tree,
        token: Token,
        names: Sequence[Name],
        here: list[Candidate],
        *,
        alone: bool,
    ) -> None:
        """ "katanya": whoever spoke last; "rumahnya": where it can be told whose."""
        after_cue = grammar().cue(stem(token))
        if after_cue:
            number = self._meant_by(token, here, speaks=alone)
        else:
            number = self._owner(s, tree, token, names, here)
        if number is None:
            return
        self.of_clitic[s, token.index] = number
        if after_cue:
            here.append(Candidate(SPEAKER, token.index, number))

    def _owner(
        self, s: int, tree: Tree, token: Token, names: Sequence[Name], here: Sequence[Candidate]
    ) -> int | None:
        """The subject of the clause (but of a verb the object), the topic, or whoever is most in mind."""
        if not may_be_pronoun(tree, token):
            return None
        subject = subject_above(tree, token.index)
        meant = None if subject is None else self._meant(s, names, subject)
        topic = None if self._is_quoted(token) or meant == self._topic else self._topic
        if token.upos == "VERB" and _ACTIVE in token.feats:
            others = {*(c.cluster for c in here if c.position < token.index), *self._focus} - {meant}
            return others.pop() if len(others) == 1 else topic
        if meant is not None:
            return meant if self._clusters[meant].type is EntityType.PERSON else None
        if topic is None and not self._is_quoted(token):
            return self._meant_by(token, here, speaks=False)
        return topic

    def _meant_by(self, token: Token, here: Sequence[Candidate], *, speaks: bool) -> int | None:
        """Who is most in mind; outside of quotations, nobody who is only spoken of in one."""
        if speaks and self._speaker is not None and not self._silent:
            return self._speaker
        told = here if self._is_quoted(token) else [c for c in here if not c.is_quoted]
        number = antecedent(told, self._focus, token.index)
        if number is None:
            number = antecedent(here, (), token.index)
        # "Dia lelah," katanya: somebody else says so
        return self._speaker if speaks and number in self._spoken_of else number

    def _is_quoted(self, token: Token) -> bool:
        return any(a <= token.start < b for a, b in self._quotes)

    # --- what a sentence leaves behind ------------------------------------------------------------

    def _remember(self, s: int, tree: Tree, names: Sequence[Name]) -> None:
        """The names, the offices and descriptions of people, and the nouns of the sentence."""
        told: set[str] = set()
        for name in names:
            number = self._of_name[s, name.start]
            if name.type is EntityType.PERSON:
                self._tell(number, roles_told(tree, name))
            self._named = [number, *(n for n in self._named if n != number)]
            for office in name.offices:
                if office.kind == "office":
                    self._holders.append(holder(tree.text(office.start, office.end), office, number))
            if name.type is EntityType.PERSON:
                for noun in words_before(tree, name, nouns()):
                    if nouns()[noun] is EntityType.PERSON:
                        self._descriptors[noun] = number
            for kind in kinds_told(tree, name):
                known = self._descriptors if name.type is EntityType.PERSON else self._kinds
                known[kind] = number
                told.add(kind)
        seen = {form for token, form in zip(tree.tokens, tree.forms, strict=True) if token.upos == "NOUN"}
        another = seen.intersection(self._kinds) - told
        if another:
            back = {form for i, form in enumerate(tree.forms) if (s, i) in self.of_pronoun}
            for kind in another - back:
                del self._kinds[kind]
        self._seen_nouns.update(seen)

    def _tell(self, number: int, roles: Iterable[str]) -> None:
        """The text makes somebody a suspect or a victim."""
        for role in roles:
            known = self._roles.setdefault(role, [])
            if number not in known:
                known.append(number)

    def _last_speaker(self, s: int, tree: Tree, names: Sequence[Name]) -> int | None:
        """Who spoke last: named or meant right after a cue, or a person as subject of a verb of saying."""
        found: list[int] = []
        speaking = grammar().speaking
        for token, form in zip(tree.tokens, tree.forms, strict=True):
            if not token.clitic and form not in speaking:
                continue
            number = self.of_clitic.get((s, token.index)) if grammar().cue(stem(token)) else None
            if number is None and grammar().cue(token.text) and not grammar().says(token.text):
                number = self._named_after(s, tree, names, token.index + 1)
            if number is None and grammar().says(token.text):
                number = self._subject(s, tree, token, names)
            found += [number] if number is not None else []
        people = (n for n in reversed(found) if self._clusters[n].type is EntityType.PERSON)
        return next(people, None)

    def _subject_of(self, s: int, tree: Tree, names: Sequence[Name]) -> int | None:
        """The first person that is a subject in the sentence."""
        subjects = (i for i, relation in enumerate(tree.relations) if relation == "nsubj")
        meant = (self._meant(s, names, index) for index in subjects)
        return next((n for n in meant if n is not None and self._clusters[n].type is EntityType.PERSON), None)

    def _named_after(self, s: int, tree: Tree, names: Sequence[Name], first: int) -> int | None:
        """Who is named or meant right after a cue."""
        person = named_after(tree, names, first)
        return self._meant(s, names, first, first=first) if person is None else self._of_name[s, person.start]

    def _subject(self, s: int, tree: Tree, verb: Token, names: Sequence[Name]) -> int | None:
        """The person that is the subject of a verb, or is named before it."""
        subject = tree.child(verb.index, "nsubj")
        named = named_before(tree, names, verb.index, subject)
        if named is not None:
            return self._of_name[s, named.start]
        number = None if subject is None else self._meant(s, names, subject)
        return number if number is not None and self._clusters[number].type is EntityType.PERSON else None

    def _meant(self, s: int, names: Sequence[Name], index: int, *, first: int = 0) -> int | None:
        """The cluster of a token by name, if its titles begin at `first` or later, or by pronoun."""
        name = next((n for n in names if n.left <= index < n.right and n.left >= first), None)
        return self._of_name[s, name.start] if name is not None else self.of_pronoun.get((s, index))


@lru_cache(maxsize=1 << 16)
def _may_refer(form: str) -> bool:
    """Can a word of this form, in lower case, stand for somebody or something at all?"""
    return (
        form in pronoun_kinds()
        or form in body_kinds()
        or nouns().get(form) is EntityType.PERSON
        or form in _referring()
        or gazetteer().begins_title(form)
    )


@cache
def _referring() -> frozenset[str]:
    return frozenset().union(*map(word_list, _REFERRING))
