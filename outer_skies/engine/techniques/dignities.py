"""Essential and accidental dignities of the seven planets, what each score is made of, receptions and dispositors.

Source: the tables of `dignity_tables`; William Lilly, Christian Astrology (1647), pp. 101-115.
"""

from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

import msgspec

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.accidental import Accidents, find_accidents
from outer_skies.engine.techniques.dignity_tables import (
    EXALTATIONS,
    HELLENISTIC_TABLES,
    PLANETS,
    Rulers,
    Tables,
    rulers_by_degree,
)
from outer_skies.engine.techniques.fortitudes import DEFAULT_RULES, POINTS, Points, Reason, Rules
from outer_skies.engine.techniques.needs import position
from outer_skies.engine.techniques.sect import PlanetSect, Sect, find_sect
from outer_skies.engine.zodiac import SIGN_DEG


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
    `circles` are the planets that dispose of one another in a ring, each ring once from its first planet. `almutens`
    are the planets with the greatest score: what Lilly calls the almuten of a figure (p. 49).
    """

    rules: Rules
    sect: Sect
    planets: tuple[PlanetDignities, ...]
    receptions: tuple[Reception, ...]
    final_dispositor: Body | None
    circles: tuple[tuple[Body, ...], ...]
    almutens: tuple[Body, ...]


class _Sky(NamedTuple):
    """What the planets of a chart are judged by."""

    table: tuple[Rulers, ...]
    longitudes_deg: dict[Body, float]
    lords: dict[Body, Body]
    receptions: tuple[Reception, ...]
    accidents: dict[Body, Accidents]


def find_dignities(chart: Chart, rules: Rules = DEFAULT_RULES) -> Dignities:
    """The dignities of the seven planets, by Dorotheus' triplicities and the Egyptian terms unless told otherwise.

    Raises Undefined for a chart without houses, without one of the seven planets or without the Moon's node.
    """
    sect = find_sect(chart)
    table = rulers_by_degree(rules.tables, by_day=sect.sect is Sect.DAY)
    longitudes = {body: position(chart, body).longitude_deg for body in PLANETS}
    rulers = {body: table[int(longitude)] for body, longitude in longitudes.items()}
    lords = {body: one.domicile for body, one in rulers.items()}
    sky = _Sky(table, longitudes, lords, find_receptions(rulers), find_accidents(chart, rules))
    planets = tuple(_judged(one, sky) for one in sect.planets)
    rings = _rings(lords)
    most = max(one.score for one in planets)
    return Dignities(
        rules,
        sect.sect,
        planets,
        sky.receptions,
        rings[0][0] if len(rings) == 1 and len(rings[0]) == 1 else None,
        tuple(ring for ring in rings if len(ring) > 1),
        tuple(one.body for one in planets if one.score == most),
    )


def _judged(one: PlanetSect, sky: _Sky) -> PlanetDignities:
    body, longitude, accidents = one.body, sky.longitudes_deg[one.body], sky.accidents[one.body]
    held = _held(body, sky.table, longitude)
    essential = (*(POINTS[reason] for reason in held), *_received(body, sky.receptions))
    essential_score = sum(line.points for line in essential)
    accidental_score = sum(line.points for line in accidents.points)
    return PlanetDignities(
        body,
        sky.table[int(longitude)],
        Reason.PEREGRINE in held,
        one.is_in_hayz,
        abs(longitude % SIGN_DEG - EXALTATIONS[body][1]) if Reason.EXALTATION in held else None,
        essential,
        accidents,
        _chain(body, sky.lords),
        essential_score,
        accidental_score,
        essential_score + accidental_score,
    )


def dignities_at(
    body: Body, longitude_deg: float, *, by_day: bool, tables: Tables = HELLENISTIC_TABLES
) -> list[Reason]:
    """What one of the seven planets holds at a longitude in [0, 360): its dignities, or peregrine, and its debilities.

    Exaltation and fall are of the whole sign (Lilly, p. 102).
    """
    return _held(body, rulers_by_degree(tables, by_day=by_day), longitude_deg)


def _held(body: Body, table: tuple[Rulers, ...], longitude_deg: float) -> list[Reason]:
    here, opposite = table[int(longitude_deg)], table[(int(longitude_deg) + 180) % 360]
    held: list[Reason] = []
    if here.domicile is body:
        held.append(Reason.DOMICILE)
    if here.exaltation is body:
        held.append(Reason.EXALTATION)
    if body in here.triplicity:
        held.append(Reason.TRIPLICITY)
    if here.term is body:
        held.append(Reason.TERM)
    if here.face is body:
        held.append(Reason.FACE)
    if not held:
        held.append(Reason.PEREGRINE)
    if opposite.domicile is body:
        held.append(Reason.DETRIMENT)
    if opposite.exaltation is body:
        held.append(Reason.FALL)
    return held


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


def _rings(lords: dict[Body, Body]) -> tuple[tuple[Body, ...], ...]:
    """The rings in which all chains end, a planet in its own sign being a ring of one, each from its first planet."""
    rings: list[tuple[Body, ...]] = []
    for body in lords:
        ring = (body, *_chain(body, lords))
        if lords[ring[-1]] is body and not any(body in known for known in rings):
            rings.append(ring)
    return tuple(rings)
