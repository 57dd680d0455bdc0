"""Everything a person can get wrong in the commands that start from a chart, a place or an interval."""

import pytest
from terminal import Say
from written import HALIFAX

from outer_skies.cli import COMMANDS

POLE = ("--at", "1990-05-17T14:30", "--lat", "90", "--lon", "0")
LONDON = ("--lat", "51.5", "--lon", "-0.12")
YEAR = ("--from", "2020-01-01", "--to", "2021-01-01")
TO = ("--to", "2025-06-21")
AFTER = ("--after", "2030-01-01")
NO_TIME = "This needs the time of birth, which is not known."
YEARS = "Positions can be computed from the year 1 to 2999."
BACKWARDS = "A search ends after it begins."

BAD = {
    "events that end before they begin": (("events", "--from", "2021-01-01", "--to", "2020-01-01"), BACKWARDS),
    "events of no time at all": (("events", "--from", "2021-01-01", "--to", "2021-01-01T00:00Z"), BACKWARDS),
    "ten thousand years": (("events", "--from", "0001-01-01", "--to", "9999-12-31"), "One search covers at most"),
    "the year 12000": (("events", "--from", "2021-01-01", "--to", "12000-01-01"), "Write the time like"),
    "years that cannot be computed": (("events", "--from", "2990-01-01", "--to", "3005-01-01"), YEARS),
    "a day that never was": (("events", "--from", "2021-02-29", "--to", "2022-01-01"), "February 2021 had 28 days."),
    "a time that is none": (("events", "--from", "now", "--to", "2022-01-01"), "Write the time like"),
    "a time that begins like an option": (("events", "--from", "-1", "--to", "2022-01-01"), "Write the time like"),
    "Chiron in the year 1000": (
        ("events", "--from", "1000-01-01", "--to", "1001-01-01", "--bodies", "chiron"),
        "Chiron can be computed only in the years 1800 to 2399.",
    ),
    "events that need a chart": (("events", *YEAR, "--kinds", "house_ingress"), "House ingresses need a chart."),
    "eclipses backwards": (("eclipses", "--from", "2021-01-01", "--to", "2020-01-01"), BACKWARDS),
    "eclipses of ten thousand years": (("eclipses", "--from", "0001-01-01", "--to", "9999-12-31"), "One search covers"),
    "risings backwards": (("risings", *LONDON, "--from", "2021-01-01", "--to", "2020-01-01"), BACKWARDS),
    "parans of a wide orb": (("risings", *LONDON, *YEAR, "--method", "parans", "--orb-s", "nan"), "An orb of parans"),
    "conditions that are words": (("elections", *YEAR, "--conditions", "{moon}"), "--conditions: That is no JSON."),
    "conditions of another name": (
        ("elections", *YEAR, "--conditions", '{"is": "lucky"}'), "--conditions: These are no conditions: Invalid value",
    ),
    "conditions with a word too many": (
        ("elections", *YEAR, "--conditions", '{"is": "moon_void", "x": 1}'), "--conditions: These are no conditions:",
    ),
    "conditions within conditions": (
        ("elections", *YEAR, "--conditions", '{"is": "not", "of": ' * 40 + '{"is": "moon_void"}' + "}" * 40),
        "Conditions stand at most 32 within one another.",
    ),
    "conditions without end": (
        ("elections", *YEAR, "--conditions", '{"is": "not", "of": ' * 100_000), "--conditions: That is no JSON.",
    ),
    "no file of conditions": (("elections", *YEAR, "--conditions", "/none.json"), "/none.json: No such file or"),
    "a horizon without a place": (("elections", *YEAR, "--conditions", '{"is": "above_horizon"}'), ""),
    "spans shorter than nothing": (
        ("elections", *YEAR, "--conditions", '{"is": "moon_void"}', "--shortest-s=-1"), "A span is no shorter than",
    ),
    "a table backwards": (("ephemeris", "--from", "2021-01-01", "--to", "2020-01-01"), ""),
    "a table of no step": (("ephemeris", *YEAR, "--step-days", "0"), ""),
    "a table of a step backwards": (("ephemeris", *YEAR, "--step-days=-1"), ""),
    "a table of a step that is no number": (("ephemeris", *YEAR, "--step-days", "nan"), ""),
    "a table of an endless step": (("ephemeris", *YEAR, "--step-days", "1e999"), ""),
    "a table of millions of rows": (("ephemeris", *YEAR, "--step-days", "0.001"), "A table has at most"),
    "the Earth seen from the Earth": (("ephemeris", *YEAR, "--bodies", "earth"), "The Earth has no place in a table"),
    "a progression without a time": (("progress", *HALIFAX, "--unknown-time", *TO), NO_TIME),
    "a progression to a word": (("progress", *HALIFAX, "--to", "someday"), "Write the time like"),
    "a progression to the year 9999": (
        ("progress", *HALIFAX, "--to", "9999-01-01", "--method", "transits"), YEARS,
    ),
    "a return without a time": (("returns", *HALIFAX, "--unknown-time", *AFTER), NO_TIME),
    "a return after all years": (("returns", *HALIFAX, "--after", "9999-01-01"), ""),
    "the return of number 0": (("returns", *HALIFAX, *AFTER, "--number", "0"), ""),
    "a return to no place": (("returns", *HALIFAX, *AFTER, "--where", "91, 0"), "Latitude goes from"),
    "periods without a time": (("periods", *HALIFAX, "--unknown-time"), NO_TIME),
    "profections without an Ascendant": (("periods", *POLE), "This needs the Ascendant, which"),
    "releasing without lots": (("periods", *POLE, "--method", "zodiacal_releasing"), "This needs the Ascendant"),
    "a point that there is not": (("periods", *HALIFAX, "--point", "vulcan"), "There is no angle, body or lot"),
    "a point that is a script": (("periods", *HALIFAX, "--point", "<b>\0\x1b[2J"), "There is no angle, body or lot"),
    "a lot that there is not": (
        ("periods", *HALIFAX, "--method", "zodiacal_releasing", "--lot", "🌒"), "There is no angle, body or lot",
    ),
    "ten levels": (("periods", *HALIFAX, "--levels", "10"), "There are 1 to 3 levels."),
    "minus one level": (("periods", *HALIFAX, "--levels=-1"), "There are 1 to 3 levels."),
    "periods that end before birth": (("periods", *HALIFAX, "--until", "1990-05-17"), "The periods would end before"),
    "periods that end before they begin": (
        ("periods", *HALIFAX, "--since", "2030-01-01", "--until", "2029-01-01"), "The periods would end before",
    ),
    "a year of no days": (
        ("periods", *HALIFAX, "--method", "vimshottari", "--year-days", "nan"), "A year of dashas has 324 to 367 days",
    ),
    "a life beyond all years": (
        ("periods", "--at", "2950-01-01T12:00", *LONDON, "--method", "firdaria"), YEARS,
    ),
    "a map without a time": (("map", *HALIFAX, "--unknown-time"), NO_TIME),
    "local space at a pole": (("map", *POLE, "--method", "local_space"), "This needs the Ascendant"),
    "another place for a birth without a time": (("chart", *HALIFAX, "--unknown-time", "--where", "0 0"), NO_TIME),
}  # fmt: skip

