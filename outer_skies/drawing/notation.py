"""Angles as text. Longitudes, cusps and orbs are cut, so that nothing is written past its sign or past exact."""

from functools import cache

import msgspec

from outer_skies.drawing.glyphs import SIGN_GLYPHS

DEGREES = tuple(f"{degree}°" for degree in range(361))
MINUTES = tuple(f"{minute:02d}′" for minute in range(60))
SECONDS = tuple(f"{second:02d}″" for second in range(60))
SIGN_NAMES = tuple(name.capitalize() for name in SIGN_GLYPHS)
_MINUTES_PER_DEGREE = 60
_MINUTES_PER_SIGN = 30 * 60
_MINUTES_PER_CIRCLE = 360 * 60
_SECONDS_PER_MINUTE = 60
# As in `engine.angles`: so close below a whole minute is that minute, blurred by a sum of doubles.
_BLUR = 1e-9


class ZodiacPoint(msgspec.Struct, frozen=True, gc=False):
    """A longitude as people read it: whole degrees and minutes of a sign (0 is Aries)."""

    degree: int
    sign: int
    minute: int


@cache
def arc_text(minutes: int) -> str:
    """Whole minutes of arc as degrees and minutes, "26°32′". Kept, for a chart asks for a hundred of a few thousand."""
    degree, minute = divmod(minutes, _MINUTES_PER_DEGREE)
    return DEGREES[degree] + MINUTES[minute]


def zodiac_point(longitude_deg: float) -> ZodiacPoint:
    """Sign, degree and minute of a longitude in [0, 360), cut in one step so that they agree."""
    minutes = int(longitude_deg * _MINUTES_PER_DEGREE + _BLUR) % _MINUTES_PER_CIRCLE
    sign, minutes = divmod(minutes, _MINUTES_PER_SIGN)
    degree, minute = divmod(minutes, _MINUTES_PER_DEGREE)
    return ZodiacPoint(degree, sign, minute)


def point_text(point: ZodiacPoint) -> str:
    """The point without its sign, "26°32′"."""
    return DEGREES[point.degree] + MINUTES[point.minute]


def body_name(label: str, point: ZodiacPoint, house: int | None) -> str:
    """A body as a reader meets it, "Sun 26°32′ Taurus, house 9"."""
    name = f"{label} {DEGREES[point.degree]}{MINUTES[point.minute]} {SIGN_NAMES[point.sign]}"
    return name if house is None else f"{name}, house {house}"


def longitude_text(longitude_deg: float) -> str:
    """A longitude within its sign, "26°32′": the text of its point, without making the point."""
    return arc_text(int(longitude_deg * _MINUTES_PER_DEGREE + _BLUR) % _MINUTES_PER_SIGN)


def whole_minutes(angle_deg: float) -> int:
    """The minutes of an angle that is not negative, cut."""
    return int(angle_deg * _MINUTES_PER_DEGREE + _BLUR)


def nearest_arc_text(angle_deg: float) -> str:
    """A declination, latitude or speed to the nearest minute with its sign, "−11°48′"."""
    if angle_deg < 0:
        return "−" + arc_text(round(-angle_deg * _MINUTES_PER_DEGREE))
    return arc_text(round(angle_deg * _MINUTES_PER_DEGREE))


def second_text(longitude_deg: float, point: ZodiacPoint) -> str:
    """The point to the second of arc, "26°32′53″"."""
    seconds = int((longitude_deg * _MINUTES_PER_DEGREE + _BLUR) % 1 * _SECONDS_PER_MINUTE)
    return DEGREES[point.degree] + MINUTES[point.minute] + SECONDS[seconds]


def orb_limit_text(orb_deg: float) -> str:
    """An allowed orb, "8°" or "2.5°"."""
    return f"{orb_deg:g}°"
