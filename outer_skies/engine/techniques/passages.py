"""When a body passes a longitude: what returns and ingresses are made of."""

from collections.abc import Iterator
from typing import NamedTuple

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import FILES_ONLY, Body
from outer_skies.engine.ephemeris import (
    FILES_END_JD_TT,
    FILES_START_JD_TT,
    THEORY_END_JD_TT,
    THEORY_START_JD_TT,
    sight_rows,
)
from outer_skies.engine.events.passes import Wanted, find_passes
from outer_skies.engine.events.tracks import Quantity, Track
from outer_skies.engine.places import Place
from outer_skies.engine.search import wrapped_deg
from outer_skies.errors import InvalidInput, Undefined

MOST_PASSAGES = 2000
# Days searched at once: about one way round for the quick, some years for the slow.
_SPAN_DAYS = {Body.SUN: 370.0, Body.MOON: 28.0, Body.MERCURY: 380.0, Body.VENUS: 400.0, Body.MARS: 800.0}
_SLOW_SPAN_DAYS = 4000.0
_LONGEST_SPAN_DAYS = 20_000.0
_EDGE_DAYS = 20.0  # a search looks a step beyond its ends
_PARALLAX_DAYS = 0.2  # what parallax can move the Moon's passage
_SAME_DAYS = 0.01  # where a body stands still its moment is known no better
_CLOSE_DAYS = 1e-9
_CLOSE_DEG = 0.005 / 3600
_MOST_STEPS = 20


class Goal(NamedTuple):
    """A longitude in degrees for a body to pass, in the zodiac of an ayanamsa, seen from a place or geocentric."""

    body: Body
    longitude_deg: float
    ayanamsa: Ayanamsa | None = None
    observer: Place | None = None

    def past_deg(self, jd_tt: float) -> tuple[float, float]:
        """How far past the longitude the body is by the library, in (-180, 180], and its speed in degrees a day."""
        row = sight_rows(jd_tt, (self.body,), self.ayanamsa, self.observer)[0]
        return wrapped_deg(row[0] - self.longitude_deg), row[3]


def passages(goal: Goal, start_jd_tt: float, end_jd_tt: float) -> list[float]:
    """Every moment (TT) in [start, end) at which the body passes the longitude, in order, to within 0.01" of it.

    Each pass of a body that goes back and forth over it is one. Raises OutsideEphemeris outside the years 1 to 2999,
    Undefined for a body without theory there.
    """
    body, longitude, ayanamsa, observer = goal
    if observer is not None and body is Body.TRUE_LILITH:  # parallax takes it over the longitude twice a day
        raise _swaying(body)
    margin = 0.0 if observer is None else _PARALLAX_DAYS
    wanted = Wanted(Track(Quantity(body, ayanamsa=ayanamsa)), (longitude,))
    found = find_passes((wanted,), start_jd_tt - margin, end_jd_tt + margin)[0].jd_tt.tolist()
    exact = [_settled(goal, one) for one in found]
    return [one for one in exact if start_jd_tt <= one < end_jd_tt]


def nth_passage(goal: Goal, after_jd_tt: float, number: int, *, but_jd_tt: float | None = None) -> float:
    """The moment (TT) of the `number`-th passage at or after a moment, or for a negative number of the last before it.

    The passage at `but_jd_tt`, within a quarter of an hour, is passed over.
    Raises InvalidInput beside "number" for 0 or a number beyond 2000, OutsideEphemeris, and Undefined where the
    ephemeris ends before the passage.
    """
    if not 1 <= abs(number) <= MOST_PASSAGES:
        raise InvalidInput(f"Ask for the 1st to the {MOST_PASSAGES}th, or for the -1st before it.", field="number")
    missing = abs(number)
    for start, end in _spans(goal.body, after_jd_tt, missing, backwards=number < 0):
        found = [one for one in passages(goal, start, end) if but_jd_tt is None or abs(one - but_jd_tt) > _SAME_DAYS]
        if len(found) >= missing:
            return found[missing - 1] if number > 0 else found[-missing]
        missing -= len(found)
    raise Undefined(f"{goal.body.label} does not come there within the years that can be computed.")


def _spans(body: Body, from_jd_tt: float, missing: int, *, backwards: bool) -> Iterator[tuple[float, float]]:
    """Intervals one after another from a moment to the end of what can be computed."""
    span = _SPAN_DAYS.get(body, _SLOW_SPAN_DAYS)
    longer = min(span * missing, max(span, _LONGEST_SPAN_DAYS))
    has_files = body in FILES_ONLY
    first = (FILES_START_JD_TT if has_files else THEORY_START_JD_TT) + _EDGE_DAYS
    last = (FILES_END_JD_TT if has_files else THEORY_END_JD_TT) - _EDGE_DAYS
    edge = from_jd_tt
    while first < edge if backwards else edge < last:
        following = max(edge - longer, first) if backwards else min(edge + longer, last)
        yield (following, edge) if backwards else (edge, following)
        edge = following


def _settled(goal: Goal, near_jd_tt: float) -> float:
    """The passage close to a moment, by Newton's method on the library itself.

    Raises Undefined where parallax moves a planet, about to turn, by more than its own motion.
    """
    moment = near_jd_tt
    past, speed = goal.past_deg(moment)
    for _ in range(_MOST_STEPS):
        step = -past / speed if speed else 0.0
        if abs(step) > _PARALLAX_DAYS:
            break
        moment += step
        past, speed = goal.past_deg(moment)
        if abs(step) < _CLOSE_DAYS:
            break
    if abs(past) > _CLOSE_DEG:
        raise _swaying(goal.body)
    return moment


def _swaying(body: Body) -> Undefined:
    return Undefined(f"Seen from the ground {body.label} sways about that longitude; a geocentric chart can tell.")