MISUSED = {
    "an eclipse chart of an ingress": ("mundane", *LONDON, *AFTER, "--method", "eclipse", "--kind", "ingress"),
    "no interval": ("events",),
    "no end": ("events", "--from", "2020-01-01"),
    "a kind of another name": ("events", *YEAR, "--kinds", "aspect,miracle"),
    "a body of another name": ("events", *YEAR, "--bodies", "vulcan"),
    "no body": ("events", *YEAR, "--bodies", ""),
    "an aspect of another name": ("events", *YEAR, "--aspects", "handshake"),
    "an ayanamsa of another name": ("events", *YEAR, "--ayanamsa", "mine"),
    "an eclipse that is none": ("eclipses", *YEAR, "--kinds", "aspect"),
    "a drawing of events": ("events", *YEAR, "--format", "svg"),
    "a step that is a word": ("ephemeris", *YEAR, "--step-days", "day"),
    "a centre of another name": ("ephemeris", *YEAR, "--centre", "egocentric"),
    "two centres": ("ephemeris", *YEAR, "--centre", "geocentric,heliocentric"),
    "a choice of another method": ("ephemeris", *YEAR, "--method", "aspectarian", "--step-days", "2"),
    "a method of another name": ("periods", *HALIFAX, "--method", "tea_leaves"),
    "a lot for profections": ("periods", *HALIFAX, "--lot", "fortune"),
    "levels in words": ("periods", *HALIFAX, "--levels", "two"),
    "a fraction of a level": ("periods", *HALIFAX, "--levels", "1.5"),
    "more digits than a number has": ("periods", *HALIFAX, "--levels", "9" * 5000),
    "no time to go on to": ("progress", *HALIFAX),
    "a key of another name": ("progress", *HALIFAX, *TO, "--method", "solar_arc", "--key", "ptolemaios"),
    "no other chart": ("compare", *HALIFAX),
    "the return of a lot": ("returns", *HALIFAX, *AFTER, "--body", "fortune"),
    "no time to return after": ("returns", *HALIFAX),
    "an ingress of no place": ("mundane", *AFTER),
    "an ingress of two places": ("mundane", *AFTER, *LONDON, "--place", "0 0"),
    "risings of no place": ("risings", *YEAR),
    "risings of another name": ("risings", *LONDON, *YEAR, "--bodies", "sun,vulcan"),
    "an orb of passages": ("risings", *LONDON, *YEAR, "--orb-s", "60"),
    "half a place for eclipses": ("eclipses", *YEAR, "--lat", "51.5"),
    "half a place for elections": ("elections", *YEAR, "--lat", "51.5", "--conditions", '{"is": "moon_void"}'),
    "no conditions": ("elections", *YEAR),
    "no birth to map": ("map",),
    "no body to map": ("map", *HALIFAX, "--bodies", "vulcan"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_question_is_told_in_one_line_with_exit_code_1(say: Say, case: str) -> None:
    words, told = BAD[case]
    for form in ("json", "text"):
        said = say(*words, "--format", form)
        assert (said.code, said.line.startswith(told)) == (1, True), said.line
        assert 10 < len(said.line) < 200


@pytest.mark.parametrize("case", MISUSED)
def test_misuse_of_a_command_is_told_in_one_line_with_exit_code_2(say: Say, case: str) -> None:
    said = say(*MISUSED[case])
    assert said.code == 2
    assert said.line.startswith(f"outer-skies {MISUSED[case][0]}: ")
    assert len(said.line) < 900


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_tells_what_it_does_and_shows_examples(say: Say, command: str) -> None:
    said = say(command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: outer-skies {command}")
    if command != "run":
        assert "exit codes: 0 done" in said.out
        assert command == "charts" or f"  outer-skies {command} " in said.out
    assert command in say("--help").out
