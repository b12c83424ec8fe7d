"""Frozen records that cost no more than plain ones: it is the type checker that holds them frozen.

`dataclass(frozen=True)` makes a record three to four times as slow to make as a plain one, and reading an
article makes thousands. Use it as `@record(frozen=True, slots=True, kw_only=True)`: mypy takes it for
`dataclass` and lets nobody change a field; at run time the fields are plain slots, and records that are
equal have one hash, as frozen ones do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots, kw_only=False):
        """A dataclass; `frozen` has to be true, and is left to the type checker."""
        assert frozen
        return dataclass(unsafe_hash=True, slots=slots, kw_only=kw_only)
