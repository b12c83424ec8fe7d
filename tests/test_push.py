"""`kg push` into stores that really run: what arrives, who may write, and what a break leaves behind."""

from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest

from commandline import kg
from factories import DENIED, OPEN, analysis
from kg import remote
from kg.errors import RemoteError
from kg.model import Analysis
from kg.namespaces import ID, article_iri
from kg.remote.ledger import Sent
from kg.remote.parts import batches
from kg.spool import write_nquads
from kg.store import Store
from servers import PASSWORD, Oxigraph, OxigraphUpdate, Server, Virtuoso, VirtuosoUpdate, started

SECRET = {"KG_PUSH_PASSWORD": PASSWORD}
KINDS = (Oxigraph, OxigraphUpdate, Virtuoso, VirtuosoUpdate)


def names(count: int) -> list[str]:
    return [f"randu-{number:03d}" for number in range(count)]


def stored(path: Path, *analyses: Analysis) -> Path:
    with Store.open(path, read_only=False) as store:
        store.add(analyses)
    return path


def quads(path: Path) -> int:
    with Store.open(path) as store:
        return sum(len(store.graph(name)) for name in store.articles())


def push(*arguments: str | Path, code: int = 0) -> str:
    done = kg("push", *arguments, env=SECRET)
    assert done.returncode == code, done.stderr
    assert PASSWORD not in done.stdout + done.stderr and "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.__name__)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    kind: type[Server] = request.param
    with started(kind, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.mark.store
class TestRunning:
    """One server of each kind for all of these; each test has a base, and so graphs, of its own."""

    def test_every_article_arrives_as_it_is(self, server: Server, tmp_path: Path) -> None:
        store = stored(tmp_path / "store", *map(analysis, names(3)))
        before = server.count()
        assert "3 graphs" in push(*server.write, "--store", store)
        with Store.open(store) as opened:
            for name in opened.articles():
                rows = server.select(f"SELECT * WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
                found = {(row["s"]["value"], row["p"]["value"], row["o"]["value"]) for row in rows}
                expected = {
                    (quad.subject.value, quad.predicate.value, quad.object.value)
                    for quad in opened.rdf.quads_for_pattern(None, None, None)
                    if str(quad.graph_name) == f"<{name}>"
                }
                assert found == expected
        assert server.count() == before + quads(store)

    def test_only_what_changed_is_sent_and_what_was_withdrawn_goes(
        self, server: Server, tmp_path: Path
    ) -> None:
        folder, base = tmp_path / "store", "https://berubah.example/"
        with Store.open(folder, read_only=False, base=base) as store:
            store.add(map(analysis, names(4)))
        push(*server.write, "--store", folder)
        assert " 0 sent now" in push(*server.write, "--store", folder)
        with Store.open(folder, read_only=False) as store:
            store.add([analysis(names(4)[1], DENIED)])
            store.remove([names(4)[2]])
            changed = len(store.graph(article_iri(base, names(4)[1])))
        said = push(*server.write, "--store", folder)
        assert f" {changed:,} sent now; 1 graphs withdrawn" in said
        assert server.count(f"GRAPH ?g {{ ?s ?p ?o }} FILTER STRSTARTS(STR(?g), '{base}')") == quads(folder)

    def test_all_into_one_graph_that_others_do_not_use(self, server: Server, tmp_path: Path) -> None:
        store, graph = stored(tmp_path / "store", *map(analysis, names(3))), "https://semua.example/graf"
        arguments = (*server.write, "--store", store, "--graph", graph)
        push(*arguments, "--batch", "70")
        with Store.open(store) as opened:
            (row,) = opened.rdf.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
            assert server.count(f"GRAPH <{graph}> {{ ?s ?p ?o }}") == int(row["n"].value)
        assert " 0 sent now" in push(*arguments)
        (tmp_path / "pushed.sqlite").unlink()
        assert "were not pushed from here" in push(*arguments, code=2)
        push(*arguments, "--replace")

    def test_a_file_with_blank_nodes_arrives_once(self, server: Server, tmp_path: Path) -> None:
        (tmp_path / "orang.ttl").write_text(
            '@prefix x: <https://x.example/> . [] x:name "Raka"@id ; x:knows [ x:name "Sinta" ] .',
            encoding="utf-8",
        )
        graph = "https://kosong.example/"
        arguments = (*server.write, "--data", tmp_path / "orang.ttl", "--graph", graph, "--batch", "1")
        push(*arguments)
        (tmp_path / "orang.ttl.pushed").unlink()
        push(*arguments, "--replace")
        where = "?a <https://x.example/knows> ?b . ?a <https://x.example/name> 'Raka'@id"
        assert server.count(f"GRAPH <{graph}> {{ {where} }}") == 1
        assert server.count(f"GRAPH <{graph}> {{ ?s ?p ?o }}") == 3

    def test_what_the_server_lost_is_told_and_sent_again(self, server: Server, tmp_path: Path) -> None:
        folder, base = tmp_path / "store", "https://hilang.example/"
        with Store.open(folder, read_only=False, base=base) as store:
            store.add(map(analysis, names(3)))
        push(*server.write, "--store", folder)
        lost = article_iri(base, names(3)[1])
        with Store.open(folder) as store:
            size = len(store.graph(lost))
        address = remote.address(server.write[0])
        user = remote.Credentials(scheme=remote.Scheme.DIGEST, user="kg", secret=PASSWORD)
        with remote.Endpoint(address, user) as endpoint:
            endpoint.drop(lost)
            assert endpoint.counts([lost]) == {lost: 0}
        assert f" {size:,} sent now" in push(*server.write, "--store", folder)


@pytest.mark.store
def test_a_stranger_may_not_write(tmp_path: Path) -> None:
    store = stored(tmp_path / "store", analysis())
    with started(Virtuoso, tmp_path / "server") as server:
        before = server.count()
        url, *_ = server.write
        said = push(url, "--store", store, "--retries", "0", code=2)
        assert "wants to know who you are: --auth digest and --user NAME" in said
        wrong = kg("push", *server.write, "--store", store, env={"KG_PUSH_PASSWORD": "keliru"})
        assert wrong.returncode == 2 and "keliru" not in wrong.stderr
        assert server.count() == before
        assert "no default graph" in push(*server.write, "--store", store, "--graph", "default", code=2)


@contextmanager
def pushing(server: Server, store: Path, *options: str, arrived: int) -> Iterator[subprocess.Popen[bytes]]:
    """A push in a process of its own, of which so many triples have arrived."""
    before = server.count()
    command = [sys.executable, "-m", "kg", "push", *server.write, "--store", str(store), *options]
    with subprocess.Popen(command, env=os.environ | SECRET, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 120
        while server.count() < before + arrived:
            assert running.poll() is None and time.monotonic() < until
        yield running


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    return stored(folder / "store", *(analysis(name, OPEN) for name in names(60)))


@pytest.mark.store
@pytest.mark.slow
@pytest.mark.parametrize("kind", [Oxigraph, VirtuosoUpdate])
class TestBreak:
    """Pushes of 60 articles that are broken off when a part of them is there."""

    @pytest.mark.parametrize("one_graph", [False, True], ids=["articles", "one graph"])
    def test_a_killed_server_loses_nothing(
        self, kind: type[Server], one_graph: bool, store: Path, tmp_path: Path
    ) -> None:
        options = ("--batch", "25", "--state", str(tmp_path / "state"), "--retries", "1")
        options += ("--graph", "https://semua.example/") if one_graph else ()
        with started(kind, tmp_path / "server") as server:
            empty = server.count()
            with pushing(server, store, *options, arrived=500) as running:
                server.kill()
                _, said = running.communicate(timeout=60)
                assert running.returncode == 2 and b"cannot be reached" in said
            server.start()
            arrived = server.count() - empty
            self.goes_on(push(*server.write, "--store", store, *options), server.count() - empty, arrived)

    def test_a_killed_push_loses_nothing(self, kind: type[Server], store: Path, tmp_path: Path) -> None:
        options = ("--batch", "25", "--state", str(tmp_path / "state"))
        with started(kind, tmp_path / "server") as server:
            empty = server.count()
            with pushing(server, store, *options, arrived=500) as running:
                running.send_signal(signal.SIGKILL)
                running.wait(timeout=30)
            arrived = server.count() - empty
            self.goes_on(push(*server.write, "--store", store, *options), server.count() - empty, arrived)

    def test_a_server_that_comes_back_is_waited_for(
        self, kind: type[Server], store: Path, tmp_path: Path
    ) -> None:
        options = ("--batch", "25", "--state", str(tmp_path / "state"))
        with started(kind, tmp_path / "server") as server:
            empty = server.count()
            with pushing(server, store, *options, arrived=500) as running:
                server.kill()
                server.start()
                _, said = running.communicate(timeout=120)
            assert running.returncode == 0, said
            assert b"counts the same" in said
            assert server.count() - empty == quads(store)

    @staticmethod
    def goes_on(said: str, found: int, arrived: int) -> None:
        """Not all was sent again, and all is there."""
        words = said.replace(",", "").split()
        total, sent = (int(words[words.index(word) - 1]) for word in ("triples;", "sent"))
        assert "counts the same" in said
        assert found == total
        assert 0 < sent <= total - arrived + 200  # what of one article had arrived is sent again


class Moody(http.server.BaseHTTPRequestHandler):
    """Takes what is written, but only at the third try; counts nothing. Remembers who wrote."""

    seen: ClassVar[list[tuple[str, str]]]
    status: ClassVar[int]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).seen.append((self.path, self.headers.get("Authorization", "")))
        asked = self.path == "/query"
        status = 200 if asked or len(self.seen) > 3 or self.status == 200 else self.status
        body = b'{"results": {"bindings": []}}' if asked else b"sedang <b>sibuk</b>"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == 301:
            self.send_header("Location", "https://lain.example/update")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def moody() -> Iterator[tuple[str, type[Moody]]]:
    class Handler(Moody):
        seen: ClassVar[list[tuple[str, str]]] = []
        status = 503

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{served.server_address[1]}/update", Handler
        served.shutdown()
        thread.join()


def test_a_busy_server_is_asked_again_and_its_count_is_not_believed(
    moody: tuple[str, type[Moody]], tmp_path: Path
) -> None:
    url, handler = moody
    write_nquads([analysis()], tmp_path / "a.nq")
    done = kg("push", url, "--data", tmp_path / "a.nq", "--auth", "bearer", env={"KG_PUSH_TOKEN": "kunci-x"})
    assert done.returncode == 1
    assert "answers 503; trying again in 1 s" in done.stderr
    assert "triples were sent, the server counts 0" in done.stderr
    assert "kunci-x" not in done.stderr
    assert [path for path, _ in handler.seen] == ["/query", "/update", "/update", "/update", "/query"]
    assert {who for _, who in handler.seen} == {"Bearer kunci-x"}
    again = kg("push", url, "--data", tmp_path / "a.nq", "-q")
    assert "triples were sent" in again.stderr


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (503, "answers 503 Service Unavailable: sedang <b>sibuk</b>"),
        (400, "answers 400"),
        (403, "not allowed to write"),
        (401, "wants to know who you are"),
        (301, "has moved to https://lain.example/update"),
    ],
)
def test_a_refusal_is_one_line(
    moody: tuple[str, type[Moody]], status: int, said: str, tmp_path: Path
) -> None:
    url, handler = moody
    handler.status = status
    write_nquads([analysis()], tmp_path / "a.nq")
    done = kg("push", url, "--data", tmp_path / "a.nq", "--retries", "0")
    assert done.returncode == 2
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["http://127.0.0.1:9/lain"], "--protocol"),
        (["http://127.0.0.1:9/lain", "--protocol", "update"], "--query"),
        (["ftp://127.0.0.1/store"], "not an http(s) URL"),
        (["http://a:rahasia@127.0.0.1/store"], "--user"),
        (["http://127.0.0.1:9/store", "--user", "raka"], "KG_PUSH_PASSWORD"),
        (["http://127.0.0.1:9/store", "--graph", "bukan iri"], "not an absolute IRI"),
        (["http://127.0.0.1:9/store", "--retries", "0"], "cannot be reached"),
    ],
)
def test_what_cannot_be_done_is_told(arguments: list[str], said: str, tmp_path: Path) -> None:
    write_nquads([analysis()], tmp_path / "a.nq")
    done = kg("push", *arguments, "--data", tmp_path / "a.nq")
    assert done.returncode == 2 and said in done.stderr
    assert "rahasia" not in done.stderr and "Traceback" not in done.stderr


