"""Does a clause say enough to be a statement? If not, the reason why nothing is made of it."""

from __future__ import annotations

from kg.clauses import ACTIVE, BASE, BER, KE, NONE, PASSIVE, TER, Clause
from kg.facts import is_participant, tells_apart
from kg.frames import frames, takes_transitive
from kg.grammar import grammar
from kg.mentions import has_third_enclitic, word_list
from kg.model import EntityType, Modality, Polarity, Reason
from kg.reading import POINTS, Reading
from kg.selection import Selection
from kg.syntax import Phrase
from kg.ud import POINTING, base

_SHORTEST = 3  # tokens of a sentence that is more than a heading
_NEAR = 3  # tokens before and behind a verb that say how it is done
_NOUN_LIKE = frozenset({ACTIVE, BASE, BER, TER, KE})
_MAKING_TRANSITIVE = frozenset({"kan", "i"})
_EVENTFUL = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.EVENT})


def why_no_fact(reading: Reading, chosen: Selection) -> Reason | None:
    """Why it is no fact, whatever else stands beside it: "siapa", "besok" and the like do nothing."""
    clause, subject, obj = chosen.clause, chosen.clause.subject, chosen.object
    if clause.how == NONE or _only_describes(reading, clause) or len(reading.tree.tokens) < _SHORTEST:
        return Reason.DESCRIPTION
    if not (is_participant(reading, subject) and is_participant(reading, obj)):
        return Reason.VAGUE
    if subject is not None and clause.shape != PASSIVE and reading.text(subject) in grammar().vague:
        return Reason.VAGUE
    if obj is not None and (_is_vague(reading, chosen, obj) or _tells_how(reading, chosen, obj)):
        return Reason.VAGUE
    if any(head is not None and _is_not_every(reading, head) for head in (subject, clause.object)):
        return Reason.VAGUE
    if chosen.frame is None and (_is_point(reading, subject) or _is_point(reading, obj)):
        return Reason.INCOMPLETE
    if _is_partly_denied(reading, clause):
        return Reason.VAGUE
    beside = reading.tree.forms[max(clause.chain[0] - _NEAR, 0) : clause.verb + _NEAR]
    if subject is None or grammar().respectively.isdisjoint(beside):
        return None
    return Reason.VAGUE if len(reading.conjuncts(subject)) > 1 else None


def _is_partly_denied(reading: Reading, clause: Clause) -> bool:
    """ "belum banyak bicara", "tidak selalu menang": neither so nor not so."""
    forms, first = reading.tree.forms, clause.chain[0]
    before = range(max(first - _NEAR, 0), first - 1)
    denied = clause.polarity is Polarity.NEGATIVE
    return denied and any(grammar().negates(forms[i]) and forms[i + 1] in grammar().partly for i in before)


def _is_not_every(reading: Reading, head: int) -> bool:
    """ "tidak semua warga setuju": nobody knows who does and who does not."""
    forms, start = reading.tree.forms, max(reading.phrase(head).start - 1, 0)
    return any(forms[i + 1] in word_list("every") and grammar().negates(forms[i]) for i in range(start, head))


def _is_vague(reading: Reading, chosen: Selection, head: int) -> bool:
    """ "melihat hal itu": it stands in another sentence; not who said it when, nor "hal yang penting"."""
    said = chosen.frame is not None and chosen.frame.relation == "said" and chosen.clause.shape == PASSIVE
    pointing = reading.tree.tokens[head].upos in POINTING or reading.text(head) in word_list("hollow")
    if said or not pointing or reading.text(head) not in grammar().vague:
        return False
    return reading.tree.child(head, "acl", "nmod", "amod") is None and reading.cluster_at(head) is None


def _tells_how(reading: Reading, chosen: Selection, head: int) -> bool:
    """ "dinikmati bersama", "duduk santai": a bare quality beside the verb is no thing."""
    clause, tokens = chosen.clause, reading.tree.tokens
    if tokens[head].upos != "ADJ" or tokens[head].clitic or reading.name_at(head) is not None:
        return False
    becoming = reading.text(clause.verb) in grammar().linking | grammar().becoming
    return not becoming and clause.shape in {BASE, BER, PASSIVE} and head > clause.verb


