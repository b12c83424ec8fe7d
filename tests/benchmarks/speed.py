"""How fast `kg extract` is on one core: words a second once loaded, and of those of parsing alone.

Also the time to the first statement, and memory.

    python tests/benchmarks/speed.py INPUT... [--articles N] [--profile]

Words are counted as runs of characters between spaces. Seconds are those of the processor, not of the
clock, so that a busy machine counts the same; the numeric libraries are held to one thread.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import os
import pstats
import resource
import subprocess
import sys
import time

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
os.environ.update(dict.fromkeys(THREADS, "1"))  # before any numeric library is loaded

from kg.analysis import analyse  # noqa: E402
from kg.corpus import read  # noqa: E402
from kg.garbage import collect_seldom  # noqa: E402
from kg.parsing import Parser  # noqa: E402
from kg.records import statement_lines  # noqa: E402


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("inputs", nargs="+")
    options.add_argument("--articles", type=int, default=300, help="how many of the first articles")
    options.add_argument("--profile", action="store_true", help="where the analysis spends its time")
    given = options.parse_args()
    documents = list(itertools.islice(read(given.inputs, problems=print), given.articles))
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} articles, {words:,} words")
    first_statement(given.inputs)
    loaded = time.process_time()
    collect_seldom()
    parser = Parser()
    analyse(documents[0], parser.parse(documents[0]))
    print(f"loading model and tables     {time.process_time() - loaded:8.2f} s")

    profile = cProfile.Profile()
    parsing = analysis = writing = 0.0
    statements = size = 0
    for document in documents:  # one at a time, as kg reads them
        started = time.process_time()
        sentences = parser.parse(document)
        parsed = time.process_time()
        if given.profile:
            analysed = profile.runcall(analyse, document, sentences, whole=False)
        else:
            analysed = analyse(document, sentences, whole=False)  # as kg extract does
        made = time.process_time()
        size += len(statement_lines(analysed.statements))
        statements += len(analysed.statements)
        writing += time.process_time() - made
        parsing, analysis = parsing + parsed - started, analysis + made - parsed
    whole = parsing + analysis + writing
    for name, seconds in (("parsing", parsing), ("analysis", analysis), ("writing", writing), ("all", whole)):
        print(f"{name:<12} {seconds:8.2f} s {seconds / whole:7.1%} {words / seconds:12,.0f} words/s")
    print(f"of the speed of parsing alone {parsing / whole:8.1%}")
    print(f"{statements:,} statements, {size:,} bytes")
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    if given.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        pstats.Stats(profile).sort_stats("cumtime").print_stats("kg/", 45)


def first_statement(inputs: list[str]) -> None:
    """From the start of the process to its first line, by the clock and by the processor."""
    before = time.monotonic()
    command = [sys.executable, "-m", "kg", "extract", *inputs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        running.stdout.readline()
        wall = time.monotonic() - before
        running.kill()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = used.ru_utime + used.ru_stime
    print(f"first statement after        {wall:8.2f} s ({busy:.2f} s of processor time)")


if __name__ == "__main__":
    main()
