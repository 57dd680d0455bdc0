"""The tables of dignity, and the figures worked with them, as their authors print them."""

from collections import Counter
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from old_figures import SEVEN, at, figure, moved

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, cast_chart
from outer_skies.engine.techniques.almutens import almuten_of
from outer_skies.engine.techniques.dignities import ReceptionKind, dignities_at, find_dignities
from outer_skies.engine.techniques.dignity_tables import (
    FACES,
    LILLY_TABLES,
    Tables,
    Terms,
    Triplicities,
    rulers_at,
    terms_of,
)
from outer_skies.engine.techniques.fortitudes import HOUSE_POINTS, LILLY_RULES, POINTS, Reason, Rules
from outer_skies.engine.zodiac import Element

SUN, MOON, MERCURY, VENUS, MARS, JUPITER, SATURN = SEVEN
SIGNS = (
    "aries", "taurus", "gemini", "cancer", "leo", "virgo",
    "libra", "scorpio", "sagittarius", "capricorn", "aquarius", "pisces",
)  # fmt: skip
NODE = Body.MEAN_NODE


def _totals(terms: Terms, *, by_day: bool) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for sign in terms_of(terms, by_day=by_day):
        ends = [0, *(end for _, end in sign)]
        for (body, _), (start, end) in zip(sign, pairwise(ends), strict=True):
            counted[body.value] += end - start
    return dict(counted)


@pytest.mark.parametrize("terms", [Terms.EGYPTIAN, Terms.PTOLEMAIC])
def test_the_terms_of_each_planet_make_its_greater_years(terms: Terms) -> None:
    """Ptolemy, Tetrabiblos I.20-21; Vettius Valens, Anthologies III.13: 57, 79, 66, 82 and 76."""
    for by_day in (True, False):
        assert _totals(terms, by_day=by_day) == {"saturn": 57, "jupiter": 79, "mars": 66, "venus": 82, "mercury": 76}


def test_the_chaldean_terms_have_the_sums_that_ptolemy_gives() -> None:
    """Tetrabiblos I.21: Saturn 78 by day and 66 by night, Mercury the other way, Jupiter 72, Mars 69, Venus 75."""
    always = {"jupiter": 72, "mars": 69, "venus": 75}
    assert _totals(Terms.CHALDEAN, by_day=True) == {**always, "saturn": 78, "mercury": 66}
    assert _totals(Terms.CHALDEAN, by_day=False) == {**always, "saturn": 66, "mercury": 78}


def test_the_chaldean_terms_are_eight_to_four_degrees_in_the_order_of_the_triplicity() -> None:
    """Tetrabiblos I.21: each next triplicity begins with the second of the last, the first going to the end."""
    signs = terms_of(Terms.CHALDEAN, by_day=True)
    assert [end for _, end in signs[0]] == [8, 15, 21, 26, 30]
    assert [body.value for body, _ in signs[0]] == ["jupiter", "venus", "saturn", "mercury", "mars"]
    for number in range(12):
        bodies = [body for body, _ in signs[number]]
        assert bodies == [body for body, _ in signs[number % 4]]
    fire, earth, air, water = ([body for body, _ in signs[number]] for number in range(4))
    assert earth == [*fire[1:], fire[0]]
    assert air == [*earth[1:], earth[0]]
    assert set(water) == set(fire)
    assert [body.value for body in water] == ["mars", "jupiter", "venus", "saturn", "mercury"]


# Lilly, Christian Astrology (1659), p. 58; for Jupiter and Mars as R. Baughan, The Influence of the Stars (1904),
# copies him. "27-30" are the 27th to the 30th degree. In Sagittarius his prose gives Saturn 21-25, his table 20-25.
LILLYS_TERMS = {
    "saturn": "27-30 23-26 22-25 28-30 1-6 19-24 1-6 28-30 - 26-30 1-6 27-30",
    "jupiter": "1-6 16-22 8-14 7-13 20-25 14-18 12-19 7-14 1-8 13-19 21-25 9-14",
    "mars": "22-26 27-30 26-30 1-6 26-30 25-30 - 1-6 - - 26-30 21-26",
}


@pytest.mark.parametrize("planet", LILLYS_TERMS)
def test_lillys_terms_are_those_of_his_prose(planet: str) -> None:
    for sign, degrees in zip(SIGNS, LILLYS_TERMS[planet].split(), strict=True):
        if degrees == "-":
            continue
        first, last = map(int, degrees.split("-"))
        held = [
            degree
            for degree in range(1, 31)
            if rulers_at(at(sign, degree - 0.5), by_day=True, tables=LILLY_TABLES).term.value == planet
        ]
        assert held == list(range(first, last + 1)), sign


