"""Finding a birthplace: as one types, by name once and for all, by coordinates, and again by its id.

Places are GeoNames' cities above 1,000 people (CC BY 4.0), looked up in our own tables: nothing typed leaves
the house.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import islice
from pathlib import Path

from outer_skies.charts.place_text import (
    EXACT,
    FOLD_VERSION,
    LONGEST_QUERY,
    Reading,
    fold,
    fold_typed,
    readings_in_areas,
)
from outer_skies.engine.places import Place, parse_coordinates, zone_of
from outer_skies.errors import Broken, InvalidInput, NotFound
from outer_skies.settings import PROJECT_DIR
from outer_skies.store import places as store
from outer_skies.store.places import Found, PlaceMatch
from outer_skies.store.transaction import Transaction

__all__ = [
    "CREDIT", "PACKED", "AmbiguousPlace", "PlaceMatch", "find_place", "open_place", "options_json",
    "place_at", "place_of", "place_typed", "search_places", "seed",
]  # fmt: skip

CREDIT = "Places from GeoNames (geonames.org), CC BY 4.0"
"""To be shown wherever places are."""

PACKED = PROJECT_DIR / "build" / "places.zip"
"""What `scripts/pack_places.py` writes."""

MOST = 20
"""The most places that one search answers."""

CLEAR_LEAD = 10
"""How many times heavier than any other the place must be that a name alone is taken to mean."""

_NAMED_IN_REFUSAL = 4
_READINGS_TRIED = 3
_SHORT = 3  # letters; a shorter name in an area is looked for whole, its beginnings are too many


class AmbiguousPlace(InvalidInput):
    """Several places answer to the name, and none of them so clearly that it could be meant alone.

    `candidates` are the likeliest, each with a label that finds it.
    """

    def __init__(self, text: str, candidates: Sequence[PlaceMatch]) -> None:
        named = "; ".join(f"{place.label} ({place.coordinates})" for place in candidates[:_NAMED_IN_REFUSAL])
        more = " and others" if len(candidates) > _NAMED_IN_REFUSAL else ""
        super().__init__(f"Several places are called “{_brief(text)}”: {named}{more}. Which one?", field="place")
        self.candidates = tuple(candidates)


async def seed(tx: Transaction, packed: Path = PACKED, report: Callable[[str], None] = lambda _: None) -> bool:
    """Load the packed places, unless the tables hold exactly these; returns whether there was any need.

    It takes a few seconds, in the caller's transaction: a crash on the way leaves what was there before.
    `report` is told what is being done. Raises: `Broken` when the packed file is missing, damaged, or of
    another version.
    """
    if await store.is_seeded(tx, packed):
        return False
    try:
        with zipfile.ZipFile(packed) as file:
            version = json.loads(file.read("manifest.json"))["fold_version"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Broken(f"{packed} cannot be read. Delete it and run make again.") from error
    if version != FOLD_VERSION:
        raise Broken(f"{packed} was packed by another version. Run make to pack it anew.")
    return await store.replace_all(tx, packed, report)


async def search_places(tx: Transaction, text: str, limit: int = 8) -> tuple[PlaceMatch, ...]:
    """The places that the unfinished `text` may mean, the best first, each once; at most `limit`, and 20.

    Case and accents do not matter; names in other languages and scripts are understood, and a region or
    country by name or code behind the name (`paris tx`, `paris, france`). Typed coordinates are one place,
    with the zone of the polygon they lie in. A text that means nothing has no places.

    Raises: `InvalidInput` beside "place" for what is no text, and for coordinates that are not on Earth.
    """
    text = _as_text(text)
    if point := place_typed(text):
        return (point,)
    if len(text.strip()) > LONGEST_QUERY:
        return ()
    limit = max(1, min(limit, MOST))
    by_name: list[Found] = []
    if "," not in text:
        for name in fold_typed(text):
            by_name += await store.beginning_with(tx, name, exact=EXACT, limit=limit)
    surely, perhaps = await _in_areas(tx, text, limit, has_others=bool(by_name))
    found = _best(by_name + surely, perhaps)
    if not found and "," in text:
        return await search_places(tx, text.partition(",")[0], limit)  # an unknown area must not hide the place
    return found[:limit]


async def find_place(tx: Transaction, text: str) -> PlaceMatch:
    """The one place that `text` names: `Halifax, CA`, `Paris, Texas`, `münchen`, `44.65, -63.57`.

    Names and areas must be whole. Of several places with the name the one is taken that is ten times as
    populous as any other (a name it is known by elsewhere counts for a fiftieth of its own), so `Paris` is
    the capital of France; what is less clear is refused with the candidates, and nothing is guessed.

    Raises: `AmbiguousPlace`, or `InvalidInput` beside "place" when there is none.
    """
    text = _as_text(text)
    if point := place_typed(text):
        return point
    found: list[Found] = []
    if len(text.strip()) <= LONGEST_QUERY and fold(text):
        if "," not in text:
            found = await store.named(tx, fold(text), exact=EXACT, limit=MOST)
        if not found:
            found = await _named_in_areas(tx, text)
    if not found:
        raise InvalidInput(f"No place called “{_brief(text)}”.", field="place")
    if len(found) > 1 and found[0].worth < CLEAR_LEAD * found[1].worth:
        raise AmbiguousPlace(text, [each.place for each in found])
    return found[0].place


async def open_place(tx: Transaction, place_id: str) -> PlaceMatch:
    """The place with this `PlaceMatch.id`.

    Raises: `NotFound` when there is none, `InvalidInput` beside "place" for what is no id.
    """
    place_id = _as_text(place_id)
    if place_id.isascii() and place_id.isdigit() and len(place_id) <= 9:  # noqa: PLR2004  fits the column
        place = await store.by_id(tx, int(place_id))
        if place is None:
            raise NotFound("This place is not known here any more.")
        return place
    if point := place_typed(place_id):
        return point
    raise InvalidInput("Choose a place from the list.", field="place")


@lru_cache(maxsize=512)
def place_typed(text: str) -> PlaceMatch | None:
    """The place of typed coordinates, or None for any other text. Kept, for a form sends its place with every change.

    Raises: `InvalidInput` beside "place" for coordinates that are not on Earth.
    """
    point = parse_coordinates(text)
    return None if point is None else place_at(*point)


def place_at(north_latitude_deg: float, east_longitude_deg: float) -> PlaceMatch:
    """The point itself as a place, named by its coordinates, in the zone of the polygon it lies in."""
    return PlaceMatch(
        id=f"{_exactly(north_latitude_deg)}, {_exactly(east_longitude_deg)}",
        name=f"{_degrees(north_latitude_deg, 'NS')} {_degrees(east_longitude_deg, 'EW')}",
        region="",
        country="",
        country_code="",
        north_latitude_deg=north_latitude_deg,
        east_longitude_deg=east_longitude_deg,
        zone=zone_of(north_latitude_deg, east_longitude_deg),
        population=0,
    )


def place_of(match: PlaceMatch) -> Place:
    """The match as the engine takes it, named by its label."""
    return Place(match.label, match.north_latitude_deg, match.east_longitude_deg, match.elevation_m)


def options_json(query: str, matches: Iterable[PlaceMatch]) -> str:
    """The matches as the page's combobox reads them, with the query they answer: late ones show by it."""
    options = [
        {
            "id": match.id,
            "name": match.name,
            "detail": match.detail or match.zone,
            "matched": match.matched_name,
            "coords": match.coordinates,
            "label": match.label,
        }
        for match in matches
    ]
    return json.dumps({"query": query, "options": options}, ensure_ascii=False, separators=(",", ":"))


