"""Lilly's table of fortitudes: what each dignity and each circumstance adds to a planet's strength, or takes from it.

Source: William Lilly, Christian Astrology (1647), p. 115, with the definitions of pp. 33 (the five degrees before a
cusp), 57-80 (mean motions), 106 (partile) and 112-114 (peregrine, combust, cazimi, besieged).
"""

from enum import StrEnum

import msgspec

from outer_skies.engine.techniques.dignity_tables import (
    HELLENISTIC_TABLES,
    JUPITER,
    LILLY_TABLES,
    MARS,
    MERCURY,
    MOON,
    SATURN,
    SUN,
    VENUS,
    Tables,
)


class Reason(StrEnum):
    """Why points are given or taken: one line of the table each."""

    DOMICILE = "domicile"
    RECEPTION_BY_DOMICILE = "reception_by_domicile"
    EXALTATION = "exaltation"
    RECEPTION_BY_EXALTATION = "reception_by_exaltation"
    TRIPLICITY = "triplicity"
    TERM = "term"
    FACE = "face"
    DETRIMENT = "detriment"
    FALL = "fall"
    PEREGRINE = "peregrine"
    HOUSE = "house"
    DIRECT = "direct"
    RETROGRADE = "retrograde"
    SWIFT = "swift"
    SLOW = "slow"
    ORIENTAL = "oriental"
    OCCIDENTAL = "occidental"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    FREE_OF_THE_SUN = "free_of_the_sun"
    CAZIMI = "cazimi"
    COMBUST = "combust"
    UNDER_THE_BEAMS = "under_the_beams"
    CONJUNCT_BENEFIC = "conjunct_benefic"
    TRINE_BENEFIC = "trine_benefic"
    SEXTILE_BENEFIC = "sextile_benefic"
    CONJUNCT_NORTH_NODE = "conjunct_north_node"
    CONJUNCT_SOUTH_NODE = "conjunct_south_node"
    CONJUNCT_MALEFIC = "conjunct_malefic"
    OPPOSED_MALEFIC = "opposed_malefic"
    SQUARE_MALEFIC = "square_malefic"
    BESIEGED = "besieged"
    CONJUNCT_REGULUS = "conjunct_regulus"
    CONJUNCT_SPICA = "conjunct_spica"
    CONJUNCT_ALGOL = "conjunct_algol"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow


class Points(msgspec.Struct, frozen=True):
    """One line of a score: why, and how many points, negative for a debility."""

    reason: Reason
    points: int


_WORTH = {
    Reason.DOMICILE: 5,
    Reason.RECEPTION_BY_DOMICILE: 5,
    Reason.EXALTATION: 4,
    Reason.RECEPTION_BY_EXALTATION: 4,
    Reason.TRIPLICITY: 3,
    Reason.TERM: 2,
    Reason.FACE: 1,
    Reason.DETRIMENT: -5,
    Reason.FALL: -4,
    Reason.PEREGRINE: -5,
    Reason.DIRECT: 4,
    Reason.RETROGRADE: -5,
    Reason.SWIFT: 2,
    Reason.SLOW: -2,
    Reason.INCREASING: 2,
    Reason.DECREASING: -2,
    Reason.FREE_OF_THE_SUN: 5,
    Reason.CAZIMI: 5,
    Reason.COMBUST: -5,
    Reason.UNDER_THE_BEAMS: -4,
    Reason.CONJUNCT_BENEFIC: 5,
    Reason.TRINE_BENEFIC: 4,
    Reason.SEXTILE_BENEFIC: 3,
    Reason.CONJUNCT_NORTH_NODE: 4,
    Reason.CONJUNCT_SOUTH_NODE: -4,
    Reason.CONJUNCT_MALEFIC: -5,
    Reason.OPPOSED_MALEFIC: -4,
    Reason.SQUARE_MALEFIC: -3,
    Reason.BESIEGED: -5,
    Reason.CONJUNCT_REGULUS: 6,
    Reason.CONJUNCT_SPICA: 5,
    Reason.CONJUNCT_ALGOL: -5,
}
POINTS = {reason: Points(reason, worth) for reason, worth in _WORTH.items()}
# Houses 1 to 12: angles, succedents, cadents.
HOUSE_POINTS = tuple(Points(Reason.HOUSE, worth) for worth in (5, 3, 1, 4, 3, -2, 4, -2, 2, 5, 4, -5))

_ORIENTAL, _OCCIDENTAL = Points(Reason.ORIENTAL, 2), Points(Reason.OCCIDENTAL, -2)
_LATE, _EARLY = Points(Reason.OCCIDENTAL, 2), Points(Reason.ORIENTAL, -2)
_WAXING, _WANING = POINTS[Reason.INCREASING], POINTS[Reason.DECREASING]
# (when it rises before the Sun, when after him): the superiors gain before, the inferiors and the Moon after.
RISING_POINTS = {
    MOON: (_WANING, _WAXING),
    MERCURY: (_EARLY, _LATE),
    VENUS: (_EARLY, _LATE),
    MARS: (_ORIENTAL, _OCCIDENTAL),
    JUPITER: (_ORIENTAL, _OCCIDENTAL),
    SATURN: (_ORIENTAL, _OCCIDENTAL),
}

# Degrees a day; a planet that goes faster is swift, any other, the retrograde too, is slow.
MEAN_MOTIONS_DEG_PER_DAY = {
    SUN: (59 + 8 / 60) / 60,
    MOON: 13 + (10 + 36 / 60) / 60,
    MERCURY: (59 + 8 / 60) / 60,
    VENUS: (59 + 8 / 60) / 60,
    MARS: (31 + 27 / 60) / 60,
    JUPITER: (4 + 59 / 60) / 60,
    SATURN: (2 + 1 / 60) / 60,
}

# By their keys: the Lion's heart, the Virgin's spike, Medusa's head.
STARS = {
    "regulus": POINTS[Reason.CONJUNCT_REGULUS],
    "spica": POINTS[Reason.CONJUNCT_SPICA],
    "algol": POINTS[Reason.CONJUNCT_ALGOL],
}


class Rules(msgspec.Struct, frozen=True):
    """By which tables and within which distances to judge; the distances are Lilly's, in degrees.

    A planet is cazimi, in the heart of the Sun, within `cazimi_deg` of him; combust within `combust_deg` and in his
    sign; under his beams within `beams_deg`. It counts for the next house within `cusp_deg` before its cusp, except
    where houses are whole signs. A star is joined within `star_deg`.
    """

    tables: Tables = HELLENISTIC_TABLES
    cazimi_deg: float = 17 / 60
    combust_deg: float = 8.5
    beams_deg: float = 17.0
    cusp_deg: float = 5.0
    star_deg: float = 5.0


DEFAULT_RULES = Rules()
LILLY_RULES = Rules(LILLY_TABLES)
