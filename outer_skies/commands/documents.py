"""What commands write as JSON, beside charts: a schema's name, what was asked, and a technique's result.

And the chart that they read back from a file.
"""

from pathlib import Path
from typing import Any

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.document import Json, chart_document
from outer_skies.engine.document_reading import LARGEST_BYTES, read_chart_document
from outer_skies.errors import InvalidInput

COMPARISON = "outer-skies.comparison/1"
PROGRESSION = "outer-skies.progression/1"
PERIODS = "outer-skies.periods/1"
EVENTS = "outer-skies.events/1"
EPHEMERIS = "outer-skies.ephemeris/1"
MAP = "outer-skies.map/1"


def heading_of(chart: Chart) -> Json:
    """What chart was asked of: its moment, place and options, as in the document of a chart."""
    document = chart_document(chart)
    return {key: document[key] for key in ("moment", "place", "options")}


def made_by(result: msgspec.Struct) -> dict[str, Any]:
    """The fields of a technique's result, as values that JSON has."""
    return msgspec.to_builtins(result)


def read_chart(path: Path) -> Chart:
    """The chart of a file. Raises InvalidInput, in words that name the file, and OutsideEphemeris."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"{path}: {error.strerror if isinstance(error, OSError) else error}", field="with"
        ) from error
    try:
        return read_chart_document(data)
    except InvalidInput as error:
        raise InvalidInput(f"{path}: {error}", field="with") from error
