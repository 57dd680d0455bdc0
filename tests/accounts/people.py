"""People with accounts, for the tests: their mailbox, their browser, and what the database keeps of them."""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import text

from outer_skies.accounts import members, sessions
from outer_skies.accounts.browsers import Viewer, new_token
from outer_skies.accounts.postman import Postman
from outer_skies.accounts.sessions import Client, SignedIn
from outer_skies.accounts.tokens import hash_of
from outer_skies.store.transaction import transaction

PASSWORD = "winding tractor lemon orbit"  # noqa: S105  of people who do not exist
NEXT_PASSWORD = "four entirely different words"  # noqa: S105
LINK = re.compile(r"https?://\S+/auth/(\w+)/(\S+)")


@dataclass
class Mailbox:
    """Where all mail ends up."""

    messages: list[EmailMessage] = field(default_factory=list)

    async def collect(self) -> list[EmailMessage]:
        """What came since the last time."""
        self.messages.clear()
        postman = Postman(self.messages.append, "skies@example.org", "http://127.0.0.1:3000")
        while await postman.send_next():
            pass
        return self.messages

    async def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in await self.collect()]

    async def link(self, purpose: str) -> str:
        """The token of the one link of this purpose that came."""
        found = [LINK.search(message.get_content()) for message in await self.collect()]
        (token,) = [link[2] for link in found if link is not None and link[1] == purpose]
        return token


@dataclass
class Somebody:
    """A person with an address and a browser."""

    address: str = "ann@example.org"
    password: str = PASSWORD
    network: str = "192.0.2.0/24"
    browser: str = field(default_factory=new_token)
    session: str = ""

    @property
    def client(self) -> Client:
        return Client(self.network, "Firefox on Linux", hash_of(self.browser))

    @property
    def cookies(self) -> str:
        return f"browser={self.browser}" + (f"; session={self.session}" if self.session else "")

    async def viewer(self) -> Viewer:
        async with transaction() as tx:
            return await sessions.viewer_of(tx, self.cookies)

    async def joins(self, mailbox: Mailbox) -> UUID:
        """Signs up, confirms and is signed in."""
        await members.sign_up(self.address, self.password, self.client)
        return self.is_in(await members.confirm(await mailbox.link("confirm"), self.password, self.client))

    async def signs_in(self) -> UUID:
        return self.is_in(await members.sign_in(self.address, self.password, self.client))

    def is_in(self, signed_in: SignedIn) -> UUID:
        self.session = signed_in.token
        assert signed_in.viewer.member_id is not None
        return signed_in.viewer.member_id

    def elsewhere(self) -> "Somebody":
        """The same person in another browser, on another network."""
        return Somebody(self.address, self.password, network="198.51.100.0/24")


async def run(statement: str, **values: object) -> None:
    async with transaction() as tx:
        await tx.execute(text(statement), values)


async def asked(question: str) -> object:
    async with transaction() as tx:
        return (await tx.execute(text(question))).scalar_one()


async def everything_kept() -> str:
    """Every row of every table about people, as text."""
    rows: list[str] = []
    async with transaction() as tx:
        for table in ("owners", "browsers", "members", "sessions", "known_browsers", "links", "mails", "attempts"):
            rows += [str(row) for row in await tx.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608  our own names
    return "\n".join(rows)
