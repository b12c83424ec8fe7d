"""Which of the words that the parse calls subjects is the subject, and who of those on it does the deed."""

from __future__ import annotations

from collections.abc import Sequence

from kg.clauses.agents import acts
from kg.clauses.model import ACTIVE, BASE, BER, Clause
from kg.clauses.setting import Setting
from kg.gazetteer import gazetteer
from kg.mentions import nouns
from kg.model import EntityType
from kg.ud import NOMINAL, base

_COMPLEMENT = frozenset({"ccomp", "xcomp", "acl"})
_NAMED = frozenset({"B-ORG", "B-PER"})
_BEFORE_VERB = frozenset({"ADV", "AUX", "PART"})
_APPOSED = ("conj", "appos", "nmod", "flat", "parataxis")


def true_subject(setting: Setting, subjects: Sequence[int], clause: Clause) -> int | None:
    """Past an ordinal ("Kedua, …") or a fronted adjunct that the parse took for the subject."""
    verb = clause.verb
    beside = _beside(setting, subjects, clause)
    if beside is not None:
        return beside
    for subject in (_before_places(setting, s) for s in subjects):
        first = setting.tree.phrase(subject).start
        adjunct = setting.token(first).upos in {"ADP", "SCONJ"} or setting.mark(first) == "time"
        adjunct = adjunct or setting.form(first) in setting.grammar.adverbial  # "Sejalan dengan itu, …"
        raises = setting.grammar.raising(setting.form(subject)) is not None
        if _told_after(setting, subject, subjects) or (raises and subject == clause.chain[0] - 1):
            continue  # "toko yang kedapatan menjual …"
        if not adjunct and setting.form(subject) not in setting.grammar.sequence:
            supposed = setting.grammar.modal(setting.form(subject)) is not None and len(subjects) > 1
            if supposed and setting.comma_between(subject, verb):
                continue  # "Dugaan sementara, api …"
            return subject
        hidden = _after_comma(setting, subject, verb)
        if hidden is not None:
            return hidden
        if not adjunct:
            return subject
    return None


def _beside(setting: Setting, subjects: Sequence[int], clause: Clause) -> int | None:
    """ "Data di atas kertas, mobil itu …": who stands behind the comma or copula before a verb."""
    if clause.shape not in {ACTIVE, BER} or not subjects:
        return None
    last, top = subjects[-1], clause.chain[0]
    start, end = setting.tree.phrase(last).start, setting.tree.phrase(last).end
    if last == subjects[0]:
        named = _named_beside(setting, last, top)
        return named if named is not None and not acts(setting, last) else None
    chained = setting.token(last).entity == "B-LOC" and setting.token(max(start - 2, 0)).entity != "O"
    if chained:
        return None  # "warga di Kadungora, Garut bekerja"
    linked = any(subjects[0] < cop < last for cop in setting.tree.children(top, "cop"))
    if not acts(setting, last) and _has_name(setting, subjects[0]):
        return None  # "Indeks Melati, harga rata-rata saham, naik"
    parted = setting.token(start - 1).text == "," and not setting.comma_between(end - 1, top)
    return last if last < top and (linked or parted) else None


def _has_name(setting: Setting, subject: int) -> bool:
    """Is somebody or a body named in the phrase?"""
    phrase = setting.tree.phrase(subject)
    return any(setting.token(i).entity in _NAMED for i in range(phrase.start, phrase.end))


def _named_beside(setting: Setting, subject: int, top: int) -> int | None:
    """ "Misal Kota Garut, Partai Melati memperoleh …": the name between the comma and the verb."""
    if any(gazetteer().begins_title(setting.form(i)) for i in setting.tree.children(subject, "nmod")):
        return None  # "kunjungan Menteri, Ani berarti …"
    for child in setting.tree.children(subject, *_APPOSED):
        begins = setting.token(child).entity in _NAMED and setting.token(child - 1).text == ","
        between = setting.tree.tokens[setting.tree.phrase(child).end : top]
        if begins and child < top and all(t.upos in _BEFORE_VERB for t in between):
            return child
    return None


