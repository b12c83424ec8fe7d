"""Golden cases: parsed documents with the statements that must, and must not, be made of them.

A file of `tests/golden` holds one group of constructions as CoNLL-U. Enclitics stay inside their word
(`Clitic=nya` in MISC), names are tagged in MISC (`NER=B-PER`), chains of `flat` hang on their first word,
and LEMMA is the root. Comments say the rest:

    # group = The passive with di-          once a file, before the first document
    # about = …                             the same: what the construction is
    # newdoc id = passive-bare-agent        begins a case
    # date = 2024-05-03                     of the article; optional
    # shows = the agent right after the verb
    # newpar                                the sentence begins a paragraph
    # lead = JAKARTA, Kabar Pagi -          what stands before the sentence without being part of it
    # text = Budi ditangkap KPK.
    # expect = KPK | arrested | Budi | polarity=negative modality=planned @Siti time=2024-05-01 rule=passive
    # expect = KPK | arrested | Budi | place=Medan
    # reject = Budi | arrested | *
    # mention = dia | Budi Santoso
    # todo = …, # todo-reject = …, # todo-mention = …: right, but not reached yet; must fail until it is

An argument is matched by its label or value, `-` is none, `*` is anything, a final `…` stands for the rest.
The relation is a canonical name or, where there is none, the root of the verb. What `expect` does not say
of polarity, modality and attribution is positive, actual and unattributed; time, rule and qualifiers count
where they are given.
`at=` is a qualifier of time; `subject_text=`, `object_text=` and `place_text=` are the words of an argument
as far as they reach. What `reject` does not say counts as anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.analysis import analyse
from kg.confidence import surer_than
from kg.model import Analysis, Argument, Document, Sentence, Statement, Token

FOLDER = Path(__file__).parent / "golden"
_PLAIN = {"polarity": "positive", "modality": "actual", "attribution": "-"}
_OWN = frozenset({"time", "rule", "subject_text", "object_text", "at", *_PLAIN})
_CHECKS = ("expect", "reject", "mention", "todo", "todo-reject", "todo-mention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line that says what must or must not be found; `of` is the sentence it stands at."""

    kind: str
    line: str
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document, its parse and what is said of it."""

    id: str
    shows: str
    document: Document
    sentences: tuple[Sentence, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A file: one construction in all its cases."""

    name: str
    title: str
    about: str
    cases: tuple[Case, ...]


@dataclass(slots=True)
class _Draft:
    id: str
    date: date | None = None
    shows: str = ""
    text: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def case(self) -> Case:
        document = Document(id=self.id, text=self.text, date=self.date)
        return Case(
            id=self.id,
            shows=self.shows,
            document=document,
            sentences=tuple(self.sentences),
            checks=tuple(self.checks),
        )


# --- reading ------------------------------------------------------------------------------------


def groups() -> list[Group]:
    """Every group, by the name of its file."""
    return [read(path) for path in sorted(FOLDER.glob("*.conllu"))]


def read(path: Path) -> Group:
    """A file of cases. Raises `ValueError` with the place of what is malformed."""
    header: dict[str, str] = {}
    drafts: list[_Draft] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        comments, rows = _parts(block)
        for name, value in comments:
            if name in {"group", "about"}:
                header[name] = value
            elif name == "newdoc id":
                drafts.append(_Draft(id=value))
            elif name == "date":
                drafts[-1].date = date.fromisoformat(value)
            elif name == "shows":
                drafts[-1].shows = value
        if rows:
            try:
                _add_sentence(drafts[-1], comments, rows)
            except (IndexError, ValueError) as error:
                raise ValueError(f"{path.name}: {comments}: {error}") from error
    return Group(
        name=path.stem,
        title=header["group"],
        about=header["about"],
        cases=tuple(draft.case() for draft in drafts),
    )


def _parts(block: str) -> tuple[list[tuple[str, str]], list[list[str]]]:
    comments, rows = [], []
    for line in block.splitlines():
        if line.startswith("#"):
            name, _, value = line.removeprefix("#").partition("=")
            comments.append((name.strip(), value.strip()))
        elif line:
            rows.append(line.split("\t"))
    return comments, rows


def _add_sentence(draft: _Draft, comments: list[tuple[str, str]], rows: list[list[str]]) -> None:
    given = dict(comments)
    if draft.text:
        draft.text += "\n" if "newpar" in given else " "
    if "lead" in given:
        draft.text += given["lead"] + " "
    start = len(draft.text)
    text = given["text"]
    draft.text += text
    tokens, at = [], 0
    for row in rows:
        at = text.index(row[1], at)
        tokens.append(_token(row, start + at))
        at += len(row[1])
    draft.sentences.append(
        Sentence(
            document=draft.id,
            index=len(draft.sentences),
            start=start,
            end=start + len(text),
            text=text,
            tokens=tuple(tokens),
        )
    )
    of = len(draft.sentences) - 1
    draft.checks.extend(Check(kind=name, line=value, of=of) for name, value in comments if name in _CHECKS)


