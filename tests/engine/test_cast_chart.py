"""The chart as a whole: what is in it, what it says of what it cannot hold, and that it is one frozen value."""

import os
import pickle
import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from outer_skies.engine.aspects import Aspect, AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES, FILES_ONLY, Body
from outer_skies.engine.chart import Chart, ChartOptions, Position, cast_chart
from outer_skies.engine.ephemeris import Theory
from outer_skies.engine.houses import HouseSystem, house_of
from outer_skies.engine.lots import LotName
from outer_skies.engine.moments import CivilDate, CivilTime, Moment, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris

HALIFAX = Place("Halifax", 44.65, -63.57)
BIRTH = resolve_moment(CivilDate(1990, 5, 17), CivilTime(14, 30), HALIFAX, zone="America/Halifax")
LAHIRI = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)


def moment_in(year: int) -> Moment:
    """The noon of 1 July of a year in Greenwich."""
    return resolve_moment(CivilDate(year, 7, 1), CivilTime(12, 0), Place("", 51.5, 0), zone=None)


def codes(chart: Chart) -> list[str]:
    """The codes of a chart's notes."""
    return [note.code for note in chart.notes]


def test_a_birth_in_halifax_has_the_chart_we_know() -> None:
    chart = cast_chart(BIRTH, HALIFAX, ChartOptions(bodies=DEFAULT_BODIES))
    places = {
        one.body.value: (one.sign.value, int(one.degree_in_sign), int(one.degree_in_sign % 1 * 60), one.house)
        for one in chart.bodies
    }
    assert places["sun"] == ("taurus", 26, 32, 9)
    assert places["moon"] == ("aquarius", 25, 24, 6)
    assert places["mercury"] == ("taurus", 7, 55, 8)
    assert chart.angles is not None
    assert chart.angles.ascendant == pytest.approx(150 + 17 + 51 / 60, abs=1 / 60)  # Virgo
    assert chart.angles.midheaven == pytest.approx(60 + 15 + 20 / 60, abs=1 / 60)  # Gemini
    assert tuple(one.body for one in chart.bodies) == DEFAULT_BODIES
    assert [one.body.value for one in chart.bodies if one.is_retrograde] == ["saturn", "uranus", "neptune", "pluto"]
    assert chart.notes == ()
    assert chart.ayanamsa_deg is None


def test_the_same_birth_has_the_aspects_we_know() -> None:
    chart = cast_chart(BIRTH, HALIFAX, ChartOptions(bodies=DEFAULT_BODIES))
    by_longitude = Counter(one.kind.value for one in chart.aspects if not one.kind.by_declination)
    assert by_longitude == {
        "conjunction": 3, "opposition": 5, "trine": 8, "square": 8, "sextile": 3, "quincunx": 2,
        "semisextile": 2, "semisquare": 1, "sesquiquadrate": 1, "quintile": 2, "biquintile": 1,
    }  # fmt: skip


def test_every_body_of_every_kind_is_in_the_chart_by_default() -> None:
    chart = cast_chart(BIRTH, HALIFAX)
    assert tuple(one.body for one in chart.bodies) == ALL_BODIES
    assert all(one.ephemeris is Theory.SWISS and one.house is not None for one in chart.bodies)
    assert [lot.name for lot in chart.lots] == [LotName.FORTUNE, LotName.SPIRIT]


def test_by_day_fortune_follows_the_moon_and_by_night_the_sun() -> None:
    day = cast_chart(BIRTH, HALIFAX)
    midnight = resolve_moment(CivilDate(1990, 5, 17), CivilTime(0, 30), HALIFAX, zone="America/Halifax")
    for chart, sign in ((day, 1), (cast_chart(midnight, HALIFAX), -1)):
        sun, moon = (one.longitude_deg for one in chart.bodies[:2])
        assert chart.angles is not None
        assert chart.houses is not None
        fortune = (chart.angles.ascendant + sign * (moon - sun)) % 360
        assert chart.lots[0].longitude_deg == pytest.approx(fortune)
        assert chart.lots[0].house == house_of(fortune, chart.houses.cusps_deg)


def test_the_lots_do_not_need_sun_and_moon_to_be_chosen() -> None:
    assert cast_chart(BIRTH, HALIFAX, ChartOptions(bodies=(Body.MARS,))).lots == cast_chart(BIRTH, HALIFAX).lots


