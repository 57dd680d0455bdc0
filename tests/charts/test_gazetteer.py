"""Finding a birthplace, in the full table."""

import json
import random
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from outer_skies.charts import gazetteer
from outer_skies.charts.gazetteer import (
    AmbiguousPlace,
    find_place,
    open_place,
    options_json,
    place_at,
    place_of,
    search_places,
)
from outer_skies.errors import InvalidInput, NotFound
from outer_skies.store.transaction import transaction

pytestmark = pytest.mark.anyio

NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "%",
    "_",
    "%%%%",
    "\\",
    "'; DROP TABLE places; --",
    "<script>alert(1)</script>",
    "🌒🌓🌔",
    "\ud800",
    "\u202eאבג",
    "a" * 10_000,
    "paris, " * 2_000,
    ",",
    ",,,,",
    ", france",
    "x, ,y",
    "-",
    ".",
    "\U0010ffff",
    "1e400, 1e400",
    "1 2 3 4 5 6 7 8 9",
)


@pytest.fixture
async def tx(database: None) -> AsyncIterator[AsyncSession]:  # noqa: ARG001  the pool must be open
    """A transaction in a database that holds every place."""
    async with transaction() as session:
        await gazetteer.seed(session)
    async with transaction() as session:
        yield session


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("hal", "Halifax, Nova Scotia, Canada"),
        ("paris", "Paris, Île-de-France, France"),
        ("PARIS", "Paris, Île-de-France, France"),
        ("paris tx", "Paris, Texas, United States"),
        ("paris texas", "Paris, Texas, United States"),
        ("paris, tx, usa", "Paris, Texas, United States"),
        ("paris, france", "Paris, Île-de-France, France"),
        ("paris, te", "Paris, Texas, United States"),
        ("münchen", "Munich, Bavaria, Germany"),
        ("munchen", "Munich, Bavaria, Germany"),
        ("munich", "Munich, Bavaria, Germany"),
        ("muenchen", "Munich, Bavaria, Germany"),
        ("münchen, deutschland", "Munich, Bavaria, Germany"),
        ("Санкт", "Saint Petersburg, St.-Petersburg, Russia"),
        ("москва", "Moscow, Russia"),
        ("東京", "Tokyo, Japan"),
        ("서울", "Seoul, South Korea"),
        ("القاهرة", "Cairo, Egypt"),
        ("दिल्ली", "Delhi, India"),
        ("san fran", "San Francisco, California, United States"),
        ("san fran ca", "San Francisco, California, United States"),
        ("san jose ca", "San Jose, California, United States"),
        ("st johns", "St. John's, Newfoundland and Labrador, Canada"),
        ("saint john's", "St. John's, Newfoundland and Labrador, Canada"),
        ("St. Louis", "St. Louis, Missouri, United States"),
        ("st louis mo", "St. Louis, Missouri, United States"),
        ("portland or us", "Portland, Oregon, United States"),
        ("toronto on", "Toronto, Ontario, Canada"),
        ("sydney nsw", "Sydney, New South Wales, Australia"),
        ("s, france", "Strasbourg, Grand Est, France"),
        ("łódź", "Łódź, Łódź Voivodeship, Poland"),
        ("lodz", "Łódź, Łódź Voivodeship, Poland"),
        ("ISTANBUL", "Istanbul, Türkiye"),
        ("İstanbul", "Istanbul, Türkiye"),
        ("tromso", "Tromsø, Troms, Norway"),
        ("janeiro", "Rio de Janeiro, Brazil"),
        ("washington dc", "Washington, District of Columbia, United States"),
        ("halifax, west yorkshire", "Halifax, Nova Scotia, Canada"),
    ],
)
async def test_what_is_typed_finds_the_place_first(tx: AsyncSession, typed: str, label: str) -> None:
    assert [place.label for place in await search_places(tx, typed)][:1] == [label]


@pytest.mark.parametrize("name", ["Springfield, Illinois, United States", "Sankt Pölten", "Kyōto", "Rio de Janeiro"])
async def test_every_beginning_of_a_name_is_answered(tx: AsyncSession, name: str) -> None:
    for end in range(1, len(name) + 1):
        assert await search_places(tx, name[:end]), name[:end]


