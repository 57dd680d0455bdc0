"""Everything the browser's components of a chart need, as one value and as one string."""

from typing import Any

import msgspec

from outer_skies.drawing.aspect_grid import aspect_grid
from outer_skies.drawing.layout import LAYOUTS, WheelSize
from outer_skies.drawing.tables import angle_rows, aspect_rows, legend_rows, position_rows
from outer_skies.drawing.wheel import draw_wheel
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart

_encode = msgspec.json.Encoder().encode  # much faster than the standard library's, and on every event's way


def scene(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> dict[str, Any]:
    """Marks of the wheel and rows of the tables, ready for msgspec. Every tuple, mark and row is written as an array.

    `key` tells charts of one moment and place from others: the page moves bodies differently between the two.
    """
    wheel = draw_wheel(chart, size)
    positions = position_rows(chart, wheel.bodies)
    aspects = aspect_rows(chart)
    height = wheel.half_height_px
    width = min(wheel.half_width_px, LAYOUTS[size].page_half_width_px)
    return {
        "key": _key(chart),
        "size": size.value,
        "r": wheel.radius_px,
        "box": [-width, -height, 2 * width, 2 * height],
        "shapes": wheel.shapes,
        "positions": positions,
        "angles": angle_rows(chart),
        "aspects": aspects,
        "grid": aspect_grid([row.body for row in positions], aspects),
        "legend": legend_rows(chart.options, aspects),
        "housed": isinstance(chart, Chart) and chart.houses is not None,
    }


def scene_json(chart: Chart | DayChart, size: WheelSize = WheelSize.LARGE) -> str:
    """The scene as compact JSON; the same chart gives the same string."""
    return _encode(scene(chart, size)).decode()


def _key(chart: Chart | DayChart) -> str:
    moment = chart.day.start if isinstance(chart, DayChart) else chart.moment
    place = chart.place
    where = f" {place.north_latitude_deg} {place.east_longitude_deg}" if place else ""
    return f"{moment.utc}{where}"
