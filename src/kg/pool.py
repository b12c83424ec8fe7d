"""Work spread over processes of this machine: in order, bounded, and unharmed by a killed worker.

A worker that dies (out of memory, `kill -9`) breaks the whole of a `ProcessPoolExecutor`; its
`BrokenProcessPool` is caught, the pool is started again, and only the chunks that had no result are
repeated. Chunks in flight when the pool broke twice are then worked off item by item in a process of
their own: an item that kills that process too is given up and named, and the rest goes on.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from types import TracebackType
from typing import Generic, Self, TypeVar

from kg.garbage import collect_seldom

Item = TypeVar("Item")
Result = TypeVar("Result")

# Chunks handed out or finished but not yet taken, for each worker: what bounds memory.
IN_FLIGHT = 3
CHANCES = 2

# Each worker has one core; the numeric libraries read these when they are first loaded.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Killed(Generic[Item]):
    """An item that no process survived."""

    item: Item


@dataclass(slots=True)
class _Chunk(Generic[Item, Result]):
    items: Sequence[Item]
    future: Future[list[Result]] | None = None
    results: list[Result | Killed[Item]] | None = None
    deaths: int = field(default=0)


class Pool(Generic[Item, Result]):
    """`workers` processes that run `work` on chunks of items. Use it as a context manager.

    `work` must be a function of a module, and it, its items and results must pickle. An exception that
    `work` raises is raised here. `preload` names modules that are loaded once for all workers.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], list[Result]], *, workers: int, preload: Sequence[str] = ()
    ) -> None:
        self._work = work
        self._workers = workers
        self._preload = list(preload)
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self._executor is not None:
            _terminate(self._executor)  # nobody waits for what they are at
        self._stop()

    def map(self, chunks: Iterable[Sequence[Item]]) -> Iterator[Result | Killed[Item]]:
        """The results for all items in order; reads ahead by no more than `IN_FLIGHT` chunks a worker."""
        source = iter(chunks)
        flying: deque[_Chunk[Item, Result]] = deque()
        while True:
            while len(flying) < self._workers * IN_FLIGHT:
                items = next(source, None)
                if items is None:
                    break
                flying.append(_Chunk(items))
                self._submit(flying[-1], flying)
            if not flying:
                return
            first = flying[0]
            if first.results is None:
                self._finish(first, flying)
            else:
                yield from flying.popleft().results or ()

    def _finish(self, chunk: _Chunk[Item, Result], flying: deque[_Chunk[Item, Result]]) -> None:
        assert chunk.future is not None
        try:
            chunk.results = list(chunk.future.result())
        except BrokenProcessPool:
            self._recover(flying)

    def _submit(self, chunk: _Chunk[Item, Result], flying: deque[_Chunk[Item, Result]]) -> None:
        try:
            chunk.future = self._running().submit(self._work, chunk.items)
        except BrokenProcessPool:
            self._recover(flying)

    def _recover(self, flying: deque[_Chunk[Item, Result]]) -> None:
        """Start again after a worker died: keep what is done, repeat the rest, isolate what kills."""
        self._stop()
        _log.warning("a worker process died; its work is repeated")
        for chunk in flying:
            future = chunk.future
            if chunk.results is not None:
                continue
            if future is not None and future.done() and not future.cancelled() and not future.exception():
                chunk.results = list(future.result())
            else:
                chunk.deaths += 1
        for chunk in flying:
            if chunk.results is None and chunk.deaths >= CHANCES:
                chunk.results = self._carefully(chunk.items)
        for chunk in flying:
            if chunk.results is None:
                chunk.future = None
        for chunk in flying:
            if chunk.results is None and chunk.future is None:
                self._submit(chunk, flying)

    def _carefully(self, items: Sequence[Item]) -> list[Result | Killed[Item]]:
        """One item at a time in one process, started again whenever it dies."""
        results: list[Result | Killed[Item]] = []
        executor = self._started(1)
        try:
            for item in items:
                try:
                    results.extend(executor.submit(self._work, [item]).result())
                except BrokenProcessPool:
                    executor.shutdown(wait=False)
                    executor = self._started(1)
                    results.append(Killed(item=item))
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
        return results

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = self._started(self._workers)
        return self._executor

    def _started(self, workers: int) -> ProcessPoolExecutor:
        method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context = multiprocessing.get_context(method)
        for name in THREADS:
            os.environ.setdefault(name, "1")
        if method == "forkserver":
            context.set_forkserver_preload(self._preload)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)

    def _stop(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)


def _terminate(executor: ProcessPoolExecutor) -> None:
    """End the workers at once. Python has a method for it from 3.14 on."""
    for worker in list((getattr(executor, "_processes", None) or {}).values()):
        worker.terminate()


def _begin() -> None:
    """A worker leaves interrupts to the parent, and goes when the parent goes, however that ends."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
