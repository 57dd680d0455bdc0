"""Our own React components, as Reflex sees them. Hover, zoom, typing and drafts cost no round trip there."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from outer_skies.state.viewing import Notices


def _text(value: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (value,)


def _draft(draft: rx.Var[dict[str, Any]], seq: rx.Var[int]) -> tuple[rx.Var[dict[str, Any]], rx.Var[int]]:
    return draft, seq


def _none() -> tuple[()]:
    return ()


class Wheel(rx.Component):
    """The chart wheel, an SVG that lights up, pins, zooms and pans."""

    library = "$/public/wheel.jsx"
    tag = "Wheel"
    scene: rx.Var[str]


class Tables(rx.Component):
    """The tables Positions and Aspects."""

    library = "$/public/tables.jsx"
    tag = "Tables"
    scene: rx.Var[str]


class Grid(rx.Component):
    """The triangular aspect grid, or the card of the body that is lit."""

    library = "$/public/grid.jsx"
    tag = "Grid"
    scene: rx.Var[str]


class Legend(rx.Component):
    """The kinds of aspect that are drawn, which is also the filter."""

    library = "$/public/legend.jsx"
    tag = "Legend"
    scene: rx.Var[str]


class BirthForm(rx.Component):
    """The birth form; it keeps what is typed and tells what changed."""

    library = "$/public/birth_form.jsx"
    tag = "BirthForm"
    view: rx.Var[str]
    places: rx.Var[str]
    choices: rx.Var[str]
    ready: rx.Var[bool]
    on_draft: rx.EventHandler[_draft]
    on_cast: rx.EventHandler[_draft]
    on_place: rx.EventHandler[_text]


class Ready(rx.Component):
    """Marks the root element once the page listens."""

    library = "$/public/frame.jsx"
    tag = "Ready"
    hydrated: rx.Var[bool]


class Safe(rx.Component):
    """Catches what breaks while the page is drawn."""

    library = "$/public/frame.jsx"
    tag = "Safe"


class Connection(rx.Component):
    """Says when the connection is lost."""

    library = "$/public/frame.jsx"
    tag = "Connection"
    broken: rx.Var[bool]


class Minutely(rx.Component):
    """Calls once a minute, on the minute, while the page is looked at."""

    library = "$/public/frame.jsx"
    tag = "Minutely"
    on_minute: rx.EventHandler[_none]


class Measure(rx.Component):
    """Tells which class of wheel fits the window."""

    library = "$/public/frame.jsx"
    tag = "Measure"
    size: rx.Var[str]
    on_size: rx.EventHandler[_text]


class CopyLink(rx.Component):
    """Copies the address of the page."""

    library = "$/public/frame.jsx"
    tag = "CopyLink"


class Download(rx.Component):
    """The chart as SVG, PNG or JSON."""

    library = "$/public/download.jsx"
    tag = "Download"
    chart_id: rx.Var[str]


def connection() -> rx.Component:
    """The notice of a lost connection."""
    return Connection.create(broken=has_connection_errors)


def measure(redraw: rx.EventHandler) -> rx.Component:
    """Keeps the session's class of wheel right, and draws again when it changes."""
    return Measure.create(size=Notices.size, on_size=[Notices.resized, lambda _: redraw()])