@settings(max_examples=30)
@given(
    st.integers(1, 2999),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.sampled_from(HouseSystem),
    st.sampled_from([None, *Ayanamsa]),
    st.booleans(),
)
def test_every_year_place_and_choice_gives_a_chart_that_agrees_with_itself(  # noqa: PLR0917  hypothesis fills them
    year: int, north: float, east: float, system: HouseSystem, ayanamsa: Ayanamsa | None, topocentric: bool
) -> None:
    zodiac = Zodiac.TROPICAL if ayanamsa is None else Zodiac.SIDEREAL
    options = ChartOptions(zodiac, ayanamsa, system, topocentric=topocentric)
    chart = cast_chart(moment_in(year), Place("", north, east), options)
    for one in chart.bodies:
        assert type(one) is Position
        assert 0 <= one.longitude_deg < 360
        assert one.is_retrograde == (one.speed_deg_per_day < 0)
        if chart.houses is None:
            assert one.house is None
        else:
            assert one.house == house_of(one.longitude_deg, chart.houses.cusps_deg)
    assert (chart.houses is None) == any(code in {"houses_undefined", "angles_undefined"} for code in codes(chart))
    assert (chart.angles is None) == ("angles_undefined" in codes(chart))
    assert bool(chart.lots) == (chart.angles is not None)


def test_beyond_the_polar_circle_the_chart_has_angles_and_a_note_and_no_houses() -> None:
    tromso = Place("Tromsø", 69.65, 18.96)
    chart = cast_chart(BIRTH, tromso)
    assert chart.houses is None
    assert chart.angles is not None
    assert {one.house for one in chart.bodies} == {None}
    assert [(note.code, note.text) for note in chart.notes] == [
        ("houses_undefined", "Placidus has no houses this far north. Whole sign does.")
    ]
    assert cast_chart(BIRTH, tromso, ChartOptions(house_system=HouseSystem.WHOLE_SIGN)).notes == ()


@pytest.mark.parametrize("north", [90.0, -90.0])
def test_at_the_poles_nothing_rises_and_the_chart_says_so(north: float) -> None:
    for system in HouseSystem:
        chart = cast_chart(BIRTH, Place("", north, 0), ChartOptions(house_system=system))
        assert (chart.angles, chart.houses, chart.lots, codes(chart)) == (None, None, (), ["angles_undefined"])
        assert len(chart.bodies) == 20


def test_houses_that_run_backwards_are_given_and_noted() -> None:
    arctic = Place("", 75, 0)
    charts = [
        cast_chart(
            resolve_moment(CivilDate(1990, 5, 17), CivilTime(hour, 0), arctic, zone=None),
            arctic,
            ChartOptions(house_system=HouseSystem.CAMPANUS),
        )
        for hour in range(24)
    ]
    clockwise = [chart for chart in charts if chart.houses and chart.houses.is_clockwise]
    assert 0 < len(clockwise) < 24
    assert all(codes(chart) == ["houses_clockwise"] for chart in clockwise)


def test_both_names_of_the_180th_meridian_are_one_place() -> None:
    east, west = cast_chart(BIRTH, Place("", -17, 180)), cast_chart(BIRTH, Place("", -17, -180))
    assert east.angles is not None
    assert west.angles is not None
    assert astuple(east.angles) == pytest.approx(astuple(west.angles))


@pytest.mark.parametrize("year", [1, 1066, 1799, 2400, 2999])
def test_outside_the_years_of_the_files_the_chart_says_what_it_was_computed_with(year: int) -> None:
    chart = cast_chart(moment_in(year), HALIFAX)
    assert {one.ephemeris for one in chart.bodies} == {Theory.MOSHIER}
    assert not {one.body for one in chart.bodies} & FILES_ONLY
    assert codes(chart) == ["analytical_theory", "bodies_absent"]
    assert "Chiron, Pholus, Ceres, Pallas, Juno, Vesta" in chart.notes[1].text
    assert all(not {one.a, one.b} & FILES_ONLY for one in chart.aspects)
    alone = cast_chart(moment_in(year), HALIFAX, ChartOptions(bodies=(Body.CHIRON,)))
    assert (alone.bodies, alone.aspects) == ((), ())
    assert codes(cast_chart(moment_in(year), HALIFAX, ChartOptions(bodies=(Body.SUN,)))) == ["analytical_theory"]


@pytest.mark.parametrize("year", [3000, 9999])
def test_years_beyond_any_theory_are_refused_with_the_years_that_work(year: int) -> None:
    with pytest.raises(OutsideEphemeris) as refused:
        cast_chart(moment_in(year), HALIFAX)
    assert str(refused.value) == "Positions can be computed from the year 1 to 2999."


