"""Stores of others, each loading a file and answering queries: the import tests are put to all of them.

An engine is skipped, with the reason, where it is not installed; `.ci/run` installs what it can.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import requests

from servers import Oxigraph, Virtuoso

HERE = Path(__file__).parent
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "int", "long", "nonNegativeInteger")}
SPARQL = "{http://www.w3.org/2005/sparql-results#}"
GRAPH = "https://w3id.org/kg-berita/all"  # where Virtuoso puts a file that names no graph

Rows = Counter[tuple[tuple[str, Any], ...]]
Answers = tuple[int, dict[str, Rows]]  # the number of quads, and the rows by the name of the query


def rows(data: bytes | str) -> Rows:
    """The rows of SPARQL JSON as a multiset; terms are compared by value, not by how they are written."""
    bindings = json.loads(data)["results"]["bindings"]
    return Counter(tuple(sorted((name, term(one)) for name, one in row.items())) for row in bindings)


def xml_rows(data: bytes) -> Rows:
    """The rows of SPARQL XML. (pyoxigraph 0.5.13 trims the texts of it.)"""
    found: Rows = Counter()
    for result in ElementTree.fromstring(data).iter(f"{SPARQL}result"):
        row = {}
        for binding in result:
            kind = binding[0].tag.removeprefix(SPARQL)
            if kind != "unbound":  # Rasqal's own invention
                given = dict(binding[0].attrib)
                given["xml:lang"] = given.pop("{http://www.w3.org/XML/1998/namespace}lang", "")
                row[binding.attrib["name"]] = term({"type": kind, "value": binding[0].text or "", **given})
        found[tuple(sorted(row.items()))] += 1
    return found


def term(said: Mapping[str, str]) -> Any:
    value, datatype = said["value"], said.get("datatype", XSD + "string")
    if datatype in NUMBERS:
        return Decimal(value)
    if said["type"] in ("uri", "bnode"):
        return said["type"], value
    return value, said.get("xml:lang", "").lower() or datatype


class Engine:
    """Loads a file, counts, and answers SELECT queries by their names."""

    def ask(self, file: Path, queries: Mapping[str, str], folder: Path) -> Answers:
        raise NotImplementedError


class Program(Engine):
    """An engine that is one command: it prints the count and writes each answer beside its query."""

    def command(self, folder: Path) -> list[str]:
        raise NotImplementedError

    def ask(self, file: Path, queries: Mapping[str, str], folder: Path) -> Answers:
        for name, text in queries.items():
            (folder / name).write_text(text, encoding="utf-8")
        command = [*self.command(folder), str(file), *(str(folder / name) for name in queries)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        answers = {name: rows((folder / f"{name}.json").read_bytes()) for name in queries}
        return int(done.stdout.split()[0]), answers


class Rdflib(Program):
    def command(self, folder: Path) -> list[str]:
        return [sys.executable, str(HERE / "ask_rdflib.py")]


class Jena(Program):
    """Apache Jena as Debian packages it (libapache-jena-java), run from source."""

    JARS = Path("/usr/share/java")
    NAMES = (
        *("jena-arq", "jena-base", "jena-core", "jena-iri", "jena-dboe-base", "jena-dboe-index"),
        *("jena-dboe-storage", "jena-dboe-trans-data", "jena-dboe-transaction", "jena-tdb", "jena-tdb2"),
        *("jena-shacl", "jena-shex", "jena-rdfconnection", "commons-cli", "commons-codec"),
        *("commons-compress", "commons-csv", "commons-io", "commons-lang3", "dexx.collection", "gson"),
        *("guava", "failureaccess", "httpclient", "httpcore", "httpclient-cache", "jackson-core"),
        *("jackson-databind", "jackson-annotations", "jsonld-java", "titanium-json-ld", "protobuf"),
        *("slf4j-api", "slf4j-nop", "thrift", "jakarta.json-api"),
    )

    def command(self, folder: Path) -> list[str]:
        java = shutil.which("java")
        if not java or not shutil.which("javac") or not (self.JARS / "jena-arq.jar").exists():
            pytest.skip("Apache Jena (libapache-jena-java) and a JDK are not installed")
        lost = folder / "lost" / "xerces" / "impl" / "xpath" / "regex" / "message.properties"
        lost.parent.mkdir(parents=True)  # Debian's jar (4.5.0-2) lacks this file, and does not start without
        lost.touch()
        path = [str(folder / "lost"), *(str(self.JARS / f"{name}.jar") for name in self.NAMES)]
        return [java, "-Xmx4g", "-cp", os.pathsep.join(path), str(HERE / "Ask.java")]


class Comunica(Program):
    """N3.js and Comunica, which npm has put where NODE_PATH says."""

    def command(self, folder: Path) -> list[str]:
        node = shutil.which("node")
        packages = ["n3", "@comunica/query-sparql-rdfjs"]
        script = ";".join(f"require({name!r})" for name in packages)
        if not node or subprocess.run([node, "-e", script], capture_output=True, check=False).returncode:
            pytest.skip(f"{' and '.join(packages)} (npm) are not installed, or NODE_PATH does not say where")
        return [node, "--max-old-space-size=6000", str(HERE / "ask.cjs")]


class OxigraphServer(Engine):
    def ask(self, file: Path, queries: Mapping[str, str], folder: Path) -> Answers:
        load = [Oxigraph.program(), "load", "--location", str(folder / "data"), "--file", str(file)]
        subprocess.run(load, capture_output=True, timeout=600, check=True)
        with Oxigraph(folder) as server:
            count = server.count("{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }")
            return count, {name: answer(server.query, text) for name, text in queries.items()}


class VirtuosoServer(Engine):
    """Loaded by its own loader."""

    def ask(self, file: Path, queries: Mapping[str, str], folder: Path) -> Answers:
        with Virtuoso(folder, files=file.parent) as server:
            before = server.count()
            quads = file.suffix == ".nq"
            server.run(f"DB.DBA.TTLP_MT (file_open ('{file}'), '', '{GRAPH}', {512 if quads else 0});\n")
            named = {} if quads else {"default-graph-uri": GRAPH}
            count = server.count() - before
            return count, {name: answer(server.query, text, **named) for name, text in queries.items()}


class Redland(Engine):
    """Raptor reads, Rasqal answers; it knows no property paths."""

    def ask(self, file: Path, queries: Mapping[str, str], folder: Path) -> Answers:
        if not shutil.which("rapper") or not shutil.which("roqet"):
            pytest.skip("Redland (raptor2-utils, rasqal-utils) is not installed")
        syntax = {".nq": "nquads", ".ttl": "turtle"}[file.suffix]
        read = subprocess.run(
            ["rapper", "-q", "-i", syntax, "-o", "ntriples", str(file)], capture_output=True, check=True
        )
        assert not read.stderr
        answers = {}
        for name, text in queries.items():
            options = ["-q", "-i", "sparql", "-r", "xml", "-F", syntax, "-D", file.as_uri()]
            asked = subprocess.run(
                ["roqet", *options, "-e", text], capture_output=True, timeout=300, check=True
            )
            answers[name] = xml_rows(asked.stdout)
        return read.stdout.count(b"\n"), answers


def answer(url: str, query: str, **more: str) -> Rows:
    headers = {"Accept": "application/sparql-results+json"}
    found = requests.post(url, data={"query": query, **more}, headers=headers, timeout=600)
    assert found.ok, found.text[:1000]
    return rows(found.content)


ENGINES = (Rdflib, OxigraphServer, VirtuosoServer, Jena, Comunica, Redland)
