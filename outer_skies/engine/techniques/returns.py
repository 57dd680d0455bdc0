"""Returns: charts for the moments at which a body comes back to where it was in a chart.

Source: Dorotheus of Sidon, Carmen Astrologicum IV, and Abu Ma'shar, On the Revolutions of the Years of Nativities,
for the Sun's; Donald Bradley, Solar and Lunar Returns (1948), for the Moon's and for returns without precession.
"""

from outer_skies.engine.angles import degree_minute_text
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Note, cast_chart
from outer_skies.engine.ephemeris import sight_rows
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.needs import position
from outer_skies.engine.techniques.passages import Goal, nth_passage, passages
from outer_skies.engine.techniques.sky_charts import require_sky, with_notes
from outer_skies.engine.zodiac import degree_in_sign, sign_of
from outer_skies.errors import InvalidInput

# Which zero does not matter: the body comes back to the same distance from it, so that precession falls out.
_AMONG_THE_STARS = Ayanamsa.FAGAN_BRADLEY


def cast_return(
    chart: Chart,
    body: Body,
    after: Moment,
    *,
    number: int = 1,
    place: Place | None = None,
    precession_corrected: bool = False,
) -> Chart:
    """The chart of a body's return to its longitude, with the options of the chart.

    It is the `number`-th return at or after a moment, or for a negative number the last before it. Each time a body
    that turns retrograde passes the longitude is a return. The place is the chart's own unless another is given.
    In the tropical zodiac the longitude is counted from the equinox of date; `precession_corrected` counts it from
    the stars, as a sidereal chart always does.

    Accuracy: the body is within 0.01" of its longitude. Raises InvalidInput beside "number", OutsideEphemeris, and
    Undefined for a body the chart does not hold, a chart that is not of one moment's sky, or where there is no such
    return within the years that can be computed.
    """
    where = place or chart.place
    goal = _goal(chart, body, where, precession_corrected=precession_corrected)
    moment = moment_at_tt(nth_passage(goal, after.jd_tt, number, but_jd_tt=chart.moment.jd_tt))
    where_to = "its place among the stars, without precession"
    if goal.ayanamsa is chart.options.ayanamsa:
        degree = degree_minute_text(degree_in_sign(goal.longitude_deg))
        where_to = f"{degree} {sign_of(goal.longitude_deg).label}"
    note = Note("return", f"{body.label} returns to {where_to}.")
    return with_notes(cast_chart(moment, where, chart.options), note)


def find_returns(
    chart: Chart,
    body: Body,
    start: Moment,
    end: Moment,
    *,
    place: Place | None = None,
    precession_corrected: bool = False,
) -> tuple[Moment, ...]:
    """Every return of a body in [start, end), in order, the chart's own moment among them if it lies there.

    See `cast_return`. Raises InvalidInput beside "to" where the interval ends before it begins.
    """
    if end.jd_tt < start.jd_tt:
        raise InvalidInput("A search ends after it begins.", field="to")
    goal = _goal(chart, body, place or chart.place, precession_corrected=precession_corrected)
    return tuple(moment_at_tt(one) for one in passages(goal, start.jd_tt, end.jd_tt))


def _goal(chart: Chart, body: Body, where: Place | None, *, precession_corrected: bool) -> Goal:
    """The longitude to come back to, in the chart's zodiac or among the stars."""
    require_sky(chart)
    born, options = position(chart, body), chart.options
    seen_from = where if options.topocentric else None
    if options.ayanamsa is not None or not precession_corrected:
        return Goal(body, born.longitude_deg, options.ayanamsa, seen_from)
    born_at = chart.place if options.topocentric else None
    row = sight_rows(chart.moment.jd_tt, (body,), _AMONG_THE_STARS, born_at)[0]
    return Goal(body, row[0], _AMONG_THE_STARS, seen_from)
