"""Each technique of periods by itself, against another way to say the same."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lives import OPTIONS, YEAR_DAYS, births, born, later, running

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.ephemeris import sight
from outer_skies.engine.techniques import vimshottari
from outer_skies.engine.techniques.firdaria import NightNodes, find_firdaria
from outer_skies.engine.techniques.lots import find_lots
from outer_skies.engine.techniques.nakshatras import Nakshatra
from outer_skies.engine.techniques.needs import is_day_chart
from outer_skies.engine.techniques.periods import PeriodFlag, TimeLord, birthdays, lord_of
from outer_skies.engine.techniques.profections import Months, Stride, find_profections
from outer_skies.engine.techniques.vimshottari import find_vimshottari
from outer_skies.engine.techniques.zodiacal_releasing import YEARS, find_zodiacal_releasing
from outer_skies.engine.zodiac import Sign, Zodiac, sign_of
from outer_skies.errors import InvalidInput, Undefined

SIGNS = tuple(Sign)
CHART = born(2448029.23)
SKY = cast_chart(CHART.moment, None, OPTIONS)
POINTS = st.sampled_from(["ascendant", "midheaven", "sun", "moon", "fortune", "spirit"])


def sign_after(sign: Sign, steps: int) -> Sign:
    return SIGNS[(SIGNS.index(sign) + steps) % 12]


@settings(max_examples=40)
@given(chart=births, point=POINTS, age=st.integers(0, 99))
def test_a_profected_year_is_one_sign_further_and_its_lord_is_that_signs(chart, point, age) -> None:
    found = find_profections(chart, later(chart, 101), point=point, levels=1)
    year = found.periods[age]
    assert year.sign is sign_after(sign_of(found.longitude_deg), age)
    assert year.lord is lord_of(year.sign)
    assert year.sign is sign_after(sign_of(chart.angles.ascendant), year.place - 1)
    assert abs(year.start_jd_tt - chart.moment.jd_tt - age * YEAR_DAYS) < 2


def test_profected_months_begin_in_the_sign_of_the_year_and_days_in_that_of_the_month() -> None:
    found = find_profections(CHART, later(CHART, 5), levels=3).periods
    for year, month, day in zip(found, found[1:], found[2:], strict=False):
        if (year.level, month.level) == (1, 2):
            assert year.sign is month.sign is day.sign
    months = [one for one in found if one.level == 2][:13]
    assert [one.sign for one in months[:12]] == [sign_after(months[0].sign, step) for step in range(12)]
    assert months[12].sign is sign_after(months[0].sign, 1)


def test_thirteen_months_go_on_through_the_signs_from_year_to_year() -> None:
    found = find_profections(CHART, later(CHART, 20), months=Months.THIRTEEN, levels=3).periods
    months = [one for one in found if one.level == 2]
    assert all(then.sign is sign_after(one.sign, 1) for one, then in pairwise(months))
    assert all(27.9 < one.end_jd_tt - one.start_jd_tt < 28.3 for one in months)
    days = [one.end_jd_tt - one.start_jd_tt for one in found if one.level == 3]
    assert all(2.3 < day < 2.4 for day in days)


@settings(max_examples=40)
@given(chart=births, point=POINTS, share=st.floats(0, 0.999))
def test_by_degrees_the_point_is_where_thirty_degrees_a_year_bring_it(chart, point, share) -> None:
    found = find_profections(chart, later(chart, 60), point=point, stride=Stride.DEGREES, levels=1)
    birthday = birthdays(chart.moment)
    for age in (0, 17, 58):
        instant = birthday(age) + share * (birthday(age + 1) - birthday(age))
        (year,) = running(found.periods, instant)
        turned = found.longitude_deg + 30 * (age + share)
        if 1e-6 < turned % 30 < 30 - 1e-6:
            assert year.sign is sign_of(turned)


def test_by_degrees_there_are_years_alone() -> None:
    with pytest.raises(InvalidInput, match="A profection by degrees has one level") as caught:
        find_profections(CHART, later(CHART, 1), stride=Stride.DEGREES)
    assert caught.value.field == "levels"


def test_what_the_chart_does_not_have_is_told_and_what_there_is_not_is_refused() -> None:
    until = later(CHART, 1)
    with pytest.raises(Undefined, match="This needs the Ascendant, which the chart does not have"):
        find_profections(SKY, until)
    with pytest.raises(Undefined, match="This needs Mars, which the chart does not hold"):
        find_profections(CHART, until, point="mars")
    with pytest.raises(InvalidInput, match="no angle, body or lot of that name") as caught:
        find_profections(CHART, until, point="vulcan")
    assert caught.value.field == "point"
    with pytest.raises(Undefined, match="This needs"):
        find_firdaria(SKY, until)
    with pytest.raises(Undefined, match="This needs the Ascendant"):
        find_zodiacal_releasing(SKY, until)


def test_any_lot_of_the_catalogue_can_be_released_and_profected() -> None:
    full = cast_chart(CHART.moment, CHART.place)
    lots = find_lots(full).lots
    for name, lot in list(lots.items())[:12]:
        assert find_zodiacal_releasing(full, later(full, 1), lot=name, moves_on=False).sign is lot.sign
        assert find_profections(full, later(full, 1), point=name, levels=1).longitude_deg == lot.longitude_deg
    without = msgspec.structs.replace(full, houses=None)
    absent = find_lots(without).absent[0]
    with pytest.raises(Undefined, match="measured from a cusp"):
        find_profections(without, later(full, 1), point=absent)


def test_a_body_is_profected_without_an_ascendant_and_its_own_sign_is_the_first_place() -> None:
    year = find_profections(SKY, later(CHART, 1), point="sun", levels=1).periods[0]
    assert (year.sign, year.place) == (Sign.TAURUS, 1)


@settings(max_examples=40)
@given(chart=births)
def test_firdaria_begin_with_the_light_of_the_sect_and_take_seventy_five_years(chart) -> None:
    found = find_firdaria(chart, later(chart, 150), levels=1)
    assert found.is_day == is_day_chart(chart)
    first = found.periods[:9]
    assert first[0].lord is (TimeLord.SUN if found.is_day else TimeLord.MOON)
    assert {one.lord for one in first} == set(TimeLord)
    assert [one.lord for one in found.periods[9:18]] == [one.lord for one in first]
    assert first[-1].end_jd_tt == birthdays(chart.moment)(75)


def test_a_planets_firdaria_has_seven_equal_parts_and_a_nodes_is_its_own() -> None:
    found = find_firdaria(CHART, later(CHART, 75)).periods
    for place, major in enumerate(found):
        if major.level == 1:
            parts = [one for one in found[place + 1 : place + 8] if one.level == 2]
            if major.lord in {TimeLord.NORTH_NODE, TimeLord.SOUTH_NODE}:
                assert (parts[0].lord, parts[0].end_jd_tt) == (major.lord, major.end_jd_tt)
                assert len(parts) == 1 or parts[1].start_jd_tt == major.end_jd_tt
            else:
                assert parts[0].lord is major.lord
                assert len({one.lord for one in parts}) == 7
                lengths = [one.end_jd_tt - one.start_jd_tt for one in parts]
                assert max(lengths) - min(lengths) < 1e-6


def test_the_nodes_come_after_mars_in_the_other_order_of_the_night() -> None:
    night = born(2448029.73)
    orders = {
        nodes: [one.lord.value for one in find_firdaria(night, later(night, 74), night_nodes=nodes, levels=1).periods]
        for nodes in NightNodes
    }
    planets = ["moon", "saturn", "jupiter", "mars", "sun", "venus", "mercury"]
    assert orders[NightNodes.LAST] == [*planets, "north_node", "south_node"]
    assert orders[NightNodes.AFTER_MARS] == [*planets[:4], "north_node", "south_node", *planets[4:]]


def released(first: Sign, length: float, unit: float) -> list[tuple[Sign, float, float]]:
    """The parts of a released period, walked one by one: (sign, start, end) in days from its start."""
    signs = [sign_after(first, step) for step in range(12)] + [sign_after(first, 6 + step) for step in range(12)]
    parts, at = [], 0.0
    for sign in signs:
        end = min(at + YEARS[sign] * unit, length)
        parts.append((sign, at, end))
        at = end
        if at >= length - 1e-9:
            return parts
    raise AssertionError


@settings(max_examples=25)
@given(chart=births, lot=st.sampled_from(["fortune", "spirit", "sun"]))
def test_the_parts_of_released_signs_are_those_of_a_walk_by_hand(chart, lot) -> None:
    found = find_zodiacal_releasing(chart, later(chart, 40), lot=lot, levels=3).periods
    for place, whole in enumerate(found):
        if whole.level == 3:
            continue
        parts = []
        for one in found[place + 1 :]:
            if one.level <= whole.level:
                break
            if one.level == whole.level + 1:
                parts.append(one)
        unit = {1: 30.0, 2: 2.5}[whole.level]
        by_hand = released(whole.sign, whole.end_jd_tt - whole.start_jd_tt, unit)
        assert len(parts) == len(by_hand) or whole.end_jd_tt > later(chart, 40).jd_tt
        for index, (part, (sign, start, end)) in enumerate(zip(parts, by_hand, strict=False)):
            assert part.sign is sign
            assert part.start_jd_tt - whole.start_jd_tt == pytest.approx(start, abs=1e-6)
            assert part.end_jd_tt - whole.start_jd_tt == pytest.approx(end, abs=1e-6)
            assert (PeriodFlag.LOOSING_OF_THE_BOND in part.flags) == (index == 12)


@pytest.mark.parametrize("sign", SIGNS)
def test_only_signs_longer_than_seventeen_years_and_seven_months_loose_their_bond(sign: Sign) -> None:
    loosed = len(released(sign, YEARS[sign] * 360.0, 30.0)) > 12
    assert loosed == (YEARS[sign] * 12 > 211)


@settings(max_examples=40)
@given(chart=births)
def test_peaks_are_the_signs_angular_from_fortune(chart) -> None:
    found = find_zodiacal_releasing(chart, later(chart, 30))
    for one in found.periods:
        assert one.sign is sign_after(found.fortune_sign, one.place - 1)
        assert (PeriodFlag.PEAK in one.flags) == (one.place in {1, 4, 7, 10})


def test_spirit_is_released_from_the_next_sign_when_it_shares_that_of_fortune() -> None:
    new_moon = born(2448035.99)
    until = later(new_moon, 10)
    fortune, spirit = (find_zodiacal_releasing(new_moon, until, lot=lot) for lot in ("fortune", "spirit"))
    assert fortune.sign is fortune.fortune_sign
    assert spirit.is_moved_on
    assert not fortune.is_moved_on
    assert spirit.sign is spirit.periods[0].sign is sign_after(fortune.sign, 1)
    stays = find_zodiacal_releasing(new_moon, until, moves_on=False)
    assert (stays.sign, stays.is_moved_on) == (fortune.sign, False)


@settings(max_examples=40)
@given(chart=births, share=st.floats(0.001, 0.999), year_days=st.sampled_from([360.0, 365.25]))
def test_dashas_are_where_the_moons_way_through_its_mansion_puts_them(chart, share, year_days) -> None:
    (moon,) = sight(chart.moment.jd_tt, (Body.MOON,), ayanamsa=Ayanamsa.LAHIRI)
    mansions = moon.longitude_deg / (360 / 27)
    lords, years = tuple(vimshottari.YEARS), tuple(vimshottari.YEARS.values())
    first = int(mansions) % 9
    instant = chart.moment.jd_tt + share * 100 * year_days
    # Years since the first dasha began, counted down through four levels.
    at, expected = (mansions % 1) * years[first] + share * 100, []
    turn = first
    while at >= years[turn]:
        at, turn = at - years[turn], (turn + 1) % 9
    length = years[turn]
    expected.append(lords[turn])
    for _ in range(3):
        parts = [length * years[(turn + step) % 9] / 120 for step in range(9)]
        step = 0
        while step < 8 and at >= parts[step]:
            at, step = at - parts[step], step + 1
        turn, length = (turn + step) % 9, parts[step]
        expected.append(lords[turn])
    until, since = later(chart, 101), later(chart, (instant - chart.moment.jd_tt - 1) / YEAR_DAYS)
    found = find_vimshottari(chart, until, since=since, year_days=year_days, levels=1)
    assert running(found.periods, instant)[0].lord is expected[0]
    if 1e-6 < at < length - 1e-6:
        near = later(chart, (instant - chart.moment.jd_tt + 1) / YEAR_DAYS)
        deep = find_vimshottari(chart, near, since=since, year_days=year_days, levels=4)
        assert [one.lord for one in running(deep.periods, instant)] == expected
    assert found.balance_days == pytest.approx((1 - mansions % 1) * years[first] * year_days)
    assert found.nakshatra is tuple(Nakshatra)[int(mansions)]


def test_the_ayanamsa_is_the_one_asked_for_or_the_charts_own_or_lahiris() -> None:
    until = later(CHART, 1)
    options = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.RAMAN, bodies=(Body.SUN, Body.MOON))
    raman = cast_chart(CHART.moment, CHART.place, options)
    assert find_vimshottari(CHART, until).ayanamsa is Ayanamsa.LAHIRI
    found = find_vimshottari(raman, until)
    assert found.ayanamsa is Ayanamsa.RAMAN
    assert found.moon_longitude_deg == pytest.approx(raman.bodies[1].longitude_deg, abs=1e-9)
    assert find_vimshottari(raman, until, ayanamsa=Ayanamsa.KRISHNAMURTI).ayanamsa is Ayanamsa.KRISHNAMURTI


@pytest.mark.parametrize("year_days", [0.0, -365.25, 323.9, 367.1, float("nan"), float("inf")])
def test_a_year_of_dashas_that_is_none_is_refused(year_days: float) -> None:
    with pytest.raises(InvalidInput) as caught:
        find_vimshottari(CHART, later(CHART, 1), year_days=year_days)
    assert caught.value.field == "year_days"
