"""What the form sends: anyone can send anything, and each part is judged by itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from visitors import draft

from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES, Body
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, Fold
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput
from outer_skies.state.draft import (
    DEFAULT_OPTIONS,
    checked_text,
    read_bodies,
    read_draft,
    read_house_system,
    read_options,
    read_zodiac,
    read_zone,
)

JUNK: list[Any] = [
    {}, {"a": 1}, [], ["x"], 0, 7, -1, 10**400, 1.5, float("nan"), float("inf"), True, False, b"x", frozenset({1}),
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def test_a_whole_draft_is_read_as_it_stands() -> None:
    found, wrong = read_draft(draft(fold="later", calendar="julian", zone=" UTC ", placeId="6324729", timeUnknown=True))
    assert wrong == ()
    assert (found.name, found.date, found.time, found.place) == ("Ann Example", "17 May 1990", "14:30", "44.65, -63.57")
    assert (found.fold, found.calendar, found.zone, found.place_id) == (Fold.LATER, Calendar.JULIAN, "UTC", "6324729")
    assert found.is_time_unknown
    assert found.options == DEFAULT_OPTIONS


def test_an_empty_draft_is_empty_and_not_wrong() -> None:
    found, wrong = read_draft({})
    assert wrong == ()
    assert (found.name, found.date, found.time, found.place, found.place_id, found.zone) == ("",) * 6
    assert (found.fold, found.calendar, found.options) == (None, Calendar.GREGORIAN, DEFAULT_OPTIONS)


@pytest.mark.parametrize("junk", JUNK, ids=repr)
@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("name", "name"), ("date", "date"), ("time", "time"), ("place", "place"), ("placeId", "place"),
        ("fold", "time"), ("zone", "zone"), ("calendar", "date"), ("houses", "houses"), ("zodiac", "zodiac"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_told_beside_its_field_and_leaves_the_others_alone(
    key: str, field: str, junk: object
) -> None:
    found, wrong = read_draft(draft(**{key: junk}))
    assert [error.field for error in wrong] == [field]
    kept = {"name": found.name, "date": found.date, "time": found.time, "place": found.place}
    assert all(kept[name] == draft()[name] for name in kept if name != key)


def test_of_two_faults_beside_one_field_the_typed_text_is_told_first() -> None:
    _, wrong = read_draft(draft(date="\0", calendar="mayan", time=7, fold=8))
    assert [(error.field, str(error)) for error in wrong] == [
        ("date", "This holds a character that cannot be kept (NUL)."),
        ("time", "This must be text."),
        ("time", "This must be text."),
        ("date", "There is no such choice for date."),
    ]


@pytest.mark.parametrize("payload", [None, [], "draft", 7, [("name", "Ann")]])
def test_what_is_no_form_at_all_is_told_of_the_form(payload: object) -> None:
    found, wrong = read_draft(payload)
    assert [error.field for error in wrong] == ["form"]
    assert found.name == ""


@given(st.dictionaries(st.sampled_from([*draft(), "bodies", "x"]), JSON) | JSON)
def test_no_payload_is_an_accident(payload: object) -> None:
    found, wrong = read_draft(payload)
    for text in (found.name, found.date, found.time, found.place, found.place_id, found.zone):
        text.encode()
        assert "\0" not in text
    assert all(error.field for error in wrong)


@pytest.mark.parametrize("text", ["", "Ann", "🌒", "שלום", "\u202eabc", "<script>alert(1)</script>", "é" * 10_000])
def test_any_text_that_can_be_kept_passes(text: str) -> None:
    assert checked_text(text, field="name") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\0b", "This holds a character that cannot be kept (NUL)."),
        ("\ud83c", "This holds half of a character, which cannot be kept."),
        ("x" * 10_001, "This is too long."),
        (None, "This must be text."),
    ],
)
def test_text_that_cannot_be_kept_is_refused(text: object, words: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_text(text, field="notes")
    assert (str(refusal.value), refusal.value.field) == (words, "notes")


def test_options_that_are_not_sent_are_the_usual_ones() -> None:
    assert read_options({}) == DEFAULT_OPTIONS
    assert DEFAULT_OPTIONS.bodies == DEFAULT_BODIES


def test_options_are_read_as_chosen() -> None:
    options = read_options({"houses": "koch", "zodiac": "lahiri", "bodies": ["moon", "sun", "moon"]})
    assert options.house_system is HouseSystem.KOCH
    assert (options.zodiac, options.ayanamsa) == (Zodiac.SIDEREAL, Ayanamsa.LAHIRI)
    assert options.bodies == (Body.SUN, Body.MOON)


@pytest.mark.parametrize("ayanamsa", Ayanamsa)
def test_the_name_of_an_ayanamsa_makes_the_zodiac_sidereal(ayanamsa: Ayanamsa) -> None:
    assert read_zodiac(ayanamsa.value) == (Zodiac.SIDEREAL, ayanamsa)


def test_the_tropical_zodiac_has_no_ayanamsa() -> None:
    assert read_zodiac("tropical") == (Zodiac.TROPICAL, None)


@pytest.mark.parametrize("value", ["sidereal", "", "LAHIRI", "chinese", None, *JUNK], ids=repr)
def test_there_is_no_other_zodiac(value: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_zodiac(value)
    assert refusal.value.field == "zodiac"


@given(st.sets(st.sampled_from(Body), min_size=1), st.randoms())
def test_bodies_come_in_their_own_order_whatever_order_they_were_sent_in(chosen: set[Body], chance: Any) -> None:
    names = [body.value for body in chosen] * 2
    chance.shuffle(names)
    assert read_bodies(names) == tuple(body for body in ALL_BODIES if body in chosen)


@pytest.mark.parametrize(
    "value", [["vulcan"], ["sun", 7], ["sun", None], ["sun", {}], "sun", ("sun",), None, *JUNK], ids=repr
)
def test_bodies_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_bodies(value)
    assert refusal.value.field == "bodies"


@pytest.mark.parametrize("system", HouseSystem)
def test_every_house_system_can_be_chosen(system: HouseSystem) -> None:
    assert read_house_system(system.value) is system


@pytest.mark.parametrize("value", ["", "Placidus", "P", None, *JUNK], ids=repr)
def test_there_is_no_other_house_system(value: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_house_system(value)
    assert refusal.value.field == "houses"


@pytest.mark.parametrize(
    ("text", "zone", "offset_s"),
    [
        ("", None, None),
        ("America/Halifax", "America/Halifax", None),
        ("UTC", "UTC", None),
        ("Nowhere", "Nowhere", None),
        ("Etc/GMT-3", "Etc/GMT-3", None),
        ("+1", None, 3600.0),
        ("-3", None, -10800.0),
        ("−3:00", None, -10800.0),
        ("UTC +5:30", None, 19800.0),
        ("utc+0530", None, 19800.0),
        ("GMT -03:30", None, -12600.0),
        ("+0:19:32", None, 1172.0),
        ("-15:56", None, -57360.0),
    ],
)
def test_a_zone_is_a_name_or_an_offset(text: str, zone: str | None, offset_s: float | None) -> None:
    assert read_zone(text) == (zone, offset_s)


@pytest.mark.parametrize("text", ["+19", "-18:01", "+99:99", "+1:60", "UTC +0:00:60"])
def test_an_offset_that_no_clock_showed_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_zone(text)
    assert refusal.value.field == "zone"
