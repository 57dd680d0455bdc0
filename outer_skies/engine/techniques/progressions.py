"""Progressions: the sky of a few days or weeks after birth, read for years of life.

Source: Placidus de Titis, Physiomathematica sive Coelestis Philosophia (1650), for a day that stands for a year; Edward
Troinski (1951) for tertiary and minor progressions. The rates are the mean tropical year and month of J2000.0 in days
of Terrestrial Time (Explanatory Supplement to the Astronomical Almanac, 1992).
"""

from enum import StrEnum

from msgspec.structs import replace

from outer_skies.engine.angles import signed_separation_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Note, cast_chart
from outer_skies.engine.ephemeris import ayanamsa_deg, obliquity_deg, sight_rows
from outer_skies.engine.houses import Angles
from outer_skies.engine.moments import Moment, moment_at_tt
from outer_skies.engine.sphere import to_equator
from outer_skies.engine.techniques.sky_charts import PROGRESSED, place_under, require_sky, with_notes
from outer_skies.errors import InvalidInput

TROPICAL_YEAR_D = 365.24219
TROPICAL_MONTH_D = 27.321582
NAIBOD_DEG_PER_DAY = 360.0 / TROPICAL_YEAR_D  # the mean Sun: 0°59′08.33″


class Progression(StrEnum):
    """How fast the progressed sky moves: a day for a year of life, a day for a month, or a month for a year."""

    SECONDARY = "secondary"
    TERTIARY = "tertiary"
    MINOR = "minor"

    @property
    def days_per_day(self) -> float:
        """Days of the sky for one day of life."""
        return _RATES[self]


_RATES = {
    Progression.SECONDARY: 1 / TROPICAL_YEAR_D,
    Progression.TERTIARY: 1 / TROPICAL_MONTH_D,
    Progression.MINOR: TROPICAL_MONTH_D / TROPICAL_YEAR_D,
}


class ProgressedMidheaven(StrEnum):
    """What carries the Midheaven; Ascendant and cusps follow from its sidereal time at the latitude of birth.

    "naibod": the meridian moves in right ascension by the mean motion of the Sun, 0°59′08.33″ for each day of the
    progressed sky. "naibod_longitude": the Midheaven moves by that much along the ecliptic. "solar_arc_longitude" and
    "solar_arc_right_ascension": it moves as far as the Sun has, in longitude, or in right ascension on the equator.
    "mean_quotidian": it is the Midheaven of the progressed moment itself at the place of birth, and goes round once a
    day.
    """

    NAIBOD = "naibod"
    NAIBOD_LONGITUDE = "naibod_longitude"
    SOLAR_ARC_LONGITUDE = "solar_arc_longitude"
    SOLAR_ARC_RIGHT_ASCENSION = "solar_arc_right_ascension"
    MEAN_QUOTIDIAN = "mean_quotidian"


def progress(
    chart: Chart,
    when: Moment,
    *,
    progression: Progression = Progression.SECONDARY,
    midheaven: ProgressedMidheaven = ProgressedMidheaven.NAIBOD,
    converse: bool = False,
) -> Chart:
    """A chart progressed to a moment of life, with the options and the place of the chart.

    Its own moment is the one whose sky it shows: as long after birth as the progression says, or before it for
    `converse`. Its bodies are those of that sky, their speeds in degrees a day of it; topocentric ones are seen from
    the latitude of birth under the progressed meridian. A chart without angles is progressed without them.

    Raises InvalidInput beside "to" for a moment before the chart's, OutsideEphemeris, and Undefined for a chart that
    is not of one moment's sky.
    """
    require_sky(chart)
    moment = progressed_moment(chart, when, progression, converse=converse)
    place = chart.place
    if place is not None and chart.angles is not None and midheaven is not ProgressedMidheaven.MEAN_QUOTIDIAN:
        place = place_under(_progressed_armc_deg(chart, chart.angles, moment, midheaven), moment, place)
    found = replace(cast_chart(moment, place, chart.options), place=chart.place)
    return with_notes(found, Note(PROGRESSED, _said(when, progression, midheaven, converse=converse)))