# Lilly, as above: in which ten degrees of which signs.
LILLYS_FACES = {
    "saturn": {"taurus": 3, "leo": 1, "libra": 2, "sagittarius": 3, "pisces": 1},
    "jupiter": {"gemini": 1, "leo": 2, "libra": 3, "capricorn": 1, "pisces": 2},
}


@pytest.mark.parametrize("planet", LILLYS_FACES)
def test_faces_are_those_of_lillys_prose(planet: str) -> None:
    held = [(SIGNS[number // 3], number % 3 + 1) for number, body in enumerate(FACES) if body.value == planet]
    assert held == list(LILLYS_FACES[planet].items())


def test_mars_begins_and_ends_the_faces_of_the_year() -> None:
    """Firmicus Maternus, Mathesis II.4; Lilly, p. 104: the last face of Pisces and the first of Aries are both his."""
    assert FACES[0] is MARS
    assert FACES[-1] is MARS
    assert Counter(FACES) == {MARS: 6, SUN: 5, VENUS: 5, MERCURY: 5, MOON: 5, SATURN: 5, JUPITER: 5}


@pytest.mark.parametrize(
    ("whose", "day", "night", "participating"),
    [
        # Dorotheus, Carmen I.1; al-Biruni, Book of Instruction 445.
        (Triplicities.DOROTHEAN, "venus", "mars", "moon"),
        # Tetrabiblos I.18: left to Mars, with Venus by day and the Moon by night.
        (Triplicities.PTOLEMAIC, "venus mars", "moon mars", ""),
        # Lilly, p. 104.
        (Triplicities.LILLY, "mars", "mars", ""),
    ],
)
def test_the_water_triplicity_is_not_swapped(whose: Triplicities, day: str, night: str, participating: str) -> None:
    lords = whose.lords(Element.WATER)
    assert [" ".join(side) for side in (lords.day, lords.night, lords.participating)] == [day, night, participating]
    tables = Tables(whose)
    for sign in ("cancer", "scorpio", "pisces"):
        assert " ".join(rulers_at(at(sign, 1), by_day=True, tables=tables).triplicity) == day
        assert " ".join(rulers_at(at(sign, 1), by_day=False, tables=tables).triplicity) == night


@pytest.mark.parametrize(
    ("element", "day", "night"),
    [(Element.FIRE, SUN, JUPITER), (Element.EARTH, VENUS, MOON), (Element.AIR, SATURN, MERCURY)],
)
def test_all_authors_agree_on_the_other_triplicities(element: Element, day: Body, night: Body) -> None:
    """Dorotheus I.1; Tetrabiblos I.18; Lilly, p. 104."""
    for whose in Triplicities:
        lords = whose.lords(element)
        assert (lords.day, lords.night) == ((day,), (night,))


@pytest.mark.parametrize(
    ("body", "place", "by_day", "reason", "holds"),
    [
        # Lilly, p. 102: the Sun in Aries by night is exalted and has no triplicity there, by day he has both.
        (SUN, at("aries", 10), False, Reason.EXALTATION, True),
        (SUN, at("aries", 10), False, Reason.TRIPLICITY, False),
        (SUN, at("aries", 10), True, Reason.TRIPLICITY, True),
        # The same: Jupiter in the first six degrees of Aries is in his term, Mars in the first ten in his face.
        (JUPITER, at("aries", 5, 59), True, Reason.TERM, True),
        (JUPITER, at("aries", 6, 0), True, Reason.TERM, False),
        (MARS, at("aries", 9, 59), True, Reason.FACE, True),
        (MARS, at("aries", 10, 0), True, Reason.FACE, False),
    ],
)
def test_lillys_examples_of_dignities(body: Body, place: float, by_day: bool, reason: Reason, holds: bool) -> None:
    assert (reason in dignities_at(body, place, by_day=by_day, tables=LILLY_TABLES)) is holds


def test_almuten_of_a_degree_as_lilly_weighs_it() -> None:
    """Lilly, p. 115: 5, 4, 3, 2, 1. At 5 Aries by day the Sun has 4 and 3, Mars 5 and 1, Jupiter 2 by his term."""
    found = almuten_of(at("aries", 5), by_day=True)
    assert {one.body.value: one.points for one in found.points} == {"sun": 7, "mars": 6, "jupiter": 2}
    assert found.almutens == (SUN,)


def _half(*cusps: float) -> list[float]:
    return [*cusps, *((cusp + 180) % 360 for cusp in cusps)]


def _rich_or_poor() -> Chart:
    """Lilly, Christian Astrology, chapter XXVIII, pp. 177-178: "if he should be rich or poor", July 1634."""
    return figure(
        datetime(1634, 7, 26, 12, tzinfo=UTC),
        {
            SUN: at("leo", 3, 10), MOON: at("leo", 19, 7), MERCURY: at("leo", 17, 45), VENUS: at("leo", 25, 34),
            MARS: at("libra", 16, 12), JUPITER: at("cancer", 17, 31), SATURN: at("sagittarius", 15, 19),
            NODE: at("virgo", 22, 12),
        },
        _half(
            at("libra", 14, 13), at("scorpio", 6, 35), at("sagittarius", 7, 12), at("capricorn", 19),
            at("aquarius", 26, 52), at("pisces", 23, 9),
        ),
        motions_deg={
            SUN: 57 / 60, MOON: 714 / 60, MERCURY: 104 / 60, VENUS: 73 / 60, MARS: 35 / 60, JUPITER: 13 / 60,
            SATURN: -2 / 60,
        },
    )  # fmt: skip


def _merchant() -> Chart:
    """Lilly, pp. 742-745: an English merchant, 19 September 1616 (Julian) after noon. He prints no motions."""
    return figure(
        datetime(1616, 9, 29, 14, tzinfo=UTC),
        {
            SUN: at("libra", 6, 37), MOON: at("gemini", 1, 44), MERCURY: at("libra", 3, 34), VENUS: at("libra", 6, 54),
            MARS: at("leo", 0, 54), JUPITER: at("sagittarius", 21, 55), SATURN: at("taurus", 9, 2),
            NODE: at("pisces", 5, 50),
        },
        _half(
            at("capricorn", 6, 37), at("aquarius", 23, 30), at("aries", 18, 34), at("taurus", 14, 39),
            at("gemini", 0), at("gemini", 14, 49),
        ),
        motions_deg={
            SUN: 59.16 / 60, MOON: 804.9 / 60, MERCURY: 105.9 / 60, VENUS: 75.0 / 60, MARS: 34.6 / 60,
            JUPITER: 7.67 / 60, SATURN: -3.68 / 60,
        },
    )  # fmt: skip


# Lilly, p. 115, "a ready table whereby to examine the fortitudes and debilities".
READY_TABLE = """
domicile 5, reception_by_domicile 5, exaltation 4, reception_by_exaltation 4, triplicity 3, term 2, face 1,
detriment -5, fall -4, peregrine -5, direct 4, retrograde -5, swift 2, slow -2, increasing 2, decreasing -2,
free_of_the_sun 5, cazimi 5, combust -5, under_the_beams -4, besieged -5,
conjunct_benefic 5, trine_benefic 4, sextile_benefic 3, conjunct_north_node 4, conjunct_south_node -4,
conjunct_malefic -5, opposed_malefic -4, square_malefic -3,
conjunct_regulus 6, conjunct_spica 5, conjunct_algol -5
"""


def test_every_line_is_worth_what_lilly_says() -> None:
    lines = dict(line.split() for line in READY_TABLE.split(","))
    assert {reason.value: str(points.points) for reason, points in POINTS.items()} == lines


@pytest.mark.parametrize(
    ("house", "worth"),
    [(1, 5), (10, 5), (7, 4), (4, 4), (11, 4), (2, 3), (5, 3), (9, 2), (3, 1), (12, -5), (8, -2), (6, -2)],
)
def test_every_house_is_worth_what_lilly_says(house: int, worth: int) -> None:
    """Lilly, p. 115, as above."""
    assert HOUSE_POINTS[house - 1].points == worth


# Lilly in this tally calls free of the Sun those who are within 17 degrees of him and not combust.
WITHOUT_BEAMS = Rules(LILLY_TABLES, beams_deg=8.5)


@pytest.mark.parametrize(
    ("planet", "printed", "left_out"),
    [
        (SATURN, -8, {}),
        (JUPITER, 20, {Reason.ORIENTAL: 2}),
        (MARS, 9, {}),
        (SUN, 8, {Reason.TRIPLICITY: 3}),
        (VENUS, 18, {}),
        (MERCURY, 13, {}),
        (MOON, 5, {}),
    ],
)
def test_the_tally_of_rich_or_poor(planet: Body, printed: int, left_out: dict[Reason, int]) -> None:
    """Lilly, pp. 178-180; lines of his own table that he leaves out of a planet's tally are named."""
    found = next(one for one in find_dignities(_rich_or_poor(), WITHOUT_BEAMS).planets if one.body is planet)
    lines = {one.reason: one.points for one in (*found.essential, *found.accidents.points)}
    assert left_out.items() <= lines.items()
    assert found.score - sum(left_out.values()) == printed


# In this tally the eighth house takes 4 where Lilly's table (p. 115) takes 2.
@pytest.mark.parametrize(
    ("planet", "printed", "apart"),
    [
        (SATURN, -4, 0),
        (JUPITER, 9, 0),
        (MARS, 12, 0),
        (SUN, -6, -2),
        (VENUS, 16, -2),
        (MERCURY, -3, -2 + 5 + 2),  # peregrine and oriental are left out
        (MOON, 3, 0),
    ],
)
def test_the_tally_of_the_english_merchant(planet: Body, printed: int, apart: int) -> None:
    """Lilly, pp. 744-745."""
    found = next(one for one in find_dignities(_merchant(), LILLY_RULES).planets if one.body is planet)
    assert found.score + apart == printed


def test_venus_is_almuten_of_the_merchants_geniture() -> None:
    """Lilly, p. 745."""
    assert find_dignities(_merchant(), LILLY_RULES).almutens == (VENUS,)


@pytest.mark.parametrize("printed", [_rich_or_poor, _merchant])
def test_the_ephemeris_gives_lillys_figures_their_motions(printed) -> None:
    """Saturn went backwards by 3.7 minutes in 1616, more than his mean motion, and Lilly calls him slow."""
    figured = printed()
    sky = cast_chart(figured.moment, figured.place)
    for drawn, seen in zip(figured.bodies[:7], sky.bodies[:7], strict=True):
        assert seen.longitude_deg == pytest.approx(drawn.longitude_deg, abs=1.6), drawn.body
    tallies = [find_dignities(one, LILLY_RULES).planets for one in (figured, sky)]
    paces = {Reason.SWIFT, Reason.SLOW, Reason.DIRECT, Reason.RETROGRADE}
    for drawn, seen in zip(*tallies, strict=True):
        assert [one.reason for one in drawn.accidents.points if one.reason in paces] == [
            one.reason for one in seen.accidents.points if one.reason in paces
        ], drawn.body


def _reasons(chart: Chart, body: Body) -> set[Reason]:
    found = next(one for one in find_dignities(chart, LILLY_RULES).planets if one.body is body)
    return {one.reason for one in (*found.essential, *found.accidents.points)}


@pytest.mark.parametrize(
    ("body", "places", "reason"),
    [
        # Lilly, p. 113: the Sun in 18 Aries and Jupiter in 10; the Sun in 15.30 Taurus and Mercury in 15.25.
        (JUPITER, {SUN: at("aries", 18), JUPITER: at("aries", 10)}, Reason.COMBUST),
        (MERCURY, {SUN: at("taurus", 15, 30), MERCURY: at("taurus", 15, 25)}, Reason.CAZIMI),
        # The next sign is not combust, however near.
        (MERCURY, {SUN: at("taurus", 28), MERCURY: at("gemini", 1)}, Reason.UNDER_THE_BEAMS),
        # p. 114: Saturn in 15 Aries, Mars in 10, Venus in 13.
        (VENUS, {SATURN: at("aries", 15), MARS: at("aries", 10), VENUS: at("aries", 13)}, Reason.BESIEGED),
        # p. 106: Venus in 9 Aries and Jupiter in 9 Leo; the Sun in 1 Taurus and Venus in 1 Cancer.
        (VENUS, {VENUS: at("aries", 9, 10), JUPITER: at("leo", 9, 50)}, Reason.TRINE_BENEFIC),
        (SUN, {SUN: at("taurus", 1), VENUS: at("cancer", 1, 30)}, Reason.SEXTILE_BENEFIC),
    ],
)
def test_lillys_examples_of_accidents(body: Body, places: dict[Body, float], reason: Reason) -> None:
    assert reason in _reasons(moved(_merchant(), places), body)


def test_planets_that_are_near_but_in_other_degrees_have_no_partile_aspect() -> None:
    """Lilly, p. 106: the same degree and minute, or at least the same degree."""
    chart = moved(_merchant(), {VENUS: at("aries", 9, 50), JUPITER: at("leo", 10, 10)})
    assert Reason.TRINE_BENEFIC not in _reasons(chart, VENUS)


def test_lillys_reception_by_domicile() -> None:
    """Lilly, p. 112: the Sun in Aries and Mars in Leo."""
    found = find_dignities(moved(_merchant(), {SUN: at("aries", 3), MARS: at("leo", 9)}), LILLY_RULES).receptions
    assert (SUN, MARS, ReceptionKind.DOMICILE) in [(one.a, one.b, one.kind) for one in found]


def test_a_reception_strengthens_both_as_if_they_were_at_home() -> None:
    """Lilly, p. 115: in his own house, or in mutual reception by house, 5; so of exaltation, 4."""
    by_domicile = moved(_merchant(), {SUN: at("aries", 3), MARS: at("leo", 9)})
    by_exaltation = moved(_merchant(), {SUN: at("taurus", 3), MOON: at("aries", 9)})
    for body in (SUN, MARS):
        assert Reason.RECEPTION_BY_DOMICILE in _reasons(by_domicile, body)
    for body in (SUN, MOON):
        assert Reason.RECEPTION_BY_EXALTATION in _reasons(by_exaltation, body)
    assert Reason.RECEPTION_BY_DOMICILE not in _reasons(by_domicile, VENUS)
