"""Mends what a parse of news Indonesian tends to get wrong, before any rule looks at it.

Each mend is structural and local: a content clause taken for an adverbial one, a subject and its verb
taken for a noun and its relative clause after a verb of saying, a verb taken for part of a name. The
result is a sentence of the same tokens with other heads, and always a tree.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.counting import (
    counted,
    counted_subject,
    has_case,
    more_than,
    quantified,
    share_of_subject,
    subject_of_amount,
)
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import nouns
from kg.model import EntityType, Sentence, Token
from kg.morphology import analyse
from kg.receivers import bestowed
from kg.times.lexicon import lexicon
from kg.ud import NOMINAL, base


def mend(sentence: Sentence) -> Sentence:
    """The sentence with better heads; the very same object if nothing was mended."""
    tokens = list(sentence.tokens)
    words = grammar()
    for token in sentence.tokens:
        if token.clitic or token.upos == "VERB":
            _whole_word(tokens, token)
        elif token.upos == "ADP":
            more_than(tokens, token)
        for mending in _MENDINGS.get(base(token.deprel), ()):
            mending(tokens, token)
        form = token.text.lower()
        if form in words.saying:
            _subject_of_said(tokens, token)
        elif form in words.bestowing:
            bestowed(tokens, tokens[token.index])
    return sentence if tuple(tokens) == sentence.tokens else replace(sentence, tokens=tuple(tokens))


def _whole_word(tokens: list[Token], token: Token) -> None:
    """ "tanya" and "punya" are roots and end in no enclitic; "dijualnya" is a verb with one."""
    word = analyse(token.text)
    if token.clitic and word.root == word.form:
        tokens[token.index] = replace(tokens[token.index], clitic="", clitic_role="")
    elif word.clitic and not token.clitic and token.upos == "VERB" and word.voice in {"active", "passive"}:
        tokens[token.index] = replace(tokens[token.index], clitic=word.clitic)


def _content_clause(tokens: list[Token], mark: Token) -> None:
    """ "bahwa" makes its clause a complement, whatever it was taken for."""
    if grammar().mark(mark.text) != "content":
        return
    if mark.text.lower() not in grammar().complementisers:
        return
    clause = tokens[mark.head]
    if (
        base(clause.deprel) in {"advcl", "xcomp", "obj", "acl", "conj", "parataxis"}
        and clause.head < mark.index
    ):
        governor = tokens[clause.head]
        if governor.upos in {"VERB", "ADJ"}:
            tokens[clause.index] = replace(clause, deprel="ccomp")


def _clause_in_coordination(tokens: list[Token], verb: Token) -> None:
    """ "menghadap Prabowo dan pembahasan berlangsung …": the second noun begins a clause of its own."""
    if verb.upos != "VERB" or verb.head >= verb.index:
        return
    noun = tokens[verb.head]
    if base(noun.deprel) != "conj" or any(
        t.head == verb.index and t.index < verb.index and base(t.deprel) in {"nsubj", "mark"} for t in tokens
    ):
        return
    first = tokens[noun.head]
    governor = tokens[first.head]
    if governor.upos != "VERB" or not governor.index < first.index < noun.index:
        return
    passive = analyse(verb.text).voice == "passive"
    tokens[verb.index] = replace(verb, head=governor.index, deprel="conj")
    tokens[noun.index] = replace(noun, head=verb.index, deprel="nsubj:pass" if passive else "nsubj")


def _clause_of_time(tokens: list[Token], verb: Token) -> None:
    """ "menemukan sampah saat mengunjungi pasar": when, said of the verb before and not of the noun."""
    verb = tokens[verb.index]
    before = tokens[verb.index - 1]
    timed = before.upos == "SCONJ" and before.head == verb.index and grammar().mark(before.text) == "time"
    above = tokens[tokens[verb.head].head]
    if (
        timed
        and verb.upos == "VERB"
        and base(verb.deprel) == "acl"
        and above.upos == "VERB"
        and above.index < verb.head
    ):
        tokens[before.index] = replace(before, deprel="mark")
        tokens[verb.index] = replace(verb, head=above.index, deprel="advcl")


def _verbal_preposition(tokens: list[Token], word: Token) -> None:
    """ "melaju menuju jembatan": a preposition of the noun behind it, no verb that is said of the noun."""
    word = tokens[word.index]
    noun = tokens[word.head]
    preposition = word.upos == "VERB" and grammar().role(word.text) is not None
    behind = noun.index > word.index and noun.upos in {"NOUN", "PROPN"}
    if not (preposition and behind) or any(t.head == word.index for t in tokens):
        return
    if any(t.upos in {"VERB", "PUNCT"} for t in tokens[word.index + 1 : noun.index]):
        return
    tokens[word.index] = replace(word, upos="ADP", deprel="case")
    if base(noun.deprel) == "obj" and _has_object(tokens[: word.index], noun.head):
        tokens[noun.index] = replace(noun, deprel="obl")


def _verb_beside_noun(tokens: list[Token], verb: Token) -> None:
    """ "menghentikan aktivitas dan mengecek pipa": a verb is coordinated with a verb, not with its object."""
    if verb.upos != "VERB" or analyse(verb.text).voice not in {"active", "passive"}:
        return
    noun = tokens[verb.head]
    if noun.upos not in {"NOUN", "PROPN"} or noun.index > verb.index:
        return
    if any(t.head == verb.index and base(t.deprel) == "nsubj" and t.index < verb.index for t in tokens):
        return
    above = noun
    for _ in range(len(tokens)):
        if above.head == above.index:
            return
        above = tokens[above.head]
        if above.upos == "VERB" and above.index < noun.index:
            tokens[verb.index] = replace(verb, head=above.index)
            return


def _listed(tokens: list[Token], last: Token) -> None:
    """ "Rina Dewi, Budi Hartono, dan Ani Suri": who is named between the first and the last is one of all."""
    first = tokens[last.head]
    joined = any(t.head == last.index and base(t.deprel) == "cc" for t in tokens[first.index : last.index])
    if not joined or not _names_person(tokens, first, last.index):
        return
    for token in tokens[first.index + 1 : last.index]:
        between = token.head == first.index and token.deprel == "appos"
        if between and tokens[token.index - 1].text == "," and _names_person(tokens, token, last.index):
            tokens[token.index] = replace(token, deprel="conj", certainty=1.0)


def _names_person(tokens: list[Token], head: Token, end: int) -> bool:
    """Does a person's name stand in the phrase that begins with the token, up to its comma?"""
    for token in tokens[head.index : end]:
        if token.text == "," or token.upos in {"VERB", "ADP"}:
            return False
        if token.entity == "B-PER":
            return True
    return False


