"""The letters: what each mail to a member says, decided when it is written and not when it was asked for."""

from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.utils import format_datetime, localtime, make_msgid
from enum import StrEnum

from outer_skies.accounts.addresses import read_address
from outer_skies.accounts.tokens import hash_of, new_token
from outer_skies.store import mails, members
from outer_skies.store.mails import Mail, Purpose
from outer_skies.store.transaction import Transaction

RESET_LASTS = timedelta(hours=1)


class Kind(StrEnum):
    """The letters there are."""

    CONFIRM = "confirm"
    RESET = "reset"
    MOVE = "move"
    NEW_DEVICE = "new_device"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  a kind of letter
    MOVED = "moved"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is sent."""

    recipient: str
    subject: str
    text: str


async def write(tx: Transaction, mail: Mail, site: str) -> Letter | None:
    """The letter for a mail that is due. None when there is nothing to say any more, such as to an unknown address.

    `site` is the address that people use. A link in it works from the moment the transaction is committed.
    """
    kind = Kind(mail.kind)
    if kind in {Kind.CONFIRM, Kind.MOVE}:
        return await _with_link_to_new_address(tx, mail, site)
    if kind is Kind.RESET:
        return await _with_reset_link(tx, mail, site)
    subject, text = _NOTICES[kind]
    return Letter(mail.recipient, subject, text.replace("DETAILS", mail.details).replace("SITE", site))


_NOTICES = {
    Kind.NEW_DEVICE: (
        "New sign-in to Outer Skies",
        (
            "Somebody signed in to your account from a new device: DETAILS.\n\n"
            "If that was you, there is nothing to do. If not, sign that device out and change your password:\n"
            "SITE/account\n"
        ),
    ),
    Kind.PASSWORD_CHANGED: (
        "Your password was changed",
        (
            "The password of your account was changed, and every other device was signed out.\n\n"
            "If that was not you, set another one at once:\nSITE/forgot\n"
        ),
    ),
    Kind.MOVED: (
        "Your address was changed",
        (
            "Your account now has the address DETAILS. Nothing more is sent here.\n\n"
            "If that was not you, somebody else is using your account: tell whoever runs SITE.\n"
        ),
    ),
    Kind.DELETED: (
        "Your account was deleted",
        (
            "Your account was deleted. For 30 days you can bring it back, with all its charts, by signing in:\n"
            "SITE/sign-in\n\nAfter that all of it is removed for good.\n"
        ),
    ),
    Kind.RESTORED: (
        "Your account is back",
        "You signed in, so your account is back, with all its charts.\n\nSITE/account\n",
    ),
}


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """The letter as a mail message."""
    message = EmailMessage()
    message["From"] = _mailbox(sender, "Outer Skies")
    message["To"] = _mailbox(letter.recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message


async def _with_link_to_new_address(tx: Transaction, mail: Mail, site: str) -> Letter | None:
    address = read_address(mail.recipient)
    is_move = mail.kind == Kind.MOVE
    if await members.find_by_address(tx, address.key) is not None and not await _is_own(tx, mail, address.key):
        text = (
            "Somebody, perhaps you, typed this address to make an account or to move one here. It has one already.\n\n"
            f"Sign in: {site}/sign-in\nForgotten the password: {site}/forgot\n\n"
            "If that was not you, there is nothing to do.\n"
        )
        return Letter(mail.recipient, "This address has an account", text)
    token = await _token_for(tx, mail)
    if token is None:
        return None
    if is_move:
        text = (
            f"Follow this link to give your account this address. It works once, for 24 hours:\n"
            f"{site}/auth/move/{token}\n\nIf that was not you, there is nothing to do.\n"
        )
        return Letter(mail.recipient, "Confirm your new address", text)
    text = (
        f"Follow this link and type your password to finish signing up. It works once, for 24 hours:\n"
        f"{site}/auth/confirm/{token}\n\nIf you did not sign up, there is nothing to do: no account is made.\n"
    )
    return Letter(mail.recipient, "Finish signing up", text)


async def _is_own(tx: Transaction, mail: Mail, address_key: str) -> bool:
    """Whether a move is to the address that the member has already, in other letters."""
    holder = await members.find_by_address(tx, address_key)
    return (
        mail.kind == Kind.MOVE
        and mail.link_id is not None
        and holder is not None
        and await mails.link_member(tx, mail.link_id) == holder.id
    )


async def _with_reset_link(tx: Transaction, mail: Mail, site: str) -> Letter | None:
    member = await members.find_by_address(tx, read_address(mail.recipient).key)
    if member is None:
        return None
    token = new_token()
    link_id = await mails.add_link(tx, Purpose.RESET, lasts=RESET_LASTS, member_id=member.id)
    await mails.set_token(tx, link_id, hash_of(token))
    text = (
        f"Follow this link to set another password. It works once, for an hour:\n{site}/auth/reset/{token}\n\n"
        "If you did not ask for it, there is nothing to do: your password stays.\n"
    )
    # To the address that was confirmed, never to letters that somebody typed.
    return Letter(member.address, "Set another password", text)


async def _token_for(tx: Transaction, mail: Mail) -> str | None:
    token = new_token()
    if mail.link_id is None or not await mails.set_token(tx, mail.link_id, hash_of(token)):
        return None
    return token


def _mailbox(address: str, name: str = "") -> Mailbox:
    return Mailbox(display_name=name, addr_spec=address)
