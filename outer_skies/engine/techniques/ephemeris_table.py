"""Ephemeris tables: where bodies stand at equal steps of UTC, from the Earth or from the Sun.

Geocentric rows are apparent, as in a chart; heliocentric ones geometric, as in the heliocentric chart.

Source: Swiss Ephemeris; the table's form is that of the printed ephemerides.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    FIRST_YEAR,
    LAST_YEAR,
    Row,
    heliocentric_rows,
    sight_rows,
)
from outer_skies.engine.far_bodies import Planet
from outer_skies.engine.moments import Moment, moment_at
from outer_skies.engine.zodiac import Sign, Zodiac, degree_in_sign, sign_of
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined

MOST_ROWS = 100_000
SHORTEST_STEP_DAYS, LONGEST_STEP_DAYS = 1 / 1440, 365_250.0
_PLANETS = {planet.value: planet for planet in Planet}
_EVERY_ROWS = 256


class Centre(StrEnum):
    """From where the bodies are seen."""

    GEOCENTRIC = "geocentric"
    HELIOCENTRIC = "heliocentric"


class EphemerisPlace(msgspec.Struct, frozen=True, gc=False):
    """One body of one row, in degrees, astronomical units and days.

    Longitude, latitude and speed are of the table's zodiac. Right ascension and declination are of date, as seen from
    the table's centre.
    """

    body: str
    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    right_ascension_deg: float
    declination_deg: float
    sign: Sign
    degree_in_sign: float
    is_retrograde: bool


class EphemerisRow(msgspec.Struct, frozen=True):
    """The bodies at one instant, in the order of the table."""

    utc: str
    jd_tt: float
    places: tuple[EphemerisPlace, ...]


class EphemerisTable(msgspec.Struct, frozen=True):
    """Rows at equal steps of UTC, the first at the start."""

    centre: Centre
    zodiac: Zodiac
    ayanamsa: Ayanamsa | None
    step_days: float
    bodies: tuple[str, ...]
    rows: tuple[EphemerisRow, ...]


def ephemeris_table(
    start: Moment,
    end: Moment,
    step_days: float = 1.0,
    bodies: Sequence[Body | Planet] | None = None,
    *,
    centre: Centre = Centre.GEOCENTRIC,
    ayanamsa: Ayanamsa | None = None,
    progress: Callable[[float], None] | None = None,
) -> EphemerisTable:
    """The table of [start, end], tropical, or sidereal with an ayanamsa.

    By default it holds the bodies of an ordinary chart, or Mercury to Pluto with the Earth. `progress` is called from
    time to time with what is done of the table, 0 to 1; what it raises ends it.

    Raises InvalidInput beside "to", "step" or "bodies", OutsideEphemeris, and Undefined for a body without positions.
    """
    moments = _moments(start, end, step_days)
    keys, rows_at = _source(start, end, bodies, centre, ayanamsa)
    count = _count(start, end, step_days)
    rows: list[EphemerisRow] = []
    for moment in moments:
        if progress is not None and len(rows) % _EVERY_ROWS == 0:
            progress(len(rows) / count)
        places = tuple(map(_place, keys, rows_at(moment.jd_tt)))
        rows.append(EphemerisRow(moment.utc, moment.jd_tt, places))
    if progress is not None:
        progress(1.0)
    zodiac = Zodiac.TROPICAL if ayanamsa is None else Zodiac.SIDEREAL
    return EphemerisTable(centre, zodiac, ayanamsa, step_days, keys, tuple(rows))


def _source(
    start: Moment, end: Moment, bodies: Sequence[Body | Planet] | None, centre: Centre, ayanamsa: Ayanamsa | None
) -> tuple[tuple[str, ...], Callable[[float], list[Row]]]:
    """The keys of the bodies, and what computes a row of them."""
    if bodies is not None and not bodies:
        raise InvalidInput("Choose at least one body.", field="bodies")
    if centre is Centre.HELIOCENTRIC:
        planets = tuple(Planet) if bodies is None else tuple(map(_planet, bodies))
        return planets, lambda jd_tt: heliocentric_rows(jd_tt, planets, ayanamsa)
    chosen = DEFAULT_BODIES if bodies is None else tuple(map(_body, bodies))
    absent = [body for body in chosen if body in FILES_ONLY]
    if absent and not (start.jd_tt >= FILES_START_JD_TT and end.jd_tt < FILES_END_JD_TT):
        if bodies is not None:
            names = ", ".join(body.label for body in absent)
            raise Undefined(f"Not computed outside the years 1800 to 2399: {names}.")
        chosen = tuple(body for body in chosen if body not in FILES_ONLY)
    return chosen, lambda jd_tt: sight_rows(jd_tt, chosen, ayanamsa, None)


def _planet(body: Body | Planet) -> Planet:
    if body.value not in _PLANETS:
        raise InvalidInput(f"{body.label} has no place in a table from the Sun; the Earth has.", field="bodies")
    return _PLANETS[body.value]


def _body(body: Body | Planet) -> Body:
    if body is Planet.EARTH:
        raise InvalidInput("The Earth has no place in a table from the Earth.", field="bodies")
    return Body(body.value)


def _place(key: str, row: Row) -> EphemerisPlace:
    longitude, latitude, distance, speed, right_ascension, declination, _ = row
    return EphemerisPlace(
        key, longitude, latitude, distance, speed, right_ascension, declination, sign_of(longitude),
        degree_in_sign(longitude), speed < 0,
    )  # fmt: skip


def _count(start: Moment, end: Moment, step_days: float) -> int:
    return int((end.jd_tt - start.jd_tt) / step_days + 1e-9) + 1


def _moments(start: Moment, end: Moment, step_days: float) -> Iterator[Moment]:
    """The instants of the rows. Whole steps of UTC, so that rows of a day stay at one time of the clock."""
    if not SHORTEST_STEP_DAYS <= step_days <= LONGEST_STEP_DAYS:
        raise InvalidInput("A step is one minute or more, and no more than a thousand years.", field="step")
    if end.jd_tt < start.jd_tt:
        raise InvalidInput("A table ends after it begins.", field="to")
    if _count(start, end, step_days) > MOST_ROWS:
        raise InvalidInput(f"A table has at most {MOST_ROWS:,} rows. Choose a longer step.", field="step")
    return _stepped(start, end, step_days)


def _stepped(start: Moment, end: Moment, step_days: float) -> Iterator[Moment]:
    first, last = _utc(start), _utc(end)
    for number in range(MOST_ROWS + 1):
        instant = first + timedelta(days=number * step_days)
        if instant > last:
            return
        yield moment_at(instant)


def _utc(moment: Moment) -> datetime:
    try:
        return datetime.fromisoformat(moment.utc)
    except ValueError:
        raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR) from None