def _parallel(tokens: list[Token], noun: Token) -> None:
    """ "28 atlet dari tim itu dan empat pelatih": what is counted is coordinated with what is counted."""
    if noun.upos != "NOUN" or not counted(tokens, noun.index):
        return
    beside = tokens[noun.head]
    if counted(tokens, beside.index) or base(beside.deprel) not in {"nmod", "appos"}:
        return
    above = tokens[beside.head]
    if counted(tokens, above.index) and above.index < beside.index:
        tokens[noun.index] = replace(noun, head=above.index)


def _subject_after_time(tokens: list[Token], time: Token) -> None:
    """ "siang harinya warga mengungsi": the day's part is when, and who stands behind it does it."""
    time = tokens[time.index]
    verb = tokens[time.head]
    word = time.text.lower().removesuffix(time.clitic)
    before = time.index < verb.index and base(time.deprel) in {"nsubj", "obl"} and verb.upos == "VERB"
    if not before or not grammar().is_time(word):
        return
    beside = [t for t in tokens[: verb.index] if t.head == verb.index and base(t.deprel) == "nsubj"]
    others = [t for t in beside if t.index != time.index]
    there = verb.text.lower() in grammar().existential  # "kini ada empat pabrik"
    if there and base(time.deprel) == "nsubj" and _has_object(tokens, verb.index):
        tokens[time.index] = replace(time, deprel="obl:tmod")
        return
    if others and base(time.deprel) == "nsubj":
        tokens[time.index] = replace(time, deprel="obl:tmod")
        return
    first = time.index + (2 if word in lexicon().units else 1)  # "pekan lalu Kompas", not "tahun Kompas"
    behind = (t for t in tokens[first : verb.index] if t.head == time.index and _acts(tokens, t))
    doer = next(behind, None)
    if doer is not None and not others:
        subject = "nsubj:pass" if analyse(verb.text).voice == "passive" else "nsubj"
        tokens[doer.index] = replace(doer, head=verb.index, deprel=subject)
        if base(time.deprel) == "nsubj":
            tokens[time.index] = replace(time, deprel="obl:tmod")


