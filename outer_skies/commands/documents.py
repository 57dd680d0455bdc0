"""What commands write as JSON, beside charts: a schema's name, what was asked, and a technique's result.

And the chart that they read back from a file.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import msgspec

from outer_skies.engine.chart import Chart
from outer_skies.engine.document import Json, chart_document
from outer_skies.engine.document_reading import LARGEST_BYTES, read_chart_document
from outer_skies.engine.places import Place
from outer_skies.errors import InvalidInput

COMPARISON = "outer-skies.comparison/1"
PROGRESSION = "outer-skies.progression/1"
PERIODS = "outer-skies.periods/1"
EVENTS = "outer-skies.events/1"
EPHEMERIS = "outer-skies.ephemeris/1"
MAP = "outer-skies.map/1"
RISINGS = "outer-skies.risings/1"
ELECTIONS = "outer-skies.elections/1"


def heading_of(chart: Chart) -> Json:
    """What chart was asked of: its moment, place and options, as in the document of a chart."""
    document = chart_document(chart)
    return {key: document[key] for key in ("moment", "place", "options")}


def place_document(place: Place) -> Json:
    """A place as in the document of a chart."""
    return asdict(place)


def made_by(result: msgspec.Struct) -> dict[str, Any]:
    """The fields of a technique's result, as values that JSON has."""
    return msgspec.to_builtins(result)


def read_file(path: Path) -> bytes:
    """What is in a file, or the first of it where that is too large for a chart. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise InvalidInput(
            f"{path}: {error.strerror if isinstance(error, OSError) else error}", field="file"
        ) from error


def read_chart(path: Path) -> Chart:
    """The chart of a file. Raises InvalidInput, in words that name the file, and OutsideEphemeris."""
    data = read_file(path)
    try:
        return read_chart_document(data)
    except InvalidInput as error:
        raise InvalidInput(f"{path}: {error}", field="file") from error
