"""Degrees, decans, mansions, nakshatras and vargas: where each part begins, and that parts leave no gap."""

from collections.abc import Callable
from math import nextafter

import pytest
from drawn_charts import BIRTH, HALIFAX, drawn
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, cast_chart
from outer_skies.engine.techniques.decans import decan_of, find_decans
from outer_skies.engine.techniques.degrees import degree_of, find_degrees
from outer_skies.engine.techniques.lunar_mansions import Mansion, find_lunar_mansions, mansion_of
from outer_skies.engine.techniques.nakshatras import Nakshatra, find_nakshatras, nakshatra_of
from outer_skies.engine.techniques.periods import TimeLord
from outer_skies.engine.techniques.points import all_points
from outer_skies.engine.techniques.vargas import VARGAS, find_vargas, is_vargottama, varga_sign
from outer_skies.engine.zodiac import Mode, Sign, Zodiac
from outer_skies.errors import InvalidInput

SIGNS = tuple(Sign)
LONGITUDES = st.floats(0, 360, exclude_max=True)
LAST = nextafter(360.0, 0.0)
PARTS: dict[str, tuple[int, Callable[[float], int]]] = {
    "degree": (360, lambda one: degree_of("sun", one).number),
    "decan": (36, lambda one: decan_of("sun", one).number),
    "mansion": (28, lambda one: mansion_of("sun", one).number),
    "nakshatra": (27, lambda one: nakshatra_of("sun", one).number),
    "pada": (108, lambda one: 4 * nakshatra_of("sun", one).number + nakshatra_of("sun", one).pada - 4),
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_are_equal_begin_at_aries_and_end_with_pisces(part: str) -> None:
    count, number = PARTS[part]
    size = 360 / count
    assert [number(size * index + 1e-9) for index in range(count)] == list(range(1, count + 1))
    assert [number(size * index - 1e-9) for index in range(1, count + 1)] == list(range(1, count + 1))
    assert (number(0.0), number(LAST)) == (1, count)


@given(LONGITUDES)
def test_what_lies_behind_in_a_mansion_or_nakshatra_is_a_share_of_it(longitude: float) -> None:
    for found, count in ((mansion_of("sun", longitude), 28), (nakshatra_of("sun", longitude), 27)):
        assert 0 <= found.share_elapsed < 1
        assert (found.number - 1 + found.share_elapsed) * 360 / count == pytest.approx(longitude, abs=1e-9)


def test_the_first_degree_is_one_and_a_whole_degree_belongs_to_the_next() -> None:
    assert (degree_of("sun", 0.0).number, degree_of("sun", 0.99).number, degree_of("sun", 1.0).number) == (1, 1, 2)
    found = degree_of("sun", 359.99)
    assert (found.number, found.sign, found.number_in_sign) == (360, Sign.PISCES, 30)
    assert [degree_of("sun", 30.0).sign, degree_of("sun", 29.99).sign] == [Sign.TAURUS, Sign.ARIES]


@given(LONGITUDES)
def test_a_decan_belongs_to_a_sign_of_the_same_element(longitude: float) -> None:
    found = decan_of("sun", longitude)
    assert found.triplicity_sign.element is found.sign.element
    assert found.sign is SIGNS[int(longitude / 30)]
    assert (found.triplicity_sign.number - found.sign.number) % 12 == 4 * (found.number_in_sign - 1)


def test_decans_of_leo_are_ruled_by_sun_jupiter_and_mars_and_their_faces_by_saturn_jupiter_and_mars() -> None:
    found = [decan_of("sun", longitude) for longitude in (121, 131, 141)]
    assert [one.triplicity_ruler.value for one in found] == ["sun", "jupiter", "mars"]
    assert [one.face_ruler.value for one in found] == ["saturn", "jupiter", "mars"]


def test_faces_begin_and_end_with_mars() -> None:
    assert [decan_of("sun", longitude).face_ruler.value for longitude in (0, 10, 20, 350)] == [
        "mars", "sun", "venus", "mars",
    ]  # fmt: skip


def test_lords_of_nakshatras_come_thrice_from_ketu_to_mercury() -> None:
    lords = [nakshatra_of("moon", 360 / 27 * (index + 0.5)).lord for index in range(27)]
    assert lords[:9] == lords[9:18] == lords[18:]
    assert lords[0] is TimeLord.SOUTH_NODE
    assert len(set(lords)) == 9
    assert Nakshatra.PURVA_PHALGUNI.label == "Purva Phalguni"
    assert Mansion.SAD_AL_SUUD.label == "Sad Al-Suud"


def test_a_nakshatra_stands_in_four_navamsas_its_padas() -> None:
    for pada in range(108):
        longitude = 360 / 108 * (pada + 0.5)
        assert varga_sign(longitude, 9) is SIGNS[pada % 12]
        assert nakshatra_of("moon", longitude).pada == pada % 4 + 1


def of(number: int, *longitudes: float) -> list[str]:
    return [varga_sign(longitude, number).value for longitude in longitudes]


ARIES, TAURUS, GEMINI, CANCER, LEO, VIRGO, LIBRA, SCORPIO, SAGITTARIUS, CAPRICORN, AQUARIUS, PISCES = (
    30.0 * sign for sign in range(12)
)


def test_horas_are_the_suns_and_the_moons_by_turns() -> None:
    assert of(2, ARIES, ARIES + 15, TAURUS, TAURUS + 15, PISCES, PISCES + 29) == [
        "leo", "cancer", "cancer", "leo", "cancer", "leo",
    ]  # fmt: skip


def test_trimsamsas_have_five_lords_and_no_light() -> None:
    assert of(30, *(GEMINI + at for at in (0, 4.9, 5, 9.9, 10, 17.9, 18, 24.9, 25, 29.9))) == [
        "aries", "aries", "aquarius", "aquarius", "sagittarius", "sagittarius", "gemini", "gemini", "libra", "libra",
    ]  # fmt: skip
    assert of(30, *(CANCER + at for at in (0, 4.9, 5, 11.9, 12, 19.9, 20, 24.9, 25, 29.9))) == [
        "taurus", "taurus", "virgo", "virgo", "pisces", "pisces", "capricorn", "capricorn", "scorpio", "scorpio",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "first_parts"),
    [
        # The sign of the first part of every sign, Aries to Pisces.
        (1, SIGNS),
        (3, SIGNS),
        (4, SIGNS),
        (7, "aries scorpio gemini capricorn leo pisces libra taurus sagittarius cancer aquarius virgo"),
        (9, "aries capricorn libra cancer aries capricorn libra cancer aries capricorn libra cancer"),
        (10, "aries capricorn gemini pisces leo taurus libra cancer sagittarius virgo aquarius scorpio"),
        (12, SIGNS),
        (16, "aries leo sagittarius aries leo sagittarius aries leo sagittarius aries leo sagittarius"),
        (20, "aries sagittarius leo aries sagittarius leo aries sagittarius leo aries sagittarius leo"),
        (24, "leo cancer leo cancer leo cancer leo cancer leo cancer leo cancer"),
        (27, "aries cancer libra capricorn aries cancer libra capricorn aries cancer libra capricorn"),
        (40, "aries libra aries libra aries libra aries libra aries libra aries libra"),
        (45, "aries leo sagittarius aries leo sagittarius aries leo sagittarius aries leo sagittarius"),
        (60, SIGNS),
    ],
)
def test_each_division_begins_where_parashara_says_and_goes_on_by_its_step(number, first_parts) -> None:
    starts = list(first_parts) if isinstance(first_parts, tuple) else [Sign(one) for one in first_parts.split()]
    step = {3: 4, 4: 3}.get(number, 1)
    for sign, start in enumerate(starts):
        for part in range(number):
            longitude = 30.0 * sign + 30.0 / number * (part + 0.5)
            assert varga_sign(longitude, number) is SIGNS[(start.number - 1 + part * step) % 12]


