"""What extractors of facts without a verb share: how such a fact is made, and the whole of a name."""

from __future__ import annotations

from kg.clauses import Clause
from kg.extraction import Extraction
from kg.frozen import replace
from kg.grammar import grammar
from kg.mentions import Name, pronoun_kinds, word_list
from kg.model import Modality, Polarity
from kg.morphology import analyse
from kg.reading import Reading
from kg.syntax import Phrase

_NO_NOMINAL = frozenset({"VERB", "ADV", "ADP", "SCONJ", "CCONJ", "PART", "AUX", "INTJ"})
_REACH = 5  # tokens before a relative clause in which its noun begins
_BORDERS = frozenset({",", ";", ":"})
_SHORTENED = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})  # "lalu lintas (lalin)" may begin with a verb


def fact(
    reading: Reading,
    relation: str,
    subject: Phrase,
    obj: Phrase,
    rule: str,
    head: int,
    *,
    own_claim: bool = True,
) -> Extraction:
    """That a relation holds between two phrases, as the token `head` says."""
    return Extraction(
        sentence=reading.index,
        anchor=subject.head,
        rule=rule,
        predicate=(head,),
        lemma=reading.tree.tokens[head].text.lower(),
        relation=relation,
        subject=subject,
        object=obj,
        own_claim=own_claim,
    )


def mood(reading: Reading, index: int) -> tuple[Polarity, Modality]:
    """Of the clause that a token stands in."""
    verbs = {c.verb: c for c in reading.clauses}
    clause = next((verbs[i] for i in reading.tree.ancestors(index) if i in verbs), None)
    return (clause.polarity, clause.modality) if clause is not None else (Polarity.POSITIVE, Modality.ACTUAL)


def is_participant(reading: Reading, head: int | None) -> bool:
    """May a token stand for somebody or something: no verb, no word that asks? Nothing at all may."""
    if head is None or reading.name_at(head) is not None:
        return True
    form = reading.text(head)
    if pronoun_kinds().get(form) == "second" or grammar().modal(form) is not None:
        return False  # "kamu": whoever reads it; "rencananya": no thing
    phrase = reading.phrase(head)
    if phrase.end - phrase.start == 1 and grammar().is_time(reading.tree.stems[head]):
        return False  # "siangnya", "nanti"
    if reading.tree.tokens[head].clitic:
        return True
    if not grammar().asking.isdisjoint(reading.tree.forms[phrase.head : phrase.core_end]):
        return False
    return reading.tree.tokens[head].upos not in _NO_NOMINAL or reading.kind_of_noun(head) is not None


def tells_apart(reading: Reading, clause: Clause) -> bool:
    """ "kota yang tidak padat": a negative relative clause says which, and denies nothing of all."""
    if not clause.how.startswith("relative"):
        return False
    top = clause.chain[0]
    if not grammar().whoever.isdisjoint(reading.tree.forms[max(top - _REACH, 0) : top]):
        return True  # "setiap warga yang merokok": whoever does
    antecedent = reading.tree.tokens[reading.tree.tokens[top].head]
    if reading.text(antecedent.head) in grammar().existential:
        return False  # "ada warga yang tidak menerima bantuan"
    before = (*reading.tree.children(top), max(top - 1, 0))
    negated = (i for i in before if i < top and grammar().negates(reading.text(i)))
    return any(reading.text(i + 1) not in word_list("long") for i in negated)  # not "belum lama ini"


def whole(name: Name) -> Phrase:
    """A name with the titles before it, and nothing after it."""
    return Phrase(head=name.start, start=name.left, end=name.end, core_end=name.end)


def stretch(start: int, end: int) -> Phrase:
    """The tokens as they stand."""
    return Phrase(head=start, start=start, end=end, core_end=end)


def phrase_before(reading: Reading, index: int) -> Phrase | None:
    """The noun phrase or name that ends right before a token."""
    tokens = reading.tree.tokens
    at = index - 1
    if at < 0:
        return None
    name = reading.name_at(at)
    if name is not None:
        return whole(name) if name.right == index else None
    if tokens[at].upos not in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}:
        return None
    head = head_before(reading, index)
    if tokens[head].upos not in {"NOUN", "PROPN"}:
        return None
    phrase = reading.phrase(head)
    end = min(phrase.end, index)
    return (
        None
        if end <= phrase.head
        else Phrase(head=phrase.head, start=phrase.start, end=end, core_end=min(phrase.core_end, end))
    )


def head_before(reading: Reading, index: int) -> int:
    """The head of the noun phrase whose last token stands right before a token, with no comma in between."""
    tokens = reading.tree.tokens
    head = last = index - 1
    for ancestor in (last, *reading.tree.ancestors(last)):
        if ancestor > last or tokens[ancestor].upos not in {"NOUN", "PROPN", "ADJ"}:
            break
        parted = any(tokens[i].text in _BORDERS for i in range(ancestor, last))
        if parted or reading.tree.phrase(ancestor).end < index:
            break
        if tokens[ancestor].upos in {"NOUN", "PROPN"}:
            head = ancestor
        if reading.tree.case(ancestor) is not None:
            break
    return head


def uncounted(reading: Reading, phrase: Phrase) -> Phrase:
    """The kind that a phrase names, without how many of it there are."""
    start = phrase.start
    while start < phrase.head and reading.tree.tokens[start].upos in {"NUM", "DET"}:
        start += 1
    return replace(phrase, start=start)


def abbreviated(reading: Reading, short: int, end: int) -> Phrase | None:
    """The words before token `end` that the word in brackets shortens: "rapat dengar pendapat (RDP)".

    The first letter of the one begins the other, and its letters follow in the other in their order
    (Schwartz and Hearst 2003).
    """
    tokens = reading.tree.tokens
    letters = [c for c in tokens[short].text.lower() if c.isalnum()]
    for start in range(end - 1, max(-1, end - len(letters) - 6), -1):
        first = tokens[start]
        if first.text in {".", "(", ")", ":", ";"}:
            return None
        words = "".join(t.text.lower() for t in tokens[start:end])
        voiced = first.upos == "VERB" and analyse(first.text).voice in {"active", "passive"}
        if first.upos in _SHORTENED and not voiced and words[0] == letters[0] and _in_order(letters, words):
            return stretch(start, end) if end - start > 1 or len(words) > len(letters) + 1 else None
    return None


def _in_order(letters: list[str], words: str) -> bool:
    at = iter(words)
    return all(letter in at for letter in letters)
