import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.lots import is_day, lot_longitudes_deg

LONGITUDES = st.floats(0, 360, exclude_max=True)


def test_by_day_fortune_is_ascendant_plus_moon_less_sun_and_by_night_the_other_way() -> None:
    assert lot_longitudes_deg(100, 30, 50, by_day=True) == (120, 80)
    assert lot_longitudes_deg(100, 30, 50, by_day=False) == (80, 120)
    assert lot_longitudes_deg(350, 350, 20, by_day=True) == (20, 320)


@given(LONGITUDES, LONGITUDES, LONGITUDES, st.booleans())
def test_the_ascendant_stands_midway_between_fortune_and_spirit(
    ascendant: float, sun: float, moon: float, by_day: bool
) -> None:
    fortune, spirit = lot_longitudes_deg(ascendant, sun, moon, by_day=by_day)
    assert separation_deg(fortune, ascendant) == pytest.approx(separation_deg(spirit, ascendant), abs=1e-9)
    assert 0 <= fortune < 360
    assert 0 <= spirit < 360


def test_the_sun_is_up_at_noon_and_down_at_midnight_except_near_the_poles() -> None:
    assert is_day(90, 23.4, 90, 50)
    assert not is_day(90, 23.4, 270, 50)
    assert is_day(90, 23.4, 270, 70)  # midnight sun
    assert not is_day(270, -23.4, 270, 70)  # polar night
    assert is_day(0, 0, 0, 0)
