"""The points a technique looks at: the bodies, and the Ascendant and Midheaven where the chart has them."""

from outer_skies.engine.angles import normalized_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import SAME_POINT, Body
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.ephemeris import ayanamsa_deg

ASCENDANT, MIDHEAVEN = "ascendant", "midheaven"
# The ten that modern authors call planets, Sun and Moon among them.
PLANETS = tuple(Body)[:10]
# Key and longitude in degrees [0, 360); the key is a Body, or the name of an angle.
Point = tuple[str, float]

# Of two ways to compute one point, the one that speaks where a chart holds both: those of `DEFAULT_BODIES`.
_SECOND_TO = {Body.MEAN_NODE: Body.TRUE_NODE, Body.TRUE_LILITH: Body.MEAN_LILITH}
_SAME = frozenset(SAME_POINT) | {(b, a) for a, b in SAME_POINT}


def angle_points(chart: Chart) -> tuple[Point, ...]:
    """Ascendant and Midheaven, or nothing for a chart without angles."""
    if chart.angles is None:
        return ()
    return (ASCENDANT, chart.angles.ascendant), (MIDHEAVEN, chart.angles.midheaven)


def all_points(chart: Chart) -> list[Point]:
    """Every body in the chart's order, then the angles."""
    return [*[(one.body, one.longitude_deg) for one in chart.bodies], *angle_points(chart)]


def distinct_bodies(chart: Chart) -> list[Position]:
    """The bodies, the two nodes and the two Liliths counted once: the true node, the mean Lilith, if both are held."""
    held = {one.body for one in chart.bodies}
    return [one for one in chart.bodies if _SECOND_TO.get(one.body) not in held]


def distinct_points(chart: Chart) -> list[Point]:
    """As `all_points`, the two nodes and the two Liliths counted once."""
    return [*[(one.body, one.longitude_deg) for one in distinct_bodies(chart)], *angle_points(chart)]


def are_one(a: str, b: str) -> bool:
    """Whether two keys are two ways to compute one point, such as mean and true node."""
    return (a, b) in _SAME


def tropical_points(chart: Chart) -> list[Point]:
    """As `all_points`, counted from the equinox of date whatever the chart's zodiac."""
    return _turned(chart, chart.ayanamsa_deg or 0.0)


def sidereal_points(chart: Chart, ayanamsa: Ayanamsa | None) -> tuple[Ayanamsa, list[Point]]:
    """As `all_points`, in a sidereal zodiac, and which: the one asked for, or the chart's own, or Lahiri's.

    Accuracy: as the chart's, but within 20" from 1900 to 2100 where the ayanamsa asked for or the chart's is J2000,
    J1900, B1950 or Mardyks' and not both are one: the library measures those four on the ecliptic of another epoch.
    """
    own = chart.options.ayanamsa
    zero = ayanamsa or own or Ayanamsa.LAHIRI
    if zero is own:
        return zero, all_points(chart)
    return zero, _turned(chart, (chart.ayanamsa_deg or 0.0) - ayanamsa_deg(chart.moment.jd_tt, zero))


def _turned(chart: Chart, by_deg: float) -> list[Point]:
    points = all_points(chart)
    return [(key, normalized_deg(longitude + by_deg)) for key, longitude in points] if by_deg else points
