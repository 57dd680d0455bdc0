"""One chart read by many techniques: what each finds, and what cannot be found in this chart."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from outer_skies.engine.chart import Chart, Note
from outer_skies.engine.day import DayChart
from outer_skies.engine.document import Json, chart_document
from outer_skies.engine.techniques.table import TECHNIQUES, Group
from outer_skies.errors import Undefined

READINGS = {one.name: one for one in TECHNIQUES if one.group is Group.READING}
# Tables of a chart are long, and read when they are asked for by name.
READABLE = READINGS | {one.name: one for one in TECHNIQUES if one.group is Group.TABLE}
UNDEFINED = "technique_undefined"
Finds = Mapping[str, Callable[[Chart], Any]]
BY_DEFAULT: Finds = {}


def read_document(chart: Chart | DayChart, names: Iterable[str] = tuple(READINGS), finds: Finds = BY_DEFAULT) -> Json:
    """The chart as `outer-skies.chart/1` with what each technique finds under its name, ready for msgspec."""
    document = chart_document(chart)
    found, notes = read_chart(chart, tuple(names), finds)
    document |= found
    document["notes"] += [{"code": note.code, "text": note.text} for note in notes]
    return document


def read_chart(
    chart: Chart | DayChart, names: Iterable[str] = tuple(READINGS), finds: Finds = BY_DEFAULT
) -> tuple[dict[str, Any], list[Note]]:
    """The results by name, in the order of the table, and notes on what is left out because the chart lacks it.

    `finds` are functions for techniques that are not to be asked by their own defaults. A day chart has no moment to
    read and gets the note alone.
    """
    if isinstance(chart, DayChart):
        labels = ", ".join(READABLE[name].label for name in names)
        return {}, [Note(UNDEFINED, f"Without the time of birth there is no answer to: {labels}.")]
    found: dict[str, Any] = {}
    missed: dict[str, list[str]] = {}
    for name in names:
        technique = READABLE[name]
        try:
            found[name] = finds.get(name, technique.find)(chart)
        except Undefined as error:
            missed.setdefault(str(error), []).append(technique.label)
    return found, [Note(UNDEFINED, f"Left out: {', '.join(labels)}. {why}") for why, labels in missed.items()]
