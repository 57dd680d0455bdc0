"""Figures are found with sets of bits; here every combination of bodies is tried in every role beside it."""

from collections import Counter
from itertools import combinations, pairwise

import pytest
from drawn_charts import PLANETS, drawn, gridded, plain, planets_at
from msgspec.structs import replace

from outer_skies.engine.aspects import ALL_ASPECTS, AspectKind, Orbs
from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.chart import Chart, ChartOptions
from outer_skies.engine.techniques.patterns import Gathering, Pattern, PatternKind, Patterns, Role, find_patterns
from outer_skies.engine.zodiac import Sign
from outer_skies.errors import InvalidInput

CONJUNCTION, OPPOSITION, TRINE, SQUARE, SEXTILE, QUINCUNX = tuple(AspectKind)[:6]
SESQUIQUADRATE = AspectKind.SESQUIQUADRATE
APEX, BASE, CORNER = Role.APEX, Role.BASE, Role.CORNER

# For each figure the role of each place, and the aspect between each two places that have one.
Figure = tuple[tuple[Role, ...], dict[tuple[int, int], AspectKind]]


def ring(count: int, *by_steps: AspectKind) -> Figure:
    """Corners of which each has the aspect of so many steps round to each."""
    between = {(i, j): by_steps[min(j - i, count - j + i) - 1] for i, j in combinations(range(count), 2)}
    return (CORNER,) * count, between


FIGURES: dict[PatternKind, Figure] = {
    PatternKind.GRAND_TRINE: ring(3, TRINE),
    PatternKind.GRAND_CROSS: ring(4, SQUARE, OPPOSITION),
    PatternKind.GRAND_SEXTILE: ring(6, SEXTILE, TRINE, OPPOSITION),
    PatternKind.MYSTIC_RECTANGLE: (
        (CORNER,) * 4,
        {(0, 1): SEXTILE, (2, 3): SEXTILE, (1, 2): TRINE, (0, 3): TRINE, (0, 2): OPPOSITION, (1, 3): OPPOSITION},
    ),
    PatternKind.T_SQUARE: ((APEX, BASE, BASE), {(1, 2): OPPOSITION, (0, 1): SQUARE, (0, 2): SQUARE}),
    PatternKind.YOD: ((APEX, BASE, BASE), {(1, 2): SEXTILE, (0, 1): QUINCUNX, (0, 2): QUINCUNX}),
    PatternKind.THORS_HAMMER: ((APEX, BASE, BASE), {(1, 2): SQUARE, (0, 1): SESQUIQUADRATE, (0, 2): SESQUIQUADRATE}),
    PatternKind.BOOMERANG: (
        (APEX, BASE, BASE, Role.REACTION),
        {(1, 2): SEXTILE, (0, 1): QUINCUNX, (0, 2): QUINCUNX, (0, 3): OPPOSITION},
    ),
    PatternKind.KITE: (
        (APEX, Role.TAIL, Role.WING, Role.WING),
        {(0, 1): OPPOSITION, (0, 2): SEXTILE, (0, 3): SEXTILE, (1, 2): TRINE, (1, 3): TRINE, (2, 3): TRINE},
    ),
    PatternKind.CRADLE: (
        (Role.END, Role.MIDDLE, Role.MIDDLE, Role.END),
        {(0, 1): SEXTILE, (1, 2): SEXTILE, (2, 3): SEXTILE, (0, 2): TRINE, (1, 3): TRINE, (0, 3): OPPOSITION},
    ),
}
Held = frozenset[tuple[Role, str]]
Lines = frozenset[frozenset[str]]


def aspects_of(chart: Chart) -> dict[frozenset[str], tuple[AspectKind, float]]:
    return {frozenset((one.a, one.b)): (one.kind, one.orb_deg) for one in chart.aspects if not one.kind.by_declination}


