"""Two pages without scripts: a report in figures, and a timeline. Their pictures are part of the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from kg.html.page import SHEETS, policy, read_asset, words
from kg.view.records import Collection, Relation
from kg.view.summary import summarise, timeline


def write_report(
    collection: Collection, path: Path, *, title: str = "", language: str = "id", page: str = "graph.html"
) -> None:
    """Write the summary: figures, top entities, relations, ties, sources, coverage, statements by time.

    Entities link to their place in `page`, the address of the graph's page as seen from this one.
    """
    text = _render("report.html", collection, title, language, page, summary=summarise(collection))
    path.write_bytes(text.encode("utf-8", "replace"))


def write_timeline(
    collection: Collection, path: Path, *, title: str = "", language: str = "id", page: str = "graph.html"
) -> None:
    """Write what is told of each day, by month, the latest first."""
    days = timeline(collection)
    months: dict[str, list[Any]] = {}
    years: dict[int, list[str]] = {}
    for day in days:
        months.setdefault(f"{day.day.year:04}-{day.day.month:02}", []).append(day)
    for month in months:
        years.setdefault(int(month[:4]), []).append(month)
    text = _render("timeline.html", collection, title, language, page, months=months, years=years, days=days)
    path.write_bytes(text.encode("utf-8", "replace"))


def _render(
    template: str, collection: Collection, title: str, language: str, page: str, **values: Any
) -> str:
    said = words(language)
    style = read_asset("assets/sheet.css")
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda name: read_asset(f"templates/{name}")),
    )
    environment.filters["number"] = lambda value: format_decimal(value, locale=language)
    environment.filters["percent"] = lambda value: format_percent(value, locale=language)
    environment.filters["day"] = lambda day: _day(day, language)
    environment.filters["month"] = lambda month: format_date(
        date.fromisoformat(f"{month}-01"), "LLLL y", locale=language
    )
    environment.filters["short_month"] = lambda month: format_date(
        date.fromisoformat(f"{month}-01"), "LLL", locale=language
    )
    environment.filters["relation"] = lambda relation: _relation(relation, language)
    nodes = {node.iri: node for node in collection.nodes}
    return environment.get_template(template).render(
        language=language,
        t=lambda key: str(said.get(key, key)),
        title=title or str(said["title"]),
        style=Markup(style),
        policy=policy([], [style]),
        nodes=nodes,
        pages={"graph.heading": page, **SHEETS},
        here=template,
        articles={article.id: article for article in collection.articles},
        relations={relation.iri: relation for relation in collection.relations},
        collection=collection,
        link=lambda iri: f"{page}#node={quote(iri, safe='', errors='replace')}",
        pair=lambda a, b: (
            f"{page}#pair={quote(a, safe='', errors='replace')}&pair={quote(b, safe='', errors='replace')}"
        ),
        **values,
    )


def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y", locale=language))


def _relation(relation: Relation, language: str) -> str:
    return relation.labels.get(language) or relation.surface
