"""Points beyond those of a chart, in a chart: their houses, their aspects, and the years that they are known for."""

from datetime import UTC, datetime
from itertools import combinations, product

import msgspec
import pytest

from outer_skies.engine.aspects import AspectKind, Motion, Orbs
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.far_bodies import HAMBURG_SCHOOL, Planet, TransNeptunian, UranianPoint
from outer_skies.engine.houses import house_of
from outer_skies.engine.moments import moment_at, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.far_points import HARD_ASPECTS
from outer_skies.engine.techniques.heliocentric import Heliocentric, find_heliocentric
from outer_skies.engine.techniques.trans_neptunians import TransNeptunians, find_trans_neptunians
from outer_skies.engine.techniques.uranian_points import UranianPoints, find_uranian_points
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import Undefined

HALIFAX = Place("Halifax", 44.65, -63.57)
TROPICAL = ChartOptions()
LAHIRI = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
WIDE = ChartOptions(orbs=Orbs.of(dict.fromkeys(AspectKind, 20.0), {Body.SUN: 1.5, Body.MARS: 0.5}))
FINDERS = (find_uranian_points, find_trans_neptunians)


def chart_of(year: int, place: Place | None = HALIFAX, options: ChartOptions = TROPICAL) -> Chart:
    return cast_chart(moment_at(datetime(year, 5, 17, 17, 30, tzinfo=UTC)), place, options)


def apart(a: float, b: float) -> float:
    return abs((a - b + 180) % 360 - 180)


@pytest.mark.parametrize("find", FINDERS)
@pytest.mark.parametrize("year", [1850, 1990, 2080])
def test_hard_aspects_are_all_and_only_those_within_the_orb(find, year: int) -> None:
    chart = chart_of(year)
    assert chart.angles
    points = [(one.body.value, one.longitude_deg) for one in chart.bodies]
    points += [("ascendant", chart.angles.ascendant), ("midheaven", chart.angles.midheaven)]
    found = find(chart)
    expected = {
        (one.point, other, kind)
        for one, (other, longitude), kind in product(found.positions, points, HARD_ASPECTS)
        if abs(apart(one.longitude_deg, longitude) - kind.angle_deg) <= 1
    }
    assert {(one.point, one.other, one.kind) for one in found.contacts} == expected
    assert len(found.contacts) == len(expected) > 0


@pytest.mark.parametrize("find", FINDERS)
def test_points_stand_in_houses_and_signs_of_the_chart(find) -> None:
    chart = chart_of(1990)
    assert chart.houses
    for one in find(chart).positions:
        assert one.house == house_of(one.longitude_deg, chart.houses.cusps_deg)
        assert one.longitude_deg == pytest.approx((one.sign.number - 1) * 30 + one.degree_in_sign)
        assert one.is_retrograde == (one.speed_deg_per_day < 0)
    assert {one.house for one in find(chart_of(1990, None)).positions} == {None}


@pytest.mark.parametrize("find", [*FINDERS, find_heliocentric])
def test_sidereal_longitudes_lie_an_ayanamsa_behind(find) -> None:
    tropical, sidereal = find(chart_of(1990)), find(chart_of(1990, options=LAHIRI))
    shift = chart_of(1990, options=LAHIRI).ayanamsa_deg
    assert shift
    for a, b in zip(tropical.positions, sidereal.positions, strict=True):
        assert apart(a.longitude_deg - shift, b.longitude_deg) < 1e-6


def test_the_hamburg_school_comes_first_and_every_point_has_a_source() -> None:
    positions = find_uranian_points(chart_of(1990)).positions
    assert [one.point for one in positions] == list(UranianPoint)
    assert [one.point for one in positions[:8]] == list(HAMBURG_SCHOOL)
    assert all(len(one.source) > 10 for one in positions)


def test_bodies_beyond_neptune_are_far() -> None:
    positions = find_trans_neptunians(chart_of(1990)).positions
    assert [one.point for one in positions] == list(TransNeptunian)
    assert all(one.distance_au > 28 for one in positions)


