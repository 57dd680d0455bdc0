"""Everything a person can get wrong in `outer-skies chart`: the exit code, one line of words, nothing on stdout."""

import pytest
from terminal import Say

AT = ("--at", "1990-05-17T14:30")
HALIFAX = ("--lat", "44.65", "--lon", "-63.57")
LONDON = ("--lat", "51.5", "--lon", "-0.12")
SAMOA = ("--lat", "-13.83", "--lon", "-171.76")

BAD = {
    "29 February in a common year": (("--at", "1990-02-29T10:00", *HALIFAX), "February 1990 had 28 days."),
    "24:00": (("--at", "1990-02-28T24:00", *HALIFAX), "24:00 is 00:00 of the next day. Which day was it?"),
    "hour 25": (("--at", "1990-02-28T25:00", *HALIFAX), "Hours go from 0 to 23."),
    "year 0": (("--at", "0000-02-28T10:00", *HALIFAX), "The year must be between 1 and 9999."),
    "year 9999": (
        ("--at", "9999-02-28T10:00", *HALIFAX), "Positions can be computed from the year 1 to 2999.",
    ),
    "year 9999, unknown time": (
        ("--at", "9999-12-31", "--unknown-time", *HALIFAX), "Positions can be computed from the year 1 to 2999.",
    ),
    "year 10000": (("--at", "10000-01-01T10:00", *HALIFAX), "Write the time like"),
    "before Christ": (("--at", "-0044-03-15T10:00", *HALIFAX), "Write the time like"),
    "an hour that never was": (("--at", "2024-03-31T01:30", *LONDON), "Clocks skipped this hour. 00:59 or 02:00?"),
    "an hour that never was, with a fold": (
        ("--at", "2024-03-31T01:30", *LONDON, "--fold", "later"), "Clocks skipped this hour. 00:59 or 02:00?",
    ),
    "an hour that came twice": (
        ("--at", "2024-10-27T01:30", *LONDON),
        "This hour happened twice that night. Which one? Say --fold earlier (+01:00) or --fold later (+00:00).",
    ),
    "a day that never was": (("--at", "2011-12-30T12:00", *SAMOA), "There was no 30 December 2011 in Pacific/Apia."),
    "a day that never was, unknown time": (
        ("--at", "2011-12-30", "--unknown-time", *SAMOA), "There was no 30 December 2011 in Pacific/Apia.",
    ),
    "latitude 91": ((*AT, "--lat", "91", "--lon", "0"), "Latitude goes from 90° south to 90° north."),
    "latitude -90.1": ((*AT, "--lat", "-90.1", "--lon", "0"), "Latitude goes from 90° south to 90° north."),
    "longitude 181": ((*AT, "--lat", "0", "--lon", "181"), "Longitude goes from 180° west to 180° east."),
    "nan": ((*AT, "--lat", "nan", "--lon", "0"), "Latitude goes from"),
    "nan with a zone": ((*AT, "--lat", "0", "--lon", "nan", "--zone", "UTC"), "Longitude goes from"),
    "infinity": ((*AT, "--lat", "0", "--lon", "inf"), "Longitude goes from"),
    "minus infinity": ((*AT, "--lat", "-inf", "--lon", "0"), "Latitude goes from"),
    "1e999": ((*AT, "--lat", "1e999", "--lon", "0"), "Latitude goes from"),
    "typed latitude 91": ((*AT, "--place", "91, 0"), "Latitude goes from 90° south to 90° north."),
    "no time": (("--at", "1990-05-17", *HALIFAX), "--at needs a time of day, or say --unknown-time."),
    "an empty time": (("--at", "", *HALIFAX), "Write the time like 1990-05-17T14:30, not “”."),
    "words for a time": (("--at", "yesterday", *HALIFAX), "Write the time like 1990-05-17T14:30, not “yesterday”."),
    "a very long time": (("--at", "9" * 10_000, *HALIFAX), "Write the time like 1990-05-17T14:30, not “9999"),
    "digits of another script": (("--at", "١٩٩٠-05-17T14:30", *HALIFAX), "Write the time like"),
    "NUL in the time": (("--at", "1990-05-17T14:30\0", *HALIFAX), "Write the time like"),
    "script in the time": (("--at", "<script>alert(1)</script>", *HALIFAX), "Write the time like"),
    "what a terminal obeys": (("--at", "\x1b[2J\x07\r\n", *HALIFAX), "Write the time like"),
    "half a character": (("--at", "\udcff", *HALIFAX), "Write the time like"),
    "an offset beyond any clock": (("--at", "1990-05-17T14:30+25:00", *HALIFAX), "No clock was ever"),
    "a zone of nowhere": ((*AT, *HALIFAX, "--zone", "Nowhere/Atlantis"), "There is no time zone of that name."),
    "a zone that is a file": ((*AT, *HALIFAX, "--zone", "../../etc/passwd"), "There is no time zone of that name."),
    "NUL in the zone": ((*AT, *HALIFAX, "--zone", "Europe/London\0"), "There is no time zone of that name."),
    "an ayanamsa without its zodiac": (
        (*AT, *HALIFAX, "--ayanamsa", "lahiri"), "An ayanamsa belongs to --zodiac sidereal.",
    ),
    "a sidereal zodiac without an ayanamsa": (
        (*AT, *HALIFAX, "--zodiac", "sidereal"), "The sidereal zodiac needs an ayanamsa",
    ),
}  # fmt: skip

