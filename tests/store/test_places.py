"""Loading the places, and finding them by the index: on a server of this file's own, so that others keep theirs."""

import asyncio
import importlib.util
import random
import re
import threading
import time
import zipfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from outer_skies.charts import gazetteer
from outer_skies.charts.place_text import FOLD_VERSION
from outer_skies.errors import Broken, OuterSkiesError, Unavailable
from outer_skies.store import embedded, places
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction

pytestmark = pytest.mark.anyio

TABLES = ("places", "place_names", "place_areas", "place_prefixes", "place_edition")
STRANGE = 'Tab\tback\\slash "quote" {brace},\\N and ’'


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "pack_places", Path(__file__).parents[2] / "scripts" / "pack_places.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


pack = _script()


@pytest.fixture(scope="module")
def own_urls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two databases: one for small packs, one for every place."""
    with ExitStack() as stack:
        urls = [stack.enter_context(embedded.running(tmp_path_factory.mktemp("places"))) for _ in range(2)]
        for url in urls:
            migrate(url)
        yield urls[0], urls[1]


@pytest.fixture
async def opened(own_urls: tuple[str, str]) -> AsyncIterator[str]:
    """The database of small packs."""
    await open_database(own_urls[0], pool_size=5)
    try:
        yield own_urls[0]
    finally:
        await close_database()


@pytest.fixture
async def full(own_urls: tuple[str, str]) -> AsyncIterator[str]:
    """The database of every place."""
    await open_database(own_urls[1], pool_size=5)
    try:
        async with transaction() as tx:
            await gazetteer.seed(tx)
        yield own_urls[1]
    finally:
        await close_database()


def small_pack(folder: Path, name: str = STRANGE) -> Path:
    """A packed file of one place."""
    path = folder / "places.zip"
    pack.write(
        path,
        {
            "places": [(7, name, "Region", "Country", "XX", "XX.1", -12.5, 179.5, 0, "Etc/UTC")],
            "names": [("strange", 500, 7, "XX", "XX.1", name)],
            "areas": [("region", "XX.1")],
            "prefixes": [("s", [7], [500], [name])],
        },
    )
    return path


async def counts(tx: AsyncSession) -> dict[str, int]:
    return {table: (await tx.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() for table in TABLES}  # noqa: S608


async def test_seeding_says_what_it_does_and_is_skipped_when_done(opened: str, tmp_path: Path) -> None:  # noqa: ARG001
    packed, said = small_pack(tmp_path), list[str]()
    async with transaction() as tx:
        assert await gazetteer.seed(tx, packed, said.append)
    assert said == ["Loading 1 places and 1 names"]
    async with transaction() as tx:
        assert not await gazetteer.seed(tx, packed, said.append)
        assert (await counts(tx)) == dict.fromkeys(TABLES, 1)
    assert len(said) == 1


async def test_the_full_table_is_skipped_within_50_ms(full: str) -> None:  # noqa: ARG001
    took = list[float]()
    for _ in range(3):
        began = time.perf_counter()
        async with transaction() as tx:
            assert not await gazetteer.seed(tx)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.05


async def test_every_character_survives_packing_and_loading(opened: str, tmp_path: Path) -> None:  # noqa: ARG001
    async with transaction() as tx:
        await gazetteer.seed(tx, small_pack(tmp_path))
        listed = await places.beginning_with(tx, "s", exact=10, limit=8)
        matched = await places.beginning_with(tx, "str", exact=10, limit=8)
        assert [found.place.name for found in listed + matched] == [STRANGE, STRANGE]
        assert [found.place.matched_name for found in listed + matched] == [STRANGE, STRANGE]
        assert await places.by_id(tx, 7) == places.PlaceMatch(
            id="7",
            name=STRANGE,
            region="Region",
            country="Country",
            country_code="XX",
            north_latitude_deg=-12.5,
            east_longitude_deg=179.5,
            zone="Etc/UTC",
            population=0,
        )


async def test_a_crash_while_loading_leaves_what_was_there(opened: str, tmp_path: Path) -> None:
    async with transaction() as tx:
        await gazetteer.seed(tx, small_pack(tmp_path))
        before = await counts(tx)
    large = tmp_path / "large.zip"
    names = [(f"name {number:06}", 500, number, "XX", "XX", "") for number in range(300_000)]
    pack.write(large, {"places": [], "names": names, "areas": [], "prefixes": []})
    reached: list[int] = []

    def crash() -> None:
        with psycopg.connect(opened.replace("+psycopg", ""), autocommit=True) as killer:
            while not reached:
                row = killer.execute(
                    "SELECT pid, tuples_processed FROM pg_stat_progress_copy"
                    " WHERE relid = 'place_names'::regclass AND tuples_processed > 1000"
                ).fetchone()
                if row:
                    reached.append(row[1])
                    killer.execute("SELECT pg_terminate_backend(%s)", [row[0]])

    thread = threading.Thread(target=crash, daemon=True)
    thread.start()
    with pytest.raises(OuterSkiesError):
        async with transaction() as tx:
            await gazetteer.seed(tx, large)
    thread.join(10)
    assert 1000 < reached[0] < len(names)
    async with transaction() as tx:
        assert await counts(tx) == before


async def test_a_damaged_pack_is_refused_whole(full: str, tmp_path: Path) -> None:  # noqa: ARG001
    packed = small_pack(tmp_path)
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(packed) as good, zipfile.ZipFile(broken, "w") as bad:
        for member in good.namelist():
            bad.writestr(member, good.read(member)[: 12 if member == "names.tsv" else None])
    short = tmp_path / "short.zip"
    with zipfile.ZipFile(packed) as good, zipfile.ZipFile(short, "w") as bad:
        for member in good.namelist():
            bad.writestr(member, b"" if member == "names.tsv" else good.read(member))
    cut = tmp_path / "cut.zip"
    cut.write_bytes(packed.read_bytes()[:300])
    async with transaction() as tx:
        before = await counts(tx)
    for wrong in (broken, short, cut, tmp_path / "missing.zip"):
        with pytest.raises(Broken):
            async with transaction() as tx:
                await gazetteer.seed(tx, wrong)
        async with transaction() as tx:
            assert await counts(tx) == before


async def test_a_pack_of_another_folding_is_refused(
    opened: str,  # noqa: ARG001
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pack, "FOLD_VERSION", FOLD_VERSION + 1)
    async with transaction() as tx:
        with pytest.raises(Broken, match="another version"):
            await gazetteer.seed(tx, small_pack(tmp_path))


async def test_of_two_that_seed_at_once_one_does_it_and_readers_go_on(opened: str, tmp_path: Path) -> None:  # noqa: ARG001
    async with transaction() as tx:
        await gazetteer.seed(tx, small_pack(tmp_path, "Old"))
    packed = small_pack(tmp_path, "New")
    is_loaded, may_end = asyncio.Event(), asyncio.Event()

    async def first() -> bool:
        async with transaction() as tx:
            done = await gazetteer.seed(tx, packed)
            is_loaded.set()
            await may_end.wait()
            return done

    async def second() -> bool:
        await is_loaded.wait()
        async with transaction() as tx:
            return await gazetteer.seed(tx, packed)

    one, two = asyncio.create_task(first()), asyncio.create_task(second())
    await is_loaded.wait()
    await asyncio.sleep(0.2)
    async with transaction() as tx:
        assert [found.name for found in await gazetteer.search_places(tx, "strange")] == ["Old"]
    assert not two.done()
    may_end.set()
    assert (await one, await two) == (True, False)
    async with transaction() as tx:
        assert [found.name for found in await gazetteer.search_places(tx, "strange")] == ["New"]


PARAMETERS = ("name", "beyond", "exact", "limit", "countries", "regions", "all_countries")


@pytest.mark.parametrize("statement", ["_BEGINNING", "_BEGINNING_WITHIN", "_NAME_WITHIN", "_NAME"])
async def test_every_search_goes_by_an_index_whatever_is_typed(full: str, statement: str) -> None:  # noqa: ARG001
    numbered = getattr(places, statement).text
    for number, name in enumerate(PARAMETERS, start=1):
        numbered = re.sub(rf":{name}\b", f"${number}", numbered)
    async with transaction() as tx:
        connection = await (await tx.connection()).get_raw_connection()
        driver: Any = connection.driver_connection
        answer = await driver.execute("EXPLAIN (GENERIC_PLAN) " + numbered)
        shown = "\n".join(row[0] for row in await answer.fetchall())
    assert re.search(r"Scan (using|on) place_names_(pkey|by_country)", shown), shown
    assert re.search(r"Index Cond: .*folded (>=|=) ", shown), shown
    assert "Seq Scan" not in shown, shown


async def test_a_common_beginning_is_answered_from_its_list_alone(full: str) -> None:  # noqa: ARG001
    async with transaction() as tx:
        statement = text("EXPLAIN (ANALYZE, COSTS OFF) " + places._BEGINNING.text)
        rows = await tx.scalars(statement, {"name": "s", "beyond": "t", "exact": 10, "limit": 8})
        shown = "\n".join(rows)
        assert "place_names" in shown
        for line in shown.splitlines():
            if "on place_names" in line:
                assert "never executed" in line


async def test_the_list_of_a_common_beginning_is_what_the_names_say(full: str) -> None:  # noqa: ARG001
    slow = text(
        "SELECT place_id FROM place_names WHERE starts_with(folded, :name) GROUP BY place_id"
        " ORDER BY max(weight * CASE WHEN folded = :name THEN 10 ELSE 1 END) DESC, place_id LIMIT 20"
    )
    async with transaction() as tx:
        prefixes = list(await tx.scalars(text("SELECT prefix FROM place_prefixes ORDER BY prefix")))
        for name in ["s", "san", *random.Random(3).sample(prefixes, 12)]:  # noqa: S311  a sample, not a secret
            found = await places.beginning_with(tx, name, exact=10, limit=20)
            assert [int(each.place.id) for each in found] == list(await tx.scalars(slow, {"name": name})), name


async def test_the_classes_and_the_tables_agree(own_urls: tuple[str, str]) -> None:
    from sqlalchemy import create_engine  # noqa: PLC0415  this test alone reflects

    engine = create_engine(own_urls[0])
    try:
        for table in TABLES:
            columns = {column["name"] for column in inspect(engine).get_columns(table)}
            assert columns == set(SQLModel.metadata.tables[table].columns.keys())
    finally:
        engine.dispose()


async def test_a_lost_database_is_unavailable_not_broken(opened: str, tmp_path: Path) -> None:
    def cut_off(_: str) -> None:
        with psycopg.connect(opened.replace("+psycopg", ""), autocommit=True) as killer:
            killer.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )

    with pytest.raises(Unavailable):
        async with transaction() as tx:
            await gazetteer.seed(tx, small_pack(tmp_path, "Lost"), cut_off)
