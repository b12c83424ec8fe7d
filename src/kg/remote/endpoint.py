"""One running store over HTTP: graphs replaced, added to, dropped and counted.

Requests are safe to repeat (triples are a set, and none has a blank node), so whatever fails for a
reason that may pass is tried again: no connection, no answer in time, 429 and 5xx.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from typing import Self

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from kg.errors import RemoteError
from kg.remote.addresses import Address, Protocol
from kg.remote.parts import DEFAULT, batches

PASSING = (429, 500, 502, 503, 504)  # answers after which the same request may succeed
LONGEST_WAIT = 30  # seconds between two tries at most; the second wait is 1 s, and they double
CONNECTING = 10  # seconds to get a connection
COUNTED = 100  # graphs counted by one query

_log = logging.getLogger(__name__)


class Scheme(StrEnum):
    """How a secret is told to the server."""

    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who one is. The secret, a password or a token, is not shown by `repr`."""

    scheme: Scheme
    user: str = ""
    secret: str = field(repr=False)


class Endpoint:
    """A store to push into. Use it as a context manager."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials | None = None,
        *,
        retries: int = 8,
        timeout: float = 300,
    ) -> None:
        self.address = address
        self._timeout = (CONNECTING, timeout)
        self._session = requests.Session()
        if credentials:
            self._session.auth = _auth(credentials)
        self._session.headers["User-Agent"] = "kg"
        repeating = _Told(
            total=retries,
            status_forcelist=PASSING,
            allowed_methods=None,
            backoff_factor=0.5,
            backoff_max=LONGEST_WAIT,
            raise_on_status=False,
        )
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=repeating))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """Make a graph hold exactly the triples of `lines`, N-Triples without line ends."""
        if self.address.protocol == Protocol.GRAPH_STORE:
            self._graph_store("PUT", graph, lines)
        else:
            self._update(f"{_dropping(graph)} ;\n{_inserting(graph, lines)}")

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """Add triples to a graph."""
        if self.address.protocol == Protocol.GRAPH_STORE:
            self._graph_store("POST", graph, lines)
        else:
            self._update(_inserting(graph, lines))

    def drop(self, graph: str) -> None:
        """Remove a graph; one that is not there is fine."""
        if self.address.protocol == Protocol.GRAPH_STORE:
            self._graph_store("DELETE", graph, (), fine=(404,))
        else:
            self._update(_dropping(graph))

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples each of the graphs holds."""
        return {graph: count for some in batches(graphs, COUNTED) for graph, count in self._counts(some)}

    def _counts(self, graphs: Sequence[str]) -> Iterator[tuple[str, int]]:
        if graphs == (DEFAULT,):
            rows = self._select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
            yield DEFAULT, int(rows[0]["n"]["value"])
            return
        names = " ".join(f"<{graph}>" for graph in graphs)
        where = f"VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }}"
        rows = self._select(f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?g")
        found = {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
        yield from ((graph, found.get(graph, 0)) for graph in graphs)

    def _select(self, query: str) -> list[dict[str, dict[str, str]]]:
        headers = {"Accept": "application/sparql-results+json"}
        answer = self._send("POST", self.address.query, data={"query": query}, headers=headers)
        try:
            rows: list[dict[str, dict[str, str]]] = answer.json()["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as error:
            raise RemoteError(f"{self.address.query}: the answer is no SPARQL result in JSON") from error
        return rows

    def _graph_store(
        self, method: str, graph: str, lines: Iterable[str], *, fine: tuple[int, ...] = ()
    ) -> None:
        self._send(
            method,
            self.address.write,
            params="default" if graph == DEFAULT else {"graph": graph},
            data="".join(f"{line}\n" for line in lines).encode("utf-8"),
            headers={"Content-Type": "application/n-triples"},
            fine=fine,
        )

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._send("POST", self.address.write, data=text.encode("utf-8"), headers=headers)

    def _send(
        self,
        method: str,
        url: str,
        *,
        data: bytes | dict[str, str],
        headers: dict[str, str],
        params: str | dict[str, str] | None = None,
        fine: tuple[int, ...] = (),
    ) -> requests.Response:
        try:
            answer = self._session.request(
                method,
                url,
                params=params,
                data=data,
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,  # a POST that follows one becomes a GET: nothing would be stored
            )
        except requests.RequestException as error:
            raise RemoteError(f"{url}: {_reason(error)}") from error
        if answer.is_redirect or answer.is_permanent_redirect:
            raise RemoteError(f"{url}: has moved to {answer.headers['Location']}; give that URL")
        if not answer.ok and answer.status_code not in fine:
            raise RemoteError(f"{url}: {_complaint(answer)}")
        return answer


class _Told(Retry):
    """Tells of each wait, so that a server that is away does not look like a program that hangs."""

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        why = f"answers {response.status}" if response is not None else "does not answer"
        if self.get_backoff_time():
            _log.warning("the server %s; trying again in %g s", why, self.get_backoff_time())
        super().sleep(response)


def _auth(credentials: Credentials) -> AuthBase:
    if credentials.scheme == Scheme.BEARER:
        return _Bearer(credentials.secret)
    user, secret = credentials.user.encode("utf-8"), credentials.secret.encode("utf-8")
    if credentials.scheme == Scheme.BASIC:
        return HTTPBasicAuth(user, secret)
    return HTTPDigestAuth(credentials.user, credentials.secret)


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _dropping(graph: str) -> str:
    return "CLEAR SILENT DEFAULT" if graph == DEFAULT else f"DROP SILENT GRAPH <{graph}>"


def _inserting(graph: str, lines: Iterable[str]) -> str:
    triples = "".join(f"{line}\n" for line in lines)
    inner = triples if graph == DEFAULT else f"GRAPH <{graph}> {{\n{triples}}}\n"
    return f"INSERT DATA {{\n{inner}}}"


def _reason(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return f"the connection is not safe: {error}"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached"
    return str(error)


def _complaint(answer: requests.Response) -> str:
    said = " ".join(answer.text.split())[:300]
    asked = answer.headers.get("WWW-Authenticate", "").partition(" ")[0].lower()
    if answer.status_code == 401:
        return "it wants to know who you are" + (f": --auth {asked} and --user NAME" if asked else "")
    if answer.status_code == 403:
        return f"not allowed to write there. {said}".rstrip()
    return f"it answers {answer.status_code} {answer.reason}: {said}".rstrip(": ")
