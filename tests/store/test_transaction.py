import asyncio
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from outer_skies.errors import Broken, Conflict, InvalidInput, Unavailable
from outer_skies.store.address import database_address
from outer_skies.store.transaction import close_database, open_database, transaction

pytestmark = pytest.mark.anyio

NEW_BROWSER = text(
    "WITH owner AS (INSERT INTO owners (id) VALUES (gen_random_uuid()) RETURNING id) "
    "INSERT INTO browsers (id, token_hash) SELECT id, sha256(convert_to(:token, 'UTF8')) FROM owner"
)


async def browsers() -> int:
    async with transaction() as tx:
        return (await tx.execute(text("SELECT count(*) FROM browsers"))).scalar_one()


@pytest.mark.usefixtures("database")
async def test_what_a_block_wrote_is_there_after_it() -> None:
    async with transaction() as tx:
        await tx.execute(NEW_BROWSER, {"token": "a"})
    assert await browsers() == 1


@pytest.mark.usefixtures("database")
async def test_a_block_that_raises_leaves_nothing() -> None:
    async def failing() -> None:
        async with transaction() as tx:
            await tx.execute(NEW_BROWSER, {"token": "a"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert await browsers() == 0


@pytest.mark.usefixtures("database")
async def test_a_value_that_is_taken_is_a_conflict_without_the_row_in_its_words() -> None:
    async def twice() -> None:
        async with transaction() as tx:
            await tx.execute(NEW_BROWSER, {"token": "a"})
            await tx.execute(NEW_BROWSER, {"token": "a"})

    with pytest.raises(Conflict) as caught:
        await twice()
    assert "token" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.usefixtures("database")
async def test_a_row_that_breaks_a_rule_names_the_rule_and_not_the_values() -> None:
    with pytest.raises(Broken, match="token_hash_is_sha256") as caught:
        async with transaction() as tx:
            await tx.execute(
                text(
                    "WITH owner AS (INSERT INTO owners (id) VALUES (gen_random_uuid()) RETURNING id) "
                    "INSERT INTO browsers (id, token_hash) SELECT id, :hash FROM owner"
                ),
                {"hash": b"Halifax"},
            )
    assert "Halifax" not in str(caught.value)


@pytest.mark.usefixtures("database")
async def test_a_nonsensical_statement_is_broken_rather_than_unavailable() -> None:
    with pytest.raises(Broken, match="42601"):
        async with transaction() as tx:
            await tx.execute(text("SELEC 1"))


async def test_a_statement_past_its_time_is_ended_and_the_next_one_works(database_url: str) -> None:
    await open_database(database_url, pool_size=1, statement_timeout_s=0.1)
    try:
        with pytest.raises(Unavailable) as caught:
            async with transaction() as tx:
                await tx.execute(text("SELECT pg_sleep(5)"))
        assert caught.value.transient
        assert await browsers() == 0
    finally:
        await close_database()


async def test_the_pool_has_an_end_and_says_so(database_url: str) -> None:
    await open_database(database_url, pool_size=2, pool_timeout_s=0.1)
    try:
        async with transaction(), transaction():
            with pytest.raises(Unavailable, match="busy"):
                async with transaction():
                    pass
        async with transaction():
            pass
    finally:
        await close_database()


async def test_the_session_carries_our_name_and_limits(database_url: str) -> None:
    await open_database(database_url, statement_timeout_s=7)
    try:
        async with transaction() as tx:
            shown = {
                name: (await tx.execute(text(f"SHOW {name}"))).scalar_one()
                for name in (
                    "application_name",
                    "statement_timeout",
                    "idle_in_transaction_session_timeout",
                    "timezone",
                )
            }
    finally:
        await close_database()
    assert shown == {
        "application_name": "outer-skies",
        "statement_timeout": "7s",
        "idle_in_transaction_session_timeout": "30s",
        "timezone": "UTC",
    }


def cut_connections(url: str) -> None:
    with psycopg.connect(url.replace("+psycopg", "")) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outer-skies'")


@pytest.mark.usefixtures("database")
async def test_a_connection_that_was_cut_while_idle_is_replaced_before_it_is_used(database_url: str) -> None:
    assert await browsers() == 0
    cut_connections(database_url)
    assert await browsers() == 0


@pytest.mark.usefixtures("database")
async def test_a_connection_cut_in_the_middle_of_a_block_is_unavailable_for_now(database_url: str) -> None:
    async def interrupted() -> None:
        async with transaction() as tx:
            await tx.execute(NEW_BROWSER, {"token": "a"})
            cut_connections(database_url)
            await tx.execute(NEW_BROWSER, {"token": "b"})

    with pytest.raises(Unavailable) as caught:
        await interrupted()
    assert caught.value.transient
    assert await browsers() == 0


async def test_a_cancelled_block_gives_its_connection_back(database_url: str) -> None:
    async def slow() -> None:
        async with transaction() as tx:
            await tx.execute(NEW_BROWSER, {"token": "a"})
            await tx.execute(text("SELECT pg_sleep(60)"))

    await open_database(database_url, pool_size=1, pool_timeout_s=2)
    try:
        for _ in range(3):
            task = asyncio.create_task(slow())
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert await browsers() == 0
    finally:
        await close_database()


async def test_no_server_is_unavailable_and_may_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        await open_database(f"postgresql://nobody@/nothing?host={tmp_path}")
    assert caught.value.transient
    with pytest.raises(Broken, match="not open"):
        async with transaction():
            pass


async def test_many_at_once_share_the_pool(database_url: str) -> None:
    await open_database(database_url, pool_size=3)
    try:
        assert await asyncio.gather(*(browsers() for _ in range(50))) == [0] * 50
    finally:
        await close_database()


def test_the_usual_spellings_of_an_address_are_one() -> None:
    for spelling in ("postgres", "postgresql", "postgresql+psycopg"):
        address = database_address(f"{spelling}://ann:p%40ss@db.example:6543/skies?sslmode=require")
        assert address.drivername == "postgresql+psycopg"
        assert address.password == "p@ss"  # noqa: S105  made up
        assert address.query == {"sslmode": "require"}


@pytest.mark.parametrize("text_", ["", "var/data", "sqlite:///charts.db", "mysql://ann:secret@db/skies"])
def test_an_address_of_something_else_is_refused_without_its_password(text_: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        database_address(text_)
    assert caught.value.field == "DATABASE_URL"
    assert "secret" not in str(caught.value)
