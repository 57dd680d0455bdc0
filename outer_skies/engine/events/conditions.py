"""What can be asked of a moment, joined by and, or, not: `(in_sign & ~void) | hour`.

Each is a frozen value with a JSON form: {"is": "in_sign", "body": "moon", "signs": ["taurus", "cancer"]}, and
{"is": "all", "of": [...]}, {"is": "any", "of": [...]}, {"is": "not", "of": ...}. Places in the zodiac are those that
the search is made in. What a condition means at a place is that of the search's place.
"""

from typing import TypeAlias, Union

import msgspec

from outer_skies.engine.aspects import AspectKind, Motion
from outer_skies.engine.bodies import Body
from outer_skies.engine.events.event import Turns
from outer_skies.engine.events.voids import MODERN_PLANETS
from outer_skies.engine.horizon import Corner
from outer_skies.engine.zodiac import Sign


class _Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="is"):
    """Something that holds at some moments and not at others."""

    def __and__(self, other: "Condition") -> "All":
        return All((self, other))  # pyright: ignore[reportArgumentType]  every subclass is in the union

    def __or__(self, other: "Condition") -> "Any":
        return Any((self, other))  # pyright: ignore[reportArgumentType]

    def __invert__(self) -> "Not":
        return Not(self)  # pyright: ignore[reportArgumentType]


class All(_Condition, frozen=True, tag="all"):
    """Every one of some conditions holds; of none, always."""

    of: tuple["Condition", ...]


class Any(_Condition, frozen=True, tag="any"):
    """One at least of some conditions holds; of none, never."""

    of: tuple["Condition", ...]


class Not(_Condition, frozen=True, tag="not"):
    """A condition does not hold."""

    of: "Condition"


class InSign(_Condition, frozen=True, tag="in_sign"):
    """A body stands in one of some signs."""

    body: Body
    signs: tuple[Sign, ...]


class BetweenDegrees(_Condition, frozen=True, tag="between_degrees"):
    """A body's longitude is from `start_deg` on in the order of signs and short of `end_deg`, both [0, 360)."""

    body: Body
    start_deg: float
    end_deg: float


class InHouse(_Condition, frozen=True, tag="in_house"):
    """A body stands in one of some houses, 1 to 12, of the search's system at its place."""

    body: Body
    houses: tuple[int, ...]


class InAspect(_Condition, frozen=True, tag="in_aspect"):
    """Two bodies are within an orb in degrees of one of some aspects in longitude; in `motion` where it is asked for.

    Applying means that the orb shrinks, separating that it grows.
    """

    a: Body
    b: Body
    aspects: tuple[AspectKind, ...]
    orb_deg: float
    motion: Motion | None = None


class AspectsPoint(_Condition, frozen=True, tag="aspects_point"):
    """A body is within an orb of one of some aspects to a longitude, such as one of a birth chart's; as `InAspect`."""

    body: Body
    longitude_deg: float
    aspects: tuple[AspectKind, ...]
    orb_deg: float
    motion: Motion | None = None


class Moves(_Condition, frozen=True, tag="moves"):
    """A body moves direct, or retrograde."""

    body: Body
    turned: Turns


class MoonVoid(_Condition, frozen=True, tag="moon_void"):
    """The Moon is void of course: see `events/voids.py`."""

    planets: tuple[Body, ...] = MODERN_PLANETS


class MoonAhead(_Condition, frozen=True, tag="moon_ahead"):
    """The Moon is ahead of the Sun by `start_deg` or more and by less than `end_deg`: from 0 to 180 it is waxing."""

    start_deg: float = 0.0
    end_deg: float = 180.0


class AboveHorizon(_Condition, frozen=True, tag="above_horizon"):
    """A body has risen at the place and not yet set, as almanacs have it: see `events/rising.VISIBLE_HORIZON`."""

    body: Body = Body.SUN


class AngleInSign(_Condition, frozen=True, tag="angle_in_sign"):
    """The Ascendant (rising), Midheaven (culminating) or the point across from one of them is in one of some signs."""

    angle: Corner
    signs: tuple[Sign, ...]


class NearAngle(_Condition, frozen=True, tag="near_angle"):
    """A body's longitude is within an orb in degrees of that of one of some angles."""

    body: Body
    angles: tuple[Corner, ...]
    orb_deg: float


class PlanetaryHour(_Condition, frozen=True, tag="planetary_hour"):
    """It is an hour of one of some planets. Where the Sun does not rise or set there are no hours, and so not this."""

    planets: tuple[Body, ...]


class PlanetaryDay(_Condition, frozen=True, tag="planetary_day"):
    """It is the day, from sunrise to sunrise, of one of some planets; not where the Sun does not rise and set."""

    planets: tuple[Body, ...]


class ClockTime(_Condition, frozen=True, tag="clock_time"):
    """Clocks of the search's zone show `start_hour` or later and less than `end_hour`, hours in [0, 24].

    Where the end comes before the start the time runs over midnight.
    """

    start_hour: float
    end_hour: float


Condition: TypeAlias = Union[  # noqa: UP007  the names are those of classes still to come
    All, Any, Not, InSign, BetweenDegrees, InHouse, InAspect, AspectsPoint, Moves, MoonVoid, MoonAhead, AboveHorizon,
    AngleInSign, NearAngle, PlanetaryHour, PlanetaryDay, ClockTime,
]  # fmt: skip