def test_a_file_without_named_graphs_needs_a_name(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text('<http://x/a> <http://x/p> "b" .\n', encoding="utf-8")
    done = kg("push", "http://127.0.0.1:9/store", "--data", tmp_path / "a.nt")
    assert done.returncode == 2 and "--graph" in done.stderr


@pytest.mark.parametrize(
    ("url", "query", "protocol"),
    [
        ("http://h:7878/store", "http://h:7878/query", "graph-store"),
        ("http://h:7878/update", "http://h:7878/query", "update"),
        ("http://h:3030/berita/data", "http://h:3030/berita/query", "graph-store"),
        ("http://h:8890/sparql-auth", "http://h:8890/sparql", "update"),
        ("http://h:8890/sparql-graph-crud-auth", "http://h:8890/sparql", "graph-store"),
        ("https://h/repositories/b/statements", "https://h/repositories/b", "update"),
        ("https://h/repositories/b/rdf-graphs/service", "https://h/repositories/b", "graph-store"),
        ("https://h:8182/sparql", "https://h:8182/sparql", "update"),
        ("https://h:8182/sparql/gsp/", "https://h:8182/sparql", "graph-store"),
        ("http://h:5820/berita/update", "http://h:5820/berita/query", "update"),
    ],
)
def test_the_end_of_a_url_says_how(url: str, query: str, protocol: str) -> None:
    found = remote.address(url)
    assert (found.query, found.protocol) == (query, protocol)


def test_what_was_sent_is_kept_by_target(tmp_path: Path) -> None:
    sent = Sent(digest="x", triples=5, whole=False)
    with remote.Ledger(tmp_path / "a", "satu") as ledger:
        ledger.note("g", sent)
    with remote.Ledger(tmp_path / "a", "satu") as ledger:
        assert ledger.get("g") == sent and ledger.graphs() == ["g"]
        ledger.forget("g")
        assert ledger.get("g") is None
    with remote.Ledger(tmp_path / "a", "dua") as ledger:
        assert ledger.graphs() == []
    (tmp_path / "b").write_bytes(b"bukan sqlite " * 100)
    with pytest.raises(RemoteError, match="cannot be kept there"):
        remote.Ledger(tmp_path / "b", "satu")


def test_secrets_are_not_in_what_is_logged() -> None:
    who = remote.Credentials(scheme=remote.Scheme.BASIC, user="raka", secret="kunci")
    assert "kunci" not in repr(who)


def test_batches_hold_all_in_order() -> None:
    assert list(batches(range(5), 2)) == [(0, 1), (2, 3), (4,)]
    assert ID.endswith("/")
