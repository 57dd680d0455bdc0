"""The Saros: eclipses 223 lunations apart, and the numbers that G. van den Bergh gave to their series.

Lunations are counted from the new Moon of 2000 January 6, which began lunation 0. All holds in the years 1 to 2999.

Source: G. van den Bergh, Periodicity and Variation of Solar (and Lunar) Eclipses (1955): an inex of 358 lunations
after an eclipse comes one of the series with the next number. So lunation and number tell each other, modulo 223.
Where the series begin: F. Espenak and J. Meeus, Five Millennium Canon of Solar Eclipses (NASA/TP-2006-214141) and of
Lunar Eclipses (NASA/TP-2009-214172), tables of Saros series.
"""

from typing import NamedTuple

_SAROS_LUNATIONS, _INEX_LUNATIONS = 223, 358
# 1991 July 11: solar Saros 136.
_KNOWN_LUNATION, _KNOWN_SERIES = -105, 136
# 38 inexes are a lunation more than 61 Saroses: 38 * 358 = 61 * 223 + 1.
_INEXES_IN_A_LUNATION = 38
# Half a Saros, 111 lunations and a half, after a solar eclipse comes a lunar one whose series has this number less.
_HALF_SAROS, _LESS = 111, 7


class Saros(NamedTuple):
    """A series, 1 to 223, and which of its eclipses this is, the first being 1."""

    series: int
    member: int


def solar_saros(lunation: int) -> Saros:
    """The place in the Saros of a solar eclipse at the new Moon that begins a lunation."""
    inexes = _INEXES_IN_A_LUNATION * (lunation - _KNOWN_LUNATION)
    series = (_KNOWN_SERIES + inexes - 1) % _SAROS_LUNATIONS + 1
    in_line = _KNOWN_LUNATION + _INEX_LUNATIONS * (series - _KNOWN_SERIES)
    return Saros(series, (lunation - in_line) // _SAROS_LUNATIONS + _SOLAR_BEGINNINGS[series - _FIRST_SOLAR] + 1)


def lunar_saros(lunation: int) -> Saros:
    """The place in the Saros of a lunar eclipse at the full Moon of a lunation."""
    inexes = _INEXES_IN_A_LUNATION * (lunation - _HALF_SAROS - _KNOWN_LUNATION)
    series = (_KNOWN_SERIES - _LESS + inexes - 1) % _SAROS_LUNATIONS + 1
    in_line = _KNOWN_LUNATION + _HALF_SAROS + _INEX_LUNATIONS * (series + _LESS - _KNOWN_SERIES)
    return Saros(series, (lunation - in_line) // _SAROS_LUNATIONS + _LUNAR_BEGINNINGS[series - _FIRST_LUNAR] + 1)


# How many Saroses each series began before the eclipse, of its number, in the line of inexes through 1991 July 11.
_FIRST_SOLAR = 49
# fmt: off
_SOLAR_BEGINNINGS = (
    40, 39, 52, 52, 48, 50, 50, 47, 48, 47, 44, 45, 44, 41, 42, 41, 38, 40, 39, 36, 43, 50, 44, 48, 48, 45, 46, 46,
    42, 43, 43, 39, 40, 40, 37, 37, 38, 34, 36, 47, 34, 44, 47, 44, 43, 44, 42, 41, 41, 39, 38, 38, 36, 35, 36, 33,
    33, 37, 33, 35, 44, 43, 41, 42, 41, 39, 40, 38, 36, 37, 36, 33, 34, 33, 30, 33, 34, 29, 41, 43, 38, 40, 40, 37,
    38, 38, 35, 35, 35, 32, 32, 33, 29, 30, 32, 27, 34, 41, 38, 38, 39, 37, 36, 36, 34, 33, 34, 31, 30, 31, 29, 28,
    30, 27, 27, 39, 38, 35, 38, 37, 34, 35, 34, 31, 32, 31, 29, 30, 29, 26, 28, 28, 25, 35, 38, 33, 36, 36, 33, 34,
    34, 31,
)
# The same through the full Moon half a Saros later. Series 46 ended before the year 1.
_FIRST_LUNAR = 41
_LUNAR_BEGINNINGS = (
    40, 42, 54, 41, 51, 0, 50, 49, 50, 47, 47, 47, 44, 43, 44, 41, 41, 42, 38, 39, 45, 38, 45, 50, 49, 47, 48, 46, 44,
    45, 44, 41, 42, 41, 39, 40, 38, 36, 38, 38, 35, 47, 48, 44, 46, 46, 42, 43, 43, 40, 40, 40, 37, 37, 37, 34, 35,
    37, 32, 40, 46, 42, 43, 44, 41, 41, 42, 39, 38, 39, 36, 36, 36, 33, 33, 35, 31, 32, 43, 41, 40, 43, 41, 39, 40,
    38, 37, 37, 36, 34, 35, 33, 31, 33, 31, 29, 37, 41, 35, 40, 41, 37, 38, 38, 35, 36, 35, 32, 33, 33, 30, 31, 31,
    27, 30, 40, 28, 38, 40, 36, 37, 37, 34, 34, 35, 32, 31, 32, 29, 29, 30, 27, 27, 37, 30, 34, 38, 36, 35, 36, 34,
    32, 33,
)
# fmt: on
