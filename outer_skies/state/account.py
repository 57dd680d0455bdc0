"""The pages about an account. Forms go to `api/accounts.py` by page load; here is what the pages show."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import reflex as rx

from outer_skies.accounts import members, sessions
from outer_skies.accounts.troubles import FIELDS_AND_WORDS, Trouble
from outer_skies.charts.birth_text import MONTHS
from outer_skies.errors import NotSignedIn
from outer_skies.state.viewing import told, viewer_of
from outer_skies.store.transaction import transaction

LONGEST_WAIT_S = 3600
_MINUTE_S = 60
_NOW_MINUTES = 10
"""A visit is noted every five minutes."""
_WAIT = re.compile(r"[0-9]{1,5}")

TOLD = {
    "mailed": "Look in your mail: a link is on its way if the address can have one. It may take a minute.",
    "reset": "Your password is changed. Sign in with it.",
    "signed_out": "You are signed out.",
    "deleted": "Your account is deleted. Signing in within 30 days brings it back.",
    "password": "Your password is changed. Every other device is signed out.",
    "address": "Your address is changed.",
    "device": "That device is signed out.",
    "devices": "Every other device is signed out.",
}
PARTS = frozenset({"password", "address", "delete"})
"""The forms of the page `/account` that open again when something in them is wrong."""
OTHER_TROUBLES = {
    "signed_out": "Sign in to do this.",
    "unavailable": "That does not work just now. Try again in a moment.",
    "not_found": "There is no such device any more.",
}


@dataclass(frozen=True)
class Device:
    """A session as its member recognises it."""

    id: str
    name: str
    network: str
    began: str
    seen: str
    is_here: bool


class MemberState(rx.State):
    """Whether somebody is signed in, for the bar of every page."""

    is_member: bool = False

    @rx.event
    @told
    async def seen(self) -> None:
        """Look who came."""
        async with transaction() as tx:
            self.is_member = (await viewer_of(tx, self)).member_id is not None


class AccountState(rx.State):
    """What the pages about an account show."""

    trouble: str = ""
    trouble_field: str = ""
    part: str = ""
    told_text: str = ""
    address: str = ""
    since: str = ""
    devices: list[Device] = []

    @rx.event
    async def form_opened(self) -> None:
        """Say what came of the form that was sent, by the codes in the address of the page."""
        self._read_codes()

    @rx.event
    @told
    async def opened(self) -> rx.event.EventSpec | None:
        """Show the viewer's account."""
        self._read_codes()
        try:
            async with transaction() as tx:
                viewer = await viewer_of(tx, self)
                member = await members.open_account(tx, viewer)
                devices = await sessions.list_devices(tx, viewer)
        except NotSignedIn:
            self.address = ""
            self.devices = []
            return rx.redirect("/sign-in")
        self.address = member.address
        self.since = _day(member.created_at)
        self.devices = [
            Device(
                str(device.id),
                device.device,
                device.network,
                _day(device.created_at),
                _ago(device.last_seen_at),
                device.id == viewer.session_id,
            )
            for device in devices
        ]
        return None

    def _read_codes(self) -> None:
        """Only codes that we know become words: whoever made the link to this page puts none on it."""
        asked = self.router.url.query_parameters
        self.told_text = TOLD.get(asked.get("told", ""), "")
        self.part = part if (part := asked.get("part", "")) in PARTS else ""
        code = asked.get("trouble", "")
        self.trouble_field, self.trouble = _trouble(code, asked.get("wait", ""))


def _trouble(code: str, wait: str) -> tuple[str, str]:
    if code == "too_fast":
        seconds = min(int(wait), LONGEST_WAIT_S) if _WAIT.fullmatch(wait) else _MINUTE_S
        again = f"{seconds} s" if seconds <= 2 * _MINUTE_S else f"{-(-seconds // _MINUTE_S)} minutes"
        return "form", f"Too many tries. Try again in {again}."
    if code in OTHER_TROUBLES:
        return "form", OTHER_TROUBLES[code]
    try:
        return FIELDS_AND_WORDS[Trouble(code)]
    except ValueError:
        return "", ""


def _day(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def _ago(moment: datetime) -> str:
    minutes = int((datetime.now(UTC) - moment).total_seconds() // 60)
    if minutes < _NOW_MINUTES:
        return "now"
    hours = minutes // 60
    if hours < 1:
        return f"{minutes} minutes ago"
    days = hours // 24
    if days < 1:
        return f"{hours} hour{'s' if hours > 1 else ''} ago"
    return f"{days} day{'s' if days > 1 else ''} ago"
