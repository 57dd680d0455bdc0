"""A birth without a time: what holds all day, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine.angles import normalized_deg, separation_deg
from outer_skies.engine.aspects import AspectKind, Motion, Orbs, find_aspects, plan_aspects
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.day import DayChart, cast_day
from outer_skies.engine.ephemeris import Theory, sight, sight_rows
from outer_skies.engine.moments import CivilDate, TimeAccuracy, resolve_day
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import OutsideEphemeris

HALIFAX = Place("Halifax", 44.65, -63.57)


def day_of(year: int, month: int, day: int, **options: object) -> DayChart:
    """The chart of a day in Halifax."""
    civil_day = resolve_day(CivilDate(year, month, day), HALIFAX, zone="America/Halifax")
    return cast_day(civil_day, HALIFAX, ChartOptions(**options))


def covers(chart: DayChart, index: int, longitude: float, slack: float = 1e-6) -> bool:
    """Whether a longitude lies in the range of a body."""
    start, end = chart.bodies[index].longitude_range_deg
    return (longitude - start + slack) % 360 <= (end - start) % 360 + 2 * slack


def test_without_a_time_there_are_no_houses_and_the_note_says_so() -> None:
    chart = day_of(1990, 5, 17)
    assert [(note.code, note.text) for note in chart.notes] == [
        ("time_unknown", "Without a time there are no houses and no Ascendant.")
    ]
    assert {one.house for one in chart.bodies} == {None}
    assert not {"angles", "houses", "lots", "moment"} & set(DayChart.__slots__)
    assert chart.day.noon.time_accuracy is TimeAccuracy.UNKNOWN


@settings(max_examples=15)
@given(st.dates(), st.data())
def test_a_bodys_range_holds_it_at_every_minute_of_the_day(day: object, data: st.DataObject) -> None:
    chart = day_of(data.draw(st.integers(1801, 2398)), day.month, min(day.day, 28))
    start, end = chart.day.start.jd_tt, chart.day.end.jd_tt
    for _ in range(10):
        moment = data.draw(st.floats(start, end))
        for index, one in enumerate(sight(moment, ALL_BODIES)):
            assert covers(chart, index, one.longitude_deg)
    for index, one in enumerate(chart.bodies):
        assert covers(chart, index, one.longitude_deg)


def test_the_moon_covers_about_thirteen_degrees_forwards_also_across_zero() -> None:
    widths, across = [], 0
    for day in range(1, 29):
        start, end = day_of(1990, 5, day).bodies[1].longitude_range_deg
        widths.append((end - start) % 360)
        across += end < start
    assert 11.5 < min(widths) <= max(widths) < 15.5
    assert across == 1


def test_a_body_that_moves_backwards_has_its_range_in_the_order_of_the_zodiac() -> None:
    chart = day_of(1990, 5, 17)
    pluto = next(one for one in chart.bodies if one.body is Body.PLUTO)
    assert pluto.is_retrograde
    start, end = pluto.longitude_range_deg
    assert start < pluto.longitude_deg < end
    (at_start,), (at_end,) = (sight(edge.jd_tt, (Body.PLUTO,)) for edge in (chart.day.start, chart.day.end))
    assert (start, end) == pytest.approx((at_end.longitude_deg, at_start.longitude_deg), abs=1e-9)


@pytest.mark.parametrize(
    ("day", "body"),
    [
        ((1990, 5, 16), Body.MERCURY),  # turned direct on 17 May about 02:10 UTC, still the 16th in Halifax
        ((1990, 5, 1), Body.TRUE_NODE),  # twice
        ((1990, 5, 16), Body.TRUE_NODE),
        ((1990, 5, 17), Body.TRUE_LILITH),
    ],
)
def test_a_body_that_turns_during_the_day_has_the_turn_in_its_range(day: tuple[int, int, int], body: Body) -> None:
    chart = day_of(*day, bodies=(body,))
    start, end = chart.day.start.jd_tt, chart.day.end.jd_tt
    looks = [sight(start + (end - start) * step / 1440, (body,))[0] for step in range(1441)]
    assert {one.speed_deg_per_day < 0 for one in looks} == {True, False}
    longitudes = [one.longitude_deg for one in looks]
    assert chart.bodies[0].longitude_range_deg == pytest.approx((min(longitudes), max(longitudes)), abs=2e-6)


def test_the_aspects_of_a_day_hold_at_every_ten_minutes_and_no_other_does() -> None:
    chart = day_of(1990, 5, 17)
    plan = plan_aspects(ALL_BODIES, chart.options.orbs, chart.options.aspects)
    start, end = chart.day.start.jd_tt, chart.day.end.jd_tt
    always = None
    for step in range(145):
        rows = sight_rows(start + (end - start) * step / 144, ALL_BODIES, None, None)
        there = {(one.a, one.b, one.kind) for one in find_aspects(plan, rows)}
        always = there if always is None else always & there
    assert {(one.a, one.b, one.kind) for one in chart.aspects} == always
    assert always


def test_an_aspect_that_perfects_during_the_day_is_exact() -> None:
    chart = day_of(1990, 5, 17)
    index = {one.body: place for place, one in enumerate(chart.bodies)}
    start, end = chart.day.start.jd_tt, chart.day.end.jd_tt
    skies = [sight(start + (end - start) * step / 288, ALL_BODIES) for step in range(289)]
    for one in chart.aspects:
        if one.kind.by_declination or one.kind.angle_deg in {0, 180}:
            continue
        a, b = index[one.a], index[one.b]
        past = [separation_deg(sky[a].longitude_deg, sky[b].longitude_deg) - one.kind.angle_deg for sky in skies]
        assert (one.motion is Motion.EXACT) == (min(past) < 1 / 3600 and max(past) > -1 / 3600)
    assert {one.motion for one in chart.aspects} == set(Motion)


def test_a_conjunction_and_an_opposition_that_perfect_during_the_day_are_exact() -> None:
    # New Moon 24 May 1990 11:47 UTC, full Moon 9 May 1990 19:31 UTC.
    wide = Orbs.of({AspectKind.CONJUNCTION: 20, AspectKind.OPPOSITION: 20})
    for day, kind in ((24, "conjunction"), (9, "opposition")):
        aspects = {(one.a, one.b): one for one in day_of(1990, 5, day, orbs=wide).aspects}
        found = aspects[Body.SUN, Body.MOON]
        assert (found.kind.value, found.motion) == (kind, Motion.EXACT)


def test_a_sidereal_day_is_the_tropical_one_moved() -> None:
    tropical = day_of(1990, 5, 17)
    sidereal = day_of(1990, 5, 17, zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    assert sidereal.ayanamsa_deg is not None
    for before, after in zip(tropical.bodies, sidereal.bodies, strict=True):
        for edge in (0, 1):
            moved = normalized_deg(before.longitude_range_deg[edge] - sidereal.ayanamsa_deg)
            assert separation_deg(moved, after.longitude_range_deg[edge]) < 1e-4  # the ayanamsa moves too


def test_a_day_outside_the_files_says_so_and_one_beyond_any_theory_is_refused() -> None:
    chart = day_of(1066, 10, 14)
    assert [note.code for note in chart.notes] == ["time_unknown", "analytical_theory", "bodies_absent"]
    assert {one.ephemeris for one in chart.bodies} == {Theory.MOSHIER}
    with pytest.raises(OutsideEphemeris):
        day_of(9999, 1, 1)


@pytest.mark.parametrize("day", [(1799, 12, 31), (1800, 1, 1), (2399, 12, 31), (2400, 1, 1)])
def test_a_day_on_the_edge_of_the_files_is_whole(day: tuple[int, int, int]) -> None:
    chart = day_of(*day)
    assert len(chart.bodies) in {14, 20}
    assert hash(chart) == hash(day_of(*day))