@pytest.mark.parametrize("number", [9, 27])
def test_the_navamsa_and_the_saptavimsamsa_go_on_from_sign_to_sign(number: int) -> None:
    parts = [varga_sign(360 / (12 * number) * (part + 0.5), number) for part in range(12 * number)]
    assert parts == [SIGNS[part % 12] for part in range(12 * number)]


@pytest.mark.parametrize("number", VARGAS)
def test_every_longitude_up_to_the_last_has_a_sign_in_every_division(number: int) -> None:
    assert isinstance(varga_sign(0.0, number), Sign)
    assert isinstance(varga_sign(LAST, number), Sign)


@given(LONGITUDES)
def test_vargottama_is_the_first_middle_or_last_navamsa_of_movable_fixed_and_dual_signs(longitude: float) -> None:
    mode = SIGNS[int(longitude / 30)].mode
    first, last = {Mode.CARDINAL: (0, 30 / 9), Mode.FIXED: (40 / 3, 50 / 3), Mode.MUTABLE: (80 / 3, 30)}[mode]
    within = longitude % 30
    if min(abs(within - first), abs(within - last)) > 1e-9:
        assert is_vargottama(longitude) == (first < within < last)


def test_all_sixteen_divisions_are_given_or_those_asked_for() -> None:
    chart = cast_chart(BIRTH, HALIFAX)
    found = find_vargas(chart)
    assert found.ayanamsa is Ayanamsa.LAHIRI
    assert (
        tuple(one.number for one in found.vargas)
        == VARGAS
        == (1, 2, 3, 4, 7, 9, 10, 12, 16, 20, 24, 27, 30, 40, 45, 60)
    )
    keys = [key for key, _ in all_points(chart)]
    assert all([place.point for place in one.points] == keys for one in found.vargas)
    rasi, navamsa = find_vargas(chart, numbers=(1, 9)).vargas
    assert (rasi.name, navamsa.name) == ("rasi", "navamsa")
    same = {one.point for one, other in zip(rasi.points, navamsa.points, strict=True) if one.sign is other.sign}
    assert set(found.vargottama) == same


