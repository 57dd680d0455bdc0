"""What is kept of a chart, as values and as columns."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row
from sqlmodel import col

from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, CivilDate, CivilTime, Fold
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import Broken, InvalidInput
from outer_skies.store.folding import folded
from outer_skies.store.tables.charts import ChartRow

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

NAME_KEY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class StoredBirth:
    """A birth as it was typed. `time` is None when it is unknown; `utc_offset_s` overrules `zone`."""

    date: CivilDate
    time: CivilTime | None
    fold: Fold | None
    utc_offset_s: float | None
    zone: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class StoredLine:
    """What a list needs of a chart."""

    id: UUID
    name: str
    tags: tuple[str, ...]
    is_favourite: bool
    birth: StoredBirth
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class StoredChart(StoredLine):
    """A saved chart, whole."""

    notes: str
    options: ChartOptions


@dataclass(frozen=True, slots=True)
class Content:
    """What is kept of a chart, before it has an id."""

    name: str
    tags: tuple[str, ...]
    notes: str
    is_favourite: bool
    birth: StoredBirth
    options: ChartOptions


LINE = (
    col(ChartRow.id),
    col(ChartRow.name),
    col(ChartRow.tags),
    col(ChartRow.is_favourite),
    col(ChartRow.year),
    col(ChartRow.month),
    col(ChartRow.day),
    col(ChartRow.calendar),
    col(ChartRow.hour),
    col(ChartRow.minute),
    col(ChartRow.second),
    col(ChartRow.fold),
    col(ChartRow.utc_offset_s),
    col(ChartRow.zone),
    col(ChartRow.place_name),
    col(ChartRow.north_latitude_deg),
    col(ChartRow.east_longitude_deg),
    col(ChartRow.elevation_m),
    col(ChartRow.created_at),
    col(ChartRow.updated_at),
    col(ChartRow.name_key),
)
WHOLE = (
    *LINE,
    col(ChartRow.notes),
    col(ChartRow.zodiac),
    col(ChartRow.ayanamsa),
    col(ChartRow.house_system),
    col(ChartRow.bodies),
    col(ChartRow.aspects),
    col(ChartRow.orbs),
    col(ChartRow.is_topocentric),
)


def content_of(chart: StoredChart) -> Content:
    """What is kept of a chart, to be changed and put back or saved again."""
    return Content(chart.name, chart.tags, chart.notes, chart.is_favourite, chart.birth, chart.options)


def values_of(content: Content) -> dict[str, Any]:
    """The columns that hold this content."""
    birth, options = content.birth, content.options
    time, place = birth.time, birth.place
    return {
        "name": content.name,
        "tags": list(content.tags),
        "notes": content.notes,
        "is_favourite": content.is_favourite,
        "year": birth.date.year,
        "month": birth.date.month,
        "day": birth.date.day,
        "calendar": birth.date.calendar.value,
        "hour": time.hour if time else None,
        "minute": time.minute if time else None,
        "second": time.second if time else None,
        "fold": birth.fold.value if birth.fold else None,
        "utc_offset_s": birth.utc_offset_s,
        "zone": birth.zone,
        "place_name": place.name,
        "north_latitude_deg": place.north_latitude_deg,
        "east_longitude_deg": place.east_longitude_deg,
        "elevation_m": place.elevation_m,
        "zodiac": options.zodiac.value,
        "ayanamsa": options.ayanamsa.value if options.ayanamsa else None,
        "house_system": options.house_system.value,
        "bodies": [body.value for body in options.bodies],
        "aspects": [kind.value for kind in options.aspects],
        "orbs": {"by_aspect": dict(options.orbs.by_aspect), "by_body": dict(options.orbs.by_body)},
        "is_topocentric": options.topocentric,
        "name_key": folded(content.name)[:NAME_KEY_LENGTH],
        # A line a part, so that no word is found across two of them.
        "search_text": "\n".join(folded(part) for part in (content.name, *content.tags, place.name, content.notes)),
    }


def line_of(row: AnyRow) -> StoredLine:
    """What a row of `LINE` columns holds."""
    return StoredLine(
        id=row.id,
        name=row.name,
        tags=tuple(row.tags),
        is_favourite=row.is_favourite,
        birth=_birth(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def chart_of(row: AnyRow) -> StoredChart:
    """What a row of `WHOLE` columns holds.

    Raises: `Broken` when a newer version wrote what this one does not know.
    """
    return StoredChart(
        id=row.id,
        name=row.name,
        tags=tuple(row.tags),
        is_favourite=row.is_favourite,
        birth=_birth(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        notes=row.notes,
        options=_options(
            row.zodiac,
            row.ayanamsa,
            row.house_system,
            tuple(row.bodies),
            tuple(row.aspects),
            json.dumps(row.orbs),
            row.is_topocentric,
        ),
    )


def _birth(row: AnyRow) -> StoredBirth:
    try:
        return StoredBirth(
            date=CivilDate(row.year, row.month, row.day, Calendar(row.calendar)),
            time=None if row.hour is None else CivilTime(row.hour, row.minute, row.second),
            fold=None if row.fold is None else Fold(row.fold),
            utc_offset_s=row.utc_offset_s,
            zone=row.zone,
            place=Place(row.place_name, row.north_latitude_deg, row.east_longitude_deg, row.elevation_m),
        )
    except (ValueError, InvalidInput) as error:
        raise Broken("A saved chart holds a birth that this version cannot read.") from error


@lru_cache(maxsize=256)
def _options(  # noqa: PLR0917  the key of the cache, one column each
    zodiac: str,
    ayanamsa: str | None,
    house_system: str,
    bodies: tuple[str, ...],
    aspects: tuple[str, ...],
    orbs: str,
    is_topocentric: bool,
) -> ChartOptions:
    """Most charts share their options, and making them takes longer than reading them."""
    try:
        parts: dict[str, dict[str, float]] = json.loads(orbs)
        return ChartOptions(
            zodiac=Zodiac(zodiac),
            ayanamsa=None if ayanamsa is None else Ayanamsa(ayanamsa),
            house_system=HouseSystem(house_system),
            bodies=tuple(Body(body) for body in bodies),
            orbs=Orbs.of(
                {AspectKind(kind): orb for kind, orb in parts["by_aspect"].items()},
                {Body(body): factor for body, factor in parts["by_body"].items()},
            ),
            aspects=tuple(AspectKind(kind) for kind in aspects),
            topocentric=is_topocentric,
        )
    except (ValueError, KeyError, InvalidInput) as error:
        raise Broken("A saved chart holds options that this version cannot read.") from error
