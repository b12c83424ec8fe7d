"""The page in a real browser: what a reader does, and that it does just that."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph
import pytest
from invented import analyses
from told import article, iri, told

from kg.html import write_page
from kg.model import Modality
from kg.namespaces import KG

pytestmark = pytest.mark.browser
KIM, SHOIGU = "Kim Jong Un", "Sergei Shoigu"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles: parallel relations, a denial, a plan, a claim, a place, two sources."""
    first = article(
        told(KIM, "bertemu dengan", SHOIGU, place="Pyongyang", time="2023-07-26"),
        told(KIM, "menyerahkan penghargaan kepada", SHOIGU, relation="gave"),
        told(SHOIGU, "memuji", KIM, relation="praised", speaker="Kantor berita setempat"),
        told(SHOIGU, "mengunjungi", "Pyongyang", relation="visited", types=("Person", "Place")),
        day=date(2023, 7, 27),
        title="Kim menjamu tamu dari utara",
    )
    second = article(
        told(
            SHOIGU,
            "tidak mengunjungi",
            "Desa Batu",
            relation="visited",
            types=("Person", "Place"),
            negative=True,
        ),
        told("Ratna Wiradana", "akan menemui", SHOIGU, relation="metWith", modality=Modality.PLANNED),
        told(
            "Ratna Wiradana", "memimpin", "Dewan Nelayan", relation="headOf", types=("Person", "Organization")
        ),
        id="berita-2",
        day=date(2023, 9, 3),
        source="suara.example",
        url="https://suara.example/2",
        title="Rencana pertemuan",
    )
    path = tmp_path_factory.mktemp("small") / "graph.html"
    write_page([first, second], path)
    return path


@pytest.fixture(scope="module")
def middle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("middle") / "graph.html"
    write_page(analyses(600, 1500), path, first_view=250, limit=500)
    return path


def pair(first: str, second: str) -> str:
    return f"pair={quote(iri(first), safe='')}&pair={quote(iri(second), safe='')}"


