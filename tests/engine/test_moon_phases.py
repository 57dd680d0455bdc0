"""The phase by angle: eight names, eight types, thirty tithis, sixty karanas; and declinations out of bounds."""

from collections import Counter

import pytest
from drawn_charts import BIRTH, HALIFAX, OBLIQUITY_DEG, drawn
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.ephemeris import obliquity_deg
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.declinations import find_declinations
from outer_skies.engine.techniques.moon_phase import Karana, Paksha, find_moon_phase
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import Undefined


def at(angle_deg: float, sun_deg: float = 77.0) -> Chart:
    return drawn({Body.SUN: sun_deg, Body.MOON: sun_deg + angle_deg})


@pytest.mark.parametrize(
    ("angle", "phase", "lunation_type"),
    [
        (0, "new", "new"), (22.4, "new", "new"), (22.6, "waxing_crescent", "new"),
        (45, "waxing_crescent", "crescent"), (90, "first_quarter", "first_quarter"),
        (112.6, "waxing_gibbous", "first_quarter"), (135, "waxing_gibbous", "gibbous"), (180, "full", "full"),
        (224.9, "waning_gibbous", "full"), (225, "waning_gibbous", "disseminating"),
        (270, "last_quarter", "last_quarter"), (315, "waning_crescent", "balsamic"), (337.6, "new", "balsamic"),
    ],
)  # fmt: skip
def test_phases_are_centred_on_their_angle_and_types_begin_at_it(angle, phase, lunation_type) -> None:
    found = find_moon_phase(at(angle))
    assert (found.phase.value, found.lunation_type.value) == (phase, lunation_type)
    assert found.is_waxing == (angle < 180)
    assert found.angle_deg == pytest.approx(angle)


@given(st.floats(0, 360, exclude_max=True), st.floats(0, 360))
def test_the_tithi_is_a_thirtieth_of_the_month(angle: float, sun: float) -> None:
    found = find_moon_phase(at(angle, sun))
    tithi = found.tithi
    assert (tithi.number - 1 + tithi.share_elapsed) * 12 == pytest.approx(found.angle_deg, abs=1e-9)
    assert tithi.number_in_paksha == (tithi.number - 1) % 15 + 1
    assert tithi.paksha is (Paksha.SHUKLA if tithi.number <= 15 else Paksha.KRISHNA)


def test_tithis_are_named_twice_but_for_the_full_and_the_new_moon() -> None:
    names = [find_moon_phase(at(12 * index + 6)).tithi.name.value for index in range(30)]
    assert names[:14] == names[15:29]
    assert (names[0], names[7], names[10], names[14], names[29]) == (
        "pratipada", "ashtami", "ekadashi", "purnima", "amavasya",
    )  # fmt: skip


def test_karanas_go_round_eight_times_between_the_four_that_are_fixed() -> None:
    names = [find_moon_phase(at(6 * index + 3)).karana for index in range(60)]
    assert names[0] is Karana.KIMSTUGHNA
    assert names[57:] == [Karana.SHAKUNI, Karana.CHATUSHPADA, Karana.NAGA]
    assert Counter(names) == {karana: 8 if index < 7 else 1 for index, karana in enumerate(Karana)}
    assert names[7] is names[14] is Karana.VISHTI  # the second half of shukla Chaturthi, the first of Ashtami


@given(st.floats(0.01, 359.99))
def test_light_grows_with_the_distance_from_the_sun(angle: float) -> None:
    found = find_moon_phase(at(angle))
    assert 0 <= found.illuminated_share <= 1
    # With Sun and Moon equally far the angle at the Moon is half of what is wanting to a half circle.
    assert found.phase_angle_deg == pytest.approx(90 - min(angle, 360 - angle) / 2, abs=1e-6)


def test_with_the_sun_far_away_a_quarter_moon_is_half_lit() -> None:
    chart = at(90)
    far = replace(
        chart, bodies=tuple(replace(one, distance_au=400.0 if one.body is Body.SUN else 1.0) for one in chart.bodies)
    )
    assert find_moon_phase(far).illuminated_share == pytest.approx(0.5, abs=2e-3)


def test_the_phase_needs_sun_and_moon() -> None:
    with pytest.raises(Undefined, match="Moon"):
        find_moon_phase(drawn({Body.SUN: 1.0}))


def test_beyond_the_obliquity_is_out_of_bounds_by_how_far() -> None:
    chart = cast_chart(BIRTH, HALIFAX)
    bound = obliquity_deg(BIRTH.jd_tt)
    found = find_declinations(chart)
    assert found.obliquity_deg == bound == pytest.approx(OBLIQUITY_DEG, abs=1e-3)
    by_point = {one.point: one for one in found.points}
    assert [one.point for one in found.points if one.is_out_of_bounds] == [
        one.body for one in chart.bodies if abs(one.declination_deg) > bound
    ]
    for one in chart.bodies:
        listed = by_point[one.body]
        assert listed.declination_deg == one.declination_deg
        assert listed.beyond_deg == max(abs(one.declination_deg) - bound, 0.0)


@pytest.mark.parametrize(("declination", "beyond"), [(24.0, 0.558), (-24.0, 0.558), (23.4, 0.0), (-23.4, 0.0)])
def test_bounds_hold_north_and_south(declination: float, beyond: float) -> None:
    chart = at(90)
    chart = replace(chart, bodies=tuple(replace(one, declination_deg=declination) for one in chart.bodies))
    for one in find_declinations(chart).points:
        assert one.is_out_of_bounds == (beyond > 0)
        assert one.beyond_deg == pytest.approx(beyond, abs=1e-3)


def test_angles_have_the_declination_of_their_degree_in_either_zodiac() -> None:
    tropical = cast_chart(BIRTH, HALIFAX)
    sidereal = cast_chart(BIRTH, HALIFAX, ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI))
    assert tropical.angles is not None
    ascendant, midheaven = (to_equator(one, 0.0, obliquity_deg(BIRTH.jd_tt))[1] for one in (
        tropical.angles.ascendant, tropical.angles.midheaven,
    ))  # fmt: skip
    for chart in (tropical, sidereal):
        found = find_declinations(chart).points[-2:]
        assert [one.point for one in found] == ["ascendant", "midheaven"]
        assert [one.declination_deg for one in found] == pytest.approx([ascendant, midheaven], abs=1e-7)
        assert not any(one.is_out_of_bounds for one in found)
