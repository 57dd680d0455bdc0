"""Viewers: who is asking. Until there are accounts, a browser owns what it saved, by a token in its cookie.

A browser gets its token with its first page, but a row only with its first save: crawlers, which never save,
leave nothing behind. Between the two a `Viewer` has no `owner_id` and carries the hash of its token, so that
saving can make the row. The token itself is in the cookie alone; we keep its SHA-256, which needs no salt and
no slow hash because the token is 256 random bits.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from outer_skies.errors import NotSignedIn
from outer_skies.store import browsers
from outer_skies.store.transaction import Transaction

TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_SEEN_ANEW_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking. `owner_id` is None for a browser that has saved nothing yet and so owns nothing.

    A viewer is made from the cookie for each event and kept nowhere. It does not show its hash, even in a log.
    """

    owner_id: UUID | None = None
    token_hash: bytes | None = field(default=None, repr=False)


NOBODY = Viewer()
"""A viewer without a cookie, who owns nothing and can save nothing."""


def new_token() -> str:
    """A token for a browser that brought none: 256 random bits in 43 characters, fit for a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: object) -> bool:
    """Whether we could have made this token. Whatever else a cookie holds is best replaced by a new one."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


async def viewer_of(tx: Transaction, token: object) -> Viewer:
    """The viewer that a cookie's token stands for. What is missing or no token of ours is `NOBODY`.

    The row is looked up by the hash, so that the time it takes tells nothing about any token.
    """
    if not isinstance(token, str) or not is_token(token):
        return NOBODY
    token_hash = hashlib.sha256(token.encode()).digest()
    browser = await browsers.find(tx, token_hash)
    if browser is None or not hmac.compare_digest(browser.token_hash, token_hash):
        return Viewer(token_hash=token_hash)
    if datetime.now(UTC) - browser.last_seen_at > _SEEN_ANEW_AFTER:
        await browsers.touch(tx, browser.id)
    return Viewer(browser.id, token_hash)


async def owner_for_saving(tx: Transaction, viewer: Viewer) -> UUID:
    """The owner that a viewer's new things belong to, added when this is the first of them.

    The owner stays locked until the transaction ends, so that counting and saving are one step.
    Raises: `NotSignedIn` for a viewer without a token.
    """
    if viewer.token_hash is None:
        raise NotSignedIn("This browser keeps no cookies, so there is nowhere to save to.")
    return await browsers.find_or_add(tx, viewer.token_hash)
