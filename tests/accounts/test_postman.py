"""Mail goes out over a real connection, waits while there is none, and is never sent twice."""

import asyncio
import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from people import Somebody, asked, run

from outer_skies.accounts import members
from outer_skies.accounts.postman import MOST_TRIES, postman_for
from outer_skies.settings import MailServer, read_settings
from outer_skies.store.transaction import transaction

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


class Sink:
    """A mail server that keeps what it gets, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], bytes]] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  the library's name
        if self.answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content))
        return self.answer


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    kept = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    yield kept, port
    server.stop()


def settings_for(port: int):
    return read_settings({"OUTER_SKIES_SMTP": f"smtp://127.0.0.1:{port}", "OUTER_SKIES_MAIL_FROM": "skies@example.org"})


async def test_a_letter_arrives_whole_and_once_however_many_postmen_work(sink):
    kept, port = sink
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    postmen = [postman_for(settings_for(port)) for _ in range(4)]
    assert sorted(await asyncio.gather(*(one.send_next() for one in postmen))) == [False, False, False, True]
    ((recipients, content),) = kept.taken
    assert recipients == ["ann@example.org"]
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert message["From"] == "Outer Skies <skies@example.org>"
    assert message["Subject"] == "Finish signing up"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "http://127.0.0.1:3000/auth/confirm/" in message.get_content()
    assert await asked("SELECT count(*) FROM mails") == 0


async def test_a_server_that_says_later_or_is_away_gets_it_again_later(sink, caplog):
    kept, port = sink
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    kept.answer = "451 later, ann@example.org"
    postman = postman_for(settings_for(port))
    assert await postman.send_next()
    assert not await postman.send_next()
    assert "ann@" not in caplog.text
    assert await asked("SELECT due_at > now() + interval '20 seconds' FROM mails")
    await run("UPDATE mails SET due_at = now()")
    assert await postman_for(settings_for(1)).send_next()
    await run("UPDATE mails SET due_at = now()")
    kept.answer = "250 OK"
    assert await postman.send_next()
    assert len(kept.taken) == 1


async def test_what_never_goes_out_is_given_up(sink):
    kept, port = sink
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    kept.answer = "451 never"
    postman = postman_for(settings_for(port))
    for _ in range(MOST_TRIES):
        assert await asked("SELECT count(*) FROM mails") == 1
        await run("UPDATE mails SET due_at = now()")
        await postman.send_next()
    assert await asked("SELECT count(*) FROM mails") == 0


async def test_nothing_is_sent_in_the_clear_over_a_network(sink, monkeypatch):
    kept, port = sink
    monkeypatch.setattr(MailServer, "is_this_machine", False)  # as if it were another
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    assert await postman_for(settings_for(port)).send_next()
    assert kept.taken == []
    assert await asked("SELECT count(*) FROM mails") == 1


async def test_without_a_server_letters_are_files_that_others_cannot_read(tmp_path: Path):
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    assert await postman_for(replace(read_settings({}), data_dir=tmp_path)).send_next()
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"Finish signing up" in file.read_bytes()


async def test_a_call_wakes_the_postman_at_once(tmp_path: Path):
    postman = postman_for(replace(read_settings({}), data_dir=tmp_path))
    working = asyncio.create_task(postman.work())
    await asyncio.sleep(0.1)
    async with transaction() as tx:
        await members.forgot(tx, "nobody@example.org", Somebody().client)
    ann = Somebody()
    await members.sign_up(ann.address, ann.password, ann.client)
    postman.call()
    for _ in range(100):
        if (tmp_path / "outbox").exists() and await asked("SELECT count(*) FROM mails") == 0:
            break
        await asyncio.sleep(0.02)
    working.cancel()
    assert len(list((tmp_path / "outbox").iterdir())) == 1
