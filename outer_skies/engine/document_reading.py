"""A chart back from its JSON: cast anew for the moment and place it tells, and compared with what it holds.

What stands in a document is not believed: only its moment, place and options are taken, and a document whose bodies
or angles are not those of its moment and place is refused.
"""

from typing import Literal

import msgspec

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, OffsetSource, TimeAccuracy, recorded_moment
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, Undefined

LARGEST_BYTES = 16_000_000
_FIELD = "document"
# A newer Delta T may move the Moon by seconds of arc; another chart's bodies are far from here.
_SAME_DEG = 0.02


class _Moment(msgspec.Struct):
    local: str
    zone: str | None
    utc: str
    utc_offset_s: float
    offset_source: OffsetSource
    time_accuracy: TimeAccuracy
    calendar: Calendar = Calendar.GREGORIAN


class _Place(msgspec.Struct):
    name: str
    north_latitude_deg: float
    east_longitude_deg: float
    elevation_m: float = 0.0


class _Orbs(msgspec.Struct):
    by_aspect: dict[AspectKind, float]
    by_body: dict[Body, float]


class _Options(msgspec.Struct):
    zodiac: Zodiac
    ayanamsa: Ayanamsa | None
    house_system: HouseSystem
    topocentric: bool
    bodies: tuple[Body, ...]
    aspects: tuple[AspectKind, ...]
    orbs: _Orbs


class _Position(msgspec.Struct):
    longitude_deg: float


class _Angles(msgspec.Struct):
    ascendant: float
    midheaven: float


class _Document(msgspec.Struct):
    schema: Literal["outer-skies.chart/1"]
    moment: _Moment
    place: _Place | None
    options: _Options
    bodies: dict[Body, _Position]
    angles: _Angles | None


def read_chart_document(data: bytes) -> Chart:
    """The chart of a document of `outer-skies.chart/1`, cast anew; its notes and added keys are left behind.

    Raises InvalidInput beside "document" for what is no such document, or one that its moment and place do not give,
    as composites and progressions; Undefined for a chart whose time is unknown; OutsideEphemeris.
    """
    document = _decoded(data)
    told = document.moment
    if told.time_accuracy is TimeAccuracy.UNKNOWN:
        raise Undefined("The time of that birth is not known, and this needs it.")
    moment = recorded_moment(
        told.local, told.utc_offset_s, zone=told.zone, source=told.offset_source, calendar=told.calendar
    )
    place = None if document.place is None else Place(*msgspec.structs.astuple(document.place))
    chart = cast_chart(moment, place, _options(document.options))
    if moment.utc != told.utc or not _agrees(chart, document):
        raise InvalidInput(
            "Its bodies and angles are not those of its moment and place, as in composites and progressions.",
            field=_FIELD,
        )
    return chart


def _decoded(data: bytes) -> _Document:
    if len(data) > LARGEST_BYTES:
        raise InvalidInput("That is too large for a chart.", field=_FIELD)
    try:
        return msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError as error:
        raise InvalidInput(f"That is no chart of Outer Skies: {error}.", field=_FIELD) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidInput("That is no JSON.", field=_FIELD) from error


def _options(told: _Options) -> ChartOptions:
    return ChartOptions(
        zodiac=told.zodiac,
        ayanamsa=told.ayanamsa,
        house_system=told.house_system,
        bodies=told.bodies,
        orbs=Orbs.of(told.orbs.by_aspect, told.orbs.by_body),
        aspects=told.aspects,
        topocentric=told.topocentric,
    )


def _agrees(chart: Chart, document: _Document) -> bool:
    held = {one.body: one.longitude_deg for one in chart.bodies}
    told = {body: one.longitude_deg for body, one in document.bodies.items()}
    if held.keys() != told.keys() or (chart.angles is None) != (document.angles is None):
        return False
    pairs = [(held[body], told[body]) for body in held]
    if chart.angles is not None and document.angles is not None:
        pairs.append((chart.angles.ascendant, document.angles.ascendant))
        pairs.append((chart.angles.midheaven, document.angles.midheaven))
    return all(separation_deg(*pair) < _SAME_DEG for pair in pairs)
