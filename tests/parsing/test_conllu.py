"""CoNLL-U: clitics as words, offsets, names; and how agreement with gold is measured."""

from __future__ import annotations

import pytest

from kg.conllu import sentence_lines
from kg.model import Sentence, Token
from kg.training.conll import read, scores


def token(
    index: int, text: str, start: int, head: int, deprel: str, upos: str = "NOUN", **more: str
) -> Token:
    return Token(
        index=index,
        text=text,
        start=start,
        end=start + len(text),
        lemma=text.lower(),
        upos=upos,
        head=head,
        deprel=deprel,
        **more,
    )


TEXT = 'Menurutnya, Raka ada di ruang kerjanya," ujarnya.'
SENTENCE = Sentence(
    document="randu-1",
    index=2,
    start=100,
    end=100 + len(TEXT),
    text=TEXT,
    tokens=(
        token(0, "Menurutnya", 100, 3, "obl", "ADP", clitic="nya", clitic_role="PRON:obl:i"),
        token(1, ",", 110, 0, "punct", "PUNCT"),
        token(2, "Raka", 112, 3, "nsubj", "PROPN", entity="B-PER"),
        token(3, "ada", 117, 3, "root", "VERB", feats="Voice=Act"),
        token(4, "di", 121, 5, "case", "ADP"),
        token(5, "ruang", 124, 3, "obl"),
        token(6, "kerjanya", 130, 5, "nmod", clitic="nya", clitic_role="PRON:nmod:poss:u"),
        token(7, ",", 138, 3, "punct", "PUNCT"),
        token(8, '"', 139, 3, "punct", "PUNCT"),
        token(9, "ujarnya", 141, 3, "parataxis", "VERB", clitic="nya", clitic_role="PRON:nsubj:h"),
        token(10, ".", 148, 3, "punct", "PUNCT"),
    ),
)


def rows() -> list[list[str]]:
    return [line.split("\t") for line in sentence_lines(SENTENCE) if line and line[0] != "#"]


def test_every_line_is_valid() -> None:
    found = rows()
    assert all(len(row) == 10 for row in found)
    ids = [row[0] for row in found if "-" not in row[0]]
    assert ids == [str(i + 1) for i in range(len(ids))]
    heads = {row[0]: row[6] for row in found if "-" not in row[0]}
    assert list(heads.values()).count("0") == 1
    assert set(heads.values()) <= {"0", *ids}


def test_a_clitic_hangs_on_its_word_above_it_or_governs_it() -> None:
    by_form = {(row[0], row[1]): row for row in rows()}
    assert ("1-2", "Menurutnya") in by_form
    assert by_form["1", "Menurut"][6:8] == ["2", "case"]
    assert by_form["2", "nya"][6:8] == ["5", "obl"]
    assert by_form["3", ","][6] == "2"
    assert by_form["8", "kerja"][6] == "7"
    assert by_form["9", "nya"][6:8] == ["7", "nmod:poss"]
    assert by_form["13", "nya"][6:8] == ["12", "nsubj"]


def test_names_offsets_and_spaces_stand_in_the_last_column() -> None:
    misc = {row[1]: row[9] for row in rows()}
    assert misc["Raka"] == "NER=B-PER|end=116|start=112"
    assert misc["Menurutnya"] == "SpaceAfter=No|end=110|start=100"
    comments = [line for line in sentence_lines(SENTENCE) if line.startswith("#")]
    assert comments == ["# sent_id = randu-1-3", "# start = 100", "# end = 149", f"# text = {TEXT}"]


def test_a_file_agrees_with_itself() -> None:
    parsed = read(sentence_lines(SENTENCE))
    assert set(scores(parsed, parsed).values()) == {1.0}
    assert parsed.names == {(11, 15, "PER")}


def change(old: str, new: str) -> dict[str, float]:
    lines = list(sentence_lines(SENTENCE))
    assert any(old in line for line in lines)
    return scores(read(lines), read([line.replace(old, new) for line in lines]))


def test_each_measure_sees_its_own_mistake() -> None:
    assert change("\tRaka\traka\tPROPN", "\tRaka\traka\tNOUN")["upos"] == pytest.approx(13 / 14)
    wrong_head = change("nsubj\t_\tNER=B-PER", "obj\t_\tNER=B-PER")
    assert wrong_head["uas"] == 1.0
    assert wrong_head["las"] == pytest.approx(13 / 14)
    assert change("NER=B-PER", "NER=B-ORG")["names"] == 0.0
    assert change("\tada\tada\t", "\tada\tadalah\t")["roots"] < 1.0


def test_other_text_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="not of the same text"):
        change("Raka", "Raki")


def test_an_unsplit_clitic_costs_words_but_not_tokens() -> None:
    gold = list(sentence_lines(SENTENCE))
    merged = [line for line in gold if not line.startswith(("12\t", "13\t"))]
    place = next(i for i, line in enumerate(merged) if line.startswith("12-13\t"))
    merged[place] = "12\tujarnya\tujar\tVERB\t_\t_\t5\tparataxis\t_\tSpaceAfter=No"
    merged = [line.replace("14\t.", "13\t.") if line.startswith("14\t") else line for line in merged]
    found = scores(read(gold), read(merged))
    assert found["tokens"] == 1.0
    assert found["words"] == pytest.approx(2 * 12 / (14 + 13))
