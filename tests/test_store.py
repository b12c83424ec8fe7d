"""The store: what goes in comes out, one article at a time, whatever dies when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from factories import DENIED, MET, OPEN, TEXT, analysis, document
from kg.errors import StoreError
from kg.namespaces import ID, article_iri
from kg.rdf import triples
from kg.spool import Spool
from kg.store import Store


def filled(path: Path, *names: str) -> Store:
    store = Store.open(path, read_only=False)
    store.add(analysis(name) for name in names)
    return store


def contents(store: Store) -> dict[str, list[tuple[str, str, str]]]:
    return {name: store.graph(name) for name in store.articles()}


def union(store: Store) -> set[tuple[str, str, str]]:
    found = store.rdf.query("SELECT * WHERE { ?s ?p ?o }")
    rows = [(str(row["s"]), str(row["p"]), str(row["o"])) for row in found]
    assert len(rows) == len(set(rows))
    return set(rows)


def expected_union(store: Store) -> set[tuple[str, str, str]]:
    found = store.rdf.query("SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }")
    return {(str(row["s"]), str(row["p"]), str(row["o"])) for row in found}


def test_an_article_comes_out_as_it_went_in(tmp_path: Path) -> None:
    with filled(tmp_path / "store", "randu-1", "randu-2") as store:
        assert contents(store) == {
            article_iri(ID, name): triples(analysis(name)) for name in ("randu-1", "randu-2")
        }
        assert len(store) == 2


def test_the_stored_document_is_the_document(tmp_path: Path) -> None:
    bare = document("tanpa", title="", date=None, url="", source="", text="\ud800 teks\x00\n")
    with Store.open(tmp_path / "store", read_only=False) as store:
        store.add([analysis(), replace(analysis("tanpa"), document=bare)])
        assert store.document(article_iri(ID, "randu-1")) == document()
        assert store.document(article_iri(ID, "tanpa")) == bare
        with pytest.raises(StoreError, match="no article"):
            store.document(article_iri(ID, "lain"))


def test_the_default_graph_is_the_union_each_triple_once(tmp_path: Path) -> None:
    with filled(tmp_path / "store", "randu-1", "randu-2") as store:
        store.add([analysis("randu-1", OPEN)])
        assert union(store) == expected_union(store)
        store.remove(["randu-1"])
        assert union(store) == expected_union(store)


def test_adding_an_article_again_replaces_it(tmp_path: Path) -> None:
    with filled(tmp_path / "store", "randu-1") as store:
        newer = replace(analysis("randu-1", DENIED), document=document(text=TEXT + "!"))
        store.add([newer])
        assert contents(store) == {article_iri(ID, "randu-1"): triples(newer)}
        assert store.document(article_iri(ID, "randu-1")).text.endswith("!")


def test_removing_an_article_leaves_what_others_say(tmp_path: Path) -> None:
    with filled(tmp_path / "both", "randu-1", "randu-2") as both, filled(tmp_path / "one", "randu-2") as one:
        assert both.remove(["randu-1", "tidak-ada"]) == 1
        assert contents(both) == contents(one)
        assert union(both) == union(one)
        assert both.rdf.query(
            "ASK { ?a kg:metWith ?b }", prefixes={"kg": "https://w3id.org/kg-berita/ontology#"}
        )


def test_build_holds_exactly_the_spooled_articles(tmp_path: Path) -> None:
    path = tmp_path / "store"
    filled(path, "lama").close()
    with Spool() as spool:
        for name in ("randu-2", "randu-1"):
            spool.add(analysis(name))
        Store.build(path, spool)
    with Store.open(path) as store, filled(tmp_path / "added", "randu-1", "randu-2") as added:
        assert contents(store) == contents(added)
        assert union(store) == union(added)
        assert store.document(article_iri(ID, "randu-1")) == document()
    assert [found.name for found in path.glob("graph-*") if found.is_dir()] == ["graph-000002"]


def test_a_build_does_not_disturb_a_reader(tmp_path: Path) -> None:
    path = tmp_path / "store"
    filled(path, "lama").close()
    with Store.open(path) as reader:
        with Spool() as spool:
            spool.add(analysis("baru"))
            Store.build(path, spool)
        assert reader.articles() == [article_iri(ID, "lama")]
        with Store.open(path) as later:
            assert later.articles() == [article_iri(ID, "baru")]
    Store.open(path, read_only=False).close()
    assert [found.name for found in path.glob("graph-*") if found.is_dir()] == ["graph-000002"]


def test_the_base_is_remembered(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", read_only=False, base="https://data.example/") as store:
        store.add([analysis("randu-1", MET)])
    with Store.open(tmp_path / "store", read_only=False) as store:
        assert store.base == "https://data.example/"
        assert store.articles() == ["https://data.example/article/randu-1"]


def test_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        Store.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "tesis.docx").write_text("bab 1")
    with pytest.raises(StoreError, match=r"holds tesis\.docx"):
        Store.open(tmp_path, read_only=False)
    assert [found.name for found in tmp_path.iterdir()] == ["tesis.docx"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("current", b"{"),
        ("current", b"[]"),
        ("current", b'{"format": 99, "graph": "graph-000001", "base": "http://x/"}'),
        ("current", b'{"format": 1, "graph": "graph-000009", "base": "http://x/"}'),
        ("graph-000001/CURRENT", b"garbage"),
        ("texts.sqlite", b"garbage" * 1000),
    ],
)
def test_a_damaged_store_says_so(tmp_path: Path, file: str, content: bytes) -> None:
    path = tmp_path / "store"
    filled(path, "randu-1").close()
    (path / file).write_bytes(content)
    with pytest.raises(StoreError, match="store"), Store.open(path) as store:
        store.document(article_iri(ID, "randu-1"))


def test_a_changed_text_is_found(tmp_path: Path) -> None:
    with filled(tmp_path / "store", "randu-1") as store:
        store.texts._connection.execute("UPDATE text SET data = ?", (b"x\x9cK,\x02\x00\x00b\x00b",))
        with pytest.raises(StoreError, match="text sha256"):
            store.document(article_iri(ID, "randu-1"))


@pytest.mark.skipif(sys.platform == "win32", reason="advisory locks are of POSIX")
def test_readers_and_writers_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with filled(path, "randu-1"):
        with pytest.raises(StoreError, match="another process is using"):
            Store.open(path, read_only=False)
        with pytest.raises(StoreError, match="another process is writing"):
            Store.open(path)
    with Store.open(path), Store.open(path) as reader:
        assert len(reader) == 1
        with pytest.raises(StoreError, match="another process is using"):
            Store.open(path, read_only=False)


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from factories import analysis
from kg import store
from kg.spool import Spool
store.BATCH = 600
path, mode = Path(sys.argv[1]), sys.argv[3]
print("ready", flush=True)
if mode == "add":
    with store.Store.open(path, read_only=False) as opened:
        opened.add(analysis(f"baru-{number}") for number in range(100_000))
else:
    while True:
        with Spool() as spool:
            for number in range(40):
                spool.add(analysis(f"baru-{number}"))
            store.Store.build(path, spool)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of POSIX")
@pytest.mark.parametrize("mode", ["add", "build"])
@pytest.mark.parametrize("delay", [0.02, 0.15, 0.4, 0.9])
def test_a_killed_writer_loses_nothing(tmp_path: Path, mode: str, delay: float) -> None:
    path = tmp_path / "store"
    with filled(path, "lama-1", "lama-2") as store:
        before = contents(store)
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent), mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(delay)
        os.kill(writer.pid, signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    with Store.open(path) as store:
        after = contents(store)
        if mode == "add":
            assert before.items() <= after.items()
        else:
            assert after == before or len(after) == 40
        for name, graph in after.items():
            document_id = name.rpartition("/")[2]
            assert graph == triples(analysis(document_id))
            assert store.document(name).text == TEXT
        assert union(store) == expected_union(store)
    with Store.open(path, read_only=False) as store:
        assert store.add([analysis("setelah")]) == 1
        assert article_iri(ID, "setelah") in store
