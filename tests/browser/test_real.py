"""From articles to the page with the real model: who met whom is a line, and the line has its sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.html import write_page
from kg.model import Document
from kg.pipeline import Done, analyses


@pytest.mark.browser
@pytest.mark.model
@pytest.mark.shared
def test_kim_and_shoigu_are_joined_with_their_sentence(
    shared: Path, tmp_path: Path, open_page: Callable[..., Any]
) -> None:
    lines = (shared / "eval" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [
        Document(id=row["id"], text=row["text"], title=row.get("title") or "", url=row.get("url") or "")
        for row in map(json.loads, lines)
    ]
    read = [done.value for done in analyses(documents) if isinstance(done, Done)]
    write_page(read, tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    opened.search("Kim Jong Un")
    assert opened.text("#panel h2") == "Kim Jong Un"
    joined = opened.page.locator("#panel .fact", has=opened.page.locator(".entity", has_text="Sergei Shoigu"))
    assert joined.count() > 0
    sentence = joined.first.locator(".sentence").inner_text()
    assert any(sentence in document.text for document in documents)
    joined.first.locator(".entity", has_text="Sergei Shoigu").first.click()
    opened.page.wait_for_timeout(400)
    assert opened.text("#panel h2") == "Sergei Shoigu"
    assert opened.requests == [(tmp_path / "graph.html").as_uri()]
