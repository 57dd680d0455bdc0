"""Places on Earth: their coordinates, as typed and as checked, and the time zone that holds them."""

import math
import re
from dataclasses import dataclass

import tzfpy

from outer_skies.errors import InvalidInput

_MAX_LATITUDE_DEG = 90.0
_MAX_LONGITUDE_DEG = 180.0
_LOWEST_M, _HIGHEST_M = -12_000.0, 100_000.0  # below the deepest trench, above the air
_MAX_NAME = 300
_MAX_TYPED = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A point on Earth: degrees north in [-90, 90], degrees east in [-180, 180], metres above the sea.

    Raises InvalidInput beside the field "place".
    """

    name: str
    north_latitude_deg: float
    east_longitude_deg: float
    elevation_m: float = 0.0

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or len(self.name) > _MAX_NAME or "\0" in self.name:  # pyright: ignore[reportUnnecessaryIsInstance]  callers may hold untyped input
            message = f"A place name has at most {_MAX_NAME} characters."
            raise InvalidInput(message, field="place")
        _check_coordinates(self.north_latitude_deg, self.east_longitude_deg)
        if not _LOWEST_M <= self.elevation_m <= _HIGHEST_M:
            raise InvalidInput("No place on Earth has that elevation.", field="place")


def _check_coordinates(north_latitude_deg: float, east_longitude_deg: float) -> None:
    if not -_MAX_LATITUDE_DEG <= north_latitude_deg <= _MAX_LATITUDE_DEG:
        raise InvalidInput("Latitude goes from 90° south to 90° north.", field="place")
    if not -_MAX_LONGITUDE_DEG <= east_longitude_deg <= _MAX_LONGITUDE_DEG:
        raise InvalidInput("Longitude goes from 180° west to 180° east.", field="place")


_NUMBER = r"\d+(?:\.\d+)?"
_ANGLE = re.compile(
    rf"""\s*(?P<before>[NSEW])?\s*
    (?P<sign>[+-])?\s*
    (?P<deg>{_NUMBER})\s*(?:°|º|d|:|\s)?\s*
    (?:(?P<min>{_NUMBER})\s*(?:'|′|’|m|:|\s)?\s*
    (?:(?P<sec>{_NUMBER})\s*(?:"|″|”|''|′′|s)?\s*)?)?
    (?P<after>[NSEW])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_ASTROLOGERS = re.compile(
    r"\s*(\d{1,3})\s*([NSEW])\s*(\d{1,2})(?:\s*['′’]?\s*(\d{1,2}))?\s*['′’\"″”]?\s*", re.IGNORECASE
)


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """(north_latitude_deg, east_longitude_deg) of coordinates typed in a usual way, or None when the text is something else.

    Read are `44.65, -63.57`, `44.65 -63.57`, `44°38'N 63°34'W`, `44 38 15 N, 63 34 W`, `N44.65 W63.57`, `44n39 63w34`.
    Without letters latitude comes first. Raises InvalidInput beside "place" when it is coordinates, out of range.
    """
    if len(text) > _MAX_TYPED:
        return None
    for first, second in _halves(text.replace("−", "-").strip()):
        a, b = _angle(first), _angle(second)
        if a is None or b is None:
            continue
        (a_deg, a_axis), (b_deg, b_axis) = a, b
        if a_axis == "EW" or b_axis == "NS":
            (a_deg, a_axis), (b_deg, b_axis) = (b_deg, b_axis), (a_deg, a_axis)
        if a_axis == "EW" or b_axis == "NS":
            continue  # twice the same axis
        _check_coordinates(a_deg, b_deg)
        return a_deg, b_deg
    return None


def _halves(text: str) -> list[tuple[str, str]]:
    """The ways to cut the text into two angles, the likeliest first."""
    for mark in (",", ";", "/"):
        if mark in text:
            first, _, second = text.partition(mark)
            return [(first, second)]
    letters = [match.start() for match in re.finditer(r"[NSEWnsew]", text)]
    cuts: list[int] = []
    if len(letters) == 2:  # noqa: PLR2004  one letter for each axis
        trailing = not re.match(r"\s*[NSEWnsew]", text)
        cuts.append(letters[0] + 1 if trailing else letters[1])
    cuts += [match.end() for match in re.finditer(r"\s+", text)]
    return [(text[:cut], text[cut:]) for cut in cuts if text[:cut].strip() and text[cut:].strip()]


def _angle(text: str) -> tuple[float, str] | None:
    """Signed degrees, and the axis ("NS", "EW" or "" when no letter says)."""
    short = _ASTROLOGERS.fullmatch(text)
    if short:
        degree, letter, minute, second = short.groups()
        sign = ""
    else:
        match = _ANGLE.fullmatch(text)
        if not match or (match["before"] and match["after"]):
            return None
        degree, minute, second, sign = match["deg"], match["min"], match["sec"], match["sign"] or ""
        letter = match["before"] or match["after"] or ""
    letter = letter.upper()
    if letter and sign:
        return None
    if ("." in degree and minute) or (minute and "." in minute and second):
        return None
    minutes, seconds = float(minute or 0), float(second or 0)
    if minutes >= 60 or seconds >= 60:  # noqa: PLR2004  minutes to a degree, seconds to a minute
        return None
    value = float(degree) + minutes / 60 + seconds / 3600
    axis = "NS" if letter in ("N", "S") and letter else "EW" if letter else ""
    return (-value if letter in ("S", "W") and letter or sign == "-" else value), axis


def zone_of(north_latitude_deg: float, east_longitude_deg: float) -> str:
    """The IANA zone whose polygon holds the coordinates; at sea the nautical zone "Etc/GMT±n".

    Source: timezone-boundary-builder, by way of tzfpy. Raises InvalidInput beside "place" when out of range.
    """
    if math.isnan(north_latitude_deg) or math.isnan(east_longitude_deg):
        raise InvalidInput("Coordinates must be numbers.", field="place")
    _check_coordinates(north_latitude_deg, east_longitude_deg)
    return tzfpy.get_tz(east_longitude_deg, north_latitude_deg)
