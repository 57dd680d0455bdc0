"""Sessions: who is signed in, by a token in a cookie that lasts 30 days, or 7 without a visit."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from outer_skies.accounts import browsers
from outer_skies.accounts.browsers import Viewer
from outer_skies.accounts.cookies import token_in
from outer_skies.accounts.tokens import hash_of, new_token
from outer_skies.errors import NotFound, NotSignedIn
from outer_skies.store import sessions
from outer_skies.store.sessions import Session
from outer_skies.store.transaction import Transaction

LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
_SEEN_ANEW_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request came from: the network and device that a person is shown, and their browser's cookie."""

    network: str
    device: str
    browser_hash: bytes | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session. The token is for the cookie and is kept nowhere else."""

    token: str
    viewer: Viewer


async def viewer_of(tx: Transaction, cookie_header: str) -> Viewer:
    """Who these cookies stand for: a member by a live session, else the browser, else nobody."""
    token = token_in(cookie_header, "session")
    session = None if token is None else await sessions.find(tx, hash_of(token), IDLE)
    if session is None:
        return await browsers.viewer_of(tx, token_in(cookie_header))
    if datetime.now(UTC) - session.last_seen_at > _SEEN_ANEW_AFTER:
        await sessions.touch(tx, session.id)
    return _viewer(session, _browser_hash(cookie_header))


async def begin(tx: Transaction, member_id: UUID, client: Client) -> SignedIn:
    """A new session of this member, by a token nobody had before."""
    token = new_token()
    session = await sessions.add(
        tx, member_id, hash_of(token), device=client.device, network=client.network, lasts=LASTS
    )
    return SignedIn(token, _viewer(session, client.browser_hash))


async def sign_out(tx: Transaction, cookie_header: str) -> None:
    """End the session of these cookies, if there is one."""
    token = token_in(cookie_header, "session")
    if token is not None:
        await sessions.end_by_token(tx, hash_of(token))


async def list_devices(tx: Transaction, viewer: Viewer) -> tuple[Session, ...]:
    """The viewer's live sessions, the last used first.

    Raises: `NotSignedIn`.
    """
    return await sessions.list_of(tx, member_of(viewer), IDLE)


async def end_device(tx: Transaction, viewer: Viewer, session_id: object) -> None:
    """Sign the viewer out on one of their devices; its open page is closed at once.

    Raises: `NotSignedIn`, `NotFound`.
    """
    member_id = member_of(viewer)
    try:
        wanted = session_id if isinstance(session_id, UUID) else UUID(str(session_id))
    except ValueError:
        raise _no_such_device() from None
    if not await sessions.end(tx, member_id, wanted):
        raise _no_such_device()


async def end_other_devices(tx: Transaction, viewer: Viewer) -> int:
    """Sign the viewer out everywhere but here; how many sessions that were.

    Raises: `NotSignedIn`.
    """
    return await sessions.end_all(tx, member_of(viewer), but=viewer.session_id)


def member_of(viewer: Viewer) -> UUID:
    """The member that the viewer is.

    Raises: `NotSignedIn`.
    """
    if viewer.member_id is None:
        raise NotSignedIn("Sign in to do this.")
    return viewer.member_id


def _no_such_device() -> NotFound:
    return NotFound("There is no such device.")


def _viewer(session: Session, browser_hash: bytes | None) -> Viewer:
    return Viewer(session.member_id, browser_hash, session.member_id, session.id)


def _browser_hash(cookie_header: str) -> bytes | None:
    token = token_in(cookie_header)
    return None if token is None else hash_of(token)
