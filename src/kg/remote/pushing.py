"""The push: what the store lacks is sent, what it has is left alone, and in the end it is counted.

Two things decide about a graph: the ledger, which knows what was sent, and the server, which knows how
much it holds. A graph whose triples were all sent and are all there is left alone. One that was broken
off goes on behind the last batch that was acknowledged, if the server still has as much. Any other is
sent anew, replacing what was there. So the same command may be broken off and repeated at will, by
either side, and a push after a new build sends only what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

from kg.errors import RemoteError
from kg.remote.endpoint import COUNTED, Endpoint
from kg.remote.ledger import Ledger, Sent
from kg.remote.parts import Part, batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A graph of which the server counts another number of triples than were sent."""

    graph: str
    sent: int
    found: int


@dataclass(slots=True, kw_only=True)
class Report:
    """What a push came to: graphs and triples in all, sent now, withdrawn; and what does not agree."""

    graphs: int = 0
    triples: int = 0
    sent_graphs: int = 0
    sent_triples: int = 0
    withdrawn: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """`advance` is told of graphs, in fractions of one, and of triples that need nothing more."""

    advance: Callable[[float, int], None] = lambda graphs, triples: None


def push(
    parts: Iterable[Part],
    endpoint: Endpoint,
    ledger: Ledger,
    *,
    batch: int,
    protect: bool = False,
    withdraw: bool = False,
    watcher: Watcher | None = None,
) -> Report:
    """Send graphs in batches of `batch` triples, and count what is there in the end. Raises RemoteError.

    `protect` refuses to replace a graph that holds what was not sent from here; `withdraw` drops graphs
    that were sent from here and are no longer among `parts`.
    """
    watcher = watcher or Watcher()
    report, counts = Report(), dict[str, int]()
    for some in batches(parts, COUNTED):
        there = endpoint.counts(part.graph for part in some)
        for part in some:
            counts[part.graph] = part.count
            held = there[part.graph]
            if protect and held and ledger.get(part.graph) is None:
                others = f"{held:,} triples that were not pushed from here"
                raise RemoteError(f"{part.graph}: holds {others}; --replace removes them")
            _send(part, held, endpoint, ledger, batch, report, watcher)
    if withdraw:
        for graph in ledger.graphs():
            if graph not in counts:
                endpoint.drop(graph)
                ledger.forget(graph)
                report.withdrawn += 1
    for graph, found in endpoint.counts(counts).items():
        if found != counts[graph]:
            ledger.forget(graph)
            report.differences.append(Difference(graph=graph, sent=counts[graph], found=found))
    report.graphs, report.triples = len(counts), sum(counts.values())
    return report


def _send(
    part: Part, there: int, endpoint: Endpoint, ledger: Ledger, batch: int, report: Report, watcher: Watcher
) -> None:
    """Send what is missing of one graph; the server holds `there` triples of it."""
    start = _start(part, there, ledger.get(part.graph))
    watcher.advance(start / part.count if part.count else 1, start)
    if start == part.count:
        return
    report.sent_graphs += 1
    if start == 0:
        ledger.note(part.graph, Sent(digest=part.digest, triples=0, whole=False))
    for lines in batches(islice(part.lines, start, None), batch):
        if start == 0:
            endpoint.replace(part.graph, lines)
        else:
            endpoint.add(part.graph, lines)
        start += len(lines)
        ledger.note(part.graph, Sent(digest=part.digest, triples=start, whole=start == part.count))
        report.sent_triples += len(lines)
        watcher.advance(len(lines) / part.count, len(lines))


def _start(part: Part, there: int, sent: Sent | None) -> int:
    """How many triples of a graph need not be sent: all, none, or those before a break."""
    if sent is None or sent.digest != part.digest:
        return 0
    if sent.whole:
        return part.count if there == part.count else 0
    return sent.triples if there >= sent.triples else 0
