"""Training from a data folder to a package that the parser loads, on a handful of invented sentences."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import yaml

torch = pytest.importorskip("torch", reason="training needs the extra `train`")
pytest.importorskip("floret", reason="training needs the extra `train`")

from kg.model import Document  # noqa: E402
from kg.parsing import Parser  # noqa: E402
from kg.training import annotated, corpora  # noqa: E402
from kg.training.classes import DISTRICTS  # noqa: E402
from kg.training.recipe import NEWS, Kitchen  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

TREE = """\
1	Raka	Raka	PROPN	_	_	2	nsubj	_	_
2	membuka	buka	VERB	_	Voice=Act	0	root	_	_
3	pasar	pasar	NOUN	_	Number=Sing	2	obj	_	_
4	di	di	ADP	_	_	5	case	_	_
5	Randu	Randu	PROPN	_	_	2	obl	_	SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_

"""
NAMES = "Raka B-PER\nmembuka O\npasar O\ndi O\nRandu B-LOC\n. O\n\n"
BRACKETS = "(S (NP (NNP Raka)) (VP (VBT membuka) (NP (NNO pasar)) (PP (PPO di) (NNP Randu))) (PUN .))\n"
HEADER = "article\tparagraph\tfirst\twords\tdigest\tanswers"
ARTICLE = "Raka membuka pasar di Randu. Warga membeli sayur di pasar. Sinta membuka toko di Melati.\n"

RECIPE = """
vectors: {model: cbow, dimensions: 8, buckets: 200, shortest: 4, longest: 5, hashes: 2, epochs: 1, rate: 0.05,
  window: 2, negatives: 2, minimum: 1}
network: {word: 16, hidden: 12, layers: 2, arc: 8, rel: 8, head: 8}
teachers: [{seed: 1, steps: 150, vectors: {buckets: 200}}]
teaching: {words: 60, rate: 0.01, drop: 0.1, average: 0.9, warm: 5,
  shares: {csui: 0.4, gsd: 0.1, idner2k: 0.3, icon: 0.2}}
silver: {seed: 5, articles: 1.0, paragraphs: 8, longest: 150, agreement: 0.5, words: 1000}
student: {seed: 2, steps: 250, words: 60, rate: 0.01, drop: 0.1, average: 0.9, warm: 5,
  shares: {csui: 0.4, icon: 0.2, silver: 0.1, idner2k: 0.3}}
silver_again: {seed: 6, articles: 1.0, paragraphs: 8, longest: 150, agreement: 0.5, words: 1000}
again: {seed: 4, steps: 20, words: 60, rate: 0.005, drop: 0.1, average: 0.9, warm: 5,
  shares: {csui: 0.5, silver: 0.5}}
tuning: {seed: 3, steps: 10, words: 60, rate: 0.001, drop: 0.1, average: 0.9, shares: {csui: 1.0}}
settling: {seeds: [3, 4], steps: 20, words: 60, rate: 0.002, drop: 0.1, average: 0.9, warm: 5,
  shares: {csui: 0.5, idner2k: 0.2, settled: 0.2, annotated: 0.1}}
names:
  network: {word: 16, hidden: 12, layers: 1, arc: 4, rel: 4, head: 8}
  pretraining: {seed: 6, steps: 60, sequences: 4, longest: 18, vocabulary: 12, negatives: 6, width: 8,
    rate: 0.01, drop: 0.1}
  teaching: {seed: 7, steps: 60, words: 60, rate: 0.01, drop: 0.1, average: 0.9, warm: 5, every: 30,
    shares: {idner2k: 0.6, nerui: 0.4}}
  tuning: {seed: 9, steps: 40, words: 60, rate: 0.005, drop: 0.1, average: 0.9, warm: 5, every: 20,
    shares: {idner2k: 0.5, nerui: 0.2, swapped: 0.3}}
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for group in corpora.TREEBANKS.values():
        for path in group:
            write(folder / path, TREE * 12)
    for group in corpora.NAMED.values():
        for path in group:
            write(folder / path, NAMES * 12)
    write(folder / corpora.NAMED_DEV, NAMES * 3)
    for path in corpora.BRACKETED:
        write(folder / path, BRACKETS * 12)
    write(folder / DISTRICTS, "id;regency_id;name\n1;1;Randu\n")
    for path in NEWS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps({"id": f"{path}-{i}", "text": f"{i} {ARTICLE}" * 3}) for i in range(20)]
        (folder / path).write_bytes(gzip.compress("\n".join(lines).encode("utf-8")))
    return folder


