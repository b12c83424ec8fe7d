"""Sentences given in words: clitics that were given as words of their own are read with their host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.clitics import Clitics, Role, host_relation
from kg.model import Token


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
