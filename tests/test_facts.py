"""`kg facts`: how many independent sources a fact has, who denies it, and which figures contradict it."""

from __future__ import annotations

import csv
import doctest
import io
import json
import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commandline import kg
from factories import DENIED, MET, PLANNED, RAKA, SINTA, analysis, argument, document, predicate, statement
from kg import copies
from kg.cli.facts import command
from kg.copies import stories
from kg.corroboration import Fact, facts
from kg.model import Analysis, Attribution, Modality, Polarity, Statement
from kg.namespaces import KG

AGENCY = (
    "Menteri Raka Wibisana bertemu dengan Gubernur Sinta Maheswari di Kota Randu, Senin (3/2/2025). "
    "Pertemuan itu berlangsung dua jam di gedung kesenian dan dihadiri 40 pejabat daerah. Raka datang "
    "bersama rombongan kecil dengan kereta pagi dari Lembah Hijau. Bank Sejahtera membukukan laba "
    "Rp12 miliar pada tahun 2024. Menurut panitia, acara serupa akan digelar lagi di Pasar Melati "
    "pada bulan April."
)
OTHER = (
    "Gubernur Sinta Maheswari bertemu dengan Menteri Raka Wibisana kemarin lusa, demikian catatan "
    "wartawan kami di balai kota. Keduanya tampak akrab dan sempat mencicipi jajanan pedagang kaki "
    "lima sebelum berpisah menjelang malam. Bank Sejahtera membukukan laba Rp15 miliar pada tahun "
    "2024."
)
DENIAL = (
    "Raka Wibisana tidak bertemu dengan Sinta Maheswari. Hal itu tertulis dalam jadwal resmi "
    "kementerian yang diterima redaksi pada Selasa siang. Raka Wibisana akan mengunjungi Kabupaten "
    "Ranu Kembang pekan depan."
)
GOLD = (
    "Harga emas batangan di Kota Randu pada hari {day} Februari adalah Rp{one} untuk satu gram, "
    "Rp{two} untuk dua gram, dan Rp{three} untuk lima gram, demikian daftar toko Melati yang terbit "
    "setiap pagi di papan itu."
)


def told(name: str, *statements: Statement, text: str = "", day: int = 4) -> Analysis:
    """An article that says only `statements`, in words of its own unless `text` is given."""
    words = text or " ".join(f"{name}{number}" for number in range(30))
    about = document(name, text=words, date=date(2025, 2, day))
    return analysis(name, *(replace(one, document=name) for one in statements), document=about)


def listed(*analyses: Analysis) -> list[Fact]:
    return list(facts(lambda: iter(analyses)))


def only(*analyses: Analysis) -> Fact:
    (fact,) = listed(*analyses)
    return fact


def figure(words: str, **more: Any) -> Statement:
    """A statement that gives an amount of something that has a name."""
    given: dict[str, Any] = {"predicate": predicate("membukukan", "buku"), "object": argument(words)}
    return statement(**{**given, **more})


def test_the_examples_in_the_code_are_true() -> None:
    assert doctest.testmod(copies).attempted == 2 and not doctest.testmod(copies).failed


def test_copies_of_a_story_are_one_source_and_the_first_names_it() -> None:
    shorter, longer = AGENCY.split(" Bank")[0], "RANDU - " + AGENCY + " (Cakrawala) Dilarang mengutip."
    texts = {"c": AGENCY, "b": longer, "a": shorter, "d": OTHER, "e": DENIAL}
    days = {"c": 3, "b": 4, "a": 4, "d": 3, "e": 3}
    given = [document(name, text=text, date=date(2025, 2, days[name])) for name, text in texts.items()]
    assert stories(lambda: given) == {"a": "c", "b": "c", "c": "c"}
    assert stories(lambda: given[::-1]) == stories(lambda: given)


def test_a_form_that_is_filled_anew_each_day_is_no_copy() -> None:
    one = GOLD.format(day=4, one="1.650.000", two="3.300.000", three="8.240.000")
    two = GOLD.format(day=5, one="1.671.000", two="3.342.000", three="8.345.000")
    assert not copies.copies(one, two)
    assert copies.copies(one, one.replace("toko", "Toko"))


