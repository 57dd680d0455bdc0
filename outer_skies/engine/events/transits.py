"""Transits: bodies of the sky that come to exact aspects of points that stand still, such as those of a chart."""

from collections.abc import Mapping, Sequence

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.events.aspects import PTOLEMAIC, directions
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.passes import Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track
from outer_skies.errors import InvalidInput

_FULL = 360.0


def points_of(chart: Chart) -> dict[str, float]:
    """The longitudes of a chart's bodies, its Ascendant and Midheaven as far as it has them, by name, in degrees."""
    points = {one.body.value: one.longitude_deg for one in chart.bodies}
    if chart.angles is not None:
        points |= {"ascendant": chart.angles.ascendant, "midheaven": chart.angles.midheaven}
    return points


def transits(
    points_deg: Mapping[str, float],
    bodies: Sequence[Body],
    start_jd_tt: float,
    end_jd_tt: float,
    *,
    kinds: Sequence[AspectKind] = PTOLEMAIC,
    ayanamsa: Ayanamsa | None = None,
) -> list[Event]:
    """Every moment in [start, end) at which one of the bodies is in exact aspect to one of the points, body by body.

    Longitudes are in degrees of the zodiac of the ayanamsa. `point` names the point; `longitude_deg` is the body's.
    Raises InvalidInput beside "aspects" for aspects in declination, which points of the ecliptic alone do not have.
    """
    if any(kind.by_declination for kind in kinds):
        raise InvalidInput("Transits to points are by longitude; parallels are between bodies.", field="aspects")
    angles, names = directions(kinds)
    meant = [
        ((place + angle) % _FULL, point, kind)
        for point, place in points_deg.items()
        for angle, kind in zip(angles, names, strict=True)
    ]
    if not (meant and bodies):
        return []
    places = tuple(place for place, _, _ in meant)
    wanted = [Wanted(Track(Quantity(body, ayanamsa=ayanamsa)), places) for body in bodies]
    return [
        Event(
            utc=utc,
            kind=EventKind.ASPECT,
            bodies=(body,),
            aspect=meant[number][2],
            longitude_deg=meant[number][0],
            jd_tt=jd_tt,
            point=meant[number][1],
            is_retrograde=not is_rising,
        )
        for body, passes in zip(bodies, find_passes(wanted, start_jd_tt, end_jd_tt), strict=True)
        for jd_tt, utc, number, is_rising, _ in told(passes)
    ]