@pytest.mark.parametrize("typed", ["s", "sa", "san", "saint", "st", "st ", "paris", "new york", "halifax ca", "北"])
async def test_a_place_is_listed_once_and_no_more_than_asked_for(tx: AsyncSession, typed: str) -> None:
    for limit, most in ((1, 1), (8, 8), (20, 20), (0, 1), (-5, 1), (10_000, 20)):
        found = await search_places(tx, typed, limit)
        assert 1 <= len(found) <= most
        assert len({place.id for place in found}) == len(found)


@pytest.mark.parametrize(
    ("typed", "name"), [("saigon", "Saïgon"), ("東京", "東京"), ("münchen", "München"), ("munich", "")]
)
async def test_the_name_that_was_meant_is_told_where_it_is_another(tx: AsyncSession, typed: str, name: str) -> None:
    assert (await search_places(tx, typed))[0].matched_name == name


async def test_a_place_lies_where_it_lies(tx: AsyncSession) -> None:
    (halifax, *_) = await search_places(tx, "Halifax, Nova Scotia")
    assert (halifax.id, halifax.name, halifax.region, halifax.country) == (
        "6324729",
        "Halifax",
        "Nova Scotia",
        "Canada",
    )
    assert (halifax.zone, halifax.coordinates) == ("America/Halifax", "44.64 −63.58")
    assert place_of(halifax).name == "Halifax, Nova Scotia, Canada"


@pytest.mark.parametrize("typed", NASTY)
async def test_no_text_breaks_the_search(tx: AsyncSession, typed: str) -> None:
    assert len(await search_places(tx, typed)) <= 8
    with pytest.raises(InvalidInput) as refusal:
        await find_place(tx, typed)
    assert refusal.value.field == "place"
    assert len(str(refusal.value)) < 600
    assert "\0" not in str(refusal.value)


@pytest.mark.parametrize("typed", ["", "%", "_", "\0", "🌒🌓🌔", "xyzzyq", "a" * 10_000])
async def test_what_means_nothing_has_no_places(tx: AsyncSession, typed: str) -> None:
    assert await search_places(tx, typed) == ()


async def test_a_text_longer_than_any_name_is_not_looked_up(tx: AsyncSession) -> None:
    assert await search_places(tx, "paris, " + "x" * 40)
    assert await search_places(tx, " " * 200 + "paris")
    assert await search_places(tx, "paris, " + "x" * 200) == ()


@pytest.mark.parametrize("typed", [{"text": "paris"}, ["paris"], None, 5, b"paris"])
async def test_what_is_no_text_is_refused_beside_the_field(tx: AsyncSession, typed: object) -> None:
    for verb in (search_places, find_place, open_place):
        with pytest.raises(InvalidInput, match="as text") as refusal:
            await verb(tx, typed)  # pyright: ignore[reportArgumentType]  that is the point
        assert refusal.value.field == "place"


@pytest.mark.parametrize(
    ("typed", "north_deg", "east_deg", "zone"),
    [
        ("44.65, -63.57", 44.65, -63.57, "America/Halifax"),
        ("44.65 −63.57", 44.65, -63.57, "America/Halifax"),
        ("44°38'N 63°34'W", 44 + 38 / 60, -63 - 34 / 60, "America/Halifax"),
        ("44n38 63w34", 44 + 38 / 60, -63 - 34 / 60, "America/Halifax"),
        ("44.65 N 63.57 W", 44.65, -63.57, "America/Halifax"),
        ("0.00001 0.00002", 0.00001, 0.00002, "Etc/GMT"),
        ("90, 0", 90, 0, "Etc/GMT"),
        ("-90, 0", -90, 0, "Antarctica/McMurdo"),
        ("0, 180", 0, 180, "Etc/GMT-12"),
    ],
)
async def test_coordinates_are_a_place_in_the_zone_of_their_polygon(
    tx: AsyncSession, typed: str, north_deg: float, east_deg: float, zone: str
) -> None:
    (place,) = await search_places(tx, typed)
    assert (place.north_latitude_deg, place.east_longitude_deg) == pytest.approx((north_deg, east_deg))
    assert place.zone == zone
    assert await find_place(tx, typed) == place
    assert await open_place(tx, place.id) == place


