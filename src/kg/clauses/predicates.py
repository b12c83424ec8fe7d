"""Which tokens head a clause, which verbs make one predicate, and how the main one is built."""

from __future__ import annotations

from functools import cache

from kg.clauses.model import ACTIVE, BASE, BER, KE, NOMINAL_SHAPE, PASSIVE, TER
from kg.clauses.setting import Setting
from kg.frames import frames, is_transitive, noun_frame
from kg.mentions import has_third_enclitic, nouns
from kg.model import EntityType, Token
from kg.morphology import Word, analyse, is_compound
from kg.syntax import Tree
from kg.ud import SUBJECTS, base

_VERBAL = frozenset({"VERB", "ADJ"})
_NEVER = frozenset({"PUNCT", "ADP", "SCONJ", "CCONJ", "DET", "PART"})
_WITH_SUBJECT = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV", "AUX", "SYM", "PRON"})
_CLAUSAL = frozenset({"root", "ccomp", "parataxis", "advcl", "conj", "csubj", "xcomp"})
_ADVERBIAL = frozenset({"advcl", "advmod", "amod", "ccomp", "obj", "obl", "xcomp"})
_NOMINALISED = frozenset({"obj", "obl", "nmod", "nsubj", "xcomp"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp"})
_LOOSE = frozenset({"advcl", "conj"})
_CHANGES = frozenset({"increasedTo", "decreasedTo"})
_FUNCTION = frozenset({"case", "cc", "fixed"})
_WITHIN_WORD = frozenset({"flat", "compound"})
_DEPENDENT = _FUNCTION | _WITHIN_WORD | {"mark", "det", "advmod", "aux", "cop"}
_SHAPES = {"passive": PASSIVE, "ter": TER, "ber": BER, "active": ACTIVE, "ke-an": KE}
_INTRANSITIVE = frozenset({"ber", "ter"})
_VERBAL_PREFIXES = frozenset({"di", "meN", "ber", "ter"})
_LONGEST_CHAIN = 5  # verbs in one predicate


@cache
def analysed(form: str) -> Word:
    """The morphology of a form, remembered."""
    return analyse(form)


def likely_predicates(tree: Tree) -> set[int]:
    """The tokens that may head a clause: verbs, adjectives and what has a subject."""
    verbal = {index for index, token in enumerate(tree.tokens) if token.upos in _VERBAL}
    return verbal.union(
        tree.tokens[index].head for index, relation in enumerate(tree.relations) if relation in SUBJECTS
    )


def tells_manner(setting: Setting, index: int) -> bool:
    """ "secara bertahap", "dengan tegas": a word behind a preposition that makes an adverb of it."""
    case = setting.tree.case(index)
    return case is not None and setting.token(case).deprel == "case:adv"


def is_predicate(setting: Setting, index: int) -> bool:
    """Does a token head a clause? Verbs do, and what has a subject or stands as a relative clause."""
    tree = setting.tree
    token = tree.tokens[index]
    if token.upos in _NEVER or index in setting.blocked:
        return False
    subject = tree.child(index, *SUBJECTS)
    if subject is None and token.upos not in _VERBAL:
        return False
    form, relation = tree.forms[index], tree.relations[index]
    if form in setting.grammar.not_predicates and not any(s < index for s in tree.children(index, "nsubj")):
        return False
    if _introduces_range(setting, index):
        return False
    if has_third_enclitic(token) and relation in _NOMINALISED and token.upos != "NOUN":
        return False  # "berlangsungnya peringatan": a noun
    if has_third_enclitic(token) and analysed(token.text).prefix in _INTRANSITIVE:
        return False  # "berkurangnya stok"
    if is_becoming(setting, index) or under_adverbial(setting, index) is not None:
        return False
    if tells_manner(setting, index) or (index and setting.grammar.joins(tree.forms, index - 1)):
        return False
    if token.upos == "VERB":
        person = nouns().get(form) is EntityType.PERSON
        if person and not tree.children(index, "obj", "nsubj"):
            return False  # "terdakwa"
        return relation not in _DEPENDENT or _is_misplaced_verb(setting, token)
    relative = token.deprel == "acl:relcl"
    if subject is not None:
        return (relation in _CLAUSAL or relative) and token.upos in _WITH_SUBJECT
    if token.upos != "ADJ":
        return False
    return relative or (relation == "conj" and is_predicate(setting, token.head))


def _introduces_range(setting: Setting, index: int) -> bool:
    """ "mulai dari sabun hingga beras", "mulai 16 Mei": a preposition, nothing that begins."""
    preposition = setting.grammar.ranging.get(setting.form(index))
    after = index + 1
    if preposition is None or after >= len(setting.tree.tokens):
        return False
    dated = after in setting.blocked or setting.token(after).upos in {"NUM", "SYM"}
    own = setting.tree.children(index, "nsubj")
    return setting.form(after) == preposition or (dated and not own)


def is_becoming(setting: Setting, index: int) -> bool:
    """ "naik menjadi Rp15.000": a preposition there, with what the verb before it leads to.

    After a verb of change other words may stand between: "turun dari Rp5.700 menjadi Rp5.400".
    """
    tree = setting.tree
    if tree.forms[index] not in setting.grammar.becoming:
        return False
    verb = tree.tokens[tree.tokens[index].head]
    changes = any(f.relation in _CHANGES for f in frames(analysed(verb.text)))
    after = verb.upos == "VERB" and (verb.index == index - 1 or (changes and verb.index < index))
    if not after or tree.relations[index] not in (_COMPLEMENTS | _LOOSE if changes else _COMPLEMENTS):
        return False
    return not tree.children(index, *SUBJECTS) and bool(tree.children(index, "obj", "obl"))


def under_adverbial(setting: Setting, index: int) -> int | None:
    """The nominal of "sesuai dengan aturan", where the word stands beside a verb as a preposition does."""
    tree = setting.tree
    if tree.forms[index] not in setting.grammar.adverbial or index + 1 >= len(tree.tokens):
        return None
    if base(setting.token(index).deprel) not in _ADVERBIAL or setting.tree.children(index, *SUBJECTS):
        return None
    after = setting.token(index + 1)
    nominal = after.head
    joined = after.deprel == "case" and setting.token(nominal).head in {index, setting.token(index).head}
    said = joined and nominal > index and not setting.is_relativiser(nominal)
    return nominal if said else None


def _is_misplaced_verb(setting: Setting, token: Token) -> bool:
    """A verb that the parse calls a function word or a part of a name, but that is none by form or use."""
    relation = base(token.deprel)
    if relation not in _FUNCTION and setting.tree.children(token.index, "obj", "nsubj", "ccomp"):
        return True
    return relation in _WITHIN_WORD and analysed(token.text).voice in {"active", "passive"}


def chain_from(setting: Setting, index: int) -> tuple[int, ...]:
    """The verbs of one predicate, from a raising verb down: "mulai", "berhasil", "akan coba" …"""
    chain = [index]
    while len(chain) < _LONGEST_CHAIN and (below := _raised(setting, chain[-1])) is not None:
        chain.append(below)
    return tuple(chain)


def second_word(setting: Setting, verb: int) -> int | None:
    """The second word of a compound verb, right after the first: "bertanggung jawab"."""
    second = verb + 1
    if second >= len(setting.tree.tokens) or setting.token(second).head != verb:
        return None
    return second if is_compound(setting.form(verb), setting.form(second)) else None


def _raised(setting: Setting, index: int) -> int | None:
    """The verb that this raising verb hands its subject to, if it is one."""
    tree = setting.tree
    if setting.grammar.raising(setting.token(index).text) is None or tree.children(index, "obj"):
        return None
    for child in tree.children(index, "xcomp", "ccomp", "advcl"):
        own_subject = tree.children(child, "nsubj")
        if child < index or own_subject or setting.token(child).upos not in {"VERB", "ADJ", "NOUN"}:
            continue
        mark = tree.child(child, "mark")
        introduced = mark is not None and setting.mark(mark) not in {"purpose", "content"}
        if introduced or setting.form(child) in setting.grammar.not_predicates:
            continue
        if not setting.comma_between(index, child):
            return child
    return None


def shape_of(setting: Setting, index: int) -> str:
    """How a predicate is built, by the affixes of its main word and what stands before it."""
    token = setting.token(index)
    word = analysed(token.text)
    if not word.prefix:
        if noun_frame(token.text.lower()) is not None:
            return NOMINAL_SHAPE
        if _is_object_voice(setting, token, word):
            return BASE
    if token.upos not in {"VERB", "AUX"} and word.prefix not in _VERBAL_PREFIXES:
        return NOMINAL_SHAPE
    return _SHAPES.get(word.voice, BASE)


def _is_object_voice(setting: Setting, token: Token, word: Word) -> bool:
    """ "kami imbau warga", "kita pasang portal": a bare verb right after its pronoun."""
    before = token.index - 1
    while before > 0 and setting.token(before).upos in {"AUX", "PART", "ADV"}:
        before -= 1
    return (
        before >= 0
        and setting.token(before).upos == "PRON"
        and setting.token(before).head == token.index
        and is_transitive(word.root)
        and (token.upos in {"VERB", "ADJ"} or (token.upos == "NOUN" and before == token.index - 1))
    )
