"""The birth form and the wheel beside it."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import reflex as rx

from outer_skies.charts import gazetteer, library
from outer_skies.charts.birth_text import MONTHS
from outer_skies.charts.casting import sky_at
from outer_skies.drawing.scene import wheel_scene_json
from outer_skies.drawing.wheel import WheelSize
from outer_skies.state import caster
from outer_skies.state.chart import ChartState
from outer_skies.state.draft import DEFAULT_OPTIONS, checked_text
from outer_skies.state.preview import preview
from outer_skies.state.understanding import Birthplace, find_birthplace, understand
from outer_skies.state.viewing import told, viewer_of, wheel_size
from outer_skies.store.transaction import transaction


class CastState(rx.State):
    """The form listens here; what is typed stays in the browser, what it means comes back."""

    form: str = "{}"
    places: str = "{}"
    scene: str = ""
    sky_time: str = ""
    is_preview: bool = False
    _complete: tuple[dict[str, Any], Birthplace] | None = None

    @rx.event
    async def opened(self) -> None:
        """Show the sky now when the page opens."""
        self.form = "{}"
        self.places = "{}"
        self.is_preview = False
        self._complete = None
        await self._show_sky()

    @rx.event
    @told
    async def redrawn(self) -> None:
        """Draw again for another class of wheel."""
        if self._complete is None:
            await self._show_sky()
        else:
            self.scene = preview(*self._complete, 0, await wheel_size(self)).scene

    @rx.event
    async def minute_passed(self) -> None:
        """Let the sky now go on while no birth has taken its place."""
        if not self.is_preview:
            await self._show_sky()

    @rx.event(supersedes=True)
    @told
    async def draft_changed(self, draft: dict[str, Any], seq: int) -> None:
        """Say what the draft means so far, and draw its chart as soon as it is complete."""
        place = await find_birthplace(draft)
        shown = await caster.run(preview, draft, place, _number(seq), await wheel_size(self))
        self.form = shown.form
        self._complete = (draft, place) if shown.scene else None
        if shown.scene:
            self.scene = shown.scene
            self.is_preview = True
        elif self.is_preview or not self.scene:
            self.is_preview = False
            await self._show_sky()

    @rx.event(supersedes=True)
    @told
    async def place_typed(self, text: str) -> None:
        """Offer the places that `text` may mean."""
        query = checked_text(text, field="place")
        async with transaction() as tx:
            self.places = gazetteer.options_json(query, await gazetteer.search_places(tx, query))

    @rx.event
    @told
    async def cast_chart(self, draft: dict[str, Any], seq: int) -> Any:  # noqa: ANN401  an event, or nothing
        """Save the chart and go to its address; or say what is missing."""
        found = await understand(draft, must_be_complete=True)
        self.form = found.form_view(_number(seq))
        if found.chart is None or found.birth is None or found.draft is None:
            return None
        async with transaction() as tx:
            saved = await library.save_chart(tx, await viewer_of(tx, self), found.birth, found.draft.options)
        self.form = found.form_view(_number(seq), saved=True)
        shown = await self.get_state(ChartState)
        await shown._show(saved, found.chart)  # noqa: SLF001  the same doorman's other window
        return rx.redirect(f"/chart/{saved.id}")

    async def _show_sky(self) -> None:
        now = datetime.now(UTC).replace(second=0, microsecond=0)
        self.scene = _sky_scene(now, await wheel_size(self))
        self.sky_time = f"{now.day} {MONTHS[now.month - 1]} {now.year}, {now:%H:%M} UTC"


@lru_cache(maxsize=8)
def _sky_scene(minute: datetime, size: WheelSize) -> str:
    return wheel_scene_json(sky_at(minute, DEFAULT_OPTIONS), size)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
