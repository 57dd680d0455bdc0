"""The library page, and the few latest charts on the home page."""

from dataclasses import dataclass, field

import reflex as rx

from outer_skies.charts import library
from outer_skies.charts.library import ChartLine
from outer_skies.state.draft import checked_text
from outer_skies.state.viewing import notices, say, told, viewer_of
from outer_skies.state.wording import birth_line
from outer_skies.store.transaction import transaction

PAGE_SIZE = 50
RECENT = 5
SORTS = {"newest": "Newest first", "oldest": "Oldest first", "name": "By name"}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    id: str
    title: str
    born: str
    place: str
    tags: list[str] = field(default_factory=list)
    is_favourite: bool = False


class LibraryState(rx.State):
    """What the library displays."""

    rows: list[Row] = []
    recent: list[Row] = []
    next_page: str = ""
    text: str = ""
    sort: str = "newest"
    favourites_only: bool = False
    is_filtered: bool = False

    @rx.event
    @told
    async def opened(self) -> None:
        """Show the first page."""
        await self._list()

    @rx.event
    @told
    async def show_recent(self) -> None:
        """Show the latest few, for the home page."""
        async with transaction() as tx:
            page = await library.list_charts(tx, await viewer_of(tx, self), limit=RECENT)
        self.recent = [row_of(saved) for saved in page.charts]

    @rx.event(supersedes=True)
    @told
    async def search(self, text: str) -> None:
        """Keep the charts whose name, tags, notes or place hold `text`."""
        self.text = checked_text(text, field="search")
        await self._list()

    @rx.event
    @told
    async def sort_by(self, sort: str) -> None:
        """Put the list in another order."""
        self.sort = sort if isinstance(sort, str) and sort in SORTS else "newest"
        await self._list()

    @rx.event
    @told
    async def show_favourites(self, is_on: bool) -> None:
        """Show the favourites alone, or all."""
        self.favourites_only = is_on is True
        await self._list()

    @rx.event
    @told
    async def show_more(self) -> None:
        """Add the next page."""
        await self._list(after=self.next_page)

    @rx.event
    @told
    async def toggle_favourite(self, chart_id: str) -> None:
        """Make a chart a favourite, or no longer."""
        async with transaction() as tx:
            saved = await library.open_chart(tx, await viewer_of(tx, self), chart_id)
            await library.set_favourite(tx, await viewer_of(tx, self), chart_id, is_favourite=not saved.is_favourite)
        await self._list()

    @rx.event
    @told
    async def duplicate(self, chart_id: str) -> None:
        """Keep a second chart of the same birth."""
        async with transaction() as tx:
            await library.duplicate(tx, await viewer_of(tx, self), chart_id)
        await self._list()

    @rx.event
    @told
    async def delete(self, chart_id: str) -> None:
        """Delete a chart; the notice line offers to undo it."""
        await self._delete(chart_id)
        await self._list()

    @rx.event
    @told
    async def delete_shown(self, chart_id: str) -> rx.event.EventSpec:
        """Delete the chart on screen and go to the library."""
        await self._delete(chart_id)
        return rx.redirect("/library")

    @rx.event
    @told
    async def undo_delete(self) -> None:
        """Bring back what was deleted last."""
        line = await notices(self)
        chart_id = line.undo_chart_id
        async with transaction() as tx:
            await library.restore(tx, await viewer_of(tx, self), chart_id)
        await say(self, "Restored")
        await self._list()

    async def _delete(self, chart_id: str) -> None:
        async with transaction() as tx:
            await library.delete(tx, await viewer_of(tx, self), chart_id)
        await say(self, "Deleted.", undo_chart_id=str(chart_id))

    async def _list(self, *, after: str = "") -> None:
        async with transaction() as tx:
            page = await library.list_charts(
                tx,
                await viewer_of(tx, self),
                text=self.text,
                favourites_only=self.favourites_only,
                sort=library.Sort(self.sort),
                after=after or None,
                limit=PAGE_SIZE,
            )
        rows = [row_of(saved) for saved in page.charts]
        self.rows = [*self.rows, *rows] if after else rows
        self.next_page = page.next_cursor or ""
        self.is_filtered = bool(self.text.strip()) or self.favourites_only


def row_of(saved: ChartLine) -> Row:
    """What the list shows of a chart."""
    return Row(
        id=str(saved.id),
        title=saved.name or "Unnamed chart",
        born=birth_line(saved.birth),
        place=saved.birth.place.name,
        tags=list(saved.tags),
        is_favourite=saved.is_favourite,
    )
