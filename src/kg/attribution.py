"""Who says what: quotations, reported speech and sources, over a whole document.

A report has a cue (kata, mengatakan, menurut), a speaker and the stretch of text that is said. Quotations
are paired in the document's characters, since one quotation may hold many sentences; a quotation without
a cue of its own goes on with the speaker before it. Tokens in two reports belong to the shorter one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.coreference import Referents
from kg.grammar import grammar
from kg.language import DEFAULT, language
from kg.mentions import pronoun_kinds, word_list
from kg.model import EntityType
from kg.syntax import Phrase, Tree
from kg.ud import base

_MIN_QUOTE_WORDS = 4
_MARK = re.compile(r"''|``|[\"“”«»„]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who says it: a phrase of a sentence, and its cluster if it names or stands for an entity."""

    sentence: int
    phrase: Phrase
    cluster: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Characters `start` to `end` of the document are said by `speaker`.

    `kind` is quotation | indirect | content (a clause on the object of the verb) | according; `cue` is a token of sentence `sentence`.
    """

    sentence: int
    cue: int
    speaker: Speaker
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Speech:
    """All reports of a document."""

    reports: tuple[Report, ...]
    quotes: tuple[tuple[int, int], ...]

    def at(self, start: int, end: int, *, within: int | None = None) -> Report | None:
        """The narrowest report that covers the characters; an indirect one beats its quotation."""
        covering = [r for r in self.reports if r.start <= start and end <= r.end]
        if not covering:
            return None
        order = {"indirect": 0, "content": 0, "quotation": 1, "according": 2}
        return min(covering, key=lambda r: (order[r.kind], r.end - r.start))

    def quoted(self, position: int) -> bool:
        return any(a <= position < b for a, b in self.quotes)


@cache
def _forms(section: str, code: str = DEFAULT) -> frozenset[str]:
    return frozenset(language(code).string_list("speech.yaml", section))


def bare(tree: Tree, index: int) -> str:
    """The form of a token in lower case without its enclitic."""
    token = tree.tokens[index]
    text = token.text.lower()
    return text[: -len(token.clitic)] if token.clitic and text.endswith(token.clitic) else text


def find_speech(
    text: str, trees: Sequence[Tree], referents: Referents, quotes: tuple[tuple[int, int], ...]
) -> Speech:
    """The reports of a document, in order; `quotes` as `quotations` gives them."""
    finder = _Finder(text, trees, referents, quotes)
    reports = [*finder.quoted(), *finder.indirect(), *finder.according()]
    return Speech(tuple(sorted(reports, key=lambda r: (r.start, r.end, r.kind))), quotes)


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Character spans inside quotation marks; an unclosed quotation ends with its paragraph.

    Marks are straight, curly or two single ones; they are paired within a paragraph.
    """
    for paragraph in re.finditer(r"[^\n]+", text):
        start = None
        for match in _MARK.finditer(text, paragraph.start(), paragraph.end()):
            before = text[match.start() - 1] if match.start() > paragraph.start() else " "
            after = text[match.end()] if match.end() < paragraph.end() else " "
            opens = (before.isspace() or before in "([:,-—") and not after.isspace()
            if start is None:
                if opens or match.group() == "“":
                    start = match.end()
            elif not opens or before.isspace():
                yield start, match.start()
                reopens = opens and before.isspace() and after.isupper()
                start = match.end() if reopens else None
        if start is not None:
            yield start, paragraph.end()