def every_figure(chart: Chart) -> dict[tuple[PatternKind, Held, Lines], float]:
    """Each figure that some choice of bodies fills, by its members and aspects, with its widest orb."""
    known = aspects_of(chart)
    held = {one.body for one in chart.bodies}
    bodies = [body for body in held if not (body is Body.MEAN_NODE and Body.TRUE_NODE in held)]
    bodies = [body for body in bodies if not (body is Body.TRUE_LILITH and Body.MEAN_LILITH in held)]
    found = {}
    for kind, (roles, between) in FIGURES.items():
        for chosen in permuted(bodies, len(roles), between, known):
            lines = {frozenset((chosen[i], chosen[j])) for i, j in between}
            members = frozenset(zip(roles, chosen, strict=True))
            found[kind, members, frozenset(lines)] = max(known[line][1] for line in lines)
    return found


def permuted(
    bodies: list[Body],
    count: int,
    between: dict[tuple[int, int], AspectKind],
    known: dict[frozenset[str], tuple[AspectKind, float]],
) -> list[tuple[Body, ...]]:
    """Every order of so many bodies in which all the aspects are there; hopeless beginnings are left early."""
    partial: list[tuple[Body, ...]] = [()]
    for place in range(count):
        partial = [
            (*chosen, body)
            for chosen in partial
            for body in bodies
            if body not in chosen
            and all(
                known.get(frozenset((chosen[i], body)), (None,))[0] is kind
                for (i, j), kind in between.items()
                if j == place
            )
        ]
    return partial


def figures(result: Patterns) -> list[Pattern]:
    return [one for one in result.patterns if one.kind is not PatternKind.STELLIUM]


def members(pattern: Pattern) -> Held:
    return frozenset((one.role, one.point) for one in pattern.members)


def lines(pattern: Pattern) -> Lines:
    """The pairs a figure says it is made of, by its kind and the order of its members."""
    between = FIGURES[pattern.kind][1]
    return frozenset(frozenset((pattern.members[i].point, pattern.members[j].point)) for i, j in between)


NO_QUINCUNX = tuple(kind for kind in ALL_ASPECTS if kind is not QUINCUNX)
WIDE = Orbs.of({kind: 12.0 for kind in ALL_ASPECTS if not kind.by_declination})
CHOICES = (
    ChartOptions(),
    ChartOptions(orbs=Orbs.of({QUINCUNX: 5, SESQUIQUADRATE: 5})),
    ChartOptions(aspects=NO_QUINCUNX),
    ChartOptions(orbs=WIDE, aspects=(OPPOSITION, TRINE, SQUARE, SEXTILE)),
)


def skies() -> list[Chart]:
    charts = []
    for seed in range(120):
        bodies = ALL_BODIES if seed % 3 else PLANETS
        options = CHOICES[seed % len(CHOICES)]
        charts.append(drawn(gridded(seed, bodies, (30.0, 15.0)[seed % 2], (1.0, 3.0, 6.0)[seed % 3]), options=options))
    return charts


SKIES = skies()


@pytest.mark.parametrize("sky", range(len(SKIES)))
def test_a_figure_is_found_if_and_only_if_all_its_aspects_are_there(sky: int) -> None:
    chart = SKIES[sky]
    found = figures(find_patterns(chart))
    expected = every_figure(chart)
    assert {(one.kind, members(one), lines(one)) for one in found} == set(expected)
    assert len(found) == len(expected)  # each once
    for one in found:
        assert one.orb_deg == expected[one.kind, members(one), lines(one)]


def test_those_skies_hold_every_kind_of_figure() -> None:
    counted = Counter(one.kind for chart in SKIES for one in figures(find_patterns(chart)))
    assert set(counted) == set(FIGURES)
    assert min(counted.values()) >= 5


@pytest.mark.parametrize("sky", range(0, len(SKIES), 4))
def test_a_figure_is_part_of_every_larger_one_that_has_all_its_aspects(sky: int) -> None:
    found = find_patterns(SKIES[sky]).patterns
    for one in figures(find_patterns(SKIES[sky])):
        larger = [
            place
            for place, other in enumerate(found)
            if other.kind is not PatternKind.STELLIUM and lines(one) < lines(other)
        ]
        assert list(one.part_of) == larger


@pytest.mark.parametrize("sky", range(0, len(SKIES), 4))
def test_larger_kinds_come_first_and_stelliums_last(sky: int) -> None:
    order = [list(PatternKind).index(one.kind) for one in find_patterns(SKIES[sky]).patterns]
    assert order == sorted(order)


