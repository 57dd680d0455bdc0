"""People with charts, for the tests of the library."""

from outer_skies.accounts.browsers import Viewer, new_token, viewer_of
from outer_skies.charts import library
from outer_skies.charts.casting import BirthData
from outer_skies.charts.library import SavedChart
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.engine.places import Place
from outer_skies.store.transaction import Transaction

HALIFAX = Place("Halifax, Canada", 44.65, -63.57)
BIRTH = BirthData(CivilDate(1990, 5, 17), CivilTime(14, 30), HALIFAX, zone="America/Halifax", name="Ann Example")
OPTIONS = ChartOptions()


class Person:
    """A browser with its token. `viewer` is asked for anew each time, as for each event."""

    def __init__(self, tx: Transaction) -> None:
        self.tx = tx
        self.token = new_token()

    async def viewer(self) -> Viewer:
        return await viewer_of(self.tx, self.token)

    async def saves(self, name: str = "Ann Example", *, notes: str = "", tags: tuple[str, ...] = ()) -> SavedChart:
        return await library.save_chart(self.tx, await self.viewer(), BIRTH, OPTIONS, name=name, notes=notes, tags=tags)

    async def names(self, **query: object) -> list[str]:
        page = await library.list_charts(self.tx, await self.viewer(), **query)  # type: ignore[arg-type]
        return [line.name for line in page.charts]
