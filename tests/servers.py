"""Triple stores that tests start on this machine, kill, and start again."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
import requests

USER, PASSWORD = "kg", "rahasia-sekali"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Server:
    """A store with its data in a folder. `write` are the arguments of `kg push` that reach it."""

    query: str
    write: tuple[str, ...]

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        """Start, and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), cwd=self.folder, stdout=log, stderr=log)
        until = time.monotonic() + 90
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if requests.get(self.query, params={"query": "ASK {}"}, timeout=10).ok:
                    return
            except requests.RequestException:
                time.sleep(0.1)
        self.kill()
        raise AssertionError((self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:])

    def kill(self) -> None:
        """As `kill -9` does it."""
        if self._process:
            self._process.kill()
            self._process.wait(timeout=30)
            self._process = None

    def select(self, query: str) -> list[dict[str, dict[str, str]]]:
        """The rows of SPARQL results in JSON."""
        headers = {"Accept": "application/sparql-results+json"}
        answer = requests.post(self.query, data={"query": query}, headers=headers, timeout=120)
        assert answer.ok, answer.text[:500]
        rows: list[dict[str, dict[str, str]]] = answer.json()["results"]["bindings"]
        return rows

    def count(self, where: str = "GRAPH ?g { ?s ?p ?o }") -> int:
        return int(self.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")[0]["n"]["value"])


class Oxigraph(Server):
    """The server of the package `oxigraph`."""

    protocol = "store"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.query = f"http://127.0.0.1:{self.port}/query"
        self.write = (f"http://127.0.0.1:{self.port}/{self.protocol}",)

    @staticmethod
    def program() -> str:
        beside = Path(sys.executable).with_name("oxigraph")
        found = str(beside) if beside.is_file() else shutil.which("oxigraph")
        if not found:
            pytest.skip("the Oxigraph server (pip install oxigraph) is not installed")
        return found

    def command(self) -> list[str]:
        place = str(self.folder / "data")
        return [self.program(), "serve", "--location", place, "--bind", f"127.0.0.1:{self.port}"]


class OxigraphUpdate(Oxigraph):
    """The same, written to by SPARQL Update."""

    protocol = "update"


class Virtuoso(Server):
    """Virtuoso 7; a user `USER` may write to it and is known by digest authentication."""

    protocol = "sparql-graph-crud-auth"

    INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
ServerThreads = 10
CheckpointInterval = 60
DirsAllowed = {folder}, {files}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""

    def __init__(self, folder: Path, files: Path | None = None) -> None:
        super().__init__(folder)
        self.sql = free_port()
        self.query = f"http://127.0.0.1:{self.port}/sparql"
        place = f"http://127.0.0.1:{self.port}/{self.protocol}"
        self.write = (place, "--user", USER, "--auth", "digest")
        text = self.INI.format(sql=self.sql, http=self.port, folder=folder, files=files or folder)
        (folder / "virtuoso.ini").write_text(text, encoding="utf-8")

    def command(self) -> list[str]:
        program = shutil.which("virtuoso-t")
        if not program or not shutil.which("isql-vt"):
            pytest.skip("Virtuoso (virtuoso-opensource-7-bin) is not installed")
        return [program, "+foreground", "+configfile", "virtuoso.ini"]

    def start(self) -> None:
        fresh = not (self.folder / "virtuoso.db").exists()
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)  # of a process that was killed
        super().start()
        if fresh:
            self.run(
                f"DB.DBA.USER_CREATE ('{USER}', '{PASSWORD}', vector ('SQL_ENABLE', 1));\n"
                f'GRANT SPARQL_UPDATE TO "{USER}";\n'
                f"DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('{USER}', 7);\n"
            )

    def run(self, sql: str) -> None:
        """Run SQL as the administrator."""
        file = self.folder / "run.sql"
        file.write_text(sql, encoding="utf-8")
        command = ["isql-vt", f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=STDOUT", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0 and "*** Error" not in done.stdout, done.stdout[-2000:] + done.stderr


class VirtuosoUpdate(Virtuoso):
    """The same, written to by SPARQL Update."""

    protocol = "sparql-auth"


@contextmanager
def started(kind: type[Server], folder: Path) -> Iterator[Server]:
    folder.mkdir(parents=True, exist_ok=True)
    with kind(folder) as server:
        yield server
