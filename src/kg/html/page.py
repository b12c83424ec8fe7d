"""Assemble the page: template, style, scripts, data, and a policy that allows just these scripts."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

import jinja2
from markupsafe import Markup

from kg import ontology
from kg.html.payload import FIRST_VIEW, LIMIT, Json, payload
from kg.model import Analysis
from kg.view.collect import collect
from kg.view.records import Collection

# The page's own scripts, in the order in which they are joined. They share one function scope.
SCRIPTS = (
    "text.js",
    "data.js",
    "icons.js",
    "theme.js",
    "view.js",
    "state.js",
    "place.js",
    "labels.js",
    "edges.js",
    "canvas.js",
    "camera.js",
    "facts.js",
    "panel.js",
    "search.js",
    "filters.js",
    "histogram.js",
    "table.js",
    "groups.js",
    "export.js",
    "keys.js",
    "main.js",
)
VIS = "lib/vis-9.1.2/vis-network.min.js"
LANGUAGES = ("id", "en")
SHEETS = {"report.heading": "report.html", "timeline.heading": "timeline.html"}  # what is called how

# Options of vis-network, set through pyvis: it draws nodes and moves the camera, nothing wanders.
OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "edges": {"smooth": False},
    "nodes": {"shape": "dot"},
    "interaction": {
        "dragNodes": True,
        "hover": False,
        "selectable": True,
        "selectConnectedEdges": False,
        "keyboard": False,
        "tooltipDelay": 100000,
        "zoomSpeed": 0.9,
    },
}


def write_page(
    analyses: Iterable[Analysis] | Collection,
    path: Path,
    *,
    title: str = "",
    first_view: int = FIRST_VIEW,
    limit: int = LIMIT,
    language: str = "id",
    sheets: bool = False,
) -> None:
    """Write the page as UTF-8 whatever the locale; equal input gives equal bytes.

    At most `first_view` entities are shown at first and at most `limit` are in the page; `language` is
    that of the interface at first, "id" or "en"; with `sheets` the page leads to the report and the
    timeline beside it. Relations and roles are labelled as the ontology does.
    """
    shown = analyses if isinstance(analyses, Collection) else collect_named(analyses)
    text = render_page(
        shown, title=title, first_view=first_view, limit=limit, language=language, sheets=sheets
    )
    path.write_bytes(text.encode("utf-8", "replace"))


def collect_named(analyses: Iterable[Analysis]) -> Collection:
    """`kg.view.collect` with the ontology's labels for relations."""
    known = ontology.relations().values()
    return collect(
        analyses,
        labels={relation.name: {"id": relation.label_id, "en": relation.label_en} for relation in known},
        symmetric=frozenset(relation.name for relation in known if relation.symmetric),
    )


def render_page(
    collection: Collection,
    *,
    title: str = "",
    first_view: int = FIRST_VIEW,
    limit: int = LIMIT,
    language: str = "id",
    sheets: bool = False,
) -> str:
    """The whole page as text."""
    said = {code: words(code) for code in LANGUAGES}
    heading = title or str(said[language]["title"])
    data = payload(collection, title=heading, first_view=first_view, limit=limit)
    data["sheets"] = SHEETS if sheets else {}
    scripts = [_vis(), _own_scripts()]
    style = read_asset("assets/page.css")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(read_asset("templates/page.html")).render(
        language=language,
        title=heading,
        words=said[language],
        policy=policy(scripts, [style]),
        style=Markup(style),
        scripts=[Markup(script) for script in scripts],
        blocks={
            "kg-data": script_json(data),
            "kg-words": script_json(said),
            "kg-options": script_json(json.loads(_options())),
        },
    )


def script_json(value: Json) -> Markup:
    """JSON that can stand inside a script element: no <, >, &; ASCII alone is small in memory."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def words(code: str) -> dict[str, Json]:
    """The interface's words, with the ontology's labels for types and roles where it has them."""
    found: dict[str, Json] = json.loads(read_asset(f"locales/{code}.json"))
    for kind, terms in (("type", ontology.classes()), ("role", ontology.roles())):
        for name, term in terms.items():
            found.setdefault(f"{kind}.{name}", term.label_id if code == "id" else term.label_en)
    return found


@cache
def _options() -> str:
    """The network's options as pyvis hands them out (imported late: it brings IPython along)."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(json.dumps(OPTIONS))
    return str(network.get_network_data()[-1])


@cache
def _vis() -> str:
    """The vis-network that pyvis ships, made safe to stand inside a script element."""
    text = (resources.files("pyvis") / VIS).read_text(encoding="utf-8")
    return _inline(text.split("//# sourceMappingURL", 1)[0])


@cache
def _own_scripts() -> str:
    parts = [f"// {name}\n{read_asset('assets/' + name)}" for name in SCRIPTS]
    return _inline("(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n")


def _inline(script: str) -> str:
    if "</script" in script.lower() or "<!--" in script:
        script = script.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return script.replace("\r\n", "\n").replace("\r", "\n")


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """A Content-Security-Policy that allows just these scripts and styles and no connection."""
    allowed = " ".join(map(_hash, scripts)) or "'none'"
    styled = " ".join(map(_hash, styles))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {styled}; img-src data: blob:; "
        "connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() + "'"


@cache
def read_asset(name: str) -> str:
    """A file of this package as text."""
    return (resources.files("kg.html") / name).read_text(encoding="utf-8").replace("\r\n", "\n")