def test_a_division_parashara_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidInput, match="60") as refused:
        find_vargas(drawn({Body.SUN: 1.0}), numbers=(9, 11))
    assert refused.value.field == "numbers"
    with pytest.raises(InvalidInput):
        varga_sign(1.0, 5)


def test_the_zodiac_of_the_result_is_the_one_it_names() -> None:
    lahiri = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=Ayanamsa.LAHIRI)
    tropical, sidereal = cast_chart(BIRTH, HALIFAX), cast_chart(BIRTH, HALIFAX, lahiri)
    assert find_lunar_mansions(tropical).ayanamsa is None
    for find in (find_nakshatras, find_vargas):
        assert find(tropical).ayanamsa is find(sidereal).ayanamsa is Ayanamsa.LAHIRI
        assert find(tropical, ayanamsa=Ayanamsa.RAMAN).ayanamsa is Ayanamsa.RAMAN
    for one, other in zip(find_nakshatras(tropical).points, find_nakshatras(sidereal).points, strict=True):
        assert (one.nakshatra, one.pada, one.lord) == (other.nakshatra, other.pada, other.lord)
    for one, other in zip(find_lunar_mansions(tropical).points, find_lunar_mansions(sidereal).points, strict=True):
        assert one.mansion is other.mansion
    among_stars = find_lunar_mansions(tropical, ayanamsa=Ayanamsa.LAHIRI)
    assert among_stars.ayanamsa is Ayanamsa.LAHIRI
    assert among_stars.points[0].number == mansion_of("sun", all_points(sidereal)[0][1]).number
    # Decans and degrees are those of the chart's own zodiac.
    for find_part, number in ((find_decans, 10.0), (find_degrees, 1.0)):
        for chart in (tropical, sidereal):
            numbers = [one.number for one in find_part(chart).points]
            assert numbers == [int(longitude / number) + 1 for _, longitude in all_points(chart)]
