"""Tables of the time lords as their authors give them."""

from datetime import UTC, datetime

import pytest

from outer_skies.engine.chart import cast_chart
from outer_skies.engine.moments import moment_at
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.ages import PLANETARY_YEARS, find_ages
from outer_skies.engine.techniques.firdaria import find_firdaria
from outer_skies.engine.techniques.nakshatras import Nakshatra
from outer_skies.engine.techniques.vimshottari import find_vimshottari
from outer_skies.engine.techniques.zodiacal_releasing import YEAR_DAYS, YEARS, find_zodiacal_releasing

ATHENS = Place("Athens", 37.98, 23.73)
NOON = cast_chart(moment_at(datetime(1950, 6, 1, 10, tzinfo=UTC)), ATHENS)
NIGHT = cast_chart(moment_at(datetime(1950, 6, 1, 22, tzinfo=UTC)), ATHENS)
IN_80_YEARS = moment_at(datetime(2030, 6, 1, tzinfo=UTC))


def test_the_ages_of_life_end_as_ptolemy_says() -> None:
    """Ptolemy, Tetrabiblos IV.10: 4, 10, 8, 19, 15 and 12 years, and Saturn's to the end."""
    ages = find_ages(NOON, IN_80_YEARS).periods
    assert [(one.lord.value, int(one.end_utc[:4]) - 1950) for one in ages] == [
        ("moon", 4), ("mercury", 14), ("venus", 22), ("sun", 41), ("mars", 56), ("jupiter", 68), ("saturn", 80),
    ]  # fmt: skip


def test_the_greater_years_of_the_five_planets_fill_the_circle() -> None:
    """Ptolemy, Tetrabiblos I.20: by the Egyptian terms 57, 79, 66, 82 and 76, which make 360."""
    greater = {one.lord.value: one.greater for one in PLANETARY_YEARS}
    five = {name: greater[name] for name in ("saturn", "jupiter", "mars", "venus", "mercury")}
    assert five == {"saturn": 57, "jupiter": 79, "mars": 66, "venus": 82, "mercury": 76}
    assert sum(five.values()) == 360


def test_signs_have_their_rulers_minor_years_and_capricorn_twenty_seven() -> None:
    """Vettius Valens, Anthology IV.4 (and III for the minor years of the planets)."""
    assert {one.lord.value: one.minor for one in PLANETARY_YEARS} == {
        "sun": 19, "moon": 25, "mercury": 20, "venus": 8, "mars": 15, "jupiter": 12, "saturn": 30,
    }  # fmt: skip
    assert list(YEARS.values()) == [15, 8, 20, 25, 19, 20, 8, 15, 12, 27, 30, 12]


def test_the_bond_is_loosed_after_seventeen_years_and_seven_months() -> None:
    """Vettius Valens, Anthology IV.5: the months of the twelve signs make 17 years and 7 months of 30 days."""
    assert sum(YEARS.values()) == 17 * 12 + 7
    released = find_zodiacal_releasing(NOON, IN_80_YEARS).periods
    start = next(one for one in released if one.level == 1 and YEARS[one.sign] > 17)
    loosed = next(
        one
        for one in released
        if one.flags and one.start_jd_tt > start.start_jd_tt and "loosing_of_the_bond" in one.flags
    )
    assert loosed.start_jd_tt - start.start_jd_tt == pytest.approx(17 * YEAR_DAYS + 7 * 30, abs=1e-6)


def test_firdaria_by_day_run_from_the_sun_and_by_night_from_the_moon() -> None:
    """Al-Biruni, Book of Instruction, his table of the fardars; 75 years with the nodes at the end."""
    day, night = (
        [
            (one.lord.value, int(one.end_utc[:4]) - int(one.start_utc[:4]))
            for one in find_firdaria(chart, IN_80_YEARS, levels=1).periods[:9]
        ]
        for chart in (NOON, NIGHT)
    )
    assert day == [
        ("sun", 10), ("venus", 8), ("mercury", 13), ("moon", 9), ("saturn", 11), ("jupiter", 12), ("mars", 7),
        ("north_node", 3), ("south_node", 2),
    ]  # fmt: skip
    assert night == [*day[3:7], *day[:3], *day[7:]]


def test_the_parts_of_a_firdaria_follow_the_spheres_downwards() -> None:
    """Al-Biruni, as above: the Sun's first part is its own, the next that of Venus, and so on down and round."""
    parts = [one.lord.value for one in find_firdaria(NOON, IN_80_YEARS).periods[1:8]]
    assert parts == ["sun", "venus", "mercury", "moon", "saturn", "jupiter", "mars"]


def test_dashas_follow_one_another_from_ketu_to_mercury_in_a_hundred_and_twenty_years() -> None:
    """Brihat Parashara Hora Shastra, the chapter on dashas; Ketu is the south node, Rahu the north."""
    until = moment_at(datetime(2100, 1, 1, tzinfo=UTC))
    found = find_vimshottari(NOON, until, levels=1)
    whole = {one.lord.value: (one.end_jd_tt - one.start_jd_tt) / 365.25 for one in found.periods[1:10]}
    expected = {
        "south_node": 7, "venus": 20, "sun": 6, "moon": 10, "mars": 7, "north_node": 18, "jupiter": 16, "saturn": 19,
        "mercury": 17,
    }  # fmt: skip
    assert whole == pytest.approx(expected)
    names = list(expected)
    first = names.index(found.periods[1].lord.value)
    assert list(whole) == names[first:] + names[:first]
    assert sum(whole.values()) == pytest.approx(120)
    # Ashvini, Magha and Mula are Ketu's: the mansions' rulers go three times round.
    assert found.periods[0].lord.value == names[tuple(Nakshatra).index(found.nakshatra) % 9]
