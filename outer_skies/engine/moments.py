"""From the clock on the wall to the scales that astronomy counts in: civil time, UTC, JD(UT1), JD(TT), Delta T."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType

import msgspec

from outer_skies.engine.calendars import Calendar, CivilDate, day_number, gregorian_date
from outer_skies.engine.ephemeris import julian_days, theory_at, utc_at
from outer_skies.engine.places import Place
from outer_skies.engine.zones import (
    EPOCH_DAY_NUMBER,
    change_around,
    known_zone,
    mean_offset_s,
    offsets_for,
    self_test_zones,
    zone_names,
    zone_version,
)
from outer_skies.errors import AmbiguousCivilTime, InvalidInput, NonexistentCivilTime

__all__ = [
    "Calendar", "CivilDate", "CivilDay", "CivilTime", "Fold", "JulianDayTT", "JulianDayUT1", "Moment", "OffsetSource",
    "TimeAccuracy", "moment_at", "moment_at_tt", "recorded_moment", "resolve_day", "resolve_moment",
    "self_test_zones", "utc_text", "zone_names", "zone_version",
]  # fmt: skip

JulianDayUT1 = NewType("JulianDayUT1", float)
JulianDayTT = NewType("JulianDayTT", float)

_DAY_S = 86400
_HOUR_S = 3600
_MINUTE_S = 60
_LOCAL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})([.][0-9]{1,6})?")
_MOST_OFFSET_S = 26 * _HOUR_S  # no clock was ever further from Greenwich than a day and an hour


class Fold(StrEnum):
    """Which of the two, where clocks showed one time twice."""

    EARLIER = "earlier"
    LATER = "later"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class OffsetSource(StrEnum):
    """Where the offset from UTC came from."""

    IANA = "iana"
    LOCAL_MEAN_TIME = "local_mean_time"
    GIVEN = "given"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class TimeAccuracy(StrEnum):
    """How far a birth time can be trusted. With "unknown" the moment is local noon and stands for the whole day."""

    EXACT = "exact"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CivilTime:
    """A time on a wall clock, 00:00:00 to 23:59:59. Raises InvalidInput beside the field "time"."""

    hour: int
    minute: int
    second: int = 0

    def __post_init__(self) -> None:
        if not type(self.hour) is type(self.minute) is type(self.second) is int:
            raise InvalidInput("A time is hours and minutes in whole numbers.", field="time")
        if self.hour == 24:  # noqa: PLR2004  the hour people write for midnight
            raise InvalidInput("24:00 is 00:00 of the next day. Which day was it?", field="time")
        if not 0 <= self.hour < 24:  # noqa: PLR2004
            raise InvalidInput("Hours go from 0 to 23.", field="time")
        if not (0 <= self.minute < _MINUTE_S and 0 <= self.second < _MINUTE_S):
            raise InvalidInput("Minutes and seconds go from 0 to 59.", field="time")

    @property
    def seconds(self) -> int:
        """Seconds since midnight."""
        return self.hour * _HOUR_S + self.minute * _MINUTE_S + self.second


class Moment(msgspec.Struct, frozen=True):
    """One instant, on the clock of its place and on the scales of astronomy.

    `local` and `utc` are ISO 8601 and so Gregorian, whatever `calendar` the date was given in.
    `utc_offset_s` is local less UTC in seconds; `delta_t_s` is TT less UT1.
    """

    local: str
    zone: str | None
    utc: str
    utc_offset_s: float
    jd_ut1: JulianDayUT1
    jd_tt: JulianDayTT
    delta_t_s: float
    offset_source: OffsetSource
    time_accuracy: TimeAccuracy = TimeAccuracy.EXACT
    calendar: Calendar = Calendar.GREGORIAN


@dataclass(frozen=True, slots=True)
class CivilDay:
    """A whole civil day: its first instant, its noon, and the first instant of the next day."""

    start: Moment
    end: Moment
    noon: Moment


def _iso(seconds: float) -> str:
    """ISO 8601 of seconds since 1970-01-01 00:00, to the microsecond and without trailing zeros."""
    micros = round(seconds * 1e6)
    days, micros = divmod(micros, _DAY_S * 1_000_000)
    year, month, day = gregorian_date(days + EPOCH_DAY_NUMBER)
    whole, micros = divmod(micros, 1_000_000)
    hour, rest = divmod(whole, _HOUR_S)
    minute, second = divmod(rest, _MINUTE_S)
    fraction = f".{micros:06d}".rstrip("0") if micros else ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}{fraction}"


def _moment(
    local_s: float,
    offset_s: float,
    zone: str | None,
    source: OffsetSource,
    calendar: Calendar = Calendar.GREGORIAN,
    *,
    accuracy: TimeAccuracy = TimeAccuracy.EXACT,
) -> Moment:
    utc_s = local_s - offset_s
    days, seconds = divmod(utc_s, _DAY_S)
    jd_ut1, jd_tt = julian_days(*gregorian_date(int(days) + EPOCH_DAY_NUMBER), seconds)
    return Moment(
        local=_iso(local_s),
        zone=zone,
        utc=_iso(utc_s) + "Z",
        utc_offset_s=offset_s,
        jd_ut1=JulianDayUT1(jd_ut1),
        jd_tt=JulianDayTT(jd_tt),
        delta_t_s=(jd_tt - jd_ut1) * _DAY_S,
        offset_source=source,
        time_accuracy=accuracy,
        calendar=calendar,
    )


def _local_s(date: CivilDate, seconds: int) -> int:
    return (date.day_number - EPOCH_DAY_NUMBER) * _DAY_S + seconds


def resolve_moment(
    date: CivilDate,
    time: CivilTime,
    place: Place,
    *,
    zone: str | None,
    fold: Fold | None = None,
    utc_offset_s: float | None = None,
) -> Moment:
    """The instant when clocks at a place showed a date and time.

    `utc_offset_s` decides when it is given. Otherwise the zone's history does; where the zone had no standard time
    yet, or there is no zone, it is local mean time of the birthplace's own longitude. `fold` chooses between two
    instants that showed the same time, and is of no effect where there is one.

    Raises NonexistentCivilTime, AmbiguousCivilTime, and InvalidInput beside "date", "zone" or "time".
    """
    local_s = _local_s(date, time.seconds)
    if utc_offset_s is not None:
        _check_offset(utc_offset_s)
        return _moment(local_s, utc_offset_s, zone, OffsetSource.GIVEN, date.calendar)
    if zone is None:
        mean_s = mean_offset_s(place.east_longitude_deg)
        return _moment(local_s, mean_s, None, OffsetSource.LOCAL_MEAN_TIME, date.calendar)
    offsets = offsets_for(known_zone(zone), local_s, place.east_longitude_deg)
    if not offsets:
        raise _skipped(date, local_s, zone, place)
    if len(offsets) > 1 and fold is None:
        raise AmbiguousCivilTime(earlier=offsets[0][0], later=offsets[-1][0])
    offset_s, is_mean = offsets[-1 if fold is Fold.LATER else 0]
    source = OffsetSource.LOCAL_MEAN_TIME if is_mean else OffsetSource.IANA
    return _moment(local_s, offset_s, zone, source, date.calendar)


def _check_offset(utc_offset_s: float) -> None:
    if not -_MOST_OFFSET_S <= utc_offset_s <= _MOST_OFFSET_S:
        raise InvalidInput("No clock was ever that far from UTC.", field="zone")


def _skipped(date: CivilDate, local_s: int, zone: str, place: Place) -> InvalidInput:
    """What to say of a local time that clocks skipped: the times around it, or that the whole day was skipped."""
    instant, before_s, after_s = change_around(known_zone(zone), local_s, place.east_longitude_deg)
    midnight = _local_s(date, 0)
    # An hour's grace: where a zone of local mean time lost a day, the birthplace lost it some minutes off midnight.
    if instant + before_s <= midnight + _HOUR_S and instant + after_s >= midnight + _DAY_S - _HOUR_S:
        return InvalidInput(f"There was no {date.text} in {zone}.", field="date")
    last = -(-(instant + before_s) // _MINUTE_S) * _MINUTE_S - _MINUTE_S
    first = -(-(instant + after_s) // _MINUTE_S) * _MINUTE_S
    return NonexistentCivilTime(before=_clock(last, midnight), after=_clock(first, midnight))


def _clock(local_s: float, midnight: int) -> str:
    """`00:59`, with the date before it when that is another day than the one asked for."""
    text = _iso(local_s)
    return text[-8:-3] if 0 <= local_s - midnight < _DAY_S else text[:-3].replace("T", " ")


def moment_at(utc: datetime) -> Moment:
    """An instant by the clock of Greenwich; for the sky now. Raises InvalidInput when the datetime has no zone."""
    if utc.tzinfo is None:
        raise InvalidInput("A moment needs its time zone.", field="time")
    naive = utc.astimezone(UTC).replace(tzinfo=None)
    since = naive - datetime(1970, 1, 1)  # noqa: DTZ001  both are UTC by now
    return _moment(since.total_seconds(), 0.0, "UTC", OffsetSource.IANA)


def moment_at_tt(jd_tt: float) -> Moment:
    """An instant of Terrestrial Time by the clock of Greenwich, to the millisecond. Raises OutsideEphemeris."""
    theory_at(jd_tt)
    year, month, day, hour, minute, second = utc_at(jd_tt)
    days = day_number(year, month, day, Calendar.GREGORIAN) - EPOCH_DAY_NUMBER
    seconds = round(hour * _HOUR_S + minute * _MINUTE_S + second, 3)
    return _moment(days * _DAY_S + seconds, 0.0, "UTC", OffsetSource.IANA)


def recorded_moment(
    local: str, utc_offset_s: float, *, zone: str | None, source: OffsetSource, calendar: Calendar
) -> Moment:
    """The moment whose `local` and `utc_offset_s` were written down, with what was written of where they came from.

    Raises InvalidInput beside "date", "time" or "zone".
    """
    written = _LOCAL.fullmatch(local)
    if written is None:
        raise InvalidInput("A local time is written like 1990-05-17T14:30:00.", field="time")
    year, month, day, hour, minute, second = map(int, written.groups()[:6])
    date, time = CivilDate(year, month, day), CivilTime(hour, minute, second)
    _check_offset(utc_offset_s)
    if zone is not None:
        known_zone(zone)
    local_s = _local_s(date, time.seconds) + float(f"0{written[7] or '.0'}")
    return _moment(local_s, utc_offset_s, zone, source, calendar)


def utc_text(jd_tt: float) -> str:
    """An instant of Terrestrial Time as `2020-12-21T18:20:30Z`, rounded to the second; any year."""
    year, month, day, hour, minute, second = utc_at(jd_tt)
    seconds = round(hour * _HOUR_S + minute * _MINUTE_S + second)
    if seconds >= _DAY_S:  # rounded up to midnight; a leap second, too, is told as the second after it
        year, month, day = gregorian_date(day_number(year, month, day, Calendar.GREGORIAN) + 1)
        seconds -= _DAY_S
    minutes, second = divmod(seconds, _MINUTE_S)
    hour, minute = divmod(minutes, _MINUTE_S)
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}Z"


def resolve_day(date: CivilDate, place: Place, *, zone: str | None, utc_offset_s: float | None = None) -> CivilDay:
    """The civil day of a date at a place, for a birth whose time is unknown. Its moments are of unknown accuracy.

    It runs from the first instant whose local date it is to the last; a day is 23, 24 or 25 hours long, or otherwise.
    Raises InvalidInput beside "date" for a day that did not exist, and beside "zone".
    """
    midnight = _local_s(date, 0)
    edges = [
        _edge(local_s, zone, place, utc_offset_s, fold)
        for local_s, fold in ((midnight, Fold.EARLIER), (midnight + _DAY_S, Fold.LATER))
    ]
    (start_local, start_offset, source), (end_local, end_offset, end_source) = edges
    start_utc, end_utc = start_local - start_offset, end_local - end_offset
    if end_utc <= start_utc:
        raise InvalidInput(f"There was no {date.text} in {zone}.", field="date")
    noon_local, noon_offset, noon_source = _edge(midnight + _DAY_S // 2, zone, place, utc_offset_s, Fold.EARLIER)
    start, end, noon = (
        _moment(local_s, offset_s, zone, origin, date.calendar, accuracy=TimeAccuracy.UNKNOWN)
        for local_s, offset_s, origin in (
            (start_local, start_offset, source),
            (end_local, end_offset, end_source),
            (noon_local, noon_offset, noon_source),
        )
    )
    return CivilDay(start=start, end=end, noon=noon)


def _edge(
    local_s: float, zone: str | None, place: Place, utc_offset_s: float | None, fold: Fold
) -> tuple[float, float, OffsetSource]:
    """(local seconds, offset, its source) of a local time, or of the first one after it that clocks showed."""
    if utc_offset_s is not None:
        _check_offset(utc_offset_s)
        return local_s, utc_offset_s, OffsetSource.GIVEN
    if zone is None:
        return local_s, mean_offset_s(place.east_longitude_deg), OffsetSource.LOCAL_MEAN_TIME
    offsets = offsets_for(known_zone(zone), local_s, place.east_longitude_deg)
    if offsets:
        offset_s, is_mean = offsets[-1 if fold is Fold.LATER else 0]
        return local_s, offset_s, OffsetSource.LOCAL_MEAN_TIME if is_mean else OffsetSource.IANA
    instant, _, after_s = change_around(known_zone(zone), local_s, place.east_longitude_deg)
    return instant + after_s, after_s, OffsetSource.IANA
