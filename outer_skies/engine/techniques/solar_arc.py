"""Solar arc directions: every point of a chart carried as far as the Sun has come by secondary progression.

Source: Reinhold Ebertin, The Combination of Stellar Influences (1940), for the true arc in longitude; Valentin Naibod
(Enarratio elementorum astrologiae, 1560) for the mean arc of 0°59′08.33″ a year.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from math import cos, radians, sin
from typing import NamedTuple

from outer_skies.engine.angles import HALF_CIRCLE_DEG, normalized_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Note, Position
from outer_skies.engine.ephemeris import Row, obliquity_deg, sight_rows
from outer_skies.engine.houses import Angles, Houses
from outer_skies.engine.moments import Moment
from outer_skies.engine.sphere import ecliptic_at, to_ecliptic, to_equator
from outer_skies.engine.techniques.assembly import Horizon, Placed, assemble
from outer_skies.engine.techniques.progressions import (
    NAIBOD_DEG_PER_DAY,
    TROPICAL_YEAR_D,
    progressed_days,
    progressed_moment,
    solar_arcs_deg,
)
from outer_skies.engine.techniques.sky_charts import DIRECTED, require_sky


class ArcKey(StrEnum):
    """How long the arc is: as far as the progressed Sun has truly come, or 0°59′08.33″ for each year of life."""

    TRUE = "true"
    NAIBOD = "naibod"


class ArcCircle(StrEnum):
    """What the arc is measured along: the ecliptic, or the equator."""

    LONGITUDE = "longitude"
    RIGHT_ASCENSION = "right_ascension"


class _Sphere(NamedTuple):
    """What it takes to go from the chart's zodiac to the equator: the sidereal zero and the obliquity, degrees."""

    zero_deg: float
    obliquity_deg: float


class _Arc(NamedTuple):
    """The arc of direction, and how much it grows in a day of life; degrees."""

    length_deg: float
    per_day_deg: float


def solar_arc(
    chart: Chart,
    when: Moment,
    *,
    key: ArcKey = ArcKey.TRUE,
    circle: ArcCircle = ArcCircle.LONGITUDE,
    converse: bool = False,
) -> Chart:
    """The chart directed by solar arc to a moment of life: bodies, angles, cusps and lots, all by one arc.

    In longitude everything moves along the ecliptic and keeps its latitude. In right ascension bodies move along
    their parallels of declination, and angles, cusps and lots to where the ecliptic has their new right ascension.
    The arc is negative for `converse`; the true one is then that of the Sun before birth. The moment is `when`,
    speeds are in degrees for a day of life, and aspects apply or separate as they did at birth.

    Raises InvalidInput beside "to" for a moment before the chart's, OutsideEphemeris, and Undefined for a chart that
    is not of one moment's sky.
    """
    require_sky(chart)
    arc = _arc(chart, when, key, circle, converse=converse)
    sphere = _Sphere(chart.ayanamsa_deg or 0.0, obliquity_deg(chart.moment.jd_tt))
    along_equator = circle is ArcCircle.RIGHT_ASCENSION
    move = _along_equator if along_equator else _along_ecliptic
    placed = [Placed(one.body, move(one, arc, sphere), one.ephemeris) for one in chart.bodies]
    horizon = None
    if chart.angles is not None:
        carry = partial(_carried_deg, arc_deg=arc.length_deg, sphere=sphere, along_equator=along_equator)
        horizon = _horizon(chart, chart.angles, carry, sphere)
    return assemble(
        when,
        chart.place,
        chart.options,
        placed,
        horizon=horizon,
        notes=(Note(DIRECTED, _said(when, arc, key, circle)),),
        ayanamsa_deg=chart.ayanamsa_deg,
        seen=_seen(chart, placed),
    )


