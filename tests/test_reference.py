"""The reference page and the JSON-LD context are made from the ontology and kept with it."""

from __future__ import annotations

import json

from click.testing import CliRunner
from lxml import html

from kg import ontology, reference
from kg.cli.ontology import command
from kg.turtle import prefixes


def test_the_kept_files_are_those_that_the_ontology_makes() -> None:
    renew = "renew it with: kg ontology --format html > ontology/index.html"
    assert ontology.path("index.html").read_text(encoding="utf-8") == reference.page(), renew
    assert ontology.path("relation-shapes.ttl").read_text(encoding="utf-8") == reference.relation_shapes()
    assert ontology.path("context.jsonld").read_text(encoding="utf-8") == reference.context()


def test_every_term_has_its_place_and_every_link_leads_somewhere() -> None:
    tree = html.fromstring(reference.page().encode("utf-8"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(ontology.relations()) | set(ontology.classes()) <= set(ids)
    assert {f"role-{name}" for name in ontology.roles()} <= set(ids)
    links = tree.xpath("//a/@href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "http://", "https://")) for link in links)
    assert not tree.xpath("//script | //link | //img | //iframe")


def test_the_context_has_the_prefixes_of_the_exports() -> None:
    assert json.loads(reference.context())["@context"] == prefixes()


def test_the_command_prints_each_form() -> None:
    lines = CliRunner().invoke(command, []).stdout.splitlines()
    assert len(lines) == len(ontology.relations())
    assert any(line.startswith("metWith ") and "bertemu dengan" in line for line in lines)
    for form, name in (
        ("html", "index.html"),
        ("ttl", "kg.ttl"),
        ("shapes", "shapes.ttl"),
        ("relation-shapes", "relation-shapes.ttl"),
    ):
        done = CliRunner().invoke(command, ["--format", form])
        assert done.stdout_bytes == ontology.path(name).read_bytes()
