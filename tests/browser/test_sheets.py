"""The report and the timeline: figures that are right, links that lead into the graph, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented import analyses
from test_hostile_page import corpus
from told import article, folder_of, told

from commandline import kg
from conftest import Axe
from kg.html import collect_named, write_page, write_report, write_timeline
from kg.model import Modality
from kg.view.summary import summarise, timeline

KIM, SHOIGU = "Kim Jong Un", "Sergei Shoigu"


def few() -> list[Any]:
    return [
        article(
            told(KIM, "bertemu dengan", SHOIGU, time="2023-07-26"),
            told(SHOIGU, "memuji", KIM, relation="praised", speaker="Kantor berita"),
            day=date(2023, 7, 27),
            title="Kim menjamu tamu",
        ),
        article(
            told(KIM, "akan menemui", SHOIGU, modality=Modality.PLANNED, time="2023-09-01/2023-09-03"),
            told(KIM, "tidak mengunjungi", "Desa Batu", relation="visited", negative=True),
            id="berita-2",
            day=date(2023, 9, 3),
            source="suara.example",
        ),
        article(id="berita-3", day=date(2023, 9, 4), source="suara.example"),
    ]


def test_the_figures_are_right() -> None:
    found = summarise(collect_named(few()))
    assert found.statements == 4
    assert found.statuses == {
        "asserted": 1, "attributed": 1, "planned": 1, "possible": 0, "obligation": 0, "denied": 1
    }  # fmt: skip
    assert found.silent == 1
    assert (found.bars[0].first, found.bars[-1].last) == (date(2023, 7, 27), date(2023, 9, 3))
    assert sum(bar.asserted for bar in found.bars) == 1
    assert sum(bar.other for bar in found.bars) == 3
    assert (found.events[0].first, found.events[-1].last) == (date(2023, 7, 26), date(2023, 9, 1))
    assert sum(bar.asserted + bar.other for bar in found.events) == 2
    assert found.sources[0] == ("suara.example", 2, 2, 0)
    tie = found.ties[0]
    assert ({tie.first.label, tie.second.label}, tie.facts, tie.articles) == ({KIM, SHOIGU}, 3, 2)
    assert found.dated_share == 0.5
    assert found.canonical_share == found.complete_share == 1


def test_the_timeline_goes_by_the_day_of_the_event() -> None:
    days = timeline(collect_named(few()))
    assert [day.day for day in days] == [date(2023, 9, 1), date(2023, 7, 26)]
    assert [fact.predicate for fact in days[1].facts] == ["bertemu dengan"]


def test_another_century_does_not_squeeze_these_days() -> None:
    days = [f"2024-05-{day:02}" for day in range(1, 31) for _ in range(4)]
    found = summarise(
        collect_named([article(*(told(KIM, "bertemu", SHOIGU, time=day) for day in ["1019-02-20", *days]))])
    )
    assert (found.events[0].first.year, len(found.events)) == (2024, 30)


def test_no_bar_for_nothing() -> None:
    found = summarise(collect_named([]))
    assert (found.statements, found.bars, found.ties, found.complete_share) == (0, (), (), 0.0)


@pytest.mark.parametrize("write", [write_report, write_timeline])
@pytest.mark.parametrize("language", ["id", "en"])
def test_they_are_written_alike_each_time(tmp_path: Path, write: Callable[..., None], language: str) -> None:
    shown = collect_named(analyses(150, 400))
    for name in "ab":
        write(shown, tmp_path / name, language=language)
    text = (tmp_path / "a").read_text(encoding="utf-8")
    assert text == (tmp_path / "b").read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r">(?:report|timeline|status|type)\.\w+<", text), "a word is not translated"
    write(collect_named([]), tmp_path / "empty", language=language)


@pytest.mark.browser
def test_they_lead_into_the_graph(tmp_path: Path, chromium: Any) -> None:
    shown = collect_named(few())
    write_page(shown, tmp_path / "graph.html")
    write_report(shown, tmp_path / "report.html")
    page = chromium.new_context().new_page()
    page.goto((tmp_path / "report.html").as_uri())
    page.locator("tbody a").first.click()
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    assert sorted(page.locator("#panel h2 .entity").all_inner_texts()) == [KIM, SHOIGU]
    page.context.close()


@pytest.mark.browser
def test_graph_report_and_timeline_lead_to_each_other(tmp_path: Path, chromium: Any) -> None:
    shown = collect_named(few())
    write_page(shown, tmp_path / "graph.html", sheets=True)
    write_report(shown, tmp_path / "report.html")
    write_timeline(shown, tmp_path / "timeline.html")
    page = chromium.new_context().new_page()
    page.goto((tmp_path / "graph.html").as_uri())
    for link, name in [("Lini masa", "timeline"), ("Ringkasan", "report"), ("Graf", "graph")]:
        page.get_by_role("link", name=link, exact=True).first.click()
        page.wait_for_url(f"**/{name}.html")
    write_page(shown, tmp_path / "alone.html")
    page.goto((tmp_path / "alone.html").as_uri())
    assert page.get_by_role("link", name="Ringkasan").count() == 0
    page.context.close()


def test_the_command_writes_them_for_another_place(tmp_path: Path) -> None:
    (tmp_path / "graf").mkdir()
    built = folder_of(tmp_path / "graf", few())
    (built / "graph.html").touch()
    ran = kg("report", built, "--page-language", "en", "--output", tmp_path / "laporan baru")
    assert ran.returncode == 0, ran.stderr
    text = (tmp_path / "laporan baru" / "report.html").read_text(encoding="utf-8")
    assert 'href="../graf/graph.html#node=' in text
    assert "Most important entities" in text
    assert kg("report", built).returncode == 0
    assert (built / "report" / "timeline.html").is_file()
    ran = kg("report", built, "--output", built)
    assert (ran.returncode, "choose another folder" in ran.stderr) == (2, True)


@pytest.mark.browser
@pytest.mark.parametrize("write", [write_report, write_timeline])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault(
    tmp_path: Path, chromium: Any, axe: Axe, write: Callable[..., None], scheme: str
) -> None:
    write(collect_named(analyses(150, 400)), tmp_path / "sheet.html")
    page = chromium.new_context(color_scheme=scheme).new_page()
    page.goto((tmp_path / "sheet.html").as_uri())
    assert axe(page) == []
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("write", [write_report, write_timeline])
def test_a_hostile_corpus_stays_text(tmp_path: Path, chromium: Any, write: Callable[..., None]) -> None:
    path = tmp_path / "sheet.html"
    write(collect_named([*corpus(), *few()]), path, title="</title><script>window.pwned=30</script>")
    page = chromium.new_context().new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("window.pwned === undefined")
    assert page.locator("script, img, [onerror], [onload], [onmouseover]").count() == 0
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
    assert set(addresses) <= {"http:", "https:", "file:"}
    assert (asked, problems) == ([path.as_uri()], [])
    page.context.close()
