"""Sliding windows kept in this process: each question costs the same, however many askers there are.

The storage that `limits` brings looks through all its keys at every hit.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from math import floor

from limits.aio.storage import SlidingWindowCounterSupport, Storage

MOST_KEYS = 100_000
"""Some 20 MB. Beyond it who has not asked for longest is forgotten."""


@dataclass(slots=True)
class _Count:
    """Hits of one key in the window of that number, and in the one before it."""

    window: int
    current: int = 0
    previous: int = 0


class MemoryWindows(Storage, SlidingWindowCounterSupport):
    """Counters of this process, for the sliding window strategy of `limits`."""

    STORAGE_SCHEME = None

    def __init__(self, most_keys: int = MOST_KEYS) -> None:
        super().__init__()
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._most_keys = most_keys

    async def acquire_sliding_window_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count `amount` more, when no more than `limit` are then in the window."""
        count, passed = self._count(key, expiry)
        if floor(count.previous * (1 - passed)) + count.current + amount > limit:
            return False
        count.current += amount
        return True

    async def get_sliding_window(self, key: str, expiry: int) -> tuple[int, float, int, float]:
        """Hits of the previous window and seconds that they still count, and the same of this one."""
        count, passed = self._count(key, expiry)
        left_s = (1 - passed) * expiry
        return count.previous, left_s if count.previous else 0.0, count.current, left_s + expiry

    async def clear_sliding_window(self, key: str, expiry: int) -> None:  # noqa: ARG002  the interface's
        """Forget the key."""
        self._counts.pop(key, None)

    def _count(self, key: str, expiry: int) -> tuple[_Count, float]:
        """The key's count as of now, and the part of the window that has passed."""
        window, passed = divmod(time.time() / expiry, 1)
        number = int(window)
        count = self._counts.get(key)
        if count is None:
            count = self._counts[key] = _Count(number)
            if len(self._counts) > self._most_keys:
                self._counts.popitem(last=False)
        elif count.window != number:
            count.previous = count.current if count.window == number - 1 else 0
            count.window, count.current = number, 0
            self._counts.move_to_end(key)
        return count, passed

    @property
    def base_exceptions(self) -> type[Exception]:
        """What can go wrong here: nothing that is foreseen."""
        return ValueError

    async def check(self) -> bool:
        """Memory is there."""
        return True

    async def reset(self) -> int:
        """Forget all keys."""
        forgotten = len(self._counts)
        self._counts.clear()
        return forgotten

    async def clear(self, key: str) -> None:
        """Forget the key."""
        self._counts.pop(key, None)

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Not for fixed windows, which let through twice the limit at their border."""
        raise NotImplementedError

    async def get(self, key: str) -> int:
        """As `incr`."""
        raise NotImplementedError

    async def get_expiry(self, key: str) -> float:
        """As `incr`."""
        raise NotImplementedError
