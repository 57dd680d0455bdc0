"""The void Moon: from its last exact aspect in a sign until it leaves the sign.

Definition, as of most calendars of today: aspects are conjunction, sextile, square, trine and opposition, exact, to
the Sun and the planets; orbs play no part. W. Lilly, Christian Astrology (1647), p. 112, counts a planet void that is
joined to no other before it leaves its sign; whether Uranus, Neptune and Pluto count is a choice.
"""

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import Angle
from outer_skies.engine.events.aspects import PTOLEMAIC, directions
from outer_skies.engine.events.cubics import Flags, Values
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.ingresses import moon_entries
from outer_skies.engine.events.passes import Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track

TRADITIONAL_PLANETS = (Body.SUN, Body.MERCURY, Body.VENUS, Body.MARS, Body.JUPITER, Body.SATURN)
MODERN_PLANETS = (*TRADITIONAL_PLANETS, Body.URANUS, Body.NEPTUNE, Body.PLUTO)
_ROUGH_DAYS = 0.005


def void_moons(
    start_jd_tt: float,
    end_jd_tt: float,
    ayanamsa: Ayanamsa | None = None,
    planets: Sequence[Body] = MODERN_PLANETS,
) -> list[Event]:
    """Every span that begins in [start, end) in which the Moon is void of course, in order of time.

    `bodies` are the Moon and the planet of its last aspect, `longitude_deg` is where the Moon was then. Where it has
    no aspect from one border of a sign to the other it is void throughout: `bodies` is the Moon alone.
    """
    entries = moon_entries(start_jd_tt, end_jd_tt, ayanamsa)
    aspects = _last_aspects(np.array([entry.jd_tt for entry in entries]), planets, ayanamsa)
    voids = (_void(entry, leaving, found) for (entry, leaving), found in zip(pairwise(entries), aspects, strict=True))
    return [void for void in voids if start_jd_tt <= void.jd_tt < end_jd_tt]


# When the Moon came to its last aspect in a sign, JD(TT) and UTC, where it was then, with whom and which
_Last = tuple[float, str, float, Body, AspectKind]


def _last_aspects(borders: Values, planets: Sequence[Body], ayanamsa: Ayanamsa | None) -> list[_Last | None]:
    """The Moon's last aspect in each stay between two borders."""
    if not (borders.size and planets):
        return [None] * (borders.size - 1)
    angles, kinds = directions(PTOLEMAIC)
    moon = Quantity(Body.MOON, Angle.MEAN_LONGITUDE, ayanamsa)
    wanted = [Wanted(Track(moon, moon._replace(body=planet)), angles) for planet in planets]
    found = find_passes(wanted, float(borders[0]), float(borders[-1]), lambda rough: _is_late(rough, borders))
    rows: list[_Last] = []
    for planet, passes in zip(planets, found, strict=True):
        rows.extend((jd, utc, longitude, planet, kinds[number]) for jd, utc, number, _, longitude in told(passes))
    rows.sort(key=itemgetter(0))
    ends = np.searchsorted([row[0] for row in rows], borders)  # a border belongs to the sign it opens
    return [rows[end - 1] if end > begin else None for begin, end in pairwise(ends.tolist())]


def _is_late(rough: Values, borders: Values) -> Flags:
    """Which of the aspects, whose times are rough, may be the last of a stay."""
    stay = np.searchsorted(borders, rough)
    is_clear = borders[np.minimum(stay, borders.size - 1)] - rough > _ROUGH_DAYS
    latest = np.full(borders.size + 1, -np.inf)
    np.maximum.at(latest, stay[is_clear], rough[is_clear])
    return rough >= latest[stay] - _ROUGH_DAYS


def _void(entry: Event, leaving: Event, last: _Last | None) -> Event:
    begin, utc, longitude, bodies, aspect = entry.jd_tt, entry.utc, entry.longitude_deg, (Body.MOON,), None
    if last is not None:
        begin, utc, longitude, planet, aspect = last
        bodies = (Body.MOON, planet)
    return Event(
        utc=utc,
        kind=EventKind.VOID,
        bodies=bodies,
        aspect=aspect,
        longitude_deg=longitude,
        sign=entry.sign,
        jd_tt=begin,
        end_utc=leaving.utc,
        end_jd_tt=leaving.jd_tt,
        end_longitude_deg=leaving.longitude_deg,
    )
