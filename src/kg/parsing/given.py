"""Sentences given in words: they are read in our own words, and the analysis goes back to those given.

Clitics that were given as words of their own are read with their host; brackets, quotation marks and
commas that were left on a word are read as words of their own: "(Raka)," is a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kg.clitics import Clitics, Role, host_relation
from kg.model import Token

_MARKED = re.compile(r"""([(\["'“‘«]{0,3})(.*\w.*?)([)\]"'”’»?!,;:]{0,3})""")


def peel(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words with the marks around them parted, and of which given word each is a part."""
    forms: list[str] = []
    owners: list[int] = []
    for owner, word in enumerate(words):
        match = _MARKED.fullmatch(word)
        before, core, after = match.groups() if match else ("", word, "")
        pieces = [*before, core, *after]
        forms += pieces
        owners += [owner] * len(pieces)
    return forms, owners


def collapse(tokens: Sequence[Token], owners: Sequence[int], words: Sequence[str]) -> Iterator[Token]:
    """The given words again: each is analysed as its core, and hangs where its uppermost part hangs."""
    depths = [_depth(tokens, token) for token in tokens]
    at = tokens[0].start if tokens else 0
    grouped = groupby(range(len(tokens)), key=owners.__getitem__)
    for (owner, group), word in zip(grouped, words, strict=True):
        parts = list(group)
        top = tokens[min(parts, key=lambda i: depths[i])]
        core = max((tokens[i] for i in parts), key=lambda token: len(token.text))
        yield replace(
            core,
            index=owner,
            text=word,
            start=at,
            end=at + len(word),
            head=owners[top.head],
            deprel=core.deprel if top.deprel == "punct" else top.deprel,
        )
        at += len(word) + 1


def _depth(tokens: Sequence[Token], token: Token) -> int:
    depth = 0
    while token.head != token.index:
        token = tokens[token.head]
        depth += 1
    return depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Words as the network knows them; `parts` says how many given words each of them is (1 or 2)."""

    forms: tuple[str, ...]
    parts: tuple[int, ...]


def join(words: Sequence[str], clitics: Clitics) -> Joined:
    """Clitics that are never alone joined to the word before them."""
    forms: list[str] = []
    parts: list[int] = []
    for word in words:
        if word.lower() in clitics.never_alone and forms and parts[-1] == 1 and forms[-1][-1].isalpha():
            forms[-1] += word
            parts[-1] = 2
        else:
            forms.append(word)
            parts.append(1)
    return Joined(forms=tuple(forms), parts=tuple(parts))


def part(
    tokens: Sequence[Token], joined: Joined, clitics: Clitics, root: Callable[[str, str], str]
) -> Iterator[Token]:
    """The given words with their analysis; offsets are those of the words with spaces between."""
    roles: list[Role | None] = []
    first: list[int] = []
    count = 0
    for token, parts in zip(tokens, joined.parts, strict=True):
        own = clitics.never_alone.get(clitics.end_of(token.text), "")
        roles.append(Role.read(token.clitic_role or own) if parts == 2 else None)
        first.append(count)
        count += parts

    def place(index: int) -> int:
        role = roles[index]
        return first[index] + (role is not None and role.attach == "i")

    at = tokens[0].start if tokens else 0
    for token in tokens:
        role = roles[token.index]
        word, is_root = first[token.index], token.head == token.index
        if role is None:
            head = word if is_root else place(token.head)
            yield replace(token, index=word, head=head, start=at, end=at + len(token.text))
            at += len(token.text) + 1
            continue
        cut = len(token.text) - len(clitics.end_of(token.text))
        host, clitic = token.text[:cut], token.text[cut:]
        above = place(token.index) if is_root else place(token.head)
        inverted = role.attach == "i"
        yield replace(
            token,
            index=word,
            text=host,
            start=at,
            end=at + len(host),
            lemma=root(host, token.upos),
            head=word + 1 if inverted else above,
            deprel=host_relation(token.upos) if inverted else token.deprel,
            clitic="",
            clitic_role="",
        )
        at += len(host) + 1
        up = role.attach == "u" and not is_root
        yield Token(
            index=word + 1,
            text=clitic,
            start=at,
            end=at + len(clitic),
            lemma=clitic.lower(),
            upos=role.upos,
            head=above if inverted or up else word,
            deprel=token.deprel if inverted else role.deprel,
            entity=f"I{token.entity[1:]}" if token.entity != "O" else "O",
            feats=role.features(clitic),
        )
        at += len(clitic) + 1
