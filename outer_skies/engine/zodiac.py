"""The zodiac: twelve signs of 30 degrees, counted from the equinox or from a star's place among them."""

from enum import StrEnum

from outer_skies.engine.angles import normalized_deg
from outer_skies.engine.ayanamsas import Ayanamsa

__all__ = [
    "SIGN_DEG", "Ayanamsa", "Element", "Mode", "Polarity", "Sign", "Zodiac", "degree_in_sign", "sign_of",
]  # fmt: skip

SIGN_DEG = 30.0


class Element(StrEnum):
    """The four triplicities, in the order in which the signs follow one another from Aries."""

    FIRE = "fire"
    EARTH = "earth"
    AIR = "air"
    WATER = "water"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Mode(StrEnum):
    """The three quadruplicities, in the order in which the signs follow one another from Aries."""

    CARDINAL = "cardinal"
    FIXED = "fixed"
    MUTABLE = "mutable"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Polarity(StrEnum):
    """Positive (masculine, diurnal) and negative (feminine, nocturnal) signs, by turns from Aries."""

    POSITIVE = "positive"
    NEGATIVE = "negative"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Sign(StrEnum):
    """The twelve signs in order."""

    ARIES = "aries"
    TAURUS = "taurus"
    GEMINI = "gemini"
    CANCER = "cancer"
    LEO = "leo"
    VIRGO = "virgo"
    LIBRA = "libra"
    SCORPIO = "scorpio"
    SAGITTARIUS = "sagittarius"
    CAPRICORN = "capricorn"
    AQUARIUS = "aquarius"
    PISCES = "pisces"

    @property
    def label(self) -> str:
        """The name as people write it, "Taurus"."""
        return self.value.capitalize()

    @property
    def number(self) -> int:
        """1 for Aries to 12 for Pisces."""
        return _SIGNS.index(self) + 1

    @property
    def element(self) -> Element:
        """Its triplicity: fire, earth, air or water."""
        return _ELEMENTS[_SIGNS.index(self) % 4]

    @property
    def mode(self) -> Mode:
        """Its quadruplicity: cardinal, fixed or mutable."""
        return _MODES[_SIGNS.index(self) % 3]

    @property
    def polarity(self) -> Polarity:
        """Positive for fire and air, negative for earth and water."""
        return _POLARITIES[_SIGNS.index(self) % 2]


_SIGNS = tuple(Sign)
_ELEMENTS, _MODES, _POLARITIES = tuple(Element), tuple(Mode), tuple(Polarity)


class Zodiac(StrEnum):
    """Where longitude is counted from: the equinox of date, or a point fixed among the stars."""

    TROPICAL = "tropical"
    SIDEREAL = "sidereal"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.capitalize()


def sign_of(longitude_deg: float) -> Sign:
    """The sign that holds a longitude; a sign holds its first degree and not its last."""
    return _SIGNS[int(normalized_deg(longitude_deg) / SIGN_DEG)]


def degree_in_sign(longitude_deg: float) -> float:
    """Degrees into the sign, in [0, 30)."""
    return normalized_deg(longitude_deg) % SIGN_DEG
