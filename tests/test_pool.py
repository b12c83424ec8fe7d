"""The pool keeps order, survives killed workers, isolates what kills them, and passes errors on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from kg.errors import ModelError
from kg.pool import IN_FLIGHT, Killed, Pool

pytestmark = pytest.mark.slow


def squares(items: Sequence[int]) -> list[int]:
    return [item * item for item in items]


def die_on(items: Sequence[int], *, poison: frozenset[int]) -> list[int]:
    if poison & set(items):
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(items)


def die_once(items: Sequence[int], *, folder: Path) -> list[int]:
    mark = folder / "died"
    if 7 in items and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(items)


def refuse(items: Sequence[int]) -> list[int]:
    raise ModelError(f"no model for {items}")


def pairs(count: int) -> Iterator[list[int]]:
    return ([2 * i, 2 * i + 1] for i in range(count))


def test_results_come_in_the_order_of_the_items() -> None:
    with Pool(squares, workers=2) as pool:
        assert list(pool.map(pairs(20))) == [i * i for i in range(40)]


def test_nothing_is_lost_when_a_worker_is_killed_once(tmp_path: Path) -> None:
    with Pool(partial(die_once, folder=tmp_path), workers=2) as pool:
        assert list(pool.map(pairs(20))) == [i * i for i in range(40)]
    assert (tmp_path / "died").exists()


def test_items_that_always_kill_are_named_and_the_others_go_on() -> None:
    with Pool(partial(die_on, poison=frozenset({5, 30})), workers=2) as pool:
        results = list(pool.map(pairs(20)))
    assert results == [Killed(item=i) if i in (5, 30) else i * i for i in range(40)]


def test_an_exception_of_the_work_is_raised_here() -> None:
    with Pool(refuse, workers=2) as pool, pytest.raises(ModelError, match="no model"):
        list(pool.map(pairs(3)))


def doze(items: Sequence[int]) -> list[int]:
    time.sleep(30 * items[0])
    return list(items)


def test_what_breaks_off_here_does_not_wait_for_the_workers() -> None:
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Pool(doze, workers=2) as pool:
        for _ in pool.map([[0], [1], [1], [1]]):
            raise KeyboardInterrupt
    assert time.monotonic() - started < 15


def test_no_more_is_read_ahead_than_agreed() -> None:
    taken = 0

    def source() -> Iterator[list[int]]:
        nonlocal taken
        for chunk in pairs(100):
            taken += 1
            yield chunk

    with Pool(squares, workers=2) as pool:
        results = pool.map(source())
        next(results)
        assert taken <= 2 * IN_FLIGHT + 1


def test_workers_go_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\n"
        "from kg.pool import Pool\n"
        "from tests_pool_work import report\n"
        "if __name__ == '__main__':\n"
        "    with Pool(report, workers=2) as pool:\n"
        "        for pid in pool.map([[i] for i in range(1000)]):\n"
        "            print(pid, flush=True)\n"
    )
    (tmp_path / "tests_pool_work.py").write_text(
        "import os, time\ndef report(items):\n    time.sleep(0.2)\n    return [os.getpid()]\n"
    )
    (tmp_path / "main.py").write_text(script)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "main.py")],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 10
    while alive(worker) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not alive(worker)


def alive(pid: int) -> bool:
    """Is there such a process that is no zombie? It may die while it is looked at."""
    try:
        os.kill(pid, 0)
        if not Path("/proc/self/stat").exists():
            return True  # a system without /proc
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
