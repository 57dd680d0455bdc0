"""What a draft means: the chart when it is whole, and else what stands in the way, beside its field, with a way out."""

import json
from typing import Any

import pytest
from visitors import draft

from outer_skies.charts import gazetteer
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.moments import Calendar, CivilDate, CivilTime, OffsetSource
from outer_skies.state.understanding import LONGEST_NAME, Understanding, understand
from outer_skies.store.transaction import close_database, open_database, transaction

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

LONDON = "51.5, -0.12"
SAMOA = "-13.83, -171.76"


def errors(found: Understanding) -> dict[str, str]:
    return {field: failure.text for field, failure in found.failures.items()}


def shown(found: Understanding) -> dict[str, Any]:
    """What the form is told, through JSON."""
    return json.loads(found.form_view(7))


async def answered(sent: dict[str, object], found: Understanding, field: str, choice: int) -> Understanding:
    """The same draft after a click on one of the choices beside a field."""
    patch = shown(found)["errors"][field]["choices"][choice]["patch"]
    return await understand(sent | patch, must_be_complete=True)


async def test_a_whole_draft_is_a_birth_and_its_chart() -> None:
    for must_be_complete in (False, True):
        found = await understand(draft(name="  Ann Example "), must_be_complete=must_be_complete)
        assert found.failures == {}
        assert found.birth is not None
        assert (found.birth.date, found.birth.time) == (CivilDate(1990, 5, 17), CivilTime(14, 30))
        assert (found.birth.name, found.birth.zone) == ("Ann Example", "America/Halifax")
        assert isinstance(found.chart, Chart)
        assert found.chart.moment.utc == "1990-05-17T17:30:00Z"
        assert shown(found) == {
            "seq": 7,
            "errors": {},
            "echo": {"date": "Thursday, 17 May 1990", "zone": "America/Halifax, UTC −3:00 from zone history"},
            "saved": False,
        }


async def test_a_half_typed_draft_is_no_fault() -> None:
    for missing in ("date", "time", "place"):
        found = await understand(draft(**{missing: ""}))
        assert (found.failures, found.chart, found.birth) == ({}, None, None)
    assert (await understand({})).failures == {}


async def test_a_draft_that_must_be_whole_says_all_that_is_missing_at_once() -> None:
    found = await understand(draft(date=" ", time="", place=""), must_be_complete=True)
    assert errors(found) == {
        "date": "Type the date of birth.",
        "time": "Type the time, or tick “Time unknown”.",
        "place": "Type the place of birth.",
    }


async def test_each_field_is_judged_by_itself() -> None:
    found = await understand(
        draft(name="x" * 201, date="30.2.1990", time="25:00", place="91, 0", zone="+99", houses="mine"),
        must_be_complete=True,
    )
    assert set(errors(found)) == {"name", "date", "time", "place", "zone", "houses"}
    assert found.chart is None


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"date": "29 Feb 1990"}, "date", "February 1990 had 28 days."),
        ({"date": "0000-01-01"}, "date", "The year must be between 1 and 9999."),
        ({"date": "1 January 9999"}, "date", "Positions can be computed from the year 1 to 2999."),
        ({"date": "1 January 9999", "timeUnknown": True}, "date", "Positions can be computed from the year 1 to 2999."),
        ({"date": "17.5.90"}, "date", "Write the year with all four digits."),
        ({"date": "soon"}, "date", "Write the date like 17 May 1990 or 1990-05-17."),
        ({"date": "\0"}, "date", "This holds a character that cannot be kept (NUL)."),
        ({"date": "9" * 10_000}, "date", "Write the date like 17 May 1990 or 1990-05-17."),
        ({"date": {"year": 1990}}, "date", "This must be text."),
        ({"time": "24:00"}, "time", "24:00 is 00:00 of the next day. Which day was it?"),
        ({"time": "half past two"}, "time", "Write the time like 14:30 or 2:30 pm."),
        ({"time": ["14", "30"]}, "time", "This must be text."),
        ({"time": 10**400}, "time", "This must be text."),
        ({"place": "91, 0"}, "place", "Latitude goes from 90° south to 90° north."),
        ({"place": "0, 180.5"}, "place", "Longitude goes from 180° west to 180° east."),
        ({"place": {"lat": 44}}, "place", "This must be text."),
        ({"placeId": "\ud800"}, "place", "This holds half of a character, which cannot be kept."),
        ({"placeId": "Halifax"}, "place", "Choose a place from the list."),
        ({"placeId": "999999999"}, "place", "This place is not known here any more."),
        ({"placeId": "91, 0"}, "place", "Latitude goes from 90° south to 90° north."),
        ({"placeId": 6324729}, "place", "This must be text."),
        ({"zone": "Nowhere/Atlantis"}, "zone", "There is no time zone of that name."),
        ({"zone": "../../etc/passwd"}, "zone", "There is no time zone of that name."),
        ({"zone": "UTC +19"}, "zone", "No clock was ever that far from UTC."),
        ({"name": "x" * 10_000}, "name", f"Keep the name within {LONGEST_NAME} characters."),
        ({"name": "x" * 100_000}, "name", "This is too long."),
        ({"name": "Ann\0"}, "name", "This holds a character that cannot be kept (NUL)."),
        ({"name": {"first": "Ann"}}, "name", "This must be text."),
        ({"houses": "topsy"}, "houses", "There is no such choice for houses."),
        ({"zodiac": {}}, "zodiac", "There is no such choice for zodiac."),
        ({"bodies": []}, "bodies", "Choose at least one body."),
        ({"calendar": "mayan"}, "date", "There is no such choice for date."),
        ({"place": SAMOA, "date": "30 December 2011"}, "date", "There was no 30 December 2011 in Pacific/Apia."),
        (
            {"place": SAMOA, "date": "30 December 2011", "timeUnknown": True},
            "date",
            "There was no 30 December 2011 in Pacific/Apia.",
        ),
    ],
    ids=lambda value: repr(value)[:40],
)
async def test_bad_input_is_told_beside_its_field_and_nothing_is_cast(
    changes: dict[str, object], field: str, words: str
) -> None:
    found = await understand(draft(**changes), must_be_complete=True)
    assert errors(found) == {field: words}
    assert found.chart is None
    assert found.birth is None or field in {"date", "zone"}
    rest = await understand(draft(**changes))
    assert errors(rest) == {field: words}
    if field != "date":
        assert rest.echo["date"] == "Thursday, 17 May 1990"


