"""The solver finds every moment and invents none; brute force says so."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from outer_skies.engine import strips
from outer_skies.engine.bodies import Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    sight,
)
from outer_skies.engine.search import Change, Crossing, changes, crossings, turns, wrapped_deg

Values = strips.Values
Function = Callable[[Values], Values]
START, END = 2451545.0, 2452345.0
STEP = 1.0
HALF_A_SECOND = 0.5 / 86400


def waves(seed: int) -> tuple[Function, Function]:
    """A random sum of sines with periods of eleven steps and more, and its derivative."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 6))
    heights, periods = rng.random((count, 1)), 11 * STEP * 10 ** rng.random((count, 1))
    phases, level = 2 * np.pi * rng.random((count, 1)), rng.normal() * 0.7

    def f(t: Values) -> Values:
        return level + (heights * np.sin(2 * np.pi * (t - START) / periods + phases)).sum(axis=0)

    def rate(t: Values) -> Values:
        return (heights * 2 * np.pi / periods * np.cos(2 * np.pi * (t - START) / periods + phases)).sum(axis=0)

    return f, rate


def alone(f: Function) -> Callable[[float], float]:
    """The same function of one moment."""
    return lambda t: float(f(np.array([t]))[0])


def by_brute_force(f: Function, start: float, end: float) -> list[Crossing]:
    """Signs at samples a two-hundredth of a step apart, and halving."""
    t = np.linspace(start, end, int((end - start) * 200 / STEP) + 1)
    y = f(t) >= 0
    at = np.flatnonzero(y[1:] != y[:-1])
    low, high, before = t[at], t[at + 1], y[at]
    for _ in range(30):
        middle = (low + high) / 2
        same = (f(middle) >= 0) == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return [Crossing(*row) for row in zip(high.tolist(), (~before).tolist(), strict=True)]


def assert_same(found: list[Crossing], truth: list[Crossing], within: float = HALF_A_SECOND / 5) -> None:
    assert [one.is_rising for one in found] == [one.is_rising for one in truth]
    assert np.allclose([one.jd_tt for one in found], [one.jd_tt for one in truth], rtol=0, atol=within)


@pytest.mark.parametrize("seeds", [range(100 * n, 100 * n + 50) for n in range(4)], ids=lambda seeds: f"{seeds.start}")
def test_every_crossing_of_random_waves_is_found_once(seeds: range) -> None:
    for seed in seeds:
        f, _ = waves(seed)
        assert_same(crossings(f, START, END, STEP), by_brute_force(f, START, END))


