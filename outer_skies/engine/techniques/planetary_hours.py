"""Planetary hours: twelve from sunrise to sunset and twelve from sunset to sunrise, each with its planet.

The planets follow one another from the slowest to the quickest; the first hour of a day belongs to the planet that the
day is named after, and a day begins at sunrise. The Sun rises and sets as the almanacs have it: its upper limb on a
level horizon, lifted by 34' of refraction.

Source: Cassius Dio, Roman History 37.18-19 (the names of the days from the order of the hours); Paulus Alexandrinus,
Introduction, chapter 21.
"""

from collections.abc import Callable
from functools import lru_cache
from math import asin, cos, degrees, floor, radians, sin, sqrt

import msgspec

from outer_skies.engine.angles import signed_separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.ephemeris import THEORY_END_JD_TT, THEORY_START_JD_TT, sight_rows
from outer_skies.engine.local_sky import observer_au
from outer_skies.engine.moments import Moment, utc_text
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.needs import angles
from outer_skies.engine.zones import mean_offset_s
from outer_skies.errors import Undefined

CHALDEAN = (Body.SATURN, Body.JUPITER, Body.MARS, Body.SUN, Body.VENUS, Body.MERCURY, Body.MOON)
# Sunday first.
DAY_RULERS = (Body.SUN, Body.MOON, Body.MARS, Body.MERCURY, Body.JUPITER, Body.VENUS, Body.SATURN)
HOURS = 12
Track = Callable[[float], tuple[float, ...]]

_TURN_DEG_PER_DAY = 360.98564736629
_SUN_DEG_PER_DAY = 360.0
_REFRACTION_DEG = 34 / 60
_SUN_RADIUS_DEG_AU = 959.63 / 3600
_CLOSE_DAYS = 1e-7
_REACH_DAYS = 1.25
_DAY_S = 86400
_SUNDAY_JD = 5.5  # midnight before a Sunday, less whole weeks


class PlanetaryHours(msgspec.Struct, frozen=True):
    """The day and hour of a moment. `hour` is 1 to 24 from sunrise; it lasts from `start_jd_tt` to `end_jd_tt`.

    `sunrise_jd_tt` began the day; `sunset_jd_tt` divides, or divided, its hours from those of the night.
    """

    day_ruler: Body
    hour_ruler: Body
    hour: int
    is_day: bool
    start_utc: str
    start_jd_tt: float
    end_utc: str
    end_jd_tt: float
    sunrise_utc: str
    sunrise_jd_tt: float
    sunset_utc: str
    sunset_jd_tt: float


def hour_ruler(day_ruler: Body, hour: int) -> Body:
    """The planet of an hour, 1 to 24, of the day that belongs to `day_ruler`."""
    return CHALDEAN[(CHALDEAN.index(day_ruler) + hour - 1) % len(CHALDEAN)]


def day_ruler_at(jd_ut1: float, utc_offset_s: float) -> Body:
    """The planet of the weekday that clocks so far ahead of Greenwich show."""
    return DAY_RULERS[floor(jd_ut1 + utc_offset_s / _DAY_S - _SUNDAY_JD) % len(DAY_RULERS)]


def weekday_offset_s(moment: Moment, place: Place) -> float:
    """By which clock days have their names: that of the moment, or the Sun's where it only says Greenwich's."""
    is_of_place = moment.zone not in {None, "UTC"} or moment.utc_offset_s != 0
    return moment.utc_offset_s if is_of_place else mean_offset_s(place.east_longitude_deg)


@lru_cache(maxsize=16)  # almutens ask for it as well
def find_planetary_hours(chart: Chart) -> PlanetaryHours:
    """The planetary hour in which a chart was cast, exact to a second.

    Raises Undefined for a chart without place or angles, and where the Sun does not rise or does not set that day.
    """
    armc, place = angles(chart).armc_deg, chart.place
    if place is None:
        raise Undefined("This needs a place, which the chart does not have.")
    jd_tt = chart.moment.jd_tt
    sun = _sun_around(jd_tt)
    above = _sun_above(sun, chart.moment, armc, place)
    # The Sun's hour angle from its lower culmination says how long ago that was.
    low = jd_tt - (armc - sun(jd_tt)[0] + 180) % 360 / _SUN_DEG_PER_DAY
    is_day = above(jd_tt) >= 0
    sunrise, sunset, start, end = _halves(above, low, is_day=is_day, is_morning=jd_tt < low + 0.5)
    length = (end - start) / HOURS
    passed = min(int((jd_tt - start) / length), HOURS - 1)
    hour = passed + 1 + (0 if is_day else HOURS)
    day_ruler = day_ruler_at(sunrise - chart.moment.delta_t_s / _DAY_S, weekday_offset_s(chart.moment, place))
    begun = start + passed * length
    return PlanetaryHours(
        day_ruler,
        hour_ruler(day_ruler, hour),
        hour,
        is_day,
        utc_text(begun),
        begun,
        utc_text(begun + length),
        begun + length,
        utc_text(sunrise),
        sunrise,
        utc_text(sunset),
        sunset,
    )


