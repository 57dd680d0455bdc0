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
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


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
        _check_name(self.name)
        _check_numbers(self.north_latitude_deg, self.east_longitude_deg, self.elevation_m)
        _check_coordinates(self.north_latitude_deg, self.east_longitude_deg)
        if not _LOWEST_M <= self.elevation_m <= _HIGHEST_M:
            raise InvalidInput("No place on Earth has that elevation.", field="place")


def _check_name(name: object) -> None:
    """Callers may hold untyped input: names come from forms, files and the network."""
    if not isinstance(name, str):
        raise InvalidInput("A place name is text.", field="place")
    if len(name) > _MAX_NAME:
        raise InvalidInput(f"A place name has at most {_MAX_NAME} characters.", field="place")
    if _NO_CHARACTER.search(name):
        raise InvalidInput("A place name cannot hold that character.", field="place")


def _check_numbers(*numbers: object) -> None:
    for one in numbers:
        if not isinstance(one, (int, float)):
            raise InvalidInput("Coordinates must be numbers.", field="place")


def _check_coordinates(north_latitude_deg: float, east_longitude_deg: float) -> None:
    if not -_MAX_LATITUDE_DEG <= north_latitude_deg <= _MAX_LATITUDE_DEG:
        raise InvalidInput("Latitude goes from 90° south to 90° north.", field="place")
    if not -_MAX_LONGITUDE_DEG <= east_longitude_deg <= _MAX_LONGITUDE_DEG:
        raise InvalidInput("Longitude goes from 180° west to 180° east.", field="place")


_NUMBER = r"\d+(?:\.\d+)?"
_MARKED = re.compile(
    rf"""\s*(?P<before>[NSEW])?\s*(?P<sign>[+-])?\s*
    (?P<degree>{_NUMBER})\s*[°ºd:]?\s*
    (?:(?P<minute>{_NUMBER})\s*['′’m:]?\s*
    (?:(?P<second>{_NUMBER})\s*(?:["″”s]|''|′′)?\s*)?)?
    (?P<after>[NSEW])?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_ASTROLOGERS = re.compile(  # 44n39, 63w34'12
    r"\s*(?P<degree>\d{1,3})(?P<after>[NSEW])(?P<minute>\d{1,2})(?:['′’]?(?P<second>\d{2}))?['′’\"″”]?(?![\d.NSEW])\s*",
    re.IGNORECASE,
)
_DECIMAL_COMMAS = re.compile(r"\s*([+-]?\d+),(\d+)\s*[;\s]\s*([+-]?\d+),(\d+)\s*")
_SIXTIETHS = 60


def parse_coordinates(text: str) -> tuple[float, float] | None:
    """(north_latitude_deg, east_longitude_deg) of coordinates typed in a usual way, or None for any other text.

    Read are `44.65, -63.57`, `44.65 -63.57`, `44°38'N 63°34'W`, `44 38 15 N, 63 34 W`, `N44.65 W63.57`, `44n39 63w34`
    and the like. Without letters latitude comes first. Raises InvalidInput beside "place" when out of range.
    """
    if len(text) > _MAX_TYPED:
        return None
    halves = _halves(_DECIMAL_COMMAS.sub(r"\1.\2 \3.\4", text.replace("−", "-")))
    angles = [_angle(half) for half in halves]
    if len(angles) != 2 or angles[0] is None or angles[1] is None:  # noqa: PLR2004  a latitude and a longitude
        return None
    (north, first_axis), (east, second_axis) = angles[0], angles[1]
    if (first_axis, second_axis) in {("", ""), ("NS", "EW"), ("NS", ""), ("", "EW")}:
        _check_coordinates(north, east)
        return north, east
    if first_axis == second_axis:
        return None
    _check_coordinates(east, north)
    return east, north


def _halves(text: str) -> tuple[str, str] | tuple[()]:
    """The text cut into two angles: at a mark, else by the letters of the axes, else in the middle of its numbers."""
    for mark in (",", ";", "/"):
        if mark in text:
            first, _, second = text.partition(mark)
            return first, second
    letters = [match.start() for match in re.finditer(r"[NSEW]", text, re.IGNORECASE)]
    numbers = [match.start() for match in re.finditer(rf"[+-]?{_NUMBER}", text)]
    if not letters and numbers and len(numbers) % 2 == 0:
        cut = numbers[len(numbers) // 2]
    elif len(letters) == 2 and numbers:  # noqa: PLR2004  one for each axis
        is_before = letters[0] < numbers[0]
        # 44N38 63W34 has its letters inside: the second angle begins at the number before its letter.
        inside = _ASTROLOGERS.match(text)
        cut = letters[1] if is_before else inside.end() if inside else letters[0] + 1
    else:
        return ()
    return text[:cut], text[cut:]


def _angle(text: str) -> tuple[float, str] | None:
    """Signed degrees, and the axis: "NS", "EW", or "" when no letter says."""
    match = _ASTROLOGERS.fullmatch(text) or _MARKED.fullmatch(text)
    if not match:
        return None
    found: dict[str, str] = {name: part for name, part in match.groupdict().items() if part}
    letters = [found[where].upper() for where in ("before", "after") if where in found]
    if len(letters) + ("sign" in found) > 1:
        return None  # -44 N says it twice
    parts = [found[part] for part in ("degree", "minute", "second") if part in found]
    if any("." in part for part in parts[:-1]):
        return None  # only the last part can have a fraction
    degree, minute, second = (float(found.get(part, 0)) for part in ("degree", "minute", "second"))
    if minute >= _SIXTIETHS or second >= _SIXTIETHS:
        return None
    value = degree + minute / _SIXTIETHS + second / _SIXTIETHS**2
    letter = letters[0] if letters else ""
    axis = "NS" if letter in {"N", "S"} else "EW" if letter else ""
    return (-value if letter in {"S", "W"} or found.get("sign") == "-" else value), axis


def zone_of(north_latitude_deg: float, east_longitude_deg: float) -> str:
    """The IANA zone whose polygon holds the coordinates; at sea the nautical zone "Etc/GMT±n".

    Source: timezone-boundary-builder, by way of tzfpy. Raises InvalidInput beside "place" when out of range.
    """
    if math.isnan(north_latitude_deg) or math.isnan(east_longitude_deg):
        raise InvalidInput("Coordinates must be numbers.", field="place")
    _check_coordinates(north_latitude_deg, east_longitude_deg)
    return tzfpy.get_tz(east_longitude_deg, north_latitude_deg)
