"""CPU time of the page in headless Chromium: to the first picture, and for each redraw while panning.

    python tests/benchmarks/page.py [--sizes 50,500,2000,5000,10000] [--stock 50,500] [--patience 120]

Prints one JSON object a line. CPU seconds are those of all the browser's processes, and the page with
all its entities shown is opened from disk in a window of 1440 x 900 with software rendering. The first
picture is there when the canvas holds a pixel that is painted. `--stock` measures what pyvis itself
writes for the same graph beside it, given up after `--patience` CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from invented import analyses
from playwright.sync_api import sync_playwright

from conftest import ARGUMENTS, executable
from kg.html import write_page
from kg.view import collect

MOVES = 60
PAINTED = """() => {
    for (const canvas of document.querySelectorAll('canvas')) {
        if (!canvas.width || !canvas.height) continue;
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let i = 3; i < data.length; i += 4) if (data[i]) return true;
    }
    return false;
}"""
COUNT = """window.redraws = 0;
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    window.redraws += 1;
    return clear.apply(this, box);
};"""


def cpu(root: int) -> float:
    """CPU seconds of a process and all below it so far."""
    children: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            ticks[int(entry.name)] = int(fields[11]) + int(fields[12])
    waiting, total = [root], 0
    while waiting:
        process = waiting.pop()
        total += ticks.get(process, 0)
        waiting.extend(children.get(process, ()))
    return total / os.sysconf("SC_CLK_TCK")


def measure(browser: Any, path: Path, patience: float) -> dict[str, float | int | None]:
    """Open a page, wait for its first picture, then drag it about."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(COUNT)
    page.goto("about:blank")
    page.wait_for_timeout(500)
    me = os.getpid()
    before, clock = cpu(me), time.monotonic()
    try:
        page.goto(path.as_uri(), timeout=patience * 1500, wait_until="commit")
        while True:
            page.wait_for_timeout(40)
            if page.evaluate(PAINTED):
                break
            if cpu(me) - before > patience:
                return {"first_cpu_s": None, "given_up_after_cpu_s": round(cpu(me) - before, 1)}
        first, wall = cpu(me) - before, time.monotonic() - clock
        page.wait_for_timeout(800)
        page.mouse.move(290, 740)
        page.mouse.down()
        page.wait_for_timeout(200)
        page.evaluate("window.redraws = 0")
        start = cpu(me)
        for number in range(MOVES):
            page.mouse.move(290 + number % 20 * 6, 740 - number % 15 * 5)
            page.wait_for_timeout(25)
        spent, redraws = cpu(me) - start, page.evaluate("window.redraws")
        page.mouse.up()
        return {
            "first_cpu_s": round(first, 2),
            "first_wall_s": round(wall, 2),
            "redraws": redraws,
            "redraw_cpu_ms": round(1000 * spent / max(redraws, 1), 1),
        }
    finally:
        page.context.close()


def write_stock(size: int, edges: int, path: Path) -> None:
    """The same graph as pyvis writes it by itself, its scripts in the file."""
    from pyvis.network import Network

    shown = collect(analyses(size, edges))
    network = Network(directed=True, cdn_resources="in_line")
    for node in shown.nodes:
        network.add_node(node.iri, label=node.label, title=node.type)
    for fact in shown.facts:
        if fact.subject and fact.object:
            network.add_edge(fact.subject, fact.object, title=fact.sentence)
    path.write_text(network.generate_html(), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="50,500,2000,5000,10000")
    parser.add_argument("--stock", default="50,500")
    parser.add_argument("--patience", type=float, default=120.0)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        for kind, sizes in (("kg", chosen.sizes), ("pyvis", chosen.stock)):
            for size in (int(text) for text in sizes.split(",") if text):
                edges, path = int(size * 2.5), folder / f"{kind}-{size}.html"
                if kind == "kg":
                    write_page(analyses(size, edges), path, first_view=size, limit=size)
                else:
                    write_stock(size, edges, path)
                found = {
                    "page": kind,
                    "nodes": size,
                    "statements": edges,
                    "kilobytes": path.stat().st_size // 1024,
                }
                print(json.dumps(found | measure(browser, path, chosen.patience)), flush=True)
        browser.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
