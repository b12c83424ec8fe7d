"""Names are found as news writes them, longest first, and never guessed where they are ambiguous."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LanguageError
from kg.gazetteer import Entry, Gazetteer, fold, gazetteer, is_acronym, load
from kg.model import EntityType

NAMES = gazetteer()


def found(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return [(" ".join(words[start:end]), entry.name) for start, end, entry in NAMES.find(words)]


@pytest.mark.parametrize(
    ("name", "canonical", "kind"),
    [
        ("Korut", "Korea Utara", "Country"),
        ("Republik Rakyat Tiongkok", "Cina", "Country"),
        ("China", "Cina", "Country"),
        ("AS", "Amerika Serikat", "Country"),
        ("Amerika", "Amerika Serikat", "Country"),
        ("Turkiye", "Turki", "Country"),
        ("Türkiye", "Turki", "Country"),
        ("Belanda", "Belanda", "Country"),
        ("Jatim", "Jawa Timur", "Place"),
        ("DKI", "Jakarta", "Place"),
        ("Solo", "Surakarta", "Place"),
        ("Tangsel", "Tangerang Selatan", "Place"),
        ("Bandung", "Bandung", "Place"),
        ("Kab. Bandung", "Kabupaten Bandung", "Place"),
        ("Kota Gorontalo", "Kota Gorontalo", "Place"),
        ("Gorontalo", "Gorontalo", "Place"),
        ("PDI-P", "Partai Demokrasi Indonesia Perjuangan", "Organization"),
        ("pdi perjuangan", "Partai Demokrasi Indonesia Perjuangan", "Organization"),
        ("PBB", "Perserikatan Bangsa-Bangsa", "Organization"),
        ("Kementan", "Kementerian Pertanian", "Organization"),
        ("OKI", "Organisasi Kerja Sama Islam", "Organization"),
        ("Gedung Putih", "Gedung Putih", "Organization"),
        ("Jokowi", "Joko Widodo", "Person"),
        ("Kim Jong-un", "Kim Jong Un", "Person"),
        ("KUHP", "Kitab Undang-Undang Hukum Pidana", "Law"),
        ("Pilpres 2024", "Pemilihan umum Presiden Indonesia 2024", "Event"),
    ],
)
def test_lookup(name: str, canonical: str, kind: str) -> None:
    entry = NAMES.lookup(name)
    assert entry is not None
    assert (entry.name, entry.type) == (canonical, kind)


@pytest.mark.parametrize(
    "name", ["as", "As", "kpk", "bi", "Banjar", "", "  ", "-", "Sukajadi Makmur Sentosa"]
)
def test_lookup_gives_nothing_where_it_would_guess(name: str) -> None:
    assert NAMES.lookup(name) is None


def test_candidates_of_an_ambiguous_name() -> None:
    assert {entry.name for entry in NAMES.candidates("Banjar")} == {"Kabupaten Banjar", "Kota Banjar"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dewan Keamanan PBB bersidang", [("Dewan Keamanan PBB", "Dewan Keamanan PBB")]),
        (
            "PDI - P dan PDI-P",
            [
                ("PDI - P", "Partai Demokrasi Indonesia Perjuangan"),
                ("PDI-P", "Partai Demokrasi Indonesia Perjuangan"),
            ],
        ),
        (
            "di Jakarta Selatan , DKI Jakarta .",
            [("Jakarta Selatan", "Jakarta Selatan"), ("DKI Jakarta", "Jakarta")],
        ),
        ("Uni Eropa, AS", [("Uni Eropa,", "Uni Eropa"), ("AS", "Amerika Serikat")]),
        ("hubungan AS-China", []),
        ("Kab. Bogor dan Kota Bogor", [("Kab. Bogor", "Kabupaten Bogor"), ("Kota Bogor", "Bogor")]),
        ("Batu itu jatuh", []),
        ("ia tinggal di Batu", [("Batu", "Kota Batu")]),
        ("Lima orang tewas", []),
        ("nama rusia dan korut", []),
        ("AS Roma menang", [("AS Roma", "AS Roma")]),
        ("Polda Jabar", [("Polda Jabar", "Polda Jawa Barat")]),
        (
            "Pengadilan Negeri Jakarta Selatan",
            [("Pengadilan Negeri Jakarta Selatan", "Pengadilan Negeri Jakarta Selatan")],
        ),
        ("Kemlu Rusia", [("Kemlu Rusia", "Kementerian Luar Negeri Rusia")]),
        ("Polda yang baru", []),
        ("PT Pertamina (Persero) Tbk rugi", [("PT Pertamina (Persero) Tbk", "Pertamina")]),
        ("Kementerian Pertanian RI", [("Kementerian Pertanian RI", "Kementerian Pertanian")]),
        ("melanggar UU No. 11 Tahun 2008 .", [("UU No. 11 Tahun 2008", "Undang-Undang Nomor 11 Tahun 2008")]),
        (
            "Undang - Undang Nomor 06 tahun 2014",
            [("Undang - Undang Nomor 06 tahun 2014", "Undang-Undang Nomor 6 Tahun 2014")],
        ),
        ("Perpres 82/2018,", [("Perpres 82/2018,", "Peraturan Presiden Nomor 82 Tahun 2018")]),
        ("PP Muhammadiyah", [("PP Muhammadiyah", "Muhammadiyah")]),
        ("UU Nomor 11 disahkan", []),
        ("KPU tetapkan", [("KPU", "Komisi Pemilihan Umum")]),
        ("", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_composed_name_knows_its_place() -> None:
    entry = NAMES.lookup("Kepolisian Daerah Sumut")
    assert entry == Entry(name="Polda Sumatera Utara", type="Organization", parent="Sumatera Utara")


@pytest.mark.parametrize(
    ("text", "end", "kind", "expansion", "organisation"),
    [
        ("Menhan Shoigu", 1, "office", "Menteri Pertahanan", "Kementerian Pertahanan"),
        ("Menteri Pertahanan Rusia", 2, "office", "Menteri Pertahanan", "Kementerian Pertahanan"),
        ("presiden Rusia", 1, "office", "Presiden", ""),
        ("Wakil Ketua Umum Gerindra", 3, "office", "Wakil Ketua Umum", ""),
        ("Kombes Pol . Andi", 2, "rank", "Komisaris Besar Polisi", ""),
        ("AKBP Sinta", 1, "rank", "Ajun Komisaris Besar Polisi", ""),
        ("dr. Sinta", 1, "academic", "Dokter", ""),
        ("Dr. Sinta", 1, "academic", "Doktor", ""),
        ("KH Mahmud", 1, "religious", "Kiai Haji", ""),
        ("Terdakwa Rini", 1, "status", "Terdakwa", ""),
        (
            "Menteri Pendidikan Dasar dan Menengah Rini",
            5,
            "office",
            "Menteri Pendidikan Dasar dan Menengah",
            "Kementerian Pendidikan Dasar dan Menengah",
        ),
        ("Bu Rini", 1, "honorific", "Ibu", ""),
    ],
)
def test_titles(text: str, end: int, kind: str, expansion: str, organisation: str) -> None:
    words = ["Kata", *text.split()]
    match = NAMES.title(words, 1)
    assert match is not None
    assert (match.start, match.end) == (1, end + 1)
    assert (match.title.kind, match.title.expansion, match.title.organisation) == (
        kind,
        expansion,
        organisation,
    )


@pytest.mark.parametrize(
    ("words", "start"), [(["Sinta"], 0), (["akp"], 0), ([], 0), (["Bu"], 1), (["Bu"], -1)]
)
def test_no_title(words: list[str], start: int) -> None:
    assert NAMES.title(words, start) is None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Moskow", "Rusia"),
        ("Kremlin", "Rusia"),
        ("Pyongyang", "Korea Utara"),
        ("Gedung Putih", "Amerika Serikat"),
    ],
)
def test_metonyms(name: str, country: str) -> None:
    entry = NAMES.metonym(name)
    assert entry is not None
    assert (entry.name, entry.type) == (country, "Country")


def test_a_place_that_stands_for_nothing_is_no_metonym() -> None:
    assert NAMES.metonym("Surabaya") is None


def test_acronyms_that_name_nothing() -> None:
    assert NAMES.expansion("APBN") == "anggaran pendapatan dan belanja negara"
    assert NAMES.expansion("apbn") == ""


@given(
    st.lists(
        st.one_of(st.text(max_size=6), st.sampled_from("Polda PDI - P AS Jawa Barat , . DKI".split()))  # noqa: SIM905
    )
)
def test_matches_lie_in_the_sentence_in_order_and_apart(words: list[str]) -> None:
    spans = [(start, end) for start, end, _ in NAMES.find(words)]
    assert all(0 <= start < end <= len(words) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))


@given(st.sampled_from(NAMES.entries), st.integers(0, 3))
def test_every_canonical_name_is_found_in_a_sentence(entry: Entry, before: int) -> None:
    if NAMES.lookup(entry.name) is None:
        assert len(NAMES.candidates(entry.name)) > 1
        return
    words = [*["kata"] * (before + 1), *entry.name.split(), "kemarin"]
    matches = NAMES.find(words)
    assert (before + 1, before + 1 + len(entry.name.split())) in [(start, end) for start, end, _ in matches]


# --- the tables ---------------------------------------------------------------------------------


def test_tables_are_whole() -> None:
    by_type = {kind: sum(entry.type == kind for entry in NAMES.entries) for kind in EntityType}
    assert by_type[EntityType.COUNTRY] >= 195
    assert (
        sum(
            entry.parent == "Indonesia" and bool(re.fullmatch(r"\d\d", entry.code)) for entry in NAMES.entries
        )
        == 38
    )
    assert sum(bool(re.fullmatch(r"\d{4}", entry.code)) for entry in NAMES.entries) == 514
    assert by_type[EntityType.ORGANIZATION] > 500
    assert by_type[EntityType.PERSON] > 800


def test_every_country_has_an_item_and_a_code_of_its_own() -> None:
    countries = [entry for entry in NAMES.entries if entry.type == "Country"]
    assert all(entry.wikidata and re.fullmatch("[A-Z]{2}", entry.code) for entry in countries)
    items = [entry.wikidata for entry in NAMES.entries if entry.wikidata]
    assert len(set(items)) == len(items)


def test_every_parent_is_an_entry() -> None:
    names = {entry.name for entry in NAMES.entries}
    assert {entry.parent for entry in NAMES.entries if entry.parent} <= names


def test_no_name_is_ambiguous_unawares() -> None:
    forms = {form.removeprefix("~") for entry in NAMES.entries for form in (entry.name, *entry.aliases)}
    assert {form for form in forms if NAMES.lookup(form) is None} == {"Banjar"}


def test_offices_name_known_bodies() -> None:
    folder = Path(__file__).parents[1] / "src/kg/languages/id/gazetteer"
    rows = [
        line.split("\t") for line in (folder / "titles.tsv").read_text().splitlines() if line[:1] not in "#"
    ]
    bodies = {row[3] for row in rows[1:] if len(row) > 3 and row[3]}
    assert {body for body in bodies if NAMES.lookup(body) is None} == set()


def test_metonyms_stand_for_entries() -> None:
    folder = Path(__file__).parents[1] / "src/kg/languages/id/gazetteer"
    rows = [
        line.split("\t") for line in (folder / "metonyms.tsv").read_text().splitlines() if line[:1] not in "#"
    ]
    assert all(NAMES.metonym(row[0]) is not None for row in rows[1:])


def test_it_loads_fast() -> None:
    best = min(_seconds_to_load() for _ in range(5))
    assert best < 0.15


def _seconds_to_load() -> float:
    gazetteer.cache_clear()
    start = time.process_time()
    gazetteer()
    return time.process_time() - start


# --- damage -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "name\ttype\nX\tPlanet\n", "a.tsv:2: unknown type 'Planet'"),
        ("a.tsv", "name\talias\nX\tY\n", "a.tsv:1: no column 'type'"),
        ("a.tsv", "# c\n\nname\ttype\n\tPlace\n", "a.tsv:4: 'name' is empty"),
        ("a.tsv", "name\ttype\nX\tPlace\tz\n", "a.tsv:2: 3 cells for 2 columns"),
        ("a.tsv", "name\ttype\twikidata\nX\tPlace\t12\n", "a.tsv:2: '12' is not a Wikidata item"),
        ("titles.tsv", "form\tkind\nPak\tnice\n", "titles.tsv:2: unknown kind 'nice'"),
        (
            "patterns.tsv",
            "name\ttype\ttakes\nPolda\tOrganization\tPlanet\n",
            "patterns.tsv:2: unknown type 'Planet'",
        ),
    ],
)
def test_damaged_tables_are_named_with_their_line(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(LanguageError, match=re.escape(message)):
        load(tmp_path)


def test_a_language_without_a_gazetteer() -> None:
    with pytest.raises(LanguageError, match="no gazetteer for the language 'xx'"):
        gazetteer("xx")


def test_rows_of_one_name_and_type_are_one_entry(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("name\ttype\taliases\twikidata\nX Y\tPlace\tXY\t\n")
    (tmp_path / "b.tsv").write_text("name\ttype\taliases\twikidata\nX Y\tPlace\tXYZ\tQ1\nX Y\tPerson\t\t\n")
    names = load(tmp_path)
    assert names.entries == (
        Entry(name="X Y", type="Place", aliases=("XY", "XYZ"), wikidata="Q1"),
        Entry(name="X Y", type="Person"),
    )
    assert names.lookup("X Y") is None


def test_a_preference_decides() -> None:
    one, two = (
        Entry(name="A B", type="Place", aliases=("Ab",)),
        Entry(name="C D", type="Place", aliases=("Ab",)),
    )
    assert Gazetteer(entries=[one, two]).lookup("Ab") is None
    assert Gazetteer(entries=[one, two], preferences={"Ab": "C D"}).lookup("Ab") == two


def test_fold_and_acronyms() -> None:
    assert fold("Côte d’Ivoire") == "cote d'ivoire"
    assert [is_acronym(form) for form in ("AS", "PDI-P", "UNICEF", "Polri", "-")] == [
        True,
        True,
        False,
        False,
        False,
    ]
