"""Who stands beside a cue: the subject of a verb of saying, the name after "kata" or "menurut"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.attribution.cues import bare, forms
from kg.attribution.model import Speaker
from kg.coreference import Referents
from kg.gazetteer import gazetteer
from kg.grammar import grammar
from kg.mentions import (
    has_third_enclitic,
    is_degree,
    makes_degree,
    named_after,
    named_before,
    noun_type,
    pronoun_kinds,
    word_list,
)
from kg.model import PLACES, EntityType, Token
from kg.morphology import analyse
from kg.syntax import Phrase, Tree
from kg.ud import base

_NO_SPEAKER = frozenset({"PUNCT", "VERB", "ADP", "SCONJ"})
_SPEAKING = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY})
_BEFORE_CUE = frozenset({"ADV", "AUX", "PART", "DET"})
_SHARING = frozenset({"xcomp", "conj", "ccomp"})  # relations that hand a verb the subject of its governor
_SOURCE = 8  # tokens after a cue that a source may stand in
_OFFICE = 16  # tokens after a cue that an office with a name behind it may take
_SUBJECT = 4  # tokens before a cue that its subject may stand in


class Speakers:
    """Answers who speaks at a cue; every method takes the index of a sentence and of a token in it."""

    def __init__(self, trees: Sequence[Tree], referents: Referents) -> None:
        self._trees = trees
        self._referents = referents

    def at(self, s: int, index: int) -> Speaker:
        """The name or phrase at a token."""
        name = self._referents.name_at(s, index)
        if name is not None:
            phrase = Phrase(head=name.start, start=name.left, end=name.end, core_end=name.end)
            return Speaker(sentence=s, phrase=phrase, cluster=self._referents.of_name[s, name.start])
        number = self._referents.of_pronoun.get((s, index))
        return Speaker(sentence=s, phrase=self._trees[s].phrase(index), cluster=number)

    def can_speak(self, speaker: Speaker, form: str) -> bool:
        """Is it somebody, or something that tells, as far as the verb leaves that open?"""
        tree = self._trees[speaker.sentence]
        head = tree.tokens[speaker.phrase.head]
        word = head.text.lower()
        if word in grammar().asking or word in grammar().existential:
            return False  # "Tidak jelas apakah …", "Ada yang mengatakan: …"
        if speaker.cluster is not None or form not in forms("loose"):
            return True
        if head.upos != "NOUN" or noun_type(head) in _SPEAKING or word in forms("telling"):
            return True
        return gazetteer().title(tree.words, head.index) is not None or analyse(head.text).prefix == "peN"

    def after_or_before(self, s: int, cue: int) -> Speaker | None:
        """Beside a cue like "kata", after it if anybody is there."""
        return self.after(s, cue) or self.before(s, cue)

    def after(self, s: int, cue: int) -> Speaker | None:
        """ "kata X", "ujar dia", "katanya"."""
        tree = self._trees[s]
        if has_third_enclitic(tree.tokens[cue]):
            return self._in_enclitic(s, cue)
        first = cue + 1
        if first >= len(tree.tokens) or tree.tokens[first].upos in _NO_SPEAKER:
            return None
        if grammar().is_time(tree.tokens[first].text) or tree.forms[first] in grammar().asking:
            return None  # "setelah dilaporkan pekan lalu", "tidak jelas apakah …"
        first = _counted(tree, first)
        named = named_after(tree, self._referents.names[s], first)
        return self.at(s, first if named is None else named.start)

    def _in_enclitic(self, s: int, cue: int) -> Speaker:
        """ "katanya", "menurutnya": whoever the enclitic stands for."""
        phrase = Phrase(head=cue, start=cue, end=cue + 1, core_end=cue + 1)
        return Speaker(sentence=s, phrase=phrase, cluster=self._referents.of_clitic.get((s, cue)))

    def before(self, s: int, cue: int) -> Speaker | None:
        """Who stands before a verb of saying: the person named last, or its subject by the parse."""
        tree = self._trees[s]
        if self._is_pronoun(s, cue - 1) and (cue < 2 or tree.tokens[cue - 2].upos != "ADP"):
            return self.at(s, cue - 1)  # "kata dia melanjutkan"
        subject = self._subject(tree, cue)
        if subject is not None and self._cannot_speak(tree.tokens[subject]):
            subject = None
        named = named_before(tree, self._referents.names[s], cue, subject)
        if named is not None:
            return self.at(s, named.start)
        if subject is None:
            return self._last_before(s, cue) or self._opening(s, cue)
        if tree.tokens[subject].text.lower() in grammar().relativisers:
            subject = tree.tokens[cue].head
        return self._unrecognised(s, subject, cue) or self.at(s, self._entitled(s, subject))

    def is_person(self, s: int, index: int) -> bool:
        """Does a person's name, with its titles, or a pronoun for somebody known begin at the token?"""
        if self._is_pronoun(s, index):
            return True
        name = self._referents.name_at(s, index)
        return name is not None and name.type is EntityType.PERSON and name.left == index

    def _is_pronoun(self, s: int, index: int) -> bool:
        """A pronoun of the third person whose person is known."""
        known = (s, index) in self._referents.of_pronoun
        return known and pronoun_kinds().get(self._trees[s].forms[index]) == "third"

    @staticmethod
    def _cannot_speak(token: Token) -> bool:
        """A time, or the last of the degrees behind a name."""
        return grammar().is_time(token.text) or makes_degree([token])

    def _entitled(self, s: int, index: int) -> int:
        """The name of the person whose titles cover a token, or the token itself."""
        people = (n for n in self._referents.names[s] if n.type is EntityType.PERSON)
        return next((n.start for n in people if n.left <= index < n.start), index)

    def _unrecognised(self, s: int, subject: int, cue: int) -> Speaker | None:
        """A name between commas after a description that nobody recognised as one."""
        tree = self._trees[s]
        covering = self._referents.name_at(s, subject)
        if covering is not None and covering.type is EntityType.PERSON:
            return None
        comma = next((i for i in range(cue - 1, subject, -1) if tree.tokens[i].text == ","), cue)
        between = tree.tokens[comma + 1 : cue]
        if between and all(t.upos == "PROPN" and not is_degree(t) for t in between):
            return Speaker(
                sentence=s,
                phrase=Phrase(head=comma + 1, start=comma + 1, end=cue, core_end=cue),
                cluster=None,
            )
        return None

    @staticmethod
    def _subject(tree: Tree, cue: int) -> int | None:
        """The verb's own, that of the verbs above it, or the antecedent of its relative clause."""
        subject = tree.child(cue, "nsubj")
        index = cue
        for ancestor in tree.ancestors(cue):
            if subject is not None or base(tree.tokens[index].deprel) not in _SHARING:
                break
            subject = tree.child(ancestor, "nsubj")
            index = ancestor
        if subject is None and tree.tokens[cue].deprel == "acl:relcl":
            return tree.tokens[cue].head
        return subject

    def _last_before(self, s: int, cue: int) -> Speaker | None:
        """The name, pronoun or office shortly before the cue, over adverbs and auxiliaries."""
        tree = self._trees[s]
        for i in range(cue - 1, max(cue - 1 - _SUBJECT, -1), -1):
            known = self._referents.name_at(s, i) is not None or (s, i) in self._referents.of_pronoun
            if known or tree.tokens[i].text.lower() in pronoun_kinds():
                return self.at(s, i)
            if tree.tokens[i].upos not in _BEFORE_CUE:
                return None
        return None

    def _opening(self, s: int, cue: int) -> Speaker | None:
        """ "Rina Dewi selaku ketua panitia, mengatakan": the last person that opens a phrase."""
        tokens = self._trees[s].tokens
        for name in reversed(self._referents.names[s]):
            if name.right > cue or name.type is not EntityType.PERSON:
                continue
            opens = name.left == 0 or tokens[name.left - 1].text == ","
            if opens and not any(t.upos in {"VERB", "CCONJ"} for t in tokens[name.right : cue]):
                return self.at(s, name.start)
        return None

    def source(self, s: int, cue: int) -> Speaker | None:
        """The name after "menurut", over words like "keterangan" and "laporan"; else the noun after it."""
        tree = self._trees[s]
        if has_third_enclitic(tree.tokens[cue]):
            return self._in_enclitic(s, cue)
        return self._after_office(s, cue) or self._carried(s, cue, cue + 1)

    def _carried(self, s: int, cue: int, first: int) -> Speaker | None:
        """The name or pronoun at `first` or behind words like "laporan", or a noun that is there."""
        tree = self._trees[s]
        for i in range(first, min(first + _SOURCE, len(tree.tokens))):
            token = tree.tokens[i]
            if self._referents.name_at(s, i) is not None:
                return self._beyond(s, cue, i) or self.at(s, i)
            if (s, i) in self._referents.of_pronoun:
                return self.at(s, i)
            if bare(tree, i) not in forms("carriers"):
                noun = i == cue + 1 and token.upos in {"NOUN", "ADJ", "DET", "PROPN"}
                says = noun and tree.tokens[cue].upos != "PUNCT" and self._is_source(tree, cue, i)
                return self.at(s, _counted(tree, i)) if says else None
            number = self._referents.of_clitic.get((s, i)) if token.clitic else None
            if number is not None:
                return Speaker(sentence=s, phrase=tree.phrase(i), cluster=number)
        return None

    def _beyond(self, s: int, cue: int, index: int) -> Speaker | None:
        """ "dikutip Kabar Pagi dari Suara Sore": the second, from whom the first has it."""
        name, tree = self._referents.name_at(s, index), self._trees[s]
        if name is None or name.right >= len(tree.tokens) or name.type is EntityType.PERSON:
            return None
        if tree.forms[name.right] not in word_list("belonging"):
            return None
        further = self._carried(s, cue, name.right + 1)
        told = None if further is None else self._referents.name_at(s, further.phrase.head)
        return further if told is not None and told.type not in PLACES else None

    @staticmethod
    def _is_source(tree: Tree, cue: int, index: int) -> bool:
        """Can a noun say something? "dikutip Senin", "berdasarkan peringkat": no day, and no mere basis."""
        if grammar().is_time(tree.forms[index]):
            return False
        tells = noun_type(tree.tokens[index]) in _SPEAKING or tree.stems[index] in forms("telling")
        return tells or tree.stems[cue] not in forms("basing")

    def _after_office(self, s: int, cue: int) -> Speaker | None:
        """ "Menurut Kepala Bidang Pemasaran, Rina Dewi, …": the person between commas after an office."""
        tokens = self._trees[s].tokens
        if cue + 1 >= len(tokens) or not self._is_office(s, cue + 1):
            return None
        people = (n for n in self._referents.names[s] if n.type is EntityType.PERSON)
        name = next((n for n in people if cue < n.start <= cue + _OFFICE), None)
        if (
            name is None
            or name.right >= len(tokens)
            or any(t.upos == "VERB" for t in tokens[cue : name.start])
        ):
            return None
        return (
            self.at(s, name.start) if tokens[name.start - 1].text == tokens[name.right].text == "," else None
        )

    def _is_office(self, s: int, index: int) -> bool:
        tree = self._trees[s]
        entitled = gazetteer().title(tree.words, index) is not None
        return entitled or noun_type(tree.tokens[index]) is EntityType.PERSON

    def agent(self, s: int, cue: int) -> Speaker | None:
        """ ", disebutkan Ratna,": the name right after a passive verb, with or without "oleh"."""
        tree = self._trees[s]
        following = cue + 1
        if has_third_enclitic(tree.tokens[cue]):
            return self._in_enclitic(s, cue)
        if following >= len(tree.tokens):
            return None
        if tree.tokens[following].deprel == "case":
            following += 1
        if following >= len(tree.tokens):
            return None
        known = (
            self._referents.name_at(s, following) is not None or (s, following) in self._referents.of_pronoun
        )
        office = gazetteer().title(tree.words, following) is not None
        return self.at(s, following) if known or office else None


def _counted(tree: Tree, index: int) -> int:
    """ "tulis seorang pegawai", "kata salah satu warga": the one who is counted, not how many."""
    token = tree.tokens[index]
    counts = token.upos in {"DET", "NUM"} or tree.forms[index] in word_list("one_of")
    return _counted(tree, token.head) if counts and token.head > index else index
