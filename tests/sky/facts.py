"""How many facts the engine is held to that others published, source by source, counted in the tests' own data.

A fact is one published row: a moment with what is true then, a place, a table's line, a worked result. It is counted
once, however many tests use it. What is not counted: samples against Skyfield and DE421 (see accuracy.py, which
prints the gaps), definitions that only the manual of our own library gives, moments printed by who may have used that
library, and what was chosen after the engine had been asked.

How a fact came here: "read" from a public copy; "recalled" from memory before the engine was asked; "as cited" where
its test names author, work and place and says no more.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import canon
import observatories as seen
import phases
import seasons
import test_almanac as almanac_tests
import test_event_almanac as event_almanac
import test_far_bodies as far
import test_fixed_stars as stars
import test_heliocentric as heliocentric
import test_moon_and_month as month
import test_periods as periods
import test_time_lords as lords
import test_traditional_points as points
import test_traditional_tables as tables
import test_valens_nativity as valens
from almanac import DELTA_T, JULIAN_DAYS, MEETINGS, READ, RECALLED, TURNS, VALUES
from orbits import ORBITS

CITED = "as cited"
HORIZONS, USNO = "JPL Horizons", "US Naval Observatory"
BOOK = "J. Meeus, Astronomical Algorithms"
ESPENAK = "F. Espenak and J. Meeus, NASA eclipse canons"
LILLY = "W. Lilly, Christian Astrology"
VALENS = "Vettius Valens, Anthologies"
BIRUNI = "Al-Biruni, Book of Instruction"


class Facts(NamedTuple):
    """So many facts of one source, and the test that holds the engine to them."""

    source: str
    what: str
    count: int
    how: str
    where: str


def cases(*tests: Callable[..., Any]) -> int:
    """Of how many cases tests have; one for a test that has no list."""
    found = 0
    for test in tests:
        count = 1
        for mark in getattr(test, "pytestmark", ()):
            count *= len(mark.args[1])
        found += count
    return found


def lines(*tables_of_text: str) -> int:
    """Of the lines of a table that is written as text."""
    return sum(len(text.strip().split("\n")) for text in tables_of_text)


def entries(text: str) -> int:
    """Of the entries of such a table, two spaces apart."""
    return len([one for one in text.replace("\n", "  ").split("  ") if one.strip(" -")])


def values(rows: Iterable[seen.Printed]) -> int:
    """Right ascension, declination and, where given, the distance."""
    return sum(2 + (row.distance is not None) for row in rows)


def from_almanac(name: str, starts: str) -> list[Facts]:
    """What `almanac.py` has from one source, read and recalled apart."""
    facts = [one for one in (*MEETINGS, *TURNS, *VALUES) if one.source.startswith(starts)]
    hows = {how: sum(one.how == how for one in facts) for how in (READ, RECALLED)}
    return [
        Facts(name, "instants, extremes and places", count, how, "test_almanac.py")
        for how, count in hows.items()
        if count
    ]


def other_almanacs() -> list[Facts]:
    """What `almanac.py` has from sources with a few facts each."""
    named = (BOOK, "US Naval Observatory", "F. Espenak", "JPL Horizons")
    facts = [one for one in (*MEETINGS, *TURNS, *VALUES) if not one.source.startswith(named)]
    return [
        Facts("Observers' and almanacs' single figures", "each with its own source", count, how, "test_almanac.py")
        for how in (READ, RECALLED)
        if (count := sum(one.how == how for one in facts))
    ]


RISINGS = entries(seen.SUN_AT_ATLANTA_2007) + entries(seen.MOON_AT_BOSTON_1984)

OF_THE_SKY: tuple[Facts, ...] = (
    Facts(HORIZONS, "apparent places of planets", values(seen.FROM_HORIZONS), READ, "test_observatories.py"),
    Facts(HORIZONS, "the Moon's light and phase angle", 2 * len(month.HORIZONS), READ, "test_moon_and_month.py"),
    *from_almanac(HORIZONS, "JPL Horizons"),
    Facts("JPL and Minor Planet Center", "orbits of asteroids and centaurs", len(ORBITS), READ, "test_asteroids.py"),
    Facts("JPL and Minor Planet Center", "orbits beyond Neptune", len(far.JPL_ORBITS), READ, "test_far_bodies.py"),
    Facts(
        USNO,
        "apparent places of Sun, Moon, Jupiter and Deneb",
        values(seen.FROM_USNO) + values(seen.FROM_ATLANTA),
        READ,
        "test_observatories.py",
    ),
    Facts(USNO, "seasons and apsides of 2000 to 2020", 6 * lines(seen.SEASONS), READ, "test_observatories.py"),
    Facts(USNO, "phases of 1980", entries(seen.PHASES_OF_1980), READ, "test_observatories.py"),
    Facts(
        USNO,
        "phases of 1900, 2010 and 2020",
        sum(len(text.split()) for _, text in phases.PHASES.values()),
        READ,
        "test_event_almanac.py",
    ),
    Facts(
        USNO,
        "days of risings, settings and culminations",
        RISINGS + lines(seen.MOON_AT_FAIRBANKS_2006),
        READ,
        "test_observatories.py",
    ),
    Facts(USNO, "eclipses at places", len(canon.SEEN), READ, "test_eclipse_canon.py"),
    *from_almanac(USNO, "US Naval Observatory"),
    Facts(
        ESPENAK,
        "eclipses, their elements, and how many a century has",
        sum(map(len, (canon.SOLAR, canon.GREATEST, canon.ELEMENTS, canon.LUNAR, canon.CENTURIES))),
        READ,
        "test_eclipse_canon.py",
    ),
    *from_almanac("F. Espenak, NASA catalogues of transits", "F. Espenak"),
    *from_almanac(BOOK, BOOK),
    Facts(BOOK, "Julian days of chapter 7", len(JULIAN_DAYS), READ, "test_almanac.py"),
    Facts(
        BOOK,
        "sidereal time, obliquity, Mars from Palomar",
        cases(
            almanac_tests.test_sidereal_time_is_that_of_the_worked_examples,
            almanac_tests.test_obliquity_and_nutation_are_those_of_the_worked_example,
            almanac_tests.test_mars_from_palomar_is_shifted_as_in_the_worked_example,
        ),
        READ,
        "test_almanac.py",
    ),
    Facts(
        BOOK,
        "equinoxes and solstices of table 27.E",
        sum(map(len, seasons.SEASONS_TT.values())),
        READ,
        "test_returns_truth.py",
    ),
    Facts(
        BOOK,
        "heliocentric places of Earth, Venus and Pluto",
        cases(heliocentric.test_meeus_examples_of_the_earth_and_venus, heliocentric.test_meeus_example_of_pluto),
        CITED,
        "test_heliocentric.py",
    ),
    *other_almanacs(),
    Facts("Astronomical Almanac", "Delta T", len(DELTA_T), RECALLED, "test_almanac.py"),
    Facts(
        "N. F. Michelsen, Tables of Planetary Phenomena",
        "conjunctions of slow planets",
        sum(len(days.split()) for _, _, days in event_almanac.THRICE),
        RECALLED,
        "test_event_almanac.py",
    ),
    Facts("The Air Almanac", "navigation stars", len(stars.NAVIGATION_STARS), CITED, "test_fixed_stars.py"),
    Facts("Ptolemy, Almagest VII-VIII", "places of stars", len(stars.ALMAGEST), CITED, "test_fixed_stars.py"),
    Facts("Observed occultations", "planets that covered stars", len(stars.OCCULTATIONS), CITED, "test_fixed_stars.py"),
    Facts("J. Neely and others", "orbits of planets nobody has seen", len(far.ORBITS), CITED, "test_far_bodies.py"),
    Facts(
        "Explanatory Supplement (1992) and others",
        "lengths of years, months and cycles",
        cases(
            periods.test_a_tropical_year_has_its_length,
            periods.test_a_sidereal_year_is_20_minutes_longer,
            periods.test_a_month_has_its_length,
            periods.test_a_planet_meets_the_sun_after_its_synodic_period,
        ),
        CITED,
        "test_periods.py",
    ),
)


IN_TABLES, IN_POINTS = "test_traditional_tables.py", "test_traditional_points.py"
IN_LORDS = "test_time_lords.py"

OF_THE_TRADITION: tuple[Facts, ...] = (
    Facts(
        LILLY,
        "terms and faces of his prose",
        len(tables.LILLYS_TERMS) + len(tables.LILLYS_FACES),
        CITED,
        IN_TABLES,
    ),
    Facts(
        LILLY,
        "lines of his table of fortitudes",
        len(tables.READY_TABLE.split(",")) + cases(tables.test_every_house_is_worth_what_lilly_says),
        CITED,
        IN_TABLES,
    ),
    Facts(
        LILLY,
        "planets' tallies in two published figures",
        cases(
            tables.test_the_tally_of_rich_or_poor,
            tables.test_the_tally_of_the_english_merchant,
            tables.test_venus_is_almuten_of_the_merchants_geniture,
        ),
        CITED,
        IN_TABLES,
    ),
    Facts(
        LILLY,
        "worked examples",
        cases(
            tables.test_lillys_examples_of_dignities,
            tables.test_almuten_of_a_degree_as_lilly_weighs_it,
            tables.test_lillys_examples_of_accidents,
            tables.test_lillys_reception_by_domicile,
            points.test_fortune_as_lilly_reckons_it_for_ptolemy,
        ),
        CITED,
        IN_TABLES,
    ),
    Facts(LILLY, "antiscia", cases(month.test_antiscia_fall_where_lilly_says), READ, "test_moon_and_month.py"),
    Facts(
        "Dorotheus, Ptolemy and Lilly",
        "lords of the triplicities",
        cases(tables.test_the_water_triplicity_is_not_swapped, tables.test_all_authors_agree_on_the_other_triplicities),
        CITED,
        IN_TABLES,
    ),
    Facts(
        "Ptolemy, Tetrabiblos",
        "terms by their sums and order",
        cases(
            tables.test_the_terms_of_each_planet_make_its_greater_years,
            tables.test_the_chaldean_terms_have_the_sums_that_ptolemy_gives,
            tables.test_the_chaldean_terms_are_eight_to_four_degrees_in_the_order_of_the_triplicity,
        ),
        CITED,
        IN_TABLES,
    ),
    Facts(
        "Ptolemy, Tetrabiblos",
        "ages of life, greater years",
        cases(
            lords.test_the_ages_of_life_end_as_ptolemy_says,
            lords.test_the_greater_years_of_the_five_planets_fill_the_circle,
        ),
        CITED,
        IN_LORDS,
    ),
    Facts("Paulus, Introduction 23", "the seven lots", len(points.THE_SEVEN), CITED, IN_POINTS),
    Facts("Abu Ma'shar, Great Introduction VIII", "lots", lines(points.ABU_MASHARS), CITED, IN_POINTS),
    Facts("Valens, Ptolemy, al-Qabisi, Dorotheus", "lots", lines(points.OTHERS), CITED, IN_POINTS),
    Facts(BIRUNI, "lots", len(points.AL_BIRUNIS), CITED, IN_POINTS),
    Facts(
        BIRUNI,
        "firdaria",
        cases(
            lords.test_firdaria_by_day_run_from_the_sun_and_by_night_from_the_moon,
            lords.test_the_parts_of_a_firdaria_follow_the_spheres_downwards,
        ),
        CITED,
        IN_LORDS,
    ),
    Facts(
        VALENS,
        "nativities with their lot of Fortune",
        cases(points.test_fortune_in_the_sign_where_valens_has_it),
        CITED,
        IN_POINTS,
    ),
    Facts(
        VALENS,
        "his own nativity, and a year of its profections",
        len(valens.SIGNS) + len(valens.TRANSMISSIONS),
        READ,
        "test_valens_nativity.py",
    ),
    Facts(
        VALENS,
        "years of the signs, the bond loosed",
        cases(
            lords.test_signs_have_their_rulers_minor_years_and_capricorn_twenty_seven,
            lords.test_the_bond_is_loosed_after_seventeen_years_and_seven_months,
        ),
        CITED,
        IN_LORDS,
    ),
    Facts(
        "Brihat Parashara Hora Shastra",
        "dashas",
        cases(lords.test_dashas_follow_one_another_from_ketu_to_mercury_in_a_hundred_and_twenty_years),
        CITED,
        IN_LORDS,
    ),
    Facts(
        "Agrippa, De occulta philosophia II.33",
        "mansions of the Moon",
        len(month.AGRIPPA),
        READ,
        "test_moon_and_month.py",
    ),
)
