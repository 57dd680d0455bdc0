"""Transits: bodies of a moment in the houses of a chart; aspects that apply come closer as time goes on."""

import pytest
from pairs import HALIFAX, QUITO, WELLINGTON, at, born, drawn_births, later

from outer_skies.engine.aspects import AspectKind, Motion
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.houses import house_of
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.synastry import synastry
from outer_skies.engine.techniques.transits import Transits, transits

WHEN = at(2020, 12, 21, 18, 20)


def orbs(found: Transits) -> dict[tuple[str, str, AspectKind], float]:
    return {(one.a, one.b, one.kind): one.orb_deg for one in found.aspects}


def test_bodies_in_transit_are_the_sky_in_the_houses_of_the_chart() -> None:
    chart = born(at(1990, 5, 17, 17, 30))
    found = transits(chart, WHEN)
    sky = cast_chart(WHEN, None)
    assert chart.houses is not None
    for one, seen in zip(found.bodies, sky.bodies, strict=True):
        assert (one.body, one.longitude_deg, one.speed_deg_per_day) == (
            seen.body, seen.longitude_deg, seen.speed_deg_per_day,
        )  # fmt: skip
        assert one.house == house_of(one.longitude_deg, chart.houses.cusps_deg)


def test_aspects_are_those_of_the_chart_beside_the_sky() -> None:
    chart = born(at(1990, 5, 17, 17, 30))
    beside = synastry(chart, cast_chart(WHEN, None)).aspects
    assert orbs(transits(chart, WHEN)) == {(one.a, one.b, one.kind): one.orb_deg for one in beside}


def still_near(chart: Chart, when: Moment, minutes: float) -> dict[tuple[str, str, AspectKind], float]:
    return orbs(transits(chart, later(when, minutes / 1440)))


@pytest.mark.parametrize("seed", range(6))
def test_an_applying_aspect_is_closer_a_little_later_and_a_separating_one_wider(seed: int) -> None:
    chart, other = drawn_births(2, seed)
    found = transits(chart, other.moment)
    after = still_near(chart, other.moment, 5)
    motions = {one.motion for one in found.aspects}
    assert {Motion.APPLYING, Motion.SEPARATING} <= motions
    for one in found.aspects:
        then = after.get((one.a, one.b, one.kind), one.max_orb_deg)
        if one.motion is Motion.EXACT or abs(then - one.orb_deg) < 1e-6:
            continue  # a body that stands still
        assert (one.motion is Motion.APPLYING) == (then < one.orb_deg), one


def test_a_body_on_its_own_place_is_exact() -> None:
    chart = born(at(1990, 5, 17, 17, 30))
    on_itself = [one for one in transits(chart, chart.moment).aspects if one.a == one.b]
    assert {one.motion for one in on_itself if not one.kind.by_declination} == {Motion.EXACT}


def test_a_topocentric_chart_is_passed_by_the_moon_as_seen_from_the_ground() -> None:
    options = ChartOptions(topocentric=True, bodies=(Body.MOON,))
    chart = born(at(1990, 5, 17, 17, 30), options=options)
    for place, seen_from in ((None, HALIFAX), (WELLINGTON, WELLINGTON)):
        (moon,) = transits(chart, WHEN, place=place).bodies
        (seen,) = cast_chart(WHEN, seen_from, options).bodies
        assert moon.longitude_deg == seen.longitude_deg
    geocentric = born(at(1990, 5, 17, 17, 30), options=ChartOptions(bodies=(Body.MOON,)))
    assert transits(geocentric, WHEN, place=QUITO) == transits(geocentric, WHEN)


def test_a_chart_without_houses_has_transits_in_no_house() -> None:
    assert {one.house for one in transits(born(at(1990, 5, 17), None), WHEN).bodies} == {None}
