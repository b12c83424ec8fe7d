"""The page of worked examples, written from the golden cases.

`python tests/golden_page.py` turns what is still to do but works by now into what must stay so, and writes
the page.
"""

from __future__ import annotations

from pathlib import Path

from golden_cases import FOLDER, Case, Group, analysed, described, groups, holds

PAGE = Path(__file__).parents[1] / "src" / "kg" / "extractors" / "README.md"
_INTRODUCTION = """\
# Worked examples

What the extractors make of every construction of news Indonesian. The page is written from the golden cases
in `tests/golden`, whose parses are right: it shows what is read out of a sentence, not how well sentences
are parsed. The people, firms and events are invented.

A statement reads *subject* **relation** *object*, then its qualifiers and what is said of it: *denied*,
*planned*, *possible* or *an obligation*, who says so, when, and the rule that made it. `–` is a subject or
an object that the sentence does not name; a relation in *italics* has no canonical name and is the root of
the verb. Nothing but what is neither denied, planned, possible, an obligation nor said by somebody is taken
for the article's own claim.
"""
_ORDER = (
    "active",
    "passive",
    "ter_ke_an",
    "ber_stative",
    "control",
    "light_verbs",
    "relative",
    "adverbial",
    "circumstances",
    "qualifiers",
    "extents",
    "coordination",
    "fronted",
    "copula",
    "titles",
    "nominals",
    "speech",
    "modality",
    "times",
    "amounts",
    "coreference",
    "news",
)
_MOODS = {"planned": "planned", "possible": "possible", "obligation": "an obligation"}


def page(found: list[Group], canonical: frozenset[str]) -> str:
    """The page in Markdown. `canonical` are the names of relations."""
    lines = [_INTRODUCTION, "| construction | cases | reached |", "|---|---:|---:|"]
    found = sorted(found, key=lambda g: (*_ORDER, g.name).index(g.name))
    for group in found:
        reached = sum(not any(c.kind.startswith("todo") for c in case.checks) for case in group.cases)
        lines.append(f"| {group.title} | {len(group.cases)} | {reached} |")
    for group in found:
        lines += ["", f"## {group.title}", "", group.about]
        for case in group.cases:
            lines += ["", *_case(case, canonical)]
    return "\n".join(lines) + "\n"


def _case(case: Case, canonical: frozenset[str]) -> list[str]:
    when = f" (article of {case.document.date})" if case.document.date is not None else ""
    lines = [f"**{case.shows[:1].upper()}{case.shows[1:]}**{when}", ""]
    lines += [f"> {line}  " for line in case.document.text.splitlines()]
    lines[-1] = lines[-1].rstrip()
    lines.append("")
    for check in case.checks:
        if check.kind in {"mention", "todo-mention"}:
            text, label = (part.strip() for part in check.line.split("|"))
            told = f"“{text}” is {label}"
        else:
            told = _statement(check.line, canonical)
        before = {
            "reject": "never: ",
            "todo": "not yet: ",
            "todo-mention": "not yet: ",
            "todo-reject": "still, and wrong: ",
        }.get(check.kind, "")
        lines.append(f"- {before}{told}")
    return lines


def _statement(line: str, canonical: frozenset[str]) -> str:
    subject, relation, obj, wanted = described(line)
    name = "any relation" if relation == "*" else f"*{relation}*"
    told = f"{_argument(subject)} {f'*{name}*' if relation in canonical else name} {_argument(obj)}"
    more = []
    for key, value in wanted:
        match key, value:
            case "polarity", _:
                more.append("denied" if value == "negative" else "asserted")
            case "modality", _:
                more.append(_MOODS.get(value, "as a fact"))
            case "attribution", _:
                more.append(f"says {value}" if value != "-" else "said by nobody")
            case "time", "-":
                more.append("no time")
            case "rule", _:
                more.append(f"`{value}`")
            case "at", _:
                more.append(f"time: {value}")
            case _ if key.endswith("_text"):
                more.append(f"{key.removesuffix('_text')} as far as it reaches: “{value}”")
            case _:
                more.append(f"{key}: {value}")
    return "; ".join([told, *more])


def _argument(name: str) -> str:
    return {"-": "–", "*": "anything"}.get(name, name)


def promote() -> None:
    """Rewrite the todo lines that work now as the plain lines they are meant to become."""
    for group in groups():
        path = FOLDER / f"{group.name}.conllu"
        text = path.read_text(encoding="utf-8")
        for case in group.cases:
            analysis = analysed(case)
            for check in case.checks:
                if check.kind.startswith("todo") and holds(check, analysis):
                    kind = "expect" if check.kind == "todo" else check.kind.removeprefix("todo-")
                    at = text.index(f"# newdoc id = {case.id}\n")
                    text = text[:at] + text[at:].replace(
                        f"# {check.kind} = {check.line}\n", f"# {kind} = {check.line}\n", 1
                    )
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from kg.ontology import relations

    promote()
    PAGE.write_text(page(groups(), frozenset(relations())), encoding="utf-8")
