"""How often what somebody says is given to the right speaker, on news annotated for quotations.

    python tests/benchmarks/quotes.py FOLDER-OR-FILE... [--show]

The files have a word and its tag (BILOU) a line and blank lines between sentences, as in
KoTA-414-Quotes-Extraction; the tags read here are PERSON, PERSONCOREF, ROLE, AFFILIATION, CUE, CUECOREF and
STATEMENT. Of a folder they are `train-60.txt` and `dev-40.txt`: rules are developed on the first alone.

Text. Words are put together again; a sentence begins a new line unless a quotation is open before it. The
files run articles together: a new one begins where a dateline does, also in the middle of a sentence. A
span that was counted before, in the same file or one before it, is left out: articles come several times.

Gold. The speaker of a STATEMENT is the PERSON or PERSONCOREF nearest to the cue that is nearest to it, in
the same sentence, with no other STATEMENT and no full stop between. A PERSONCOREF that shares a name with a
PERSON before it is that one. A pronoun is the speaker before it. A description (words tagged ROLE or
AFFILIATION in the file) is the last PERSON with such a role, or else the speaker before it. Any other is a
name in its own right. Where the cue has the speaker in itself (`menurutnya`) it is the speaker before it,
counted apart (`clitic`). Spans for which this finds nobody do not count. The files are not clean - roles and
outlets tagged as PERSON, speakers not tagged - and all of that counts against the pipeline.

Answer. The statements of the shipped pipeline are asked who says the span: the subject of one whose predicate
is the cue, or is a verb of speech, with an object or qualifier inside the span or around it; else the
attribution that most statements with arguments inside the span have. It is right if one of the names that
the pipeline knows the answer's entity by and the gold name have all words of the shorter one in common; or
if it is worded as the annotated name itself. A description or pronoun must be resolved. No answer is wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Analysis, Argument, Attribution, Document, Statement
from kg.pipeline import Done, analyses

DASHES = "-–—"
OUTLET = re.compile(r"[\w-]+(\.[\w-]+)*\.(com|co|id|net)", re.IGNORECASE)
LONGEST_ABBREVIATION = 5  # letters with their full stop
DATELINE_BEFORE = 10  # words that a dateline may have before its dash
CLOSING, OPENING = set(",.;:!?)%"), set("(")
KINDS = ("PERSON", "PERSONCOREF", "clitic")
SAYING = "speech_"
WORD = re.compile(r"\w+")

Row = tuple[str, str]
"""A word and its tag."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `start` to `end` of a sentence have a tag."""

    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article are said by `speaker`, whom the sentence calls `named`."""

    start: int
    end: int
    text: str
    cue: str
    speaker: str
    kind: str
    named: str


# --- the files ------------------------------------------------------------------------------------


def sentences(path: Path) -> Iterator[list[Row]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if rows:
            yield [(row[0], row[-1]) for row in rows]


def articles(found: Iterable[list[Row]]) -> Iterator[list[list[Row]]]:
    """Sentences put into articles; a sentence in which one begins is cut there."""
    article: list[list[Row]] = []
    for rows in found:
        at = dateline([word for word, _ in rows])
        if at is None:
            article.append(rows)
            continue
        if rows[:at]:
            article.append(rows[:at])
        if article:
            yield article
        article = [rows[at:]]
    yield article


def dateline(words: Sequence[str]) -> int | None:
    """Where `JAKARTA , Outlet.com -` begins: names, commas and brackets before a dash."""
    for dash, word in enumerate(words):
        if word not in DASHES or dash + 1 >= len(words) or not words[dash + 1][:1].isupper():
            continue
        start = dash
        while start > max(0, dash - DATELINE_BEFORE) and _in_dateline(words[start - 1]):
            start -= 1
        lead = words[start:dash]
        outlet = any(OUTLET.fullmatch(w) or w in {"ANTARA", "InfoPublik"} for w in lead)
        if outlet or ("," in lead and any(w.isupper() and len(w) > 3 for w in lead)):
            return start
    return None


def _in_dateline(word: str) -> bool:
    return (
        word in {",", "(", ")"}
        or (word[:1].isupper() and word[-1] not in ".!?")
        or bool(OUTLET.fullmatch(word))
    )


def tagged(rows: Sequence[Row]) -> list[Tagged]:
    found: list[Tagged] = []
    start = 0
    for i, (_, tag) in enumerate(rows):
        if tag[:2] in {"B-", "U-"}:
            start = i
        if tag[:2] in {"L-", "U-"}:
            found.append(Tagged(tag[2:], start, i + 1))
    return found


def rebuilt(article: Sequence[Sequence[Row]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of an article, and where each word stands in it."""
    text, places, quoted = "", [], False
    for rows in article:
        here, tight = [], True
        text += "" if not text else " " if quoted else "\n"
        for word, _ in rows:
            closes = word in CLOSING or (word == '"' and quoted)
            text += "" if tight or closes else " "
            here.append((len(text), len(text) + len(word)))
            text += word
            quoted ^= word.count('"') % 2 == 1
            tight = word in OPENING or (word == '"' and quoted)
        places.append(here)
    return text, places


