"""How often `kg.morphology.root` gives the lemma of a treebank, and how fast it is.

    python tests/benchmarks/morphology.py TREEBANKS [--unimorph FILE] [--errors 50]

Content words (NOUN, VERB, ADJ, ADV); lemmas are compared without regard to case, hyphens as spaces.

strict    the treebank's own lemma
known     also right: a lemma that any of the treebanks gives this form (they disagree: terjadi is
          lemmatised as itself in GSD and as jadi in PUD, and CSUI leaves one word in twenty whole)
held out  strict, without the exceptions and without every root that only this treebank's lemmas would
          have told us (those in UniMorph or in another treebank stay)
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.morphology import analysis, root
from kg.morphology.grammar import Grammar, grammar_of

FILES = {
    "CSUI train": "ud_csui/id_csui-ud-train.conllu",
    "GSD dev": "ud_gsd/id_gsd-ud-dev.conllu",
    "GSD test": "ud_gsd/id_gsd-ud-test.conllu",
    "PUD": "ud_pud/id_pud-ud-test.conllu",
}
CONTENT = {"NOUN", "VERB", "ADJ", "ADV"}
Row = tuple[str, str, str]


def words(path: Path) -> Iterator[Row]:
    """(form, part of speech, lemma) of the content words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] in CONTENT and any(c.isalpha() for c in cells[1]):
            yield cells[1], cells[3], cells[2]


def plain(lemma: str) -> str:
    return lemma.lower().replace("-", " ")


def same(said: str, gold: str) -> bool:
    return plain(said) == plain(gold)


def held_out(name: str, banks: dict[str, list[Row]], unimorph: set[str]) -> Grammar:
    """The grammar without what only this treebank could have taught."""
    grammar = grammar_of("id")
    others = {lemma.lower() for bank, rows in banks.items() if bank != name for *_, lemma in rows}
    mine = {lemma.lower() for *_, lemma in banks[name]} - others - unimorph
    roots = {stem: bonus for stem, bonus in grammar.roots.items() if stem not in mine}
    return replace(grammar, roots=roots, exceptions={})


def share(rows: list[Row], grammar: Grammar) -> float:
    """Per cent of the rows whose lemma this grammar gives."""
    right = 0
    for form, upos, gold in rows:
        low = form.lower()
        reading = analysis.reduplicated if "-" in low.strip("-") else analysis.simple
        right += same(reading(low, upos, grammar).root, gold)
    return 100 * right / len(rows)


def speed() -> None:
    forms = ["mengirimkan", "pengembangan", "kata", "ditandatangani", "foto-foto"] * 200_000
    root("mengirimkan")
    start = time.process_time()
    for form in forms:
        root(form)
    print(f"cached      {len(forms) / (time.process_time() - start):12,.0f} words a CPU second")
    fresh = [f"meng{a}{b}{c}kan" for a in "aiueo" for b in "bcdfghjklmnprst" for c in "aiueoklmn"]
    start = time.process_time()
    for form in fresh:
        root(form, "VERB")
    print(f"uncached    {len(fresh) / (time.process_time() - start):12,.0f} words a CPU second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--unimorph", type=Path, help="UniMorph's file `ind`, for the held-out row")
    parser.add_argument("--errors", type=int, default=0, help="so many of the commonest errors")
    options = parser.parse_args()
    banks = {name: list(words(options.treebanks / file)) for name, file in FILES.items()}
    lines = options.unimorph.read_text(encoding="utf-8").splitlines() if options.unimorph else []
    unimorph = {line.split("\t")[0] for line in lines if line}
    known = defaultdict(set)
    for rows in banks.values():
        for form, _, lemma in rows:
            known[form.lower()].add(plain(lemma))
    print(f"{'':10} {'words':>6} {'strict':>7} {'no POS':>7} {'known':>7}" + " held out" * bool(unimorph))
    for name, rows in banks.items():
        said = [root(form, upos) for form, upos, _ in rows]
        strict = sum(same(s, gold) for s, (_, _, gold) in zip(said, rows, strict=True))
        bare = sum(same(root(form), gold) for form, _, gold in rows)
        fair = sum(plain(s) in known[form.lower()] for s, (form, _, _) in zip(said, rows, strict=True))
        shares = " ".join(f"{100 * n / len(rows):7.2f}" for n in (strict, bare, fair))
        rest = f"  {share(rows, held_out(name, banks, unimorph)):7.2f}" if unimorph else ""
        print(f"{name:10} {len(rows):6} {shares}{rest}")
        wrong = Counter(
            (form.lower(), s, gold.lower())
            for s, (form, _, gold) in zip(said, rows, strict=True)
            if plain(s) not in known[form.lower()]
        )
        for (form, s, gold), count in wrong.most_common(options.errors):
            print(f"    {count:3} {form}: {s} (treebank: {gold})")
    speed()


if __name__ == "__main__":
    main()
