"""Words: the treebanks' conventions, and offsets that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.parsing.layout import layout
from kg.parsing.tokenise import MAX_WORD, words

WORDS = layout("id").words


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in words(WORDS, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ia membayar Rp500 juta.", "Ia membayar Rp 500 juta ."),
        ("Harganya Rp42,03 triliun, naik 5%.", "Harganya Rp 42,03 triliun , naik 5 % ."),
        ("sebesar US$6,4 miliar", "sebesar US $ 6,4 miliar"),
        ("buku-buku dan undang-undang", "buku-buku dan undang-undang"),
        ("Januari-Oktober 2019", "Januari - Oktober 2019"),
        ("rute Jakarta-Surabaya", "rute Jakarta - Surabaya"),
        ("Undang-Undang Dasar", "Undang-Undang Dasar"),
        ("juara ke-10 Piala U-22 saat Covid-19", "juara ke-10 Piala U-22 saat Covid-19"),
        ("pada Rabu (26/7/2023) pukul 09.30 WIB", "pada Rabu ( 26/7/2023 ) pukul 09.30 WIB"),
        ("PT Maju Tbk. dan Dr. Sari, M.Si.", "PT Maju Tbk. dan Dr. Sari , M.Si."),
        ("H. M. Amin dan K.H. Hasan", "H. M. Amin dan K.H. Hasan"),
        ("selesai pada 2017.Usai rapat", "selesai pada 2017 . Usai rapat"),
        ("tutup operasi.Usai rapat", "tutup operasi . Usai rapat"),
        ("dikutip dari Bisnis.com hari ini", "dikutip dari Bisnis.com hari ini"),
        ("hari Jum'at di Ma'had", "hari Jum'at di Ma'had"),
        ("rumahnya, bukuku", "rumahnya , bukuku"),
        ('"Saya datang," katanya.', '" Saya datang , " katanya .'),
        ("tulis surel ke redaksi@contoh.co.id ya", "tulis surel ke redaksi@contoh.co.id ya"),
        ("lihat https://contoh.id/berita?no=3.", "lihat https://contoh.id/berita?no=3 ."),
        ("tahun 1960-an", "tahun 1960-an"),
        ("kurs Rp9.100/9.105 pada kuartal II/2007", "kurs Rp 9.100 / 9.105 pada kuartal II/2007"),
        ("terbit 17-Mar di 24/8 dan 24/8/2019", "terbit 17-Mar di 24/8 dan 24/8/2019"),
        ("milik Randu LLC. Raka", "milik Randu LLC. Raka"),
    ],
)
def test_words_follow_the_treebanks(text: str, expected: str) -> None:
    assert split(text) == expected.split()


@given(st.text(max_size=300))
def test_words_cover_every_visible_character_once_and_in_order(text: str) -> None:
    at = 0
    for a, b in words(WORDS, text):
        assert at <= a < b <= a + MAX_WORD
        assert text[at:a].isspace() or at == a
        assert not any(c.isspace() for c in text[a:b])
        at = b
    assert not text[at:].strip()


def test_an_endless_word_is_cut() -> None:
    found = list(words(WORDS, "a" * 100_000))
    assert len(found) == 100_000 // MAX_WORD
    assert found[-1][1] == 100_000


def test_words_of_a_stretch_stay_inside_of_it() -> None:
    text = "satu dua tiga empat"
    assert [text[a:b] for a, b in words(WORDS, text, 5, 13)] == ["dua", "tiga"]
