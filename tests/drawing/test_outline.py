"""Results as plain text: columns, and the outline of anything frozen."""

from enum import StrEnum

import msgspec
import pytest
from example_charts import halifax

from outer_skies.drawing.columns import columns
from outer_skies.drawing.outline import outline
from outer_skies.engine.techniques.readings import READABLE, read_chart


class Colour(StrEnum):
    DEEP_BLUE = "deep_blue"


class Member(msgspec.Struct, frozen=True):
    point: str
    role: str


class Row(msgspec.Struct, frozen=True):
    longitude_deg: float
    orb_deg: float
    is_near: bool
    members: tuple[Member, ...]


class Weights(msgspec.Struct, frozen=True):
    fire: Member
    earth: Member


class Result(msgspec.Struct, frozen=True):
    name: Colour
    start_jd_tt: float
    start_utc: str
    east_longitude_deg: float
    nothing: None
    words: tuple[str, ...]
    rows: tuple[Row, ...]
    weights: Weights


RESULT = Result(
    Colour.DEEP_BLUE,
    2451545.0,
    "2000-01-01T11:58:56Z",
    -63.57,
    None,
    ("one", "two"),
    (
        Row(56.5485, 1.25, is_near=True, members=(Member("sun", "apex"), Member("moon", "base"))),
        Row(0.0, 0.0, is_near=False, members=()),
    ),
    Weights(Member("mars", "strong"), Member("venus", "weak")),
)
TEXT = """\
Name:            deep blue
Start:           2000-01-01 11:58:56
East longitude:  −63°34′
Words:           one, two

Rows
      Longitude    Orb  Near  Members
  26°32′ Taurus  1°15′  yes   sun apex, moon base
    0°00′ Aries  0°00′

Weights
         Point  Role
  Fire   mars   strong
  Earth  venus  weak"""


def test_a_result_is_its_fields_with_their_units_and_its_lists_are_tables() -> None:
    assert outline(RESULT) == TEXT


@pytest.mark.parametrize("name", READABLE)
def test_every_number_that_a_person_would_miss_is_told(name: str) -> None:
    found, _ = read_chart(halifax(), (name,))
    text = outline(found[name])
    plain = [one for one in msgspec.to_builtins(found[name]).values() if isinstance(one, str) and "T" not in one]
    assert all(word.replace("_", " ") in text for word in plain)
    assert "jd_tt" not in text


def test_columns_are_aligned_and_empty_ones_left_out() -> None:
    rows = [("A", "Empty", "Number"), ("long word", "", "1"), ("b", "", "100")]
    assert columns(rows, {"Number"}).splitlines() == ["A          Number", "long word       1", "b             100"]
    assert columns([("A", "B")]) == "A  B"
