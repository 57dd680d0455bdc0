"""Pages of the library out of a full table: time in the database, and whether an index was walked.

    python benchmarks/library_pages.py [charts]

One owner has 10,000 charts, the most there may be; the rest belong to owners with 20 each. Every kind of page is
asked for as the app asks, first and far down the list, on the embedded database with its usual settings.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from outer_skies.store import charts, embedded
from outer_skies.store.charts import Key, Order
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import Transaction, close_database, open_database, transaction

FULL_OWNER = UUID("018f0000-0000-7000-8000-000000000001")
ROUNDS = 30
QUERIES = {
    "newest": {},
    "oldest": {"order": Order.OLDEST},
    "changed": {"order": Order.CHANGED},
    "name": {"order": Order.NAME},
    "favourites": {"favourites_only": True},
    "favourites by name": {"favourites_only": True, "order": Order.NAME},
    "rare tag": {"tag": "rare"},
    "common tag by name": {"tag": "common", "order": Order.NAME},
    "rare word": {"words": ("rarity",)},
    "absent word": {"words": ("xyzzy",)},
}

OWNERS = """
INSERT INTO owners (id)
SELECT ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid FROM generate_series(1, :owners) AS n
"""
CHARTS = """
INSERT INTO charts (id, owner_id, name, tags, notes, is_favourite, year, month, day, calendar, hour, minute, second,
    zone, place_name, north_latitude_deg, east_longitude_deg, elevation_m, zodiac, house_system, bodies, aspects,
    orbs, name_key, search_text, created_at, updated_at, deleted_at)
SELECT gen_random_uuid(), owner::uuid, 'Person ' || n % 977,
    CASE WHEN n % 1000 = 0 THEN '{rare}' WHEN n % 3 = 0 THEN '{common,work}' ELSE '{}' END::text[],
    repeat('notes ', 20), n % 50 = 0, 1990, 5, 17, 'gregorian', 14, 30, 0, 'America/Halifax', 'Halifax',
    44.65, -63.57, 0, 'tropical', 'placidus', '{sun,moon}', '{trine}', '{"by_aspect": {}, "by_body": {}}',
    'person ' || n % 977,
    concat_ws(E'\n', 'person ' || n % 977, CASE WHEN n % 1000 = 0 THEN 'rarity' END, 'halifax', repeat('notes ', 20)),
    timestamptz '2026-01-01' + n * interval '1 minute',
    timestamptz '2026-01-01' + n * 7919 % 100000 * interval '1 minute',
    CASE WHEN n % 97 = 0 THEN now() END
FROM generate_series(1, :charts) AS n,
    LATERAL (SELECT CASE WHEN n <= :full THEN 1 ELSE 2 + n % (:owners - 1) END::text AS number),
    LATERAL (SELECT '018f0000-0000-7000-8000-' || lpad(number, 12, '0') AS owner)
"""


async def seed(tx: Transaction, *, rows: int, full: int) -> None:
    """Put `rows` charts in the table, the first `full` of them into one owner's library."""
    owners = max(2, (rows - full) // 20)
    await tx.execute(text(OWNERS), {"owners": owners})
    await tx.execute(text(CHARTS), {"owners": owners, "charts": rows, "full": full})


async def plan(tx: Transaction, **query: object) -> str:
    """How the database goes about a page."""
    statement = charts.page_statement(FULL_OWNER, **query)  # type: ignore[arg-type]
    sql = statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    lines = await tx.execute(text("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + str(sql).replace(":", r"\:")))
    return "\n".join(line for (line,) in lines)


async def middle(tx: Transaction, query: dict[str, object]) -> Key | None:
    """A key half-way down the list, as a walk by pages of 100 comes to it."""
    key: Key | None = None
    for _ in range(50):
        lines, following = await charts.page(tx, FULL_OWNER, after=key, most=100, **query)  # type: ignore[arg-type]
        if following is None or not lines:
            return key
        key = following
    return key


async def measured(tx: Transaction, **query: object) -> float:
    """Milliseconds from the question to the domain values, the median."""
    times: list[float] = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await charts.page(tx, FULL_OWNER, most=50, **query)  # type: ignore[arg-type]
        times.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(times), 2)


async def measure(url: str, rows: int) -> dict[str, dict[str, float | bool | None]]:
    """Every kind of page at its beginning and half-way down."""
    await open_database(url, statement_timeout_s=600)
    async with transaction() as tx:
        await seed(tx, rows=rows, full=10_000)
    results: dict[str, dict[str, float | bool | None]] = {}
    async with transaction() as tx:
        await tx.execute(text("ANALYZE charts"))
        for name, query in QUERIES.items():
            key = await middle(tx, query)
            shown = await plan(tx, most=50, **query)
            results[name] = {
                "first_ms": await measured(tx, **query),
                "middle_ms": None if key is None else await measured(tx, after=key, **query),
                "by_index": "Index" in shown and "Seq Scan" not in shown,
            }
    await close_database()
    return results


def main() -> None:
    """Prints the result as one line of JSON."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as folder, embedded.running(Path(folder)) as url:
        migrate(url)
        print(json.dumps({"charts": rows, "pages": asyncio.run(measure(url, rows))}))


if __name__ == "__main__":
    main()
