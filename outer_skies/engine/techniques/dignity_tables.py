"""The tables of essential dignity: which of the seven planets rules which part of the zodiac, and who says so.

The seven are Sun to Saturn; planets found later rule nothing here. Where authors differ each table has its own name
and source, and the choice is the caller's (`Tables`). Degrees are whole: a term that "ends at 6" holds the first
six degrees, longitude [0, 6) of its sign, and 6°00' belongs to the next.
"""

from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.zodiac import Element, Sign

SUN, MOON, MERCURY, VENUS, MARS, JUPITER, SATURN = PLANETS = tuple(Body)[:7]

# Lords of the signs, Aries to Pisces. Source: Ptolemy, Tetrabiblos I.17; Dorotheus, Carmen I.1; Lilly, Christian
# Astrology, p. 104. The detriment is the sign opposite: al-Biruni, Book of Instruction 442.
DOMICILES = (
    MARS, VENUS, MERCURY, MOON, SUN, MERCURY, VENUS, MARS, JUPITER, SATURN, SATURN, JUPITER,
)  # fmt: skip

# The sign in which each is exalted, and in which degree of it, the fall being opposite. Signs: Ptolemy, Tetrabiblos
# I.19. Degrees: Dorotheus I.2; Paulus, Introduction 2; Lilly, p. 104. "The 19th degree" is here 19°00'.
EXALTATIONS = {
    SUN: (Sign.ARIES, 19),
    MOON: (Sign.TAURUS, 3),
    MERCURY: (Sign.VIRGO, 15),
    VENUS: (Sign.PISCES, 27),
    MARS: (Sign.CAPRICORN, 28),
    JUPITER: (Sign.CANCER, 15),
    SATURN: (Sign.LIBRA, 21),
}

# From Mars in the first ten degrees of Aries downwards through the spheres, again and again: the "Chaldean" order.
# Source: Teucer of Babylon, in Porphyry, Introduction 47; Paulus, Introduction 4; Lilly, p. 104.
DESCENDING = (SATURN, JUPITER, MARS, SUN, VENUS, MERCURY, MOON)
FACES = tuple(DESCENDING[(2 + number) % 7] for number in range(36))


class TriplicityLords(msgspec.Struct, frozen=True):
    """Who rules a triplicity by day, by night, and who has a part in it at all hours without ruling."""

    day: tuple[Body, ...]
    night: tuple[Body, ...]
    participating: tuple[Body, ...] = ()


class Triplicities(StrEnum):
    """Whose lords of the triplicities."""

    DOROTHEAN = "dorothean"
    PTOLEMAIC = "ptolemaic"
    LILLY = "lilly"

    @property
    def source(self) -> str:
        """The author and the place in his work."""
        return _TRIPLICITY_SOURCES[self]

    def lords(self, element: Element) -> TriplicityLords:
        """The lords of one triplicity."""
        return _TRIPLICITIES[self][_ELEMENTS.index(element)]


_TRIPLICITY_SOURCES = {
    Triplicities.DOROTHEAN: "Dorotheus of Sidon, Carmen Astrologicum I.1",
    Triplicities.PTOLEMAIC: "Ptolemy, Tetrabiblos I.18",
    Triplicities.LILLY: "William Lilly, Christian Astrology (1647), p. 104",
}
_ELEMENTS = tuple(Element)
_FIRE_EARTH_AIR = (
    TriplicityLords((SUN,), (JUPITER,)),
    TriplicityLords((VENUS,), (MOON,)),
    TriplicityLords((SATURN,), (MERCURY,)),
)
# Fire, earth, air, water.
_TRIPLICITIES = {
    Triplicities.DOROTHEAN: (
        TriplicityLords((SUN,), (JUPITER,), (SATURN,)),
        TriplicityLords((VENUS,), (MOON,), (MARS,)),
        TriplicityLords((SATURN,), (MERCURY,), (JUPITER,)),
        TriplicityLords((VENUS,), (MARS,), (MOON,)),
    ),
    # The water triplicity is left to Mars, ruling with Venus by day and with the Moon by night.
    Triplicities.PTOLEMAIC: (*_FIRE_EARTH_AIR, TriplicityLords((VENUS, MARS), (MOON, MARS))),
    Triplicities.LILLY: (*_FIRE_EARTH_AIR, TriplicityLords((MARS,), (MARS,))),
}


class Terms(StrEnum):
    """Whose terms, also called bounds: five to a sign, of unequal size, without Sun and Moon."""

    EGYPTIAN = "egyptian"
    PTOLEMAIC = "ptolemaic"
    LILLY = "lilly"
    CHALDEAN = "chaldean"

    @property
    def source(self) -> str:
        """The author and the place in his work."""
        return _TERM_SOURCES[self]


_TERM_SOURCES = {
    Terms.EGYPTIAN: "Ptolemy, Tetrabiblos I.20; Vettius Valens, Anthologies I.3",
    Terms.PTOLEMAIC: "Ptolemy, Tetrabiblos I.21, as edited by F. E. Robbins (Loeb, 1940)",
    Terms.LILLY: "Ptolemy's terms as printed by William Lilly, Christian Astrology (1647), p. 104",
    Terms.CHALDEAN: "Ptolemy, Tetrabiblos I.21",
}

