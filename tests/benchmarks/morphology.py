"""How often `kg.morphology.root` gives the lemma of a treebank, and how fast it is.

    python tests/benchmarks/morphology.py ../shared/data/treebank [--errors 50] [--held-out]

Content words (NOUN, VERB, ADJ, ADV) written in letters; lemmas are compared without regard to case and with
hyphens as spaces. `--held-out` splits each file into ten parts and, for each part, takes from the root
list every root that is known only from the other words of that part.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg import morphology

FILES = {
    "CSUI train": "ud_csui/id_csui-ud-train.conllu",
    "GSD dev": "ud_gsd/id_gsd-ud-dev.conllu",
    "GSD test": "ud_gsd/id_gsd-ud-test.conllu",
    "PUD": "ud_pud/id_pud-ud-test.conllu",
}
CONTENT = {"NOUN", "VERB", "ADJ", "ADV"}


def words(path: Path) -> Iterator[tuple[str, str, str]]:
    """(form, part of speech, lemma) of the content words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] in CONTENT and any(c.isalpha() for c in cells[1]):
            yield cells[1], cells[3], cells[2]


def same(said: str, gold: str) -> bool:
    return said.replace("-", " ") == gold.lower().replace("-", " ")


def report(name: str, rows: list[tuple[str, str, str]], errors: int) -> None:
    wrong = Counter(
        (form.lower(), upos, gold.lower(), said)
        for form, upos, gold in rows
        if not same(said := morphology.root(form, upos), gold)
    )
    no_upos = sum(same(morphology.root(form), gold) for form, _, gold in rows)
    right = len(rows) - sum(wrong.values())
    types = len({(f.lower(), u) for f, u, _ in rows})
    print(
        f"{name:12} {len(rows):6} words {100 * right / len(rows):6.2f} %   without POS "
        f"{100 * no_upos / len(rows):6.2f} %   {types} types, {len(wrong)} wrong"
    )
    for (form, upos, gold, said), count in wrong.most_common(errors):
        print(f"    {count:3} {form} {upos}: {said} (treebank: {gold})")


def speed() -> None:
    forms = ["mengirimkan", "pengembangan", "kata", "ditandatangani", "foto-foto"] * 200_000
    morphology.root("mengirimkan")
    start = time.perf_counter()
    for form in forms:
        morphology.root(form)
    print(f"cached      {len(forms) / (time.perf_counter() - start):12,.0f} words a second")
    fresh = [f"meng{a}{b}{c}kan" for a in "aiueo" for b in "bcdfghjklmnprst" for c in "aiueoklmn"]
    start = time.perf_counter()
    for form in fresh:
        morphology.root(form, "VERB")
    print(f"uncached    {len(fresh) / (time.perf_counter() - start):12,.0f} words a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for name, file in FILES.items():
        report(name, list(words(options.treebank / file)), options.errors)
    speed()


if __name__ == "__main__":
    main()
