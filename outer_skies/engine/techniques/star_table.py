"""The table of stars at the moment of a chart: names, magnitudes, proper motions, and where each appears.

Source: as `engine.stars`.
"""

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.stars import StarPlace, star_places


class StarTable(msgspec.Struct, frozen=True):
    """Every star by constellation; longitude and latitude are of the chart's zodiac."""

    stars: tuple[StarPlace, ...]


def find_star_table(chart: Chart) -> StarTable:
    """The stars of the table at the chart's moment. Raises OutsideEphemeris."""
    return StarTable(star_places(chart.moment.jd_tt, chart.options.ayanamsa))
