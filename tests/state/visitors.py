"""A browser's session without the browser: its states, its cookie, and its events called as the websocket does."""

import json
from typing import Any, TypeVar

import reflex as rx
from reflex.istate.data import RouterData
from reflex.state import State

from outer_skies.accounts.browsers import Viewer, new_token, viewer_of
from outer_skies.charts import library
from outer_skies.state.cast import CastState
from outer_skies.state.chart import ChartState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import Notices
from outer_skies.store.transaction import transaction

STATES = (CastState, ChartState, LibraryState, Notices)

Any_ = TypeVar("Any_", bound=rx.State)


class Visitor:
    """Somebody with a page open at `path`."""

    def __init__(self, *, has_cookie: bool = True) -> None:
        self.token = new_token()
        self.root = State(_reflex_internal_init=True)
        self.cookie = f"browser={self.token}" if has_cookie else ""
        self.go("/")

    def go(self, path: str) -> None:
        self.root.router = RouterData.from_router_data(
            {"headers": {"cookie": self.cookie, "origin": "http://127.0.0.1:3000"}, "asPath": path, "pathname": path}
        )

    def state(self, kind: type[Any_]) -> Any_:
        found = self.root.get_substate(kind.get_full_name().split("."))
        assert isinstance(found, kind)
        return found

    async def send(self, handler: Any, *values: object) -> Any:
        """Call an event handler, `CastState.opened`, with whatever values."""
        kind = next(one for one in STATES if handler.fn.__qualname__.startswith(one.__name__ + "."))
        return await handler.fn(self.state(kind), *values)

    async def viewer(self) -> Viewer:
        async with transaction() as tx:
            return await viewer_of(tx, self.token)

    async def charts(self) -> tuple[library.ChartLine, ...]:
        async with transaction() as tx:
            return (await library.list_charts(tx, await viewer_of(tx, self.token))).charts

    @property
    def form(self) -> dict[str, Any]:
        """What the form shows."""
        return json.loads(self.state(CastState).form)

    @property
    def errors(self) -> dict[str, Any]:
        """What stands beside each field."""
        return {field: error["text"] for field, error in self.form["errors"].items()}


def draft(**changes: object) -> dict[str, object]:
    """What the form sends for a birth that is complete and right, but for the changes."""
    return {
        "name": "Ann Example",
        "date": "17 May 1990",
        "time": "14:30",
        "timeUnknown": False,
        "place": "44.65, -63.57",
        "placeId": None,
        "fold": "",
        "zone": "",
        "calendar": "gregorian",
        "houses": "placidus",
        "zodiac": "tropical",
    } | changes
