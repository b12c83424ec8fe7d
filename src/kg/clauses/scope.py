"""Polarity and modality that a predicate has of itself: negators, modal words and raising verbs."""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses.setting import Setting
from kg.model import Modality, Polarity

MOODS = frozenset({"planned", "possible", "obligation"})
_FARTHEST = 3  # words before a verb that bear on it: "tidak akan asal memberi"
_LONGEST_LIMIT = 2  # words behind a negation that may be the one that limits it: "tidak selalu hanya"
_SCOPED = ("advmod", "aux", "cop", "mark", "case", "det", "discourse", "obl")


def scope(setting: Setting, chain: tuple[int, ...]) -> tuple[Polarity, Modality]:
    """Two negations cancel each other; of several modal words the first decides."""
    effects = [effect for index in chain for effect in _effects(setting, chain, index)]
    if not effects:
        return Polarity.POSITIVE, Modality.ACTUAL
    negative = effects.count("negative") % 2 == 1
    moods = [Modality(effect) for effect in effects if effect in MOODS]
    later = Modality.PLANNED if "later" in effects else Modality.ACTUAL  # "nantinya dibagi"
    modality = next(iter(moods), later)
    return (Polarity.NEGATIVE if negative else Polarity.POSITIVE), modality


def _effects(setting: Setting, chain: tuple[int, ...], index: int) -> list[str]:
    """negative | planned | possible | obligation | later, for all that bears on one verb of the chain."""
    effects: list[str] = []
    for word in _words_before(setting, index):
        if setting.grammar.negates(word) or setting.grammar.raising(word) == "negative":  # "ogah pulang"
            effects.append("negative")
        modal = setting.grammar.modal(word)
        if modal is not None:
            effects.append(modal)
    effect = setting.grammar.raising(setting.token(index).text)
    if effect is None or effect == "plain":
        return effects
    raises = index != chain[-1]
    if raises or (effect in MOODS and setting.form(index) not in setting.grammar.plain_alone):
        effects.append(effect)
    return effects


def _words_before(setting: Setting, index: int) -> Iterator[str]:
    """Function words before a verb: its dependents, and the word right before it if it hangs elsewhere."""
    subjects = setting.tree.children(index, "nsubj")
    for child in subjects:
        if child < index and (setting.comma_between(child, index) or child != subjects[0]):
            yield setting.form(child)  # "Dugaan sementara, …", "kemungkinan besar …", taken for the subject
    for child in setting.tree.children(index, *_SCOPED):
        if child < index and not _is_limited(setting, child):
            yield setting.form(child)
    for before in range(index - 1, max(index - _FARTHEST, 0) - 1, -1):
        token = setting.token(before)
        supposing = token.upos == "VERB" and setting.grammar.modal(token.text) == "obligation"  # "perlu"
        if not supposing and token.upos not in {"PART", "ADV", "AUX"}:
            break
        if (supposing or token.head != index) and not _is_limited(setting, before):
            yield token.text.lower()


def _is_limited(setting: Setting, index: int) -> bool:
    """ "tidak hanya": it denies that this is all, not that it is so; "akan tetapi" says nothing of it."""
    if setting.grammar.joins(setting.tree.forms, index):
        return True
    if not setting.grammar.negates(setting.form(index)):
        return False
    behind = setting.tree.tokens[index + 1 : index + 1 + _LONGEST_LIMIT]
    if behind and behind[0].upos != "ADV":
        behind = behind[:1]
    return any(t.text.lower() in setting.grammar.limiting for t in behind)