def secondary(
    chart: Chart,
    when: Moment,
    *,
    midheaven: ProgressedMidheaven = ProgressedMidheaven.NAIBOD,
    converse: bool = False,
) -> Chart:
    """Secondary progressions, a day for a tropical year; see `progress`."""
    return progress(chart, when, midheaven=midheaven, converse=converse)


def tertiary(
    chart: Chart,
    when: Moment,
    *,
    midheaven: ProgressedMidheaven = ProgressedMidheaven.NAIBOD,
    converse: bool = False,
) -> Chart:
    """Tertiary progressions, a day for a tropical month; see `progress`."""
    return progress(chart, when, progression=Progression.TERTIARY, midheaven=midheaven, converse=converse)


def minor(
    chart: Chart,
    when: Moment,
    *,
    midheaven: ProgressedMidheaven = ProgressedMidheaven.NAIBOD,
    converse: bool = False,
) -> Chart:
    """Minor progressions, a tropical month for a tropical year; see `progress`."""
    return progress(chart, when, progression=Progression.MINOR, midheaven=midheaven, converse=converse)


def progressed_moment(
    chart: Chart, when: Moment, progression: Progression = Progression.SECONDARY, *, converse: bool = False
) -> Moment:
    """The moment whose sky stands for a moment of life. Raises InvalidInput beside "to" and OutsideEphemeris."""
    return moment_at_tt(chart.moment.jd_tt + progressed_days(chart, when, progression, converse=converse))


def progressed_days(
    chart: Chart, when: Moment, progression: Progression = Progression.SECONDARY, *, converse: bool = False
) -> float:
    """Days of the sky from birth that stand for a moment of life, negative for converse.

    Raises InvalidInput beside "to" for a moment before birth.
    """
    lived = when.jd_tt - chart.moment.jd_tt
    if lived < 0:
        raise InvalidInput("A chart cannot be progressed to a moment before its own.", field="to")
    return (-lived if converse else lived) * progression.days_per_day


def _progressed_armc_deg(chart: Chart, at: Angles, moment: Moment, midheaven: ProgressedMidheaven) -> float:
    """The right ascension of the progressed meridian, degrees."""
    days, options = moment.jd_tt - chart.moment.jd_tt, chart.options
    if midheaven is ProgressedMidheaven.NAIBOD:
        return at.armc_deg + days * NAIBOD_DEG_PER_DAY
    if midheaven is ProgressedMidheaven.SOLAR_ARC_RIGHT_ASCENSION:
        return at.armc_deg + solar_arcs_deg(chart, moment)[1]
    if midheaven is ProgressedMidheaven.SOLAR_ARC_LONGITUDE:
        arc = solar_arcs_deg(chart, moment)[0]
    else:
        arc = days * NAIBOD_DEG_PER_DAY
    zero = 0.0 if options.ayanamsa is None else ayanamsa_deg(moment.jd_tt, options.ayanamsa)
    return to_equator(at.midheaven + arc + zero, 0.0, obliquity_deg(moment.jd_tt))[0]


def solar_arcs_deg(chart: Chart, moment: Moment) -> tuple[float, float]:
    """How far the Sun moves from the chart's moment to another: in longitude of the chart's zodiac, in right ascension.

    Degrees, within half a circle either way; apparent and geocentric.
    """
    before, after = (
        sight_rows(one.jd_tt, (Body.SUN,), chart.options.ayanamsa, None)[0] for one in (chart.moment, moment)
    )
    return signed_separation_deg(before[0], after[0]), signed_separation_deg(before[4], after[4])


def _said(when: Moment, progression: Progression, midheaven: ProgressedMidheaven, *, converse: bool) -> str:
    way = "converse " if converse else ""
    how = midheaven.value.replace("_", " ")
    return (
        f"Progressed to {when.utc}: {way}{progression.value}, Midheaven by {how}. Its moment is that of the sky shown."
    )
