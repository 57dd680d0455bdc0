"""The civil time of places: the IANA time zones, packed from a build that keeps their history before 1970.

Offsets alone are read, never whether a clock calls itself summer time: builds differ about that.
Local mean time, which the files give for one city of a zone, is taken from the birthplace's own longitude instead.

Source: IANA time zone database, in the public domain, as Debian builds it (with `backzone`); scripts/pack_zones.py.
"""

import io
import zipfile
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from outer_skies.errors import Broken, InvalidInput

_VERSION_ENTRY = "VERSION"
# What a zone's file calls the time before it had a standard; "-00" where nobody lived whom the file knows of.
_BEFORE_STANDARD = frozenset({"LMT", "-00"})
_SECONDS_PER_DEGREE = 240.0
_DAY_S = 86400
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  counts seconds; the zone is applied by hand
EPOCH_DAY_NUMBER = _EPOCH.toordinal()
_FIRST_S = (datetime(1, 1, 3) - _EPOCH).total_seconds()  # noqa: DTZ001  as above
_LAST_S = (datetime(9999, 12, 29) - _EPOCH).total_seconds()  # noqa: DTZ001  as above


@cache
def _archive() -> zipfile.ZipFile:
    packed = files("outer_skies.engine").joinpath("zones.zip").read_bytes()
    return zipfile.ZipFile(io.BytesIO(packed))


@cache
def zone_names() -> frozenset[str]:
    """The names of all zones, links included."""
    return frozenset(_archive().namelist()) - {_VERSION_ENTRY}


def zone_version() -> str:
    """The release of the IANA database, such as "2026f"."""
    return _archive().read(_VERSION_ENTRY).decode()


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo.from_file(io.BytesIO(_archive().read(name)), key=name)


def known_zone(name: str) -> ZoneInfo:
    """The zone of that name. Raises InvalidInput beside the field "zone"."""
    if name not in zone_names():
        raise InvalidInput("There is no time zone of that name.", field="zone")
    return _zone(name)


def mean_offset_s(east_longitude_deg: float) -> float:
    """Local mean time less UTC in seconds: four minutes to the degree."""
    return east_longitude_deg * _SECONDS_PER_DEGREE


def _own_offset(there: datetime, east_longitude_deg: float) -> tuple[float, bool]:
    """(offset in seconds, whether it is local mean time) of a datetime that carries its zone."""
    offset = there.utcoffset()
    if offset is None:
        raise Broken(f"The zone {there.tzinfo} has no offset.")
    if there.tzname() not in _BEFORE_STANDARD:
        return offset.total_seconds(), False
    mean = mean_offset_s(east_longitude_deg)
    # Manila kept the date of America and Alaska that of Asia: whole days are the zone's to say.
    days = round((offset.total_seconds() - mean) / _DAY_S)
    return mean + days * _DAY_S, True


def _clamped(seconds: float) -> timedelta:
    """Zones say nothing new outside the years that datetime has."""
    return timedelta(seconds=_FIRST_S if seconds < _FIRST_S else min(seconds, _LAST_S))


def offset_at(zone: ZoneInfo, utc_s: float, east_longitude_deg: float) -> tuple[float, bool]:
    """The offset in force at an instant (seconds since 1970 UTC), and whether it is local mean time."""
    there = zone.fromutc(_EPOCH.replace(tzinfo=zone) + _clamped(utc_s))
    return _own_offset(there, east_longitude_deg)


def _looks_around(zone: ZoneInfo, local_s: float) -> tuple[datetime, ...]:
    """A local time by both its readings, and moments surely before and after it: between them lies any change."""
    epoch = _EPOCH.replace(tzinfo=zone)
    here = epoch + _clamped(local_s)
    before, after = _clamped(local_s - 1.6 * _DAY_S), _clamped(local_s + 1.1 * _DAY_S)
    return here, here.replace(fold=1), zone.fromutc(epoch + before), zone.fromutc(epoch + after)


def offsets_for(zone: ZoneInfo, local_s: float, east_longitude_deg: float) -> list[tuple[float, bool]]:
    """The offsets under which clocks showed a local time, the earlier instant first: none, one or two.

    `local_s` counts seconds since 1970-01-01 00:00 on the local clock.
    """
    looks = _looks_around(zone, local_s)
    if len({(look.utcoffset(), look.tzname()) for look in looks}) == 1:  # as nearly always: no change is near
        return [_own_offset(looks[0], east_longitude_deg)]
    candidates = {_own_offset(look, east_longitude_deg) for look in looks}
    if len(candidates) == 1:
        return list(candidates)
    fitting = [one for one in candidates if offset_at(zone, local_s - one[0], east_longitude_deg) == one]
    return sorted(fitting, reverse=True)


def change_around(zone: ZoneInfo, local_s: float, east_longitude_deg: float) -> tuple[float, float, float]:
    """Where clocks skipped `local_s`: (the instant, the offset before, the offset after), seconds.

    The instant counts from 1970 UTC and is exact to a second.
    """
    offsets = {_own_offset(look, east_longitude_deg)[0] for look in _looks_around(zone, local_s)}
    early, late = local_s - max(offsets), local_s - min(offsets)
    before = offset_at(zone, early, east_longitude_deg)[0]
    while late - early > 1e-3:  # noqa: PLR2004  a millisecond, so that rounding finds the whole second
        middle = (early + late) / 2
        if offset_at(zone, middle, east_longitude_deg)[0] == before:
            early = middle
        else:
            late = middle
    instant = float(round(late))
    return instant, before, offset_at(zone, instant + 1, east_longitude_deg)[0]


_KNOWN_OFFSETS_S = (
    ("Europe/Amsterdam", (1935, 1, 1, 12), 1172),  # Amsterdam Mean Time, +0:19:32
    ("Europe/Stockholm", (1943, 7, 1, 12), 3600),  # neutral Sweden kept winter time
    ("America/Halifax", (1990, 5, 17, 14), -10800),
)


def self_test_zones() -> None:
    """Raises Broken when the packed zones are not the build with their history before 1970."""
    for name, (year, month, day, hour), expected_s in _KNOWN_OFFSETS_S:
        if name not in zone_names():
            raise Broken(f"The time zone {name} is missing.")
        offset = datetime(year, month, day, hour, tzinfo=_zone(name)).utcoffset()
        if offset != timedelta(seconds=expected_s):
            raise Broken(
                f"The time zone {name} is not the history we rely on: {offset} on {year}-{month:02d}-{day:02d}."
            )