def test_the_sky_without_a_place_has_bodies_and_aspects_alone() -> None:
    sky = cast_chart(BIRTH, None)
    assert (sky.place, sky.angles, sky.houses, sky.lots, sky.notes) == (None, None, None, (), ())
    assert sky.aspects == cast_chart(BIRTH, HALIFAX).aspects


def test_a_sidereal_chart_moves_signs_and_keeps_houses_that_do_not_depend_on_them() -> None:
    tropical, sidereal = cast_chart(BIRTH, HALIFAX), cast_chart(BIRTH, HALIFAX, LAHIRI)
    assert sidereal.ayanamsa_deg == pytest.approx(23.72, abs=0.01)
    assert [one.house for one in sidereal.bodies] == [one.house for one in tropical.bodies]
    assert sidereal.bodies[0].sign.value == "taurus"
    assert sidereal.bodies[0].declination_deg == tropical.bodies[0].declination_deg
    assert [(one.a, one.b, one.kind) for one in sidereal.aspects] == [
        (one.a, one.b, one.kind) for one in tropical.aspects
    ]


def test_a_topocentric_chart_moves_the_moon_and_needs_a_place() -> None:
    moon = cast_chart(BIRTH, HALIFAX).bodies[1].longitude_deg
    assert cast_chart(BIRTH, HALIFAX, ChartOptions(topocentric=True)).bodies[1].longitude_deg != pytest.approx(
        moon, abs=0.1
    )
    with pytest.raises(InvalidInput) as refused:
        cast_chart(BIRTH, None, ChartOptions(topocentric=True))
    assert refused.value.field == "place"


@pytest.mark.parametrize(
    ("choices", "field"),
    [
        ({"zodiac": Zodiac.SIDEREAL}, "ayanamsa"),
        ({"ayanamsa": Ayanamsa.LAHIRI}, "ayanamsa"),
        ({"bodies": ()}, "bodies"),
        ({"bodies": (Body.SUN, Body.SUN)}, "bodies"),
        ({"aspects": (AspectKind.TRINE, AspectKind.TRINE)}, "bodies"),
    ],
)
def test_choices_that_contradict_themselves_are_refused_beside_their_field(choices: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        ChartOptions(**choices)
    assert refused.value.field == field


def test_the_order_in_which_bodies_are_chosen_is_no_choice() -> None:
    chosen = ChartOptions(bodies=(Body.MARS, Body.SUN), aspects=(AspectKind.TRINE, AspectKind.CONJUNCTION))
    assert chosen == ChartOptions(bodies=(Body.SUN, Body.MARS), aspects=(AspectKind.CONJUNCTION, AspectKind.TRINE))
    assert chosen.bodies == (Body.SUN, Body.MARS)


def test_a_chart_is_frozen_through_and_through() -> None:
    chart = cast_chart(BIRTH, HALIFAX)
    for value in (chart, chart.bodies[0], chart.aspects[0], chart.lots[0], chart.angles, chart.houses, chart.options):
        with pytest.raises(AttributeError):
            setattr(value, value.__match_args__[0], None)
    assert type(chart.aspects[0]) is Aspect


def test_equal_charts_are_equal_and_hash_alike_and_others_are_not() -> None:
    one, same, other = cast_chart(BIRTH, HALIFAX), cast_chart(BIRTH, HALIFAX), cast_chart(BIRTH, HALIFAX, LAHIRI)
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert len({one, same, other}) == 2


def test_a_chart_survives_being_sent_to_another_process_without_its_tables() -> None:
    chart = cast_chart(BIRTH, HALIFAX, LAHIRI)
    sent = pickle.dumps(chart)
    assert len(sent) < 20_000
    received = pickle.loads(sent)  # noqa: S301  our own bytes
    assert received == chart
    assert received.options.plan is chart.options.plan


CASTING = """
import pickle, sys
from outer_skies.engine.chart import cast_chart
from outer_skies.engine.moments import CivilDate, CivilTime, resolve_moment
from outer_skies.engine.places import Place
halifax = Place("Halifax", 44.65, -63.57)
birth = resolve_moment(CivilDate(1990, 5, 17), CivilTime(14, 30), halifax, zone="America/Halifax")
sys.stdout.buffer.write(pickle.dumps(cast_chart(birth, halifax)))
"""


def test_charts_are_equal_across_processes_and_hash_seeds() -> None:
    here = cast_chart(BIRTH, HALIFAX)
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SE_EPHE_PATH": "/nowhere"}
        there = subprocess.run([sys.executable, "-c", CASTING], env=environment, check=True, capture_output=True)
        assert pickle.loads(there.stdout) == here  # noqa: S301  our own bytes
        assert there.stdout == pickle.dumps(here)
