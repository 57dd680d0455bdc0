"""What a technique asks of a chart; where the chart has none of it, the person is told so in one line."""

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.houses import Angles, Houses
from outer_skies.engine.lots import LotName, is_day
from outer_skies.errors import InvalidInput, Undefined


def position(chart: Chart, body: Body) -> Position:
    """Where `body` stands. Raises Undefined when the chart does not hold it."""
    for one in chart.bodies:
        if one.body is body:
            return one
    raise Undefined(f"This needs {body.label}, which the chart does not hold.")


def angles(chart: Chart) -> Angles:
    """The angles. Raises Undefined for a chart without them."""
    if chart.angles is None:
        raise Undefined("This needs the Ascendant, which the chart does not have.")
    return chart.angles


def houses(chart: Chart) -> Houses:
    """The houses. Raises Undefined for a chart without them."""
    if chart.houses is None:
        raise Undefined("This needs houses, which the chart does not have.")
    return chart.houses


ANGLE_KEYS = ("ascendant", "midheaven", "descendant", "imum_coeli", "vertex")
_BODY_KEYS = frozenset(Body)
_LOT_KEYS = frozenset(LotName)


def point_longitude_deg(chart: Chart, point: str) -> float:
    """Where the angle, body or lot of that key stands: longitude in degrees, [0, 360).

    Raises Undefined when the chart does not hold it, InvalidInput beside "point" when there is nothing of that name.
    """
    if point in ANGLE_KEYS:
        return getattr(angles(chart), point)
    if point in _BODY_KEYS:
        return position(chart, Body(point)).longitude_deg
    if point in _LOT_KEYS:
        angles(chart)
        return next(lot.longitude_deg for lot in chart.lots if lot.name == point)
    raise InvalidInput("There is no angle, body or lot of that name.", field="point")


def is_day_chart(chart: Chart) -> bool:
    """Whether the Sun stands above the horizon. Raises Undefined for a chart without angles or without the Sun."""
    if chart.place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    sun = position(chart, Body.SUN)
    return is_day(sun.right_ascension_deg, sun.declination_deg, angles(chart).armc_deg, chart.place.north_latitude_deg)
