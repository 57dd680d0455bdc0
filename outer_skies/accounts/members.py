"""What members do with their accounts: sign up, in, and everything about address and password.

Verbs that hash a password open their transactions themselves: no connection is held while a hash is made. None of
them tells a stranger whether an address has an account, by its words or by its time: the mails tell the owner of
the address, and which mail it is gets decided when it is written (`accounts/letters.py`).
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from outer_skies.accounts import letters, passwords, sessions, slowing
from outer_skies.accounts.addresses import read_address
from outer_skies.accounts.browsers import Viewer
from outer_skies.accounts.sessions import Client, SignedIn, member_of
from outer_skies.accounts.slowing import ACCOUNT, MAILS_FROM_NETWORK, MAILS_TO_ADDRESS, NETWORK, key_of
from outer_skies.accounts.tokens import hash_of, is_token
from outer_skies.accounts.troubles import Refused, Trouble
from outer_skies.errors import LimitReached, NotSignedIn
from outer_skies.store import attempts, mails, members
from outer_skies.store import sessions as stored_sessions
from outer_skies.store.mails import Link, Purpose
from outer_skies.store.members import Member
from outer_skies.store.transaction import Transaction, transaction

GRACE = timedelta(days=30)
CONFIRM_LASTS = timedelta(hours=24)
MOVE_LASTS = timedelta(hours=24)
_NOBODY_ID = UUID(int=0)


async def sign_up(address: object, password: object, client: Client) -> None:
    """Mail a link to this address that makes the account, once its reader types the password again.

    Somebody who has an account is told so by that mail. Raises: `Refused`, `LimitReached`.
    """
    found = read_address(address)
    password_hash = await passwords.hash_new(password, passwords.own_words_of(found.key))
    async with transaction() as tx:
        if not await _may_mail(tx, found.key, client):
            return
        link_id = await mails.add_link(
            tx,
            Purpose.CONFIRM,
            lasts=CONFIRM_LASTS,
            address=found.typed,
            address_key=found.key,
            password_hash=password_hash,
        )
        await mails.queue(tx, letters.Kind.CONFIRM, found.typed, link_id=link_id)


async def confirm(token: object, password: object, client: Client) -> SignedIn:
    """Make the account that a mailed link stands for, and sign its owner in.

    The password must be the one given at sign-up: whoever reads the mail and did not sign up has nothing to confirm.
    Raises: `Refused`, `LimitReached`.
    """
    token_hash = _link_hash(token)
    async with transaction() as tx:
        link = await _link(tx, Purpose.CONFIRM, token_hash)
        await slowing.begin(tx, key_of("link", token_hash), ACCOUNT)
    if not await passwords.matches(link.password_hash, password):
        raise Refused(Trouble.PASSWORD_WRONG)
    async with transaction() as tx:
        link = await _link(tx, Purpose.CONFIRM, token_hash, to_spend=True)
        address, key, password_hash = link.address or "", link.address_key or "", link.password_hash or ""
        await mails.spend(tx, link)
        if await members.find_by_address(tx, key) is not None:
            raise Refused(Trouble.LINK_DEAD)
        member = await members.add(tx, address, key, password_hash)
        await _know(tx, member.id, client)
        return await sessions.begin(tx, member.id, client)


async def sign_in(address: object, password: object, client: Client) -> SignedIn:
    """Sign a member in. An account deleted within the last 30 days comes back.

    Raises: `Refused` in the same words and time whether or not there is such an account, `LimitReached`.
    """
    found = read_address(address)
    async with transaction() as tx:
        member = _restorable(await members.find_by_address(tx, found.key))
        member_id = _NOBODY_ID if member is None else member.id
        browser_hash = client.browser_hash or b""
        is_known = await members.knows_browser(tx, member_id, browser_hash)
        if is_known:
            keys = [key_of("browser", browser_hash, found.key)]
            await slowing.begin(tx, keys[0], ACCOUNT)
        else:
            keys = [key_of("account", found.key)]
            await slowing.begin(tx, keys[0], ACCOUNT)
            await slowing.begin(tx, key_of("network", client.network), NETWORK)
        stored = await members.password_hash_of(tx, member_id)
    if not await passwords.matches(stored, password) or member is None or stored is None:
        raise Refused(Trouble.NO_MATCH)
    fresh = await passwords.hash_again(password) if passwords.is_outdated(stored) else None
    async with transaction() as tx:
        if await members.password_hash_of(tx, member.id, to_change=True) != stored:
            raise Refused(Trouble.NO_MATCH)  # it was changed while we looked
        if fresh is not None:
            await members.set_password(tx, member.id, fresh, is_new=False)
        if member.deleted_at is not None:
            await members.set_deleted(tx, member.id, is_deleted=False)
            await mails.queue(tx, letters.Kind.RESTORED, member.address)
        if not is_known:
            await mails.queue(tx, letters.Kind.NEW_DEVICE, member.address, details=_where(client))
        await slowing.forgive(tx, *keys)
        if not is_known:
            await attempts.give_back(tx, key_of("network", client.network))
        await _know(tx, member.id, client)
        return await sessions.begin(tx, member.id, client)


async def forgot(tx: Transaction, address: object, client: Client) -> None:
    """Mail a link to set another password to this address, if it has an account.

    Raises: `Refused`, `LimitReached`.
    """
    found = read_address(address)
    if await _may_mail(tx, found.key, client):
        await mails.queue(tx, letters.Kind.RESET, found.typed)


async def reset(token: object, new_password: object) -> None:
    """Set another password by a mailed link, and end every session.

    Raises: `Refused`, `LimitReached`.
    """
    token_hash = _link_hash(token)
    async with transaction() as tx:
        member = await _member_of_link(tx, await _link(tx, Purpose.RESET, token_hash))
    password_hash = await passwords.hash_new(new_password, passwords.own_words_of(member.address_key))
    async with transaction() as tx:
        link = await _link(tx, Purpose.RESET, token_hash, to_spend=True)
        member = await _member_of_link(tx, link)
        await mails.spend(tx, link)
        await _set_new_password(tx, member, password_hash)
        await stored_sessions.end_all(tx, member.id)


async def change_password(viewer: Viewer, password: object, new_password: object, client: Client) -> SignedIn:
    """Set another password, sign out everywhere else, and begin a new session here.

    Raises: `NotSignedIn`, `Refused`, `LimitReached`.
    """
    member = await _proven(viewer, password)
    if passwords.normal(password) == passwords.normal(new_password):
        raise Refused(Trouble.PASSWORD_SAME)
    password_hash = await passwords.hash_new(new_password, passwords.own_words_of(member.address_key))
    async with transaction() as tx:
        await _set_new_password(tx, member, password_hash)
        await stored_sessions.end_all(tx, member.id)
        return await sessions.begin(tx, member.id, client)


async def change_address(viewer: Viewer, password: object, address: object, client: Client) -> None:
    """Mail a link to the new address that moves the account there once it is followed.

    Raises: `NotSignedIn`, `Refused`, `LimitReached`.
    """
    member_of(viewer)
    found = read_address(address)
    member = await _proven(viewer, password)
    if found.typed == member.address:
        raise Refused(Trouble.ADDRESS_SAME)
    async with transaction() as tx:
        if not await _may_mail(tx, found.key, client):
            return
        link_id = await mails.add_link(
            tx,
            Purpose.MOVE,
            lasts=MOVE_LASTS,
            member_id=member.id,
            address=found.typed,
            address_key=found.key,
        )
        await mails.queue(tx, letters.Kind.MOVE, found.typed, link_id=link_id)


async def confirm_address(tx: Transaction, viewer: Viewer, token: object) -> None:
    """Move the viewer's account to the address that their mailed link was sent to; the old one is told.

    Raises: `NotSignedIn`, `Refused` for a link of somebody else too.
    """
    member_id = member_of(viewer)
    link = await _link(tx, Purpose.MOVE, _link_hash(token), to_spend=True)
    member = await _member_of_link(tx, link)
    if member.id != member_id or link.address is None or link.address_key is None:
        raise Refused(Trouble.LINK_DEAD)
    holder = await members.find_by_address(tx, link.address_key)
    if holder is not None and holder.id != member_id:
        raise Refused(Trouble.LINK_DEAD)
    await mails.drop_links_of(tx, member_id)
    await members.set_address(tx, member_id, link.address, link.address_key)
    await mails.queue(tx, letters.Kind.MOVED, member.address, details=link.address)


async def delete(viewer: Viewer, password: object) -> None:
    """Delete the viewer's account. For 30 days a sign-in brings it back; then all of it is removed for good.

    Raises: `NotSignedIn`, `Refused`, `LimitReached`.
    """
    member = await _proven(viewer, password)
    async with transaction() as tx:
        await members.set_deleted(tx, member.id, is_deleted=True)
        await stored_sessions.end_all(tx, member.id)
        await mails.drop_links_of(tx, member.id)
        await mails.queue(tx, letters.Kind.DELETED, member.address)


async def open_account(tx: Transaction, viewer: Viewer) -> Member:
    """The viewer's own account.

    Raises: `NotSignedIn`.
    """
    member = await members.find(tx, member_of(viewer))
    if member is None or member.deleted_at is not None:
        raise NotSignedIn("Sign in to do this.")
    return member


async def forget_old(tx: Transaction) -> None:
    """Remove what has had its time: accounts deleted 30 days ago, sessions, links, counts. For the service itself."""
    await members.forget_deleted_before(tx, datetime.now(UTC) - GRACE)
    await stored_sessions.end_old(tx, sessions.IDLE)
    await mails.forget_expired_links(tx)
    await attempts.forget_before(tx, slowing.KEPT)


async def _proven(viewer: Viewer, password: object) -> Member:
    """The viewer's account, once the password shows that it is they who ask."""
    async with transaction() as tx:
        member = await open_account(tx, viewer)
        key = key_of("own", member.id.bytes)
        await slowing.begin(tx, key, ACCOUNT)
        stored = await members.password_hash_of(tx, member.id)
    if not await passwords.matches(stored, password):
        raise Refused(Trouble.PASSWORD_WRONG)
    async with transaction() as tx:
        await slowing.forgive(tx, key)
    return member