def test_short_texts_are_copies_only_if_they_are_equal() -> None:
    given = [document(name, text=text) for name, text in {"a": "Hujan turun.", "b": "Hujan reda."}.items()]
    assert stories(lambda: given) == {}
    assert stories(lambda: [given[0], document("c", text="hujan turun")]) == {"a": "a", "c": "a"}


def test_independent_sources_are_counted_and_copies_are_not() -> None:
    fact = only(told("a", MET, text=AGENCY), told("b", MET, text=AGENCY + " (Cakrawala)"), told("c", MET))
    assert (fact.agreeing, len(fact.testimonies)) == (2, 3)
    assert {one.source for one in fact.testimonies} == {"a", "c"}


def test_what_is_denied_planned_or_only_reported_stands_apart() -> None:
    said = Attribution(text="polisi", label="polisi", entity=None, cue="kata")
    fact = only(
        told("a", MET),
        told("b", replace(MET, attribution=said)),
        told("c", replace(MET, polarity=Polarity.NEGATIVE)),
        told("d", replace(MET, modality=Modality.PLANNED)),
        told("e", replace(MET, modality=Modality.POSSIBLE)),
    )
    counts = {
        stance: fact.sources(stance) for stance in ("stated", "reported", "denied", "planned", "possible")
    }
    assert counts == dict.fromkeys(counts, 1) and fact.agreeing == 2
    assert {one.voice for one in fact.testimonies} == {"", "polisi"}


def test_symmetric_relations_and_inverses_are_one_fact() -> None:
    back = replace(MET, subject=MET.object, object=MET.subject)
    assert only(told("a", MET), told("b", back)).agreeing == 2
    child = statement(predicate=predicate("putra", "putra", "childOf"))
    parent = statement(
        predicate=predicate("ayah", "ayah", "parentOf"), subject=child.object, object=child.subject
    )
    fact = only(told("a", child), told("b", parent))
    assert (fact.agreeing, fact.relation_iri) == (2, KG + "childOf")


def test_a_nameless_thing_is_another_one_in_another_story_but_not_in_a_copy() -> None:
    soto = statement(predicate=predicate("menyantap", "santap"), object=argument("soto"))
    assert len(listed(told("a", soto), told("b", soto))) == 2
    assert len(only(told("a", soto, text=AGENCY), told("b", soto, text=AGENCY)).testimonies) == 2


def others(*analyses: Analysis) -> dict[str, tuple[str, ...]]:
    return {fact.object: fact.others for fact in listed(*analyses)}


@pytest.mark.parametrize(
    ("one", "two", "differ"),
    [
        ("laba Rp12 miliar", "laba Rp15 miliar", True),
        ("Rp12 miliar", "Rp15 miliar", True),
        ("Rp12 miliar", "Rp12.000.000.000", False),
        ("Rp12 miliar", "12 orang", False),
        ("lebih dari 10 orang", "12 orang", False),
        ("lebih dari 10 orang", "9 orang", True),
        ("sekitar 40 orang", "43 orang", False),
        ("sekitar 40 orang", "60 orang", True),
        ("12 orang", "15 rumah", False),
        ("12 persen", "15 persen", True),
    ],
)
def test_figures_of_one_quantity_conflict_where_no_number_is_both(one: str, two: str, differ: bool) -> None:
    assert others(told("a", figure(one)), told("b", figure(two))) == {
        one: (two,) if differ else (),
        two: (one,) if differ else (),
    }


def test_figures_of_different_times_subjects_or_of_one_voice_do_not_conflict() -> None:
    ten, twelve = figure("10 orang"), figure("12 orang")
    assert not any(others(told("a", ten, twelve)).values())
    assert not any(others(told("a", ten), told("b", ten, twelve)).values())
    assert not any(others(told("a", ten, day=1), told("b", twelve, day=9)).values())
    assert any(others(told("a", ten, day=1), told("b", twelve, day=2)).values())
    dated = [replace(ten, time="2024"), replace(twelve, time="2023")]
    assert not any(others(told("a", dated[0]), told("b", dated[1])).values())
    elsewhere = replace(twelve, subject=argument("Sinta Maheswari", SINTA))
    assert not any(others(told("a", ten), told("b", elsewhere)).values())
    assert not any(others(told("a", ten), told("b", replace(twelve, polarity=Polarity.NEGATIVE))).values())


