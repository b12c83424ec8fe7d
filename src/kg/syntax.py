"""Views over a parsed sentence: children, noun phrases, coordination. Pure structure, no words.

A phrase is a contiguous run of tokens with one head. Its full text keeps every modifier that stands
together with the head; its core drops prepositional modifiers, so that it reads as a name of the thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.frozen import record
from kg.model import Sentence, Token
from kg.ud import NOMINAL, NOMINAL_MODIFIERS, base

_NONE: tuple[int, ...] = ()
_OPENERS = {"(": ")", "[": "]"}
_MAX_PHRASE = 30
_OUTSIDE = frozenset({"PUNCT", "VERB", "SCONJ", "AUX", "PART"})
_JOINED = NOMINAL | {"ADJ"}


@record(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Tokens `start` to `end` (exclusive) around `head`; the core ends at `core_end`."""

    head: int
    start: int
    end: int
    core_end: int

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and self.start <= index < self.end


class Tree:
    """A sentence with its dependents at hand. Immutable after construction; phrases are made once each."""

    __slots__ = (
        "_cases",
        "_children",
        "_phrases",
        "forms",
        "relations",
        "sentence",
        "stems",
        "tokens",
        "words",
    )

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.words = tuple([t.text for t in self.tokens])
        self.forms = tuple([word.lower() for word in self.words])
        self.stems = tuple(  # forms without the enclitic at their end
            [
                f.removesuffix(t.clitic) if t.clitic else f
                for f, t in zip(self.forms, self.tokens, strict=True)
            ]
        )
        self.relations = tuple([base(t.deprel) for t in self.tokens])  # without their subtypes
        self._children: dict[int, list[int]] = {}
        self._cases: dict[int, int] = {}
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self._children.setdefault(token.head, []).append(index)
                if self.relations[index] == "case":
                    self._cases.setdefault(token.head, index)
        self._phrases: dict[int, Phrase] = {}

    def children(self, index: int, *deprels: str) -> Sequence[int]:
        """Dependents in order, only those of the given relations (subtypes ignored) if any are given."""
        own = self._children.get(index, _NONE)
        if not deprels or not own:
            return own
        relations = self.relations
        return [c for c in own if relations[c] in deprels]

    def child(self, index: int, *deprels: str) -> int | None:
        """The first such dependent."""
        for child in self._children.get(index, _NONE):
            if not deprels or self.relations[child] in deprels:
                return child
        return None

    def subtree(self, index: int) -> list[int]:
        """The token and all it governs, in order."""
        if index not in self._children:
            return [index]
        seen, stack = {index}, [index]
        while stack:
            for child in self._children.get(stack.pop(), _NONE):
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return sorted(seen)

    def ancestors(self, index: int) -> Iterator[int]:
        """Governors from near to far; ends at the root."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head
            seen.add(head)
            index = head

    def top_down(self) -> list[int]:
        """The tokens by their depth, so that governors come before what they govern."""
        found = [t.index for t in self.tokens if t.head == t.index]
        for index in found:
            found += self._children.get(index, _NONE)
        return found

    def governors(self) -> list[int]:
        """The tokens that have dependents, in order."""
        return sorted(self._children)

    def text(self, start: int, end: int) -> str:
        """The sentence's own characters from token `start` to before token `end`."""
        if start >= end:
            return ""
        offset = self.sentence.start
        return self.sentence.text[self.tokens[start].start - offset : self.tokens[end - 1].end - offset]

    def case(self, index: int) -> int | None:
        """The first preposition of a nominal."""
        return self._cases.get(index)

    def cases(self) -> list[tuple[int, int]]:
        """The nominals with a preposition, in order, each with its first one."""
        return sorted(self._cases.items())

    def conjuncts(self, index: int) -> list[int]:
        """The nominal and what is coordinated with it, in order."""
        found = [index]
        for governor in found:
            found += self.children(governor, "conj")
        return sorted(found) if len(found) > 1 else found

    def top(self, start: int, end: int) -> int:
        """The first of the tokens `start` to `end` that hangs on one outside."""
        tokens = self.tokens[start:end]
        return next(t.index for t in tokens if not start <= t.head < end or t.head == t.index)

    def phrase(self, head: int) -> Phrase:
        """The noun phrase around `head`, without its preposition, relative clauses and conjuncts."""
        found = self._phrases.get(head)
        if found is None:
            found = self._phrases[head] = self._phrase(head)
        return found

    def _phrase(self, head: int) -> Phrase:
        if head not in self._children:
            return Phrase(head=head, start=head, end=head + 1, core_end=head + 1)
        tokens, relations, cases = self.tokens, self.relations, self._cases
        nominalised = bool(tokens[head].clitic) and tokens[head].upos in {"VERB", "ADJ"}
        inside = {head}
        core = {head}
        stack = [(head, True)]
        while stack:
            index, in_core = stack.pop()
            for child in self._children.get(index, _NONE):
                relation = relations[child]
                if relation == "acl" and self._is_part(child, index):
                    inside.add(child)
                    if in_core:
                        core.add(child)
                    continue
                own = index == head and nominalised and child > head and relation in {"obj", "nsubj"}
                if not own and (relation not in NOMINAL_MODIFIERS or tokens[child].upos in _OUTSIDE):
                    continue
                case = cases.get(child)
                keeps = in_core and case is None
                part = {child} if case is None else {child, case}
                if child in self._children:
                    # coordination below the head belongs to the modifier ("tentara dan rakyat" as nmod)
                    for conj in self.children(child, "conj"):
                        if tokens[conj].upos in _JOINED:
                            part.update((conj, *self.children(conj, "cc", "case")))
                            stack.append((conj, keeps))
                    stack.append((child, keeps))
                inside |= part
                if keeps:
                    core |= part
        start = head
        while start > 0 and (start - 1 in inside or self._hyphen(start - 1, inside)):
            start -= 1
        end = self._extend(head, inside)
        core_end = end if core == inside else min(self._extend(head, core), end)
        return Phrase(head=head, start=start, end=min(end, head + _MAX_PHRASE), core_end=core_end)

    def _is_part(self, child: int, head: int) -> bool:
        """ "air minum", "gaya hidup": a bare verb right behind a noun is a part of what it names."""
        token = self.tokens[child]
        bare = token.upos == "VERB" and token.deprel == "acl" and self.forms[child] == token.lemma
        return bare and child == head + 1 and all(c > child for c in self._children.get(child, _NONE))

    def _hyphen(self, index: int, inside: set[int]) -> bool:
        token = self.tokens[index]
        return token.text in {"-", "/", "&"} and index > 0 and index - 1 in inside

    def _extend(self, head: int, inside: set[int]) -> int:
        """First token after the run: quotation marks, hyphens and list commas may stand within it."""
        end = head + 1
        while end < len(self.tokens):
            if end in inside:
                end += 1
                continue
            if self.tokens[end].upos == "PUNCT" and end + 1 in inside:
                text = self.tokens[end].text
                if text in _OPENERS:
                    close = next(
                        (
                            i
                            for i in range(end + 1, min(end + 8, len(self.tokens)))
                            if self.tokens[i].text == _OPENERS[text]
                        ),
                        None,
                    )
                    if close is None:
                        break
                    end = close + 1
                    continue
                if text in {"-", "/", "–", '"', "'", "“", "‘", "&"}:
                    end += 1
                    continue
            if (
                self.tokens[end].text in {'"', "”", "'", "’"}
                and self.tokens[end - 1].index != head
                and any(t.text in {'"', "“", "'", "‘"} for t in self.tokens[head:end])
            ):
                end += 1
                continue
            break
        return end
