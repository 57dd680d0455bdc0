"""Every page of the library is a walk along one index from its key, however full the table is."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import text

from outer_skies.store import charts
from outer_skies.store.charts import Order
from outer_skies.store.transaction import Transaction

pytestmark = pytest.mark.anyio


def library_pages() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "library_pages.py"
    spec = importlib.util.spec_from_file_location("library_pages", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


full_table = library_pages()


@pytest.fixture
async def seeded(tx: Transaction) -> Transaction:
    await full_table.seed(tx, rows=6_000, full=3_000)
    await tx.execute(text("ANALYZE charts"))
    return tx


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({}, "charts_by_creation"),
        ({"order": Order.OLDEST}, "charts_by_creation"),
        ({"order": Order.CHANGED}, "charts_by_change"),
        ({"order": Order.NAME}, "charts_by_name"),
        ({"favourites_only": True}, "favourite_charts"),
        ({"favourites_only": True, "order": Order.OLDEST}, "favourite_charts"),
        ({"tag": "common"}, "charts_by_creation"),
        ({"words": ("halifax", "person")}, "charts_by_creation"),
        ({"tag": "common", "order": Order.NAME}, "charts_by_name"),
    ],
    ids=str,
)
async def test_a_page_walks_its_index_and_sorts_nothing(seeded: Transaction, query: dict[str, Any], index: str) -> None:
    first = await full_table.plan(seeded, most=20, **query)
    _, key = await charts.page(seeded, full_table.FULL_OWNER, most=20, **query)
    assert key is not None
    later = await full_table.plan(seeded, most=20, after=key, **query)
    for shown in (first, later):
        assert f"using {index} on charts" in shown, shown
        assert "Seq Scan" not in shown
        assert "Sort" not in shown
    assert "ROW(" in later.partition("Filter")[0], later  # the key bounds the walk and does not filter it


async def test_a_page_far_down_reads_no_more_than_the_first(seeded: Transaction) -> None:
    key = await full_table.middle(seeded, {})
    _, key = await charts.page(seeded, full_table.FULL_OWNER, after=key, most=20)
    lines, _ = await charts.page(seeded, full_table.FULL_OWNER, most=2000)
    far, _ = await charts.page(seeded, full_table.FULL_OWNER, most=20)
    assert lines[:20] == far
    shown = await full_table.plan(seeded, most=20, after=charts.Key(lines[1999].created_at, lines[1999].id))
    assert "Rows Removed by Filter" not in shown or int(shown.partition("Rows Removed by Filter: ")[2].split()[0]) < 5


async def test_deleting_an_owner_finds_the_charts_by_an_index(seeded: Transaction) -> None:
    await seeded.execute(text("SET LOCAL enable_seqscan = off"))
    lines = await seeded.execute(
        text("EXPLAIN SELECT FROM charts WHERE owner_id = '018f0000-0000-7000-8000-000000000002'")
    )
    assert "charts_by_creation" in str(lines.all())
