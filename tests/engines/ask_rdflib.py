"""Loads a file into rdflib; prints the number of its quads; answers queries as SPARQL JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import rdflib

file, *queries = sys.argv[1:]
graph = rdflib.Dataset() if file.endswith(".nq") else rdflib.Graph()
graph.parse(file)
count = sum(1 for _ in graph.quads()) if isinstance(graph, rdflib.Dataset) else len(graph)
sys.stdout.write(f"{count}\n")
for query in queries:
    graph.query(Path(query).read_text(encoding="utf-8")).serialize(f"{query}.json", format="json")
