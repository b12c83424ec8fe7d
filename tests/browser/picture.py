"""Take the README's picture of a page: `python tests/browser/picture.py PAGE PICTURE [SEARCH]`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SIZE = {"width": 1180, "height": 720}


def take(page_file: Path, picture: Path, search: str) -> None:
    """Open the page, look for something in it, and write what is to be seen."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE)
        page.goto(page_file.resolve().as_uri())
        page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
        if search:
            page.fill("#search", search)
            page.keyboard.press("Enter")
        page.wait_for_timeout(900)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
