"""The seven shapes by hand, at their bounds, and against a plain reading of their definitions."""

from collections import Counter
from itertools import combinations, pairwise
from random import Random

import pytest
from drawn_charts import PLANETS, drawn, planets_at, turned

from outer_skies.engine.angles import separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.techniques.shape import ShapeName, find_shape
from outer_skies.errors import Undefined

BUNDLE = (0, 10, 20, 35, 50, 60, 80, 90, 100, 120)
BOWL = (0, 20, 40, 60, 80, 100, 120, 140, 160, 180)
BUCKET = (0, 20, 40, 60, 80, 100, 120, 140, 160, 250)
BUCKET_OF_TWO = (0, 20, 40, 60, 80, 100, 120, 150, 250, 258)
SEESAW = (0, 10, 20, 30, 40, 150, 170, 190, 210, 230)
LOCOMOTIVE = (0, 27, 54, 81, 108, 135, 162, 189, 216, 240)
SPLASH = (0, 36, 72, 108, 144, 180, 216, 252, 288, 324)
SPLAY = (0, 5, 10, 15, 130, 135, 140, 250, 255, 260)
FORMLESS = (0, 5, 20, 40, 60, 80, 100, 120, 200, 262)


@pytest.mark.parametrize(
    ("longitudes", "name"),
    [
        (BUNDLE, "bundle"), (BOWL, "bowl"), (BUCKET, "bucket"), (BUCKET_OF_TWO, "bucket"), (SEESAW, "seesaw"),
        (LOCOMOTIVE, "locomotive"), (SPLASH, "splash"), (SPLAY, "splay"), (FORMLESS, "none"),
        ((*BUNDLE[:-1], 121), "bowl"),
        ((*BOWL[:-1], 181), "locomotive"),
        ((*BUCKET[:-1], 219), "locomotive"),  # 59° from a rim is no handle
        ((*BUCKET[:-1], 220), "bucket"),
        ((0, 20, 40, 60, 80, 100, 120, 150, 250, 261), "seesaw"),  # 11° apart are no handle but an end of their own
        ((*LOCOMOTIVE[:-1], 241), "none"),
        ((0, 10, 20, 30, 90, 150, 170, 190, 210, 230), "none"),
    ],
)  # fmt: skip
def test_each_shape_is_known_and_ends_at_its_bound(longitudes: tuple[float, ...], name: str) -> None:
    assert find_shape(planets_at(*longitudes)).name == name


@pytest.mark.parametrize("by_deg", [30, 90, 210, 330])
@pytest.mark.parametrize("longitudes", [BUNDLE, BOWL, BUCKET, BUCKET_OF_TWO, SEESAW, LOCOMOTIVE, SPLASH, SPLAY])
def test_a_shape_stays_when_the_zodiac_turns_by_signs(longitudes: tuple[float, ...], by_deg: float) -> None:
    chart = planets_at(*longitudes)
    here, there = find_shape(chart), find_shape(turned(chart, by_deg))
    assert (here.name, here.handle, here.largest_gap_deg) == (there.name, there.handle, there.largest_gap_deg)
    if longitudes is not SPLASH:  # its empty arcs are all equal
        assert (here.leading, here.trailing, here.groups) == (there.leading, there.trailing, there.groups)


def test_a_bucket_names_its_handle_and_who_leads_and_ends_the_bowl() -> None:
    found = find_shape(planets_at(*BUCKET))
    assert (found.handle, found.leading, found.trailing) == ((Body.PLUTO,), Body.SUN, Body.NEPTUNE)
    found = find_shape(planets_at(*BUCKET_OF_TWO))
    assert (found.handle, found.leading, found.trailing) == ((Body.NEPTUNE, Body.PLUTO), Body.SUN, Body.URANUS)


def test_of_two_possible_handles_the_one_facing_the_bowl_is_taken() -> None:
    assert find_shape(planets_at(0, 100, 190, 192, 193, 194, 195, 197, 199, 200)).handle == (Body.SUN,)


