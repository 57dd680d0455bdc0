"""Lots, sect, the syzygy before birth and the lords of day and hour, as authors and almanacs give them."""

from datetime import UTC, datetime, timedelta

import pytest
from old_figures import SEVEN, at, figure

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import cast_chart
from outer_skies.engine.moments import CivilDate, CivilTime, Moment, moment_at, moment_at_tt, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.almutens import find_lords_of_time
from outer_skies.engine.techniques.lot_formulas import FORMULAS, ArabicLot
from outer_skies.engine.techniques.lots import find_lots
from outer_skies.engine.techniques.sect import find_sect
from outer_skies.engine.techniques.syzygy import SyzygyKind, find_syzygy

SUN, MOON, MERCURY, VENUS, MARS, JUPITER, SATURN = SEVEN
HALIFAX = Place("Halifax", 44.65, -63.57)

CHRISTMAS_ISLAND = Place("Christmas Island", 1.87, -157.4)
CHRISTMAS_ISLAND_MORNING = resolve_moment(
    CivilDate(2000, 1, 2), CivilTime(7, 0), CHRISTMAS_ISLAND, zone="Pacific/Kiritimati"
)

# Al-Biruni, Book of Instruction 476 (tr. Wright), as G. C. Noonan tabulates it: from, to, whether changed by night.
AL_BIRUNIS = {
    ArabicLot.FORTUNE: "sun moon change",
    ArabicLot.SPIRIT: "moon sun change",
    ArabicLot.LOVE: "fortune spirit change",
    ArabicLot.POVERTY: "spirit fortune change",
    ArabicLot.NEMESIS: "saturn fortune change",
    ArabicLot.COURAGE: "mars fortune change",
    ArabicLot.LIFE: "jupiter saturn change",
    ArabicLot.PERMANENCE: "fortune spirit change",
    ArabicLot.REASON: "mercury mars change",
    ArabicLot.FOUND_THINGS: "mercury venus same",
    ArabicLot.SIBLINGS: "saturn jupiter same",
    ArabicLot.NUMBER_OF_SIBLINGS: "mercury saturn same",
    ArabicLot.FATHER: "sun saturn change",
    ArabicLot.AGRICULTURE: "venus saturn same",
}


# Paulus, Introduction 23: by day from one to the other, by night the other way.
THE_SEVEN = {
    ArabicLot.FORTUNE: "sun moon",
    ArabicLot.SPIRIT: "moon sun",
    ArabicLot.EROS: "spirit venus",
    ArabicLot.NECESSITY: "mercury fortune",
    ArabicLot.COURAGE: "mars fortune",
    ArabicLot.VICTORY: "spirit jupiter",
    ArabicLot.NEMESIS: "saturn fortune",
}

# Abu Ma'shar, Great Introduction VIII.3-5, and for sons his Abbreviation 6: what is taken "by day and night" always,
# and what "by night contrary".
ABU_MASHARS = """
love fortune spirit contrary
poverty spirit fortune contrary
permanence fortune spirit contrary
siblings saturn jupiter always
siblings_valens mercury jupiter always
father sun saturn contrary
father_saturn_hidden sun jupiter contrary
land saturn moon always
land_persians mercury jupiter contrary
agriculture venus saturn always
outcome saturn lord_of_syzygy always
children jupiter saturn contrary
number_of_children mars jupiter always
sons moon jupiter always
daughters moon venus always
sex_of_the_child lord_of_moon moon contrary
illness saturn mars contrary
passing_illness mercury mars always
servants mercury moon always
marriage_of_men saturn venus always
death moon cusp_8 always saturn
death_persians mars saturn contrary
killing_planet lord_of_ascendant moon contrary
year_of_danger saturn lord_of_syzygy always
heavy_place saturn mars contrary mercury
truth_of_news mercury moon always
rank_and_work saturn moon always
craft_and_trade mercury venus contrary
work_that_must_be_done sun jupiter contrary
mother venus moon contrary
honour fortune spirit contrary
desire fortune spirit contrary
hope saturn venus contrary
friends moon mercury always
misery spirit fortune always
hyleg syzygy moon always
"""


