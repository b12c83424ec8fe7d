"""Morphology: roots, affixes, voice, clitics, and agreement with the treebanks."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.morphology import Word, analyse, root
from kg.morphology.grammar import grammar_of

ROOTS = {
    # meN-: every sound change
    "melihat": "lihat", "merasa": "rasa", "menikah": "nikah", "mewarnai": "warna", "meyakini": "yakin",
    "membaca": "baca", "memfokuskan": "fokus", "memimpin": "pimpin", "memproses": "proses", "mencari": "cari",
    "mendapat": "dapat", "menjadi": "jadi", "menulis": "tulis", "mentransfer": "transfer",
    "menggelar": "gelar",
    "menghadiri": "hadir", "mengirimkan": "kirim", "mengakui": "aku", "mengalami": "alam",
    "menyerang": "serang",
    "menyukseskan": "sukses", "mengecek": "cek", "mengesahkan": "sah", "menyatakan": "nyata",
    # passive, ber-, ter-
    "dipimpin": "pimpin", "ditandatangani": "tanda tangan", "diketahui": "tahu", "diserahkan": "serah",
    "bertemu": "temu", "bekerja": "kerja", "belajar": "ajar", "berenang": "renang", "berada": "ada",
    "terjadi": "jadi", "terlihat": "lihat", "terpercaya": "percaya", "tepercaya": "percaya",
    # several prefixes
    "memperdalam": "dalam", "diperluas": "luas", "memberlakukan": "laku", "diberhentikan": "henti",
    "mempelajari": "ajar", "keberangkatan": "berangkat", "keterlibatan": "libat", "kepemimpinan": "pimpin",
    "ketidakadilan": "adil", "berkelanjutan": "lanjut", "pemberdayaan": "daya", "mempekerjakan": "kerja",
    # nouns
    "penyerangan": "serang", "pengembangan": "kembang", "persaingan": "saing", "kesuksesan": "sukses",
    "penyanyi": "nyanyi", "pejabat": "jabat", "peluncuran": "luncur", "perjuangan": "juang",
    "pelayanan": "layan",
    "pertanggungjawaban": "tanggung jawab", "kewarganegaraan": "warga negara", "pengawasan": "awas",
    # clitics, particles, reduplication
    "rumahnya": "rumah", "bukuku": "buku", "hubungannya": "hubung", "bukanlah": "bukan", "apakah": "apakah",
    "foto-foto": "foto", "tamu-tamunya": "tamu", "berhati-hati": "hati", "surat-menyurat": "surat",
    "praktek-praktek": "praktek",
    # whole words that look derived
    "kata": "kata", "menteri": "menteri", "direktur": "direktur", "berita": "berita", "perang": "perang",
    "digital": "digital", "kepala": "kepala", "teman": "teman", "makan": "makan", "mereka": "mereka",
    "diskusi": "diskusi", "seluruh": "seluruh", "ke-12": "ke-12", "Covid-19": "covid-19",
    # p before r; decades; what only looks like another root
    "memroses": "proses", "pemrosesan": "proses", "1970-an": "1970", "keretakan": "retak",
    "peluang": "peluang", "memfasilitasi": "fasilitas", "terperinci": "rinci", "dedaunan": "daun",
}  # fmt: skip
SHAPES = [
    ("menghadiri", "meN", ("i",), "", "active"),
    ("dipimpin", "di", (), "", "passive"),
    ("terjadi", "ter", (), "", "ter"),
    ("bertemu", "ber", (), "", "ber"),
    ("kesuksesan", "ke", ("an",), "", "ke-an"),
    ("kepemimpinannya", "ke+peN", ("an",), "nya", "ke-an"),
    ("memperdalam", "meN+per", (), "", "active"),
    ("kukatakan", "ku", ("kan",), "ku", "passive"),
    ("kaubaca", "kau", (), "kau", "passive"),
    ("rumahmu", "", (), "mu", "base"),
    ("persaingan", "per", ("an",), "", "base"),
    ("diketahui", "di+ke", ("i",), "", "passive"),
    ("dinanti-nanti", "di", (), "", "passive"),
    ("kata", "", (), "", "base"),
]


@pytest.mark.parametrize(("form", "expected"), ROOTS.items())
def test_roots(form: str, expected: str) -> None:
    assert root(form) == expected


@pytest.mark.parametrize(("form", "prefix", "suffixes", "clitic", "voice"), SHAPES)
def test_affixes_clitic_and_voice(
    form: str, prefix: str, suffixes: tuple[str, ...], clitic: str, voice: str
) -> None:
    word = analyse(form)
    assert (word.prefix, word.suffixes, word.clitic, word.voice) == (prefix, suffixes, clitic, voice)


def test_particles_are_told_apart_from_clitics() -> None:
    assert (analyse("bukankah").particle, analyse("bukankah").clitic) == ("kah", "")
    assert (analyse("katanyalah").particle, analyse("katanyalah").clitic) == ("lah", "nya")


def test_names_and_closed_classes_stay_whole() -> None:
    assert root("Menteng", "PROPN") == "menteng"
    assert root("terhadap", "ADP") == "terhadap"
    assert root("tersebut", "DET") == "tersebut"


def test_an_unlisted_root_is_cut_only_behind_affixes_that_the_part_of_speech_confirms() -> None:
    assert root("digoblekkan", "VERB") == "goblek"
    assert root("digoblek", "NOUN") == "digoblek"
    assert not analyse("digoblekkan", "VERB").listed


def test_frequent_misspellings_keep_their_root() -> None:
    assert root("menunjukan") == "tunjuk"
    assert root("memasukan") == "masuk"


def test_every_exception_and_compound_of_the_data_is_obeyed() -> None:
    grammar = grammar_of("id")
    assert all(root(form) == stem for form, stem in grammar.exceptions.items())
    assert all(root(joined) == spaced for joined, spaced in grammar.compounds.items())
    assert not [form for form in grammar.exceptions if form != form.lower().strip()]


@given(st.text(max_size=25), st.sampled_from(["", "VERB", "NOUN", "ADJ", "ADV", "PROPN", "ADP", "nonsense"]))
def test_any_text_has_a_root(text: str, upos: str) -> None:
    word = analyse(text, upos)
    assert isinstance(word, Word)
    assert word == analyse(text, upos)
    assert word.root == word.root.lower() or not text.isascii()
    assert bool(root(text, upos)) == bool(text)


AFFIXES = "meng mem di ber ter ke pe se per an kan i nya lah ku - ajar pukul".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(AFFIXES)))
def test_piles_of_affixes_are_taken_apart_without_harm(pieces: list[str]) -> None:
    word = analyse("".join(pieces))
    assert word.voice in {"active", "passive", "ter", "ber", "ke-an", "base"}


@pytest.mark.shared
def test_roots_agree_with_the_treebanks(shared: Path) -> None:
    path = Path(__file__).parent / "benchmarks" / "morphology.py"
    spec = importlib.util.spec_from_file_location("benchmark_morphology", path)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    for name, floor in {"CSUI train": 95.0, "GSD dev": 94.0, "PUD": 97.0}.items():
        rows = list(benchmark.words(shared / "data" / "treebank" / benchmark.FILES[name]))
        right = sum(benchmark.same(root(form, upos), gold) for form, upos, gold in rows)
        assert 100 * right / len(rows) >= floor, name
