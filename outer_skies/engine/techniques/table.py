"""All techniques in one table; the docs page, the command line and the pages are generated from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outer_skies.engine.techniques.ages import find_ages
from outer_skies.engine.techniques.composite import composite
from outer_skies.engine.techniques.davison import davison
from outer_skies.engine.techniques.firdaria import find_firdaria
from outer_skies.engine.techniques.fixed_stars import find_fixed_stars
from outer_skies.engine.techniques.heliocentric import find_heliocentric
from outer_skies.engine.techniques.nakshatras import find_nakshatras
from outer_skies.engine.techniques.patterns import find_patterns
from outer_skies.engine.techniques.profections import find_profections
from outer_skies.engine.techniques.progressions import minor, secondary, tertiary
from outer_skies.engine.techniques.relocation import relocate
from outer_skies.engine.techniques.solar_arc import solar_arc
from outer_skies.engine.techniques.star_parans import find_star_parans
from outer_skies.engine.techniques.synastry import synastry
from outer_skies.engine.techniques.trans_neptunians import find_trans_neptunians
from outer_skies.engine.techniques.transits import transits
from outer_skies.engine.techniques.uranian_points import find_uranian_points
from outer_skies.engine.techniques.vimshottari import find_vimshottari
from outer_skies.engine.techniques.zodiacal_releasing import find_zodiacal_releasing


class Group(StrEnum):
    """What a technique starts from and what it answers; each group has one signature and one command."""

    READING = "reading"  # (chart) -> frozen result; key of `outer-skies chart --format json`
    COMPARISON = "comparison"  # (chart, other) -> frozen result, or a chart; `outer-skies compare --method`
    PROGRESSION = "progression"  # (chart, when: Moment) -> a chart or frozen result; `outer-skies progress --method`
    RELOCATION = "relocation"  # (chart, place: Place) -> a chart
    RETURN = "return"  # (chart, body, after: Moment, ...) -> a chart; `outer-skies returns`
    PERIODS = "periods"  # (chart, until: Moment) -> frozen result; `outer-skies periods --method`
    EVENTS = "events"  # (start: Moment, end: Moment, ...) -> events; `outer-skies events --kinds`
    TABLE = "table"  # ephemerides and maps; `outer-skies ephemeris`, `outer-skies map`


class Need(StrEnum):
    """What the chart must have, beyond positions."""

    TIME = "time"
    PLACE = "place"
    HOUSES = "houses"


@dataclass(frozen=True, slots=True)
class Technique:
    """One row: `name` is the key in JSON and the choice on the command line, `source` who is to be cited."""

    name: str
    label: str
    group: Group
    needs: frozenset[Need]
    source: str
    find: Callable[..., Any]


_NOTHING: frozenset[Need] = frozenset()
_TIME = frozenset({Need.TIME})
_BIRTHPLACE = frozenset({Need.TIME, Need.PLACE})

TECHNIQUES: tuple[Technique, ...] = (
    Technique(
        "patterns",
        "Aspect patterns",
        Group.READING,
        _NOTHING,
        "Bil Tierney, Dynamics of Aspect Analysis (1983)",
        find_patterns,
    ),
    Technique(
        "nakshatras",
        "Nakshatras",
        Group.READING,
        _NOTHING,
        "Varahamihira, Brihat Samhita; Brihat Parashara Hora Shastra",
        find_nakshatras,
    ),
    Technique(
        "fixed_stars",
        "Fixed stars",
        Group.READING,
        _NOTHING,
        "Ptolemy, Tetrabiblos I.9; V. E. Robson, The Fixed Stars and Constellations in Astrology (1923)",
        find_fixed_stars,
    ),
    Technique(
        "star_parans",
        "Star parans",
        Group.READING,
        _BIRTHPLACE,
        "Anonymous of 379, On the Fixed Stars; B. Brady, Brady's Book of Fixed Stars (1998)",
        find_star_parans,
    ),
    Technique(
        "uranian_points",
        "Uranian points",
        Group.READING,
        _NOTHING,
        "A. Witte and H. Lefeldt, Regelwerk für Planetenbilder (1928); orbits by J. Neely (1988)",
        find_uranian_points,
    ),
    Technique(
        "trans_neptunians",
        "Bodies beyond Neptune",
        Group.READING,
        _NOTHING,
        "Swiss Ephemeris, after the Minor Planet Center",
        find_trans_neptunians,
    ),
    Technique(
        "heliocentric",
        "Heliocentric chart",
        Group.READING,
        _NOTHING,
        "T. Patrick Davis, Revolutionizing Astrology with Heliocentric (1980)",
        find_heliocentric,
    ),
    Technique("synastry", "Synastry", Group.COMPARISON, _NOTHING, "R. C. Davison, Synastry (1977)", synastry),
    Technique("composite", "Composite", Group.COMPARISON, _NOTHING, "R. Hand, Planets in Composite (1975)", composite),
    Technique("davison", "Davison chart", Group.COMPARISON, _TIME, "R. C. Davison, Synastry (1977)", davison),
    Technique(
        "relocation",
        "Relocation",
        Group.RELOCATION,
        _TIME,
        "J. Lewis and K. Irving, The Psychology of Astro*Carto*Graphy (1997)",
        relocate,
    ),
    Technique("transits", "Transits", Group.PROGRESSION, _NOTHING, "Ptolemy, Tetrabiblos IV.10", transits),
    Technique(
        "secondary",
        "Secondary progressions",
        Group.PROGRESSION,
        _TIME,
        "Placidus de Titis, Physiomathematica sive Coelestis Philosophia (1650)",
        secondary,
    ),
    Technique("tertiary", "Tertiary progressions", Group.PROGRESSION, _TIME, "E. Troinski (1951)", tertiary),
    Technique("minor", "Minor progressions", Group.PROGRESSION, _TIME, "E. Troinski (1951)", minor),
    Technique(
        "solar_arc",
        "Solar arc directions",
        Group.PROGRESSION,
        _TIME,
        "R. Ebertin, The Combination of Stellar Influences (1940); V. Naibod (1560)",
        solar_arc,
    ),
    Technique(
        "profections",
        "Profections",
        Group.PERIODS,
        _BIRTHPLACE,
        "Ptolemy, Tetrabiblos IV.10; Vettius Valens, Anthology IV",
        find_profections,
    ),
    Technique(
        "firdaria",
        "Firdaria",
        Group.PERIODS,
        _BIRTHPLACE,
        "Abu Ma'shar, On the Revolutions of the Years of Nativities IV; al-Biruni, Book of Instruction",
        find_firdaria,
    ),
    Technique(
        "zodiacal_releasing",
        "Zodiacal releasing",
        Group.PERIODS,
        _BIRTHPLACE,
        "Vettius Valens, Anthology IV.4-10",
        find_zodiacal_releasing,
    ),
    Technique("planetary_ages", "Ages of life", Group.PERIODS, _TIME, "Ptolemy, Tetrabiblos IV.10", find_ages),
    Technique(
        "vimshottari",
        "Vimshottari dasha",
        Group.PERIODS,
        _TIME,
        "Brihat Parashara Hora Shastra, the chapter on dashas",
        find_vimshottari,
    ),
)