def test_a_locomotive_is_led_by_the_planet_that_rises_first_after_the_empty_third() -> None:
    found = find_shape(planets_at(*LOCOMOTIVE))
    assert (found.leading, found.trailing, found.largest_gap_deg, found.occupied_deg) == (
        Body.SUN, Body.PLUTO, 120.0, 240.0,
    )  # fmt: skip


def test_the_ends_of_a_seesaw_and_the_groups_of_a_splay_are_listed() -> None:
    assert find_shape(planets_at(*SEESAW)).groups == (PLANETS[:5], PLANETS[5:])
    assert sorted(find_shape(planets_at(*SPLAY)).groups) == sorted((PLANETS[:4], PLANETS[4:7], PLANETS[7:]))


def test_an_empty_sextile_parts_two_groups() -> None:
    found = find_shape(planets_at(0, 10, 20, 30, 40, 100, 130, 180, 210, 240))
    assert (found.name, found.groups) == (ShapeName.SEESAW, (PLANETS[:5], PLANETS[5:]))


def test_only_the_ten_planets_count_and_none_may_be_missing() -> None:
    at = dict(zip(PLANETS, BUNDLE, strict=True))
    assert find_shape(drawn({**at, Body.VESTA: 240.0, Body.TRUE_NODE: 200.0})).name is ShapeName.BUNDLE
    del at[Body.PLUTO]
    with pytest.raises(Undefined, match="Pluto"):
        find_shape(drawn(at))


def described(longitudes: list[float]) -> ShapeName:  # noqa: PLR0911  one return a shape
    """The shape by the words of its definition, every possible handle tried."""
    ranked = sorted(longitudes)
    gaps = [after - before for before, after in pairwise([*ranked, ranked[0] + 360.0])]
    wide = [place for place, gap in enumerate(gaps) if gap >= 60]
    if max(gaps) >= 240:
        return ShapeName.BUNDLE
    if max(gaps) >= 180:
        return ShapeName.BOWL
    for held in (*combinations(ranked, 1), *combinations(ranked, 2)):
        rest = [one for one in ranked if one not in held]
        empty = max(after - before for before, after in pairwise([*rest, rest[0] + 360.0]))
        apart = min(separation_deg(one, other) for one in held for other in rest)
        if empty >= 180 and apart >= 60 and separation_deg(held[0], held[-1]) <= 10:
            return ShapeName.BUCKET
    if len(wide) == 2 and 2 <= wide[1] - wide[0] <= 8:
        return ShapeName.SEESAW
    if len(wide) == 1 and max(gaps) >= 120:
        return ShapeName.LOCOMOTIVE
    if len({int(one // 30) for one in ranked}) >= 8 and max(gaps) < 90:
        return ShapeName.SPLASH
    first = gaps.index(max(gaps)) + 1
    sizes, size = [], 1
    for gap in [*gaps[first:], *gaps[:first]]:
        if gap >= 30:
            sizes.append(size)
            size = 0
        size += 1
    return ShapeName.SPLAY if sum(size >= 2 for size in sizes) >= 3 else ShapeName.NONE


def skies() -> list[list[float]]:
    """Planets anywhere, and planets gathered about a few places, so that every shape is common."""
    found = []
    for seed in range(4000):
        chance = Random(seed)  # noqa: S311  a sky, not a secret
        middles = [chance.uniform(0, 360) for _ in range(seed % 6)]
        width = chance.choice((10, 30, 60))
        found.append(
            [
                (chance.choice(middles) + chance.gauss(0, width)) % 360 if middles else chance.uniform(0, 360)
                for _ in PLANETS
            ]
        )
    return found


def test_every_sky_has_the_one_shape_that_words_give_it() -> None:
    counted: Counter[ShapeName] = Counter()
    for longitudes in skies():
        found = find_shape(planets_at(*longitudes))
        assert found.name is described(longitudes)
        assert bool(found.handle) == (found.name is ShapeName.BUCKET)
        assert sorted(body for group in found.groups for body in group) == sorted(PLANETS)
        counted[found.name] += 1
    assert min(counted[name] for name in ShapeName) >= 20
