import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.angles import (
    degree_minute,
    degree_minute_text,
    normalized_deg,
    separation_deg,
    signed_separation_deg,
)
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of

ANGLES = st.floats(-1e6, 1e6)
LONGITUDES = st.floats(0, 360, exclude_max=True)


@given(ANGLES)
def test_a_direction_is_brought_into_one_turn_and_stays_the_same_direction(angle: float) -> None:
    turned = normalized_deg(angle)
    assert 0 <= turned < 360
    assert separation_deg(turned, angle) == pytest.approx(0, abs=1e-6)


def test_an_angle_a_hair_below_zero_is_zero_and_not_360() -> None:
    assert normalized_deg(-1e-15) == 0.0
    assert sign_of(-1e-15) is Sign.ARIES


@given(LONGITUDES, LONGITUDES)
def test_separation_is_the_shorter_way_and_does_not_care_who_is_first(a: float, b: float) -> None:
    assert 0 <= separation_deg(a, b) <= 180
    assert separation_deg(a, b) == separation_deg(b, a)


@given(LONGITUDES, LONGITUDES)
def test_signed_separation_leads_from_the_first_to_the_second(a: float, b: float) -> None:
    turn = signed_separation_deg(a, b)
    assert -180 < turn <= 180
    assert abs(turn) == pytest.approx(separation_deg(a, b), abs=1e-9)
    assert separation_deg(a + turn, b) == pytest.approx(0, abs=1e-9)


def test_a_half_circle_is_positive_both_ways() -> None:
    assert signed_separation_deg(0, 180) == 180
    assert signed_separation_deg(180, 0) == 180


@given(LONGITUDES)
def test_minutes_are_cut_and_never_rounded_up(longitude: float) -> None:
    degree, minute = degree_minute(longitude)
    assert 0 <= minute < 60
    assert degree + minute / 60 <= longitude + 1e-10
    assert longitude < degree + (minute + 1) / 60


@given(st.integers(0, 359), st.integers(0, 59))
def test_a_whole_minute_survives_being_written_as_a_double(degree: int, minute: int) -> None:
    assert degree_minute(degree + minute / 60) == (degree, minute)


def test_the_last_minute_of_a_sign_is_not_rounded_into_the_next() -> None:
    assert degree_minute_text(29.9999) == "29°59′"
    assert degree_minute_text(26.544657) == "26°32′"
    assert degree_minute_text(0.05) == "0°03′"


@given(LONGITUDES)
def test_sign_and_degree_in_sign_make_the_longitude(longitude: float) -> None:
    sign, degree = sign_of(longitude), degree_in_sign(longitude)
    assert 0 <= degree < 30
    assert (sign.number - 1) * 30 + degree == pytest.approx(longitude, abs=1e-9)


def test_a_sign_holds_its_first_degree_and_not_its_last() -> None:
    assert [sign_of(number * 30.0) for number in range(12)] == list(Sign)
    assert sign_of(29.999999999999996) is Sign.ARIES
    assert [sign.number for sign in Sign] == list(range(1, 13))
