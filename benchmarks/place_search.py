"""Place type-ahead over the full table: how long the database and the whole verb take, one person typing.

    python benchmarks/place_search.py [rounds]

Every text is asked in each round, in an order of chance. Typical texts are all beginnings, letter by letter, of names
that people type; nasty ones are the beginnings that most names share, areas with a single letter, and texts that
match nothing. Database time is what all statements of one search take together, measured around each. The p95 must be
at most 20 ms.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from outer_skies.charts import gazetteer
from outer_skies.store.embedded import running
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction

LIMIT_MS = 20.0
TYPED = (
    "Halifax, Nova Scotia",
    "paris tx",
    "München",
    "Санкт-Петербург",
    "san francisco",
    "St. John's",
    "東京都",
    "Rio de Janeiro",
    "new york ny",
    "Springfield, Illinois, USA",
    "القاهرة",
    "Aix-en-Provence",
)
NASTY = (
    "s", "a", "m", "sa", "ma", "san", "santa", "saint", "st", "al", "la", "north", "с", "к", "北", "ال", "서",
    "s, france", "s, usa", "a, in", "sa, mx", "san, us", "s, s", "m, ca", "s in", "a us", "san jose ca us now",
    "a b c d e f g h", "xyzzyq", "zzzzzz", "qqqq, qq", "%", "_", "x" * 100, "san " * 30, "44.65, -63.57",
)  # fmt: skip


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def watch_statements(tx: AsyncSession) -> list[float]:
    """A list that grows by the seconds that each statement takes."""
    times: list[float] = []
    began = [0.0]
    engine = tx.get_bind()

    def before(*_: Any) -> None:  # noqa: ANN401  SQLAlchemy's signature
        began[0] = time.perf_counter()

    def after(*_: Any) -> None:  # noqa: ANN401
        times.append(time.perf_counter() - began[0])

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    return times


async def measure(rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds by kind of text."""
    kinds = {
        "typical": sorted({text[:end] for text in TYPED for end in range(1, len(text) + 1)}),
        "nasty": list(NASTY),
    }
    asked = [(kind, text) for kind, texts in kinds.items() for text in texts]
    database_ms: dict[str, list[float]] = {kind: [] for kind in kinds}
    verb_ms: dict[str, list[float]] = {kind: [] for kind in kinds}
    worst: dict[str, tuple[float, str]] = dict.fromkeys(kinds, (0.0, ""))
    chance = random.Random(1)  # noqa: S311  an order, not a secret
    async with transaction() as tx:
        times = watch_statements(tx)
        for turn in range(rounds + 1):  # the first warms up
            for kind, text in chance.sample(asked, len(asked)):
                times.clear()
                began = time.perf_counter()
                await gazetteer.search_places(tx, text)
                took = time.perf_counter() - began
                if turn:
                    database_ms[kind].append(1000 * sum(times))
                    verb_ms[kind].append(1000 * took)
                    worst[kind] = max(worst[kind], (1000 * sum(times), text[:20]))
    result: dict[str, dict[str, Any]] = {}
    for kind in kinds:
        result[kind] = {
            "searches": len(database_ms[kind]),
            "database_p50_ms": round(percentile(database_ms[kind], 0.5), 2),
            "database_p95_ms": round(percentile(database_ms[kind], 0.95), 2),
            "database_max_ms": round(max(database_ms[kind]), 2),
            "slowest": worst[kind][1],
            "verb_p95_ms": round(percentile(verb_ms[kind], 0.95), 2),
        }
    everything = database_ms["typical"] + database_ms["nasty"]
    result["all"] = {"searches": len(everything), "database_p95_ms": round(percentile(everything, 0.95), 2)}
    return result


async def run(url: str, rounds: int) -> None:
    """Seed twice, then measure, and print one line of JSON."""
    await open_database(url)
    began = time.perf_counter()
    async with transaction() as tx:
        await gazetteer.seed(tx)
    seeded = time.perf_counter()
    async with transaction() as tx:
        assert not await gazetteer.seed(tx)
    again = time.perf_counter()
    result: dict[str, Any] = {
        "benchmark": "place_search",
        "seed_s": round(seeded - began, 2),
        "seed_again_ms": round(1000 * (again - seeded), 1),
        **await measure(rounds),
    }
    result["target_p95_ms"] = LIMIT_MS
    result["met"] = all(result[kind]["database_p95_ms"] <= LIMIT_MS for kind in ("typical", "nasty", "all"))
    await close_database()
    print(json.dumps(result, ensure_ascii=False))


def main() -> None:
    """An embedded PostgreSQL of its own, the real migrations, every place."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "postgres") as url:
        migrate(url)
        asyncio.run(run(url, rounds))


if __name__ == "__main__":
    main()
