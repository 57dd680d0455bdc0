"""The page of one saved chart: shown, re-cast with other options, named and noted."""

from dataclasses import replace
from typing import Any

import reflex as rx

from outer_skies.charts import library
from outer_skies.charts.casting import cast
from outer_skies.charts.library import SavedChart
from outer_skies.drawing.scene import scene_json
from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.day import DayChart
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, NotFound, OuterSkiesError
from outer_skies.state.draft import checked_text, read_bodies, read_house_system, read_zodiac
from outer_skies.state.failures import failure_of
from outer_skies.state.viewing import told, viewer_of, wheel_size
from outer_skies.state.wording import Fact, birth_line, chart_facts, moment_of, offset_text
from outer_skies.store.transaction import transaction

LARGEST_ORB_DEG = 15.0


class ChartState(rx.State):
    """What the chart's page displays. The chart itself is kept in the database and cast again when needed."""

    chart_id: str = ""
    is_missing: bool = False
    title: str = ""
    name: str = ""
    born: str = ""
    offset: str = ""
    facts: list[Fact] = []
    notes: list[str] = []
    scene: str = ""
    houses: str = ""
    has_time: bool = True
    zodiac: str = ""
    bodies: list[str] = []
    orbs: dict[str, float] = {}
    orbs_in_words: str = ""
    setting_error: str = ""
    tags: str = ""
    notes_text: str = ""
    keeping_error: str = ""
    is_favourite: bool = False

    @rx.event
    @told
    async def opened(self) -> None:
        """Show the chart that the address names, when it is this browser's."""
        wanted = str(self.router.url.path).rstrip("/").rpartition("/")[2]
        try:
            async with transaction() as tx:
                saved = await library.open_chart(tx, await viewer_of(tx, self), wanted)
        except NotFound:
            self.reset()
            self.is_missing = True
            return
        await self._show(saved, cast(saved.birth, saved.options))

    @rx.event
    @told
    async def redrawn(self) -> None:
        """Draw again for another class of wheel."""
        async with transaction() as tx:
            saved = await library.open_chart(tx, await viewer_of(tx, self), self.chart_id)
        self.scene = scene_json(cast(saved.birth, saved.options), await wheel_size(self))

    @rx.event
    async def choose_houses(self, system: str) -> None:
        """Divide the chart by another house system."""
        await self._recast(lambda options: replace(options, house_system=read_house_system(system)))

    @rx.event
    async def choose_zodiac(self, zodiac: str) -> None:
        """Measure from the equinox, or from the stars by an ayanamsa."""

        def changed(options: ChartOptions) -> ChartOptions:
            chosen, ayanamsa = read_zodiac(zodiac)
            return replace(options, zodiac=chosen, ayanamsa=ayanamsa)

        await self._recast(changed)

    @rx.event
    async def toggle_body(self, body: str, is_on: bool) -> None:
        """Show a body, or leave it out."""

        def changed(options: ChartOptions) -> ChartOptions:
            (toggled,) = read_bodies([body])
            kept = {*options.bodies, toggled} if is_on is True else set(options.bodies) - {toggled}
            return replace(options, bodies=read_bodies([one.value for one in kept]))

        await self._recast(changed)

    @rx.event
    async def choose_orb(self, kind: str, orb: Any) -> None:  # noqa: ANN401  whatever a client sends
        """Allow an aspect another orb, in degrees."""

        def changed(options: ChartOptions) -> ChartOptions:
            return replace(options, orbs=_with_orb(options.orbs, kind, orb))

        await self._recast(changed)

    @rx.event
    async def rename(self, name: str) -> None:
        """Give the chart another name."""
        await self._keep(lambda tx, viewer: library.rename(tx, viewer, self.chart_id, checked_text(name, field="name")))

    @rx.event
    async def retag(self, tags: str) -> None:
        """Set the tags, typed with commas between them."""

        def keep(tx: Any, viewer: Any) -> Any:  # noqa: ANN401  passed on
            words = [word.strip() for word in checked_text(tags, field="tags").split(",")]
            return library.set_tags(tx, viewer, self.chart_id, [word for word in words if word])

        await self._keep(keep)

    @rx.event
    async def annotate(self, notes: str) -> None:
        """Keep the notes."""
        await self._keep(
            lambda tx, viewer: library.set_notes(tx, viewer, self.chart_id, checked_text(notes, field="notes"))
        )

    @rx.event
    async def toggle_favourite(self) -> None:
        """Make it a favourite, or no longer."""
        await self._keep(
            lambda tx, viewer: library.set_favourite(tx, viewer, self.chart_id, is_favourite=not self.is_favourite)
        )

    async def _recast(self, changed: Any) -> None:  # noqa: ANN401  a function of the options
        self.setting_error = ""
        try:
            async with transaction() as tx:
                saved = await library.open_chart(tx, await viewer_of(tx, self), self.chart_id)
                options = changed(saved.options)
                chart = cast(saved.birth, options)
                saved = await library.set_options(tx, await viewer_of(tx, self), self.chart_id, options)
        except OuterSkiesError as error:
            self.setting_error = failure_of(error).text
            return
        await self._show(saved, chart)

    async def _keep(self, verb: Any) -> None:  # noqa: ANN401  a verb of the library, bound
        self.keeping_error = ""
        try:
            async with transaction() as tx:
                saved = await verb(tx, await viewer_of(tx, self))
        except OuterSkiesError as error:
            self.keeping_error = failure_of(error).text
            return
        self._show_words(saved)

    async def _show(self, saved: SavedChart, chart: Chart | DayChart) -> None:
        self.is_missing = False
        self.setting_error = ""
        self.keeping_error = ""
        self.scene = scene_json(chart, await wheel_size(self))
        self.born = f"{birth_line(saved.birth)}, {saved.birth.place.name.partition(',')[0]} "
        self.offset = offset_text(moment_of(chart).utc_offset_s)
        self.facts = chart_facts(saved.birth, chart)
        self.notes = [note.text for note in chart.notes]
        self.houses = saved.options.house_system
        self.has_time = saved.birth.time is not None
        is_sidereal = saved.options.zodiac is Zodiac.SIDEREAL
        self.zodiac = str(saved.options.ayanamsa) if is_sidereal else Zodiac.TROPICAL.value
        self.bodies = [body.value for body in saved.options.bodies]
        self.orbs = {kind.value: orb for kind, orb in saved.options.orbs.by_aspect}
        self.orbs_in_words = f"{self.orbs['conjunction']:g}° to {min(self.orbs.values()):g}°"
        self._show_words(saved)

    def _show_words(self, saved: SavedChart) -> None:
        self.chart_id = str(saved.id)
        self.name = saved.name
        self.title = saved.name or "Unnamed chart"
        self.tags = ", ".join(saved.tags)
        self.notes_text = saved.notes
        self.is_favourite = saved.is_favourite


def _with_orb(orbs: Orbs, kind: str, orb: object) -> Orbs:
    try:
        aspect = AspectKind(kind)
        degrees = float(str(orb))
    except ValueError as error:
        raise InvalidInput("An orb is a number of degrees.", field="orbs") from error
    if not 0 <= degrees <= LARGEST_ORB_DEG:
        raise InvalidInput(f"An orb goes from 0 to {LARGEST_ORB_DEG:g} degrees.", field="orbs")
    return Orbs.of(dict(orbs.by_aspect) | {aspect: degrees}, dict(orbs.by_body))
