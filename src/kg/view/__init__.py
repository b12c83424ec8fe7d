"""From analyses to what a page or a report shows: plain nodes, facts and articles, and a networkx graph.

Nothing here knows about HTML, RDF or the language model.
"""

from kg.view.collect import collect
from kg.view.communities import communities
from kg.view.graph import graph, links
from kg.view.importance import importance
from kg.view.layout import layout
from kg.view.records import Article, Collection, Fact, Node, Relation, Role

__all__ = [
    "Article",
    "Collection",
    "Fact",
    "Node",
    "Relation",
    "Role",
    "collect",
    "communities",
    "graph",
    "importance",
    "layout",
    "links",
]
