"""Eclipse charts: the sky of a place at the greatest moment of an eclipse, wherever the eclipse is seen.

Source: Claudius Ptolemy, Tetrabiblos II.4-8, on the eclipses that concern countries.
"""

from enum import StrEnum

from outer_skies.engine.chart import Chart, ChartOptions, Note, cast_chart
from outer_skies.engine.ephemeris import FIRST_YEAR, LAST_YEAR, THEORY_END_JD_TT, THEORY_START_JD_TT
from outer_skies.engine.events.eclipses import ECLIPSE_KINDS, find_eclipses
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.sky_charts import with_notes
from outer_skies.errors import InvalidInput, OutsideEphemeris

MOST_ECLIPSES = 1000
_SPAN_DAYS = 366.0  # holds at least two solar and (penumbral ones among them) two lunar eclipses
_YEARLY = 2
_FIRST_JD_TT, _LAST_JD_TT = THEORY_START_JD_TT + 1, THEORY_END_JD_TT - 1


class EclipseKind(StrEnum):
    """What is eclipsed."""

    SOLAR = EventKind.SOLAR_ECLIPSE.value
    LUNAR = EventKind.LUNAR_ECLIPSE.value


def cast_eclipse(
    place: Place | None,
    after: Moment,
    *,
    kind: EclipseKind | None = None,
    number: int = 1,
    options: ChartOptions = ChartOptions(),  # noqa: B008  frozen
) -> Chart:
    """The chart of a place at the greatest eclipse, solar or lunar or (without a choice) either.

    It is the `number`-th at or after a moment, or for a negative number the last before it. Whether the place sees it
    is another question. Without a place it is the sky alone.

    Raises InvalidInput beside "number", and OutsideEphemeris.
    """
    event = _nth(after, number, ECLIPSE_KINDS if kind is None else (EventKind(kind.value),))
    return with_notes(cast_chart(moment_at_tt(event.jd_tt), place, options), Note("eclipse", _said(event)))


def _nth(after: Moment, number: int, kinds: tuple[EventKind, ...]) -> Event:
    missing = abs(number)
    if not 1 <= missing <= MOST_ECLIPSES:
        raise InvalidInput(f"Ask for the 1st to the {MOST_ECLIPSES}th, or for the -1st before it.", field="number")
    edge = after
    while True:
        days = _SPAN_DAYS * -(-missing // _YEARLY)
        reach = edge.jd_tt + (days if number > 0 else -days)
        following = moment_at_tt(min(max(reach, _FIRST_JD_TT), _LAST_JD_TT))
        # At an end of the ephemeris nothing follows.
        if (following.jd_tt - edge.jd_tt) * number <= 0:
            raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)
        start, end = (edge, following) if number > 0 else (following, edge)
        found = find_eclipses(start, end, kinds)
        if len(found) >= missing:
            return found[missing - 1] if number > 0 else found[-missing]
        missing, edge = missing - len(found), following


def _said(event: Event) -> str:
    of = "Sun" if event.kind is EventKind.SOLAR_ECLIPSE else "Moon"
    what = event.type.value.capitalize() if event.type else "An"
    return f"{what} eclipse of the {of}, Saros {event.saros}, at its greatest."
