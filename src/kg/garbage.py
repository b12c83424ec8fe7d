"""How often a process looks for garbage: objects that hold each other in a circle."""

from __future__ import annotations

import gc

_YOUNG = 50_000  # objects made, less those freed, between two looks at the young ones; Python's own is 700


def collect_seldom() -> None:
    """For processes that are kg's own: articles leave next to no circles.

    Each look at everything takes a tenth of a second, for the language data are a hundred thousand objects.
    """
    gc.set_threshold(_YOUNG)