# Valens, Anthologies II.38 (marriage); Ptolemy, Tetrabiblos III.10; al-Qabisi, Introduction V; Dorotheus II.
OTHERS = """
marriage_of_men_valens sun venus always
marriage_of_women_valens moon mars always
marriage_of_women venus saturn always
fortune_ptolemy sun moon always
property lord_of_cusp_2 cusp_2 always
travel lord_of_cusp_9 cusp_9 always
travel_by_water saturn cancer_15 contrary
enemies saturn mars contrary
enemies_hermes lord_of_cusp_12 cusp_12 always
"""


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("name", THE_SEVEN)
def test_the_seven_lots_of_hermes_are_cast_as_paulus_says(name: ArabicLot) -> None:
    start, end = THE_SEVEN[name].split()
    formula = FORMULAS[name]
    assert (formula.start, formula.end, formula.night, formula.cast_from) == (start, end, (end, start), "ascendant")


@pytest.mark.parametrize("line", _lines(ABU_MASHARS + OTHERS), ids=lambda line: line.split()[0])
def test_lots_are_cast_as_abu_mashar_and_others_say(line: str) -> None:
    name, start, end, by_night, *cast_from = line.split()
    formula = FORMULAS[ArabicLot(name)]
    assert (formula.start, formula.end) == (start, end)
    assert formula.night == ((end, start) if by_night == "contrary" else (start, end))
    assert formula.cast_from == (cast_from[0] if cast_from else "ascendant")


def test_captives_and_exaltation_have_a_measure_of_their_own_by_night() -> None:
    """Abu Ma'shar, Great Introduction VIII.4: from the lord of the house of the light of the hour to that light, and
    from the Sun to 19 Aries, by night from the Moon to 3 Taurus.
    """  # noqa: D205  one sentence
    captives, exaltation = FORMULAS[ArabicLot.CAPTIVES], FORMULAS[ArabicLot.EXALTATION]
    assert (captives.start, captives.end, *captives.night) == ("lord_of_sun", "sun", "lord_of_moon", "moon")
    assert (exaltation.start, exaltation.end, *exaltation.night) == ("sun", "aries_19", "moon", "taurus_3")
    cusps = [30.0 * house for house in range(12)]
    places = dict(zip(SEVEN, (at("aries", 9), at("taurus", 1), 1, 2, 3, 4, 5), strict=True))
    for by_day, arc in ((True, 10), (False, 2)):
        lots = find_lots(figure(datetime(1700, 1, 1, tzinfo=UTC), places, cusps, by_day=by_day)).lots
        assert lots[ArabicLot.EXALTATION].longitude_deg == pytest.approx(arc)


@pytest.mark.parametrize("name", AL_BIRUNIS)
def test_lots_are_cast_as_al_biruni_tabulates_them(name: ArabicLot) -> None:
    start, end, change = AL_BIRUNIS[name].split()
    formula = FORMULAS[name]
    assert (formula.start, formula.end, formula.cast_from) == (start, end, "ascendant")
    assert formula.night == ((end, start) if change == "change" else (start, end))


def test_fortune_as_lilly_reckons_it_for_ptolemy() -> None:
    """Lilly, pp. 143-144: Moon 21.18 Virgo, Sun 4.18 Aries, 23.27 Leo rising: Fortune 10.27 Aquarius, day or night."""
    rising = at("leo", 23, 27)
    cusps = [(rising + 30 * house) % 360 for house in range(12)]
    for by_day in (True, False):
        places = dict(zip(SEVEN, (at("aries", 4, 18), at("virgo", 21, 18), 1, 2, 3, 4, 5), strict=True))
        found = find_lots(figure(datetime(1646, 3, 25, tzinfo=UTC), places, cusps, by_day=by_day))
        fortune = found.lots[ArabicLot.FORTUNE_PTOLEMY]
        assert fortune.longitude_deg == pytest.approx(at("aquarius", 10, 27))
        same = found.lots[ArabicLot.FORTUNE].longitude_deg == pytest.approx(fortune.longitude_deg)
        assert same is by_day


@pytest.mark.parametrize(
    ("sun", "moon", "rising", "fortune"),
    [("cancer", "capricorn", "taurus", "scorpio"), ("aquarius", "taurus", "pisces", "gemini")],
)
def test_fortune_in_the_sign_where_valens_has_it(sun: str, moon: str, rising: str, fortune: str) -> None:
    """Vettius Valens, Anthologies VII.3 (ed. Kroll): two nativities told by signs alone."""
    cusps = [(at(rising, 15) + 30 * house) % 360 for house in range(12)]
    places = dict(zip(SEVEN, (at(sun, 15), at(moon, 15), 1, 2, 3, 4, 5), strict=True))
    lots = find_lots(figure(datetime(120, 1, 1, tzinfo=UTC), places, cusps)).lots
    assert lots[ArabicLot.FORTUNE].sign.value == fortune


