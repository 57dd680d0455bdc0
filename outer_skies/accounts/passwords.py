"""Passwords: which may be chosen, and the hashes that are kept of them.

Hashing takes memory and a tenth of a second on purpose, so it happens in two threads of its own and never on the
event loop; argon2 lets go of the interpreter meanwhile. Source: NIST SP 800-63B-4, section 3.1.1 (length, no rules
of composition, a list of refused passwords), RFC 9106.
"""

import asyncio
import contextlib
import os
import threading
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar, cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from outer_skies.accounts.troubles import Refused, Trouble
from outer_skies.errors import LimitReached

SHORTEST = 12
LONGEST = 128
MOST_WAITING = 64
_LEAST_SCORE = 3
_SLICE = 72  # zxcvbn takes no more, and its time grows with the length
_LEAST_OWN_WORD = 4
_NICE = 10

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def _step_back() -> None:
    """Let this thread have what others leave of the processors: Linux keeps a priority for each thread."""
    with contextlib.suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords", initializer=_step_back)
_waiting = 0

NOBODYS = f"$argon2id$v=19$m={_hasher.memory_cost},t={_hasher.time_cost},p={_hasher.parallelism}${'A' * 22}${'A' * 43}"
"""A hash with today's parameters that no password is known to match."""

Result = TypeVar("Result")


def normal(password: object) -> str:
    """The password in one form of Unicode, whichever way its accents were typed.

    Raises: `Refused` for what is no text or could be none.
    """
    if not isinstance(password, str):
        raise Refused(Trouble.PASSWORD_UNUSABLE)
    text = unicodedata.normalize("NFC", password)
    try:
        text.encode()  # half of a surrogate pair is no text
    except UnicodeEncodeError:
        raise Refused(Trouble.PASSWORD_UNUSABLE) from None
    if "\0" in text:
        raise Refused(Trouble.PASSWORD_UNUSABLE)
    return text


async def hash_new(password: object, own_words: Iterable[str]) -> str:
    """The hash of a password that somebody chose, once it is good enough.

    `own_words` are what others may know of them, such as their address. Raises: `Refused`, `LimitReached`.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise Refused(Trouble.PASSWORD_SHORT)
    if len(text) > LONGEST:
        raise Refused(Trouble.PASSWORD_LONG)
    trouble = await _in_thread(_weakness, text, tuple(own_words))
    if trouble is not None:
        raise Refused(trouble)
    return await _in_thread(_hasher.hash, text)


async def matches(password_hash: str | None, password: object) -> bool:
    """Whether the password is the one hashed. Without a hash the answer is no, after the same time.

    Raises: `LimitReached` when too many wait for their turn.
    """
    try:
        text = normal(password)
    except Refused:
        text, password_hash = "", None
    if len(text) > LONGEST:
        text, password_hash = "", None
    is_right = await _in_thread(_verify, password_hash or NOBODYS, text)
    return is_right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


async def hash_again(password: object) -> str:
    """A hash of a known password with today's parameters.

    Raises: `LimitReached`.
    """
    return await _in_thread(_hasher.hash, normal(password))


def own_words_of(address: str) -> tuple[str, ...]:
    """What a password must not be made of: an address and its parts."""
    parts = address.replace("@", " ").replace(".", " ").replace("-", " ").replace("_", " ").replace("+", " ").split()
    return tuple(dict.fromkeys([address, *parts]))


def _verify(password_hash: str, text: str) -> bool:
    try:
        return _hasher.verify(password_hash, text)
    except (VerificationError, InvalidHashError):
        return False


def _weakness(text: str, own_words: tuple[str, ...]) -> Trouble | None:
    folded = text.casefold()
    if folded in _commonest():
        return Trouble.PASSWORD_COMMON
    own = [word.casefold() for word in own_words if len(word) >= _LEAST_OWN_WORD]
    rest = folded
    for word in sorted(own, key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 2 and rest != folded:
        return Trouble.PASSWORD_OWN_DATA
    if _score(text[:_SLICE], own) < _LEAST_SCORE:
        return Trouble.PASSWORD_GUESSABLE
    return None


def _score(text: str, own_words: list[str]) -> int:
    """How hard a password is to guess, 0 to 4; 3 is a hundred million guesses or more."""
    from zxcvbn import zxcvbn  # pyright: ignore[reportMissingTypeStubs]  # noqa: PLC0415  its lists take 20 MB

    return cast("dict[str, Any]", zxcvbn(text, user_inputs=own_words))["score"]


@lru_cache(maxsize=1)
def _commonest() -> frozenset[str]:
    """The 30,000 commonest passwords, commonest first, as zxcvbn ships them."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # pyright: ignore[reportMissingTypeStubs]  # noqa: PLC0415

    return frozenset(FREQUENCY_LISTS["passwords"])


async def _in_thread(work: Callable[..., Result], *values: object) -> Result:
    global _waiting  # noqa: PLW0603  one pool a process, and one count of those who wait for it
    if _waiting >= MOST_WAITING:
        raise LimitReached("Many people are signing in just now.", retry_after_s=5)
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, work, *values)
    finally:
        _waiting -= 1
