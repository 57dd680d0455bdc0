"""Nakshatras: the twenty-seven lunar mansions of India, 13°20' each from the sidereal zero, in four padas of 3°20'.

Source: Varahamihira, Brihat Samhita, for the order from Ashvini; Brihat Parashara Hora Shastra, the chapter on dashas
(Vimshottari), for the lords.
"""

from enum import StrEnum

import msgspec

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.periods import TimeLord
from outer_skies.engine.techniques.points import sidereal_points

COUNT, PADAS = 27, 4
_PER_DEGREE = COUNT / 360


class Nakshatra(StrEnum):
    """The twenty-seven in order."""

    ASHVINI = "ashvini"
    BHARANI = "bharani"
    KRITTIKA = "krittika"
    ROHINI = "rohini"
    MRIGASHIRA = "mrigashira"
    ARDRA = "ardra"
    PUNARVASU = "punarvasu"
    PUSHYA = "pushya"
    ASHLESHA = "ashlesha"
    MAGHA = "magha"
    PURVA_PHALGUNI = "purva_phalguni"
    UTTARA_PHALGUNI = "uttara_phalguni"
    HASTA = "hasta"
    CHITRA = "chitra"
    SVATI = "svati"
    VISHAKHA = "vishakha"
    ANURADHA = "anuradha"
    JYESHTHA = "jyeshtha"
    MULA = "mula"
    PURVA_ASHADHA = "purva_ashadha"
    UTTARA_ASHADHA = "uttara_ashadha"
    SHRAVANA = "shravana"
    DHANISHTHA = "dhanishtha"
    SHATABHISHA = "shatabhisha"
    PURVA_BHADRAPADA = "purva_bhadrapada"
    UTTARA_BHADRAPADA = "uttara_bhadrapada"
    REVATI = "revati"

    @property
    def label(self) -> str:
        """The name as people write it, "Purva Phalguni"."""
        return self.value.replace("_", " ").title()


_NAKSHATRAS = tuple(Nakshatra)
# Thrice round from Ashvini. Ketu is the south node and Rahu the north node.
_LORDS = (
    TimeLord.SOUTH_NODE, TimeLord.VENUS, TimeLord.SUN, TimeLord.MOON, TimeLord.MARS,
    TimeLord.NORTH_NODE, TimeLord.JUPITER, TimeLord.SATURN, TimeLord.MERCURY,
)  # fmt: skip


class NakshatraPlace(msgspec.Struct, frozen=True, gc=False):
    """In which nakshatra a body or angle stands: `number` 1 to 27, `pada` 1 to 4, and how much lies behind, [0, 1)."""

    point: str
    nakshatra: Nakshatra
    number: int
    pada: int
    lord: TimeLord
    share_elapsed: float


class Nakshatras(msgspec.Struct, frozen=True):
    """The nakshatra of every body, and of Ascendant and Midheaven if the chart has them, by the ayanamsa named."""

    ayanamsa: Ayanamsa
    points: tuple[NakshatraPlace, ...]


def find_nakshatras(chart: Chart, *, ayanamsa: Ayanamsa | None = None) -> Nakshatras:
    """The nakshatras of a chart.

    The ayanamsa is the one asked for, or the chart's own, or Lahiri's for a tropical chart; the result names it.
    """
    zero, points = sidereal_points(chart, ayanamsa)
    return Nakshatras(zero, tuple([nakshatra_of(key, longitude) for key, longitude in points]))


def nakshatra_of(point: str, sidereal_longitude_deg: float) -> NakshatraPlace:
    """The nakshatra that holds a sidereal longitude in degrees, [0, 360); it holds its first degree, not its last."""
    passed = sidereal_longitude_deg * _PER_DEGREE
    index = int(passed)
    elapsed = passed - index
    return NakshatraPlace(
        point, _NAKSHATRAS[index], index + 1, int(elapsed * PADAS) + 1, _LORDS[index % len(_LORDS)], elapsed
    )
