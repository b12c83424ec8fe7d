"""One HTML file that shows a graph offline: pyvis's options and vis-network, our template, no server."""

from kg.html.page import collect_named, render_page, write_page

__all__ = ["collect_named", "render_page", "write_page"]
