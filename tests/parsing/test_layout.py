"""Layout: datelines, paragraphs, where sentences may start."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Document
from kg.parsing.layout import layout, paragraphs, strip_dateline
from kg.parsing.pieces import MAX_WORDS, MAY, MUST, NEVER, UNLIKELY, cut, starts

PAGE = layout("id")


@pytest.mark.parametrize(
    "dateline",
    [
        "Bisnis.com, JAKARTA - ",
        "Bisnis.com, JAKARTA — ",
        "MEDAN, KOMPAS.com - ",
        "KOMPAS.com - ",
        "REPUBLIKA.CO.ID, JAKARTA -- ",
        "TRIBUNNEWS.COM, SOFIA - ",
        "Jakarta, CNN Indonesia -- ",
        "JAKARTA - ",
        "JAKARTA – ",
        "BANDA ACEH - ",
        "Liputan6.com, Jakarta - ",
        "TEMPO.CO, Jakarta - ",
        "JAKARTA, KOMPAS.com — ",
        "Jakarta (ANTARA) - ",
        "Brussels, Sabtu - ",
        "Gaza city, Jumat (26/8) - ",
        "jakarta, kompas - ",
        "Kabarpagi.com, Jakarta ",
        "Jakarta - ",
        "Jawa Barat – ",
    ],
)
def test_datelines_are_no_part_of_the_sentence(dateline: str) -> None:
    text = f"{dateline}Bupati Raka membuka pasar baru di Randu."
    assert strip_dateline(PAGE, text, 0, len(text)) == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Bupati Raka - yang baru dilantik - membuka pasar.",
        "Jakarta macet sejak pagi.",
        "KPK menahan dua orang - keduanya pejabat.",
        "Indonesia dan Malaysia - dua negara bertetangga - sepakat.",
        "PT Maju Jaya Tbk. membagikan dividen.",
        "Rabu, 3 Mei 2023, rapat dibuka.",
        "Bupati Raka, Senin malam - setelah rapat - membuka pasar.",
        "",
        "JAKARTA -",
        "Jakarta - Bandung ditempuh dalam dua jam.",
        "Rina - Budi menang.",
        "Jakarta - Hong Kong terhubung lagi.",
        "Korea Utara - Korea Selatan berunding.",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert strip_dateline(PAGE, text, 0, len(text)) == 0


def test_lines_are_paragraphs() -> None:
    text = "  Satu.  \n\n\tDua.\r\nTiga."
    assert [text[a:b] for a, b in paragraphs(text)] == ["Satu.", "Dua.", "Tiga."]


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("Ia pergi . Mereka tinggal .", 3, MAY),
        ("Ia pergi . mereka tinggal .", 3, NEVER),
        ("menemui Dr. Sari kemarin", 2, NEVER),
        ("oleh H. M. Amin", 2, NEVER),
        ("oleh Brigjen Pol. Budi", 3, NEVER),
        ("milik PT Maju Tbk. Laba bersihnya", 4, MAY),
        ("di Jl. Merdeka", 2, NEVER),
        ('" Saya datang . " Ia pergi', 5, MAY),
        ("Badut politikus ditantang Menteri hadir", 3, UNLIKELY),
        ("kemarin , Menteri hadir", 2, NEVER),
    ],
)
def test_where_sentences_may_start(words: str, place: int, expected: float) -> None:
    found = starts(tuple(words.split()), PAGE)
    assert found[0] == MUST
    assert found[place] == expected


@given(st.text(max_size=2000))
def test_pieces_hold_each_word_once_and_are_never_long(text: str) -> None:
    last = 0
    for piece in cut(Document(id="x", text=text), PAGE):
        assert 0 < len(piece.forms) == len(piece.spans) == len(piece.starts) <= MAX_WORDS
        for form, (a, b) in zip(piece.forms, piece.spans, strict=True):
            assert last <= a < b
            assert text[a:b] == form
            last = b


def test_a_long_paragraph_is_cut_where_a_sentence_ends() -> None:
    text = "Warga Randu menanam seribu pohon jati di bukit . " * 60
    pieces = list(cut(Document(id="x", text=text), PAGE))
    assert len(pieces) > 2
    assert all(piece.forms[0] == "Warga" for piece in pieces)
    assert sum(len(piece.forms) for piece in pieces) == 60 * 9
