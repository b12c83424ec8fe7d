"""Training data: clitics merged, chains flattened, names and brackets carried over to our own words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.parsing.layout import layout
from kg.training.icon import constrained, read_bracketed
from kg.training.names import read_named
from kg.training.news import detokenise, unglue
from kg.training.treebank import Tree, common_labels, read_trees, split_every

WORDS = layout("id").words

TREE = """\
# text = Menurutnya, rumah Dewi Sari Ayu itu dijualnya.
1-2	Menurutnya	_	_	_	_	_	_	_	SpaceAfter=No
1	Menurut	turut	ADP	_	_	2	case	_	_
2	nya	nya	PRON	_	_	9	obl	_	_
3	,	,	PUNCT	_	_	2	punct	_	_
4	rumah	rumah	NOUN	_	_	9	nsubj:pass	_	_
5	Dewi	Dewi	PROPN	_	_	4	compound	_	_
6	Sari	Sari	PROPN	_	_	5	flat:name	_	_
7	Ayu	Ayu	PROPN	_	_	6	flat:name	_	_
8	itu	itu	DET	_	PronType=Dem	4	det	_	_
9-10	dijualnya	_	_	_	_	_	_	_	SpaceAfter=No
9	dijual	jual	VERB	_	Typo=Yes|Voice=Pass	0	root	_	_
10	nya	nya	PRON	_	_	9	obl:agent	_	_
11	.	.	PUNCT	_	_	9	punct	_	_
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    path = tmp_path / "tree.conllu"
    path.write_text(TREE + "\n", encoding="utf-8")
    (found,) = read_trees(path, "csui")
    return found


def test_clitics_are_merged_with_how_to_part_them(tree: Tree) -> None:
    forms = [w.form for w in tree.words]
    assert forms == ["Menurutnya", ",", "rumah", "Dewi", "Sari", "Ayu", "itu", "dijualnya", "."]
    first, sold = tree.words[0], tree.words[7]
    assert (first.upos, first.head, first.deprel, first.clitic) == ("ADP", 7, "obl", "PRON:obl:i")
    assert (sold.head, sold.deprel, sold.clitic) == (7, "root", "PRON:obl:agent:h")
    assert sold.label == "VERB|Voice=Pass|PRON:obl:agent:h"
    assert tree.words[1].head == 0
    assert not first.space


def test_chains_are_flat_and_compounds_are_modifiers(tree: Tree) -> None:
    assert [(w.head, w.deprel) for w in tree.words[3:6]] == [(2, "nmod"), (3, "flat:name"), (3, "flat:name")]


def test_rare_labels_become_common_ones(tree: Tree) -> None:
    mapping = common_labels([tree] * 4, floor=4)
    assert mapping == {}
    mapping = common_labels([tree] * 3, floor=4)
    assert mapping["VERB|Voice=Pass|PRON:obl:agent:h"] == "VERB|Voice=Pass|PRON:obl:agent:h"
    assert "PROPN|_|" not in mapping


def test_development_is_every_nth_sentence(tree: Tree) -> None:
    training, development = split_every([tree] * 13, 6)
    assert (len(training), len(development)) == (11, 2)


def test_names_are_carried_over_to_our_words(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    rows = "PT B-ORG|Maju I-ORG|Jaya I-ORG|( O|MJ B-ORG|) O|membayar O|Rp500 O|"
    rows += "di O|Jakarta B-PLACE|- O|Randu B-PLACE"
    path.write_text(rows.replace("|", "\n") + "\n\n", encoding="utf-8")
    (named,) = read_named(path, WORDS)
    expected = "PT/B-ORG Maju/I-ORG Jaya/I-ORG ( MJ/B-ORG ) membayar Rp 500 di Jakarta/B-LOC - Randu/B-LOC"
    shown = " ".join(f if t == "O" else f"{f}/{t}" for f, t in zip(named.forms, named.tags, strict=True))
    assert shown == expected


def test_brackets_are_carried_over_and_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "trees.txt"
    line = (
        "(S (NP (NNO Ibu) (PRK nya)) (VP (TAME akan) (VP (VBT membeli) (NP (NP (NNO buku) (PUN -) (NNO buku))"
        " (ADJ baru)))) (PUN .))"
    )
    path.write_text(line + "\n", encoding="utf-8")
    (found,) = read_bracketed(path, WORDS)
    assert found.forms == ("Ibunya", "akan", "membeli", "buku-buku", "baru", ".")
    assert found.tags == ("NNO", "TAME", "VBT", "NNO", "ADJ", "PUN")
    assert set(found.brackets) == {(0, 6), (1, 5), (2, 5), (3, 5)}
    rng = np.random.default_rng(3)
    for _ in range(50):
        scores = rng.normal(size=(6, 7)).astype(np.float32)
        scores[np.arange(6), np.arange(6) + 1] = -1e4
        heads = constrained(scores, found.brackets)
        assert heads.count(0) == 1
        for a, b in found.brackets:
            assert sum(not a < heads[i] <= b for i in range(a, b)) == 1


def test_tokenised_text_is_put_together() -> None:
    spaced = 'Randu ( 3 / 2 ) . " Saya datang , " kata Raka , 2 , 5 persen .'
    assert detokenise(spaced) == 'Randu (3/2). "Saya datang," kata Raka, 2,5 persen.'


def test_glued_words_are_parted_where_both_parts_are_known() -> None:
    known = {"bumbu": 50, "simpan": 50, "membaca": 50, "kebaikan": 50}
    assert unglue("ia simpanbumbu itu", known) == "ia simpan bumbu itu"
    assert unglue("JakartaKalung lariat", known) == "Jakarta Kalung lariat"
    assert unglue("kebaikan membaca", known) == "kebaikan membaca"
