"""Speech without quotation marks: "X mengatakan bahwa …", "…, kata X.", "Menurut X, …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.attribution.cues import forms
from kg.attribution.model import Report, Speaker
from kg.attribution.quotations import Span, around
from kg.attribution.speakers import Speakers
from kg.grammar import grammar
from kg.mentions import noun_type
from kg.syntax import Tree
from kg.ud import base

_PARENTHETICAL = frozenset({"VERB", "NOUN", "ADV", "ADJ"})
_OPENING_NAME = 8  # tokens within which a comma closes "Lanjut Rina,"
_SHORTEST_CLAUSE = 3  # tokens that a clause after a comma has at least
_CIRCUMSTANCES = frozenset({"time", "place", "recipient", "companion", "basis"})
_PREDICATES = frozenset({"VERB", "ADJ", "AUX"})
_BESIDE_QUOTE = 4  # characters from the end of a quotation to its own cue

Content = tuple[int, str, int | None]
"""The first token of what is said, the kind of report, and the last token if the sentence goes on."""


class Reports:
    """Finds the reports outside quotation marks in a document."""

    def __init__(self, trees: Sequence[Tree], speakers: Speakers, quotes: Sequence[Span]) -> None:
        self._trees = trees
        self._speakers = speakers
        self._quotes = quotes

    def indirect(self) -> Iterator[Report]:
        """Reports by a verb of saying, sentence by sentence."""
        cues = forms("indirect") | forms("direct") | forms("passive")
        for s, tree in enumerate(self._trees):
            for index, form in enumerate(tree.stems):
                report = self._at(s, tree, index, form) if form in cues else None
                if report is not None:
                    yield report

    def _at(self, s: int, tree: Tree, index: int, form: str) -> Report | None:
        """The report that a token is the cue of; the first kind that its form allows decides."""
        if form in grammar().ensuring and _is_to_do(tree, index):
            return None  # "guna memastikan jalan aman", "harus memastikan …": to make sure
        if form in forms("indirect") and tree.tokens[index].upos in {"VERB", "ADJ"}:
            return self._clause(s, index)
        if form in forms("direct") and self._is_parenthetical(s, tree, index):
            speaker = None if self._closes_quote(tree, index) else self._speakers.after(s, index)
            return self._whole(s, index, speaker)
        if form in forms("passive") and (index == 0 or tree.tokens[index - 1].text == ","):
            return self._whole(s, index, self._speakers.agent(s, index))
        return None

    def _whole(self, s: int, cue: int, speaker: Speaker | None) -> Report | None:
        """The whole sentence, if there is a speaker."""
        if speaker is None:
            return None
        tree = self._trees[s]
        start, end = tree.sentence.start, tree.sentence.end
        told = tree.tokens[: max(cue - 1, 0)]
        predicated = any(t.upos in _PREDICATES for t in told)  # not "Terakhir, kata Rina, jalan itu dibuka"
        follows = predicated and tree.tokens[cue - 1].text == ","
        return Report(
            sentence=s, cue=cue, speaker=speaker, start=start, end=end, kind="according", follows=follows
        )

    def _is_parenthetical(self, s: int, tree: Tree, index: int) -> bool:
        """ ", kata dia," or "kata X" outside quotation marks, or "Lanjut X," opening a sentence."""
        token = tree.tokens[index]
        if around(self._quotes, token.start) is not None:
            return False
        listed = index > 0 and tree.tokens[index - 1].text == "," and token.text[:1].isupper()
        if listed or _names_a_thing(tree, index):
            return False  # "…, Tanya Lestari, …", "…, nilai tukar rupiah naik"
        if index > 0:
            if tree.tokens[index - 1].text == "," and token.upos in _PARENTHETICAL:
                return True
            return tree.stems[index] in forms("plain") and self._speakers.is_person(s, index + 1)
        following = tree.tokens[1:_OPENING_NAME]
        return bool(following) and following[0].text != "," and any(t.text == "," for t in following)

    def _closes_quote(self, tree: Tree, index: int) -> bool:
        """Is the token the cue of the quotation right before it?"""
        start = tree.tokens[index].start
        return any(0 <= start - end < _BESIDE_QUOTE for _, end in self._quotes)

    # --- a clause under a verb of saying ----------------------------------------------------------

    def _clause(self, s: int, cue: int) -> Report | None:
        """From after the verb to the end of its clause, if a clause follows."""
        tree = self._trees[s]
        speaker = self._speakers.before(s, cue)
        if speaker is not None and not self._speakers.can_speak(speaker, tree.stems[cue]):
            return None
        content = _content(tree, cue) if speaker is not None else None
        if speaker is None or content is None or content[0] >= len(tree.tokens):
            return None
        first, kind, last = content
        start = tree.tokens[first].start
        end = self._end(tree.tokens[cue].start, tree.tokens[-1 if last is None else last].end)
        if not any(start <= t.start < end and t.upos != "PUNCT" for t in tree.tokens[cue:]):
            return None  # "Ia menambahkan, "…": a comma before a quotation
        return Report(sentence=s, cue=cue, speaker=speaker, start=start, end=end, kind=kind)

    def _end(self, cue: int, end: int) -> int:
        """Within the quotation that the cue (a character) is in, or before the first one after it."""
        inside = around(self._quotes, cue)
        if inside is not None:
            return min(end, inside[1])
        return min([end, *(start - 1 for start, _ in self._quotes if start > cue)])

    # --- sources ----------------------------------------------------------------------------------

    def according(self) -> Iterator[Report]:
        """ "Menurut X, …": the sentence, or the quotation that it is said in; one source a sentence."""
        cues = forms("according")
        for s, tree in enumerate(self._trees):
            for index in [i for i, form in enumerate(tree.stems) if form in cues]:
                source = self._speakers.source(s, index)
                if source is not None:
                    whole = tree.sentence.start, tree.sentence.end
                    start, end = around(self._quotes, tree.tokens[index].start) or whole
                    yield Report(
                        sentence=s, cue=index, speaker=source, start=start, end=end, kind="according"
                    )
                    break


def _is_to_do(tree: Tree, verb: int) -> bool:
    """Do the words before a verb make it what is meant or has to be done: "harus segera memastikan"?"""
    before = verb - 1
    while before > 0 and tree.tokens[before].upos == "ADV" and grammar().modal(tree.words[before]) is None:
        before -= 1
    word = tree.words[before] if before >= 0 else ""
    return grammar().mark(word) == "purpose" or grammar().modal(word) == "obligation"


def _content(tree: Tree, cue: int) -> Content | None:
    """What is said: the verb's own clause, or one that hangs on its object."""
    conjunctions = grammar().complementisers
    objects = tree.children(cue, "obj")
    mark = next(
        (i for i in tree.subtree(cue) if i > cue and tree.tokens[i].text.lower() in conjunctions), None
    )
    if mark is not None:
        return mark + 1, "content" if objects and objects[0] < mark else "indirect", None
    if _opens_clause(tree, cue):
        return cue + 2, "indirect", None
    if not objects:
        return _own_clause(tree, cue) or _rest(tree, cue)
    if _goes_on(tree, objects[0]):
        return cue + 1, "indirect", None
    return _on_object(tree, cue, objects)


