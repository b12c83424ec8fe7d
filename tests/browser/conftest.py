"""A real headless Chromium for the tests of the page; without one they are skipped, and say so."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    named = os.environ.get("CHROMIUM")
    return (
        named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A started browser, shared by the session; every test gets a fresh profile from it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = executable()
    if found is None:
        pytest.skip("no Chromium: install it, or set CHROMIUM to its path")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


def _axe_script() -> str:
    """axe-core as npm has it: where NODE_PATH says, or installed now."""
    for folder in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        if (file := Path(folder) / "axe-core" / "axe.min.js").is_file():
            return file.read_text(encoding="utf-8")
    if shutil.which("npm") is None:
        pytest.skip("axe-core is not there, nor npm to install it")
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "axe-core"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"npm cannot install axe-core: {error}")
        return (Path(folder) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


Axe = Callable[[Any], list[str]]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """What axe-core finds wrong in a page as it is now; of any impact, serious or not."""
    script = _axe_script()

    def faults(page: Any) -> list[str]:
        page.evaluate(f"window.axe || (() => {{ {script} }})()")
        found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
        return [
            f"{one['impact']} {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]
        ]

    return faults


class Opened:
    """A page opened from disk, with all that it asked for and complained about."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.dialogs: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda said: self.problems.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", self._dialog)
        page.goto(path.as_uri())
        page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
        page.wait_for_timeout(150)

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def go(self, fragment: str) -> None:
        self.page.evaluate("text => { location.hash = text; }", fragment)
        self.page.wait_for_timeout(150)

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).first.inner_text())

    def status(self) -> str:
        return self.text("#status")

    def search(self, words: str) -> None:
        self.page.fill("#search", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(400)

    def download(self, kind: str) -> bytes:
        self.page.click("#exports summary")
        with self.page.expect_download() as waiting:
            self.page.click(f"#export-{kind}")
        return Path(waiting.value.path()).read_bytes()


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a file: `open_page(path, width=1280, height=800, **context options)`."""
    contexts = []

    def opened(path: Path, *, width: int = 1280, height: int = 800, **options: Any) -> Opened:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        return Opened(context.new_page(), path)

    yield opened
    for context in contexts:
        context.close()