def _is_point(reading: Reading, head: int | None) -> bool:
    """Is it a day or another time that something happens at, and no thing?"""
    time = reading.time_at(head) if head is not None else None
    return time is not None and time.kind in POINTS


def why_nothing(reading: Reading, chosen: Selection, qualifiers: list[tuple[str, Phrase]]) -> Reason | None:
    """Why it says nothing: a verb that needs more than it has, or only "hal ini" beside it."""
    clause, vague = chosen.clause, grammar().vague
    subject, obj = clause.subject, chosen.object
    if _is_within_noun(reading, clause):
        return Reason.DESCRIPTION
    if obj is None and (subject is None or (clause.shape == PASSIVE and not qualifiers)):
        return Reason.NO_PARTICIPANT  # who does it, but not what is done to whom
    if obj is None and chosen.frame is not None and chosen.frame.relation == "said":
        return Reason.INCOMPLETE
    behind = subject is not None and subject > clause.verb
    if obj is None and behind and reading.text(clause.verb) in grammar().struck:
        return Reason.NO_PARTICIPANT  # who struck, but not whom
    if reading.text(clause.verb) in grammar().weak_verbs and chosen.frame is None:
        return Reason.VAGUE
    if subject is None and obj is not None and reading.text(obj) in vague:
        return Reason.VAGUE
    if obj is None and _needs_object(reading, chosen):
        return Reason.INCOMPLETE
    if qualifiers:
        return None
    if obj is None and clause.complement is None and grammar().raising(reading.text(clause.verb)) == "plain":
        return Reason.INCOMPLETE  # "turut", with nothing that is done
    if clause.how == "relative" and not _eventful(reading, clause):
        return Reason.DESCRIPTION if obj is None or subject is None else None
    if subject is None:
        return None
    takes_more = clause.shape == ACTIVE or any("-" not in f.objects for f in frames(clause.word))
    happening = clause.how == "controlled" and clause.mark is None and clause.modality is Modality.ACTUAL
    lacks = obj is None and clause.how in {"shared", "controlled"} and takes_more and not happening
    return Reason.INCOMPLETE if lacks else None


def _needs_object(reading: Reading, chosen: Selection) -> bool:
    """ "memiliki", "menjelaskan", "pakai": a verb that says nothing without the thing it is done to."""
    clause = chosen.clause
    if clause.complement is not None or clause.second is not None:
        return False
    after = reading.tree.forms[clause.verb + 1 : clause.verb + 2]
    if not (grammar().asking | grammar().relativisers).isdisjoint(after):
        return True  # "paham bagaimana …", "menjadi yang tercepat"
    if reading.text(clause.verb) in grammar().adjective_like:
        return False
    if has_third_enclitic(reading.tree.tokens[clause.verb]):  # nobody knows whom it means
        return clause.shape == ACTIVE and clause.subject is not None and clause.subject < clause.verb
    if reading.text(clause.verb) in grammar().linking and not clause.obliques:
        return True  # "berubah dingin"
    known = frames(clause.word)
    of_object = bool(known) and all(f.objects == ("obj",) for f in known)
    if clause.shape == ACTIVE and clause.how in {"shared", "controlled"} and _is_bare(clause) and of_object:
        return True  # "menyambut bulan puasa"
    if clause.shape == BER:
        return of_object
    if clause.shape == BASE and not clause.word.suffixes:
        lacks = takes_transitive(clause.word) and all("obj" in f.objects for f in frames(clause.word))
        return lacks or (chosen.frame is None and not _is_bare_verb(reading, clause))
    return clause.shape in {ACTIVE, BASE} and bool(_MAKING_TRANSITIVE & set(clause.word.suffixes))


def _is_bare(clause: Clause) -> bool:
    """Has it nothing beside it with a preposition?"""
    return all(o.case is None for o in clause.obliques)


def _is_bare_verb(reading: Reading, clause: Clause) -> bool:
    """ "datang", "turun tangan": by its form, as one word or as a compound of two."""
    return reading.text(clause.verb) in grammar().bare_verbs or " " in clause.word.root


