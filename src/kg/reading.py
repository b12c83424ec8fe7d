"""A sentence with all that is known of it: what every extractor is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kg.attribution import Report, Speech
from kg.clauses import Clause
from kg.coreference import Cluster, Referents
from kg.frozen import record, replace
from kg.gazetteer import gazetteer
from kg.grammar import grammar
from kg.mentions import Name, noun_type_of, nouns, word_list
from kg.model import EntityType
from kg.morphology import analyse
from kg.quantities import QuantitySpan
from kg.syntax import Phrase, Tree
from kg.times import TimeSpan

_MAX_DESCRIPTION = 9
POINTS = frozenset({"date", "interval", "datetime", "time"})  # kinds of time that something happens at


@record(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence of a document as the extractors see it; `index` is its place in the document.

    `covering` has the name that covers a token; `times` and `quantities` count their offsets from the
    start of the sentence.
    """

    index: int
    tree: Tree
    referents: Referents
    speech: Speech
    clauses: tuple[Clause, ...]
    names: tuple[Name, ...] = ()
    covering: Mapping[int, Name]
    times: tuple[TimeSpan, ...] = ()
    quantities: tuple[QuantitySpan, ...] = ()
    _phrases: dict[int, Phrase] = field(default_factory=dict, repr=False, compare=False)

    def text(self, index: int) -> str:
        """A token's form in lower case."""
        return self.tree.forms[index]

    def name_at(self, index: int) -> Name | None:
        """The name, with its titles and brackets, that covers a token."""
        return self.covering.get(index)

    def cluster_at(self, index: int) -> Cluster | None:
        return self.referents.cluster_at(self.index, index)

    def phrase(self, head: int) -> Phrase:
        """The phrase of an argument: a whole name with its titles, or the noun phrase around the head."""
        found = self._phrases.get(head)
        if found is None:
            found = self._phrases[head] = self._phrase(head)
        return found

    def _phrase(self, head: int) -> Phrase:
        name = self._entitled(head) or self.name_at(head)
        if name is not None:
            return self.whole(name)
        phrase = self._whole_time(self.tree.phrase(head))
        inner = self._within(phrase)
        if inner is not None:
            found = self.phrase(inner)
            return replace(found, start=min(phrase.start, found.start))
        described = self._described(phrase) or self._apposed(phrase)
        if described is not None:
            return Phrase(
                head=described.start, start=phrase.start, end=described.right, core_end=described.end
            )
        return self._whole(phrase)

    def _whole_time(self, phrase: Phrase) -> Phrase:
        """ "Jumat (13/6/2025)": an expression of time is not cut."""
        span = self.time_at(phrase.head)
        if span is None or span.kind not in POINTS:
            return phrase
        tokens, offset = self.tree.tokens, self.tree.sentence.start
        end = phrase.head + 1
        while end < len(tokens) and tokens[end].start - offset < span.end:
            end += 1
        if end + 1 < len(tokens) and tokens[end].text == ",":
            beside = self.time_at(end + 1)  # "Empat hari sebelumnya, 15 Oktober 2005"
            while beside is not None and end + 1 < len(tokens) and self.time_at(end + 1) is beside:
                end += 1
            end += beside is not None
        opened = any(t.text == "(" for t in tokens[phrase.start : end])
        if opened and tokens[end - 1].text != ")" and end < len(tokens) and tokens[end].text == ")":
            end += 1
        return replace(phrase, end=max(phrase.end, end), core_end=max(phrase.core_end, end))

    @staticmethod
    def whole(name: Name) -> Phrase:
        """A name with its titles and what stands in brackets after it."""
        return Phrase(head=name.start, start=name.left, end=name.right, core_end=name.end)

    def _entitled(self, head: int) -> Name | None:
        """The person whose titles the token heads: "Ketua" in "Ketua Yayasan Melati, Budi Santoso"."""
        governor = self.tree.tokens[head].head
        for name in self.names:
            before = name.left <= head < name.start and name.type is EntityType.PERSON
            if before and not name.left <= governor < name.right:
                return name
        return None

    def _within(self, phrase: Phrase) -> int | None:
        """What a light noun stands before: "pihak kepolisian" is the police, "kawasan Benoa" is Benoa."""
        word, following = self.text(phrase.head), phrase.head + 1
        if following >= phrase.end:
            return None
        if word in word_list("measuring") and self.tree.tokens[following].upos == "NUM":
            counted = (i for i in range(following, phrase.end) if self.tree.tokens[i].upos == "NOUN")
            return next(counted, None)
        if word in word_list("transparent") and self.tree.tokens[following].upos in {"NOUN", "PROPN"}:
            return following
        name = self.name_at(following)
        if (
            word in word_list("areas")
            and name is not None
            and name.type is EntityType.PLACE
            and (name.left == following)
        ):
            return following
        return None

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
        timed = (
            0 < start < phrase.head and grammar().is_time(self.text(phrase.head)) and self._is_case(start - 1)
        )
        while start < phrase.head and not timed and self._introduces(start):  # "di kemudian hari"
            start += 1
        tokens = self.tree.tokens
        end, core = self._uncut(end), self._uncut(core)
        after = range(phrase.head + 1, end)
        cut = next((i for i in after if tokens[i].upos == "ADP" and self._leaves(i)), end)
        end, core = max(min(cut, max(end, core)), phrase.head + 1), min(cut, core)
        if (start, end, core) == (phrase.start, phrase.end, phrase.core_end):
            return phrase
        return Phrase(head=phrase.head, start=start, end=end, core_end=core)

    def _is_case(self, index: int) -> bool:
        return self.tree.relations[index] == "case"

    def _uncut(self, end: int) -> int:
        """Past the second word of a compound: "rumah siap | huni"."""
        pair = " ".join(self.tree.stems[end - 1 : end + 1])
        return end + 1 if pair in word_list("compounds") else end

    def _introduces(self, index: int) -> bool:
        """An adverb, conjunction or time before a noun phrase that is no part of it."""
        if self.name_at(index) is not None or self.text(index) in word_list("measuring"):
            return False
        return self.tree.tokens[index].upos in {"ADV", "CCONJ", "PUNCT"} or grammar().is_time(
            self.text(index)
        )

    def _leaves(self, index: int) -> bool:
        """Is it a preposition that belongs to the verb, whatever noun the parse hangs it on?"""
        if self.name_at(index) is not None:
            return False
        word = self.text(index)
        role = grammar().role(word)
        if role == "recipient" and word in word_list("leaving"):
            return True
        followed = index + 1 < len(self.tree.tokens)
        return role == "time" and followed and self.time_at(index + 1) is not None

    def _described(self, phrase: Phrase) -> Name | None:
        """The person that a description introduces: "penyidik KPK Bima Santosa", "turis inisial RKL"."""
        word = self.text(phrase.head)
        if not self.names or nouns().get(word) is not EntityType.PERSON or word in word_list("relational"):
            return None
        between_ok = word_list("naming") | word_list("origin")
        for name in self.names:
            if (
                not phrase.head < name.left <= phrase.head + _MAX_DESCRIPTION
                or name.type is not EntityType.PERSON
            ):
                continue
            gap = range(phrase.head + 1, name.left)
            if all(
                self.tree.tokens[i].upos in {"NOUN", "PROPN", "ADJ", "NUM", "X", "DET"}
                or self.text(i) in between_ok
                or ((other := self.name_at(i)) is not None and other.type is not EntityType.PERSON)
                for i in gap
            ) and (
                name.left == phrase.head + 1
                or self.tree.tokens[name.start].head in range(phrase.head, name.right)
                or any(self.text(i) in between_ok for i in gap)
            ):
                return name
            return None
        return None

    def _apposed(self, phrase: Phrase) -> Name | None:
        """The person between commas after a description of them: "ketua panitia, Budi Santoso, …"."""
        tokens = self.tree.tokens
        at = phrase.end
        if (
            at + 1 >= len(tokens)
            or tokens[at].text != ","
            or self.kind_of_head(phrase) is not EntityType.PERSON
        ):
            return None
        name = self.name_at(at + 1)
        if name is None or name.type is not EntityType.PERSON or name.left != at + 1:
            return None
        closed = name.right >= len(tokens) or tokens[name.right].upos in {
            "PUNCT",
            "VERB",
            "AUX",
            "PART",
            "ADV",
        }
        listed = any(
            self.text(i) in {",", "&"} or tokens[i].upos == "CCONJ"
            for i in range(name.right, min(name.right + 2, len(tokens)))
            if tokens[i].upos == "CCONJ"
        )
        return (
            name if closed and not listed and self.text(phrase.head) not in word_list("relational") else None
        )

    def kind_of_head(self, phrase: Phrase) -> EntityType | None:
        """By the noun list; an office or an agent noun of the language's morphology names a person too."""
        word = self.text(phrase.head)
        if (kind := nouns().get(word)) is not None:
            return kind
        if gazetteer().title(self.tree.words, phrase.head) is not None:
            return EntityType.PERSON
        analysed = analyse(word)
        return EntityType.PERSON if analysed.prefix == "peN" and not analysed.suffixes else None

    def type_of(self, phrase: Phrase) -> EntityType | None:
        """What a phrase refers to, by its name or its head noun; None when that is not known."""
        cluster = self.cluster_at(phrase.head)
        if cluster is not None:
            return cluster.type
        quantity = self.quantity_at(phrase.head)
        if quantity is not None and (quantity.kind != "count" or self.tree.tokens[phrase.head].upos == "NUM"):
            return EntityType.MONEY if quantity.kind == "money" else EntityType.QUANTITY
        if self.time_at(phrase.head) is not None:
            return EntityType.TIME
        return self.kind_of_noun(phrase.head)

    def kind_of_noun(self, head: int) -> EntityType | None:
        """By the noun list; what a quantifier counts decides ("sebagian pegulat")."""
        word = self.tree.forms[head]
        if word in grammar().quantifiers:
            counted = next(
                (c for c in self.tree.children(head, "nmod", "flat", "compound") if c > head), None
            )
            if counted is not None and self.tree.case(counted) is None:
                name = self.name_at(counted)
                return name.type if name is not None else self.kind_of_noun(counted)
        token = self.tree.tokens[head]
        return noun_type_of(word, token.clitic, token.lemma)

    def conjuncts(self, head: int) -> list[Phrase]:
        """The phrases coordinated at `head`, without repeats: "tentara dan polisi" are two."""
        phrases: list[Phrase] = []
        joined = self.tree.conjuncts(head)
        if len(joined) == 1:
            return [self.phrase(head)]
        for index in joined:
            if index != head and self.tree.tokens[index].upos in {"VERB", "ADV", "ADJ", "PUNCT"}:
                continue
            phrase = self.phrase(index)
            if phrases and self._same_office(phrases[-1], phrase):
                last = phrases.pop()
                phrases.append(
                    Phrase(head=last.head, start=last.start, end=phrase.end, core_end=phrase.core_end)
                )
            elif all(phrase.start >= p.end or phrase.end <= p.start for p in phrases):
                phrases.append(phrase)
        return phrases or [self.phrase(head)]

    def quantity_at(self, index: int) -> QuantitySpan | None:
        """The amount that covers a token."""
        if not self.quantities:
            return None
        token = self.tree.tokens[index]
        offset = self.tree.sentence.start
        return next(
            (q for q in self.quantities if q.start <= token.start - offset and token.end - offset <= q.end),
            None,
        )

    def first_of(self, time: TimeSpan) -> int | None:
        """The first token that an expression of time covers."""
        offset = self.tree.sentence.start
        inside = (
            t for t in self.tree.tokens if time.start <= t.start - offset and t.end - offset <= time.end
        )
        return next((t.index for t in inside), None)

    def time_phrase(self, index: int) -> Phrase:
        """The tokens from this one on that the same expression of time covers."""
        time, end = self.time_at(index), index + 1
        while end < len(self.tree.tokens) and self.time_at(end) is time:
            end += 1
        return Phrase(head=index, start=index, end=end, core_end=end)

    def time_at(self, index: int) -> TimeSpan | None:
        """The expression of time that covers a token."""
        if not self.times:
            return None
        token = self.tree.tokens[index]
        offset = self.tree.sentence.start
        return next(
            (t for t in self.times if t.start <= token.start - offset and token.end - offset <= t.end), None
        )

    def _same_office(self, first: Phrase, other: Phrase) -> bool:
        """ "Staf Ahli Bidang Politik dan Keamanan": a title whose other half is no title of its own."""
        words = self.tree.words
        return (
            other.start - first.end == 1
            and words[first.start][:1].isupper()
            and words[other.start][:1].isupper()
            and self.name_at(first.head) is None
            and self.name_at(other.head) is None
            and gazetteer().title(words, first.start) is not None
            and gazetteer().title(words, other.start) is None
        )

    def report_of(self, index: int) -> Report | None:
        """The report that this token is the cue of."""
        return self.speech.of_cue(self.index, index)