class _Finder:
    def __init__(
        self, text: str, trees: Sequence[Tree], referents: Referents, quotes: tuple[tuple[int, int], ...]
    ) -> None:
        self.text = text
        self.trees = trees
        self.referents = referents
        self.quotes = [q for q in quotes if len(_WORD.findall(text[q[0] : q[1]])) >= _MIN_QUOTE_WORDS]

    # --- quotations -------------------------------------------------------------------------------

    def quoted(self) -> Iterator[Report]:
        last: Report | None = None
        for number, (start, end) in enumerate(self.quotes):
            following = self.quotes[number + 1][0] if number + 1 < len(self.quotes) else len(self.text)
            preceding = self.quotes[number - 1][1] if number else 0
            found = self._cue_after(end, following) or self._cue_before(start, preceding)
            if found is None and last is not None and self._continues(last, start):
                found = last.sentence, last.cue, last.speaker
            if found is None:
                continue
            last = Report(
                sentence=found[0], cue=found[1], speaker=found[2], start=start, end=end, kind="quotation"
            )
            yield last

    def _continues(self, last: Report, start: int) -> bool:
        """A quotation that opens soon after the last one, with no other voice between."""
        return self.text.count("\n", last.end, start) <= 1 and start - last.end < 400

    def _cue_after(self, end: int, limit: int) -> tuple[int, int, Speaker] | None:
        for s, tree in enumerate(self.trees):
            sentence = tree.sentence
            if sentence.end <= end or sentence.start > end + 2:
                continue
            after = [t.index for t in tree.tokens if t.start >= end and t.start < limit]
            words = [i for i in after if tree.tokens[i].upos != "PUNCT" and _WORD.match(tree.tokens[i].text)]
            for i in words[:3]:
                if bare(tree, i) in _forms("direct") and "\n" not in self.text[end : tree.tokens[i].start]:
                    speaker = self._speaker_after(s, i) or self._speaker_before(s, i)
                    if speaker is not None:
                        return s, i, speaker
                if tree.tokens[i].upos == "VERB":
                    break
        return None

    def _cue_before(self, start: int, limit: int) -> tuple[int, int, Speaker] | None:
        for s, tree in enumerate(self.trees):
            if not tree.sentence.start <= start <= tree.sentence.end + 1:
                continue
            before = [t.index for t in tree.tokens if limit <= t.start and t.end <= start]
            for i in reversed(before[-14:]):
                form = bare(tree, i)
                if form in _forms("indirect") or form in _forms("direct"):
                    speaker = (self._speaker_after(s, i) if form not in _forms("indirect") else None) or (
                        self._speaker_before(s, i)
                    )
                    if speaker is not None:
                        return s, i, speaker
        return None

    # --- reported speech --------------------------------------------------------------------------

    def indirect(self) -> Iterator[Report]:
        for s, tree in enumerate(self.trees):
            for token in tree.tokens:
                form = bare(tree, token.index)
                if form in _forms("indirect") and token.upos in {"VERB", "ADJ"}:
                    report = self._indirect(s, token.index)
                elif form in _forms("direct") and self._parenthetical(tree, token.index):
                    report = self._inside(s, token.index)
                elif form in _forms("passive"):
                    report = self._passive(s, token.index)
                else:
                    continue
                if report is not None:
                    yield report

    def _indirect(self, s: int, cue: int) -> Report | None:
        """From after the verb to the end of its clause, if a clause follows."""
        tree = self.trees[s]
        speaker = self._speaker_before(s, cue)
        if speaker is None:
            return None
        start, kind, last = self._content(tree, cue)
        if start is None or start >= len(tree.tokens):
            return None
        region = self.quote_around(tree.tokens[cue].start)
        end = tree.tokens[last].end if last is not None else tree.tokens[-1].end
        if region is not None:
            end = min(end, region[1])
        else:
            following = [q[0] for q in self.quotes if q[0] > tree.tokens[cue].start]
            end = min([end, *(f - 1 for f in following)])
        if end <= tree.tokens[start].start:
            return None
        return Report(
            sentence=s, cue=cue, speaker=speaker, start=tree.tokens[start].start, end=end, kind=kind
        )

    def _content(self, tree: Tree, cue: int) -> tuple[int | None, str, int | None]:
        """Where what is said begins, whether it is the verb's own clause or hangs on its object, and its end."""
        conjunctions = grammar().complementisers
        following = [i for i in tree.subtree(cue) if i > cue]
        mark = next((i for i in following if tree.tokens[i].text.lower() in conjunctions), None)
        objects = tree.children(cue, "obj")
        if mark is not None:
            return mark + 1, "content" if objects and objects[0] < mark else "indirect", None
        for child in tree.children(cue, "ccomp", "xcomp", "advcl"):
            relation = base(tree.tokens[child].deprel)
            if child > cue and not objects and (relation == "ccomp" or tree.tokens[child].upos == "VERB"):
                start = cue + 1
                while start < len(tree.tokens) and tree.tokens[start].upos == "PUNCT":
                    start += 1
                return start, "indirect", None
        if objects and self._goes_on(tree, objects[0]):
            return cue + 1, "indirect", None
        for obj in objects:
            clause = next(iter(tree.children(obj, "acl", "advcl", "ccomp")), None)
            if obj > cue and clause is not None and not tree.tokens[clause].deprel.endswith("relcl"):
                inside = tree.subtree(clause)
                return inside[0], "content", inside[-1]
        return None, "indirect", None

    @staticmethod
    def _goes_on(tree: Tree, obj: int) -> bool:
        """ "menegaskan pembangunan itu jalan terus": a predicate after what looks like the object."""
        end = tree.phrase(obj).end
        if end >= len(tree.tokens) or tree.tokens[end].upos in {"PUNCT", "ADP", "SCONJ", "PRON", "CCONJ"}:
            return False
        return tree.tokens[end].upos in {"AUX", "PART"} or (
            tree.tokens[end].upos in {"VERB", "ADJ"} and base(tree.tokens[end].deprel) not in {"amod"}
        )

    def quote_around(self, position: int) -> tuple[int, int] | None:
        return next(((a, b) for a, b in self.quotes if a <= position < b), None)

    def _parenthetical(self, tree: Tree, index: int) -> bool:
        """ ", kata dia," or "kata X" at the end of an unquoted sentence."""
        if self.quote_around(tree.tokens[index].start) is not None:
            return False
        if index == 0:
            return False
        return tree.tokens[index - 1].text == "," and tree.tokens[index].upos in {
            "VERB",
            "NOUN",
            "ADV",
            "ADJ",
        }

    def _inside(self, s: int, cue: int) -> Report | None:
        tree = self.trees[s]
        if any(q[1] <= tree.tokens[cue].start and tree.tokens[cue].start - q[1] < 4 for q in self.quotes):
            return None  # the cue of a quotation
        speaker = self._speaker_after(s, cue)
        if speaker is None:
            return None
        return Report(
            sentence=s,
            cue=cue,
            speaker=speaker,
            start=tree.sentence.start,
            end=tree.sentence.end,
            kind="according",
        )

    def _passive(self, s: int, cue: int) -> Report | None:
        """ ", disebutkan Afifuddin, ": the agent right after the passive verb speaks."""
        tree = self.trees[s]
        if cue == 0 or cue + 1 >= len(tree.tokens):
            return None
        following = cue + 1
        if tree.tokens[following].deprel == "case":
            following += 1
        name = self.referents.name_at(s, following) if following < len(tree.tokens) else None
        if name is None:
            return None
        speaker = self._speaker_at(s, following)
        return Report(
            sentence=s,
            cue=cue,
            speaker=speaker,
            start=tree.sentence.start,
            end=tree.sentence.end,
            kind="according",
        )

    # --- sources ----------------------------------------------------------------------------------

    def according(self) -> Iterator[Report]:
        for s, tree in enumerate(self.trees):
            for token in tree.tokens:
                if token.text.lower() not in _forms("according"):
                    continue
                source = self._source(s, token.index)
                if source is not None:
                    region = self.quote_around(token.start)
                    start, end = region if region is not None else (tree.sentence.start, tree.sentence.end)
                    yield Report(
                        sentence=s, cue=token.index, speaker=source, start=start, end=end, kind="according"
                    )
                    break

    def _source(self, s: int, cue: int) -> Speaker | None:
        """The name after the cue, over words like "keterangan" and "laporan"."""
        tree = self.trees[s]
        for i in range(cue + 1, min(cue + 9, len(tree.tokens))):
            if self.referents.name_at(s, i) is not None:
                return self._speaker_at(s, i)
            word = tree.tokens[i].text.lower()
            if word in pronoun_kinds() and (s, i) in self.referents.of_pronoun:
                return self._speaker_at(s, i)
            if bare(tree, i) in _forms("carriers"):
                if tree.tokens[i].clitic and (number := self.referents.of_clitic.get((s, i))) is not None:
                    return Speaker(sentence=s, phrase=tree.phrase(i), cluster=number)
                continue
            if (
                tree.tokens[i].upos in {"NOUN", "ADJ", "DET"}
                and tree.tokens[i - 1].upos != "PUNCT"
                and i == cue + 1
            ):
                return self._speaker_at(s, i)
            break
        return None

    # --- the speaker ------------------------------------------------------------------------------

    def _speaker_at(self, s: int, index: int) -> Speaker:
        tree = self.trees[s]
        name = self.referents.name_at(s, index)
        if name is not None:
            phrase = Phrase(head=name.start, start=name.left, end=name.end, core_end=name.end)
            return Speaker(sentence=s, phrase=phrase, cluster=self.referents.of_name[s, name.start])
        return Speaker(
            sentence=s, phrase=tree.phrase(index), cluster=self.referents.of_pronoun.get((s, index))
        )

    def _speaker_after(self, s: int, cue: int) -> Speaker | None:
        """ "kata X", "ujar dia", "katanya"."""
        tree = self.trees[s]
        if tree.tokens[cue].clitic == "nya":
            number = self.referents.of_clitic.get((s, cue))
            phrase = Phrase(head=cue, start=cue, end=cue + 1, core_end=cue + 1)
            return Speaker(sentence=s, phrase=phrase, cluster=number)
        i = cue + 1
        if i >= len(tree.tokens) or tree.tokens[i].upos in {"PUNCT", "VERB", "ADP", "SCONJ"}:
            return None
        for ahead in range(i, min(i + 12, len(tree.tokens))):
            name = self.referents.name_at(s, ahead)
            if name is not None and name.type is EntityType.PERSON and name.left <= i + 6:
                if not any(
                    tree.tokens[k].upos == "PUNCT" and tree.tokens[k].text != "(" for k in range(i, name.left)
                ):
                    return self._speaker_at(s, ahead)
                break
            if tree.tokens[ahead].text == "," and ahead + 1 < len(tree.tokens):
                after = self.referents.name_at(s, ahead + 1)
                if after is None or after.type is not EntityType.PERSON:
                    break
        return self._speaker_at(s, i)

    def _speaker_before(self, s: int, cue: int) -> Speaker | None:
        """The subject of a verb of saying: by the parse, or the last nominal before it."""
        tree = self.trees[s]
        subject = tree.child(cue, "nsubj")
        index = cue
        for ancestor in tree.ancestors(cue):
            if subject is not None or base(tree.tokens[index].deprel) not in {"xcomp", "conj", "ccomp"}:
                break
            subject = tree.child(ancestor, "nsubj")
            index = ancestor
        if subject is None and tree.tokens[cue].deprel == "acl:relcl":
            subject = tree.tokens[cue].head
        if subject is None:
            for i in range(cue - 1, max(cue - 5, -1), -1):
                name = self.referents.name_at(s, i)
                if name is not None:
                    return self._speaker_at(s, i)
                if tree.tokens[i].text.lower() in pronoun_kinds():
                    return self._speaker_at(s, i)
                if tree.tokens[i].upos not in {"ADV", "AUX", "PART", "DET"}:
                    break
            return None
        if tree.tokens[subject].text.lower() == "yang":
            subject = tree.tokens[cue].head
        return self._speaker_at(s, subject)


def with_first_person(referents: Referents, trees: Sequence[Tree], speech: Speech) -> Referents:
    """First-person pronouns inside a report stand for its speaker; "pihaknya" for the speaker's body."""
    kinds = pronoun_kinds()
    found = dict(referents.of_pronoun)
    bodies = {c.label: c.number for c in referents.clusters if c.type is EntityType.ORGANIZATION}
    for s, tree in enumerate(trees):
        for token in tree.tokens:
            kind = kinds.get(token.text.lower())
            if kind not in {"first", "own_body"}:
                continue
            report = speech.at(token.start, token.end)
            if report is None or report.speaker.cluster is None:
                continue
            speaker = referents.clusters[report.speaker.cluster]
            collective = kind == "own_body" or token.text.lower() in word_list("collective")
            body = bodies.get(speaker.organisation) if collective else None
            found[s, token.index] = body if body is not None else speaker.number
    return replace(referents, of_pronoun=found)
