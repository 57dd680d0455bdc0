"""Sets of moments obey the laws of sets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outer_skies.engine.events.intervals import (
    Interval,
    Intervals,
    clipped,
    complement,
    holds,
    intersection,
    normal,
    union,
)

WITHIN = Interval(0.0, 20.0)
edges = st.integers(0, 40).map(lambda number: number / 2)
sets = st.lists(st.tuples(edges, edges), max_size=6).map(lambda pairs: clipped(normal(pairs), WITHIN))
wild = st.lists(st.tuples(st.integers(-9, 50), st.integers(-9, 50)), max_size=6).map(normal)
MOMENTS = [number / 4 for number in range(-20, 120)]


def members(one: Intervals) -> set[float]:
    return {moment for moment in MOMENTS if any(start <= moment < end for start, end in one)}


@given(wild)
def test_a_set_is_in_order_without_empty_or_touching_intervals(a: Intervals) -> None:
    assert all(start < end for start, end in a)
    assert all(one.end < other.start for one, other in pairwise(a))


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_making_a_set_keeps_its_moments_and_making_it_again_changes_nothing(pairs: list[tuple[int, int]]) -> None:
    a = normal(pairs)
    assert members(a) == {moment for moment in MOMENTS if any(start <= moment < end for start, end in pairs)}
    assert normal(a) == a


@given(sets, sets)
def test_union_intersection_and_complement_hold_what_they_should(a: Intervals, b: Intervals) -> None:
    everything = members((WITHIN,))
    assert members(union([a, b])) == members(a) | members(b)
    assert members(intersection(a, b)) == members(a) & members(b)
    assert members(complement(a, WITHIN)) == everything - members(a)
    assert all(holds(a, moment) == (moment in members(a)) for moment in MOMENTS)


@given(sets, sets, sets)
def test_joining_and_meeting_are_commutative_associative_and_distributive(
    a: Intervals, b: Intervals, c: Intervals
) -> None:
    assert union([a, b]) == union([b, a])
    assert intersection(a, b) == intersection(b, a)
    assert union([union([a, b]), c]) == union([a, union([b, c])]) == union([a, b, c])
    assert intersection(intersection(a, b), c) == intersection(a, intersection(b, c))
    assert intersection(a, union([b, c])) == union([intersection(a, b), intersection(a, c)])
    assert union([a, intersection(b, c)]) == intersection(union([a, b]), union([a, c]))


@given(sets, sets)
def test_the_laws_of_de_morgan_absorption_and_double_negation(a: Intervals, b: Intervals) -> None:
    def no(one: Intervals) -> Intervals:
        return complement(one, WITHIN)

    assert no(no(a)) == a
    assert no(union([a, b])) == intersection(no(a), no(b))
    assert no(intersection(a, b)) == union([no(a), no(b)])
    assert union([a, intersection(a, b)]) == a == intersection(a, union([a, b]))
    assert union([a, no(a)]) == (WITHIN,)
    assert intersection(a, no(a)) == ()


@given(wild)
def test_clipping_is_meeting_the_whole(a: Intervals) -> None:
    assert clipped(a, WITHIN) == intersection(a, (WITHIN,))
    assert complement(a, WITHIN) == complement(clipped(a, WITHIN), WITHIN)


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    a = normal([(1.0, 2.0)])
    assert holds(a, 1.0)
    assert not holds(a, 2.0)
    assert normal([(1.0, 2.0), (2.0, 3.0)]) == (Interval(1.0, 3.0),)
