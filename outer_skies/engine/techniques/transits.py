"""Transits: the sky of a moment, seen against a chart.

Source: Claudius Ptolemy, Tetrabiblos IV.10, on the times at which planets come to the places of a nativity.
"""

import msgspec

from outer_skies.engine.chart import Chart, Position, cast_chart
from outer_skies.engine.ephemeris import sight_rows
from outer_skies.engine.houses import ring_of
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.crossing import CrossAspect, Point, cross_aspects, points_of


class Transits(msgspec.Struct, frozen=True):
    """The bodies of a moment over a chart.

    `bodies` are in the houses of the chart, not of the moment (None where it has none). In `aspects` each `a` is a
    point of the chart and stands still; each `b` is a body in transit.
    """

    utc: str
    jd_tt: float
    bodies: tuple[Position, ...]
    aspects: tuple[CrossAspect, ...]


def transits(chart: Chart, when: Moment, *, place: Place | None = None) -> Transits:
    """Where the bodies of `when` stand in a chart's houses, and their aspects to its bodies and angles.

    Zodiac, bodies, orbs and kinds of aspect are the chart's. `place` is where one looks from and matters to
    topocentric charts alone; it is the chart's own unless another is given. Raises OutsideEphemeris.
    """
    options = chart.options
    sky = cast_chart(when, (place or chart.place) if options.topocentric else None, options)
    observer = sky.place if options.topocentric else None
    rows = sight_rows(when.jd_tt, [one.body for one in sky.bodies], options.ayanamsa, observer)
    moving = [Point(one.body, row[0], row[3], row[5], row[6]) for one, row in zip(sky.bodies, rows, strict=True)]
    ring = None if chart.houses is None else ring_of(chart.houses.cusps_deg)
    bodies = sky.bodies
    if ring is not None:
        held = ring.houses([one.longitude_deg for one in bodies])
        bodies = tuple(msgspec.structs.replace(one, house=house) for one, house in zip(bodies, held, strict=True))
    return Transits(when.utc, when.jd_tt, bodies, cross_aspects(points_of(chart), moving, options, second_moves=True))
