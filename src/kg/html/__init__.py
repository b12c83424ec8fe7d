"""Pages that show a graph offline, each one file: the graph itself, a report, a timeline. No server."""

from kg.html.page import collect_named, render_page, write_page
from kg.html.sheets import write_report, write_timeline

__all__ = ["collect_named", "render_page", "write_page", "write_report", "write_timeline"]