@pytest.mark.parametrize("jd_tt", [2268934.4, 2488932.1, 2000000.0])
def test_bodies_beyond_neptune_are_told_to_be_unknown_outside_their_files(jd_tt: float) -> None:
    with pytest.raises(Undefined, match="1500 to 2101"):
        find_trans_neptunians(cast_chart(moment_at_tt(jd_tt), None))


@pytest.mark.parametrize("jd_tt", [2268934.6, 2378496.0, 2378497.0, 2488931.9])
def test_bodies_beyond_neptune_are_known_to_the_ends_of_their_files(jd_tt: float) -> None:
    assert len(find_trans_neptunians(cast_chart(moment_at_tt(jd_tt), None)).positions) == len(TransNeptunian)


def test_bodies_and_points_go_on_smoothly_where_the_theory_changes() -> None:
    before, after = (cast_chart(moment_at_tt(jd), None) for jd in (2378496.70, 2378496.80))
    for find in (find_trans_neptunians, find_uranian_points):
        for a, b in zip(find(before).positions, find(after).positions, strict=True):
            # Nibiru is near its perihelion for centuries; all others move less than a minute in these two hours.
            assert apart(a.longitude_deg, b.longitude_deg) < 1 / 60


def test_the_earth_stands_opposite_to_where_it_sees_the_sun() -> None:
    chart = chart_of(1990)
    earth = next(one for one in find_heliocentric(chart).positions if one.planet is Planet.EARTH)
    sun = next(one for one in chart.bodies if one.body is Body.SUN)
    # Aberration shifts the Sun back by 20.5".
    assert apart(earth.longitude_deg, sun.longitude_deg + 180) == pytest.approx(20.5 / 3600, abs=0.5 / 3600)
    assert earth.distance_au == pytest.approx(sun.distance_au, abs=1e-5)


@pytest.mark.parametrize("options", [TROPICAL, WIDE], ids=["default", "wide"])
@pytest.mark.parametrize("year", [1850, 1990, 2080])
def test_heliocentric_aspects_are_all_and_only_those_within_the_orb(year: int, options: ChartOptions) -> None:
    found = find_heliocentric(chart_of(year, options=options))
    by_aspect, factors = dict(options.orbs.by_aspect), dict(options.orbs.by_body)
    expected = {}
    for a, b in combinations(found.positions, 2):
        of_a, of_b = (factors[Body.SUN if one.planet is Planet.EARTH else Body(one.planet.value)] for one in (a, b))
        near = [
            (abs(apart(a.longitude_deg, b.longitude_deg) - kind.angle_deg), kind)
            for kind in AspectKind
            if not kind.by_declination
            and abs(apart(a.longitude_deg, b.longitude_deg) - kind.angle_deg) <= by_aspect[kind] * (of_a + of_b) / 2
        ]
        if near:
            expected[a.planet, b.planet] = min(near)[1]
    assert {(one.a, one.b): one.kind for one in found.aspects} == expected
    assert len(found.aspects) == len(expected) > 5


def test_a_heliocentric_aspect_that_applies_is_closer_a_day_later() -> None:
    moment = datetime(1990, 5, 17, 17, 30, tzinfo=UTC).timestamp()
    now, later = (
        find_heliocentric(cast_chart(moment_at(datetime.fromtimestamp(moment + hours * 3600, UTC)), None)).aspects
        for hours in (0, 1)
    )
    then = {(one.a, one.b, one.kind): one.orb_deg for one in later}
    moving = [(one, then[one.a, one.b, one.kind]) for one in now if (one.a, one.b, one.kind) in then]
    assert {one.motion for one, _ in moving} == {Motion.APPLYING, Motion.SEPARATING}
    for one, orb_later in moving:
        assert (one.motion is Motion.APPLYING) == (orb_later < one.orb_deg)


def test_results_are_plain_json() -> None:
    for find, kind in ((find_uranian_points, UranianPoints), (find_trans_neptunians, TransNeptunians),
                       (find_heliocentric, Heliocentric)):  # fmt: skip
        result = find(chart_of(1990))
        assert msgspec.json.decode(msgspec.json.encode(result), type=kind) == result
        assert msgspec.json.schema(kind)
