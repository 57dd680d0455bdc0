"""Where each part of the wheel stands, as shares of its radius, for the three sizes it is drawn at."""

from dataclasses import dataclass
from enum import StrEnum


class WheelSize(StrEnum):
    """The three geometries: a desk's screen, a side column, a phone."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Layout:
    """One geometry. `radius_px` is R; fields in `_px` are pixels at that R, all other numbers shares of R.

    A file's frame holds all words outside the ring; on the page those at the sides reach into the margins.
    """

    size: WheelSize
    radius_px: float
    half_width_px: float
    page_half_width_px: float
    half_height_px: float
    zodiac_inner: float
    sign: float
    sign_px: float
    neatline_inner: float
    tick_1: float | None
    tick_5: float | None
    tick_10: float
    true_tick: float
    leader: float
    body: float
    body_px: float
    label: float
    retrograde: float
    retrograde_px: float
    house_outer: float
    house_inner: float
    house_number: float
    label_has_minutes: bool
    cusps_have_degrees: bool


LAYOUTS: dict[WheelSize, Layout] = {
    WheelSize.LARGE: Layout(
        size=WheelSize.LARGE,
        radius_px=326,
        half_width_px=380,
        page_half_width_px=366,
        half_height_px=372,
        zodiac_inner=0.914,
        sign=0.957,
        sign_px=21,
        neatline_inner=0.902,
        tick_1=0.892,
        tick_5=0.886,
        tick_10=0.878,
        true_tick=0.885,
        leader=0.862,
        body=0.818,
        body_px=24,
        label=0.729,
        retrograde=0.656,
        retrograde_px=11,
        house_outer=0.632,
        house_inner=0.592,
        house_number=0.612,
        label_has_minutes=True,
        cusps_have_degrees=True,
    ),
    WheelSize.MEDIUM: Layout(
        size=WheelSize.MEDIUM,
        radius_px=250,
        half_width_px=302,
        page_half_width_px=288,
        half_height_px=294,
        zodiac_inner=0.914,
        sign=0.957,
        sign_px=21,
        neatline_inner=0.902,
        tick_1=0.892,
        tick_5=0.886,
        tick_10=0.878,
        true_tick=0.885,
        leader=0.862,
        body=0.815,
        body_px=21,
        label=0.712,
        retrograde=0.650,
        retrograde_px=11,
        house_outer=0.632,
        house_inner=0.592,
        house_number=0.612,
        label_has_minutes=False,
        cusps_have_degrees=True,
    ),
    WheelSize.SMALL: Layout(
        size=WheelSize.SMALL,
        radius_px=168,
        half_width_px=195,
        page_half_width_px=175,
        half_height_px=192,
        zodiac_inner=0.885,
        sign=0.9425,
        sign_px=15,
        neatline_inner=0.872,
        tick_1=None,
        tick_5=None,
        tick_10=0.856,
        true_tick=0.848,
        leader=0.836,
        body=0.770,
        body_px=19,
        label=0.645,
        retrograde=0.572,
        retrograde_px=9,
        house_outer=0.530,
        house_inner=0.480,
        house_number=0.505,
        label_has_minutes=False,
        cusps_have_degrees=False,
    ),
}
"""The geometry of every size."""