# --- the gold -------------------------------------------------------------------------------------


def quotes(article: Sequence[Sequence[Row]], descriptive: set[str]) -> Iterator[Quote]:
    """Every STATEMENT of an article with a speaker."""
    text, places = rebuilt(article)
    people: list[tuple[str, set[str]]] = []  # names and the words of their roles
    last = ""
    for rows, here in zip(article, places, strict=True):
        spans = tagged(rows)
        roles = {w for s in spans if s.tag in {"ROLE", "AFFILIATION"} for w in words(_said(rows, s))}
        names: dict[Tagged, str] = {}
        before: dict[Tagged, str] = {}
        for span in spans:
            before[span] = last
            if span.tag == "PERSON":
                last = _said(rows, span)
                people.append((last, roles))
            elif span.tag == "PERSONCOREF":
                last = referent(_said(rows, span), people, last, descriptive)
            names[span] = last
        for span in spans:
            if span.tag != "STATEMENT":
                continue
            barriers = [s for s in spans if s.tag == "STATEMENT" and s != span]
            stops = [Tagged("stop", i, i + 1) for i, (word, _) in enumerate(rows) if _ends(word)]
            cue = nearest(span, [s for s in spans if s.tag in {"CUE", "CUECOREF"}], barriers)
            who = nearest(
                cue or span, [s for s in spans if s.tag in {"PERSON", "PERSONCOREF"}], [*barriers, *stops]
            )
            word = _said(rows, cue).lower() if cue else ""
            kind = who.tag if who else "clitic"
            if cue is not None and cue.tag == "CUECOREF" and word.strip(".").endswith("nya"):
                kind, who = "clitic", None
            speaker = names[who] if who else before[cue] if cue and word.strip(".").endswith("nya") else ""
            if speaker:
                start, end = here[span.start][0], here[span.end - 1][1]
                said = _said(rows, who) if who is not None else ""
                named = said if words(said) & words(speaker) else ""
                yield Quote(start, end, text[start:end], word.removesuffix("nya"), speaker, kind, named)


def _said(rows: Sequence[Row], span: Tagged) -> str:
    return " ".join(word for word, _ in rows[span.start : span.end])


def _ends(word: str) -> bool:
    return word == "." or (word.endswith(".") and len(word) > LONGEST_ABBREVIATION)


def nearest(to: Tagged, among: Sequence[Tagged], barriers: Sequence[Tagged]) -> Tagged | None:
    """The span nearest to another one, the one before it first, with no barrier between them."""

    def between(span: Tagged) -> range:
        return range(span.end, to.start) if span.end <= to.start else range(to.end, span.start)

    free = [s for s in among if not any(b.start in between(s) for b in barriers)]
    return min(free, key=lambda s: (len(between(s)), s.start > to.start), default=None)


def referent(said: str, people: Sequence[tuple[str, set[str]]], last: str, descriptive: set[str]) -> str:
    """The PERSON that a PERSONCOREF stands for."""
    own = words(said)
    named = own - descriptive
    if said[:1].islower() or said.lower().strip(".") in {"ia", "dia", "beliau", "dirinya"}:
        return last
    for name, _ in reversed(people):
        if words(name) & named:
            return name
    if named:
        return said
    return next((name for name, roles in reversed(people) if roles & own), last)


def words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))


# --- the answers ----------------------------------------------------------------------------------


