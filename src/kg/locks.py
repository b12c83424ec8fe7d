"""Advisory locks on files: many readers or one writer, released by the system when a process dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class Lock:
    """A lock that is held through an open file. On Windows it only marks, and the database's own guards."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._descriptor: int | None = None

    def acquire(self, *, exclusive: bool) -> bool:
        """Take the lock without waiting; False when another process is in the way. Raises OSError."""
        descriptor = self._open()
        if descriptor is None:
            return True
        if sys.platform != "win32":
            try:
                fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _open(self) -> int | None:
        """An open file; None where there is none and none can be made, on a read-only disk."""
        try:
            return os.open(self.file, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        except OSError:
            if os.access(self.file.parent, os.W_OK):
                raise
        try:
            return os.open(self.file, os.O_RDONLY)
        except FileNotFoundError:
            return None