def counted(*longitudes_deg: float, **orbs: float) -> Counter[PatternKind]:
    """How many figures of each kind bodies at these longitudes make."""
    options = ChartOptions(orbs=Orbs.of({AspectKind(kind): orb for kind, orb in orbs.items()}))
    chart = drawn(dict(zip(PLANETS, longitudes_deg, strict=False)), options=options)
    return Counter(one.kind for one in figures(find_patterns(chart)))


def test_a_t_square_is_found_once_and_knows_its_apex() -> None:
    chart = drawn({Body.SUN: 0.0, Body.MOON: 182.0, Body.MARS: 91.0})
    (found,) = find_patterns(chart).patterns
    assert found.kind is PatternKind.T_SQUARE
    assert [(one.point, one.role.value) for one in found.members] == [
        ("mars", "apex"),
        ("sun", "base"),
        ("moon", "base"),
    ]
    assert found.orb_deg == pytest.approx(2.0)
    assert found.part_of == ()


def test_a_grand_cross_holds_four_t_squares_that_say_so() -> None:
    assert counted(0, 90, 180, 270) == {PatternKind.GRAND_CROSS: 1, PatternKind.T_SQUARE: 4}
    cross, *t_squares = find_patterns(drawn({Body.SUN: 0, Body.MOON: 90, Body.MARS: 180, Body.VENUS: 270})).patterns
    assert [one.point for one in cross.members] == ["sun", "moon", "mars", "venus"]  # round the ring
    assert all(one.part_of == (0,) for one in t_squares)


def test_a_kite_holds_its_grand_trine_and_nothing_else() -> None:
    assert counted(0, 120, 240, 180) == {PatternKind.KITE: 1, PatternKind.GRAND_TRINE: 1}
    kite, trine = find_patterns(drawn({Body.SUN: 0, Body.MOON: 120, Body.MARS: 240, Body.PLUTO: 180})).patterns
    assert plain(kite.members) == [
        {"point": "pluto", "role": "apex"},
        {"point": "sun", "role": "tail"},
        {"point": "moon", "role": "wing"},
        {"point": "mars", "role": "wing"},
    ]
    assert trine.part_of == (0,)


def test_a_hexagon_holds_all_that_can_be_drawn_in_it() -> None:
    assert counted(0, 60, 120, 180, 240, 300) == {
        PatternKind.GRAND_SEXTILE: 1,
        PatternKind.MYSTIC_RECTANGLE: 3,
        PatternKind.KITE: 6,
        PatternKind.CRADLE: 6,
        PatternKind.GRAND_TRINE: 2,
    }


def test_a_yod_becomes_a_boomerang_by_a_body_opposite_its_apex() -> None:
    assert counted(0, 60, 210) == {PatternKind.YOD: 1}
    assert counted(0, 60, 210, 30) == {PatternKind.BOOMERANG: 1, PatternKind.YOD: 1}
    assert counted(0, 60, 210, 37) == {PatternKind.BOOMERANG: 1, PatternKind.YOD: 1}  # within an opposition's orb
    assert counted(0, 60, 210, 39) == {PatternKind.YOD: 1}


def test_a_thors_hammer_is_a_square_whose_ends_meet_at_135_degrees() -> None:
    assert counted(0, 90, 225) == {PatternKind.THORS_HAMMER: 1}
    assert counted(0, 90, 227) == {}
    assert counted(0, 90, 227, sesquiquadrate=3) == {PatternKind.THORS_HAMMER: 1}


EXACT = {
    PatternKind.GRAND_TRINE: (0, 120, 240),
    PatternKind.GRAND_CROSS: (0, 90, 180, 270),
    PatternKind.GRAND_SEXTILE: (0, 60, 120, 180, 240, 300),
    PatternKind.MYSTIC_RECTANGLE: (0, 60, 180, 240),
    PatternKind.T_SQUARE: (90, 0, 180),
    PatternKind.YOD: (210, 0, 60),
    PatternKind.THORS_HAMMER: (225, 0, 90),
    PatternKind.BOOMERANG: (210, 0, 60, 30),
    PatternKind.KITE: (180, 0, 120, 240),
    PatternKind.CRADLE: (0, 60, 120, 180),
}