_LETTERS = {"S": SATURN, "J": JUPITER, "M": MARS, "V": VENUS, "H": MERCURY}  # H for Hermes
# A row a sign, Aries to Pisces: each planet and the degrees of its term, in order.
_EGYPTIAN = """
J6 V6 H8 M5 S5
V8 H6 J8 S5 M3
H6 J6 V5 M7 S6
M7 V6 H6 J7 S4
J6 V5 S7 H6 M6
H7 V10 J4 M7 S2
S6 H8 J7 V7 M2
M7 V4 H8 J5 S6
J12 V5 H4 S5 M4
H7 J7 V8 S4 M4
H7 V6 J7 M5 S5
V12 J4 H3 M9 S2
"""
_PTOLEMAIC = """
J6 V8 H7 M5 S4
V8 H7 J7 S2 M6
H7 J6 V7 M6 S4
M6 J7 H7 V7 S3
J6 H7 S6 V6 M5
H7 V6 J5 S6 M6
S6 V5 H5 J8 M6
M6 V7 J8 H6 S3
J8 V6 H5 S6 M5
V6 H6 J7 S6 M5
S6 H6 V8 J5 M5
V8 J6 H6 M5 S5
"""
_LILLY = """
J6 V8 H7 M5 S4
V8 H7 J7 S4 M4
H7 J7 V7 S4 M5
M6 J7 H7 V7 S3
S6 H7 V6 J6 M5
H7 V6 J5 S6 M6
S6 V5 J8 H5 M6
M6 J8 V7 H6 S3
J8 V6 H5 S6 M5
V6 H6 J7 M6 S5
S6 H6 V8 J5 M5
V8 J6 H6 M6 S4
"""
_CHALDEAN_SIZES = (8, 7, 6, 5, 4)
# Lords of the triplicities in their order, a row an element. By night Saturn and Mercury change places.
_CHALDEAN_DAY = ("JVSHM", "VSHMJ", "SHMJV", "MJVSH")
_CHALDEAN_NIGHT = ("JVHSM", "VHSMJ", "HSMJV", "MJVHS")

Term = tuple[Body, int]


def terms_of(terms: Terms, *, by_day: bool) -> tuple[tuple[Term, ...], ...]:
    """The terms of each sign, Aries first: (planet, degree at which its term ends), the last ending at 30.

    Only the Chaldean terms differ by day and by night.
    """
    if terms is Terms.CHALDEAN:
        orders = _CHALDEAN_DAY if by_day else _CHALDEAN_NIGHT
        signs = [tuple(zip(orders[sign % 4], _CHALDEAN_SIZES, strict=True)) for sign in range(12)]
    else:
        text = {Terms.EGYPTIAN: _EGYPTIAN, Terms.PTOLEMAIC: _PTOLEMAIC, Terms.LILLY: _LILLY}[terms]
        signs = [tuple((one[0], int(one[1:])) for one in line.split()) for line in text.split("\n") if line]
    return tuple(
        tuple((_LETTERS[letter], sum(size for _, size in sign[: rank + 1])) for rank, (letter, _) in enumerate(sign))
        for sign in signs
    )


class Tables(msgspec.Struct, frozen=True):
    """Which tables to judge by. The default is the Hellenistic pair, the oldest and most used."""

    triplicities: Triplicities = Triplicities.DOROTHEAN
    terms: Terms = Terms.EGYPTIAN


HELLENISTIC_TABLES = Tables()
LILLY_TABLES = Tables(Triplicities.LILLY, Terms.LILLY)


class Rulers(msgspec.Struct, frozen=True):
    """Who rules a degree by each of the five dignities. `triplicity` are the lords in charge at this hour."""

    domicile: Body
    exaltation: Body | None
    triplicity: tuple[Body, ...]
    term: Body
    face: Body


@lru_cache(maxsize=32)
def rulers_by_degree(tables: Tables, *, by_day: bool) -> tuple[Rulers, ...]:
    """The rulers of each of the 360 degrees; those of a longitude in [0, 360) are at its whole degree."""
    exalted = {sign: body for body, (sign, _) in EXALTATIONS.items()}
    terms = terms_of(tables.terms, by_day=by_day)
    found: list[Rulers] = []
    for number, sign in enumerate(Sign):
        lords = tables.triplicities.lords(sign.element)
        ends = [0, *(end for _, end in terms[number])]
        held = [
            body
            for (body, _), (start, end) in zip(terms[number], pairwise(ends), strict=True)
            for _ in range(start, end)
        ]
        found += (
            Rulers(
                DOMICILES[number],
                exalted.get(sign),
                lords.day if by_day else lords.night,
                held[degree],
                FACES[3 * number + degree // 10],
            )
            for degree in range(30)
        )
    return tuple(found)


def rulers_at(longitude_deg: float, *, by_day: bool, tables: Tables = HELLENISTIC_TABLES) -> Rulers:
    """Who rules the degree of a longitude in [0, 360)."""
    return rulers_by_degree(tables, by_day=by_day)[int(longitude_deg)]
