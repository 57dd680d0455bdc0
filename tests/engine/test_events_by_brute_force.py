"""No event missed and none invented: every kind against fifty years of the library's answers, six hours apart.

Where a sample and the next lie on two sides of an angle there is one passing, and where the samples turn close to an
angle they are taken again every few minutes. A moment is right when the library is on two sides a second around it.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import combinations, pairwise

import numpy as np
import pytest

from outer_skies.engine.aspects import ALL_ASPECTS, AspectKind
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import DEFAULT_BODIES, SAME_POINT, Body
from outer_skies.engine.ephemeris import Angle, Theory, angles
from outer_skies.engine.events.aspects import PTOLEMAIC, aspects_between
from outer_skies.engine.events.event import Event, Phase, Turns
from outer_skies.engine.events.ingresses import house_ingresses, sign_ingresses
from outer_skies.engine.events.lunations import lunations
from outer_skies.engine.events.returns import returns
from outer_skies.engine.events.stations import retrogrades, stations
from outer_skies.engine.events.transits import transits
from outer_skies.engine.events.voids import MODERN_PLANETS, TRADITIONAL_PLANETS, void_moons
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.houses import Houses
from outer_skies.engine.zodiac import Sign

START, YEARS, STEP = 2444239.6, 50, 0.25  # from 1980-01-01
END = START + YEARS * 365.25
SECOND = 1.0 / 86400.0
LONGITUDES = [kind for kind in ALL_ASPECTS if not kind.by_declination]
FIVE = DEFAULT_BODIES[5:10]


def ask(body: Body, jd_tt: np.ndarray, angle: Angle = Angle.LONGITUDE, ayanamsa: Ayanamsa | None = None) -> np.ndarray:
    return np.array(angles(jd_tt.tolist(), body, Theory.SWISS, angle, ayanamsa, with_rate=False)[0])


def wrapped(degrees: np.ndarray) -> np.ndarray:
    return 180.0 - (180.0 - degrees) % 360.0


def grid(end: float = END, step: float = STEP) -> np.ndarray:
    return np.linspace(START, end, round((end - START) / step) + 1)


@cache
def sampled(body: Body, angle: Angle, ayanamsa: Ayanamsa | None, end: float, step: float) -> np.ndarray:
    return ask(body, grid(end, step), angle, ayanamsa)


class Seen:
    """One body's angle, or two bodies' joined with a sign, as the library has it."""

    def __init__(self, *bodies: Body, angle=Angle.LONGITUDE, ayanamsa=None, sign=-1, end=END, step=STEP) -> None:
        self.bodies, self.angle, self.ayanamsa, self.sign = bodies, angle, ayanamsa, sign
        self.t = grid(end, step)
        self.y = self.joined([sampled(body, angle, ayanamsa, end, step) for body in bodies])

    def joined(self, columns: Sequence[np.ndarray]) -> np.ndarray:
        return columns[0] if len(columns) == 1 else columns[0] + self.sign * columns[1]

    def __call__(self, jd_tt: np.ndarray) -> np.ndarray:
        return self.joined([ask(body, jd_tt, self.angle, self.ayanamsa) for body in self.bodies])

    def passes(self, degrees: float) -> list[tuple[float, float, bool]]:
        """(from, to, whether it rises) of each span that holds one passing of an angle."""
        t, y = self.t, wrapped(self.y - degrees)
        at = np.flatnonzero(((y[1:] >= 0) != (y[:-1] >= 0)) & (np.abs(np.diff(y)) < 90))
        found = [(t[i], t[i + 1], bool(y[i + 1] >= 0)) for i in at.tolist()]
        size = np.abs(y[1:-1])
        turns = (size < 0.5) & (size <= np.abs(y[:-2])) & (size <= np.abs(y[2:]))
        turns &= ((y[:-2] >= 0) == (y[1:-1] >= 0)) & ((y[2:] >= 0) == (y[1:-1] >= 0))
        for i in (np.flatnonzero(turns) + 1).tolist():
            if size[i - 1] > 2 * max(abs(y[i - 1] - y[i]), abs(y[i + 1] - y[i])):
                continue  # too far off for what it moved in six hours
            fine = np.linspace(t[i - 1], t[i + 1], 181)
            z = wrapped(self(fine) - degrees)
            found += [
                (fine[j], fine[j + 1], bool(z[j + 1] >= 0)) for j in np.flatnonzero((z[1:] >= 0) != (z[:-1] >= 0))
            ]
        return sorted(found)


def assert_same(seen: Seen, degrees: float, moments: Sequence[float], rising: Sequence[bool] | None = None) -> None:
    """The moments are the passings, each in its span, in order."""
    spans = seen.passes(degrees)
    assert len(spans) == len(moments), (seen.bodies, degrees)
    for (first, last, _), moment in zip(spans, moments, strict=True):
        assert first - SECOND <= moment <= last + SECOND, (seen.bodies, degrees, moment)
    if rising is not None:
        assert [span[2] for span in spans] == list(rising), (seen.bodies, degrees)


def assert_timed(seen: Seen, degrees: np.ndarray, moments: np.ndarray) -> None:
    """The library is on two sides of the angle a second before and after."""
    order = np.argsort(moments)
    moments, degrees = moments[order], degrees[order]
    # The library scatters the true apogee by up to 1", two seconds of the Moon's way, where the Moon is close to it.
    close = 10 * SECOND if seen.bodies == (Body.MOON, Body.TRUE_LILITH) else SECOND
    before, after = (wrapped(seen(moments + shift) - degrees) for shift in (-close, close))
    late = (before >= 0) == (after >= 0)
    assert not late.any(), (seen.bodies, moments[late])


def by(events: Sequence[Event], *names: str) -> dict[tuple[object, ...], list[Event]]:
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in sorted(events, key=lambda one: one.jd_tt):
        groups.setdefault(tuple(getattr(event, name) for name in names), []).append(event)
    return groups


def assert_aspects(bodies: Sequence[Body], kinds: Sequence[AspectKind], end: float = END, step: float = STEP) -> int:
    events = aspects_between(bodies, kinds, START, end)
    groups = by(events, "bodies", "aspect")
    pairs = [pair for pair in combinations([one for one in Body if one in bodies], 2) if pair not in SAME_POINT]
    assert {pair for pair, _ in groups} <= set(pairs)
    for pair in pairs:
        seen = Seen(*pair, end=end, step=step)
        moments, exact = [], []
        for kind in kinds:
            found = groups.get((pair, kind), [])
            turns = {kind.angle_deg, 360.0 - kind.angle_deg} if 0 < kind.angle_deg < 180 else {kind.angle_deg}
            spans = {turn: seen.passes(turn) for turn in turns}
            assert len(found) == sum(map(len, spans.values())), (pair, kind)
            every = sorted((span, turn) for turn, some in spans.items() for span in some)
            for ((first, last, _), turn), event in zip(every, found, strict=True):
                assert first - SECOND <= event.jd_tt <= last + SECOND, (pair, kind, event)
                moments.append(event.jd_tt)
                exact.append(turn)
        assert_timed(seen, np.array(exact), np.array(moments))
    return len(events)


def test_every_exact_aspect_of_a_chart_s_bodies_is_found() -> None:
    assert assert_aspects(DEFAULT_BODIES, LONGITUDES) > 190_000


def test_every_exact_aspect_of_asteroids_and_of_the_apogee_that_runs_to_and_fro_is_found() -> None:
    bodies = (Body.SUN, Body.MOON, Body.MARS, *list(Body)[12:])
    assert assert_aspects(bodies, PTOLEMAIC, START + 3 * 365.25, 0.05) > 3_900


@pytest.mark.parametrize(("kind", "sign"), [(AspectKind.PARALLEL, -1), (AspectKind.CONTRAPARALLEL, 1)])
def test_every_parallel_and_contraparallel_is_found(kind, sign) -> None:
    groups = by(aspects_between(DEFAULT_BODIES, (kind,), START, END), "bodies")
    for pair in combinations(DEFAULT_BODIES, 2):
        seen = Seen(*pair, angle=Angle.DECLINATION, sign=sign)
        events = groups.get((pair,), [])
        moments = np.array([event.jd_tt for event in events])
        assert_same(seen, 0.0, moments.tolist())
        assert_timed(seen, np.zeros(moments.size), moments)
        north = ask(pair[0], moments, Angle.DECLINATION)
        assert np.allclose([event.declination_deg for event in events], north, rtol=0, atol=3e-6)
        assert all(event.longitude_deg is None for event in events)


@pytest.mark.parametrize(
    ("ayanamsa", "years"),
    [(None, 50), (Ayanamsa.LAHIRI, 15), (Ayanamsa.J2000, 15)],
    ids=["tropical", "lahiri", "j2000"],
)
def test_every_ingress_is_found(ayanamsa, years) -> None:
    end = START + years * 365.25
    groups = by(sign_ingresses(DEFAULT_BODIES, START, end, ayanamsa), "bodies", "longitude_deg")
    for body in DEFAULT_BODIES:
        seen = Seen(body, ayanamsa=ayanamsa, end=end)
        for number, sign in enumerate(Sign):
            events = groups.get(((body,), 30.0 * number), [])
            moments = [event.jd_tt for event in events]
            assert_same(seen, 30.0 * number, moments, [not event.is_retrograde for event in events])
            assert_timed(seen, np.full(len(events), 30.0 * number), np.array(moments))
            before = list(Sign)[number - 1]
            assert all(event.sign is (before if event.is_retrograde else sign) for event in events)


def rates(seen: Seen, moments: np.ndarray, shift: float) -> np.ndarray:
    """The change a day, a little after each moment, by least squares through 61 angles around it."""
    reach = 0.05 if Body.TRUE_NODE in seen.bodies else 0.4
    way = np.linspace(-1, 1, 61)
    around = seen((moments[:, None] + way * reach).ravel()).reshape(-1, 61)
    fitted = np.polynomial.polynomial.polyfit(way, wrapped(around - around[:, 30:31]).T, 4)
    at = shift / reach
    return fitted[1] + 2 * fitted[2] * at + 3 * fitted[3] * at**2


def assert_turns(seen: Seen, events: Sequence[Event]) -> None:
    moved, leaps = wrapped(np.diff(seen.y)), np.array([-np.inf])
    if Body.TRUE_NODE in seen.bodies:
        # It leaps up to 0.1", and its speed with it, where two of the polynomials in the library's files meet.
        steady = np.median([moved[:-2], moved[1:-1], moved[2:]], axis=0)
        leaps = seen.t[1:-2][np.abs(moved[1:-1] - steady) > 0.001 / 3600]
        moved[1:-1] = steady
    rise = np.sign(moved)
    at = np.flatnonzero(rise[1:] != rise[:-1]) + 1
    moments = np.array([event.jd_tt for event in events])
    assert abs(len(at) - len(events)) <= (6 if Body.TRUE_NODE in seen.bodies else 0), seen.bodies
    clear = [jd for jd in seen.t[at].tolist() if np.abs(leaps - jd).min() > 0.2]
    assert all(np.abs(moments - jd).min() <= np.diff(seen.t).max() for jd in clear), seen.bodies
    kept = [event for event in events if np.abs(leaps - event.jd_tt).min() > 0.25]
    places = [int(np.abs(seen.t[at] - event.jd_tt).argmin()) for event in kept]
    assert all(
        abs(seen.t[at[n]] - event.jd_tt) <= 1.01 * np.diff(seen.t).max() for n, event in zip(places, kept, strict=True)
    )
    directions = [Turns.DIRECT if up else Turns.RETROGRADE for up in rise[at[places]] > 0]
    assert [event.turns for event in kept] == directions
    moments = np.array([event.jd_tt for event in kept])
    before, after = (rates(seen, moments, shift) for shift in (-SECOND, SECOND))
    timed = np.sign(before) == -np.sign(after)
    assert timed.all() or (Body.TRUE_NODE in seen.bodies and timed.mean() > 0.995), seen.bodies  # smaller leaps
    assert np.allclose([event.longitude_deg for event in kept], seen(moments), rtol=0, atol=1e-9)


@pytest.mark.parametrize("body", DEFAULT_BODIES)
def test_every_station_is_found(body) -> None:
    end, step = END, STEP
    if body is Body.TRUE_NODE:  # which turns and turns back within two hours
        end, step = START + 15 * 365.25, 0.02
    events = stations((body,), START + STEP, end - STEP)
    if body in (Body.SUN, Body.MOON, Body.MEAN_LILITH):
        assert not events
    else:
        assert_turns(Seen(body, end=end, step=step), events)


def test_sidereal_stations_are_where_the_sidereal_longitude_turns() -> None:
    end = START + 15 * 365.25
    events = stations((Body.PLUTO,), START + STEP, end - STEP, Ayanamsa.LAHIRI)
    assert_turns(Seen(Body.PLUTO, ayanamsa=Ayanamsa.LAHIRI, end=end), events)
    tropical = stations((Body.PLUTO,), START + STEP, end - STEP)
    assert all(0.01 < abs(a.jd_tt - b.jd_tt) < 1 for a, b in zip(events, tropical, strict=True))


@pytest.mark.parametrize("body", [one for one in DEFAULT_BODIES if one in list(Body)[2:10] or one is Body.CHIRON])
def test_every_retrograde_span_lies_between_its_stations_and_in_its_shadow(body) -> None:
    last = END - 500
    spans = retrogrades((body,), START, last)
    turns = stations((body,), START, END)
    pairs = [(a, b) for a, b in pairwise(turns) if a.turns is Turns.RETROGRADE and a.jd_tt < last]
    assert [(one.jd_tt, one.end_jd_tt) for one in spans] == [(a.jd_tt, b.jd_tt) for a, b in pairs]
    seen = Seen(body)
    for one in spans:
        before = [b for _, b, rises in seen.passes(one.end_longitude_deg) if rises and b < one.jd_tt]
        after = [a for a, _, rises in seen.passes(one.longitude_deg) if rises and a > one.end_jd_tt]
        if one.jd_tt > START + 300:
            assert abs(one.shadow_start_jd_tt - max(before)) <= STEP
            assert wrapped(seen(np.array([one.shadow_start_jd_tt])) - one.end_longitude_deg) == pytest.approx(
                0, abs=1e-6
            )
        assert abs(one.shadow_end_jd_tt - min(after)) <= STEP
        assert wrapped(seen(np.array([one.shadow_end_jd_tt])) - one.longitude_deg) == pytest.approx(0, abs=1e-6)


def test_every_lunation_is_found() -> None:
    groups = by(lunations(START, END), "phase")
    seen = Seen(Body.MOON, Body.SUN)
    for number, phase in enumerate(Phase):
        events = groups[phase,]
        moments = np.array([event.jd_tt for event in events])
        assert_same(seen, 90.0 * number, moments.tolist(), [True] * len(events))
        assert_timed(seen, np.full(len(events), 90.0 * number), moments)
        assert np.allclose([event.longitude_deg for event in events], ask(Body.MOON, moments), rtol=0, atol=1e-5)


@pytest.mark.parametrize(
    ("planets", "ayanamsa"),
    [(MODERN_PLANETS, None), (TRADITIONAL_PLANETS, None), (MODERN_PLANETS, Ayanamsa.LAHIRI)],
    ids=["modern", "traditional", "sidereal"],
)
def test_every_void_of_course_runs_from_the_last_aspect_in_a_sign_to_its_end(planets, ayanamsa) -> None:
    """The aspects and ingresses it is told from are those proven above."""
    meetings = aspects_between((Body.MOON, *planets), PTOLEMAIC, START, END, ayanamsa)
    aspects = sorted((one for one in meetings if Body.MOON in one.bodies), key=lambda one: one.jd_tt)
    moments = [one.jd_tt for one in aspects]
    entries = sign_ingresses((Body.MOON,), START, END, ayanamsa)
    expected = []
    for entry, leaving in pairwise(entries):
        count = bisect_left(moments, leaving.jd_tt)
        last = aspects[count - 1] if count and moments[count - 1] >= entry.jd_tt else None
        other = () if last is None else tuple(body for body in last.bodies if body is not Body.MOON)
        begin = entry.jd_tt if last is None else last.jd_tt
        expected.append((begin, (Body.MOON, *other), last and last.aspect, entry.sign, leaving.jd_tt))
    voids = void_moons(START + 3, END - 3, ayanamsa, planets)
    found = [(one.jd_tt, one.bodies, one.aspect, one.sign, one.end_jd_tt) for one in voids]
    expected = [row for row in expected if START + 3 <= row[0] < END - 3]
    assert [row[1:4] for row in found] == [row[1:4] for row in expected]
    assert np.allclose([row[0] for row in found], [row[0] for row in expected], rtol=0, atol=SECOND / 10)
    assert np.allclose([row[4] for row in found], [row[4] for row in expected], rtol=0, atol=SECOND / 10)


POINTS = {f"point {number}": (17.3 + 31.7 * number) % 360 for number in range(12)}


def test_every_transit_to_points_that_stand_still_is_found() -> None:
    groups = by(transits(POINTS, FIVE, START, END), "bodies", "point", "aspect")
    for body in FIVE:
        seen = Seen(body)
        for point, place in POINTS.items():
            for kind in PTOLEMAIC:
                events = groups.get(((body,), point, kind), [])
                turns = sorted({(place + kind.angle_deg) % 360, (place - kind.angle_deg) % 360})
                for turn in turns:
                    here = [one for one in events if one.longitude_deg == pytest.approx(turn, abs=1e-9)]
                    moments = [one.jd_tt for one in here]
                    assert_same(seen, turn, moments, [not one.is_retrograde for one in here])
                    assert_timed(seen, np.full(len(here), turn), np.array(moments))
                assert {round(one.longitude_deg, 6) for one in events} <= {round(turn, 6) for turn in turns}


@pytest.mark.parametrize("body", [Body.SUN, Body.MOON, Body.MERCURY, Body.SATURN])
def test_every_return_is_found(body) -> None:
    events = returns(body, 123.456, START, END)
    moments = [event.jd_tt for event in events]
    assert_same(Seen(body), 123.456, moments, [not event.is_retrograde for event in events])
    assert_timed(Seen(body), np.full(len(events), 123.456), np.array(moments))


CUSPS = (100.0, 124.0, 147.0, 171.0, 203.0, 240.0, 280.0, 304.0, 327.0, 351.0, 23.0, 60.0)


@pytest.mark.parametrize("is_clockwise", [False, True], ids=["with the signs", "against the signs"])
def test_every_house_ingress_is_found(is_clockwise) -> None:
    cusps = CUSPS[::-1] if is_clockwise else CUSPS
    houses = Houses(HouseSystem.PLACIDUS, cusps)
    assert houses.is_clockwise is is_clockwise
    bodies = (Body.SUN, Body.MERCURY, Body.JUPITER)
    groups = by(house_ingresses(houses, bodies, START, END), "bodies", "longitude_deg")
    for body in bodies:
        seen = Seen(body)
        for number, cusp in enumerate(cusps):
            events = groups.get(((body,), cusp), [])
            assert_same(seen, cusp, [one.jd_tt for one in events], [not one.is_retrograde for one in events])
            opens, closes = number + 1, number or 12
            assert all(one.house == (opens if one.is_retrograde is is_clockwise else closes) for one in events)
