"""Relocation: the moment of a chart at another place.

Source: Jim Lewis and Kenneth Irving, The Psychology of Astro*Carto*Graphy (1997).
"""

from outer_skies.engine.chart import Chart, Note, cast_chart
from outer_skies.engine.places import Place
from outer_skies.engine.techniques.sky_charts import require_sky, with_notes


def relocate(chart: Chart, place: Place) -> Chart:
    """The same instant and options at `place`: bodies stay (but for parallax), angles, houses and lots are new.

    The moment keeps the clock it was given by. Raises Undefined for a chart that is not of one moment's sky.
    """
    require_sky(chart)
    born = "an unnamed place" if chart.place is None else chart.place.name or "an unnamed place"
    return with_notes(cast_chart(chart.moment, place, chart.options), Note("relocated", f"Relocated from {born}."))
