"""Text from outside stays text: a corpus that tries to run code runs none, wherever it is shown."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from told import article, told

from kg.html import write_page
from kg.model import Analysis

ATTACKS = (
    "<script>window.pwned = 1</script>",
    "</script><script>window.pwned = 2</script>",
    "<img src=x onerror=window.pwned=3>",
    '"><svg onload=window.pwned=4>',
    "' onmouseover='window.pwned=5",
    "{{ 7 * 7 }}{% raw %}${window.pwned=6}",
    "<!--<script>window.pwned=7//-->",
    "]]></title><script>window.pwned=8</script>",
    "javascript:window.pwned=9",
    "\u202eevil\u202c \u2066right to left\u2069 \u05d0\u05d1 \u0627\u0644",
    "line\u2028separator\u2029\u0000nul\u001b[31m",
    "=cmd|'/c calc'!A0",
    "__proto__",
    "constructor",
    "a" * 3000,
    "\ud83d\ude00 lone \ud83d",
)
ADDRESSES = (
    "javascript:window.pwned=20",
    "JaVaScRiPt:window.pwned=21",
    " javascript:window.pwned=22",
    "data:text/html,<script>window.pwned=23</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    'https://ok.example/"><script>window.pwned=24</script>',
    "https://[bad",
    "http://",
)


def corpus() -> list[Analysis]:
    built = []
    for number, attack in enumerate(ATTACKS):
        other = ATTACKS[(number + 3) % len(ATTACKS)]
        built.append(
            article(
                told(
                    attack, "bertemu", other, speaker=ATTACKS[(number + 5) % len(ATTACKS)], place=attack[::-1]
                ),
                told("Ratna", attack, other, relation=None, types=("Person", attack), time=attack),
                id=f"{attack}-{number}",
                title=attack,
                url=ADDRESSES[number % len(ADDRESSES)],
                source=attack,
                names=(attack, other),
            )
        )
    return built


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    write_page(corpus(), path, title="</title><script>window.pwned=30</script>")
    return path


@pytest.mark.browser
def test_nothing_of_a_hostile_corpus_runs(hostile: Path, open_page: Callable[..., Any]) -> None:
    opened = open_page(hostile)
    page = opened.page
    for attack in ("script", "img", "Ratna", "proto", "right"):
        opened.search(attack)
        for group in page.locator("#panel .group summary").all()[:4]:
            group.click()
        for element in page.locator("#panel .entity:visible").all()[:3]:
            element.hover()
    page.click("#table")
    page.click("#tab-facts")
    page.click("#help")
    page.keyboard.press("Escape")
    page.click("#language")
    for details in page.locator("#filters details:not([open]) summary").all()[:1]:
        details.click()
    ET.fromstring(opened.download("svg"))
    list(pyoxigraph.parse(opened.download("ttl"), pyoxigraph.RdfFormat.TURTLE))
    assert page.evaluate("window.pwned === undefined")
    assert opened.dialogs == []
    assert opened.requests == [hostile.as_uri()]
    assert opened.problems == []
    assert page.locator("script").count() == 5, "two of ours, three with data"
    addresses = page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
    assert set(addresses) <= {"http:", "https:", "file:"}, "file: is the page's own skip link"
    assert page.locator("a[href^='javascript' i], a[href^='data' i], [onerror], [onload]").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "fragment", ["node=<script>", "focus=javascript:window.pwned=1", "-type=__proto__", "#" * 500]
)
def test_a_hostile_address_runs_nothing(hostile: Path, open_page: Callable[..., Any], fragment: str) -> None:
    opened = open_page(hostile)
    opened.go(fragment)
    assert opened.page.evaluate("window.pwned === undefined")
    assert opened.problems == []


@pytest.mark.browser
def test_a_script_that_got_in_would_not_run(
    hostile: Path, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    text = hostile.read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    broken.write_text(text.replace("</body>", "<script>window.pwned = 1</script></body>"), encoding="utf-8")
    opened = open_page(broken)
    assert opened.page.evaluate("window.pwned === undefined")
    assert any("Content Security Policy" in problem for problem in opened.problems)


def test_the_policy_allows_two_scripts_and_no_connection(hostile: Path) -> None:
    text = hostile.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    said = policy[1].replace("&#39;", "'")
    assert "unsafe" not in said
    assert "default-src 'none'" in said
    assert "connect-src 'none'" in said
    assert len(re.findall("sha256-", said)) == 3
    assert len(re.findall(r"^<script[ >]", text, re.M)) == 5


def _build(path: Path, **environment: str) -> None:
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from invented import analyses; from told import article, told; from kg.html import write_page;"
        "write_page([*analyses(120, 300), article(told("
        "'Zo\\xeb \\u017da', 'bertemu', '\\u7fd2\\u8fd1\\u5e73'), id='\\xfc')],"
        " Path(sys.argv[1]), first_view=60, title='\\u7fd2\\u8fd1\\u5e73')"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(path), str(Path(__file__).parent)],
        check=True,
        env={**os.environ, **environment},
    )


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    _build(tmp_path / "a.html", PYTHONHASHSEED="1")
    _build(tmp_path / "b.html", PYTHONHASHSEED="2", TZ="Asia/Jayapura")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_it_is_utf_8_under_any_locale(tmp_path: Path) -> None:
    _build(tmp_path / "a.html")
    _build(
        tmp_path / "b.html",
        LC_ALL="C",
        LANG="C",
        PYTHONIOENCODING="cp1252",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    text = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "<title>習近平</title>" in text
    data = re.search(r'id="kg-data">(.*)</script>', text)
    assert data is not None
    assert "習近平" in {row[1] for row in json.loads(data[1])["nodes"]}


def test_no_file_is_opened_in_the_encoding_of_the_locale(tmp_path: Path) -> None:
    """On a Windows of cp1252 what says no encoding is read and written in that: here it is an error."""
    _build(tmp_path / "a.html", PYTHONWARNDEFAULTENCODING="1", PYTHONWARNINGS="error::EncodingWarning")