def _arc(chart: Chart, when: Moment, key: ArcKey, circle: ArcCircle, *, converse: bool) -> _Arc:
    way = -1.0 if converse else 1.0
    if key is ArcKey.NAIBOD:
        days = progressed_days(chart, when, converse=converse)
        return _Arc(days * NAIBOD_DEG_PER_DAY, way * NAIBOD_DEG_PER_DAY / TROPICAL_YEAR_D)
    moment = progressed_moment(chart, when, converse=converse)
    in_longitude, in_right_ascension = solar_arcs_deg(chart, moment)
    sun = sight_rows(moment.jd_tt, (Body.SUN,), chart.options.ayanamsa, None)[0]
    if circle is ArcCircle.LONGITUDE:
        return _Arc(in_longitude, way * sun[3] / TROPICAL_YEAR_D)
    # On the ecliptic right ascension grows by cos(obliquity) / cos(declination)^2 for longitude's one.
    steep = cos(radians(obliquity_deg(moment.jd_tt))) / cos(radians(sun[5])) ** 2
    return _Arc(in_right_ascension, way * sun[3] * steep / TROPICAL_YEAR_D)


def _along_ecliptic(one: Position, arc: _Arc, sphere: _Sphere) -> Row:
    longitude = normalized_deg(one.longitude_deg + arc.length_deg)
    zero, tilt = sphere
    right_ascension, declination = to_equator(longitude + zero, one.latitude_deg, tilt)
    return longitude, one.latitude_deg, one.distance_au, arc.per_day_deg, right_ascension, declination, 0.0


def _along_equator(one: Position, arc: _Arc, sphere: _Sphere) -> Row:
    zero, tilt = sphere
    right_ascension, declination = normalized_deg(one.right_ascension_deg + arc.length_deg), one.declination_deg
    longitude, latitude = to_ecliptic(right_ascension, declination, tilt)
    north = radians(declination)
    # How much longitude changes with right ascension along a parallel of declination.
    steep = cos(north) * cos(north) * cos(radians(tilt)) + cos(north) * sin(north) * sin(radians(tilt)) * sin(
        radians(right_ascension)
    )
    speed = arc.per_day_deg * steep / cos(radians(latitude)) ** 2
    return normalized_deg(longitude - zero), latitude, one.distance_au, speed, right_ascension, declination, 0.0


def _carried_deg(longitude_deg: float, *, arc_deg: float, sphere: _Sphere, along_equator: bool) -> float:
    """Where a point of the ecliptic is carried to."""
    if not along_equator:
        return normalized_deg(longitude_deg + arc_deg)
    zero, tilt = sphere
    right_ascension, _ = to_equator(longitude_deg + zero, 0.0, tilt)
    return normalized_deg(ecliptic_at(right_ascension + arc_deg, tilt) - zero)


def _horizon(chart: Chart, at: Angles, carry: Callable[[float], float], sphere: _Sphere) -> Horizon:
    ascendant, midheaven = carry(at.ascendant), carry(at.midheaven)
    angles = Angles(
        ascendant,
        midheaven,
        normalized_deg(ascendant + HALF_CIRCLE_DEG),
        normalized_deg(midheaven + HALF_CIRCLE_DEG),
        carry(at.vertex),
        to_equator(midheaven + sphere.zero_deg, 0.0, sphere.obliquity_deg)[0],
    )
    houses = chart.houses and Houses(chart.houses.system, tuple(map(carry, chart.houses.cusps_deg)))
    lots = tuple(carry(one.longitude_deg) for one in chart.lots)
    return Horizon(angles, houses, (lots[0], lots[1]) if lots else None)


def _seen(chart: Chart, placed: Sequence[Placed]) -> list[Row]:
    """Directed places with the speeds of birth: bodies that all move by one arc do not approach each other."""
    bodies = [one.body for one in chart.bodies]
    observer = chart.place if chart.options.topocentric else None
    born = sight_rows(chart.moment.jd_tt, bodies, chart.options.ayanamsa, observer)
    return [(*one.row[:3], row[3], *one.row[4:6], row[6]) for one, row in zip(placed, born, strict=True)]


def _said(when: Moment, arc: _Arc, key: ArcKey, circle: ArcCircle) -> str:
    along = circle.value.replace("_", " ")
    return f"Directed to {when.utc} by {arc.length_deg:.4f}°: {key.value} solar arc in {along}."