@pytest.mark.parametrize("seeds", [range(100 * n, 100 * n + 40) for n in range(4)], ids=lambda seeds: f"{seeds.start}")
def test_every_turn_of_random_waves_is_found_once(seeds: range) -> None:
    for seed in seeds:
        f, rate = waves(seed)
        truth = by_brute_force(rate, START, END)
        for found in (
            turns(f, START, END, STEP),
            turns(f, START, END, STEP, exact=alone(f)),
        ):
            assert [one.is_highest for one in found] == [not one.is_rising for one in truth]
            assert np.allclose([one.jd_tt for one in found], [one.jd_tt for one in truth], rtol=0, atol=HALF_A_SECOND)
            assert np.allclose([one.value for one in found], f(np.array([one.jd_tt for one in truth])), atol=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_a_turn_that_hardly_touches_is_decided_by_the_library(seed: int) -> None:
    """Strips that err by almost 0.3" say nothing about a turn within 0.3" of exact; the library does."""
    wave, rate = waves(seed)
    rng = np.random.default_rng(1000 + seed)
    turning = np.array([one.jd_tt for one in by_brute_force(rate, START, END)])
    level = wave(turning[[len(turning) // 2]])[0] + rng.uniform(-8e-5, 8e-5)
    shift = rng.uniform(-8e-5, 8e-5)

    def exact(t: Values) -> Values:
        return wave(t) - level

    def nearly(t: Values) -> Values:
        return exact(t) + shift * np.cos((t - START) / 20)

    found = crossings(nearly, START, END, STEP, exact=alone(exact))
    assert_same(found, by_brute_force(exact, START, END), HALF_A_SECOND)


@pytest.mark.parametrize("height", [1e-3, 1e-5, 1e-7, 1e-9])
def test_two_crossings_within_a_step_are_two(height: float) -> None:
    def f(t: Values) -> Values:
        return height - 0.01 * (t - START - 100.321) ** 2

    reach = (height / 0.01) ** 0.5
    truth = [Crossing(START + 100.321 - reach, is_rising=True), Crossing(START + 100.321 + reach, is_rising=False)]
    assert_same(crossings(f, START, END, 20.0, exact=alone(f)), truth)
    if height > 1e-8:
        assert_same(crossings(f, START, END, 20.0), truth)
    assert crossings(lambda t: f(t) - 2 * height, START, END, 20.0) == []


@pytest.mark.parametrize("seed", range(20))
def test_intervals_that_meet_share_no_crossing_and_lose_none(seed: int) -> None:
    f, rate = waves(seed)

    whole = crossings(f, START, END, STEP, exact=alone(f))
    rng = np.random.default_rng(seed)
    roots = [one.jd_tt for one in whole]
    cuts = sorted([START, *rng.choice(roots, min(5, len(roots)), replace=False), *(START + 790 * rng.random(5)), END])
    parts = [one for a, b in pairwise(cuts) for one in crossings(f, a, b, STEP * 0.7, exact=alone(f))]
    # A crossing on the very cut may be a hair to either side of it in each search, but never far.
    lost = [one for one in whole if not any(abs(one.jd_tt - other.jd_tt) < 1e-6 for other in parts)]
    assert all(min(abs(one.jd_tt - cut) for cut in cuts) < 1e-9 for one in lost)
    turning = by_brute_force(rate, START, END)
    found = [one for a, b in pairwise(cuts) for one in turns(f, a, b, STEP * 0.7)]
    assert len(found) == len(turning)


def test_an_interval_holds_its_first_moment_and_not_its_last() -> None:
    def f(t: Values) -> Values:
        return t - START - 10

    assert len(crossings(f, START + 10, START + 20, 1.0)) == 1
    assert crossings(f, START, START + 10, 1.0) == []
    assert crossings(f, START + 10.001, START + 20, 1.0) == []
    days = changes(lambda t: np.floor(t - START).astype(np.int64), START, START + 3, 0.3)
    assert [(one.before, one.after) for one in days] == [(-1, 0), (0, 1), (1, 2)]
    assert crossings(f, START, START, 1.0) == []


def test_an_angle_passes_where_it_is_and_not_opposite() -> None:
    def ahead(t: Values) -> Values:
        return wrapped_deg(13.2 * (t - START) - 77.0)

    found = crossings(ahead, START, START + 365, 1.0)
    expected = START + (77.0 + 360 * np.arange(-1, 14)) / 13.2
    expected = expected[(expected >= START) & (expected < START + 365)]
    assert np.allclose([one.jd_tt for one in found], expected, rtol=0, atol=1e-7)
    assert all(one.is_rising for one in found)
    back = crossings(lambda t: -ahead(t), START, START + 365, 1.0)
    assert [one.jd_tt for one in back] == pytest.approx([one.jd_tt for one in found], abs=1e-7)
    assert not any(one.is_rising for one in back)


def test_an_angle_may_turn_at_the_start_of_the_circle() -> None:
    def f(t: Values) -> Values:
        return (3 * np.sin(2 * np.pi * (t - START) / 100)) % 360

    found = turns(f, START, START + 100, 3.0)
    assert [one.jd_tt - START for one in found] == pytest.approx([25, 75], abs=1e-5)
    assert [one.value for one in found] == pytest.approx([3, 357])


def test_level_ground_is_no_turn() -> None:
    assert turns(lambda t: np.clip(t - START - 100, 0, 300), START + 150, END, STEP) == []
    assert turns(lambda t: np.maximum(t - START - 100.5, 0) ** 3, START, END, STEP) == []
    assert turns(np.ones_like, START, END, STEP) == []
    assert crossings(np.zeros_like, START, END, STEP) == []


@pytest.mark.parametrize("edge", [FILES_START_JD_TT, FILES_END_JD_TT])
def test_a_jump_of_the_ephemeris_makes_no_event(edge: float) -> None:
    def f(t: Values, sign: float = 1.0) -> Values:
        return sign * (0.01 * (t - edge) + np.where(t < edge, 1e-3, -1e-3))

    # Across before the edge, thrown back at it, across again after it: it passes once.
    assert_same(crossings(f, edge - 100, edge + 100, 3.0), [Crossing(edge + 0.1, is_rising=True)])
    assert turns(f, edge - 100, edge + 100, 3.0) == []
    # Nor when a sample is the very moment of the jump, and the jump outweighs a step.
    assert turns(lambda t: 1e-4 * (t - edge) + np.where(t < edge, 1e-3, -1e-3), edge - 96, edge + 96, 4.0) == []
    # The jump hides the only moment at which it would pass.
    hidden = crossings(lambda t: 0.01 * (t - edge) + np.where(t < edge, -1e-3, 1e-3), edge - 100, edge + 100, 3.0)
    assert hidden == [Crossing(edge, is_rising=True)]
    # A full circle is no jump.
    assert crossings(lambda t: wrapped_deg(np.where(t < edge, 179.9, 180.1)), edge - 100, edge + 100, 3.0) == []


@pytest.mark.parametrize("edge", [FILES_START_JD_TT, FILES_END_JD_TT])
def test_two_crossings_just_beside_the_edge_are_found(edge: float) -> None:
    def f(t: Values) -> Values:
        return 1e-4 - 0.01 * (t - edge - 0.5) ** 2

    truth = [Crossing(edge + 0.4, is_rising=True), Crossing(edge + 0.6, is_rising=False)]
    assert_same(crossings(f, edge - 50, edge + 50, 8.0), truth)


def test_numbers_that_change_twice_between_samples_change_twice() -> None:
    def f(t: Values) -> np.ndarray:
        return np.floor((t - START) / 0.25).astype(np.int64)

    found = changes(f, START + 0.1, START + 2.1, 1.0)
    assert [(one.before, one.after) for one in found] == [(n, n + 1) for n in range(8)]
    assert [one.jd_tt - START for one in found] == pytest.approx([0.25 * (n + 1) for n in range(8)], abs=2e-7)
    assert all(f(np.array(one.jd_tt)) == one.after for one in found)
    assert changes(lambda t: np.zeros(t.size, dtype=np.int64), START, END, 10.0) == []


def test_changes_of_random_waves_are_all_found() -> None:
    for seed in range(20):
        wave, _ = waves(seed)

        def f(t: Values, wave: Function = wave) -> np.ndarray:
            return np.floor(3 * wave(t)).astype(np.int64)

        t = np.linspace(START, END, 160_001)
        y = f(t)
        at = np.flatnonzero(np.diff(y))
        truth = [Change(float(t[one + 1]), int(y[one]), int(y[one + 1])) for one in at]
        found = changes(f, START, END, 0.01)
        assert [one[1:] for one in found] == [one[1:] for one in truth]
        assert np.allclose([one.jd_tt for one in found], [one.jd_tt for one in truth], rtol=0, atol=0.006)


def test_the_last_and_the_first_day_of_all_can_be_searched() -> None:
    def moon(t: Values) -> Values:
        return wrapped_deg(strips.longitude_deg(Body.MOON, t) - 100.0)

    for start, end in ((THEORY_START_JD_TT, THEORY_START_JD_TT + 30), (THEORY_END_JD_TT - 30, THEORY_END_JD_TT)):
        assert len(crossings(moon, start, end, 1.0, exact=alone(moon))) in (1, 2)
        assert len(turns(lambda t: strips.latitude_deg(Body.MOON, t), start, end, 1.0)) >= 2


def test_lunations_of_the_library_are_found_by_the_library_in_steps() -> None:
    """Two years of new moons, by samples of the library alone, an hour apart."""

    def exact(t: float) -> float:
        moon, sun = sight(t, (Body.MOON, Body.SUN))
        return float(wrapped_deg(moon.longitude_deg - sun.longitude_deg))

    def nearly(t: Values) -> Values:
        return wrapped_deg(strips.longitude_deg(Body.MOON, t) - strips.longitude_deg(Body.SUN, t))

    asked = 0

    def counted(t: float) -> float:
        nonlocal asked
        asked += 1
        return exact(t)

    found = crossings(nearly, START, START + 730, 2.0, exact=counted)
    hours = START + np.arange(730 * 24 + 1) / 24
    y = np.array([exact(t) for t in hours.tolist()])
    at = np.flatnonzero((y[:-1] < 0) & (y[1:] >= 0))
    assert [one.jd_tt for one in found] == pytest.approx(
        (hours[at] - y[at] / (y[at + 1] - y[at]) / 24).tolist(), abs=1e-4
    )
    assert all(abs(exact(one.jd_tt)) < 12.2 * 1e-6 for one in found)
    assert asked <= 2 * len(found)


def test_stations_are_where_the_library_s_longitude_turns() -> None:
    def nearly(t: Values) -> Values:
        return strips.longitude_deg(Body.PLUTO, t)

    exact = strips.exact_longitude_deg(Body.PLUTO)
    found = turns(nearly, START, START + 3653, 10.0, exact=exact)
    assert len(found) == 20
    for one in found:
        beside = [exact(one.jd_tt + days) for days in (-0.05, 0.05)]
        assert wrapped_deg(beside[0] - beside[1]) == pytest.approx(0.0, abs=1e-9)
        assert one.value == exact(one.jd_tt)
