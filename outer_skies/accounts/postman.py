"""The postman: sends what is queued, by SMTP or into a folder, and tries again later what could not be sent."""

import asyncio
import logging
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from outer_skies.accounts import letters
from outer_skies.errors import OuterSkiesError
from outer_skies.settings import MailServer, Settings
from outer_skies.store import mails, outbox
from outer_skies.store.mails import Mail
from outer_skies.store.transaction import transaction

MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=30)
LOOKS_EVERY_S = 5.0
_SENDING_LIMIT_S = 20.0
_TAKEN_FOR = timedelta(minutes=2)  # longer than a sending may last, so that no two send one mail

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Postman:
    """Sends mails by `send`, which blocks and raises `OSError` when it cannot. `site` is the address people use."""

    send: Callable[[EmailMessage], None]
    sender: str
    site: str
    _called: asyncio.Event = field(default_factory=asyncio.Event)

    def call(self) -> None:
        """Look for mail now."""
        self._called.set()

    async def work(self) -> None:
        """Send what is due, for ever."""
        while True:
            self._called.clear()
            try:
                while await self.send_next():
                    pass
            except OuterSkiesError as error:
                _log.warning("mail waits: %s", type(error).__name__)
            try:
                await asyncio.wait_for(self._called.wait(), LOOKS_EVERY_S)
            except TimeoutError:
                continue

    async def send_next(self) -> bool:
        """Send one mail that is due; whether there was one."""
        async with transaction() as tx:
            mail = await mails.take_due(tx, _TAKEN_FOR)
        if mail is None:
            return False
        async with transaction() as tx:
            letter = await letters.write(tx, mail, self.site)
        if letter is None:
            await _remove(mail)
            return True
        try:
            await asyncio.to_thread(self.send, letters.message_of(letter, self.sender))
        except (OSError, smtplib.SMTPException) as error:
            await _put_off(mail, error)
        else:
            await _remove(mail)
        return True


def postman_for(settings: Settings) -> Postman:
    """The postman of these settings: a mail server, or the folder `outbox` in the data folder."""
    server = settings.mail_server
    send = partial(_write, settings.data_dir / "outbox") if server is None else partial(_send_by_server, server)
    return Postman(send, settings.mail_from, settings.public_url)


async def _remove(mail: Mail) -> None:
    async with transaction() as tx:
        await mails.remove(tx, mail.id)


async def _put_off(mail: Mail, error: Exception) -> None:
    # Neither the address nor the server's words, which may repeat it, belong in a log.
    _log.warning("a mail of kind %s was not sent (%s, try %d)", mail.kind, type(error).__name__, mail.tries)
    is_refused = isinstance(error, smtplib.SMTPRecipientsRefused)
    if mail.tries >= MOST_TRIES or is_refused:
        await _remove(mail)
        return
    async with transaction() as tx:
        await mails.put_off(tx, mail.id, FIRST_PAUSE * 2 ** (mail.tries - 1))


def _write(folder: Path, message: EmailMessage) -> None:
    outbox.write_mail(folder, message.as_bytes())


def _send_by_server(server: MailServer, message: EmailMessage) -> None:
    context = ssl.create_default_context()
    if server.is_tls:
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=_SENDING_LIMIT_S, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=_SENDING_LIMIT_S)
    with connection as smtp:
        if not server.is_tls and not server.is_this_machine:
            smtp.starttls(context=context)  # never in the clear over a network: raises when it is not offered
        if server.user:
            smtp.login(server.user, server.password)
        smtp.send_message(message)
