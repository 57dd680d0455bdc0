"""Counting who asked how often: in this process, or in Redis or Valkey for all processes together."""

import asyncio
import hashlib
import logging
import time
from dataclasses import dataclass
from math import ceil

from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from redis.asyncio import ConnectionPool

from outer_skies.store.memory_windows import MemoryWindows

logger = logging.getLogger(__name__)

ANSWER_LIMIT_S = 0.25
"""What a shared counter may take to answer before it counts as broken."""

REST_S = 5.0
"""How long a broken one is left alone: nobody waits for it in that time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `amount` in any `window_s`. One that `guards` a secret holds even while the shared counter is broken."""

    name: str
    amount: int
    window_s: int
    guards: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether it may go on, how much is left, and in how many seconds there is more."""

    is_allowed: bool
    left: int
    more_in_s: int


@dataclass(slots=True)
class Misses:
    """What went uncounted, or was counted here alone, since the start."""

    opened: int = 0
    kept_in_memory: int = 0


class Windows:
    """Sliding windows of many askers by rule.

    A broken shared counter stops nobody: rules that guard count in this process meanwhile, the others are open, and
    `misses` says how often.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self.misses = Misses()
        self._memory = SlidingWindowCounterRateLimiter(MemoryWindows())
        self._pool = _pool(redis_url) if redis_url else None
        self._shared = _shared(redis_url, self._pool) if redis_url and self._pool else None
        self._rests_until = 0.0

    async def close(self) -> None:
        """Let go of the shared counter."""
        if self._pool is not None:
            await self._pool.disconnect()

    async def take(self, rule: Rule, who: str, cost: int = 1) -> Taken:
        """Count `cost` for `who`, unless that is over the rule's amount."""
        if self._shared is None:
            return await _take(self._memory, rule, who, cost)
        if time.monotonic() >= self._rests_until:
            try:
                async with asyncio.timeout(ANSWER_LIMIT_S):
                    return await _take(self._shared, rule, who, cost)
            except Exception as error:  # noqa: BLE001  however it breaks, people are to be served
                self._rests_until = time.monotonic() + REST_S
                logger.warning("the shared counter of limits does not answer: %s", type(error).__name__)
        if rule.guards:
            self.misses.kept_in_memory += 1
            return await _take(self._memory, rule, who, cost)
        self.misses.opened += 1
        return Taken(is_allowed=True, left=rule.amount, more_in_s=rule.window_s)


async def _take(limiter: SlidingWindowCounterRateLimiter, rule: Rule, who: str, cost: int) -> Taken:
    item = RateLimitItemPerSecond(rule.amount, rule.window_s, namespace=rule.name)
    key = hashlib.blake2b(who.encode(), digest_size=16).hexdigest()  # no address and no token leaves the process
    is_allowed = await limiter.hit(item, key, cost=cost)
    stats = await limiter.get_window_stats(item, key)
    return Taken(is_allowed, stats.remaining, max(1, ceil(stats.reset_time - time.time())))


def _pool(redis_url: str) -> ConnectionPool:
    return ConnectionPool.from_url(  # pyright: ignore[reportUnknownMemberType]  its options have no types
        redis_url, max_connections=50, socket_connect_timeout=ANSWER_LIMIT_S, socket_timeout=ANSWER_LIMIT_S
    )


def _shared(redis_url: str, pool: ConnectionPool) -> SlidingWindowCounterRateLimiter:
    storage = RedisStorage(
        f"async+{redis_url}",
        implementation="redispy",
        key_prefix="outer-skies:limits",
        connection_pool=pool,  # pyright: ignore[reportArgumentType]  documented, and missing in its type
    )
    return SlidingWindowCounterRateLimiter(storage)
