"""Where to send and where to ask: stores are told apart by how the URL ends, as their manuals write it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from kg.errors import RemoteError


class Protocol(StrEnum):
    """How triples are sent: SPARQL 1.1 Graph Store HTTP Protocol, or SPARQL 1.1 Update."""

    GRAPH_STORE = "graph-store"
    UPDATE = "update"


NO_DEFAULT = ("/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The URL that takes triples, by which protocol, and the URL that answers queries."""

    write: str
    query: str
    protocol: Protocol

    @property
    def has_default_graph(self) -> bool:
        """Virtuoso has none: what it calls so is all graphs together, and would be replaced."""
        return not self.write.rstrip("/").endswith(NO_DEFAULT)


# How the URL ends -> protocol, and where queries go, relative to it.
KNOWN: dict[str, tuple[Protocol, str]] = {
    "/store": (Protocol.GRAPH_STORE, "query"),  # Oxigraph
    "/data": (Protocol.GRAPH_STORE, "query"),  # Jena Fuseki
    "/sparql-graph-crud-auth": (Protocol.GRAPH_STORE, "sparql"),  # Virtuoso
    "/sparql-graph-crud": (Protocol.GRAPH_STORE, "sparql"),
    "/rdf-graphs/service": (Protocol.GRAPH_STORE, ".."),  # RDF4J, GraphDB
    "/sparql/gsp": (Protocol.GRAPH_STORE, "."),  # Neptune
    "/update": (Protocol.UPDATE, "query"),  # Oxigraph, Fuseki, Stardog
    "/statements": (Protocol.UPDATE, "."),  # RDF4J, GraphDB
    "/sparql-auth": (Protocol.UPDATE, "sparql"),  # Virtuoso
    "/sparql": (Protocol.UPDATE, "sparql"),  # Neptune, Blazegraph
}


def address(url: str, *, protocol: Protocol | None = None, query: str | None = None) -> Address:
    """The address that `url` means; `protocol` and `query` say what it does not show. Raises RemoteError.

    >>> address("http://localhost:7878/store").query
    'http://localhost:7878/query'
    >>> address("http://localhost:7200/repositories/berita/statements").query
    'http://localhost:7200/repositories/berita'
    """
    for given in filter(None, (url, query)):
        parts = urlsplit(given)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise RemoteError(f"{given}: not an http(s) URL")
        if parts.username or parts.password:
            raise RemoteError("a URL shows its password to everybody: name the user with --user instead")
    path = urlsplit(url).path.rstrip("/")
    known = next((KNOWN[end] for end in KNOWN if path.endswith(end)), None)
    if known and protocol in (None, known[0]):
        protocol = known[0]
        query = query or urljoin(url.rstrip("/"), known[1]).rstrip("/")
    if protocol is None:
        raise RemoteError(f"{url}: how it takes triples is not known; say --protocol graph-store or update")
    if query is None:
        raise RemoteError(f"{url}: where it answers queries is not known; say --query URL")
    return Address(write=url, query=query, protocol=protocol)
