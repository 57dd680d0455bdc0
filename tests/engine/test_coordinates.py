import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.moments import zone_names
from outer_skies.engine.places import Place, parse_coordinates, zone_of
from outer_skies.errors import InvalidInput

HALIFAX = (44 + 38 / 60, -(63 + 34 / 60))


@pytest.mark.parametrize(
    "typed",
    [
        "44°38'N 63°34'W",
        "44°38′N, 63°34′W",
        "44 38 N 63 34 W",
        "44 38 N, 63 34 W",
        "N44 38 W63 34",
        "N 44°38' W 63°34'",
        "44n38 63w34",
        "44N38, 63W34",
        "63w34 44n38",
        "63°34'W 44°38'N",
        "44 38 -63 34",
        "44:38N 63:34W",
        "44°38'00\"N 63°34'00\"W",
        "  44° 38' n   63° 34' w ",
    ],
)
def test_degrees_and_minutes_are_read_in_the_ways_people_type_them(typed: str) -> None:
    assert parse_coordinates(typed) == pytest.approx(HALIFAX, abs=1e-9)


@pytest.mark.parametrize(
    "typed",
    [
        "44.65, -63.57",
        "44.65 -63.57",
        "44.65,-63.57",
        "+44.65 −63.57",
        "44.65N 63.57W",
        "W63.57 N44.65",
        "44,65 -63,57",
        "44.65° / -63.57°",
    ],
)
def test_decimal_degrees_are_read_in_the_ways_people_type_them(typed: str) -> None:
    assert parse_coordinates(typed) == pytest.approx((44.65, -63.57), abs=1e-9)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Paris",
        "paris tx",
        "Санкт",
        "90210",
        "10 20 30",
        "44N 45N",
        "44N",
        "-44N 63W",
        "44 72 N, 63 34 W",
        "44.5 30 N, 63 W",
        "5 rue de la Paix",
        "1600 Pennsylvania Avenue",
        "\0",
        "44.65, -63.57" + " " * 200,
        "7" * 10_000,
    ],
)
def test_other_text_is_no_coordinates(typed: str) -> None:
    assert parse_coordinates(typed) is None


@pytest.mark.parametrize("typed", ["91, 0", "-90.01 0", "91°N 0°E", "0, 180.5", "44.65, -181", "999999 0"])
def test_coordinates_that_are_nowhere_on_earth_are_refused_beside_the_place(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_coordinates(typed)
    assert refused.value.field == "place"


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_written_plainly_come_back(north: float, east: float) -> None:
    assert parse_coordinates(f"{north:.6f}, {east:.6f}") == pytest.approx((north, east), abs=1e-6)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(typed: str) -> None:
    try:
        found = parse_coordinates(typed)
    except InvalidInput:
        return
    assert found is None or (-90 <= found[0] <= 90 and -180 <= found[1] <= 180)


@pytest.mark.parametrize(
    ("north", "east"),
    [(91, 0), (-90.0001, 0), (0, 181), (0, -180.0001), (float("nan"), 0), (0, float("inf")), ("44", 0), ({}, 0)],
)
def test_a_place_off_the_earth_is_refused_beside_the_place(north: float, east: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        Place("", north, east)
    assert refused.value.field == "place"


@pytest.mark.parametrize("name", ["", "😀 Place", "القدس", "<script>alert(1)</script>", "x" * 300])
def test_a_place_keeps_any_name_that_is_text(name: str) -> None:
    assert Place(name, 0, 0).name == name


@pytest.mark.parametrize("name", ["x" * 301, "x" * 10_000, "a\0b", "\ud800", {"name": "x"}, None])
def test_a_name_that_is_no_text_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Place(name, 0, 0)
    assert refused.value.field == "place"


def test_an_elevation_off_the_earth_is_refused() -> None:
    with pytest.raises(InvalidInput):
        Place("", 0, 0, 1e9)


@pytest.mark.parametrize(
    ("north", "east", "zone"),
    [
        (44.65, -63.57, "America/Halifax"),
        (51.5, -0.12, "Europe/London"),
        (-13.83, -171.77, "Pacific/Apia"),
        (0, -30, "Etc/GMT+2"),
    ],
)
def test_the_zone_of_coordinates_is_the_one_whose_land_or_sea_they_are_in(north: float, east: float, zone: str) -> None:
    assert zone_of(north, east) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_has_a_zone_that_we_have(north: float, east: float) -> None:
    assert zone_of(north, east) in zone_names()


def test_the_zone_of_no_place_is_refused() -> None:
    for north, east in ((91, 0), (0, 200), (float("nan"), 0)):
        with pytest.raises(InvalidInput):
            zone_of(north, east)
