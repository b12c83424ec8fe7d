"""IRIs: readable, stable, and valid for any name whatever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode
from rdflib.term import _is_valid_uri

from kg import namespaces
from kg.errors import InputError
from kg.namespaces import HOME, ID, KG

ANY = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Kim Jong Un", "Kim_Jong_Un"),
        ("Ma'ruf Amin", "Ma'ruf_Amin"),
        ("  Bank\n Indonesia ", "Bank_Indonesia"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("A/B", "A%2FB"),
        ("a_b", "a%5Fb"),
        ("\u202eKPK\u202c", "KPK"),
        ("K\ud800", "K%EF%BF%BD"),
        ("..", "%2E%2E"),
        ("", "_"),
        ("\x00\x01", "_"),
    ],
)
def test_an_entity_iri_is_readable_and_safe(name: str, local: str) -> None:
    assert namespaces.entity_iri(ID, name) == ID + local


def test_iris_do_not_change_between_versions() -> None:
    assert namespaces.article_iri(ID, "a b") == ID + "article/a_b"
    assert namespaces.thing_iri(ID, "a", "pasar itu") == ID + "article/a/pasar_itu"
    assert namespaces.value_iri(ID, "5 ton") == ID + "value/5_ton"
    assert namespaces.span_iri(ID + "article/a", 3, 9) == ID + "article/a#char=3,9"
    assert namespaces.relation_iri("metWith", "temu") == KG + "metWith"
    assert namespaces.relation_iri(None, "santap") == HOME + "relation/santap"
    assert namespaces.statement_iri(ID, "a", 1, None) == ID + "statement/20fd91393ad740cb312d567c"


def test_open_relations_and_roles_end_in_an_xml_name() -> None:
    assert namespaces.relation_iri(None, "5") == HOME + "relation/5_"
    assert namespaces.role_iri("") == HOME + "role/_"
    assert namespaces.property_iri("http://x/a") == "http://x/a"


def test_a_long_name_is_cut_but_stays_distinct() -> None:
    one, other = (namespaces.slug("x" * 100_000 + end) for end in "ab")
    assert len(one) <= namespaces.SLUG_LIMIT
    assert one != other


def test_the_borders_between_parts_count() -> None:
    assert namespaces.digest("ab", "c") != namespaces.digest("a", "bc")
    assert namespaces.digest(None) != namespaces.digest("")


@given(ANY)
def test_any_name_makes_valid_iris(name: str) -> None:
    for iri in (
        namespaces.entity_iri(ID, name),
        namespaces.article_iri(ID, name),
        namespaces.thing_iri(ID, name, name),
        namespaces.relation_iri(None, name),
        namespaces.role_iri(name),
    ):
        assert NamedNode(iri).value == iri
        assert _is_valid_uri(iri)
        assert iri.isprintable()
        assert namespaces.safe_iri(iri) == iri


@given(ANY)
def test_safe_iri_is_valid_and_settles(text: str) -> None:
    for given_iri in (text, "http://x/" + text, ID + text, "http://" + text):
        iri = namespaces.safe_iri(given_iri)
        assert NamedNode(iri).value == iri
        assert namespaces.safe_iri(iri) == iri


def test_a_base_is_checked() -> None:
    assert namespaces.base_iri("https://data.example/graf") == "https://data.example/graf/"
    for bad in ("data.example", "ftp://x/", "http://x/#", "http://x/?a=", "http://x/<", ""):
        with pytest.raises(InputError, match="base IRI"):
            namespaces.base_iri(bad)


@pytest.mark.parametrize("character", ["x", "é", "😀", " ", "%"])
def test_no_iri_is_too_long_for_a_store(character: str) -> None:
    long = "https://berita.example/" + character * 3000
    found = [namespaces.safe_iri(text) for text in (long, long + "y", "tanpa skema " + character * 3000)]
    assert len(set(found)) == 3
    assert all(len(iri.encode()) <= namespaces.LONGEST_IRI for iri in found)
    assert [namespaces.safe_iri(iri) for iri in found] == found
    assert all(NamedNode(iri).value == iri for iri in found)
