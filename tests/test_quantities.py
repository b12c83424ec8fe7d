"""Quantities: numbers as Indonesian news writes them, with unit, kind and bound."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.numerals import canonical, number_at
from kg.quantities import QuantitySpan, find_quantities

# (text, the quantity in it, value, upper, unit, kind, bound)
TABLE = [
    ("senilai Rp1,5 triliun.", "Rp1,5 triliun", "1500000000000", None, "IDR", "money", "exact"),
    ("rugi Rp 12,947 miliar", "Rp 12,947 miliar", "12947000000", None, "IDR", "money", "exact"),
    ("seharga Rp. 75.000,- saja", "Rp. 75.000,-", "75000", None, "IDR", "money", "exact"),
    ("dana US$ 3 juta itu", "US$ 3 juta", "3000000", None, "USD", "money", "exact"),
    ("US$1,500 lebih", "US$1,500 lebih", "1500", None, "USD", "money", "more_than"),
    ("bantuan 3 juta dolar AS", "3 juta dolar AS", "3000000", None, "USD", "money", "exact"),
    ("dua juta rupiah", "dua juta rupiah", "2000000", None, "IDR", "money", "exact"),
    ("500 dolar Singapura", "500 dolar Singapura", "500", None, "SGD", "money", "exact"),
    ("Rp5-10 miliar", "Rp5-10 miliar", "5000000000", "10000000000", "IDR", "money", "exact"),
    (
        "Rp 1 juta hingga Rp 2 juta",
        "Rp 1 juta hingga Rp 2 juta",
        "1000000",
        "2000000",
        "IDR",
        "money",
        "exact",
    ),
    ("hampir 95 persen suara", "hampir 95 persen", "95", None, "%", "percent", "almost"),
    ("naik 2 persen menjadi", "2 persen", "2", None, "%", "percent", "exact"),
    ("turun 5,81% dari", "5,81%", "5.81", None, "%", "percent", "exact"),
    ("menyetor 15-20 persen", "15-20 persen", "15", "20", "%", "percent", "exact"),
    ("sekitar 40 sampai 45 persen", "sekitar 40 sampai 45 persen", "40", "45", "%", "percent", "about"),
    ("antara 5 dan 10 persen", "5 dan 10 persen", "5", "10", "%", "percent", "exact"),
    ("fee hingga 20 persen", "20 persen", "20", None, "%", "percent", "at_most"),
    ("memutasi 1.479 pegawai", "1.479 pegawai", "1479", None, "pegawai", "count", "exact"),
    ("lebih dari 5 juta warga", "lebih dari 5 juta warga", "5000000", None, "warga", "count", "more_than"),
    ("setidaknya 12 orang tewas", "setidaknya 12 orang", "12", None, "orang", "count", "at_least"),
    ("minimal dua alat bukti", "minimal dua alat", "2", None, "alat", "count", "at_least"),
    ("tidak lebih dari 100 kursi", "tidak lebih dari 100 kursi", "100", None, "kursi", "count", "at_most"),
    ("100 lebih warga datang", "100 lebih warga", "100", None, "warga", "count", "more_than"),
    ("dua orang karyawan", "dua orang", "2", None, "orang", "count", "exact"),
    ("dua karyawannya pergi", "dua karyawannya", "2", None, "karyawan", "count", "exact"),
    ("dua puluh lima ekor sapi", "dua puluh lima ekor", "25", None, "ekor", "count", "exact"),
    ("empat pelatih dari Solo", "empat pelatih", "4", None, "pelatih", "count", "exact"),
    ("belasan rumah rusak", "belasan rumah", "11", "19", "rumah", "count", "about"),
    ("puluhan ribu warga", "puluhan ribu warga", "10000", "99999", "warga", "count", "about"),
    ("15.000-an warga", "15.000-an warga", "15000", None, "warga", "count", "about"),
    ("setengah juta orang", "setengah juta orang", "500000", None, "orang", "count", "exact"),
    ("5 Juta Warga Mengungsi", "5 Juta Warga", "5000000", None, "warga", "count", "exact"),
    (
        "sekitar 2 sampai 4 milimeter",
        "sekitar 2 sampai 4 milimeter",
        "2",
        "4",
        "milimeter",
        "measure",
        "about",
    ),
    ("peringatan 70 tahun itu", "70 tahun", "70", None, "tahun", "measure", "exact"),
    ("lahan 300 ha terbakar", "300 ha", "300", None, "hektare", "measure", "exact"),
    ("seluas 100 m2", "100 m2", "100", None, "meter persegi", "measure", "exact"),
    ("37,5 derajat Celsius", "37,5 derajat Celsius", "37.5", None, "derajat celsius", "measure", "exact"),
    ("gempa magnitudo 5,6 terjadi", "5,6", "5.6", None, "magnitudo", "measure", "exact"),
]
NUMBERS = [
    ("1.479", "1479"),
    ("12,947", "12.947"),
    ("10.000.000,50", "10000000.5"),
    ("1.5 juta", "1500000"),
    ("1,5 triliun", "1500000000000"),
    ("nol", "0"),
    ("sepuluh", "10"),
    ("sebelas", "11"),
    ("lima belas", "15"),
    ("dua puluh lima", "25"),
    ("seratus dua puluh tiga", "123"),
    ("seribu lima ratus", "1500"),
    ("dua ribu dua puluh empat", "2024"),
    ("satu juta dua ratus ribu", "1200000"),
    ("seratus dua puluh tiga ribu lima ratus", "123500"),
    ("setengah", "0.5"),
    ("dua setengah juta", "2500000"),
]


@pytest.mark.parametrize(("text", "quantity", "value", "upper", "unit", "kind", "bound"), TABLE)
def test_amounts_are_found_with_value_unit_and_bound(
    text: str, quantity: str, value: str, upper: str | None, unit: str, kind: str, bound: str
) -> None:
    spans = find_quantities(text)
    assert len(spans) == 1, spans
    span = spans[0]
    assert (span.text, span.value, span.upper) == (quantity, value, upper)
    assert (span.unit, span.kind, span.bound) == (unit, kind, bound)


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("Rp 80 ribu per kilo", "IDR", "kilo"),
        ("58 kilometer per detik", "kilometer", "detik"),
        ("80 km/jam", "kilometer", "jam"),
        ("35 kabupaten/kota", "kabupaten", ""),
    ],
)
def test_rates_keep_what_they_are_for(text: str, unit: str, per: str) -> None:
    (span,) = find_quantities(text)
    assert (span.unit, span.per) == (unit, per)


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 285 KUHP",
        "keputusan nomor 731 tahun 2025",
        "pukul 16.00 WIB",
        "pada 27 Juli",
        "Selasa (27/7/2023)",
        "telepon 0812-3456-7890",
        "menang 2-1",
        "salah satu korban",
        "dua ditangkap",
        "Ramadan hari ke-12 ini",
        "pada 2026 kita menang",
        "Covid-19 naik",
        "Perda 7 Tahun 2001",
        "(29)",
    ],
)
def test_labels_dates_and_bare_numbers_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == ()


def test_several_amounts_are_given_in_order() -> None:
    spans = find_quantities("Laba naik 100 persen menjadi Rp 4 triliun dari Rp 2 triliun.")
    assert [span.text for span in spans] == ["100 persen", "Rp 4 triliun", "Rp 2 triliun"]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_in_figures_and_words(text: str, value: str) -> None:
    number = number_at(text, 0)
    assert number is not None
    assert (number.end, canonical(number.value)) == (len(text), value)


@pytest.mark.parametrize("text", ["1.2.3", "27/7x", "juta", "puluh", "", "9" * 40])
def test_what_is_not_a_number_is_not_read_as_a_larger_one(text: str) -> None:
    number = number_at(text, 0)
    assert number is None or number.end < len(text)


PIECES = st.sampled_from(
    """Rp Rp. US$ $ 1,5 1.479 12.000,50 triliun juta ribu puluhan belasan setengah dua puluh lima belas
    sepuluh
    persen % orang warga meter km2 tahun - sampai hingga antara dan hampir sekitar lebih dari -an per / hari
    ,- 9999999999999999999999999999999999 0 1.2.3 magnitudo 5,6 Pasal karyawannya ratus seribu
    nol""".split()  # noqa: SIM905
)


@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)
    )
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_ordered_spans_with_true_offsets(text: str) -> None:
    spans = find_quantities(text)
    assert spans == find_quantities(text)
    end = 0
    for span in spans:
        assert isinstance(span, QuantitySpan)
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.text
        assert span.value is not None
        assert canonical(Decimal(span.value)) == span.value
        assert span.upper is None or Decimal(span.upper) > Decimal(span.value)
        end = span.end


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_figures_come_back(value: int) -> None:
    written = f"{value:,}".replace(",", ".")
    number = number_at(written, 0)
    assert number is not None
    assert (number.end, number.value) == (len(written), value)
    (span,) = find_quantities(f"Rp {written}")
    assert span.value == str(value)