async def _in_areas(tx: Transaction, text: str, limit: int, *, has_others: bool) -> tuple[list[Found], list[Found]]:
    """Places whose name is followed by where they lie: those that surely match, and those that may.

    Sure is a whole name in an area written out, and behind a comma a name's beginning too. Without a comma
    the text may be one long name: then beginnings count only when there are no other matches at all.
    """
    readings = readings_in_areas(text)
    if not readings:
        return [], []
    known = await store.areas_named(tx, [area for reading in readings for area in reading.areas])
    is_split = "," in text
    surely: list[Found] = []
    for name, areas in _placed(readings, known):
        is_whole = not is_split and (has_others or len(name) < _SHORT)
        surely += await store.within(tx, name, areas, is_whole=is_whole, exact=EXACT, limit=limit)
    if len(surely) >= limit or (has_others and not is_split):
        return surely, []
    opened = await _with_open_areas(tx, readings, known)
    perhaps: list[Found] = []
    for name, areas in _placed(readings, opened):
        is_whole = not is_split or len(name) < _SHORT
        perhaps += await store.within(tx, name, areas, is_whole=is_whole, exact=EXACT, limit=limit)
    return surely, perhaps


async def _with_open_areas(
    tx: Transaction, readings: Sequence[Reading], known: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """The known areas, and for each last one of a reading every area that it may be the beginning of."""
    opened = dict(known)
    for last in dict.fromkeys(reading.areas[-1] for reading in readings):
        if len(last) > 1:
            opened[last] = await store.areas_beginning_with(tx, last)
    return opened


async def _named_in_areas(tx: Transaction, text: str) -> list[Found]:
    """Places with this whole name in these whole areas, by the likeliest reading that has any."""
    readings = readings_in_areas(text)
    known = await store.areas_named(tx, [area for reading in readings for area in reading.areas])
    for name, areas in _placed(readings, known):
        found = await store.within(tx, name, areas, is_whole=True, exact=EXACT, limit=MOST)
        if found:
            return found
    return []


def _placed(readings: Iterable[Reading], known: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, frozenset[str]]]:
    """The first few readings whose areas are known and overlap, with the codes of what they share."""
    placed = (
        (reading.name, reduce(_common, (known.get(area, frozenset()) for area in reading.areas)))
        for reading in readings
    )
    return islice((each for each in placed if each[1]), _READINGS_TRIED)


def _common(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """What lies in both: an area of each, or a region of one in a country of the other."""
    inner = {code for code in some if code in others or code.partition(".")[0] in others}
    return frozenset(inner | {code for code in others if code.partition(".")[0] in some})


def _best(*tiers: Iterable[Found]) -> tuple[PlaceMatch, ...]:
    """The places of each tier by worth, the first tier first, each place once."""
    places: dict[str, PlaceMatch] = {}
    for tier in tiers:
        for found in sorted(tier, key=lambda found: -found.worth):
            places.setdefault(found.place.id, found.place)
    return tuple(places.values())


def _as_text(text: object) -> str:
    """Any handler can be called with anything, whatever its annotations say."""
    if not isinstance(text, str):
        raise InvalidInput("A place is written as text.", field="place")
    return text


def _brief(text: str) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:61]).strip()
    return shown[:60] + "…" if len(text) > 60 else shown  # noqa: PLR2004  a line of the terminal


def _exactly(angle_deg: float) -> str:
    """Every digit, and never an exponent: what reads back as the same number."""
    return format(Decimal(repr(angle_deg)), "f")


def _degrees(angle_deg: float, sides: str) -> str:
    digits = f"{abs(angle_deg):.5f}".rstrip("0").rstrip(".")
    return f"{digits}°{sides[angle_deg < 0]}"
