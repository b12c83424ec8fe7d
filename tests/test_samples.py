"""The sample articles are read whole, with their fields, and without the furniture of their pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.corpus import read
from kg.errors import InputError
from kg.model import Document

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
FURNITURE = (
    "ADVERTISEMENT",
    "IKLAN",
    "Terpopuler",
    "Beranda",
    "Langganan",
    "Hak Cipta",
    "WhatsApp",
    "Redaksi",
)


@pytest.fixture(scope="module")
def articles() -> dict[str, Document]:
    problems: list[InputError] = []
    found = {document.id: document for document in read([SAMPLES], problems=problems.append)}
    assert problems == []
    return found


def test_there_are_ten_from_every_kind_of_file(articles: dict[str, Document]) -> None:
    assert len(articles) == 10
    assert {path.suffix for path in SAMPLES.iterdir()} == {".txt", ".html", ".jsonl", ".csv"}
    described = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in described for path in SAMPLES.iterdir())


def test_each_has_its_fields_and_a_news_article_s_length(articles: dict[str, Document]) -> None:
    for article in articles.values():
        assert article.title, article.id
        assert 150 <= len(article.text.split()) <= 350, article.id
        if article.id != "sains-burung":  # plain text with a heading only
            assert article.date is not None, article.id
            assert re.match(r"https://[a-z]+\.example/", article.url), article.id
            assert article.source, article.id


def test_pages_give_the_article_alone(articles: dict[str, Document]) -> None:
    for name in ("diplomasi-natuna", "korupsi-pasar"):
        assert not [word for word in FURNITURE if word in articles[name].text]


def test_they_hold_the_constructions_that_kg_reads(articles: dict[str, Document]) -> None:
    text = "\n".join(article.text for article in articles.values())
    patterns = (
        r"\bmenahan\b",  # active
        r"\bditangkap penyidik\b",  # passive, bare agent
        r"\bditandatangani oleh\b",  # passive, agent with oleh
        r", yang [a-z]+",  # relative
        r"\bDirektur Utama PT\b",  # apposition
        r"” kata|\" kata|,\" kata",  # reported speech
        r"\bMenurut\b",
        r"\bDikutip dari\b",
        r"\bbelum\b",
        r"\bbukan\b",
        r"\btidak\b",
        r"\bmembantah\b",
        r"\bakan\b",
        r"\bberencana\b",
        r"\bmungkin\b",
        r"\bharus\b",
        r"\bdiduga\b",
        r"\(\d{1,2}/\d{1,2}/\d{4}\)",
        r"\bpekan depan\b",
        r"\bkemarin\b",
        r"\b[Ii]a\b",
        r"\b[Dd]ia\b",
        r"\b[Mm]ereka\b",
        r"\w+nya\b",
        r"\bKomisi Pemberantasan Korupsi \(KPK\)",
        r"\bRp 2,4 miliar\b",
    )
    assert [pattern for pattern in patterns if not re.search(pattern, text)] == []
