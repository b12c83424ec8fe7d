"""The parser with the shipped model: whatever the text, sentences of it; and the errors we once made."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import ModelError
from kg.model import Document, Sentence, Token
from kg.parsing import Parser
from kg.parsing.pieces import MAX_WORDS

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parse(parser: Parser, text: str) -> tuple[Sentence, ...]:
    return parser.parse(Document(id="d", text=text))


def only(parser: Parser, text: str) -> Sentence:
    (sentence,) = parse(parser, text)
    return sentence


def word(sentence: Sentence, text: str) -> Token:
    return next(t for t in sentence.tokens if t.text == text)


def governor(sentence: Sentence, text: str) -> str:
    return sentence.tokens[word(sentence, text).head].text


def names(sentence: Sentence) -> list[str]:
    found: list[str] = []
    for token in sentence.tokens:
        if token.entity.startswith("B-"):
            found.append(f"{token.entity[2:]} {token.text}")
        elif token.entity.startswith("I-"):
            found[-1] += f" {token.text}"
    return found


def check(document: Document, sentences: tuple[Sentence, ...]) -> None:
    end = 0
    for number, sentence in enumerate(sentences):
        assert sentence.index == number
        assert sentence.document == document.id
        assert end <= sentence.start < sentence.end
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert "\n" not in sentence.text
        assert 0 < len(sentence.tokens) <= MAX_WORDS
        assert sum(t.head == t.index for t in sentence.tokens) == 1
        before = "O"
        for place, token in enumerate(sentence.tokens):
            assert token.index == place
            assert document.text[token.start : token.end] == token.text
            assert token.start >= end
            assert 0 <= token.head < len(sentence.tokens)
            assert (token.deprel == "root") == (token.head == place)
            assert token.upos
            assert token.lemma
            assert not token.entity.startswith("I-") or before[2:] == token.entity[2:]
            assert bool(token.clitic) == bool(token.clitic_role)
            before = token.entity
            end = token.end
            at = place
            for _ in sentence.tokens:
                at = sentence.tokens[at].head
            assert sentence.tokens[at].head == at


ODD = st.text(
    alphabet=st.sampled_from(list("aA1 .,!?\"'()-\n\u2019\u00a0é中\U0001f600\u0301\u200b\ud800nya")),
    max_size=400,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=300), ODD))
def test_any_text_gives_well_formed_sentences(parser: Parser, text: str) -> None:
    document = Document(id="d", text=text)
    check(document, parser.parse(document))


@pytest.mark.parametrize("text", ["", " \n\t ", "\n\n"])
def test_no_words_no_sentences(parser: Parser, text: str) -> None:
    assert parse(parser, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a " * 30_000,
        ". " * 20_000,
        '"' * 20_000,
        "A. " * 20_000,
        "x-" * 50_000,
        "Aa.Bb." * 20_000,
    ],
    ids=["one word", "no marks", "full stops", "quotes", "initials", "hyphens", "glued"],
)
@pytest.mark.slow
def test_hostile_text_takes_its_time_by_its_length_alone(parser: Parser, text: str) -> None:
    document = Document(id="d", text=text)
    begun = time.process_time()
    check(document, parser.parse(document))
    assert time.process_time() - begun < 60


def test_a_document_is_parsed_alike_in_any_company(parser: Parser) -> None:
    texts = ["Bupati Raka membuka pasar.", "Warga menolak. Mereka pergi ke Jakarta.", "", "Ia menangis."]
    documents = [Document(id=str(i), text=t) for i, t in enumerate(texts)]
    together = list(parser.parse_many(documents))
    assert [d for d, _ in together] == documents
    assert [s for _, s in together] == [parser.parse(d) for d in documents]
    assert together == list(Parser().parse_many(documents))


def test_a_model_that_is_no_model_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.kgm"
    with pytest.raises(ModelError, match=r"bad\.kgm"):
        Parser(path)
    path.write_bytes(b"no zip")
    with pytest.raises(ModelError, match=r"bad\.kgm"):
        Parser(path)


def test_given_words_stay_as_they_are(parser: Parser) -> None:
    given = [["Presiden", "tiba", "di", "Bandung", "."], ["Ia", "Pergi", ".", "Lalu", "pulang"]]
    found = list(parser.parse_words(given))
    assert [[t.text for t in s.tokens] for s in found] == given
    assert [s.index for s in found] == [0, 1]


def test_a_clitic_given_as_a_word_stays_one_and_is_understood(parser: Parser) -> None:
    given = ["Menurut", "nya", ",", "Raka", "menjual", "rumah", "nya", "."]
    (sentence,) = parser.parse_words([given])
    assert [t.text for t in sentence.tokens] == given
    assert sentence.text == " ".join(given)
    assert [sentence.text[t.start : t.end] for t in sentence.tokens] == given
    menurut, nya, *_, house, its, _ = sentence.tokens
    assert (menurut.deprel, menurut.head, nya.head) == ("case", 1, 4)
    assert (its.deprel, its.head, its.upos) == ("nmod:poss", 5, "PRON")
    assert (house.lemma, house.head) == ("rumah", 4)


def test_marks_left_on_given_words_hide_no_name(parser: Parser) -> None:
    given = ["Menteri", "Perdagangan,", "Raka", "Wibisana,", "tiba", "di", "(Bandung),", "Kamis", "."]
    (sentence,) = parser.parse_words([given])
    assert [t.text for t in sentence.tokens] == given
    assert [sentence.text[t.start : t.end] for t in sentence.tokens] == given
    names = {t.text: t.entity for t in sentence.tokens if t.entity != "O"}
    assert names == {"Raka": "B-PER", "Wibisana,": "I-PER", "(Bandung),": "B-LOC"}
    assert [t.index for t in sentence.tokens if t.head == t.index] == [4]


def test_lines_and_full_stops_end_sentences(parser: Parser) -> None:
    text = 'Pasar Randu dibuka\n"Saya senang," kata Raka. Warga datang sejak pagi.\n\nMereka membeli sayur.'
    shown = [s.text for s in parse(parser, text)]
    assert shown == [
        "Pasar Randu dibuka",
        '"Saya senang," kata Raka.',
        "Warga datang sejak pagi.",
        "Mereka membeli sayur.",
    ]


def test_titles_and_initials_end_no_sentence(parser: Parser) -> None:
    text = (
        "Rapat dipimpin oleh Brigjen Pol. Budi Santoso bersama Dr. H. M. Amin di Jl. Merdeka No. 5 kemarin."
    )
    assert len(parse(parser, text)) == 1


def test_a_missing_space_hides_no_sentence_end(parser: Parser) -> None:
    text = "Jembatan itu selesai dibangun pada 2017.Usai peresmian, warga langsung menggunakannya."
    assert [s.text[:4] for s in parse(parser, text)] == ["Jemb", "Usai"]


def test_the_dateline_does_not_swallow_the_subject(parser: Parser) -> None:
    sentence = only(parser, "Bisnis.com, JAKARTA - Kim Jong Un bertemu dengan Sergei Shoigu di Pyongyang.")
    assert sentence.start == len("Bisnis.com, JAKARTA - ")
    assert governor(sentence, "Kim") == "bertemu"
    assert word(sentence, "Kim").deprel == "nsubj"
    assert names(sentence) == ["PER Kim Jong Un", "PER Sergei Shoigu", "LOC Pyongyang"]


def test_the_name_in_a_chain_of_titles_is_the_person_alone(parser: Parser) -> None:
    sentence = only(
        parser, "Presiden Joko Widodo menerima Menteri Pertahanan Prabowo Subianto di Istana Bogor."
    )
    assert {"PER Joko Widodo", "PER Prabowo Subianto"} <= set(names(sentence))
    assert word(sentence, "Presiden").deprel == "nsubj"


def test_a_fronted_adjunct_is_no_subject(parser: Parser) -> None:
    sentence = only(
        parser, "Pada Senin pagi, Gubernur Sinta Maheswari meresmikan jembatan baru di Kota Randu."
    )
    assert word(sentence, "Gubernur").deprel == "nsubj"
    assert word(sentence, "Senin").deprel.startswith("obl")
    assert word(sentence, "meresmikan").deprel == "root"
    assert word(sentence, "jembatan").deprel == "obj"


def test_a_bahwa_clause_is_what_was_said(parser: Parser) -> None:
    sentence = only(parser, "Polisi menegaskan bahwa tersangka sudah ditahan sejak kemarin.")
    assert word(sentence, "menegaskan").deprel == "root"
    assert governor(sentence, "ditahan") == "menegaskan"
    assert word(sentence, "ditahan").deprel == "ccomp"
    assert word(sentence, "tersangka").deprel == "nsubj:pass"


def test_the_agent_of_a_passive_hangs_on_its_verb(parser: Parser) -> None:
    sentence = only(parser, "Tersangka ditangkap oleh polisi di rumahnya.")
    assert word(sentence, "Tersangka").deprel == "nsubj:pass"
    assert word(sentence, "polisi").deprel == "obl:agent"
    assert governor(sentence, "polisi") == "ditangkap"
    assert governor(sentence, "oleh") == "polisi"
    assert "Voice=Pass" in word(sentence, "ditangkap").feats
    assert word(sentence, "ditangkap").lemma == "tangkap"


def test_clitics_are_named_with_their_part(parser: Parser) -> None:
    sentence = only(parser, '"Kami siap," ujarnya di rumahnya.')
    said, home = word(sentence, "ujarnya"), word(sentence, "rumahnya")
    assert (said.clitic, said.clitic_role.split(":")[:2]) == ("nya", ["PRON", "nsubj"])
    assert (home.clitic, home.clitic_role) == ("nya", "PRON:nmod:poss:h")
    assert (said.lemma, home.lemma) == ("ujar", "rumah")


def test_loading_takes_less_than_two_seconds() -> None:
    begun = time.process_time()
    Parser()
    assert time.process_time() - begun < 2


def test_the_shipped_model_is_small() -> None:
    from importlib import resources

    folder = resources.files("kg.models")
    assert sum(len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".kgm")) < 20_000_000
