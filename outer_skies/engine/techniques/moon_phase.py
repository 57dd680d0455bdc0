"""The Moon's phase: her distance from the Sun, the eight phases and types, the light, the tithi and the karana.

- the eight phases by the almanac's names, each 45° wide about its exact angle: "full" from 157.5° to 202.5°
- the eight lunation types, each 45° long from its exact angle: "full" from 180° to 225°.
  Source: Dane Rudhyar, The Lunation Cycle (1967).
- the illuminated share of the disc. Source: Jean Meeus, Astronomical Algorithms, 2nd edition, chapter 48.
- the tithi, 12° of distance, thirty from new Moon to new Moon, fifteen in the bright half (shukla) and fifteen in the
  dark (krishna). Source: Surya Siddhanta 2.66.
- the karana, half a tithi. Source: Varahamihira, Brihat Samhita, the chapter on karanas.
"""

from enum import StrEnum
from math import atan2, cos, degrees, radians, sin, sqrt

import msgspec

from outer_skies.engine.angles import HALF_CIRCLE_DEG, normalized_deg
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, Position
from outer_skies.engine.techniques.needs import position

_PHASE_DEG, _TITHI_DEG, _KARANA_DEG = 45.0, 12.0, 6.0
_FORTNIGHT = 15


class Phase(StrEnum):
    """The eight phases by the almanac's names."""

    NEW = "new"
    WAXING_CRESCENT = "waxing_crescent"
    FIRST_QUARTER = "first_quarter"
    WAXING_GIBBOUS = "waxing_gibbous"
    FULL = "full"
    WANING_GIBBOUS = "waning_gibbous"
    LAST_QUARTER = "last_quarter"
    WANING_CRESCENT = "waning_crescent"


class LunationType(StrEnum):
    """Rudhyar's eight types of birth in the lunation cycle."""

    NEW = "new"
    CRESCENT = "crescent"
    FIRST_QUARTER = "first_quarter"
    GIBBOUS = "gibbous"
    FULL = "full"
    DISSEMINATING = "disseminating"
    LAST_QUARTER = "last_quarter"
    BALSAMIC = "balsamic"


class Paksha(StrEnum):
    """The half of the lunar month: bright or dark."""

    SHUKLA = "shukla"
    KRISHNA = "krishna"


class TithiName(StrEnum):
    """The tithis of a half month; the fifteenth is Purnima in the bright half and Amavasya in the dark."""

    PRATIPADA = "pratipada"
    DVITIYA = "dvitiya"
    TRITIYA = "tritiya"
    CHATURTHI = "chaturthi"
    PANCHAMI = "panchami"
    SHASHTHI = "shashthi"
    SAPTAMI = "saptami"
    ASHTAMI = "ashtami"
    NAVAMI = "navami"
    DASHAMI = "dashami"
    EKADASHI = "ekadashi"
    DVADASHI = "dvadashi"
    TRAYODASHI = "trayodashi"
    CHATURDASHI = "chaturdashi"
    PURNIMA = "purnima"
    AMAVASYA = "amavasya"


class Karana(StrEnum):
    """Seven that come round eight times, and four that come once a month."""

    BAVA = "bava"
    BALAVA = "balava"
    KAULAVA = "kaulava"
    TAITILA = "taitila"
    GARA = "gara"
    VANIJA = "vanija"
    VISHTI = "vishti"
    SHAKUNI = "shakuni"
    CHATUSHPADA = "chatushpada"
    NAGA = "naga"
    KIMSTUGHNA = "kimstughna"


_PHASES, _TYPES, _NAMES, _KARANAS = tuple(Phase), tuple(LunationType), tuple(TithiName), tuple(Karana)
# The month begins in the second half of the fourth fixed one.
_SIXTY = (Karana.KIMSTUGHNA, *_KARANAS[:7] * 8, Karana.SHAKUNI, Karana.CHATUSHPADA, Karana.NAGA)


class Tithi(msgspec.Struct, frozen=True):
    """The lunar day: 1 to 30 of the month, 1 to 15 of its half, its name, and how much of it lies behind, [0, 1)."""

    number: int
    paksha: Paksha
    number_in_paksha: int
    name: TithiName
    share_elapsed: float


class MoonPhase(msgspec.Struct, frozen=True):
    """The Moon's phase.

    `angle_deg` is the Moon's longitude less the Sun's, [0, 360); `phase_angle_deg` the angle Sun-Moon-Earth, [0, 180];
    `illuminated_share` the lit part of her disc, [0, 1].
    """

    angle_deg: float
    phase: Phase
    is_waxing: bool
    lunation_type: LunationType
    phase_angle_deg: float
    illuminated_share: float
    tithi: Tithi
    karana: Karana


def find_moon_phase(chart: Chart) -> MoonPhase:
    """The phase of the Moon. Raises Undefined for a chart without Sun or Moon.

    Accuracy: the light within 0.00005 and the angle at the Moon within 0.006° of JPL Horizons, as the Sun is taken
    where it is seen, 20.5" from where it stands.
    """
    sun, moon = position(chart, Body.SUN), position(chart, Body.MOON)
    angle = normalized_deg(moon.longitude_deg - sun.longitude_deg)
    phase_angle, share = _light(sun, moon)
    return MoonPhase(
        angle,
        _PHASES[int(angle / _PHASE_DEG + 0.5) % len(_PHASES)],
        angle < HALF_CIRCLE_DEG,
        _TYPES[int(angle / _PHASE_DEG)],
        phase_angle,
        share,
        tithi_of(angle),
        _SIXTY[int(angle / _KARANA_DEG)],
    )


def _light(sun: Position, moon: Position) -> tuple[float, float]:
    """The angle Sun-Moon-Earth in degrees, and the lit share of the disc."""
    sun_north, moon_north = radians(sun.declination_deg), radians(moon.declination_deg)
    apart = radians(sun.right_ascension_deg - moon.right_ascension_deg)
    cosine = sin(sun_north) * sin(moon_north) + cos(sun_north) * cos(moon_north) * cos(apart)
    sine = sqrt(max(0.0, 1.0 - cosine * cosine))
    phase_angle = atan2(sun.distance_au * sine, moon.distance_au - sun.distance_au * cosine)
    return degrees(phase_angle), (1.0 + cos(phase_angle)) / 2.0


def tithi_of(angle_deg: float) -> Tithi:
    """The tithi of the Moon's longitude less the Sun's in degrees, [0, 360)."""
    passed = angle_deg / _TITHI_DEG
    index = int(passed)
    half, day = divmod(index, _FORTNIGHT)
    paksha = Paksha.KRISHNA if half else Paksha.SHUKLA
    name = TithiName.AMAVASYA if index == 2 * _FORTNIGHT - 1 else _NAMES[day]
    return Tithi(index + 1, paksha, day + 1, name, passed - index)