def test_two_voices_in_one_article_may_contradict_each_other() -> None:
    police = Attribution(text="polisi", label="polisi", entity=None, cue="kata")
    given = figure("10 orang"), replace(figure("12 orang"), attribution=police)
    assert others(told("a", *given)) == {"10 orang": ("12 orang",), "12 orang": ("10 orang",)}


def test_the_order_of_articles_and_statements_does_not_matter() -> None:
    given = [told(name, MET, DENIED, PLANNED, figure(f"{len(name)} orang")) for name in ("a", "bb", "ccc")]
    shuffled = [replace(one, statements=one.statements[::-1]) for one in random.Random(3).sample(given, 3)]
    assert listed(*given) == listed(*shuffled)
    assert [fact.agreeing for fact in listed(*given)][:2] == [3, 1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of two copies of a story, another report of it, and a denial, all invented."""
    folder = tmp_path_factory.mktemp("facts")
    rows = [
        ("cakrawala", "RANDU - " + AGENCY, "2025-02-04", "Kantor Berita Cakrawala"),
        ("harian", AGENCY + " (Cakrawala)", "2025-02-04", "Harian Lembah"),
        ("suara", OTHER, "2025-02-05", "Suara Randu"),
        ("tilik", DENIAL, "2025-02-05", "Tilik"),
    ]
    names = ("id", "text", "date", "source")
    lines = "".join(json.dumps(dict(zip(names, row, strict=True))) + "\n" for row in rows)
    (folder / "berita.jsonl").write_text(lines, encoding="utf-8")
    assert kg("build", folder / "berita.jsonl", "-o", folder / "graph").returncode == 0
    return folder / "graph"


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done


def records(*arguments: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--format", "jsonl").stdout.splitlines()]


def names(found: Iterable[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(row["subject"], row["relation"], row["object"]) for row in found]


@pytest.mark.model
def test_real_articles_corroborate_deny_and_contradict(built: Path) -> None:
    met = ("Raka Wibisana", "metWith", "Sinta Maheswari")
    found = dict(zip(names(records(built)), records(built), strict=True))
    assert (found[met]["sources"], found[met]["denied"]) == (2, 1)
    assert {one["article"] for one in found[met]["evidence"]} == {"cakrawala", "harian", "suara", "tilik"}
    assert met in names(records(built, "--min-sources", "2"))
    assert names(records(built, "--denied", "--min-sources", "1")) == [met]
    contradicted = records(built, "--conflicting")
    assert [(row["object"], row["other_figures"]) for row in contradicted] == [
        ("laba Rp12 miliar", ["laba Rp15 miliar"]),
        ("laba Rp15 miliar", ["laba Rp12 miliar"]),
    ]
    visits = [row for row in records(built, "--relation", "visited") if row["subject"] == RAKA.label]
    assert [(row["sources"], row["planned"]) for row in visits] == [(0, 1)]
    about = records(built, "--entity", "raka wibisana")
    assert about and all("Raka Wibisana" in (row["subject"], row["object"]) for row in about)
    assert records(built, "--entity", "Raka") == about == records(built, "--entity", RAKA.iri)


@pytest.mark.model
def test_tables_csv_and_copies_are_printed(built: Path) -> None:
    table = run(built, "--min-sources", "2").stdout
    assert "metWith" in table and "denied" in table and "visited" not in table
    rows = list(csv.DictReader(io.StringIO(run(built, "--format", "csv").stdout)))
    assert len(rows) == len(records(built))
    (met,) = [row for row in rows if row["relation"] == "metWith"]
    assert (met["sources"], met["denied"], met["articles"]) == ("2", "1", "cakrawala; harian; suara; tilik")
    assert [row["article"] for row in records(built, "--copies")] == ["cakrawala", "harian"]
    assert run(built, "--copies").stderr == "2 articles are copies of 1 stories\n"
    assert run(built, "--entity", "Nemo Entah").stderr == "no facts\n"
