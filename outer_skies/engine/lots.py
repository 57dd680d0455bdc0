"""The Hermetic lots of Fortune and Spirit: points as far from the Ascendant as Sun and Moon are from one another.

Source: Paulus Alexandrinus, Introduction, chapter 23: by day Fortune is Ascendant + Moon - Sun and Spirit is
Ascendant + Sun - Moon; by night the two change places. It is day while the Sun is above the horizon.
"""

import math
from enum import StrEnum

import msgspec

from outer_skies.engine.angles import normalized_deg
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of


class LotName(StrEnum):
    """The two lots that come first in every author."""

    FORTUNE = "fortune"
    SPIRIT = "spirit"

    @property
    def label(self) -> str:
        """The name as people write it."""
        return f"Lot of {self.value.capitalize()}"


class Lot(msgspec.Struct, frozen=True):
    """A lot: its longitude in degrees [0, 360) and its house, 1 to 12, or None where houses are undefined."""

    name: LotName
    longitude_deg: float
    house: int | None

    @property
    def sign(self) -> Sign:
        """The sign that holds it."""
        return sign_of(self.longitude_deg)

    @property
    def degree_in_sign(self) -> float:
        """Degrees into that sign, in [0, 30)."""
        return degree_in_sign(self.longitude_deg)


def is_day(right_ascension_deg: float, declination_deg: float, armc_deg: float, north_latitude_deg: float) -> bool:
    """Whether the centre of the Sun stands on or above the true horizon, refraction left out."""
    hour_angle = math.radians(armc_deg - right_ascension_deg)
    latitude, declination = math.radians(north_latitude_deg), math.radians(declination_deg)
    sine_of_altitude = math.sin(latitude) * math.sin(declination) + math.cos(latitude) * math.cos(
        declination
    ) * math.cos(hour_angle)
    return sine_of_altitude >= 0


def lot_longitudes_deg(ascendant_deg: float, sun_deg: float, moon_deg: float, *, by_day: bool) -> tuple[float, float]:
    """The longitudes of Fortune and Spirit in degrees, [0, 360)."""
    arc = moon_deg - sun_deg
    after, before = normalized_deg(ascendant_deg + arc), normalized_deg(ascendant_deg - arc)
    return (after, before) if by_day else (before, after)