def _halves(
    above: Callable[[float], float], low: float, *, is_day: bool, is_morning: bool
) -> tuple[float, float, float, float]:
    """Sunrise and sunset of the day that a moment belongs to, and the start and end of the day or night it is in.

    `low` is the Sun's lower culmination before the moment. Before sunrise the day is still that of yesterday.
    """
    morning, noon, night = low, low + 0.5, low + 1
    if not is_day and is_morning:
        morning, noon, night = low - 1, low - 0.5, low
    sunrise, sunset = _passes(above, morning, noon), _passes(above, noon, night)
    if is_day:
        return sunrise, sunset, sunrise, sunset
    return sunrise, sunset, sunset, _passes(above, night, night + 0.5)


def _sun_around(jd_tt: float) -> Track:
    """Right ascension and declination in degrees and distance in au of the Sun, within a day and a half of a moment.

    By parabolas through three places of the library's, which are less than 0.1" off.
    """
    middle = min(max(jd_tt, THEORY_START_JD_TT + _REACH_DAYS), THEORY_END_JD_TT - 2 * _REACH_DAYS)
    before, here, after = (
        sight_rows(middle + days, (Body.SUN,), None, None)[0] for days in (-_REACH_DAYS, 0, _REACH_DAYS)
    )
    parabolas = [
        (here[4], signed_separation_deg(before[4], here[4]), signed_separation_deg(here[4], after[4])),
        *((here[at], here[at] - before[at], after[at] - here[at]) for at in (5, 2)),
    ]
    terms = [(start, (come + go) / 2, (go - come) / 2) for start, come, go in parabolas]

    def place(jd_tt: float) -> tuple[float, ...]:
        x = (jd_tt - middle) / _REACH_DAYS
        return tuple([start + x * (slope + x * bend) for start, slope, bend in terms])

    return place


def _sun_above(sun: Track, moment: Moment, armc_deg: float, place: Place) -> Callable[[float], float]:
    """The height of the Sun's upper limb above the horizon in degrees, seen from the ground, at moments near by."""
    latitude = radians(place.north_latitude_deg)
    northward, outward = sin(latitude), cos(latitude)
    from_axis, above_equator = observer_au(place)

    def above(jd_tt: float) -> float:
        right_ascension, declination, distance = sun(jd_tt)
        hour_angle = radians(armc_deg + _TURN_DEG_PER_DAY * (jd_tt - moment.jd_tt) - right_ascension)
        level = distance * cos(radians(declination))
        x, y = level * cos(hour_angle) - from_axis, level * sin(hour_angle)
        z = distance * sin(radians(declination)) - above_equator
        sine = (x * outward + z * northward) / sqrt(x * x + y * y + z * z)
        return degrees(asin(sine)) + _REFRACTION_DEG + _SUN_RADIUS_DEG_AU / distance

    return above


def _passes(above: Callable[[float], float], low: float, high: float) -> float:
    """When the Sun rises or sets between two culminations, by the Illinois method. Raises Undefined where it does not.

    Source: Dowell and Jarratt, "A modified regula falsi method for computing the root of an equation", BIT 11 (1971).
    """
    at_low, at_high = above(low), above(high)
    if (at_low >= 0) == (at_high >= 0):
        raise Undefined("The Sun does not rise and set here on this day: there are no planetary hours.")
    while True:
        new = low - at_low * (high - low) / (at_high - at_low)
        value = above(new)
        if (value >= 0) == (at_high >= 0):
            at_low /= 2
        else:
            low, at_low = high, at_high
        if abs(new - high) < _CLOSE_DAYS:
            return new
        high, at_high = new, value
