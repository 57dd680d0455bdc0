"""Essential and accidental dignities of the seven planets, what each score is made of, receptions and dispositors.

Source: the tables of `dignity_tables`; William Lilly, Christian Astrology (1647), pp. 101-115.
"""

from enum import StrEnum
from itertools import combinations

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.accidental import Accidents, find_accidents
from outer_skies.engine.techniques.dignity_tables import EXALTATIONS, PLANETS, Rulers, rulers_by_degree
from outer_skies.engine.techniques.fortitudes import DEFAULT_RULES, POINTS, Points, Reason, Rules
from outer_skies.engine.techniques.needs import position
from outer_skies.engine.techniques.sect import Sect, find_sect

_HALF_CIRCLE_DEGREES = 180


class ReceptionKind(StrEnum):
    """In what two planets receive one another: each in the other's domicile, exaltation, or one in either."""

    DOMICILE = "domicile"
    EXALTATION = "exaltation"
    MIXED = "mixed"


class Reception(msgspec.Struct, frozen=True):
    """A mutual reception of two planets. Of a mixed one `a` stands in the domicile of `b`, `b` in a's exaltation."""

    a: Body
    b: Body
    kind: ReceptionKind


class PlanetDignities(msgspec.Struct, frozen=True):
    """One planet: who rules its degree, what it holds there itself, how it is placed, and what that is worth.

    `essential` and `accidents.points` are the lines of the two scores, `score` their sum. `is_peregrine`: it holds
    none of the five dignities (a reception changes nothing in that). `from_exaltation_deg` is the distance from the
    degree of its exaltation in the sign of its exaltation, else None. `dispositors` leads from the lord of its sign
    to that one's lord and so on, as far as nobody comes twice; it is empty in the planet's own sign.
    """

    body: Body
    rulers: Rulers
    is_peregrine: bool
    is_in_hayz: bool
    from_exaltation_deg: float | None
    essential: tuple[Points, ...]
    accidents: Accidents
    dispositors: tuple[Body, ...]
    essential_score: int
    accidental_score: int
    score: int


class Dignities(msgspec.Struct, frozen=True):
    """The dignities of a chart.

    `final_dispositor` is the one planet in its own sign to which all chains of dispositors lead, or None.
    `circles` are the planets that dispose of one another in a ring, each ring once from its first planet.
    """

    rules: Rules
    sect: Sect
    planets: tuple[PlanetDignities, ...]
    receptions: tuple[Reception, ...]
    final_dispositor: Body | None
    circles: tuple[tuple[Body, ...], ...]


def find_dignities(chart: Chart, rules: Rules = DEFAULT_RULES) -> Dignities:
    """The dignities of the seven planets, by Dorotheus' triplicities and the Egyptian terms unless told otherwise.

    Raises Undefined for a chart without houses, without one of the seven planets or without the Moon's node.
    """
    sect = find_sect(chart)
    table = rulers_by_degree(rules.tables, by_day=sect.sect is Sect.DAY)
    longitudes = {body: position(chart, body).longitude_deg for body in PLANETS}
    rulers = {body: table[int(longitude)] for body, longitude in longitudes.items()}
    opposite = {body: table[(int(one) + _HALF_CIRCLE_DEGREES) % 360] for body, one in longitudes.items()}
    receptions = find_receptions(rulers)
    lords = {body: one.domicile for body, one in rulers.items()}
    accidents = find_accidents(chart, rules)
    planets: list[PlanetDignities] = []
    for one in sect.planets:
        body = one.body
        own = essential_reasons(body, rulers[body], opposite[body])
        essential = (*(POINTS[reason] for reason in own), *_received(body, receptions))
        essential_score = sum(line.points for line in essential)
        accidental_score = sum(line.points for line in accidents[body].points)
        planets.append(
            PlanetDignities(
                body,
                rulers[body],
                Reason.PEREGRINE in own,
                one.is_in_hayz,
                _from_exaltation_deg(body, longitudes[body]) if Reason.EXALTATION in own else None,
                essential,
                accidents[body],
                _chain(body, lords),
                essential_score,
                accidental_score,
                essential_score + accidental_score,
            )
        )
    circles = _circles(lords)
    final = circles[0][0] if len(circles) == 1 and len(circles[0]) == 1 else None
    return Dignities(
        rules, sect.sect, tuple(planets), receptions, final, tuple(ring for ring in circles if len(ring) > 1)
    )


def essential_reasons(body: Body, rulers: Rulers, opposite: Rulers) -> list[Reason]:
    """What a planet holds at a degree, given who rules that degree and the one opposite to it."""
    held: list[Reason] = []
    if rulers.domicile is body:
        held.append(Reason.DOMICILE)
    if rulers.exaltation is body:
        held.append(Reason.EXALTATION)
    if body in rulers.triplicity:
        held.append(Reason.TRIPLICITY)
    if rulers.term is body:
        held.append(Reason.TERM)
    if rulers.face is body:
        held.append(Reason.FACE)
    if not held:
        held.append(Reason.PEREGRINE)
    if opposite.domicile is body:
        held.append(Reason.DETRIMENT)
    if opposite.exaltation is body:
        held.append(Reason.FALL)
    return held


def _from_exaltation_deg(body: Body, longitude_deg: float) -> float:
    return abs(longitude_deg % 30 - EXALTATIONS[body][1])


def find_receptions(rulers: dict[Body, Rulers]) -> tuple[Reception, ...]:
    """The mutual receptions among planets whose degrees have these rulers, in the order of the planets."""
    found: list[Reception] = []
    for (a, of_a), (b, of_b) in combinations(rulers.items(), 2):
        if of_a.domicile is b and of_b.domicile is a:
            found.append(Reception(a, b, ReceptionKind.DOMICILE))
        if of_a.exaltation is b and of_b.exaltation is a:
            found.append(Reception(a, b, ReceptionKind.EXALTATION))
        if of_a.domicile is b and of_b.exaltation is a:
            found.append(Reception(a, b, ReceptionKind.MIXED))
        if of_a.exaltation is b and of_b.domicile is a:
            found.append(Reception(b, a, ReceptionKind.MIXED))
    return tuple(found)


_RECEIVED = {
    ReceptionKind.DOMICILE: POINTS[Reason.RECEPTION_BY_DOMICILE],
    ReceptionKind.EXALTATION: POINTS[Reason.RECEPTION_BY_EXALTATION],
}


def _received(body: Body, receptions: tuple[Reception, ...]) -> list[Points]:
    """What its receptions are worth: Lilly's table has points for the two pure kinds."""
    return [_RECEIVED[one.kind] for one in receptions if body in (one.a, one.b) and one.kind in _RECEIVED]


def _chain(body: Body, lords: dict[Body, Body]) -> tuple[Body, ...]:
    """Its lord, that one's lord, and so on before anyone comes twice."""
    chain = [body]
    while lords[chain[-1]] not in chain:
        chain.append(lords[chain[-1]])
    return tuple(chain[1:])


def _circles(lords: dict[Body, Body]) -> tuple[tuple[Body, ...], ...]:
    """The rings in which all chains end, a planet in its own sign being a ring of one, each from its first planet."""
    rings: list[tuple[Body, ...]] = []
    for body in lords:
        ring = (body, *_chain(body, lords))
        if lords[ring[-1]] is body and not any(body in known for known in rings):
            rings.append(ring)
    return tuple(rings)