def _opens_clause(tree: Tree, cue: int) -> bool:
    """ "Ia menambahkan, jalan itu ditutup": after a verb of saying and a comma stands what is said."""
    rest = tree.tokens[cue + 1 :]
    return len(rest) > _SHORTEST_CLAUSE and rest[0].text in {",", ":"} and rest[1].upos != "PUNCT"


def _own_clause(tree: Tree, cue: int) -> Content | None:
    """A clause without a conjunction: "ia mengatakan jalan itu ditutup"."""
    for child in tree.children(cue, "ccomp", "xcomp", "advcl"):
        token = tree.tokens[child]
        if child > cue and (base(token.deprel) == "ccomp" or token.upos == "VERB"):
            start = cue + 1
            while start < len(tree.tokens) and tree.tokens[start].upos == "PUNCT":
                start += 1
            return start, "indirect", None
    return None


def _rest(tree: Tree, cue: int) -> Content | None:
    """What stands after a verb that does nothing but say, where the parse finds no clause.

    Words on when, where and to whom it was said end with a comma.
    """
    tokens = tree.tokens
    if tokens[cue].text.lower() not in forms("direct"):
        return None
    first = cue + 1
    if first < len(tokens) and grammar().role(tokens[first].text) in _CIRCUMSTANCES:
        first = next((i + 1 for i in range(first, len(tokens)) if tokens[i].text == ","), len(tokens))
    said = tokens[first:]
    predicated = any(t.upos in {"VERB", "AUX"} for t in said)
    return (first, "indirect", None) if len(said) > _SHORTEST_CLAUSE and predicated else None


def _goes_on(tree: Tree, obj: int) -> bool:
    """ "menegaskan pembangunan itu jalan terus": a predicate after what looks like the object."""
    end = tree.phrase(obj).end
    if end >= len(tree.tokens):
        return False
    token = tree.tokens[end]
    return token.upos in {"AUX", "PART"} or (token.upos in {"VERB", "ADJ"} and base(token.deprel) != "amod")


def _on_object(tree: Tree, cue: int, objects: Sequence[int]) -> Content | None:
    """ "mengungkapkan adanya rencana membangun jembatan": the clause on the object."""
    for obj in objects:
        clause = tree.child(obj, "acl", "advcl", "ccomp")
        if obj > cue and clause is not None and not tree.tokens[clause].deprel.endswith("relcl"):
            inside = tree.subtree(clause)
            return inside[0], "content", inside[-1]
    return None


def _names_a_thing(tree: Tree, index: int) -> bool:
    """Is it a noun with a noun on it that is for nobody?"""
    token = tree.tokens[index]
    after = tree.tokens[min(index + 1, len(tree.tokens) - 1)]
    tied = after.head == index and base(after.deprel) == "nmod" and after.upos == token.upos == "NOUN"
    return tied and noun_type(after) is None and not after.clitic and after.text.islower()