def _has_object(tokens: list[Token], verb: int) -> bool:
    return any(t.head == verb and base(t.deprel) == "obj" for t in tokens)


def _correlative(tokens: list[Token], word: Token) -> None:
    """ "peningkatan baik dari segi mutu maupun jumlah": a conjunction, no quality of what is before it."""
    later = grammar().correlatives.get(word.text.lower())
    if later is not None and any(t.text.lower() == later for t in tokens[word.index + 1 :]):
        tokens[word.index] = replace(word, deprel="cc")


def _subject_after_name(tokens: list[Token], noun: Token) -> None:
    """ "sebelum masuk ke Garut hama itu ditemukan …": a noun behind a name, before a verb, is its subject."""
    noun = tokens[noun.index]
    name = tokens[noun.head]
    if noun.upos != "NOUN" or name.upos != "PROPN" or name.index > noun.index:
        return
    end = max((t.index for t in tokens if t.head == noun.index), default=noun.index)
    if end + 1 >= len(tokens) or tokens[end].upos != "DET" or has_case(tokens, noun.index):
        return
    verb = tokens[end + 1]
    if verb.upos == "AUX":
        verb = tokens[verb.head]
    inside = verb.index in {name.index, noun.index} or verb.upos != "VERB" or base(verb.deprel) == "acl"
    if inside or any(t.head == verb.index and base(t.deprel) == "nsubj" for t in tokens):
        return
    subject = "nsubj:pass" if analyse(verb.text).voice == "passive" else "nsubj"
    tokens[noun.index] = replace(noun, head=verb.index, deprel=subject, certainty=1.0)


def _acts(tokens: list[Token], token: Token) -> bool:
    """Is it a bare nominal for somebody?"""
    named = token.entity in {"B-PER", "B-ORG"} or token.upos == "PRON"
    kind = nouns().get(token.text.lower())
    return not has_case(tokens, token.index) and (
        named or kind in {EntityType.PERSON, EntityType.ORGANIZATION}
    )


def _subject_of_said(tokens: list[Token], verb: Token) -> None:
    """ "mengatakan pelaku diringkus di …": a bare noun with a verb on it, not an object with a clause."""
    for noun in [t for t in tokens if t.head == verb.index and t.index > verb.index]:
        if base(noun.deprel) not in {"obj", "obl", "nmod", "xcomp", "ccomp"} or noun.upos not in NOMINAL:
            continue
        if any(t.head == noun.index and base(t.deprel) == "case" for t in tokens):
            continue
        for clause in [t for t in tokens if t.head == noun.index and t.index > noun.index]:
            if base(clause.deprel) not in {"acl", "advcl", "xcomp"} or clause.upos != "VERB":
                continue
            dependents = [t for t in tokens if t.head == clause.index and t.index < clause.index]
            if any(base(t.deprel) in {"nsubj", "mark"} for t in dependents):
                continue
            voice = analyse(clause.text).voice
            subject = "nsubj:pass" if voice == "passive" else "nsubj"
            tokens[clause.index] = replace(clause, head=verb.index, deprel="ccomp")
            tokens[noun.index] = replace(noun, head=clause.index, deprel=subject)
            return


def _joined_verb(tokens: list[Token], verb: Token) -> None:
    """ "mendukung sekaligus mengamankan agenda": two verbs of one object, not a verb and what it is about."""
    first = tokens[verb.head]
    between = tokens[first.index + 1 : verb.index]
    if (
        len(between) == 1
        and between[0].text.lower() in grammar().joining_adverbs
        and first.upos == verb.upos == "VERB"
    ):
        tokens[between[0].index] = replace(between[0], head=verb.index, deprel="cc")
        tokens[verb.index] = replace(tokens[verb.index], deprel="conj")


# By the relation of the word that is looked at.
_MENDINGS: dict[str, tuple[Callable[[list[Token], Token], None], ...]] = {
    "mark": (_content_clause,),
    "acl": (_verbal_preposition, _clause_in_coordination, _clause_of_time),
    "conj": (_listed, _verb_beside_noun, _parallel),
    "nsubj": (_subject_after_time, counted_subject, quantified, share_of_subject),
    "obj": (quantified,),
    "ccomp": (_joined_verb,),
    "obl": (_subject_after_time, counted_subject),
    "nmod": (subject_of_amount, _subject_after_name),
    "amod": (_correlative,),
}
