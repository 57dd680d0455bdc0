"""Returns: when a body comes back to a longitude."""

from collections.abc import Sequence

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import ayanamsa_deg
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.passes import Wanted, find_passes
from outer_skies.engine.events.times import told
from outer_skies.engine.events.tracks import Quantity, Track, longitudes_deg

# Which one is of no matter: how much it grows between two moments is precession and nutation alone.
_BY_THE_STARS = Ayanamsa.FAGAN_BRADLEY


def returns(
    body: Body,
    longitude_deg: float,
    start_jd_tt: float,
    end_jd_tt: float,
    *,
    ayanamsa: Ayanamsa | None = None,
    precessed_from_jd_tt: float | None = None,
) -> list[Event]:
    """Every moment in [start, end) at which a body stands at a longitude, in degrees of the zodiac of the ayanamsa.

    A body that turns near its place returns three times, once backwards (`is_retrograde`). With `precessed_from_jd_tt`,
    the moment at which it had the longitude, precession is taken out: it returns to its place among the stars, whose
    tropical longitude has grown by 50" a year; `longitude_deg` is what it is then. Sidereal returns are so anyway.

    Raises OutsideEphemeris outside the years 1 to 2999, Undefined for a body without theory in the interval.
    """
    place, zodiac = longitude_deg, ayanamsa
    if precessed_from_jd_tt is not None and ayanamsa is None:
        place, zodiac = longitude_deg - ayanamsa_deg(precessed_from_jd_tt, _BY_THE_STARS), _BY_THE_STARS
    wanted = Wanted(Track(Quantity(body, ayanamsa=zodiac)), (place,))
    passes = find_passes((wanted,), start_jd_tt, end_jd_tt)[0]
    longitudes: Sequence[float] = [longitude_deg] * passes.jd_tt.size
    if zodiac is not ayanamsa:
        longitudes = longitudes_deg(Quantity(body), passes.jd_tt)
    return [
        Event(
            utc=utc,
            kind=EventKind.RETURN,
            bodies=(body,),
            longitude_deg=longitude,
            jd_tt=jd_tt,
            is_retrograde=not is_rising,
        )
        for (jd_tt, utc, _, is_rising, _), longitude in zip(told(passes), longitudes, strict=True)
    ]
