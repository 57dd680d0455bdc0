"""What an event is: one moment, or one span of time, and what happens then."""

from enum import StrEnum

import msgspec

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import Body
from outer_skies.engine.zodiac import Sign


class EventKind(StrEnum):
    """What happens."""

    ASPECT = "aspect"
    INGRESS = "ingress"
    HOUSE_INGRESS = "house_ingress"
    STATION = "station"
    RETROGRADE = "retrograde"
    RETURN = "return"
    LUNATION = "lunation"
    VOID = "void"
    SOLAR_ECLIPSE = "solar_eclipse"
    LUNAR_ECLIPSE = "lunar_eclipse"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Turns(StrEnum):
    """The direction a body takes up at a station."""

    RETROGRADE = "retrograde"
    DIRECT = "direct"


class Phase(StrEnum):
    """The four lunations: the Moon 0, 90, 180 and 270 degrees of longitude ahead of the Sun."""

    NEW_MOON = "new_moon"
    FIRST_QUARTER = "first_quarter"
    FULL_MOON = "full_moon"
    LAST_QUARTER = "last_quarter"


class EclipseType(StrEnum):
    """How much is covered; penumbral is for the Moon alone, annular and hybrid for the Sun alone.

    hybrid: annular along a part of its path and total along another.
    """

    TOTAL = "total"
    ANNULAR = "annular"
    HYBRID = "hybrid"
    PARTIAL = "partial"
    PENUMBRAL = "penumbral"


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something that happens at `jd_tt` (`utc` to the second). What is not of its kind is None, and absent in JSON.

    aspect: `bodies` are one or two that come to `aspect` exactly; with one, `point` names what it comes to, which does
        not move. `longitude_deg` is the first body's; a parallel or contraparallel has its `declination_deg` instead.
    ingress: the body enters `sign` (backwards where `is_retrograde`). house_ingress: it enters `house`, 1 to 12.
    station: the body `turns` at `longitude_deg`.
    retrograde: the span from one station to the next, `end_utc` and `end_longitude_deg`; its shadow begins when the
        body first passes the longitude where it will turn direct, and ends when it passes where it turned retrograde.
    return: the body comes back to a longitude.
    lunation: Moon and Sun come to `phase`; `longitude_deg` is the Moon's.
    void: the Moon's course is void in `sign` until `end_utc`; `bodies` and `aspect` say what was its last there, and
        are the Moon alone and None where it was without aspect since it entered the sign.
    solar_eclipse, lunar_eclipse: `jd_tt` is the greatest eclipse; for the rest see `events/eclipses.py`.

    Longitudes are apparent, geocentric, of date, in degrees [0, 360), of the zodiac that was asked for.
    """

    utc: str
    kind: EventKind
    bodies: tuple[Body, ...]
    aspect: AspectKind | None = None
    longitude_deg: float | None = None
    turns: Turns | None = None
    sign: Sign | None = None
    phase: Phase | None = None
    jd_tt: float
    point: str | None = None
    house: int | None = None
    declination_deg: float | None = None
    is_retrograde: bool = False
    end_utc: str | None = None
    end_jd_tt: float | None = None
    end_longitude_deg: float | None = None
    shadow_start_utc: str | None = None
    shadow_start_jd_tt: float | None = None
    shadow_end_utc: str | None = None
    shadow_end_jd_tt: float | None = None
    type: EclipseType | None = None
    saros: int | None = None
    saros_member: int | None = None
    magnitude: float | None = None
    penumbral_magnitude: float | None = None
    gamma: float | None = None
    is_central: bool | None = None