def answer(quote: Quote, statements: Sequence[Statement]) -> Argument | Attribution | None:
    """Who says it, by what was extracted."""
    near = [s for s in statements if s.start < quote.end and quote.start < s.end]
    for statement in near:
        told = statement.predicate.text.lower().split()
        if statement.subject is None or not (quote.cue in told or statement.rule.startswith(SAYING)):
            continue
        if any(_overlap(a, quote) for a in (statement.object, *(q.argument for q in statement.qualifiers))):
            return statement.subject
    inside = [
        s.attribution
        for s in near
        if any(_inside(a, quote) for a in (s.subject, s.object, *(q.argument for q in s.qualifiers)))
    ]
    votes = Counter(inside)
    return max(inside, key=lambda a: votes[a], default=None)


def _inside(argument: Argument | None, quote: Quote) -> bool:
    return argument is not None and quote.start <= argument.start and argument.end <= quote.end


def _overlap(argument: Argument | None, quote: Quote) -> bool:
    """Does one lie within the other, a character or two aside?"""
    if argument is None:
        return False
    shared = min(argument.end, quote.end) - max(argument.start, quote.start)
    return shared > 0 and 2 * shared >= min(argument.end - argument.start, quote.end - quote.start)


def right(quote: Quote, said: Argument | Attribution | None, analysis: Analysis) -> bool:
    if said is None:
        return False
    known = next((e.names for e in analysis.entities if e.iri == said.entity), ())
    return _alike(said.text, quote.named) or any(_alike(n, quote.speaker) for n in (said.label, *known))


def _alike(one: str, other: str) -> bool:
    """Are all words of the shorter one in the other?"""
    a, b = words(one), words(other)
    return bool(a and b) and (a <= b or b <= a)


def counted(quote: Quote, analysis: Analysis, show: bool) -> tuple[str, str]:
    """The kind of a quotation, and right | wrong | nobody."""
    said = answer(quote, analysis.statements)
    outcome = "right" if right(quote, said, analysis) else "wrong" if said else "nobody"
    if show and outcome != "right":
        before = analysis.document.text[max(0, quote.start - 160) : quote.start]
        print(f"{outcome} {quote.kind} | {quote.speaker} | {said and said.label} | {quote.cue}")
        print(f"   {before!r} >>> {quote.text[:200]!r}")
    return quote.kind, outcome


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("inputs", nargs="+", type=Path)
    options.add_argument("--show", action="store_true", help="print every span whose answer is not right")
    given = options.parse_args()
    files = [
        f
        for i in given.inputs
        for f in (sorted(i.glob("*-[0-9][0-9].txt"), reverse=True) if i.is_dir() else [i])
    ]
    seen: set[tuple[str, str]] = set()
    for path in files:
        report(path.name, gold(path, seen), given.show)


def gold(path: Path, seen: set[tuple[str, str]]) -> list[tuple[Document, list[Quote]]]:
    """The articles of a file that have quotations, with those not seen before."""
    rows = list(sentences(path))
    descriptive = {
        w for r in rows for s in tagged(r) if s.tag in {"ROLE", "AFFILIATION"} for w in words(_said(r, s))
    }
    descriptive -= {w for r in rows for s in tagged(r) if s.tag == "PERSON" for w in words(_said(r, s))}
    found = []
    for number, article in enumerate(articles(rows)):
        fresh = []
        for quote in quotes(article, descriptive):
            if (quote.text, quote.cue) not in seen:
                seen.add((quote.text, quote.cue))
                fresh.append(quote)
        if fresh:
            found.append((Document(id=f"{path.stem}-{number}", text=rebuilt(article)[0]), fresh))
    return found


def report(name: str, articles: Sequence[tuple[Document, list[Quote]]], show: bool) -> None:
    outcomes: Counter[tuple[str, str]] = Counter()
    made = analyses(document for document, _ in articles)
    for (_, found), result in zip(articles, made, strict=True):
        if isinstance(result, Done):
            outcomes.update(counted(quote, result.value, show) for quote in found)
    print(f"{name}: {len(articles)} articles")
    line(outcomes, KINDS[:2], "speaker in the sentence")
    for kind in KINDS:
        line(outcomes, (kind,), kind)


def line(outcomes: Counter[tuple[str, str]], kinds: Sequence[str], title: str) -> None:
    parts = {o: sum(outcomes[k, o] for k in kinds) for o in ("right", "wrong", "nobody")}
    total = sum(parts.values())
    print(f"{title:<24} {parts['right'] / max(total, 1):.3f} of {total:5}  {parts}")


if __name__ == "__main__":
    main()