@pytest.fixture
def annotations(tmp_path: Path) -> Path:
    """The first sentence of the first article: a head, its names."""
    folder = tmp_path / "annotated"
    words = ["0", *ARTICLE.split(".")[0].split(), "."]
    place = f"{NEWS[0]}-0\t0\t0\t{len(words)}\t{annotated.digest(words)}"
    write(folder / annotated.HEADS, f"{HEADER}\n{place}\t6:3:obl\n")
    write(folder / annotated.NAMED, f"{HEADER}\n{place}\t2-2:PER 6-6:LOC\n")
    return folder


def test_annotations_are_found_in_the_news_and_bad_lines_named(
    data: Path, annotations: Path, caplog: pytest.LogCaptureFixture
) -> None:
    known = corpora.load(data)
    made = annotated.load(annotations, data / NEWS[0], known)
    (settled,), (named,) = made["settled"], made["annotated"]
    assert settled.forms == ("0", "Raka", "membuka", "pasar", "di", "Randu", ".")
    assert settled.heads == (-100, -100, -100, -100, -100, 3, -100)
    assert settled.relations is not None
    assert known.relations[settled.relations[5]] == "obl"
    assert named.names is not None
    assert [corpora.NAMES[tag] for tag in named.names] == ["O", "S-PER", "O", "O", "O", "S-LOC", "O"]
    assert not caplog.records

    changed = (annotations / annotated.NAMED).read_text(encoding="utf-8").replace("\t7\t", "\t6\t")
    write(annotations / annotated.NAMED, changed)
    assert annotated.load(annotations, data / NEWS[0], known)["annotated"] == []
    assert "1 annotated sentences are not there" in caplog.text

    for line in (
        "berita\tx\t0\t3\tabc\t1:2:obj",
        "berita\t0\t0\t3\tabc\t1:4:obj",
        "berita\t0\t0\t3\tabc\t1-2:obj",
    ):
        write(annotations / annotated.HEADS, f"{HEADER}\n{line}\n")
        with pytest.raises(ValueError, match=r"heads\.tsv, line 2: "):
            annotated.load(annotations, data / NEWS[0], known)


def test_a_recipe_makes_the_same_package_twice_and_it_has_learnt(
    data: Path, annotations: Path, tmp_path: Path
) -> None:
    recipe = tmp_path / "recipe.yaml"
    write(recipe, RECIPE)
    made = []
    for name in ("one", "two"):
        target = tmp_path / f"{name}.kgm"
        scores = Kitchen(data, annotations, tmp_path / name, recipe).cook(target)
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert scores["uas"] > 0.9
    assert scores["names all"] > 0.9
    (sentence,) = Parser(tmp_path / "one.kgm").parse(Document(id="d", text="Raka membuka pasar di Randu."))
    assert [t.head for t in sentence.tokens] == [1, 1, 1, 4, 1, 1]
    assert [t.entity for t in sentence.tokens] == ["B-PER", "O", "O", "O", "B-LOC", "O"]


def test_the_package_says_what_it_was_made_of(data: Path, annotations: Path, tmp_path: Path) -> None:
    recipe = tmp_path / "recipe.yaml"
    write(recipe, RECIPE)
    kitchen = Kitchen(data, annotations, tmp_path / "work", recipe)
    hashes = kitchen.hashes()
    assert {*NEWS, "annotated/heads.tsv", "annotated/names.tsv"} <= set(hashes)
    assert all(len(value) == 64 for value in hashes.values())
    assert kitchen.recipe == yaml.safe_load(RECIPE)
