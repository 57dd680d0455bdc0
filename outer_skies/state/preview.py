"""A draft's answer in one step: what the form says and, once all is known, what the wheel draws.

It needs no database and no session, so that it can be made in another process.
"""

import msgspec

from outer_skies.drawing.scene import wheel_scene_json
from outer_skies.drawing.wheel import WheelSize
from outer_skies.state.understanding import Birthplace, understand_at


class Preview(msgspec.Struct, frozen=True):
    """Both as JSON. `scene` is empty while the draft is not whole."""

    form: str
    scene: str


def preview(payload: object, place: Birthplace, seq: int, size: WheelSize) -> Preview:
    """What a draft means so far, drawn for one class of wheel."""
    found = understand_at(place, payload)
    return Preview(found.form_view(seq), "" if found.chart is None else wheel_scene_json(found.chart, size))
