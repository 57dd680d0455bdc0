"""`outer-skies run`: the database, the migrations, the places, then one server process on one port."""

import asyncio
import gc
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import partial

from outer_skies.accounts import members
from outer_skies.accounts.postman import postman_for
from outer_skies.api.sockets import open_sockets
from outer_skies.charts import gazetteer, library
from outer_skies.engine.moments import self_test_zones
from outer_skies.engine.places import zone_of
from outer_skies.errors import Conflict, OuterSkiesError
from outer_skies.settings import PROJECT_DIR, Settings
from outer_skies.state import caster
from outer_skies.store import embedded, mails, sessions, signals
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction
from outer_skies.store.windows import Windows
from outer_skies.telemetry.requests import number_log_lines

STOP_LIMIT_S = 1.0
TIDIES_EVERY_S = 3600.0

REFLEX_ENVIRONMENT = {
    "REFLEX_ENV_MODE": "prod",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
}


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM. Everything started here is stopped here.

    Raises: `Conflict` when the port or the data folder is taken.
    """
    number_log_lines()
    refuse_taken_port(settings.host, settings.port)
    self_test_zones()
    with ExitStack() as stack:
        url = settings.database_url
        if url is None:
            say(f"Starting the database in {settings.data_dir}")
            url = stack.enter_context(embedded.running(settings.data_dir / "postgres"))
        migrate(url)
        # Not asyncio.run: it waits for every task, and a task of an open websocket ends only with its browser.
        asyncio.new_event_loop().run_until_complete(_serve(settings, url))
    sys.stderr.flush()
    os._exit(0)  # threads of the server may still hold a websocket; all that could be lost is closed by now


def refuse_taken_port(host: str, port: int) -> None:
    """The server shares ports, so an older one would go on answering: look before starting.

    Raises: `Conflict`.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Conflict(f"Port {port} on {host} is in use. Choose another with PORT=...") from error


def say(line: str) -> None:
    """Tell the terminal what is going on."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


async def _serve(settings: Settings, database_url: str) -> None:
    await open_database(
        database_url,
        pool_size=settings.database_pool_size,
        statement_timeout_s=settings.database_statement_timeout_s,
    )
    windows = Windows(settings.redis_url)
    try:
        await caster.start()
        async with transaction() as tx:
            await gazetteer.seed(tx, report=say)
            await library.forget_deleted(tx)
            await members.forget_old(tx)
        zone_of(0.0, 0.0)  # reads the polygons now, not when the first person types coordinates
        async with _beside(settings, database_url):
            await _serve_pages(settings, windows)
    finally:
        await caster.stop()
        await windows.close()
        await close_database()


@asynccontextmanager
async def _beside(settings: Settings, database_url: str) -> AsyncGenerator[None]:
    """What goes on beside the pages: mail is sent, ended sessions are closed, what had its time is removed."""
    postman = postman_for(settings)

    def heard(channel: str, payload: str) -> None:
        if channel == mails.QUEUED:
            postman.call()
        else:
            open_sockets.end(bytes.fromhex(payload))

    tasks = [
        asyncio.create_task(work)
        for work in (
            signals.listen(database_url, (sessions.ENDED, mails.QUEUED), heard, open_sockets.sweep),
            postman.work(),
            open_sockets.keep_sweeping(),
            _keep_tidy(),
        )
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _keep_tidy() -> None:
    while True:
        await asyncio.sleep(TIDIES_EVERY_S)
        with suppress(OuterSkiesError):  # the next hour sees to it
            async with transaction() as tx:
                await library.forget_deleted(tx)
                await members.forget_old(tx)


async def _serve_pages(settings: Settings, windows: Windows) -> None:
    os.chdir(PROJECT_DIR)  # Reflex finds the built pages from the working directory
    os.environ.update(REFLEX_ENVIRONMENT)
    from granian.constants import Interfaces  # noqa: PLC0415  the CLI's other commands need no server
    from granian.server.embed import Server  # noqa: PLC0415

    from outer_skies.outer_skies import served  # noqa: PLC0415  reads the environment set above

    server = Server(
        target=partial(served, windows),
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        factory=True,
        log_enabled=False,
    )
    gc.freeze()  # what is loaded stays: only what visits leave behind need be looked through
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stopping.set)
    serving = loop.create_task(server.serve())
    asked = loop.create_task(stopping.wait())
    say(f"Outer Skies is at {settings.public_url}  (Ctrl-C stops it)")
    await asyncio.wait({serving, asked}, return_when=asyncio.FIRST_COMPLETED)
    asked.cancel()
    if not serving.done():
        server.stop()
        # Open websockets would keep the server waiting for as long as someone looks at a page.
        await asyncio.wait({serving}, timeout=STOP_LIMIT_S)
    if serving.done():
        serving.result()
