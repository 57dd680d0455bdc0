"""Tables over time: ephemerides, the graphic ephemeris and the aspectarian."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outer_skies.engine.aspects import AspectKind
from outer_skies.engine.bodies import DEFAULT_BODIES, Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.ephemeris import heliocentric_rows, sight
from outer_skies.engine.events.event import EventKind
from outer_skies.engine.events.find import find_events
from outer_skies.engine.far_bodies import Planet
from outer_skies.engine.moments import Moment, moment_at
from outer_skies.engine.techniques.aspectarian import DAILY_KINDS, Aspectarian, aspectarian
from outer_skies.engine.techniques.ephemeris_table import Centre, EphemerisTable, ephemeris_table
from outer_skies.engine.techniques.graphic_ephemeris import GraphicEphemeris, graphic_ephemeris
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import InvalidInput, OutsideEphemeris, Undefined


def at(*when: int) -> Moment:
    return moment_at(datetime(*when, tzinfo=UTC))


START, END = at(2016, 12, 25), at(2017, 1, 5)


@pytest.mark.parametrize("ayanamsa", [None, Ayanamsa.LAHIRI])
def test_rows_hold_what_a_chart_of_their_instant_would(ayanamsa: Ayanamsa | None) -> None:
    table = ephemeris_table(START, END, ayanamsa=ayanamsa)
    assert table.zodiac is (Zodiac.SIDEREAL if ayanamsa else Zodiac.TROPICAL)
    assert table.bodies == DEFAULT_BODIES
    for row in table.rows:
        seen = sight(row.jd_tt, DEFAULT_BODIES, ayanamsa=ayanamsa)
        for place, truth in zip(row.places, seen, strict=True):
            assert place.longitude_deg == truth.longitude_deg
            assert place.declination_deg == truth.declination_deg
            assert place.is_retrograde == (truth.speed_deg_per_day < 0)
            assert place.longitude_deg == pytest.approx((place.sign.number - 1) * 30 + place.degree_in_sign)


def test_rows_keep_to_the_clock_over_a_leap_second() -> None:
    rows = ephemeris_table(START, END).rows
    assert [row.utc for row in rows] == [
        f"{datetime(2016, 12, 25, tzinfo=UTC) + timedelta(days=n):%Y-%m-%dT00:00:00Z}" for n in range(12)
    ]
    lengths = [round((b.jd_tt - a.jd_tt) * 86400, 3) for a, b in pairwise(rows)]
    assert lengths == [86400.0] * 6 + [86401.0] + [86400.0] * 4


@pytest.mark.parametrize(("step_days", "count"), [(1, 12), (0.5, 23), (5, 3), (11, 2), (12, 1), (1 / 24, 265)])
def test_the_last_row_is_the_last_step_within_the_table(step_days: float, count: int) -> None:
    assert len(ephemeris_table(START, END, step_days, (Body.SUN,)).rows) == count


def test_a_table_of_one_instant_has_one_row() -> None:
    assert [row.utc for row in ephemeris_table(START, START).rows] == [START.utc]


def test_a_heliocentric_table_holds_the_earth_and_no_sun() -> None:
    table = ephemeris_table(START, END, 5, centre=Centre.HELIOCENTRIC)
    assert table.bodies == tuple(Planet)
    for row in table.rows:
        truth = heliocentric_rows(row.jd_tt, tuple(Planet), None)
        assert [place.longitude_deg for place in row.places] == [one[0] for one in truth]
    two = ephemeris_table(START, END, 5, (Body.MARS, Planet.EARTH), centre=Centre.HELIOCENTRIC)
    assert two.bodies == (Planet.MARS, Planet.EARTH)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"end": at(2016, 12, 24)}, "to"),
        ({"step_days": 0.0}, "step"),
        ({"step_days": float("nan")}, "step"),
        ({"step_days": -1.0}, "step"),
        ({"end": at(2999, 1, 1)}, "step"),
        ({"bodies": ()}, "bodies"),
        ({"bodies": (Planet.EARTH,)}, "bodies"),
        ({"bodies": (Body.MOON,), "centre": Centre.HELIOCENTRIC}, "bodies"),
    ],
)
def test_a_table_that_cannot_be_made_says_which_input_is_wrong(arguments: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        ephemeris_table(**{"start": START, "end": END, **arguments})
    assert caught.value.field == field


def test_what_has_no_positions_in_those_years_is_refused_when_asked_for_and_left_out_else() -> None:
    with pytest.raises(Undefined, match="Chiron"):
        ephemeris_table(at(1700, 1, 1), at(1700, 1, 9), bodies=(Body.SUN, Body.CHIRON))
    assert Body.CHIRON not in ephemeris_table(at(1700, 1, 1), at(1700, 1, 9)).bodies
    with pytest.raises(OutsideEphemeris):
        ephemeris_table(at(3001, 1, 1), at(3001, 1, 9))


def test_a_table_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[float] = []
    ephemeris_table(at(2000, 1, 1), at(2003, 1, 1), bodies=(Body.SUN,), progress=told.append)
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(told) > 3

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ephemeris_table(START, END, progress=stop)


@given(st.sampled_from([7.5, 22.5, 30.0, 45.0, 90.0, 360.0]), st.sampled_from([0.25, 1.0, 3.7, 10.0]))
@settings(max_examples=24)
def test_a_folded_line_is_the_longitude_and_breaks_only_at_the_edges(modulus: float, step: float) -> None:
    bodies = (Body.SUN, Body.MOON, Body.MERCURY, Body.PLUTO, Body.TRUE_NODE)
    found = graphic_ephemeris(at(2020, 1, 1), at(2021, 1, 1), modulus, bodies, step_days=step)
    assert [line.body for line in found.lines] == list(bodies)
    for line in found.lines:
        for one in line.polylines:
            assert len(one.jd_tt) == len(one.folded_deg) >= 2
            assert one.jd_tt == sorted(one.jd_tt)
            assert all(0 <= height <= modulus for height in one.folded_deg)
        for before, after in pairwise(line.polylines):
            assert before.jd_tt[-1] == after.jd_tt[0]
            assert sorted([before.folded_deg[-1], after.folded_deg[0]]) == [0.0, modulus]
        first, last = line.polylines[0], line.polylines[-1]
        assert (first.jd_tt[0], last.jd_tt[-1]) == (at(2020, 1, 1).jd_tt, at(2021, 1, 1).jd_tt)
        inner = [one for one in line.polylines[3:6] if len(one.jd_tt) > 2] + [first, last]
        for one in inner:
            for jd_tt, height in list(zip(one.jd_tt, one.folded_deg, strict=True))[1:-1]:
                truth = sight(jd_tt, (line.body,))[0].longitude_deg
                assert abs((height - truth + modulus / 2) % modulus - modulus / 2) < 0.1 / 3600


def test_lines_that_touch_an_edge_turn_back_across_it() -> None:
    # Mercury went from Scorpio back into Libra on 2020-10-28 at 01:33 UT and out again on 2020-11-10 at 21:55 UT.
    (line,) = graphic_ephemeris(at(2020, 10, 20), at(2020, 11, 20), 30.0, (Body.MERCURY,)).lines
    first, second, third = line.polylines
    assert (first.folded_deg[-1], third.folded_deg[0]) == (0.0, 0.0)
    assert (second.folded_deg[0], second.folded_deg[-1]) == (30.0, 30.0)
    assert 25 < min(second.folded_deg) < 26
    assert first.jd_tt[-1] - at(2020, 10, 28).jd_tt == pytest.approx(0.06, abs=0.1)
    assert second.jd_tt[-1] - at(2020, 11, 10).jd_tt == pytest.approx(0.91, abs=0.1)


def test_the_points_of_a_chart_are_level_lines() -> None:
    chart = cast_chart(at(1990, 5, 17), None)
    found = graphic_ephemeris(START, END, 45.0, (Body.SATURN,), chart=chart)
    assert [one.point for one in found.points] == [one.body.value for one in chart.bodies]
    assert all(one.folded_deg == one.longitude_deg % 45 for one in found.points)
    sidereal = cast_chart(at(1990, 5, 17), None, ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI))
    with pytest.raises(InvalidInput, match="another zodiac"):
        graphic_ephemeris(START, END, chart=sidereal)
    assert graphic_ephemeris(START, END, ayanamsa=Ayanamsa.LAHIRI, chart=sidereal).points


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"end": START}, "to"),
        ({"modulus_deg": 0.0}, "modulus"),
        ({"modulus_deg": 361.0}, "modulus"),
        ({"modulus_deg": float("nan")}, "modulus"),
        ({"step_days": 0.0}, "step"),
        ({"step_days": 10.5}, "step"),
        ({"step_days": 0.0001}, "step"),
        ({"bodies": ()}, "bodies"),
    ],
)
def test_a_graph_that_cannot_be_drawn_says_which_input_is_wrong(arguments: dict, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        graphic_ephemeris(**{"start": START, "end": END, **arguments})
    assert caught.value.field == field


def test_before_the_data_files_a_graph_holds_what_can_be_computed() -> None:
    bodies = [line.body for line in graphic_ephemeris(at(1700, 1, 1), at(1700, 3, 1)).lines]
    assert bodies == [body for body in DEFAULT_BODIES if body is not Body.CHIRON]


def test_an_aspectarian_holds_every_event_once_under_its_day() -> None:
    start, end = at(2020, 12, 1), at(2021, 1, 1)
    found = aspectarian(start, end)
    assert tuple(event for day in found.days for event in day.events) == find_events(start, end, DAILY_KINDS)
    assert [day.date for day in found.days] == sorted({day.date for day in found.days})
    assert all(event.utc.startswith(day.date) for day in found.days for event in day.events)


def test_the_aspectarian_of_the_great_conjunction_of_2020_has_it_on_the_day_of_the_solstice() -> None:
    # The Astronomical Almanac for 2020: solstice December 21, 10:02 UT; conjunction in longitude the same evening.
    found = aspectarian(at(2020, 12, 20), at(2020, 12, 23), bodies=(Body.SUN, Body.JUPITER, Body.SATURN))
    (day,) = (day for day in found.days if day.date == "2020-12-21")
    told = [
        (event.kind, event.bodies, event.utc[11:16]) for event in day.events if event.kind is not EventKind.LUNATION
    ]
    assert told[0] == (EventKind.INGRESS, (Body.SUN,), "10:02")
    assert (EventKind.ASPECT, (Body.JUPITER, Body.SATURN)) in [one[:2] for one in told]
    assert any(event.aspect is AspectKind.CONJUNCTION for event in day.events)


def test_results_are_plain_json() -> None:
    results = (ephemeris_table(START, END), graphic_ephemeris(START, END), aspectarian(START, END))
    for result, kind in zip(results, (EphemerisTable, GraphicEphemeris, Aspectarian), strict=True):
        assert msgspec.json.decode(msgspec.json.encode(result), type=kind) == result
        assert msgspec.json.schema(kind)
    assert np.isfinite(results[0].rows[0].places[0].longitude_deg)