@pytest.mark.parametrize("typed", ["91, 0", "-90.5, 10", "10, 181", "45N 200E"])
async def test_coordinates_off_the_earth_are_refused_beside_the_field(tx: AsyncSession, typed: str) -> None:
    for verb in (search_places, find_place):
        with pytest.raises(InvalidInput, match="itude goes from") as refusal:
            await verb(tx, typed)
        assert refusal.value.field == "place"


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Halifax, CA", "Halifax, Nova Scotia, Canada"),
        ("Halifax, GB", "Halifax, England, United Kingdom"),
        ("halifax uk", "Halifax, England, United Kingdom"),
        ("Paris", "Paris, Île-de-France, France"),
        ("Paris, TX", "Paris, Texas, United States"),
        ("Paris Texas", "Paris, Texas, United States"),
        ("New York", "New York City, New York, United States"),
        ("New York, NY", "New York City, New York, United States"),
        ("San Jose, CA", "San Jose, California, United States"),
        ("Washington, D.C.", "Washington, District of Columbia, United States"),
        ("München", "Munich, Bavaria, Germany"),
        ("Москва", "Moscow, Russia"),
    ],
)
async def test_a_name_that_can_mean_one_place_finds_it(tx: AsyncSession, typed: str, label: str) -> None:
    assert (await find_place(tx, typed)).label == label


@pytest.mark.parametrize("typed", ["Halifax", "Springfield", "York", "Springfield, US", "Victoria"])
async def test_a_name_that_can_mean_several_is_not_guessed(tx: AsyncSession, typed: str) -> None:
    with pytest.raises(AmbiguousPlace, match="Several places are called") as refusal:
        await find_place(tx, typed)
    candidates = refusal.value.candidates
    assert len(candidates) > 1
    assert candidates[0].label in str(refusal.value)
    assert refusal.value.field == "place"


@pytest.mark.parametrize(
    "typed", ["Nowhereville", "Halifax, Atlantis", "Halif", "Halifax, FR", "Paris, TX, FR", "Paris,"]
)
async def test_a_name_of_nowhere_is_said_to_be_none(tx: AsyncSession, typed: str) -> None:
    with pytest.raises(InvalidInput, match="No place called") as refusal:
        await find_place(tx, typed)
    assert refusal.value.field == "place"


async def test_a_label_finds_its_own_place_or_is_refused_as_several(tx: AsyncSession) -> None:
    ids = list(await tx.scalars(sql("SELECT id FROM places WHERE name !~ ',' ORDER BY id")))
    unique = 0
    for geonameid in random.Random(2).sample(ids, 150):  # noqa: S311  a sample, not a secret
        place = await open_place(tx, str(geonameid))
        try:
            assert (await find_place(tx, place.label)).id == place.id
            unique += 1
        except AmbiguousPlace as refusal:
            assert place.id in {candidate.id for candidate in refusal.candidates}  # noqa: PT017  either will do
    assert unique >= 130


async def test_an_id_opens_its_place_again(tx: AsyncSession) -> None:
    (place, *_) = await search_places(tx, "Lunenburg, Nova Scotia")
    assert await open_place(tx, place.id) == place
    for unknown in ("0", "999999999"):
        with pytest.raises(NotFound):
            await open_place(tx, unknown)
    for wrong in ("", "Halifax", "9999999999", "٣", "-1", "1,2,3", "\0"):
        with pytest.raises(InvalidInput):
            await open_place(tx, wrong)


async def test_the_options_carry_the_query_they_answer(tx: AsyncSession) -> None:
    query = 'münchen "</script>'
    answer = json.loads(options_json(query, await search_places(tx, "münchen", 2)))
    assert answer["query"] == query
    assert answer["options"][0] == {
        "id": "2867714",
        "name": "Munich",
        "detail": "Bavaria, Germany",
        "matched": "München",
        "coords": "48.14 11.58",
        "label": "Munich, Bavaria, Germany",
    }


def test_a_point_is_named_by_its_coordinates() -> None:
    assert place_at(44.65, -63.57).label == "44.65°N 63.57°W"
    assert place_at(-0.5, 0.0).name == "0.5°S 0°E"
    assert place_at(10.1234567, 179.9999999).name == "10.12346°N 180°E"
