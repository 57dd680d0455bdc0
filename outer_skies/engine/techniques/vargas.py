"""Vargas: the sixteen divisions of a sign by Parashara, each giving every part of it to a sign.

How the signs of the parts are counted, odd signs being Aries, Gemini and so on, and movable, fixed and dual signs what
the West calls cardinal, fixed and mutable:
-  1 rasi: the sign itself
-  2 hora: of odd signs the first half is the Sun's (Leo), the second the Moon's (Cancer); of even signs the reverse
-  3 drekkana: the sign, the fifth, the ninth from it
-  4 chaturthamsa: the sign, the fourth, the seventh, the tenth from it
-  7 saptamsa: from the sign itself if odd, from the seventh from it if even
-  9 navamsa: from the sign itself if movable, from the ninth from it if fixed, from the fifth if dual
- 10 dasamsa: from the sign itself if odd, from the ninth from it if even
- 12 dvadasamsa: from the sign itself
- 16 shodasamsa: from Aries if movable, Leo if fixed, Sagittarius if dual
- 20 vimsamsa: from Aries if movable, Sagittarius if fixed, Leo if dual
- 24 chaturvimsamsa: from Leo if odd, from Cancer if even
- 27 saptavimsamsa: from Aries, Cancer, Libra, Capricorn in signs of fire, earth, air, water
- 30 trimsamsa: of odd signs 5 degrees to Mars, 5 to Saturn, 8 to Jupiter, 7 to Mercury, 5 to Venus, in their odd signs;
  of even signs 5 to Venus, 7 to Mercury, 8 to Jupiter, 5 to Saturn, 5 to Mars, in their even signs
- 40 khavedamsa: from Aries if odd, from Libra if even
- 45 akshavedamsa: from Aries if movable, Leo if fixed, Sagittarius if dual
- 60 shashtiamsa: from the sign itself

Source: Brihat Parashara Hora Shastra 6 (tr. R. Santhanam), the sixteen divisions of a sign.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import msgspec

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import sidereal_points
from outer_skies.engine.zodiac import SIGN_DEG, Sign
from outer_skies.errors import InvalidInput

_SIGNS = tuple(Sign)
(
    _ARIES, _TAURUS, _GEMINI, _CANCER, _LEO, _VIRGO, _LIBRA, _SCORPIO, _SAGITTARIUS, _CAPRICORN, _AQUARIUS, _PISCES,
) = range(12)  # fmt: skip


class VargaPlace(msgspec.Struct, frozen=True, gc=False):
    """The sign that a division gives to a body or angle."""

    point: str
    sign: Sign


class Varga(msgspec.Struct, frozen=True):
    """One division: into how many parts, its name, and the signs it gives."""

    number: int
    name: str
    points: tuple[VargaPlace, ...]


class Vargas(msgspec.Struct, frozen=True):
    """The divisions asked for, of every body, and of Ascendant and Midheaven if the chart has them.

    `vargottama` are those whose navamsa falls in the sign they stand in. Longitudes are sidereal, by the ayanamsa
    named.
    """

    ayanamsa: Ayanamsa
    vargas: tuple[Varga, ...]
    vargottama: tuple[str, ...]


# The sign, 0 for Aries to 11, of a part, 0 to n - 1, of a sign.
_Rule = Callable[[int, int], int]


def _from_itself(step: int) -> _Rule:
    """Counts from the sign itself, every `step` signs."""
    return lambda sign, part: sign + part * step


def _by_parity(odd: int, even: int) -> _Rule:
    """Counts from one sign in odd signs, from another in even ones."""
    return lambda sign, part: (odd, even)[sign % 2] + part


def _on_by_parity(odd: int, even: int) -> _Rule:
    """Counts from the sign so many signs on."""
    return lambda sign, part: sign + (odd, even)[sign % 2] + part


def _by_mode(movable: int, fixed: int, dual: int) -> _Rule:
    """Counts from one sign in movable signs, others in fixed and dual ones."""
    return lambda sign, part: (movable, fixed, dual)[sign % 3] + part


def _on_by_mode(movable: int, fixed: int, dual: int) -> _Rule:
    """Counts from the sign so many signs on."""
    return lambda sign, part: sign + (movable, fixed, dual)[sign % 3] + part


def _by_element(sign: int, part: int) -> int:
    return (_ARIES, _CANCER, _LIBRA, _CAPRICORN)[sign % 4] + part


def _hora(sign: int, part: int) -> int:
    return _CANCER if sign % 2 ^ part else _LEO


def _trimsamsa(sign: int, part: int) -> int:
    return _TRIMSAMSAS[sign % 2][part]


# The thirty degrees of odd signs, of even ones.
_TRIMSAMSAS = (
    [_ARIES] * 5 + [_AQUARIUS] * 5 + [_SAGITTARIUS] * 8 + [_GEMINI] * 7 + [_LIBRA] * 5,
    [_TAURUS] * 5 + [_VIRGO] * 7 + [_PISCES] * 8 + [_CAPRICORN] * 5 + [_SCORPIO] * 5,
)
_FIFTH, _SEVENTH, _NINTH = 4, 6, 8  # signs on, the sign itself being the first
_RULES: dict[int, tuple[str, _Rule]] = {
    1: ("rasi", _from_itself(1)),
    2: ("hora", _hora),
    3: ("drekkana", _from_itself(_FIFTH)),
    4: ("chaturthamsa", _from_itself(3)),
    7: ("saptamsa", _on_by_parity(0, _SEVENTH)),
    9: ("navamsa", _on_by_mode(0, _NINTH, _FIFTH)),
    10: ("dasamsa", _on_by_parity(0, _NINTH)),
    12: ("dvadasamsa", _from_itself(1)),
    16: ("shodasamsa", _by_mode(_ARIES, _LEO, _SAGITTARIUS)),
    20: ("vimsamsa", _by_mode(_ARIES, _SAGITTARIUS, _LEO)),
    24: ("chaturvimsamsa", _by_parity(_LEO, _CANCER)),
    27: ("saptavimsamsa", _by_element),
    30: ("trimsamsa", _trimsamsa),
    40: ("khavedamsa", _by_parity(_ARIES, _LIBRA)),
    45: ("akshavedamsa", _by_mode(_ARIES, _LEO, _SAGITTARIUS)),
    60: ("shashtiamsa", _from_itself(1)),
}
VARGAS = tuple(_RULES)
_NAVAMSA = 9


@lru_cache(maxsize=len(_RULES))
def _signs(number: int) -> tuple[Sign, ...]:
    """The signs of all parts of the zodiac from 0° Aries on."""
    rule = _RULES[number][1]
    return tuple(_SIGNS[rule(sign, part) % 12] for sign in range(12) for part in range(number))


def find_vargas(chart: Chart, *, numbers: Sequence[int] = VARGAS, ayanamsa: Ayanamsa | None = None) -> Vargas:
    """The divisions of a chart, by default all sixteen.

    The ayanamsa is the one asked for, or the chart's own, or Lahiri's for a tropical chart; the result names it.
    Raises InvalidInput beside "numbers" for a division that is none of the sixteen.
    """
    if not all(number in _RULES for number in numbers):
        raise InvalidInput(f"The divisions are {', '.join(map(str, VARGAS))}.", field="numbers")
    zero, points = sidereal_points(chart, ayanamsa)
    vargas: list[Varga] = []
    for number in numbers:
        signs, parts = _signs(number), number / SIGN_DEG
        vargas.append(
            Varga(number, _RULES[number][0], tuple([VargaPlace(key, signs[int(one * parts)]) for key, one in points]))
        )
    return Vargas(zero, tuple(vargas), tuple([key for key, one in points if is_vargottama(one)]))


def varga_sign(sidereal_longitude_deg: float, number: int) -> Sign:
    """The sign a division gives to a sidereal longitude in degrees, [0, 360).

    Raises InvalidInput beside "numbers" for a division that is none of the sixteen.
    """
    if number not in _RULES:
        raise InvalidInput(f"The divisions are {', '.join(map(str, VARGAS))}.", field="numbers")
    return _signs(number)[int(sidereal_longitude_deg * number / SIGN_DEG)]


def is_vargottama(sidereal_longitude_deg: float) -> bool:
    """Whether navamsa and sign are one."""
    return varga_sign(sidereal_longitude_deg, _NAVAMSA) is _SIGNS[int(sidereal_longitude_deg / SIGN_DEG)]