@pytest.mark.parametrize("kind", EXACT)
def test_without_any_one_of_its_aspects_there_is_no_figure(kind: PatternKind) -> None:
    whole = drawn(dict(zip(PLANETS, EXACT[kind], strict=False)))
    assert Counter(one.kind for one in find_patterns(whole).patterns)[kind] == 1
    between = {frozenset((PLANETS[i], PLANETS[j])) for i, j in FIGURES[kind][1]}
    made_of = [one for one in whole.aspects if frozenset((one.a, one.b)) in between and not one.kind.by_declination]
    assert len(made_of) == len(between)
    for missing in made_of:
        broken = replace(whole, aspects=tuple(one for one in whole.aspects if one is not missing))
        assert kind not in {one.kind for one in find_patterns(broken).patterns}


def test_nothing_is_found_by_an_aspect_that_the_chart_leaves_out() -> None:
    at = {Body.SUN: 0.0, Body.MOON: 60.0, Body.MARS: 210.0}
    assert find_patterns(drawn(at, options=ChartOptions(aspects=NO_QUINCUNX))).patterns == ()


def test_two_nodes_or_two_liliths_make_one_figure_not_two() -> None:
    at = {Body.SUN: 0.0, Body.MOON: 180.0, Body.MEAN_NODE: 91.0, Body.TRUE_NODE: 90.0}
    (found,) = find_patterns(drawn(at)).patterns
    assert found.members[0].point == "true_node"
    del at[Body.TRUE_NODE]
    (found,) = find_patterns(drawn(at)).patterns
    assert found.members[0].point == "mean_node"
    (found,) = find_patterns(drawn({Body.SUN: 0, Body.MOON: 180, Body.MEAN_LILITH: 91, Body.TRUE_LILITH: 97})).patterns
    assert found.members[0].point == "mean_lilith"


def test_angles_take_part_only_when_asked() -> None:
    chart = drawn({Body.SUN: 0.0, Body.MOON: 183.0}, ascendant=92.0, midheaven=40.0)
    assert find_patterns(chart).patterns == ()
    (found,) = find_patterns(chart, with_angles=True).patterns
    assert [(one.point, one.role.value) for one in found.members] == [
        ("ascendant", "apex"), ("sun", "base"), ("moon", "base"),
    ]  # fmt: skip
    assert found.orb_deg == pytest.approx(3.0)
    assert find_patterns(drawn({Body.SUN: 0.0, Body.MOON: 183.0}), with_angles=True).patterns == ()


@pytest.mark.parametrize("seed", range(30))
def test_an_angle_is_aspected_as_a_body_in_its_place_would_be(seed: int) -> None:
    at = gridded(seed, (*PLANETS, Body.VESTA), 30.0, 4.0)
    as_body = figures(find_patterns(drawn(at)))
    ascendant = at.pop(Body.VESTA)
    as_angle = figures(find_patterns(drawn(at, ascendant=ascendant, midheaven=0.0), with_angles=True))
    renamed = {
        (one.kind, frozenset((role, "ascendant" if point == "vesta" else point) for role, point in members(one)))
        for one in as_body
    }
    without = {(one.kind, members(one)) for one in as_angle if "midheaven" not in {point for _, point in members(one)}}
    assert without == renamed


def test_an_angle_has_a_factor_of_one_beside_the_bodys_own() -> None:
    options = ChartOptions(orbs=Orbs.of(by_body={Body.SUN: 0.5, Body.MOON: 0.5}))  # a square of 7° is one of 5.25°
    for orb, found in ((5.2, 1), (5.3, 0)):
        chart = drawn({Body.SUN: 0.0, Body.MOON: 180.0}, ascendant=90.0 + orb, midheaven=40.0, options=options)
        assert len(find_patterns(chart, with_angles=True).patterns) == found


