"""Viewers: who is asking. Somebody who is not signed in is known by their browser, which owns what it saved.

A browser gets its token with its first page, but a row only with its first save: crawlers, which never save,
leave nothing behind. Between the two a `Viewer` has no `owner_id` and carries the hash of its token, so that
saving can make the row. The token itself is in the cookie alone. A member's viewer owns what the member saved.
"""

import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from outer_skies.accounts.tokens import hash_of, is_token, new_token
from outer_skies.errors import NotSignedIn
from outer_skies.store import browsers, owners
from outer_skies.store.transaction import Transaction

__all__ = ["NOBODY", "Viewer", "is_token", "new_token", "owner_for_saving", "viewer_of"]

_SEEN_ANEW_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking. `owner_id` is None for a browser that has saved nothing yet and so owns nothing.

    `member_id` and `session_id` are set for somebody who is signed in; `token_hash` is of their browser's token.
    A viewer is made from the cookies for each event and kept nowhere. It does not show its hash, even in a log.
    """

    owner_id: UUID | None = None
    token_hash: bytes | None = field(default=None, repr=False)
    member_id: UUID | None = None
    session_id: UUID | None = None


NOBODY = Viewer()
"""A viewer without a cookie, who owns nothing and can save nothing."""


async def viewer_of(tx: Transaction, token: object) -> Viewer:
    """The viewer that a browser's token stands for. What is missing or no token of ours is `NOBODY`.

    The row is looked up by the hash, so that the time it takes tells nothing about any token.
    """
    if not isinstance(token, str) or not is_token(token):
        return NOBODY
    token_hash = hash_of(token)
    browser = await browsers.find(tx, token_hash)
    if browser is None or not hmac.compare_digest(browser.token_hash, token_hash):
        return Viewer(token_hash=token_hash)
    if datetime.now(UTC) - browser.last_seen_at > _SEEN_ANEW_AFTER:
        await browsers.touch(tx, browser.id)
    return Viewer(browser.id, token_hash)


async def owner_for_saving(tx: Transaction, viewer: Viewer) -> UUID:
    """The owner that a viewer's new things belong to, added when this is the first of them.

    The owner stays locked until the transaction ends, so that counting and saving are one step.
    Raises: `NotSignedIn` for a viewer without a token, or whose account is gone.
    """
    if viewer.member_id is not None:
        if not await owners.lock(tx, viewer.member_id):
            raise NotSignedIn("This account is no longer there.")
        return viewer.member_id
    if viewer.token_hash is None:
        raise NotSignedIn("This browser keeps no cookies, so there is nowhere to save to.")
    return await browsers.find_or_add(tx, viewer.token_hash)
