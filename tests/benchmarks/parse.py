"""How fast the parser loads and reads, on one core: `python tests/benchmarks/parse.py [FILE...]`.

Without files it reads the sample articles again and again. Time is CPU time, so that other work on the
machine counts little; "cold" words are seen for the first time, "warm" ones are remembered.
"""

from __future__ import annotations

import argparse
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

LEAST = 20_000


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("inputs", nargs="*", default=["data/samples"])
    given = options.parse_args()
    begun = time.process_time()
    from kg.corpus import read
    from kg.garbage import collect_seldom
    from kg.model import Document
    from kg.parsing import Parser

    collect_seldom()
    parser = Parser()
    loaded = time.process_time() - begun
    documents: list[Document] = list(read(given.inputs, problems=print))
    if not documents:
        print("nothing to read", file=sys.stderr)
        return 2
    print(f"load\t{loaded:.2f} s")
    for name in ("cold", "warm"):
        tokens, begun = 0, time.process_time()
        while tokens < LEAST:
            tokens += sum(len(s.tokens) for _, found in parser.parse_many(documents) for s in found)
            if name == "cold":
                break
        spent = time.process_time() - begun
        print(f"{name}\t{tokens} tokens\t{tokens / spent:.0f} tokens/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
