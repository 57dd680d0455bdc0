"""Which points techniques look at, and in which zodiac."""

import pytest
from drawn_charts import BIRTH, HALIFAX, drawn

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, DEFAULT_BODIES, Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.techniques.points import (
    all_points,
    are_one,
    distinct_bodies,
    distinct_points,
    sidereal_points,
    tropical_points,
)
from outer_skies.engine.zodiac import Zodiac

TROPICAL = cast_chart(BIRTH, HALIFAX)
ON_ANOTHER_ECLIPTIC = (Ayanamsa.J2000, Ayanamsa.J1900, Ayanamsa.B1950, Ayanamsa.GALALIGN_MARDYKS)


def sidereal(ayanamsa: Ayanamsa) -> ChartOptions:
    return ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=ayanamsa)


def test_angles_follow_the_bodies_where_the_chart_has_them() -> None:
    assert [key for key, _ in all_points(TROPICAL)] == [*ALL_BODIES, "ascendant", "midheaven"]
    assert [key for key, _ in all_points(cast_chart(BIRTH, None))] == [*ALL_BODIES]


def test_two_ways_to_compute_one_point_count_once() -> None:
    bodies = [one.body for one in distinct_bodies(TROPICAL)]
    assert set(ALL_BODIES) - set(bodies) == {Body.MEAN_NODE, Body.TRUE_LILITH}
    assert [key for key, _ in distinct_points(TROPICAL)] == [*bodies, "ascendant", "midheaven"]
    alone = drawn({Body.MEAN_NODE: 1.0, Body.TRUE_LILITH: 2.0})
    assert [one.body for one in distinct_bodies(alone)] == [Body.MEAN_NODE, Body.TRUE_LILITH]
    assert set(DEFAULT_BODIES) <= set(bodies)  # what a chart shows unless told otherwise is what speaks for both


def test_mean_and_true_are_one_and_node_and_lilith_are_two() -> None:
    assert are_one("mean_node", "true_node")
    assert are_one("true_lilith", "mean_lilith")
    assert not are_one("mean_node", "mean_lilith")
    assert not are_one("sun", "sun")


@pytest.mark.parametrize("ayanamsa", Ayanamsa)
def test_a_tropical_chart_read_sidereally_is_the_sidereal_chart(ayanamsa: Ayanamsa) -> None:
    zero, points = sidereal_points(TROPICAL, ayanamsa)
    assert zero is ayanamsa
    truth = dict(all_points(cast_chart(BIRTH, HALIFAX, sidereal(ayanamsa))))
    within_deg = 20 / 3600 if ayanamsa in ON_ANOTHER_ECLIPTIC else 1e-8
    assert [key for key, _ in points] == list(truth)
    assert max(separation_deg(longitude, truth[key]) for key, longitude in points) < within_deg


def test_a_tropical_chart_is_read_by_lahiri_and_a_sidereal_one_by_its_own() -> None:
    assert sidereal_points(TROPICAL, None)[0] is Ayanamsa.LAHIRI
    raman = cast_chart(BIRTH, HALIFAX, sidereal(Ayanamsa.RAMAN))
    assert sidereal_points(raman, None) == (Ayanamsa.RAMAN, all_points(raman))
    zero, points = sidereal_points(raman, Ayanamsa.LAHIRI)
    truth = dict(all_points(cast_chart(BIRTH, HALIFAX, sidereal(Ayanamsa.LAHIRI))))
    assert zero is Ayanamsa.LAHIRI
    assert max(separation_deg(longitude, truth[key]) for key, longitude in points) < 1e-8


def test_a_sidereal_chart_is_counted_back_to_the_equinox() -> None:
    chart = cast_chart(BIRTH, HALIFAX, sidereal(Ayanamsa.LAHIRI))
    truth = dict(all_points(TROPICAL))
    assert max(separation_deg(longitude, truth[key]) for key, longitude in tropical_points(chart)) < 1e-8
    assert tropical_points(TROPICAL) == all_points(TROPICAL)