async def test_numbers_that_read_two_ways_are_asked_back() -> None:
    sent = draft(date="5/6/1990")
    found = await understand(sent)
    assert errors(found) == {"date": "Which one is the day and which the month?"}
    months = []
    for choice in (0, 1):
        settled = await answered(sent, found, "date", choice)
        assert settled.birth is not None
        months.append((settled.birth.date.day, settled.birth.date.month))
    assert months == [(5, 6), (6, 5)]


async def test_an_hour_that_never_was_offers_the_two_around_it() -> None:
    sent = draft(date="31 March 2024", time="1:30", place=LONDON)
    found = await understand(sent)
    assert errors(found) == {"time": "Clocks skipped this hour. 00:59 or 02:00?"}
    instants = []
    for choice in (0, 1):
        settled = await answered(sent, found, "time", choice)
        assert isinstance(settled.chart, Chart)
        instants.append(settled.chart.moment.utc)
    assert instants == ["2024-03-31T00:59:00Z", "2024-03-31T01:00:00Z"]


async def test_an_hour_that_never_was_at_midnight_offers_the_day_before_with_its_date() -> None:
    sent = draft(date="2018-11-04", time="0:30", place="-23.55, -46.63", calendar="julian")
    assert (await understand(sent)).failures == {}
    sent["calendar"] = "gregorian"
    found = await understand(sent)
    choices = shown(found)["errors"]["time"]["choices"]
    assert [(choice["label"], choice["detail"]) for choice in choices] == [("23:59", "3 November 2018"), ("01:00", "")]
    instants = []
    for choice in (0, 1):
        settled = await answered(sent, found, "time", choice)
        assert isinstance(settled.chart, Chart)
        instants.append(settled.chart.moment.utc)
    assert instants == ["2018-11-04T02:59:00Z", "2018-11-04T03:00:00Z"]


async def test_an_hour_that_came_twice_asks_which() -> None:
    sent = draft(date="27 October 2024", time="01:30", place=LONDON)
    found = await understand(sent, must_be_complete=True)
    assert errors(found) == {"time": "This hour happened twice that night. Which one?"}
    choices = shown(found)["errors"]["time"]["choices"]
    assert [(choice["label"], choice["detail"]) for choice in choices] == [
        ("The first", "clocks at UTC +1:00"),
        ("The second", "clocks at UTC +0:00"),
    ]
    instants = []
    for choice in (0, 1):
        settled = await answered(sent, found, "time", choice)
        assert isinstance(settled.chart, Chart)
        instants.append(settled.chart.moment.utc)
    assert instants == ["2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z"]


@pytest.mark.parametrize("place", ["90, 0", "-90, 0"])
async def test_the_poles_have_a_chart_without_houses_that_says_why(place: str) -> None:
    found = await understand(draft(place=place), must_be_complete=True)
    assert found.failures == {}
    assert isinstance(found.chart, Chart)
    assert (found.chart.houses, found.chart.angles) == (None, None)
    assert "angles_undefined" in {note.code for note in found.chart.notes}


@pytest.mark.parametrize("place", ["0, 180", "0, -180", "-16.5, 180"])
async def test_the_180th_meridian_is_a_place_like_any_other(place: str) -> None:
    found = await understand(draft(place=place), must_be_complete=True)
    assert found.failures == {}
    assert isinstance(found.chart, Chart)
    assert found.chart.houses is not None


