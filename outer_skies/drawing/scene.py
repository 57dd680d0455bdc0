"""Everything the browser's components of a chart need, as one value and as one string."""

from typing import Any

import msgspec

from outer_skies.drawing.arrangement import Arrangement, arrange
from outer_skies.drawing.aspect_grid import aspect_grid
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.measures import measures_json
from outer_skies.drawing.tables import angle_rows, legend_rows, position_rows
from outer_skies.drawing.wheel import half_sizes_px
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart

_encode = msgspec.json.Encoder().encode  # much faster than the standard library's, and on every event's way


def wheel_scene(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> dict[str, Any]:
    """The wheel alone, ready for msgspec: where everything stands, which `assets/drawing.js` draws.

    `key` tells charts of one moment and place from others: the page moves bodies differently between the two.
    """
    return _wheel(chart, arrange(chart, size))


def scene(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> dict[str, Any]:
    """The wheel and the rows of the tables, ready for msgspec. Every tuple and row is written as an array."""
    wheel = arrange(chart, size)
    return _wheel(chart, wheel) | {
        "positions": position_rows(chart),
        "angles": angle_rows(chart),
        "grid": aspect_grid([body.body for body in wheel.bodies], wheel.aspects),
        "legend": legend_rows(chart.options, wheel.aspects),
        "housed": bool(wheel.cusps),
    }


def wheel_scene_json(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> str:
    """The wheel as compact JSON; the same chart gives the same string."""
    return _encode(wheel_scene(chart, size)).decode()


def scene_json(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> str:
    """The scene as compact JSON; the same chart gives the same string."""
    return _encode(scene(chart, size)).decode()


def _wheel(chart: Chart | DayChart, wheel: Arrangement) -> dict[str, Any]:
    layout = LAYOUTS[wheel.size]
    width, height = half_sizes_px(wheel)
    width = min(width, layout.page_half_width_px)
    return {
        "key": _key(chart),
        "size": wheel.size.value,
        "r": layout.radius_px,
        "box": [-width, -height, 2 * width, 2 * height],
        "measures": measures_json(wheel.size, has_houses=bool(wheel.cusps)),
        "turn": wheel.turn,
        "bodies": wheel.bodies,
        "cusps": wheel.cusps,
        "axes": wheel.axes,
        "aspects": wheel.aspects,
    }


def _key(chart: Chart | DayChart) -> str:
    moment = chart.day.start if isinstance(chart, DayChart) else chart.moment
    place = chart.place
    where = f" {place.north_latitude_deg} {place.east_longitude_deg}" if place else ""
    return f"{moment.utc}{where}"