def _only_describes(reading: Reading, clause: Clause) -> bool:
    """ "pembangunan berkelanjutan", "kota yang tidak padat": a quality, or what the noun is told apart by."""
    words = grammar()
    if clause.how != "own" and clause.object is None and reading.text(clause.verb) in words.qualities:
        return True
    introduced = any(reading.text(i) in words.relativisers for i in reading.tree.children(clause.chain[0]))
    if clause.how == "relative" and clause.shape in {BASE, TER} and not introduced:
        return True  # "masalah seperti gagal ginjal", "daftar spesies terancam"
    if clause.how == "relative_object" and not introduced:
        return True  # "gunung meletus, tanah longsor"
    before = reading.text(clause.chain[0] - 1) if clause.chain[0] else ""
    opening = (i for i in reading.tree.children(clause.chain[0], "mark", "advmod") if i < clause.chain[0])
    if not words.likening.isdisjoint((before, *(reading.text(i) for i in opening))):
        return True  # "seperti dilihat di kanal itu", "seolah-olah kejadian itu terjadi"
    if (
        clause.governor is not None
        and reading.name_at(clause.governor) is None
        and tells_apart(reading, clause)
    ):
        return True
    if _says_what_is_done(reading, clause) or _is_loose(reading, clause):
        return True
    first = clause.chain[0] == 0 or reading.tree.tokens[clause.chain[0] - 1].upos == "PUNCT"
    return first and reading.text(clause.verb) in words.showing and clause.how != "shared"


def _says_what_is_done(reading: Reading, clause: Clause) -> bool:
    """ "larangan memakai petasan", "syaratnya adalah mengikuti ujian": what it is about, not who does it."""
    subject, first = clause.subject, clause.chain[0]
    introduced = clause.how.startswith("relative") and reading.text(first - 1) in grammar().relativisers
    if subject is None or introduced or clause.shape == PASSIVE:
        return False
    named = reading.tree.stems[subject]
    if named not in grammar().doing and named not in grammar().aims:
        return False
    linked = any(reading.text(i) in grammar().copulas for i in reading.tree.children(first, "cop"))
    return linked or (subject == first - 1 and reading.text(subject) in grammar().doing)


def _is_loose(reading: Reading, clause: Clause) -> bool:
    """ "Beruntung, …", "sejak dimulainya pandemi": a word before the clause, a noun made of a passive."""
    first, after = clause.chain[0], clause.chain[-1] + 1
    alone = (
        first == 0 and len(clause.chain) == 1 and reading.text(min(after, len(reading.tree.forms) - 1)) == ","
    )
    nominal = clause.shape == PASSIVE and has_third_enclitic(reading.tree.tokens[clause.verb])
    return clause.how == "controlled" and (alone or nominal)


def _is_within_noun(reading: Reading, clause: Clause) -> bool:
    """ "bea masuk", "air minum", "keperluan mendesak": a verb on a noun that is a part of what it names.

    It has no relativiser, and neither object nor adjunct unless it is a bare root; an enclitic makes a noun
    of it: "berlakunya". So is what is joined to a relative clause and says no more: "yang ramah dan
    berpengalaman".
    """
    tokens = reading.tree.tokens
    top = tokens[clause.chain[0]]
    bare = clause.object is None and clause.complement is None and not clause.obliques
    if clause.shape not in _NOUN_LIKE:
        return False
    if has_third_enclitic(tokens[clause.verb]) and clause.object is None:
        return clause.shape == BASE or clause.how == "relative"
    if clause.how == "shared" and base(top.deprel) == "conj":
        return bare and clause.shape != ACTIVE and base(tokens[top.head].deprel) == "acl"
    if clause.mark is not None or base(top.deprel) != "acl":
        return False
    if any(reading.text(i) in grammar().relativisers for i in reading.tree.children(top.index)):
        return False
    return bare if clause.shape == ACTIVE else clause.shape == BASE and clause.how == "relative"


def _eventful(reading: Reading, clause: Clause) -> bool:
    """ "yang ditangkap" of a person tells something by itself; "yang berlaku" of a rule does not."""
    of = clause.object if clause.object is not None else clause.subject
    kind = reading.type_of(reading.phrase(of)) if of is not None else None
    return kind in _EVENTFUL and bool(frames(clause.word))
