"""Any PostgreSQL from 15 on will do. The wheel also carries 16, which stands in for a server of somebody else's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outer_skies.accounts.browsers import new_token, viewer_of
from outer_skies.charts import library
from outer_skies.charts.casting import BirthData
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.engine.places import Place
from outer_skies.errors import Unavailable
from outer_skies.store import embedded, migrations, postgres_binaries
from outer_skies.store.migrations import migrate
from outer_skies.store.transaction import close_database, open_database, transaction

pytestmark = pytest.mark.anyio
SIXTEEN = postgres_binaries.installed().parents[1] / "pginstall" / "bin"


@pytest.fixture
def older_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if not SIXTEEN.is_dir():
        pytest.skip("the wheel no longer carries PostgreSQL 16")
    monkeypatch.setattr(postgres_binaries, "installed", lambda: SIXTEEN)
    monkeypatch.setattr(postgres_binaries, "MAJOR", 16)
    monkeypatch.setattr(embedded, "_LOCALE", ("--locale=C",))
    with embedded.running(tmp_path / "data") as url:
        yield url


async def test_the_library_works_on_an_older_server(older_url: str) -> None:
    migrate(older_url)
    birth = BirthData(
        CivilDate(1990, 5, 17), CivilTime(14, 30), Place("Halifax", 44.65, -63.57), zone="America/Halifax"
    )
    token = new_token()
    await open_database(older_url)
    try:
        async with transaction() as tx:
            saved = await library.save_chart(tx, await viewer_of(tx, token), birth, ChartOptions(), name="Ann")
        async with transaction() as tx:
            viewer = await viewer_of(tx, token)
            await library.rename(tx, viewer, saved.id, "Änn")
            page = await library.list_charts(tx, viewer, text="ann halifax", sort=library.Sort.NAME)
            await library.delete(tx, viewer, saved.id)
            assert await library.forget_deleted(tx) == 0
    finally:
        await close_database()
    assert [line.name for line in page.charts] == ["Änn"]
    assert page.charts[0].created_at < datetime.now(UTC)


def test_a_server_that_is_too_old_is_refused_in_words(older_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "OLDEST_SERVER", 17)
    with pytest.raises(Unavailable, match="PostgreSQL 16; 17 or later"):
        migrate(older_url)
