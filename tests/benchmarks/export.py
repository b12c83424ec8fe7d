"""How much memory `kg export` takes for each format, of a store with many triples.

    python tests/benchmarks/export.py INPUT... [--triples 1000000] [--store FOLDER]

The graph of the articles is multiplied: each copy has entities, articles and statements of its own, so
that nothing of it merges. With --store a store that is there is exported instead.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kg.corpus import read
from kg.export import FORMATS
from kg.namespaces import ID
from kg.pipeline import Done, analyses
from kg.rdf import graph_name, triples
from kg.spool import Spool
from kg.store import Store
from kg.terms import Triple

# Runs a command and prints its memory at most and its time. A small process, since one that is started
# counts the memory of its starter at that moment as its own.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss / 1024, used.ru_utime + used.ru_stime)
"""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("inputs", nargs="*")
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--store", type=Path, help="export this store; no inputs are read")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = given.store or folder / "store"
        if given.store is None:
            print(f"{multiplied(given.inputs, given.triples, store):,} triples in the store")
        print(f"{'format':<10} {'memory':>10} {'processor':>10} {'output':>10}")
        for form in FORMATS:
            exported(store, form, folder / form)


def multiplied(inputs: Sequence[str], wanted: int, path: Path) -> int:
    """Build a store of about so many triples; how many there are."""
    graphs = [
        (graph_name(done.document), triples(done.value))
        for done in analyses(read(inputs, problems=print))
        if isinstance(done, Done)
    ]
    each, made = sum(len(graph) for _, graph in graphs), 0
    with Spool() as spool:
        while made < wanted:
            base = f"{ID}{made:09}/"
            for name, graph in graphs:
                spool.add_graph(moved(name, base), [moved_triple(triple, base) for triple in graph])
            made += each
        Store.build(path, spool)
    return made


def moved(text: str, base: str) -> str:
    return text.replace(ID, base)


def moved_triple(triple: Triple, base: str) -> Triple:
    subject, predicate, thing = triple
    return moved(subject, base), predicate, moved(thing, base) if thing[0] == "<" else thing


def exported(store: Path, form: str, output: Path) -> None:
    """Export in a process of its own, and print what it took at most."""
    command = [sys.executable, "-m", "kg", "export", str(output), "--format", form]
    command += ["--store", str(store), "--quiet"]
    measured = subprocess.run([sys.executable, "-c", MEASURE, *command], stdout=subprocess.PIPE, check=True)
    memory, busy = map(float, measured.stdout.split())
    files = [output] if output.is_file() else list(output.iterdir())
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{form:<10} {memory:>7,.0f} MB {busy:>8,.1f} s {size:>7,.0f} MB", flush=True)
    for file in files:
        file.unlink()


if __name__ == "__main__":
    main()