@pytest.mark.parametrize("name", ["", "🌒 Luna", "שלום עולם", "\u202eabc", "<script>alert(1)</script>", "x" * 200])
async def test_any_name_is_kept_as_it_is(name: str) -> None:
    found = await understand(draft(name=name), must_be_complete=True)
    assert found.failures == {}
    assert found.birth is not None
    assert found.birth.name == name


async def test_a_time_that_nobody_knows_gives_the_chart_of_the_day_whatever_stands_in_its_field() -> None:
    for time in ("", "14:30", "nonsense"):
        found = await understand(draft(time=time, timeUnknown=True), must_be_complete=True)
        assert found.failures == {}
        assert isinstance(found.chart, DayChart)
        assert found.birth is not None
        assert found.birth.time is None


@pytest.mark.parametrize("value", ["true", 1, {}, None, "on"])
async def test_only_yes_means_that_the_time_is_unknown(value: object) -> None:
    assert isinstance((await understand(draft(timeUnknown=value))).chart, Chart)


async def test_a_date_of_the_julian_calendar_is_that_days() -> None:
    found = await understand(draft(date="29 Feb 1900", calendar="julian", place=LONDON))
    assert found.birth is not None
    assert found.birth.date == CivilDate(1900, 2, 29, Calendar.JULIAN)
    assert isinstance(found.chart, Chart)
    assert found.chart.moment.local == "1900-03-13T14:30:00"
    assert found.echo["date"] == "Tuesday, 29 February 1900"


@pytest.mark.parametrize(
    ("zone", "utc", "source", "line"),
    [
        ("Europe/Paris", "12:30", OffsetSource.IANA, "Europe/Paris, UTC +2:00 from zone history"),
        ("UTC +5:30", "09:00", OffsetSource.GIVEN, "UTC +5:30 as you set it"),
        (" -3 ", "17:30", OffsetSource.GIVEN, "UTC −3:00 as you set it"),
    ],
)
async def test_a_zone_that_is_typed_overrules_the_places_own(
    zone: str, utc: str, source: OffsetSource, line: str
) -> None:
    found = await understand(draft(zone=zone))
    assert isinstance(found.chart, Chart)
    assert found.chart.moment.utc == f"1990-05-17T{utc}:00Z"
    assert found.chart.moment.offset_source is source
    assert found.echo["zone"] == line


async def test_before_standard_time_the_echo_says_local_mean_time() -> None:
    assert (await understand(draft(date="17 May 1850"))).echo["zone"] == "UTC −4:14:17 local mean time"


@pytest.mark.usefixtures("places")
async def test_a_picked_place_is_opened_and_a_typed_name_is_looked_up_only_in_the_end() -> None:
    async with transaction() as tx:
        halifax = await gazetteer.find_place(tx, "Halifax, CA")
    found = await understand(draft(place="whatever stands there", placeId=halifax.id))
    assert found.birth is not None
    assert found.birth.place.name == "Halifax, Nova Scotia, Canada"
    typing = await understand(draft(place="Halifax, CA"))
    assert (typing.failures, typing.chart) == ({}, None)
    sent = await understand(draft(place="Halifax, CA"), must_be_complete=True)
    assert sent.birth is not None
    assert sent.birth.place == found.birth.place


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("place", ["Nowhereville", "<script>alert(1)</script>", "🌒", "x" * 10_000, "%", "\u202eאבג"])
async def test_a_place_that_does_not_exist_is_told_when_the_form_is_sent(place: str) -> None:
    assert (await understand(draft(place=place))).failures == {}
    found = await understand(draft(place=place), must_be_complete=True)
    assert set(found.failures) == {"place"}
    assert found.failures["place"].text.startswith("No place called “")


@pytest.mark.usefixtures("places")
async def test_a_name_of_several_places_offers_them_and_a_click_settles_it() -> None:
    sent = draft(place="Halifax")
    found = await understand(sent, must_be_complete=True)
    assert found.failures["place"].text.startswith("Several places are called “Halifax”")
    choices = shown(found)["errors"]["place"]["choices"]
    assert (choices[1]["label"], choices[1]["detail"]) == ("Halifax", "England, United Kingdom")
    settled = await answered(sent, found, "place", 1)
    assert settled.birth is not None
    assert settled.birth.place.name == "Halifax, England, United Kingdom"


@pytest.mark.parametrize("payload", [None, [], "draft", 7, {"date": {}, "time": [], "place": 1, "name": None}])
async def test_what_is_no_form_is_told_and_is_no_accident(payload: object) -> None:
    for must_be_complete in (False, True):
        found = await understand(payload, must_be_complete=must_be_complete)
        assert found.failures
        assert found.chart is None
        assert shown(found)["seq"] == 7


async def test_without_a_database_coordinates_still_work_and_a_picked_place_says_what_is_wrong(
    database_url: str,
) -> None:
    await close_database()
    assert (await understand(draft())).chart is not None
    found = await understand(draft(placeId="6324729"))
    await open_database(database_url, pool_size=5)
    assert set(found.failures) == {""}
    assert found.failures[""].text.startswith("Something broke here, not with you. Reference ")
