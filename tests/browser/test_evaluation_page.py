"""The page of the evaluation articles: who met whom, with the sentence, and not one request."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from commandline import kg

pytestmark = [pytest.mark.shared, pytest.mark.model, pytest.mark.browser, pytest.mark.slow]


def test_the_page_opens_offline_and_shows_the_pair_with_its_sentence(
    chromium: Any, shared: Path, tmp_path: Path
) -> None:
    assert kg("build", shared / "eval" / "articles.jsonl", "--output", tmp_path / "graph").returncode == 0
    address = (tmp_path / "graph" / "graph.html").as_uri()
    requests: list[str] = []
    problems: list[str] = []
    page = chromium.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    page.fill("#search", "Kim Jong Un")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    shown = " ".join(page.locator("body").inner_text().split())
    page.close()
    assert requests == [address] and not problems
    assert "Sergei Shoigu" in shown
    assert "bertemu dengan Menteri Pertahanan Rusia" in shown
