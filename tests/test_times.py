"""Times: every form that news uses, its value, and what may never go wrong."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.times import TimeSpan, find_times, follow, infer_anchor, parse_article_date

WEDNESDAY = date(2023, 7, 26)  # the anchor of the tables below

# (text, the expression in it, value)
DAYS = [
    ("ujarnya di Medan, Selasa (25/7/2023).", "Selasa (25/7/2023)", "2023-07-25"),
    ("katanya, Rabu (26/7).", "Rabu (26/7)", "2023-07-26"),
    ("Sabtu (31/12) tahun baru", "Sabtu (31/12)", "2022-12-31"),
    ("pada Minggu (30/7) nanti", "Minggu (30/7) nanti", "2023-07-30"),
    ("operasi itu, Kamis (18/5) lalu", "Kamis (18/5) lalu", "2023-05-18"),
    ("di gedung itu, Senin (24/7) malam", "Senin (24/7) malam", "2023-07-24"),
    ("pada Senin, 24 Juli 2023, di Solo", "Senin, 24 Juli 2023", "2023-07-24"),
    ("Pada Senin, 3 Juli ini, ia tiba", "Senin, 3 Juli ini", "2023-07-03"),
    ("hari Kamis tanggal 20 Juli", "hari Kamis tanggal 20 Juli", "2023-07-20"),
    ("lahir 11 April 1987 di Solo", "11 April 1987", "1987-04-11"),
    ("tanggal 17 Agustus nanti", "tanggal 17 Agustus nanti", "2023-08-17"),
    ("sejak 22 April lampau", "22 April lampau", "2023-04-22"),
    ("ia wafat 8 Juli tahun lalu", "8 Juli tahun lalu", "2022-07-08"),
    ("pada 28 Desember 2022 lalu", "28 Desember 2022 lalu", "2022-12-28"),
    ("Senin pagi banjir surut", "Senin pagi", "2023-07-24"),
    ("rapat itu digelar Senin lalu", "Senin lalu", "2023-07-24"),
    ("rapat digelar Rabu lalu", "Rabu lalu", "2023-07-19"),
    ("mulai Senin mendatang", "Senin mendatang", "2023-07-31"),
    ("mulai Selasa pekan depan", "Selasa pekan depan", "2023-08-01"),
    ("pada Jumat pekan lalu", "Jumat pekan lalu", "2023-07-21"),
    ("hari ini ia datang", "hari ini", "2023-07-26"),
    ("hari ini (26/7) ia datang", "hari ini (26/7)", "2023-07-26"),
    ("Kemarin, Selasa (25/7/2023), ia datang", "Kemarin, Selasa (25/7/2023)", "2023-07-25"),
    ("kemarin siang ia datang", "kemarin siang", "2023-07-25"),
    ("tadi malam ia datang", "tadi malam", "2023-07-25"),
    ("besok ia datang", "besok", "2023-07-27"),
    ("lusa ia datang", "lusa", "2023-07-28"),
    ("dua hari lalu", "dua hari lalu", "2023-07-24"),
    ("10 hari yang lalu", "10 hari yang lalu", "2023-07-16"),
    ("tiga hari lagi", "tiga hari lagi", "2023-07-29"),
    ("di Kepulauan Seribu tahun lalu", "tahun lalu", "2022"),
    ("rilis 2023-07-21 kemarin", "2023-07-21", "2023-07-21"),
    ("tertanggal 21-07-2023.", "21-07-2023", "2023-07-21"),
    ("dibuat (9/16/2022)", "9/16/2022", "2022-09-16"),
    ("gaji dibayar tanggal 5 bulan ini", "tanggal 5 bulan ini", "2023-07-05"),
    ("rapat tanggal 28 bulan lalu", "tanggal 28 bulan lalu", "2023-06-28"),
]
MONTHS_AND_YEARS = [
    ("sejak Agustus 2018 ia dirawat", "Agustus 2018", "2018-08"),
    ("pada Juni mereka bertemu", "Juni", "2023-06"),
    ("pada Desember lalu", "Desember lalu", "2022-12"),
    ("Oktober mendatang ia pensiun", "Oktober mendatang", "2023-10"),
    ("bulan Maret harga naik", "bulan Maret", "2023-03"),
    ("bulan lalu", "bulan lalu", "2023-06"),
    ("bulan depan", "bulan depan", "2023-08"),
    ("dua bulan lalu", "dua bulan lalu", "2023-05"),
    ("pada 2016 silam", "2016 silam", "2016"),
    ("Pada 2024, ia menjabat", "2024", "2024"),
    ("tahun 2019", "tahun 2019", "2019"),
    ("tahun ini", "tahun ini", "2023"),
    ("tahun lalu", "tahun lalu", "2022"),
    ("tahun depan", "tahun depan", "2024"),
    ("tiga tahun silam", "tiga tahun silam", "2020"),
    ("setahun lalu", "setahun lalu", "2022"),
]
INTERVALS = [
    ("pada pekan kedua Juni", "pekan kedua Juni", "2023-06-08/2023-06-14"),
    ("minggu ketiga bulan Mei 2022", "minggu ketiga bulan Mei 2022", "2022-05-15/2022-05-21"),
    ("panen Januari-Mei 2023", "Januari-Mei 2023", "2023-01/2023-05"),
    ("dari Juni hingga Agustus", "Juni hingga Agustus", "2023-06/2023-08"),
    ("musim November-Februari", "November-Februari", "2022-11/2023-02"),
    ("paruh pertama 2023", "paruh pertama 2023", "2023-01/2023-06"),
    ("pekan lalu", "pekan lalu", "2023-07-17/2023-07-23"),
    ("dilaporkan minggu lalu", "minggu lalu", "2023-07-17/2023-07-23"),
    ("hingga pekan depan", "pekan depan", "2023-07-31/2023-08-06"),
    ("akhir pekan ini", "akhir pekan ini", "2023-07-29/2023-07-30"),
    ("21-22 Maret 2025", "21-22 Maret 2025", "2025-03-21/2025-03-22"),
    ("1 sampai 5 Juli", "1 sampai 5 Juli", "2023-07-01/2023-07-05"),
    ("28 Februari-2 Maret 2025", "28 Februari-2 Maret 2025", "2025-02-28/2025-03-02"),
    ("Sabtu-Minggu (22-23/7/2023)", "Sabtu-Minggu (22-23/7/2023)", "2023-07-22/2023-07-23"),
    ("Jumat-Minggu (30/6-2/7/2023)", "Jumat-Minggu (30/6-2/7/2023)", "2023-06-30/2023-07-02"),
    ("Jumat (30/6) hingga Minggu (2/7)", "Jumat (30/6) hingga Minggu (2/7)", "2023-06-30/2023-07-02"),
    ("dari 2014 hingga 2019", "2014 hingga 2019", "2014/2019"),
    ("sejak 2014 hingga kini", "2014 hingga kini", "2014/2023"),
    ("periode 2024-2029", "2024-2029", "2024/2029"),
    ("musim 2022/2023", "musim 2022/2023", "2022/2023"),
    ("era 1990-an", "era 1990-an", "1990/1999"),
    ("tahun 80-an", "tahun 80-an", "1980/1989"),
    ("abad ke-19", "abad ke-19", "1801/1900"),
    ("kuartal I 2023", "kuartal I 2023", "2023-01/2023-03"),
    ("semester kedua tahun lalu", "semester kedua tahun lalu", "2022-07/2022-12"),
    ("dua tahun terakhir", "dua tahun terakhir", "2021/2023"),
    ("dua tahun ke depan", "dua tahun ke depan", "2023/2025"),
]
CLOCKS = [
    ("Senin (24/7) sekitar pukul 16.00 WIB", "2023-07-24T16:00:00+07:00", "datetime"),
    ("pukul 08:30 Wita, Selasa (25/7/2023)", "2023-07-25T08:30:00+08:00", "datetime"),
    ("Senin malam pukul 9.15 WIT", "2023-07-24T21:15:00+09:00", "datetime"),
    ("01.00 Selasa (25/7/2023) dini hari WIB", "2023-07-25T01:00:00+07:00", "datetime"),
    ("hari ini pukul 10.00", "2023-07-26T10:00:00", "datetime"),
    ("besok pukul 08.00-10.00 WIB", "2023-07-27T08:00:00+07:00/2023-07-27T10:00:00+07:00", "datetime"),
    ("Selasa (25/7) pukul 24.00 WIB", "2023-07-26T00:00:00+07:00", "datetime"),
    ("pukul 21.00 waktu Sofia", "T21:00:00", "time"),
    ("18.00 WIB", "T18:00:00+07:00", "time"),
    ("jam 7 malam", "T19:00:00", "time"),
    ("jam 2 siang", "T14:00:00", "time"),
    ("pukul 12.00 GMT", "T12:00:00Z", "time"),
]
DURATIONS = [
    ("lima tahun", "P5Y"),
    ("dua setengah tahun", "P2Y6M"),
    ("1,5 jam", "PT1H30M"),
    ("3x24 jam", "PT72H"),
    ("sepekan", "P1W"),
    ("90 menit", "PT90M"),
    ("dua dekade", "P20Y"),
    ("puluhan tahun", None),
    ("2 sampai 4 minggu", None),
    ("beberapa hari", None),
]


def only(text: str, anchor: date | None = WEDNESDAY) -> TimeSpan:
    spans = find_times(text, anchor)
    assert len(spans) == 1, spans
    return spans[0]


@pytest.mark.parametrize(("text", "expression", "value"), DAYS + MONTHS_AND_YEARS)
def test_days_months_and_years_are_resolved_against_the_article_date(
    text: str, expression: str, value: str
) -> None:
    span = find_times(text, WEDNESDAY)[0]
    assert (span.text, span.value, span.kind) == (expression, value, "date")


@pytest.mark.parametrize(("text", "expression", "value"), INTERVALS)
def test_stretches_of_time_are_intervals_that_include_both_ends(
    text: str, expression: str, value: str
) -> None:
    span = only(text)
    assert (span.text, span.value, span.kind) == (expression, value, "interval")


@pytest.mark.parametrize(("text", "value", "kind"), CLOCKS)
def test_clock_times_join_the_date_beside_them_and_take_the_zone(text: str, value: str, kind: str) -> None:
    span = only(text)
    assert (span.text, span.value, span.kind) == (text, value, kind)


@pytest.mark.parametrize(("text", "value"), DURATIONS)
def test_amounts_of_time_are_durations(text: str, value: str | None) -> None:
    span = only(text)
    assert (span.text, span.value, span.kind) == (text, value, "duration")


@pytest.mark.parametrize(
    ("text", "value"), [("setiap hari", "R/P1D"), ("tiap Senin", "R/P1W"), ("setiap tahun", "R/P1Y")]
)
def test_repetitions_are_sets(text: str, value: str) -> None:
    span = only(text)
    assert (span.value, span.kind) == (value, "set")


@pytest.mark.parametrize(
    ("text", "value", "part", "bound"),
    [
        ("sejak awal 2024", "2024", "start", "since"),
        ("pertengahan Juli", "2023-07", "mid", ""),
        ("hingga akhir tahun ini", "2023", "end", "until"),
        ("sebelum Senin", "2023-07-24", "", "before"),
        ("sejak 12 April 2017", "2017-04-12", "", "since"),
        ("sekitar 1998 silam", "1998", "about", ""),
        ("saat ini", "2023-07-26", "now", ""),
        ("dari 2014 hingga 2019", "2014/2019", "", ""),
    ],
)
def test_parts_and_bounds_are_told_apart_from_the_value(text: str, value: str, part: str, bound: str) -> None:
    span = only(text)
    assert (span.value, span.part, span.bound) == (value, part, bound)


@pytest.mark.parametrize(
    "text",
    [
        "UU Nomor 1 Tahun 1946 tentang hukum pidana",
        "Perpres No. 12 Tahun 2021",
        "sebanyak 2024 orang",
        "skor akhir 2-1",
        "menang 3-0 lewat adu penalti",
        "harga Rp 2.000",
        "Pasal 285 ayat 1",
        "nomor 0812-3456-7890",
        "jalan April Raya",
        "versi 1.2.3",
        "jabar jateng jatim",
    ],
)
def test_numbers_and_names_that_are_no_times_are_left_alone(text: str) -> None:
    assert find_times(text, WEDNESDAY) == ()


def test_a_weekday_that_is_named_settles_the_year() -> None:
    assert only("Kamis (17/8)", date(2018, 1, 3)).value == "2017-08-17"
    assert only("Jumat (17/8)", date(2018, 1, 3)).value == "2018-08-17"


def test_minggu_is_the_week_in_lower_case_and_at_the_start_of_a_sentence() -> None:
    assert only("rapat minggu ini").kind == "interval"
    assert only("Minggu ini ada rapat").kind == "interval"
    assert only("rapat pada Minggu lalu").value == "2023-07-23"


def test_without_an_anchor_only_what_the_text_says_has_a_value() -> None:
    assert only("Kamis (27/7)", None).value is None
    assert only("kemarin", None).value is None
    assert only("pekan lalu", None).value is None
    assert only("Kamis (27/7/2023)", None).value == "2023-07-27"
    assert only("Senin pukul 10.00 WIB", None).value == "T10:00:00+07:00"


def test_the_day_of_a_datetime_is_its_date() -> None:
    assert only("Senin (24/7) pukul 16.00 WIB").day == "2023-07-24"
    assert only("21-22 Maret 2025").day == "2025-03-21/2025-03-22"
    assert only("lima tahun").day is None


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("2023-07-27", date(2023, 7, 27)),
        ("2024-02-11T22:15:00+07:00", date(2024, 2, 11)),
        ("2024/02/11 10:00", date(2024, 2, 11)),
        ("11Jul2025", date(2025, 7, 11)),
        ("20-Apr-20", date(2020, 4, 20)),
        ("Selasa, 26 Mei 2026 15:07 WIB", date(2026, 5, 26)),
        ("Senin, 09 Sep 2024 20:35 WIB", date(2024, 9, 9)),
        ("Thursday, 07 September 2017", date(2017, 9, 7)),
        ("Jum'at 8 Agust 2025 | 10:00", date(2025, 8, 8)),
        ("Thu, 27 Jul 2023 10:00:00 +0700", date(2023, 7, 27)),
        ("July 27, 2023", date(2023, 7, 27)),
        ("27/07/2023", date(2023, 7, 27)),
        ("9/16/2025 14:36", date(2025, 9, 16)),
        ("1/2/2024", date(2024, 2, 1)),
        ("Jumat, 2/1/2026", date(2026, 1, 2)),
        ("Minggu, 2/1/2026", date(2026, 2, 1)),
        ("20230727", date(2023, 7, 27)),
        ("", None),
        ("kemarin", None),
        ("31/31/2023", None),
        ("2023-02-30", None),
    ],
)
def test_article_date_fields_are_read(field: str, expected: date | None) -> None:
    assert parse_article_date(field) == expected


def test_ambiguous_figures_follow_the_hints_there_are() -> None:
    assert parse_article_date("12/8/2025", month_first=True) == date(2025, 12, 8)
    assert parse_article_date("12/8/2025", text="di Bogor, Senin (8/12/2025)") == date(2025, 12, 8)
    assert parse_article_date("9/4/2025", text="rapat itu, Senin (1/9) lalu") == date(2025, 9, 4)
    assert parse_article_date("9/4/2025", text="rapat itu, Senin (7/4) lalu") == date(2025, 4, 9)


def test_the_anchor_is_inferred_from_full_dates_with_a_weekday() -> None:
    text = "Rapat Senin (2/1/2023). Kata dia, Rabu (4/1/2023). Ia pergi, Rabu (4/1/2023)."
    assert infer_anchor(text) == date(2023, 1, 4)
    assert infer_anchor("Pada Jumat, 6 Januari 2023, ia tiba.") == date(2023, 1, 6)
    assert infer_anchor("Pada 2023 ia tiba.") is None


PIECES = st.sampled_from(
    """Senin Minggu minggu hari ini lalu pekan 17 (17/8) (31/2/2023) Agustus 2024 2024-2029 pukul 16.00
    WIB - hingga sejak akhir tahun dua puluh 1990-an kuartal II , . ( ) / 9/9 setengah jam malam kemarin abad
    ke-99 3x24 beberapa bulan terakhir 99999999999 0000 2000 29 Februari nomor I""".split()  # noqa: SIM905
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)), st.dates())
@settings(max_examples=400, deadline=None)
def test_any_text_gives_ordered_spans_with_true_offsets(text: str, anchor: date) -> None:
    spans = find_times(text, anchor)
    assert spans == find_times(text, anchor)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert text[span.start : span.end] == span.text
        end = span.end
    find_times(text)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=6).map(" ".join)))
@settings(deadline=None)
def test_any_date_field_gives_a_date_or_nothing(field: str) -> None:
    found = parse_article_date(field, text=field)
    assert found is None or 1900 <= found.year <= 2100
    infer_anchor(field)


@pytest.mark.parametrize(
    "piece", ["tahun ", "era ", "dua ", "1-", "(", "Senin ", "sejak 2014 hingga ", " ", "1"]
)
def test_long_monotonous_text_takes_time_in_proportion(piece: str) -> None:
    start = time.process_time()
    find_times(piece * (60_000 // len(piece)), WEDNESDAY)
    assert time.process_time() - start < 5


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2069, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    assert only(f"({day.day}/{day.month}/{day.year})", None).value == day.isoformat()
    assert parse_article_date(day.strftime("%d %B %Y")) == day
    assert parse_article_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Keesokan harinya warga pulang.", "2023-07-04"),
        ("Dua hari kemudian api padam.", "2023-07-05"),
        ("Sehari sebelumnya ia pergi.", "2023-07-02"),
        ("Pada hari yang sama ia tiba.", "2023-07-03"),
        ("Sepekan setelahnya pasar dibuka.", "2023-07-10"),
        ("Beberapa hari kemudian ia kembali.", None),
    ],
)
def test_days_are_counted_from_the_day_of_the_story(sentence: str, value: str | None) -> None:
    before = find_times("Kebakaran terjadi Senin (3/7/2023).", WEDNESDAY)
    after = find_times(sentence, WEDNESDAY)
    assert [time.value for time in list(follow([before, after]))[1]] == [value]
    assert [time.value for time in next(follow([after]))] == [None], "no day was named before"
