import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, cast_chart
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.houses import house_of
from outer_skies.engine.moments import moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.dignity_tables import DOMICILES
from outer_skies.engine.techniques.lot_formulas import FORMULAS, ArabicLot
from outer_skies.engine.techniques.lots import ArabicLots, find_lots, find_points
from outer_skies.engine.techniques.needs import is_day_chart
from outer_skies.engine.techniques.sect import Sect
from outer_skies.engine.techniques.syzygy import SyzygyKind, find_syzygy
from outer_skies.engine.zodiac import Zodiac
from outer_skies.errors import Undefined

J1850, J2100 = 2396758.5, 2488069.5
SIDEREAL = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
# By night another formula, not the same one turned about.
OWN_BY_NIGHT = {ArabicLot.CAPTIVES, ArabicLot.EXALTATION}


TROPICAL = ChartOptions()


def born(jd_tt: float, north: float, east: float, options: ChartOptions = TROPICAL) -> Chart:
    return cast_chart(moment_at_tt(jd_tt), Place("", north, east), options)


births = st.builds(
    born,
    st.floats(J1850, J2100),
    st.floats(-60, 60),
    st.floats(-180, 180),
    st.sampled_from((TROPICAL, SIDEREAL, ChartOptions(house_system=HouseSystem.WHOLE_SIGN))),
)


def test_there_are_more_than_forty_and_each_names_its_source() -> None:
    assert len(FORMULAS) >= 40
    assert set(FORMULAS) == set(ArabicLot)
    assert all(formula.source for formula in FORMULAS.values())
    assert len({name.label for name in ArabicLot}) == len(ArabicLot)


@pytest.mark.parametrize("name", list(ArabicLot))
def test_by_night_the_ends_stay_or_change_places(name: ArabicLot) -> None:
    formula = FORMULAS[name]
    if name not in OWN_BY_NIGHT:
        assert formula.night in ((formula.start, formula.end), (formula.end, formula.start))


@given(births)
def test_a_lot_is_as_far_from_where_it_is_cast_as_its_end_from_its_start(chart: Chart) -> None:
    found = find_lots(chart)
    points = find_points(chart, by_day=found.sect is Sect.DAY)
    assert set(found.lots) == set(ArabicLot)
    assert not found.absent
    for name, lot in found.lots.items():
        arc = (points[lot.end] - points[lot.start]) % 360
        if name is ArabicLot.BASIS:
            arc = min(arc, 360 - arc)
        assert separation_deg(lot.longitude_deg, points[lot.cast_from] + arc) < 1e-9
        assert 0 <= lot.longitude_deg < 360
        assert lot.lord is DOMICILES[int(lot.longitude_deg / 30)]
        assert chart.houses
        assert lot.house == house_of(lot.longitude_deg, chart.houses.cusps_deg)


@given(births)
def test_fortune_and_spirit_are_those_of_the_chart(chart: Chart) -> None:
    found = find_lots(chart).lots
    for lot in chart.lots:
        own = found[ArabicLot(lot.name.value)]
        assert (own.longitude_deg, own.house) == (lot.longitude_deg, lot.house)


@given(births)
def test_points_are_where_the_chart_has_them(chart: Chart) -> None:
    points = find_points(chart, by_day=find_lots(chart).sect is Sect.DAY)
    held = {one.body.value: one.longitude_deg for one in chart.bodies}
    assert all(points[body] == held[body] for body in held.keys() & points.keys())
    assert chart.angles
    assert chart.houses
    assert points["ascendant"] == chart.angles.ascendant
    assert points["cusp_9"] == chart.houses.cusps_deg[8]
    for name, place in points.items():
        if not name.startswith("lord_of_"):
            assert points[f"lord_of_{name}"] == held[DOMICILES[int(place / 30)]]


def test_without_houses_only_lots_of_cusps_are_absent() -> None:
    found = find_lots(born(2451545.0, 80.0, 0.0))
    assert set(found.absent) == {
        ArabicLot.PROPERTY, ArabicLot.DEATH, ArabicLot.TRAVEL, ArabicLot.ENEMIES_HERMES,
    }  # fmt: skip
    assert set(found.lots) | set(found.absent) == set(ArabicLot)
    assert all(lot.house is None for lot in found.lots.values())


def test_a_chart_without_what_lots_need_says_so() -> None:
    chart = born(2451545.0, 44.65, -63.57)
    without_mars = msgspec.structs.replace(
        chart, bodies=tuple(one for one in chart.bodies if one.body is not Body.MARS)
    )
    for lacking in (cast_chart(chart.moment, None), without_mars):
        with pytest.raises(Undefined, match=r"^This needs [^\n]+\.$"):
            find_lots(lacking)
    with pytest.raises(Undefined):
        find_syzygy(cast_chart(chart.moment, None))


def test_lots_are_json_by_name_and_have_a_schema() -> None:
    found = find_lots(born(2451545.0, 44.65, -63.57))
    read = msgspec.json.decode(msgspec.json.encode(found))
    assert read["lots"]["eros"]["cast_from"] == "ascendant"
    assert msgspec.json.decode(msgspec.json.encode(found), type=ArabicLots) == found
    assert msgspec.json.schema(ArabicLots)["$defs"]


@given(st.floats(J1850, J2100), st.floats(-60, 60), st.booleans())
def test_the_syzygy_is_the_last_before_birth(jd_tt: float, north: float, sidereal: bool) -> None:
    found = find_syzygy(born(jd_tt, north, 0.0, SIDEREAL if sidereal else TROPICAL))
    assert jd_tt - 15.7 < found.jd_tt <= jd_tt + 1e-6
    then = born(found.jd_tt, north, 0.0, SIDEREAL if sidereal else TROPICAL)
    sun, moon = then.bodies[:2]
    apart = separation_deg(sun.longitude_deg, moon.longitude_deg)
    assert apart == pytest.approx(0 if found.kind is SyzygyKind.NEW_MOON else 180, abs=1e-4)
    counts = sun if found.kind is SyzygyKind.NEW_MOON or is_day_chart(then) else moon
    assert separation_deg(found.longitude_deg, counts.longitude_deg) < 1e-3