MISUSED = {
    "no place": AT,
    "half a place": (*AT, "--lat", "44.65"),
    "two places": (*AT, "--place", "Halifax, CA", *HALIFAX),
    "a place and half of another": (*AT, "--place", "Halifax, CA", "--lat", "44.65"),
    "no time": HALIFAX,
    "a latitude that is no number": (*AT, "--lat", "north", "--lon", "0"),
    "a latitude in degrees and minutes": (*AT, "--lat", "44°39′", "--lon", "0"),
    "an option without its value": (*AT, "--lat", "--lon", "0"),
    "houses of another name": (*AT, *HALIFAX, "--houses", "topsy"),
    "a zodiac of another name": (*AT, *HALIFAX, "--zodiac", "chinese"),
    "an ayanamsa of another name": (*AT, *HALIFAX, "--zodiac", "sidereal", "--ayanamsa", "mine"),
    "a form of another name": (*AT, *HALIFAX, "--format", "pdf"),
    "a fold of another name": (*AT, *HALIFAX, "--fold", "sideways"),
    "an abbreviation": (*AT, *HALIFAX, "--form", "json"),
    "an unknown option": (*AT, *HALIFAX, "--moon"),
    "an argument too many": (*AT, *HALIFAX, "extra"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_in_one_line_with_exit_code_1(say: Say, case: str) -> None:
    words, told = BAD[case]
    for form in ("json", "text", "svg"):
        said = say("chart", *words, "--format", form)
        assert said.code == 1
        assert said.line.startswith(told)
        assert len(said.line) < 200


@pytest.mark.parametrize("case", MISUSED)
def test_misuse_is_told_in_one_line_with_exit_code_2(say: Say, case: str) -> None:
    said = say("chart", *MISUSED[case])
    assert said.code == 2
    assert said.line.startswith("outer-skies")


@pytest.mark.parametrize("words", [(), ("frobnicate",), ("--at", "1990"), ("charts",), ("run", "away")])
def test_a_command_that_is_none_is_misuse(say: Say, words: tuple[str, ...]) -> None:
    said = say(*words)
    assert said.code == 2
    assert said.line.startswith("outer-skies")


@pytest.mark.parametrize("words", [BAD["29 February in a common year"][0], BAD["an hour that came twice"][0]])
def test_the_program_itself_answers_the_same(run: Say, words: tuple[str, ...]) -> None:
    said = run("chart", *words, "--format", "json")
    assert said.code == 1
    assert said.line


def test_bytes_that_are_no_text_are_told_like_anything_else(run: Say) -> None:
    said = run("chart", "--at", b"\xff\xfe", *HALIFAX)
    assert said.code == 1
    assert said.line.startswith("Write the time like")


def test_what_nobody_foresaw_is_one_line_without_its_words(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("born 1990-05-17")

    monkeypatch.setattr("outer_skies.commands.births.cast", fail)
    said = say("chart", *AT, *HALIFAX)
    assert said.code == 3
    assert said.line == "Something broke here, not with you: ZeroDivisionError"


@pytest.mark.parametrize("command", [(), ("run",), ("chart",), ("charts",)])
def test_help_shows_every_option_with_words_and_the_exit_codes_or_examples(say: Say, command: tuple[str, ...]) -> None:
    said = say(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("usage: outer-skies")
    if command in {("chart",), ("charts",)}:
        assert "exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke" in said.out
        options = [line for line in said.out.splitlines() if line.startswith("  --")]
        assert len(options) >= 6
    if command == ("chart",):
        for name in ("whole_sign", "lahiri", "--unknown-time", '--place "Halifax, CA"'):
            assert name in said.out