def test_it_opens_from_disk_without_a_single_request(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.search("Kim")
    opened.page.click("#table")
    opened.page.click("#help")
    assert opened.requests == [small.as_uri()]
    assert opened.problems == []


def test_two_people_are_joined_and_the_panel_shows_the_sentence(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.search("Kim Jong")
    panel = opened.page.locator("#panel")
    assert panel.locator("h2").inner_text() == KIM
    fact = panel.locator(".fact", has_text="bertemu dengan").first
    assert fact.locator(".sentence").inner_text() == f"{KIM} bertemu dengan {SHOIGU} di Pyongyang."
    assert fact.locator("mark.subject").inner_text() == KIM
    assert fact.locator("mark.object").inner_text() == SHOIGU
    assert fact.locator("cite a").get_attribute("href") == "https://kabar.example/berita/1"
    assert "27 Jul 2023" in fact.locator(".source").inner_text()


def test_a_click_on_the_line_opens_the_relations_of_the_pair(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    picture = ET.fromstring(opened.download("svg"))
    spots = {}
    for group in picture.iter("{http://www.w3.org/2000/svg}g"):
        name = group.find("{http://www.w3.org/2000/svg}title")
        x, y = group.attrib["transform"].removeprefix("translate(").rstrip(")").split()
        spots[name.text] = (float(x), float(y))
    box = opened.page.locator("#graph canvas").bounding_box()
    (x1, y1), (x2, y2) = spots[KIM], spots[SHOIGU]
    opened.page.mouse.click(box["x"] + (x1 + x2) / 2, box["y"] + (y1 + y2) / 2)
    opened.page.wait_for_timeout(700)
    assert opened.page.locator("#panel h2 .entity").all_inner_texts() in ([KIM, SHOIGU], [SHOIGU, KIM])


def test_parallel_relations_are_all_in_the_panel_of_the_pair(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.go(pair(KIM, SHOIGU))
    assert opened.page.locator("#panel .group").count() == 3
    sentences = opened.page.locator("#panel .sentence").all_inner_texts()
    assert len(sentences) == 3
    assert any("menyerahkan penghargaan" in sentence for sentence in sentences)
    assert "Kantor berita setempat" in opened.page.locator("#panel .by").inner_text()


def lines(svg: bytes) -> dict[str, str]:
    """The colour of each line of a picture by its title."""
    paths = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
    titled = [(path.find("{http://www.w3.org/2000/svg}title"), path.get("stroke", "")) for path in paths]
    return {str(title.text): colour for title, colour in titled if title is not None}


def test_lines_have_the_colour_of_their_relation(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    legend = opened.page.eval_on_selector_all(
        "#filters [data-key=relations] .check",
        """rows => rows.map(row => [row.querySelector('.name').innerText,
                                    row.querySelector('svg').style.getPropertyValue('--relation')])""",
    )
    colours = dict(legend)
    found = lines(opened.download("svg"))
    assert found[f"{SHOIGU} – mengunjungi – Pyongyang"] == colours["mengunjungi"]
    (led,) = (title for title in found if title.endswith("Dewan Nelayan"))
    assert found[led] == colours[led.split(" – ")[1]] != colours["mengunjungi"]
    denied = opened.page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--denied')")
    assert found[f"{SHOIGU} – mengunjungi – Desa Batu"] == denied.strip()


def test_communities_have_colours_of_their_own_and_a_legend(middle: Path, open_page: Open) -> None:
    opened = open_page(middle)
    opened.go("colour=group&top=500")
    rows = opened.page.locator("#filters [data-key=groups] button.open-group")
    swatches = opened.page.eval_on_selector_all(
        "#filters [data-key=groups] button .swatch", "found => found.map(one => one.style.cssText)"
    )
    assert len(set(swatches)) == len(swatches) > 11
    fills = {
        group[1].get("fill")
        for group in ET.fromstring(opened.download("svg")).iter("{http://www.w3.org/2000/svg}g")
        if len(group) > 1
    }
    assert len(fills) >= len(swatches)
    size = int(rows.last.locator(".count").inner_text())
    rows.last.click()
    opened.page.wait_for_timeout(300)
    assert "group=" in opened.page.evaluate("location.hash")
    assert 0 < int(opened.status().split(" ")[0]) <= size


def test_the_panel_counts_independent_sources(tmp_path: Path, open_page: Open) -> None:
    def met(number: int, **how: Any) -> Any:
        return article(told(KIM, "bertemu", SHOIGU, **how), id=f"berita-{number}", title=f"Berita {number}")

    said = f'"{KIM} bertemu {SHOIGU}," kata Ratna.'
    denied = f"{KIM} tidak pernah bertemu {SHOIGU}, menurut kantornya."
    found = [met(1), met(2), met(3, speaker="Ratna", sentence=said), met(4, negative=True, sentence=denied)]
    found.append(article(told(KIM, "memuji", "Citra", relation="praised"), id="berita-5"))
    found.append(article(told(KIM, "memuji", "Citra", relation="praised"), id="berita-6"))
    write_page(found, tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    opened.search("Kim")
    assert opened.page.locator("#panel .sources").all_inner_texts() == [
        "2 sumber independen",
        "2 salinan satu berita",
    ]
    cards = opened.page.locator("#panel .group").first.locator(".fact")
    assert cards.count() == 4, "what says the same stands together, its denial with it"
    assert [("again" in (card.get_attribute("class") or "")) for card in cards.all()] == [False, *[True] * 3]
    opened.page.click("#language")
    assert "2 independent sources" in opened.text("#panel")


def test_every_relation_of_a_larger_graph_can_be_reached(middle: Path, open_page: Open) -> None:
    opened = open_page(middle)
    opened.search("Partai Kesehatan")
    count = int(opened.text("#panel .figures b").replace(".", ""))
    while opened.page.locator("#panel .group:not([open]) summary").count():
        opened.page.locator("#panel .group:not([open]) summary").first.click()
    while opened.page.locator("#panel .more:visible").count():
        opened.page.locator("#panel .more:visible").first.click()
    assert opened.page.locator("#panel .fact").count() == count > 20


def test_what_is_shown_is_always_said(small: Path, middle: Path, open_page: Open) -> None:
    assert open_page(small).status() == "6 dari 6 entitas · 7 dari 7 pernyataan"
    opened = open_page(middle)
    assert opened.status().startswith("250 dari 616 entitas")
    assert "halaman ini memuat 500 yang terpenting" in opened.text("#crumbs")


def test_the_legend_counts_and_filters_and_undo_brings_it_back(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    before = opened.status()
    assert opened.page.locator("#filters label", has_text="Orang").locator(".count").inner_text() == "3"
    opened.page.uncheck("#type-Place")
    assert opened.status().startswith("4 dari 6 entitas")
    opened.page.uncheck("#status-planned")
    assert opened.status() != before
    opened.page.click("#undo")
    opened.page.click("#undo")
    assert opened.status() == before
    opened.page.locator("#filters .check", has_text="Dibantah").hover()
    opened.page.locator("#filters .check", has_text="Dibantah").locator(".only").click()
    assert "1 dari 7 pernyataan" in opened.status()


def test_time_relation_and_source_narrow_the_view(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.go("from=2023-08-01&to=2023-12-31")
    assert "3 dari 7 pernyataan" in opened.status()
    opened.go("clock=event&from=2023-07-26&to=2023-07-26")
    assert "1 dari 7 pernyataan" in opened.status()
    opened.go("-source=suara.example")
    assert "4 dari 7 pernyataan" in opened.status()
    opened.go(f"-relation={quote(iri('rel/visited').replace('%2F', '/'), safe='')}")
    assert "5 dari 7 pernyataan" in opened.status()


def test_only_what_is_likely_right_is_shown_on_demand(small: Path, middle: Path, open_page: Open) -> None:
    opened = open_page(small)  # all of it 0.9
    opened.go("sure=90")
    assert "7 dari 7 pernyataan" in opened.status()
    opened.go("sure=95")
    assert "0 dari 7 pernyataan" in opened.status()
    opened = open_page(middle)
    facts = opened.page.evaluate("JSON.parse(document.getElementById('kg-data').textContent).facts")
    likely = sum(fact[16] >= 0.8 for fact in facts)
    opened.go("top=616&nameless=yes")
    before = int(opened.status().split(" · ")[1].split(" ")[0].replace(".", ""))
    opened.page.locator("#sure").fill("80")
    assert "sure=80" in opened.page.url
    assert opened.page.locator("label[for=sure] output").inner_text() == "80%"
    assert 0 < int(opened.status().split(" · ")[1].split(" ")[0].replace(".", "")) <= likely < before
    opened.search("Partai")
    assert "kemungkinan benar" in opened.page.locator("#panel .fact footer").first.inner_text()
    opened.page.click("#clear")
    assert "sure" not in opened.page.url


def test_the_histogram_chooses_a_range_by_dragging(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    box = opened.page.locator("#time .bars").bounding_box()
    opened.page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + box["width"] - 1, box["y"] + 20, steps=4)
    opened.page.mouse.up()
    assert "3 dari 7 pernyataan" in opened.status()
    assert opened.page.input_value("#time-to") == "2023-09-03"


def test_neighbourhood_by_depth_and_shortest_path(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.search("Dewan Nelayan")
    opened.page.locator("#panel .action").first.click()
    assert opened.status().startswith("2 dari 6")
    opened.page.locator(".depth button").last.click()
    assert opened.status().startswith("3 dari 6")
    opened.page.locator("#panel .action").nth(1).click()
    opened.page.fill("#path-search", "Kim")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_timeout(200)
    steps = opened.page.locator("#panel .steps > li .step").all_inner_texts()
    assert len(steps) == 3
    assert "3 langkah" in opened.text("#panel .hint")


def test_the_address_brings_back_the_same_view(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.page.uncheck("#type-Place")
    opened.search("Ratna")
    address = opened.page.evaluate("location.hash")
    again = open_page(small)
    again.go(address)
    assert again.status() == opened.status()
    assert again.text("#panel h2") == "Ratna Wiradana"


def test_the_address_says_where_the_camera_stands(small: Path, open_page: Open) -> None:
    """It is written from where the camera is, so an address that moved nothing would be written over."""
    opened = open_page(small)
    opened.page.wait_for_timeout(400)
    assert opened.page.evaluate("location.hash") == ""
    for _ in range(3):
        opened.page.click("#zoom-in")
        opened.page.wait_for_timeout(400)
    opened.page.mouse.move(640, 400)
    opened.page.mouse.wheel(0, -120)
    opened.page.wait_for_timeout(500)
    opened.page.wait_for_timeout(1500)
    address = opened.page.evaluate("location.hash")
    assert address.startswith("#at=")
    again = open_page(small)
    again.go(address)
    again.page.wait_for_timeout(500)
    assert again.page.evaluate("location.hash") == address
    again.page.click("#fit")
    again.page.wait_for_timeout(1500)
    assert again.page.evaluate("location.hash") == ""
    again.go("at=99999999+x+0")
    assert again.problems == []


def test_a_broken_address_shows_the_first_view(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.go("top=abc&depth=-3&focus=nobody&node=%E0%A4%A&path=x&from=yesterday")
    assert opened.status().startswith("6 dari 6")
    assert opened.problems == []


def test_pictures_and_tables_to_take_away(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    assert opened.download("png").startswith(b"\x89PNG")
    picture = ET.fromstring(opened.download("svg"))
    texts = [element.text for element in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert KIM in texts
    rows = list(csv.DictReader(io.StringIO(opened.download("csv").decode("utf-8-sig"))))
    assert len(rows) == 7
    assert rows[0].keys() >= {"subject", "relation", "object", "sentence", "url", "attribution"}
    triples = list(pyoxigraph.parse(opened.download("ttl"), pyoxigraph.RdfFormat.TURTLE))
    kinds = [t for t in triples if str(t.object) == f"<{KG}Statement>"]
    assert len(kinds) == 7
    bare = [t for t in triples if str(t.subject) == f"<{iri(SHOIGU)}>" and "visited" in str(t.predicate)]
    assert [str(t.object) for t in bare] == [f"<{iri('Pyongyang')}>"], "a denied visit is no bare triple"


def test_it_can_be_used_by_keyboard_alone(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    keys = opened.page.keyboard
    keys.press("/")
    keys.type("shoi")
    keys.press("Enter")
    assert opened.text("#panel h2") == SHOIGU
    opened.page.locator("#graph").focus()
    keys.press("ArrowLeft")
    opened.page.wait_for_timeout(400)
    assert opened.text("#panel h2") != SHOIGU
    keys.press("Escape")
    opened.search("Shoigu")
    opened.page.locator("#graph").focus()
    met = set()
    for _ in range(4):
        keys.press("e")
        met |= set(opened.page.locator("#panel h2 .entity").all_inner_texts())
        assert "Relasi antara" in opened.text("#announcer")
    assert met == {SHOIGU, KIM, "Pyongyang", "Desa Batu", "Ratna Wiradana"}
    keys.press("Escape")
    keys.press("t")
    assert opened.page.locator("#tables tbody tr").count() == 6
    keys.press("t")
    keys.press("?")
    assert opened.page.locator("dialog").is_visible()
    keys.press("Escape")
    assert not opened.page.locator("dialog").is_visible()
    keys.press("u")
    assert opened.problems == []


def test_the_table_holds_what_the_picture_holds(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.page.click("#table")
    names = opened.page.locator("#tables tbody th").all_inner_texts()
    assert set(names) == {KIM, SHOIGU, "Pyongyang", "Desa Batu", "Ratna Wiradana", "Dewan Nelayan"}
    opened.page.click("#tab-facts")
    assert opened.page.locator("#tables .sentence").count() == 7


def test_changes_are_announced(small: Path, open_page: Open) -> None:
    opened = open_page(small)
    opened.page.uncheck("#type-Place")
    assert opened.text("#announcer") == opened.status()
    opened.search("Kim")
    assert KIM in opened.text("#announcer")


def test_it_speaks_english_and_is_dark_where_asked(small: Path, open_page: Open) -> None:
    opened = open_page(small, color_scheme="dark")
    assert opened.page.evaluate("document.documentElement.dataset.theme") == "dark"
    opened.page.click("#language")
    assert opened.status() == "6 of 6 entities · 7 of 7 statements"
    opened.go(pair(KIM, SHOIGU))
    assert "met with" in opened.text("#panel").lower()
    assert opened.text("#panel .figures").split() == ["3", "statements", "1", "article"]
    assert opened.page.evaluate("document.documentElement.lang") == "en"


def test_it_fits_a_phone(middle: Path, open_page: Open) -> None:
    opened = open_page(middle, width=360, height=740, has_touch=True, is_mobile=True)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    opened.search("Partai Kesehatan")
    panel = opened.page.locator("#panel").bounding_box()
    assert panel["width"] == 360
    assert opened.status().startswith("80 dari"), "fewer at first, and the address says so"
    assert "top=80" in opened.page.evaluate("location.hash")
    assert panel["y"] + panel["height"] == pytest.approx(740, abs=1)
    opened.page.locator("#panel .close").tap()
    opened.page.wait_for_timeout(300)
    assert not opened.page.locator("#panel").is_visible()


@pytest.mark.parametrize("size", [(1280, 800), (390, 780)])
def test_no_label_is_cut_off_where_all_is_in_view(
    middle: Path, open_page: Open, size: tuple[int, int]
) -> None:
    opened = open_page(middle, width=size[0], height=size[1])
    opened.go("top=80")
    opened.page.wait_for_timeout(300)
    boxes = opened.page.evaluate(
        """markup => {
            const holder = document.createElement('div');
            document.body.append(holder);
            const picture = new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement;
            holder.append(picture);
            const wide = Number(picture.getAttribute('width'));
            return [...holder.querySelectorAll('text')].map((text) => {
                const { x, width } = text.getBBox();
                return [x, wide - x - width];
            });
        }""",
        opened.download("svg").decode(),
    )
    assert len(boxes) > 15
    assert min(min(box) for box in boxes) > -2


@pytest.mark.parametrize("steps", [0, 3, 6])
def test_labels_never_overlap(middle: Path, open_page: Open, steps: int) -> None:
    opened = open_page(middle)
    for _ in range(steps):
        opened.page.click("#zoom-in")
        opened.page.wait_for_timeout(400)
    markup = opened.download("svg").decode()
    boxes = opened.page.evaluate(
        """markup => {
            const holder = document.createElement('div');
            document.body.append(holder);
            holder.append(new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement);
            return [...holder.querySelectorAll('text')].map((text) => {
                const { x, y, width, height } = text.getBBox();
                return [x, y + height * 0.2, x + width, y + height * 0.8];
            });
        }""",
        markup,
    )
    assert len(boxes) > 15
    crossing = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] - 2 and b[0] < a[2] - 2 and a[1] < b[3] - 2 and b[1] < a[3] - 2
    ]
    assert crossing == []


def test_an_empty_graph_says_so(tmp_path: Path, open_page: Open) -> None:
    write_page([], tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    assert opened.text("#empty") == "Belum ada entitas dalam graf ini."
    assert opened.problems == []


def test_the_map_of_communities_opens_each(middle: Path, open_page: Open) -> None:
    opened = open_page(middle)
    opened.page.keyboard.press("g")
    bubbles = opened.page.locator("#groups .bubble")
    assert bubbles.count() > 3
    assert "dari 616 entitas" in opened.text("#groups .hint")
    assert opened.page.locator("#filters button.open-group").count() == bubbles.count()
    largest = int(bubbles.first.locator(".number-in").text_content())
    bubbles.first.click()
    opened.page.wait_for_timeout(200)
    shown = int(opened.status().split(" ")[0])
    assert 3 <= shown <= largest
    opened.page.click("#back")
    assert opened.status().startswith("250 dari 616")


STATES: dict[str, Callable[[Any], None]] = {
    "first view": lambda opened: None,
    "suggestions": lambda opened: opened.page.fill("#search", "Partai"),
    "an entity": lambda opened: opened.search("Partai"),
    "a pair": lambda opened: opened.go("pair=" + "&pair=".join(quote(i, safe="") for i in joined(opened))),
    "a path": lambda opened: opened.go("path=" + "&path=".join(quote(i, safe="") for i in apart(opened))),
    "entities as a table": lambda opened: opened.page.keyboard.press("t"),
    "statements as a table": lambda opened: (
        opened.page.keyboard.press("t"),
        opened.page.click("#tab-facts"),
    ),
    "map of communities": lambda opened: opened.page.keyboard.press("g"),
    "colours of communities": lambda opened: opened.go("colour=group"),
    "filters on": lambda opened: opened.go("-type=Place&-status=denied&least=2&sure=50&from=2024-03-01"),
    "nothing left": lambda opened: opened.go("from=1900-01-01&to=1900-01-02"),
    "menu": lambda opened: opened.page.click("#exports summary"),
    "help": lambda opened: opened.page.keyboard.press("?"),
}


# Another language changes words alone: these states have most of them.
SPOKEN = {"an entity", "statements as a table", "map of communities", "filters on", "help"}


def joined(opened: Any) -> list[str]:
    """Two entities that a fact joins."""
    data = opened.page.evaluate("JSON.parse(document.getElementById('kg-data').textContent)")
    fact = next(fact for fact in data["facts"] if fact[0] >= 0 and fact[4] >= 0)
    return [data["nodes"][fact[0]][0], data["nodes"][fact[4]][0]]


def apart(opened: Any) -> list[str]:
    """The first and the last entity of the first view."""
    rows = opened.page.evaluate("JSON.parse(document.getElementById('kg-data').textContent).nodes")
    return [rows[0][0], rows[60][0]]


@pytest.mark.parametrize("look", ["light", "dark", "phone", "English"])
def test_axe_finds_no_fault_in_any_state(tmp_path: Path, open_page: Open, axe: Any, look: str) -> None:
    write_page(analyses(100, 250), tmp_path / "graph.html", first_view=80, limit=90, sheets=True)
    size = {"width": 390, "height": 780, "is_mobile": True, "has_touch": True} if look == "phone" else {}
    opened = open_page(tmp_path / "graph.html", color_scheme="dark" if look == "dark" else "light", **size)
    if look == "English":
        opened.page.click("#language")
    faults = {}
    for state, reach in STATES.items():
        if look == "English" and state not in SPOKEN:
            continue
        reach(opened)
        if look == "phone" and state == "filters on":
            opened.page.click("#show-filters")
        opened.page.wait_for_timeout(300)
        faults[state] = axe(opened.page)
        opened.page.keyboard.press("Escape")
        opened.go("")
    assert {state: found for state, found in faults.items() if found} == {}
