"""Furniture of a page makes no sentence, and what stands around it stays whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.parsing.furniture import body
from kg.parsing.layout import layout, paragraphs

PAGE = layout("id").furniture


def kept(text: str) -> list[str]:
    return [text[a:b] for a, b in body(PAGE, text, paragraphs(text))]


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Baca Juga",
        "Baca juga: Harga Beras Naik Lagi di Pasar Melati",
        "Baca juga:\nHarga Beras Naik Lagi di Pasar Melati",
        "Simak juga Video 'Warga Sukamaju Panen Raya':",
        "[Gambas:Video 20detik]",
        "(abc/def)",
        "Foto: Bupati Raka membuka pasar (Dok. Pemkab)",
        "Laporan Wartawan Kabar Pagi, Ani Suryani",
        "Artikel ini telah tayang di Kabar Pagi",
        "***",
    ],
)
def test_lines_of_furniture_are_left_out(line: str) -> None:
    assert kept(f"Bupati Raka membuka pasar.\n{line}\nWarga senang.") == [
        "Bupati Raka membuka pasar.",
        "Warga senang.",
    ]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "Pasar dibuka. ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT Warga senang.",
            ["Pasar dibuka.", "Warga senang."],
        ),
        (
            "Pasar dibuka.Baca Juga: Profil Raka, Bupati yang Gemar Berkuda di Pantai Pasar itu ramai.",
            ["Pasar dibuka.", "Pasar itu ramai."],
        ),
        (
            "BACA JUGA - Harga Beras Naik Lagi Pada akhir pekan warga mengeluh.",
            ["Pada akhir pekan warga mengeluh."],
        ),
        ("Pasar dibuka. (abc/def)", ["Pasar dibuka."]),
    ],
)
def test_furniture_within_a_line_is_cut_out(text: str, rest: list[str]) -> None:
    assert kept(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        '"Baca juga buku itu," kata Raka.',
        "Warga menonton video itu di balai desa.",
        "Rapat digelar Kamis (13/10) di Garut (Jawa Barat).",
        "Sumber air itu kering.",
        "Iklan itu dibayar perusahaan.",
    ],
)
def test_sentences_with_such_words_stay(text: str) -> None:
    assert kept(text) == [text]


@given(st.text(alphabet="aBc (/):.\n[]Baca juga ADVERTISEMENT", max_size=80))
def test_what_is_kept_stands_in_the_text_in_order(text: str) -> None:
    found = list(body(PAGE, text, paragraphs(text)))
    assert all(a < b for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
