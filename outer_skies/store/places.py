"""Places in the database: the one-time loading of them, and the statements that find them.

Texts given to the searches are folded already (`charts.place_text`). A beginning is asked for as a range,
from it up to it followed by the last character there is, so nothing in it can act as a wildcard, and one plan
serves every text.
"""

import asyncio
import hashlib
import json
import zipfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
import psycopg
from psycopg import sql
from sqlalchemy import RowMapping, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from outer_skies.errors import Broken, Unavailable
from outer_skies.store.tables.places import (
    PlaceAreaRow,
    PlaceEditionRow,
    PlaceNameRow,
    PlacePrefixRow,
    PlaceRow,
)
from outer_skies.store.transaction import Transaction

LOADED = {"places": "places", "areas": "place_areas", "prefixes": "place_prefixes", "names": "place_names"}
"""The packed file's members and the tables they fill."""

_LOCK = 0x0075_7465_7250_6C61  # ours alone among advisory locks: "uterPla"
_CHUNK = 1 << 18


class PlaceMatch(msgspec.Struct, frozen=True):
    """A place that was found.

    `id` opens it again: GeoNames' number, or the coordinates themselves for a point that was typed.
    `region` and `country` are empty where there is none. `matched_name` is the name that was meant, where
    the place is known here by another: `Ho Chi Minh City` found as `Saigon`. Latitude in [-90, 90],
    longitude in [-180, 180], degrees. GeoNames' extract carries no elevations, so `elevation_m` is sea
    level; only topocentric positions depend on it, and at most by 0.9" of the Moon for each 1,600 m.
    """

    id: str
    name: str
    region: str
    country: str
    country_code: str
    north_latitude_deg: float
    east_longitude_deg: float
    zone: str
    population: int
    elevation_m: float = 0.0
    matched_name: str = ""

    @property
    def detail(self) -> str:
        """Where it lies: `Nova Scotia, Canada`. A region or country named like the place is left out."""
        return ", ".join(part for part in (self.region, self.country) if part and part != self.name)

    @property
    def label(self) -> str:
        """The place in one line: `Halifax, Nova Scotia, Canada`."""
        return ", ".join(part for part in (self.name, self.detail) if part)

    @property
    def coordinates(self) -> str:
        """Latitude and longitude in degrees to two decimals: `44.65 −63.57`."""
        return f"{self.north_latitude_deg:.2f} {self.east_longitude_deg:.2f}".replace("-", "−")


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a search found, and what the match is worth beside others."""

    place: PlaceMatch
    worth: int


# Loading


async def is_seeded(tx: Transaction, packed: Path) -> bool:
    """Whether the tables hold exactly this packed file."""
    return await _edition(tx) == await asyncio.to_thread(_sha256, packed)


async def replace_all(tx: Transaction, packed: Path, report: Callable[[str], None]) -> bool:
    """Fill the tables from the packed file: after this transaction all of it is there, or nothing changed.

    Readers go on with the old rows meanwhile. Another process that does the same is waited for. Returns
    whether there was anything to do. Raises: `Broken` when the file cannot be read or the database refuses
    it.
    """
    await tx.execute(text("SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true)"))
    await tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    sha256 = await asyncio.to_thread(_sha256, packed)
    if await _edition(tx) == sha256:
        return False
    try:
        with zipfile.ZipFile(packed) as file:
            rows = cast("dict[str, int]", json.loads(file.read("manifest.json"))["rows"])
            report(f"Loading {rows['places']:,} places and {rows['names']:,} names")
            for table in (PlaceEditionRow, PlaceNameRow, PlacePrefixRow, PlaceAreaRow, PlaceRow):
                await tx.execute(delete(table))
            for member, table in LOADED.items():
                if await _copy(tx, file, member, table) != rows[member]:
                    raise Broken(f"{packed} is not whole. Delete it and run make again.")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Broken(f"{packed} cannot be read: {error}. Delete it and run make again.") from error
    await tx.execute(insert(PlaceEditionRow).values(sha256=sha256, seeded_at=text("now()")))
    for table in LOADED.values():
        await tx.execute(text(f"ANALYZE {table}"))
    return True


async def _edition(tx: Transaction) -> str | None:
    return (await tx.execute(select(col(PlaceEditionRow.sha256)))).scalar_one_or_none()


def _sha256(packed: Path) -> str:
    try:
        with packed.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Broken(f"The packed places are not at {packed}. Run make to build them.") from error


async def _copy(tx: Transaction, file: zipfile.ZipFile, member: str, table: str) -> int:
    """Copy a member into its table; returns how many rows came."""
    connection = await (await tx.connection()).get_raw_connection()
    driver = cast("psycopg.AsyncConnection[Any]", connection.driver_connection)
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    try:
        with file.open(f"{member}.tsv") as rows:
            async with driver.cursor() as cursor:
                async with cursor.copy(statement) as copy:
                    while chunk := await asyncio.to_thread(rows.read, _CHUNK):
                        await copy.write(chunk)
                return cursor.rowcount
    except psycopg.OperationalError as error:
        raise Unavailable("The database went away while the places were loaded.", transient=True) from error
    except psycopg.Error as error:
        raise Broken(f"The database refused the packed {member} ({error.sqlstate}).") from error


# Finding

_PLACE = (
    "places.id, places.name, region, country, places.country_code, north_latitude_deg, east_longitude_deg,"
    " zone, population"
)

_BEGINNING = text(f"""
WITH listed AS (
    SELECT place.id AS place_id, place.worth, place.shown
    FROM place_prefixes, unnest(place_ids, worths, shown) AS place (id, worth, shown)
    WHERE prefix = :name
), matched AS (
    SELECT DISTINCT ON (place_id)
        place_id, weight * CASE WHEN folded = :name THEN :exact ELSE 1 END AS worth, shown
    FROM place_names
    WHERE folded >= :name AND folded < :beyond AND NOT EXISTS (SELECT FROM listed)
    ORDER BY place_id, worth DESC
), best AS (
    SELECT * FROM listed UNION ALL SELECT * FROM matched ORDER BY worth DESC, place_id LIMIT :limit
)
SELECT {_PLACE}, shown AS matched_name, worth
FROM best JOIN places ON places.id = place_id ORDER BY worth DESC, places.id
""")  # noqa: S608  the columns are ours

_WITHIN = """
WITH matched AS (
    SELECT DISTINCT ON (place_id)
        place_id, weight * CASE WHEN folded = :name THEN :exact ELSE 1 END AS worth, shown
    FROM place_names
    WHERE {condition}
      AND country_code = ANY(:all_countries)
      AND (country_code = ANY(:countries) OR area_code = ANY(:regions))
    ORDER BY place_id, worth DESC
), best AS (
    SELECT * FROM matched ORDER BY worth DESC, place_id LIMIT :limit
)
SELECT {place}, shown AS matched_name, worth
FROM best JOIN places ON places.id = place_id ORDER BY worth DESC, places.id
"""
_BEGINNING_WITHIN = text(_WITHIN.format(place=_PLACE, condition="folded >= :name AND folded < :beyond"))
_NAME_WITHIN = text(_WITHIN.format(place=_PLACE, condition="folded = :name"))

_NAME = text(f"""
SELECT {_PLACE}, shown AS matched_name, weight * :exact AS worth
FROM place_names JOIN places ON places.id = place_id
WHERE folded = :name ORDER BY worth DESC, places.id LIMIT :limit
""")  # noqa: S608  the columns are ours


async def beginning_with(tx: Transaction, name: str, *, exact: int, limit: int) -> list[Found]:
    """The best `limit` places with a name that begins with the folded `name`, each once, the best first.

    A name equal to it is worth `exact` times as much.
    """
    if not name:
        return []
    rows = await tx.execute(_BEGINNING, {"name": name, "beyond": _beyond(name), "exact": exact, "limit": limit})
    return [_found(row) for row in rows.mappings()]


async def named(tx: Transaction, name: str, *, exact: int, limit: int) -> list[Found]:
    """The best `limit` places with the folded `name`, whole."""
    rows = await tx.execute(_NAME, {"name": name, "exact": exact, "limit": limit})
    return [_found(row) for row in rows.mappings()]


async def within(
    tx: Transaction, name: str, areas: Collection[str], *, is_whole: bool, exact: int, limit: int
) -> list[Found]:
    """The best places in these areas (codes of regions, countries) whose name is, or begins with, `name`."""
    if not name or not areas:
        return []
    rows = await tx.execute(
        _NAME_WITHIN if is_whole else _BEGINNING_WITHIN,
        {
            "name": name,
            "exact": exact,
            "limit": limit,
            "countries": [area for area in areas if "." not in area],
            "regions": [area for area in areas if "." in area],
            "all_countries": sorted({area.partition(".")[0] for area in areas}),
        }
        | ({} if is_whole else {"beyond": _beyond(name)}),
    )
    return [_found(row) for row in rows.mappings()]


async def areas_named(tx: Transaction, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """The codes of the areas with these folded names or codes. A name of none is left out."""
    rows = await tx.execute(
        select(col(PlaceAreaRow.folded), col(PlaceAreaRow.area_code)).where(col(PlaceAreaRow.folded).in_(names))
    )
    codes: dict[str, set[str]] = {}
    for folded, code in rows:
        codes.setdefault(folded, set()).add(code)
    return {folded: frozenset(found) for folded, found in codes.items()}


async def areas_beginning_with(tx: Transaction, name: str) -> frozenset[str]:
    """The codes of the areas with a folded name that begins with `name`."""
    folded = col(PlaceAreaRow.folded)
    query = select(col(PlaceAreaRow.area_code)).where(folded >= name, folded < _beyond(name))
    return frozenset(await tx.scalars(query)) if name else frozenset()


async def by_id(tx: Transaction, geonameid: int) -> PlaceMatch | None:
    """The place with GeoNames' number, or None."""
    row = await tx.get(PlaceRow, geonameid)
    if row is None:
        return None
    return PlaceMatch(
        id=str(row.id),
        name=row.name,
        region=row.region,
        country=row.country,
        country_code=row.country_code,
        north_latitude_deg=row.north_latitude_deg,
        east_longitude_deg=row.east_longitude_deg,
        zone=row.zone,
        population=row.population,
    )


def _beyond(name: str) -> str:
    """Above everything that begins with `name`, in the order of bytes."""
    return name + "\U0010ffff"


def _found(row: RowMapping) -> Found:
    columns = dict(row)
    worth, geonameid = columns.pop("worth"), columns.pop("id")
    return Found(PlaceMatch(id=str(geonameid), **columns), worth)
