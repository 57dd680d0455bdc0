"""Slowing, never locking: each failure makes the next try wait longer, up to minutes, and time heals it.

Nobody can lock somebody else out: a browser that an account was used in before has a count of its own.
"""

import hashlib
from datetime import timedelta

from outer_skies.errors import LimitReached
from outer_skies.store import attempts
from outer_skies.store.transaction import Transaction

KEPT = timedelta(days=1)
ACCOUNT = (5, timedelta(seconds=2), timedelta(minutes=5))
NETWORK = (20, timedelta(seconds=1), timedelta(minutes=1))
MAILS_TO_ADDRESS = (3, timedelta(minutes=1), timedelta(hours=1))
MAILS_FROM_NETWORK = (10, timedelta(seconds=10), timedelta(minutes=10))
"""How many tries are free, the first pause, and the longest."""


def key_of(kind: str, *parts: str | bytes) -> bytes:
    """The key of a count. What it is about cannot be read from it."""
    digest = hashlib.sha256(kind.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.digest()


async def begin(tx: Transaction, key: bytes, rule: tuple[int, timedelta, timedelta]) -> None:
    """Count a try. It stays counted as failed unless it is forgiven.

    Raises: `LimitReached` while the pause lasts.
    """
    free, pause, longest = rule
    wait_s = await attempts.begin(tx, key, free=free, pause=pause, longest=longest, kept=KEPT)
    if wait_s is not None:
        raise LimitReached("Too many tries.", retry_after_s=wait_s)


async def forgive(tx: Transaction, *keys: bytes) -> None:
    """Forget the failures of these keys."""
    for key in keys:
        await attempts.forgive(tx, key)