async def _set_new_password(tx: Transaction, member: Member, password_hash: str) -> None:
    await members.set_password(tx, member.id, password_hash, is_new=True)
    await mails.drop_links_of(tx, member.id)
    await mails.queue(tx, letters.Kind.PASSWORD_CHANGED, member.address)
    await slowing.forgive(tx, key_of("account", member.address_key))


async def _may_mail(tx: Transaction, address_key: str, client: Client) -> bool:
    """Whether one more mail may go to this address now. Its owner is not told why none comes, nor is anyone else."""
    await slowing.begin(tx, key_of("mails from", client.network), MAILS_FROM_NETWORK)
    try:
        await slowing.begin(tx, key_of("mails to", address_key), MAILS_TO_ADDRESS)
    except LimitReached:
        return False
    return True


async def _know(tx: Transaction, member_id: UUID, client: Client) -> None:
    if client.browser_hash is not None:
        await members.keep_browser(tx, member_id, client.browser_hash)


def _restorable(member: Member | None) -> Member | None:
    """A member whose account is there, or was deleted so lately that it can come back."""
    if member is None or member.deleted_at is None or datetime.now(UTC) - member.deleted_at < GRACE:
        return member
    return None


def _link_hash(token: object) -> bytes:
    if not isinstance(token, str) or not is_token(token):
        raise Refused(Trouble.LINK_DEAD)
    return hash_of(token)


async def _link(tx: Transaction, purpose: Purpose, token_hash: bytes, *, to_spend: bool = False) -> Link:
    link = await mails.find_link(tx, purpose, token_hash, to_spend=to_spend)
    if link is None:
        raise Refused(Trouble.LINK_DEAD)
    return link


async def _member_of_link(tx: Transaction, link: Link) -> Member:
    member = None if link.member_id is None else await members.find(tx, link.member_id)
    if member is None:
        raise Refused(Trouble.LINK_DEAD)
    return member


def _where(client: Client) -> str:
    return f"{client.device}, {client.network}" if client.network else client.device