def test_ascendant_and_midheaven_do_not_aspect_one_another() -> None:
    chart = drawn({Body.SUN: 225.0}, ascendant=0.0, midheaven=270.0)
    assert find_patterns(chart, with_angles=True).patterns == ()


def stelliums(chart: Chart, by: Gathering, **asked: float) -> list[frozenset[str]]:
    found = find_patterns(chart, **asked).patterns  # type: ignore[arg-type]
    return [frozenset(member.point for member in one.members) for one in found if one.by is by]


def arc(longitudes_deg: list[float]) -> float:
    """The shortest arc that holds them all."""
    ranked = sorted(longitudes_deg)
    return 360.0 - max(after - before for before, after in pairwise([*ranked, ranked[0] + 360.0]))


@pytest.mark.parametrize("seed", range(40))
def test_stelliums_by_span_are_the_largest_groups_that_fit(seed: int) -> None:
    at = gridded(seed, PLANETS, 60.0, 9.0)
    chart = drawn(at)
    fitting = [
        frozenset(chosen)
        for count in range(3, 11)
        for chosen in combinations(PLANETS, count)
        if arc([at[body] for body in chosen]) <= 10.0
    ]
    largest = {one for one in fitting if not any(one < other for other in fitting)}
    found = stelliums(chart, Gathering.SPAN, stellium_size=3)
    assert set(found) == largest
    assert len(found) == len(largest)
    for one in find_patterns(chart, stellium_size=3).patterns:
        if one.by is Gathering.SPAN:
            assert one.orb_deg == pytest.approx(arc([at[Body(member.point)] for member in one.members]))


def test_a_stellium_names_its_sign_or_its_house() -> None:
    at = dict(zip(PLANETS, (1, 5, 12, 29, 100, 150, 200, 210, 250, 300), strict=True))
    houses = dict.fromkeys(PLANETS[4:8], 7)
    by_sign, by_house = find_patterns(drawn(at, houses_held=houses)).patterns[-2:]
    assert (by_sign.by, by_sign.sign, by_sign.house, by_sign.orb_deg) == (Gathering.SIGN, Sign.ARIES, None, 28.0)
    assert (by_house.by, by_house.sign, by_house.house, by_house.orb_deg) == (Gathering.HOUSE, None, 7, 110.0)


def test_a_house_that_begins_in_pisces_is_read_from_its_beginning() -> None:
    at = dict(zip(PLANETS, (350, 355, 2, 8, 100, 130, 160, 190, 220, 250), strict=True))
    (found,) = [
        one
        for one in find_patterns(drawn(at, houses_held=dict.fromkeys(PLANETS[:4], 3))).patterns
        if one.by is Gathering.HOUSE
    ]
    assert [one.point for one in found.members] == ["sun", "moon", "mercury", "venus"]
    assert found.orb_deg == pytest.approx(18.0)


def test_nodes_and_asteroids_make_no_stellium() -> None:
    at = {Body.SUN: 1.0, Body.MOON: 2.0, Body.MARS: 3.0, Body.VESTA: 4.0, Body.TRUE_NODE: 5.0, Body.CHIRON: 6.0}
    assert stelliums(drawn(at), Gathering.SIGN) == []
    assert stelliums(drawn({**at, Body.PLUTO: 29.0}), Gathering.SIGN) == [frozenset({"sun", "moon", "mars", "pluto"})]


@pytest.mark.parametrize("size", [2, 11])
def test_a_stellium_of_two_or_eleven_is_refused(size: int) -> None:
    with pytest.raises(InvalidInput, match="three to ten") as refused:
        find_patterns(planets_at(*range(10)), stellium_size=size)
    assert refused.value.field == "stellium_size"


@pytest.mark.parametrize("span", [0.0, -1.0, 61.0, float("nan")])
def test_a_stellium_wider_than_two_signs_is_refused(span: float) -> None:
    with pytest.raises(InvalidInput) as refused:
        find_patterns(planets_at(*range(10)), stellium_span_deg=span)
    assert refused.value.field == "stellium_span_deg"


def test_an_empty_sky_has_no_patterns() -> None:
    assert find_patterns(drawn({Body.SUN: 0.0})).patterns == ()