def _token(row: list[str], start: int) -> Token:
    index, form, lemma, upos, _, feats, head, deprel, _, misc = row
    values = dict(part.split("=", 1) for part in misc.split("|") if "=" in part)
    place = int(index) - 1
    return Token(
        index=place,
        text=form,
        start=start,
        end=start + len(form),
        lemma=lemma,
        upos=upos,
        head=place if head == "0" else int(head) - 1,
        deprel=deprel,
        entity=values.get("NER", "O"),
        clitic=values.get("Clitic", ""),
        feats="" if feats == "_" else feats,
    )


# --- comparing ----------------------------------------------------------------------------------


def analysed(case: Case) -> Analysis:
    """All that the rules make of a case, however unlikely the weights of `kg.confidence` think it."""
    return analyse(case.document, case.sentences, judge=surer_than(0))


def holds(check: Check, analysis: Analysis) -> bool:
    """Is what the line asks for so? For a todo: is it so already?"""
    kind = check.kind.removeprefix("todo-") if check.kind != "todo" else "expect"
    if kind == "mention":
        text, label = (part.strip() for part in check.line.split("|"))
        return any(m.text == text and m.label == label for m in analysis.mentions)
    found = any(matches(check.line, s, strict=kind == "expect") for s in _near(check, analysis))
    return found if kind == "expect" else not found


def _near(check: Check, analysis: Analysis) -> Iterator[Statement]:
    """Statements of the sentence that the line stands at."""
    start = analysis.sentences[check.of].start
    return (s for s in analysis.statements if s.start == start)


def matches(line: str, statement: Statement, *, strict: bool) -> bool:
    """Does the line describe this statement? What it leaves out is plain if `strict`, else anything."""
    subject, relation, obj, wanted = described(line)
    if not (_same(subject, statement.subject) and _same(obj, statement.object)):
        return False
    if relation not in {"*", statement.predicate.relation or statement.predicate.lemma}:
        return False
    who = statement.attribution
    own = {
        "polarity": {statement.polarity.value},
        "modality": {statement.modality.value},
        "attribution": {"-" if who is None else who.label},
        "time": {statement.time or "-"},
        "rule": {statement.rule},
        "subject_text": {statement.subject.text} if statement.subject else set(),
        "object_text": {statement.object.text} if statement.object else set(),
        "at": {q.argument.label for q in statement.qualifiers if q.role == "time"},
    }
    if strict:
        wanted = [*((k, v) for k, v in _PLAIN.items() if k not in dict(wanted)), *wanted]
    for key, value in wanted:
        if key in _OWN:
            if value not in own[key]:
                return False
        elif key.endswith("_text"):
            if not any(q.role == key[:-5] and q.argument.text == value for q in statement.qualifiers):
                return False
        elif not any(q.role == key and _same(value, q.argument) for q in statement.qualifiers):
            return False
    return True


def described(line: str) -> tuple[str, str, str, list[tuple[str, str]]]:
    """Subject, relation and object of a line, and what else it asks for: names with values."""
    parts = [part.strip() for part in line.split("|")]
    if len(parts) not in {3, 4}:
        raise ValueError(f"subject | relation | object | more: {line}")
    wanted = []
    for part in re.split(r"\s+(?=(?:[a-z_]+=|@))", parts[3]) if len(parts) == 4 and parts[3] else ():
        key, _, value = ("attribution", "", part[1:]) if part[0] == "@" else part.partition("=")
        wanted.append((key, value))
    return parts[0], parts[1], parts[2], wanted


def _same(wanted: str, argument: Argument | None) -> bool:
    if wanted == "*":
        return True
    if argument is None or wanted == "-":
        return argument is None and wanted == "-"
    known = (argument.label, argument.value or argument.label)
    if wanted.endswith("…"):
        return any(k.startswith(wanted.removesuffix("…")) for k in known)
    return wanted in known


def line_of(statement: Statement) -> str:
    """A statement in the form of an `expect` line."""
    subject, obj = (("-" if a is None else a.label) for a in (statement.subject, statement.object))
    relation = statement.predicate.relation or statement.predicate.lemma
    more = [
        f"polarity={statement.polarity.value}" * (statement.polarity.value != "positive"),
        f"modality={statement.modality.value}" * (statement.modality.value != "actual"),
        f"@{statement.attribution.label}" if statement.attribution is not None else "",
        f"time={statement.time}" if statement.time else "",
        *(f"{'at' if q.role == 'time' else q.role}={q.argument.label}" for q in statement.qualifiers),
        f"rule={statement.rule}",
    ]
    return f"{subject} | {relation} | {obj} | {' '.join(filter(None, more))}"
