"""Dates, times and offsets as programs write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.charts.birth_iso import offset_iso, parse_at, shown
from outer_skies.engine.moments import CivilDate, CivilTime
from outer_skies.errors import InvalidInput

DATE, TIME = CivilDate(1990, 5, 17), CivilTime(14, 30)


@pytest.mark.parametrize(
    ("text", "time", "offset_s"),
    [
        ("1990-05-17T14:30", TIME, None),
        ("1990-05-17 14:30", TIME, None),
        ("1990-05-17t14:30:00", TIME, None),
        (" 1990-05-17T14:30 ", TIME, None),
        ("1990-05-17", None, None),
        ("1990-05-17T14:30Z", TIME, 0.0),
        ("1990-05-17T14:30:00.000Z", TIME, 0.0),
        ("1990-05-17T14:30-03", TIME, -10800.0),
        ("1990-05-17T14:30-03:00", TIME, -10800.0),
        ("1990-05-17T14:30+0530", TIME, 19800.0),
        ("1990-05-17T14:30+00:19:32", TIME, 1172.0),
        ("1990-05-17T14:30:15-15:56", CivilTime(14, 30, 15), -57360.0),
    ],
)
def test_iso_8601_is_read_with_and_without_its_offset(
    text: str, time: CivilTime | None, offset_s: float | None
) -> None:
    assert parse_at(text) == (DATE, time, offset_s)


@given(st.integers(-18 * 3600, 18 * 3600))
def test_an_offset_reads_back_as_itself(seconds: int) -> None:
    assert parse_at(f"1990-05-17T14:30{offset_iso(seconds)}") == (DATE, TIME, float(seconds))


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("", "date", "Write the time like"),
        ("17 May 1990", "date", "Write the time like"),
        ("1990-5-17T14:30", "date", "Write the time like"),
        ("1990-05-17T14", "date", "Write the time like"),
        ("1990-05-17T", "date", "Write the time like"),
        ("1990-05-17T14:30 Europe/London", "date", "Write the time like"),
        ("1990-05-17T14:30\0", "date", "Write the time like"),
        ("١٩٩٠-05-17T14:30", "date", "Write the time like"),
        ("-0044-03-15T12:00", "date", "Write the time like"),
        ("10000-01-01T12:00", "date", "Write the time like"),
        ("0000-01-01T12:00", "date", "The year must be"),
        ("1900-02-29T12:00", "date", "February 1900 had 28 days."),
        ("1990-13-01T12:00", "date", "The month must be"),
        ("1990-05-17T24:00", "time", "24:00 is 00:00 of the next day."),
        ("1990-05-17T14:60", "time", "Minutes and seconds"),
        ("1990-05-17T23:59:60", "time", "Minutes and seconds"),
        ("1990-05-17T14:30:00.5", "time", "Seconds must be whole."),
        ("1990-05-17T14:30+25:00", "zone", "No clock was ever"),
        ("1990-05-17T14:30+18:01", "zone", "No clock was ever"),
        ("1990-05-17T14:30+00:99", "zone", "Minutes and seconds of an offset"),
    ],
)
def test_anything_else_is_refused_in_words(text: str, field: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=f"^{re.escape(words)}") as refusal:
        parse_at(text)
    assert refusal.value.field == field


@given(st.text())
def test_what_is_repeated_in_a_message_is_short_and_does_nothing_to_a_terminal(text: str) -> None:
    said = shown(text)
    assert said.isprintable()
    assert len(said) <= 43


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert shown("x" * 10_000) == f"“{'x' * 40}…”"
    assert shown("\x1b[2J\0") == "“\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}”"
