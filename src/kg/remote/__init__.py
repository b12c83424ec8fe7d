"""Into running triple stores, by the standards that they share: SPARQL 1.1 Protocol, Update, Graph Store.

    addresses   which URL takes what, for the stores that are known
    endpoint    requests: who one is, repeating what failed, one graph replaced, added to, dropped, counted
    parts       what is pushed: graphs as sorted lines, without blank nodes
    ledger      on disk, what was sent: a push that was broken off goes on from there
    pushing     the fold: what is missing is sent, what is there is left alone, the count is checked

[The guide](README.md) says how to import into each store, with this and without.
"""

from kg.remote.addresses import Address, Protocol, address
from kg.remote.endpoint import Credentials, Endpoint, Scheme
from kg.remote.ledger import Ledger
from kg.remote.parts import DEFAULT, articles, single
from kg.remote.pushing import Report, Watcher, push

__all__ = [
    "DEFAULT",
    "Address",
    "Credentials",
    "Endpoint",
    "Ledger",
    "Protocol",
    "Report",
    "Scheme",
    "Watcher",
    "address",
    "articles",
    "push",
    "single",
]
