"""Sentences as CoNLL-U: UD v2 (https://universaldependencies.org/format.html), clitics as own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.clitics import Role, host_relation
from kg.model import Sentence, Token

_Ids = Callable[[int], int]


def sentence_lines(sentence: Sentence) -> Iterator[str]:
    """The lines of a sentence with its comments and the blank line after it, without line ends.

    MISC holds the offsets of each surface word in the document (start, end), SpaceAfter=No, and the name
    tag (NER=B-PER).
    """
    yield f"# sent_id = {_one_line(sentence.document)}-{sentence.index + 1}"
    yield f"# start = {sentence.start}"
    yield f"# end = {sentence.end}"
    yield f"# text = {_one_line(sentence.text)}"
    first = _first_ids(sentence.tokens)
    inverted = {t.index for t in sentence.tokens if t.clitic and t.clitic_role.endswith(":i")}

    def id_of(index: int) -> int:
        """The word that others hang on: the host, or the clitic that governs it."""
        return first[index] + (index in inverted)

    for token in sentence.tokens:
        yield from _token_lines(sentence, token, first[token.index], id_of)
    yield ""


def _first_ids(tokens: tuple[Token, ...]) -> list[int]:
    ids, at = [], 1
    for token in tokens:
        ids.append(at)
        at += 2 if token.clitic else 1
    return ids


def _token_lines(sentence: Sentence, token: Token, word: int, id_of: _Ids) -> Iterator[str]:
    misc = _misc(sentence, token)
    is_root = token.head == token.index
    head = 0 if is_root else id_of(token.head)
    deprel = "root" if is_root else token.deprel
    feats = token.feats or "_"
    if not token.clitic:
        yield _row(word, token.text, token.lemma, token.upos, feats, head, deprel, misc)
        return
    role = Role.read(token.clitic_role)
    cut = len(token.text) - len(token.clitic)
    clitic = token.text[cut:]
    own = role.features(token.clitic) or "_"
    yield f"{word}-{word + 1}\t{token.text}\t_\t_\t_\t_\t_\t_\t_\t{misc}"
    if role.attach == "i":
        host = host_relation(token.upos)
        yield _row(word, token.text[:cut], token.lemma, token.upos, feats, word + 1, host, "_")
        yield _row(word + 1, clitic, clitic.lower(), role.upos, own, head, deprel, "_")
        return
    yield _row(word, token.text[:cut], token.lemma, token.upos, feats, head, deprel, "_")
    up = role.attach == "u" and not is_root
    yield _row(word + 1, clitic, clitic.lower(), role.upos, own, head if up else word, role.deprel, "_")


def _row(word: int, form: str, lemma: str, upos: str, feats: str, head: int, deprel: str, misc: str) -> str:
    return f"{word}\t{form}\t{lemma or '_'}\t{upos}\t_\t{feats}\t{head}\t{deprel}\t_\t{misc}"


def _misc(sentence: Sentence, token: Token) -> str:
    parts = []
    if token.entity != "O":
        parts.append(f"NER={token.entity}")
    after = token.end - sentence.start
    if token.index + 1 < len(sentence.tokens) and not sentence.text[after : after + 1].isspace():
        parts.append("SpaceAfter=No")
    parts.append(f"end={token.end}")
    parts.append(f"start={token.start}")
    return "|".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())