def test_hayz_as_abu_mashar_has_it() -> None:
    """Great Introduction VII.1: by day a male planet above the earth in a male sign; Mars, though male, by night."""
    places = {
        SUN: at("aries", 10), MOON: at("scorpio", 10), MERCURY: at("aries", 1), VENUS: at("virgo", 5),
        MARS: at("libra", 10), JUPITER: at("aries", 20), SATURN: at("taurus", 1),
    }  # fmt: skip
    noon, cusps = datetime(1700, 1, 1, tzinfo=UTC), [(at("cancer", 10) + 30 * house) % 360 for house in range(12)]
    day, night = (
        {one.body: one.is_in_hayz for one in find_sect(figure(noon, places, cusps, by_day=by)).planets}
        for by in (True, False)
    )
    assert day == {SUN: True, JUPITER: True, MERCURY: True, SATURN: False, MOON: True, VENUS: True, MARS: True}
    assert night[SUN] is True  # under the earth by night, in a male sign
    assert night[MARS] is True  # above the earth by night, in a male sign
    assert night[SATURN] is False


@pytest.mark.parametrize("days_later", [0.001, 3.0, 14.0])
def test_the_new_moon_before_birth_is_that_of_meeus(days_later: float) -> None:
    """Meeus, Astronomical Algorithms, example 49.a: new Moon of 1977 February 18, 3h37m42s TD."""
    new_moon_jd_tt = 2443192.65118
    found = find_syzygy(cast_chart(moment_at_tt(new_moon_jd_tt + days_later), HALIFAX))
    assert found.kind is SyzygyKind.NEW_MOON
    assert found.jd_tt == pytest.approx(new_moon_jd_tt, abs=5 / 86400)


@pytest.mark.parametrize(
    ("full_moon", "kind"),
    [
        (datetime(2000, 1, 21, 4, 41, tzinfo=UTC), SyzygyKind.FULL_MOON),
        (datetime(2018, 7, 27, 20, 21, tzinfo=UTC), SyzygyKind.FULL_MOON),
        (datetime(1999, 8, 11, 11, 9, tzinfo=UTC), SyzygyKind.NEW_MOON),
    ],
)
def test_the_syzygy_before_birth_is_the_almanacs(full_moon: datetime, kind: SyzygyKind) -> None:
    """Espenak, Six Millennium Catalog of Phases of the Moon (NASA): UT to the minute."""
    found = find_syzygy(cast_chart(moment_at(full_moon + timedelta(days=9)), HALIFAX))
    assert found.kind is kind
    assert abs(datetime.fromisoformat(found.utc) - full_moon) < timedelta(seconds=90)


@pytest.mark.parametrize(
    ("when", "place", "day", "hour"),
    [
        # Days of the week by the calendar; the first hour of a day is its own lord's (Cassius Dio XXXVII.18-19).
        (datetime(1990, 5, 17, 9, 30, tzinfo=UTC), HALIFAX, JUPITER, JUPITER),
        (datetime(1969, 7, 20, 20, 17, tzinfo=UTC), Place("Houston", 29.76, -95.37), SUN, None),
        (datetime(2000, 1, 1, 12, tzinfo=UTC), Place("Greenwich", 51.48, 0.0), SATURN, None),
        # The first Sunday of 2000 began in Kiribati when clocks at Greenwich showed Saturday 16:30; the island's
        # meridian lies a day behind its date.
        (CHRISTMAS_ISLAND_MORNING, CHRISTMAS_ISLAND, SUN, SUN),
        # Before sunrise it is still the day before: Friday.
        (datetime(2000, 1, 1, 5, tzinfo=UTC), Place("Greenwich", 51.48, 0.0), VENUS, None),
        # Sunrise of Saturday in Tokyo, when clocks of UTC show Friday evening.
        (datetime(1999, 12, 31, 22, 0, tzinfo=UTC), Place("Tokyo", 35.68, 139.77), SATURN, SATURN),
    ],
)
def test_the_lord_of_the_day_is_that_of_its_weekday(
    when: datetime | Moment, place: Place, day: Body, hour: Body | None
) -> None:
    moment = moment_at(when) if isinstance(when, datetime) else when
    found = find_lords_of_time(cast_chart(moment, place))
    assert found[0] is day
    assert hour is None or found[1] is hour
