"""Documents to analyses: in order, the same whatever the number of workers, whatever breaks."""

from __future__ import annotations

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.model import Analysis, Document
from kg.pipeline import CHUNK_DOCUMENTS, LONGEST, Done, Failed, analyses, chunks, run

TEXT = "Bupati Randu Raka Wibisana bertemu dengan Gubernur Sinta Maheswari di Jakarta."


def articles(count: int) -> list[Document]:
    return [
        Document(id=f"a{i}", text=f"{TEXT} Raka membawa {i} buku kepada Sinta.", date=date(2025, 2, 4))
        for i in range(count)
    ]


def count_statements(analysis: Analysis) -> tuple[str, int]:
    if "kacau" in analysis.document.text:
        raise RecursionError("too deep\nby far")
    if "mati" in analysis.document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return analysis.document.id, len(analysis.statements)


def test_chunks_hold_every_document_once_and_are_bounded() -> None:
    documents = articles(50)
    handfuls = list(chunks(documents, workers=2))
    assert [one for handful in handfuls for one in handful] == documents
    assert [len(handful) for handful in handfuls[:2]] == [1, 1]
    assert max(map(len, handfuls)) == CHUNK_DOCUMENTS


def test_an_article_of_endless_length_is_refused_in_one_line() -> None:
    long = Document(id="besar", text="a" * (LONGEST + 1))
    assert [type(result) for result in analyses([long])] == [Failed]


@pytest.mark.model
def test_a_document_that_breaks_the_analysis_is_named_and_the_rest_goes_on() -> None:
    bad = Document(id="buruk", text=TEXT + " Semua kacau.")
    results = list(run([bad, *articles(1)], count_statements))
    assert isinstance(results[0], Failed) and isinstance(results[1], Done)
    assert results[0].reason == "the analysis failed (RecursionError: too deep by far)"


@pytest.mark.model
@pytest.mark.slow
def test_two_workers_say_the_same_as_one_and_a_killer_is_isolated() -> None:
    killer = Document(id="maut", text=TEXT + " Semua mati.")
    documents = articles(24)
    alone = list(run(documents, count_statements))
    together = list(run([*documents[:10], killer, *documents[10:]], count_statements, workers=2))
    assert together[10] == Failed(document="maut", reason="every process that analysed it was killed")
    assert [*together[:10], *together[11:]] == alone


@pytest.mark.model
def test_an_article_without_a_date_is_resolved_against_the_day_that_it_names() -> None:
    text = "Raka Wibisana mengunjungi Jakarta, Senin (3/2/2025). Ia bertemu Sinta pada Selasa."
    (result,) = analyses([Document(id="a", text=text)])
    assert isinstance(result, Done)
    assert result.value.document.date is None
    assert any((said.time or "").startswith("2025-02") for said in result.value.statements)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_missing_model_ends_the_job(workers: int, tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        list(analyses(articles(3), workers=workers, model=tmp_path / "none.kgm"))