def is_identified(setting: Setting, clause: Clause) -> bool:
    """ "tugasnya adalah mengatur lalu lintas": what it is, and nothing that it does."""
    subject, top = clause.subject, clause.chain[0]
    named = subject is not None and setting.token(subject).upos == "PROPN"  # "Misi Bintang adalah memotret …"
    if subject is None or named or clause.shape not in {ACTIVE, BER, BASE}:
        return False
    linking = setting.tree.children(top, "cop", "mark")
    return any(subject < i < top and setting.form(i) in setting.grammar.copulas for i in linking)


def _told_after(setting: Setting, subject: int, subjects: Sequence[int]) -> bool:
    """ "Ani optimistis aturan ini akan mencegah …": who says so, before the subject of what is said."""
    later = [s for s in subjects if s > subject]
    between = setting.tree.words[subject + 1 : later[0]] if later else ()
    return any(setting.grammar.says(word) for word in between)


def who_aims(setting: Setting, clause: Clause, subject: int) -> int:
    """ "mendukung upaya Polri menekan kejahatan": Polri does it, not the effort; see `Grammar.aims`."""
    own = base(setting.token(clause.chain[0]).deprel) not in _COMPLEMENT
    if own or setting.form(subject) not in setting.grammar.aims:
        return subject
    bare = (c for c in setting.tree.children(subject, "nmod") if setting.tree.case(c) is None and c > subject)
    return next(bare, subject)


def who_is_seen(setting: Setting, clause: Clause, subject: int) -> int:
    """ "fenomena orang enggan duduk": people do it, not what is seen of them, unless it is pointed at."""
    if setting.form(subject) not in setting.grammar.happenings:
        return subject
    who, phrase = subject + 1, setting.tree.phrase(subject)
    person = who < len(setting.tree.tokens) and (
        setting.token(who).entity == "B-PER" or nouns().get(setting.form(who)) is EntityType.PERSON
    )
    tied = person and who in setting.tree.children(subject, "nmod", "flat")
    pointed = any(setting.token(i).upos == "DET" for i in range(subject, phrase.end))
    return who if tied and not pointed and phrase.end <= clause.chain[0] else subject


def _before_places(setting: Setting, subject: int) -> int:
    """ "proyek di Benoa, Bali selesai": the project and not Bali, where the parse cut a chain of places."""
    tree = setting.tree
    place = subject - 2
    chained = (
        place > 0
        and setting.token(subject).entity == "B-LOC"
        and setting.token(subject - 1).text == ","
        and setting.token(place).entity in {"B-LOC", "I-LOC"}
    )
    if not chained:
        return subject
    while setting.token(place).entity == "I-LOC" and place > 0:
        place -= 1
    above = setting.token(place).head
    told = tree.case(place) is not None and base(setting.token(place).deprel) == "nmod"
    return above if told and above < place and setting.token(above).upos in NOMINAL else subject


def _after_comma(setting: Setting, subject: int, verb: int) -> int | None:
    """A nominal after a comma, before the verb, that the parse hangs on what it took for the subject."""
    for child in setting.tree.children(subject, *_APPOSED):
        if not subject < child < verb or setting.token(child).upos not in NOMINAL:
            continue
        borders = (child - 1, setting.tree.phrase(child).start - 1)
        if any(setting.token(max(i, 0)).text == "," for i in borders):
            return child
    return None


def doer_before(setting: Setting, clause: Clause, subjects: Sequence[int]) -> int | None:
    """ "acara itu kita pertahankan": the pronoun right before a bare verb does it, to what comes first."""
    before = clause.verb - 1
    parted = len(subjects) > 1 and setting.token(before - 1).text == ","
    bare = clause.shape == BASE and len(subjects) > 1 and (clause.word.suffixes or parted)
    return before if bare and before in subjects and setting.token(before).upos == "PRON" else None
