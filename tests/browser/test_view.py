"""What is shown, before any page: merging, measures, layout, parts, and the command that makes pages."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import analyses
from told import article, folder_of, iri, told

from kg.html.payload import payload, radius, script_offsets
from kg.html.ranking import EVIDENCE, rank
from kg.model import Analysis, Modality
from kg.namespaces import thing_iri
from kg.view import Collection, collect, communities, graph, importance, layout, links, selection
from kg.view.collect import safe_url
from kg.view.packing import pack as packed

KIM, SHOIGU = "Kim Jong Un", "Sergei Shoigu"


@pytest.fixture
def two() -> list[Analysis]:
    return [
        article(told(KIM, "bertemu dengan", SHOIGU, time="2023-07-26"), day=date(2023, 7, 27)),
        article(
            told(KIM, "menemui", SHOIGU),
            told(SHOIGU, "tidak mengunjungi", "Desa Batu", relation="visited", negative=True),
            told("", "ditangkap", "Ratna", relation="arrested", modality=Modality.PLANNED),
            told("", "hujan", "", relation=None),
            id="berita-2",
            day=None,
            source="suara.example",
            names=("Kim",),
        ),
    ]


def test_statements_with_equal_ends_and_relation_are_one_edge(two: list[Analysis]) -> None:
    built = graph(two)
    assert set(built.nodes) == {iri(KIM), iri(SHOIGU), iri("Desa Batu"), iri("Ratna")}
    ((_, _, met),) = built.edges(iri(KIM), data=True)
    assert [fact.predicate for fact in met["facts"]] == ["bertemu dengan", "menemui"]
    assert met["weight"] == pytest.approx(1.8)
    assert [fact.modality for fact in built.nodes[iri("Ratna")]["facts"]] == ["planned"]


def test_spans_point_at_the_words_in_the_sentence(two: list[Analysis]) -> None:
    for fact in collect(two).facts:
        if fact.subject_span:
            assert fact.sentence[slice(*fact.subject_span)] == fact.subject_text
        if fact.object_span:
            assert fact.sentence[slice(*fact.object_span)] == fact.object_text


def test_what_touches_no_entity_is_counted(two: list[Analysis]) -> None:
    assert collect(two).unattached == 1


def test_the_order_of_articles_does_not_matter(two: list[Analysis]) -> None:
    assert collect(two) == collect(reversed(two))


def test_what_articles_name_together_weighs_more_than_what_one_denies() -> None:
    shown = collect([article(told("A", "bertemu", "B"), told("A", "tidak bertemu", "C", negative=True))])
    weights = {shown.nodes[a].label + shown.nodes[b].label: w for (a, b), w in links(shown).items()}
    assert weights["AB"] > weights["AC"] > 0


def test_a_name_matters_more_than_a_thing_without_one() -> None:
    from dataclasses import replace

    shown = collect([article(told("A", "bertemu", "B"), told("A", "bertemu", "C"))])
    local = thing_iri("https://example.org/id/", "berita-1", "seorang warga")
    nodes = tuple(
        replace(node, iri=local, named=False) if node.label == "C" else node for node in shown.nodes
    )
    scores = dict(zip("ABC", importance(nodes, links(shown)), strict=True))
    assert scores["A"] == 1 > scores["B"] > 2 * scores["C"] > 0


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/b?c=1", "https://a.example/b?c=1"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        ("//a.example", ""),
        ("https://", ""),
        ("https://[bad", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_kept(url: str, kept: str) -> None:
    assert safe_url(url) == kept


@given(st.text(), st.data())
def test_offsets_are_turned_into_those_of_scripts(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = script_offsets(text, (start, end))
    units = text.encode("utf-16-le", "surrogatepass")
    assert units[2 * first : 2 * last].decode("utf-16-le", "surrogatepass") == text[start:end]


@given(
    st.integers(1, 40).flatmap(
        lambda size: st.tuples(
            st.just(size),
            st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=80),
        )
    )
)
@settings(max_examples=40, deadline=None)
def test_any_graph_is_laid_out_without_overlaps(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    size, pairs = drawn
    joined = {(min(a, b), max(a, b)): 1.0 for a, b in pairs if a != b}
    radii = [8.0] * size
    points = layout(size, joined, radii)
    assert points.shape == (size, 2)
    assert np.isfinite(points).all()
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2)) + 1000 * np.eye(size)
    assert apart.min() > 12
    assert (points == layout(size, joined, radii)).all()


def test_drawings_are_packed_side_by_side() -> None:
    drawings = [np.array([[0.0, 0.0], [200.0, 0.0]]) for _ in range(30)]
    offsets = packed(drawings, [np.array([8.0, 8.0])] * 30)
    boxes = [(x, y) for x, y in np.round(offsets).tolist()]
    assert len(set(boxes)) == 30
    spread = np.ptp(np.array(boxes), axis=0)
    assert spread.max() < 2500


def test_communities_end_where_two_moves_gain_the_same() -> None:
    """With these weights, networkx by itself moves a node to and fro for ever."""
    a, b, c, d, e = (
        0.765534746362977,
        0.27798474729976524,
        0.43295940727610627,
        0.5109619192773793,
        0.8875252707415875,
    )
    f, g = 0.8073549220576041, 1 + e
    pairs = {(0, 12): a, (0, 19): a, (0, 27): a, (1, 7): g, (2, 6): d, (3, 6): e, (4, 6): g, (5, 10): b}
    pairs |= {
        (5, 17): b,
        (6, 7): 1.990954860396993,
        (6, 14): c,
        (6, 21): c,
        (7, 23): d,
        (7, 24): d,
        (8, 9): f,
    }
    pairs |= {(9, 32): c, (10, 13): b, (15, 16): f, (16, 32): c, (17, 20): b, (22, 25): 0.6780719051126377}
    pairs |= {(22, 28): 0.37851162325372983, (29, 30): c, (30, 31): e}
    found = communities(33, pairs, [1.0 / (node + 1) for node in range(33)])
    assert found[5] == found[10] == found[13] != found[6]


def test_communities_are_found_and_numbered_by_importance() -> None:
    pairs = {(a, b): 1.0 for base in (0, 5) for a in range(base, base + 5) for b in range(a + 1, base + 5)}
    pairs[0, 5] = 0.1
    found = communities(10, pairs, [0.1] * 5 + [0.9] * 5)
    assert found == [1] * 5 + [0] * 5


def test_the_cut_leaves_out_the_least_important_but_keeps_their_words() -> None:
    shown = collect(analyses(120, 300))
    data = payload(shown, title="x", first_view=20, limit=40)
    assert isinstance(data, dict)
    assert len(data["nodes"]) == 40
    assert data["totals"]["entities"] == len(shown.nodes)
    words = {fact[5] for fact in data["facts"] if fact[0] >= 0 and fact[4] < 0}
    assert words & {node.label for node in shown.nodes}


def test_the_first_view_is_of_names_that_are_linked(two: list[Analysis]) -> None:
    from dataclasses import replace

    shown = collect(analyses(120, 300))
    local = thing_iri("https://example.org/id/", "berita-1", "seorang warga")
    lonely = replace(shown.nodes[0], iri=iri("Sendiri"), label="Sendiri")
    whole = replace(
        shown,
        nodes=tuple(sorted([*shown.nodes, lonely], key=lambda node: node.iri)),
        facts=(*shown.facts, replace(shown.facts[0], object=local)),
    )
    warga = replace(shown.nodes[1], iri=local, label="seorang warga", named=False)
    whole = replace(whole, nodes=tuple(sorted([*whole.nodes, warga], key=lambda node: node.iri)))
    ranked = rank(whole, first_view=300, limit=300)
    opening = {node.label for node in ranked.collection.nodes[: ranked.opening]}
    assert not opening & {"Sendiri", "seorang warga"}
    assert opening == {shown.nodes[i].label for pair in links(shown) for i in pair}
    assert not ranked.nameless
    assert rank(collect(two), first_view=300, limit=300).nameless, "few names are shown with what they touch"


def test_a_large_page_keeps_the_surest_of_what_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    same = [
        article(told(KIM, "bertemu", SHOIGU, speaker="Ratna" if n % 2 else ""), id=f"a-{n}")
        for n in range(40)
    ]
    shown = collect([*same, article(told(KIM, "memuji", "Citra", relation="praised"), id="b")])
    monkeypatch.setattr("kg.html.ranking.FACTS", 30)
    ranked = rank(shown, first_view=10, limit=10)
    kept = ranked.collection.facts
    assert len(kept) == EVIDENCE + 1, "every relation keeps some"
    assert all(fact.asserted for fact in kept)
    assert dict(zip([n.label for n in ranked.collection.nodes], ranked.told, strict=True))[KIM] == 41
    assert ranked.all_facts == 41


def test_radius_grows_with_importance() -> None:
    assert radius(0) < radius(0.5) < radius(1)


def test_parts_of_a_collection(two: list[Analysis]) -> None:
    shown = collect(two)

    def facts(part: Collection) -> list[str]:
        return sorted(fact.predicate for fact in part.facts)

    assert facts(selection.in_time(shown, date(2023, 7, 26), date(2023, 7, 26))) == ["bertemu dengan"]
    assert facts(selection.in_time(shown, date(2023, 7, 27), None)) == []
    assert facts(selection.from_sources(shown, ["SUARA"])) == ["ditangkap", "menemui", "tidak mengunjungi"]
    assert facts(selection.of_relations(shown, ["visited"])) == ["tidak mengunjungi"]
    assert facts(selection.around(shown, {iri("Desa Batu")}, 1)) == ["tidak mengunjungi"]
    assert facts(selection.around(shown, {iri("Desa Batu")}, 2)) == [
        "bertemu dengan",
        "menemui",
        "tidak mengunjungi",
    ]
    part = selection.of_relations(shown, ["visited"])
    assert [node.label for node in part.nodes] == ["Desa Batu", SHOIGU]
    assert [found.id for found in part.articles] == ["berita-2"]


def test_entities_are_found_by_any_name(two: list[Analysis]) -> None:
    shown = collect(two)
    assert selection.find(shown, "kim jong un") == [iri(KIM)]
    with pytest.raises(LookupError, match="near: kim jong un"):
        selection.find(shown, "Kim Jong Uun")


def _view(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", "view", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_the_command_makes_a_page_of_a_part(tmp_path: Path, two: list[Analysis]) -> None:
    folder = folder_of(tmp_path, two)
    ran = _view(folder, "--around", KIM, "--output", tmp_path / "kim.html")
    assert ran.returncode == 0, ran.stderr
    assert "2 entities, 2 statements" in ran.stderr
    assert "Desa Batu" not in (tmp_path / "kim.html").read_text(encoding="utf-8")
    assert _view(folder, "--quiet").stderr == ""
    assert (folder / "view.html").is_file()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?a ?b WHERE { ?a kg:metWith ?b }", "2 entities, 2 statements"),
        ("CONSTRUCT { ?a kg:metWith ?b } WHERE { ?a kg:metWith ?b }", "2 entities, 2 statements"),
    ],
)
def test_the_command_shows_what_a_query_finds(tmp_path: Path, query: str, said: str) -> None:
    from dataclasses import replace

    from kg.namespaces import relation_iri

    met = told(KIM, "bertemu dengan", SHOIGU)
    met = replace(met, predicate=replace(met.predicate, iri=relation_iri("metWith", "temu")))
    folder = folder_of(tmp_path, [article(met, met, told("Ratna", "bertemu", "Citra", negative=True))])
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    ran = _view(folder, "--query", tmp_path / "q.rq")
    assert ran.returncode == 0, ran.stderr
    assert said in ran.stderr


def test_the_command_says_what_is_wrong(tmp_path: Path, two: list[Analysis]) -> None:
    ran = _view(tmp_path / "nothing")
    assert ran.returncode == 2
    assert "nothing was built there" in ran.stderr
    folder = folder_of(tmp_path, two)
    ran = _view(folder, "--around", "Kim Jong")
    assert (ran.returncode, ran.stderr) == (2, "kg: no entity is called 'Kim Jong'; near: kim jong un\n")
    assert _view(folder, "--from", "2030-01-01").returncode == 2
    assert not (folder / "view.html").exists()
