"""Ingress charts: the sky as the Sun, or another body, enters a sign.

Source: Claudius Ptolemy, Tetrabiblos II.10, on the new year of the quarters; Masha'allah, On the Revolutions of the
Years of the World, for the Sun's entry into Aries.
"""

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Note, cast_chart
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.passages import Goal, nth_passage
from outer_skies.engine.techniques.sky_charts import with_notes
from outer_skies.engine.zodiac import SIGN_DEG, Sign


def cast_ingress(
    place: Place | None,
    after: Moment,
    *,
    sign: Sign = Sign.ARIES,
    number: int = 1,
    body: Body = Body.SUN,
    options: ChartOptions = ChartOptions(),  # noqa: B008  frozen
) -> Chart:
    """The chart of a body's passage over the beginning of a sign, in the zodiac of the options.

    It is the `number`-th at or after a moment, or for a negative number the last before it. A body that turns back
    over the beginning passes it again. Without a place it is the sky alone.

    Raises InvalidInput beside "number", OutsideEphemeris, and Undefined where there is no such passage within the years
    that can be computed.
    """
    seen_from = place if options.topocentric else None
    goal = Goal(body, SIGN_DEG * (sign.number - 1), options.ayanamsa, seen_from)
    moment = moment_at_tt(nth_passage(goal, after.jd_tt, number))
    return with_notes(cast_chart(moment, place, options), Note("ingress", f"{body.label} at 0° {sign.label}."))
