"""A sentence with all that is known of it, and what extractors make of it.

`Reading` is what every extractor is given; `Extraction` is what it gives back: phrases of the sentence,
not yet entities. Turning one into a statement is assembly's work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.attribution import Report, Speaker, Speech
from kg.clauses import Clause
from kg.coreference import Cluster, Referents
from kg.mentions import Name, nouns, word_list
from kg.model import EntityType, Modality, Polarity
from kg.quantities import QuantitySpan
from kg.syntax import Phrase, Tree
from kg.times import TimeSpan

_MAX_DESCRIPTION = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Who - does or is - what, in one sentence.

    `predicate` are the tokens of the relation; `anchor` is the token whose place in the text decides
    attribution and time. An object may be a `proposition`: characters of the document (start, end).
    `speaker` stands in for the subject where it comes from another sentence. `object_type` and `label`
    are given where the object is to be taken as it stands: an office before a name.
    """

    sentence: int
    anchor: int
    rule: str
    predicate: tuple[int, ...]
    lemma: str
    relation: str | None = None
    subject: Phrase | None = None
    object: Phrase | None = None
    proposition: tuple[int, int] | None = None
    qualifiers: tuple[tuple[str, Phrase], ...] = ()
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ACTUAL
    speaker: Speaker | None = None
    object_type: EntityType | None = None
    label: str = ""
    own_claim: bool = False
    confidence: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence of a document as the extractors see it; `index` is its place in the document.

    `times` and `quantities` count their offsets from the start of the sentence.
    """

    index: int
    tree: Tree
    referents: Referents
    speech: Speech
    clauses: tuple[Clause, ...]
    names: tuple[Name, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    quantities: tuple[QuantitySpan, ...] = ()

    def text(self, index: int) -> str:
        """A token's form in lower case."""
        return self.tree.tokens[index].text.lower()

    def name_at(self, index: int) -> Name | None:
        return self.referents.name_at(self.index, index)

    def cluster_at(self, index: int) -> Cluster | None:
        return self.referents.cluster_at(self.index, index)

    def phrase(self, head: int) -> Phrase:
        """The phrase of an argument: a whole name with its titles, or the noun phrase around the head."""
        name = self.name_at(head)
        if name is not None:
            return Phrase(head=name.start, start=name.left, end=name.right, core_end=name.end)
        phrase = self.tree.phrase(head)
        described = self._described(phrase)
        if described is not None:
            return Phrase(head=described.start, start=phrase.start, end=described.right, core_end=described.end)
        return self._whole(phrase)

    def _whole(self, phrase: Phrase) -> Phrase:
        """No name is cut by the border of a phrase."""
        start, end, core = phrase.start, phrase.end, phrase.core_end
        for name in self.names:
            if name.left < end < name.right:
                end = name.right
            if name.left < core < name.right:
                core = name.right
            if name.left < start < name.right and name.left > phrase.head:
                start = name.left
        return replace(phrase, start=start, end=max(end, core), core_end=core)

    def _described(self, phrase: Phrase) -> Name | None:
        """The person that a description introduces: "penyidik KPK Novel Baswedan", "turis inisial HJT"."""
        word = self.text(phrase.head)
        if nouns().get(word) is not EntityType.PERSON or word in word_list("relational"):
            return None
        between_ok = word_list("naming") | word_list("origin")
        for name in self.names:
            if not phrase.head < name.left <= phrase.head + _MAX_DESCRIPTION or name.type is not EntityType.PERSON:
                continue
            gap = range(phrase.head + 1, name.left)
            if all(
                self.tree.tokens[i].upos in {"NOUN", "PROPN", "ADJ", "NUM", "X", "DET"}
                or self.text(i) in between_ok
                or (other := self.name_at(i)) is not None and other.type is not EntityType.PERSON
                for i in gap
            ) and (name.left == phrase.head + 1 or self.tree.tokens[name.start].head in range(phrase.head, name.right)
                   or any(self.text(i) in between_ok for i in gap)):
                return name
            return None
        return None

    def type_of(self, phrase: Phrase) -> EntityType | None:
        """What a phrase refers to, by its name or its head noun; None when that is not known."""
        cluster = self.cluster_at(phrase.head)
        if cluster is not None:
            return cluster.type
        return nouns().get(self.text(phrase.head)) or nouns().get(self.tree.tokens[phrase.head].lemma)

    def conjuncts(self, head: int) -> list[Phrase]:
        """The phrases coordinated at `head`, without repeats: "tentara dan polisi" are two."""
        phrases: list[Phrase] = []
        for index in self.tree.conjuncts(head):
            if index != head and self.tree.tokens[index].upos in {"VERB", "ADV", "PUNCT"}:
                continue
            phrase = self.phrase(index)
            if all(phrase.start >= p.end or phrase.end <= p.start for p in phrases):
                phrases.append(phrase)
        return phrases or [self.phrase(head)]

    def time_at(self, index: int) -> TimeSpan | None:
        """The expression of time that covers a token."""
        token = self.tree.tokens[index]
        offset = self.tree.sentence.start
        return next((t for t in self.times if t.start <= token.start - offset and token.end - offset <= t.end), None)

    def report_of(self, index: int) -> Report | None:
        """The report that this token is the cue of."""
        return next((r for r in self.speech.reports if r.sentence == self.index and r.cue == index), None)
