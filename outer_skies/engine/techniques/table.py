"""All techniques in one table; the docs page, the command line and the pages are generated from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outer_skies.engine.techniques.ages import find_ages
from outer_skies.engine.techniques.almutens import find_almutens
from outer_skies.engine.techniques.antiscia import find_antiscia
from outer_skies.engine.techniques.aspectarian import aspectarian
from outer_skies.engine.techniques.astrocartography import find_astrocartography
from outer_skies.engine.techniques.balance import find_balance
from outer_skies.engine.techniques.composite import composite
from outer_skies.engine.techniques.davison import davison
from outer_skies.engine.techniques.decans import find_decans
from outer_skies.engine.techniques.declinations import find_declinations
from outer_skies.engine.techniques.degrees import find_degrees
from outer_skies.engine.techniques.dignities import find_dignities
from outer_skies.engine.techniques.draconic import find_draconic
from outer_skies.engine.techniques.eclipse_charts import cast_eclipse
from outer_skies.engine.techniques.ephemeris_table import ephemeris_table
from outer_skies.engine.techniques.firdaria import find_firdaria
from outer_skies.engine.techniques.fixed_stars import find_fixed_stars
from outer_skies.engine.techniques.graphic_ephemeris import graphic_ephemeris
from outer_skies.engine.techniques.harmonics import find_harmonics
from outer_skies.engine.techniques.heliocentric import find_heliocentric
from outer_skies.engine.techniques.ingress_charts import cast_ingress
from outer_skies.engine.techniques.local_space import find_local_space
from outer_skies.engine.techniques.lots import find_lots
from outer_skies.engine.techniques.lunar_mansions import find_lunar_mansions
from outer_skies.engine.techniques.midpoints import find_midpoints
from outer_skies.engine.techniques.moon_phase import find_moon_phase
from outer_skies.engine.techniques.nakshatras import find_nakshatras
from outer_skies.engine.techniques.paran_latitudes import find_paran_latitudes
from outer_skies.engine.techniques.patterns import find_patterns
from outer_skies.engine.techniques.planetary_hours import find_planetary_hours
from outer_skies.engine.techniques.primary_directions import primary_directions
from outer_skies.engine.techniques.profections import find_profections
from outer_skies.engine.techniques.progressions import minor, secondary, tertiary
from outer_skies.engine.techniques.relocation import relocate
from outer_skies.engine.techniques.returns import cast_return
from outer_skies.engine.techniques.sect import find_sect
from outer_skies.engine.techniques.shape import find_shape
from outer_skies.engine.techniques.solar_arc import solar_arc
from outer_skies.engine.techniques.star_parans import find_star_parans
from outer_skies.engine.techniques.star_table import find_star_table
from outer_skies.engine.techniques.synastry import synastry
from outer_skies.engine.techniques.syzygy import find_syzygy
from outer_skies.engine.techniques.trans_neptunians import find_trans_neptunians
from outer_skies.engine.techniques.transits import transits
from outer_skies.engine.techniques.uranian_points import find_uranian_points
from outer_skies.engine.techniques.vargas import find_vargas
from outer_skies.engine.techniques.vimshottari import find_vimshottari
from outer_skies.engine.techniques.zodiacal_releasing import find_zodiacal_releasing


class Group(StrEnum):
    """What a technique starts from and what it answers; each group has one signature and one command."""

    READING = "reading"  # (chart) -> frozen result; key of `outer-skies chart --format json`
    COMPARISON = "comparison"  # (chart, other) -> frozen result, or a chart; `outer-skies compare --method`
    PROGRESSION = "progression"  # (chart, when: Moment) -> a chart or frozen result; `outer-skies progress --method`
    RELOCATION = "relocation"  # (chart, place: Place) -> a chart
    RETURN = "return"  # (chart, body, after: Moment, ...) -> a chart; `outer-skies returns`
    MUNDANE = "mundane"  # (place: Place | None, after: Moment, ...) -> a chart
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
_HOUSES = frozenset({Need.TIME, Need.PLACE, Need.HOUSES})

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
        "shape",
        "Shape of the chart",
        Group.READING,
        _NOTHING,
        "Marc Edmund Jones, The Guide to Horoscope Interpretation (1941)",
        find_shape,
    ),
    Technique(
        "balance",
        "Balance of elements, modes and hemispheres",
        Group.READING,
        _NOTHING,
        "Ptolemy, Tetrabiblos I.11, I.12 and I.18",
        find_balance,
    ),
    Technique(
        "moon_phase",
        "Moon phase and tithi",
        Group.READING,
        _NOTHING,
        "Meeus, Astronomical Algorithms 48; Rudhyar, The Lunation Cycle (1967); Surya Siddhanta 2.66",
        find_moon_phase,
    ),
    Technique(
        "planetary_hours",
        "Planetary hours",
        Group.READING,
        _BIRTHPLACE,
        "Vettius Valens, Anthology I.10; Paulus Alexandrinus, Introduction 21",
        find_planetary_hours,
    ),
    Technique(
        "declinations",
        "Declinations and out of bounds",
        Group.READING,
        _NOTHING,
        "Kt Boehrer, Declination: The Other Dimension (1994)",
        find_declinations,
    ),
    Technique(
        "antiscia",
        "Antiscia and contra-antiscia",
        Group.READING,
        _NOTHING,
        "Firmicus Maternus, Mathesis II.29; Lilly, Christian Astrology, pp. 90-92",
        find_antiscia,
    ),
    Technique(
        "midpoints",
        "Midpoints and 90-degree trees",
        Group.READING,
        _NOTHING,
        "Reinhold Ebertin, The Combination of Stellar Influences (1940)",
        find_midpoints,
    ),
    Technique(
        "harmonics",
        "Harmonic charts",
        Group.READING,
        _NOTHING,
        "John Addey, Harmonics in Astrology (1976)",
        find_harmonics,
    ),
    Technique(
        "draconic", "Draconic chart", Group.READING, _NOTHING, "Pamela Crane, Draconic Astrology (1987)", find_draconic
    ),
    Technique(
        "decans",
        "Decans",
        Group.READING,
        _NOTHING,
        "Varahamihira, Brihat Jataka 1; Firmicus Maternus, Mathesis II.4",
        find_decans,
    ),
    Technique(
        "degrees",
        "Degree numbers",
        Group.READING,
        _NOTHING,
        "Marc Edmund Jones, The Sabian Symbols in Astrology (1953)",
        find_degrees,
    ),
    Technique(
        "lunar_mansions",
        "Lunar mansions",
        Group.READING,
        _NOTHING,
        "Picatrix I.4; Agrippa, De occulta philosophia II.33",
        find_lunar_mansions,
    ),
    Technique(
        "nakshatras",
        "Nakshatras",
        Group.READING,
        _NOTHING,
        "Varahamihira, Brihat Samhita; Brihat Parashara Hora Shastra",
        find_nakshatras,
    ),
    Technique("vargas", "Vargas", Group.READING, _NOTHING, "Brihat Parashara Hora Shastra 6", find_vargas),
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
    Technique(
        "sect",
        "Sect",
        Group.READING,
        _BIRTHPLACE,
        "Ptolemy, Tetrabiblos I.7; Abu Ma'shar, Great Introduction VII.1",
        find_sect,
    ),
    Technique(
        "dignities",
        "Dignities",
        Group.READING,
        _HOUSES,
        "Ptolemy, Tetrabiblos I.17-21; Dorotheus, Carmen I.1; W. Lilly, Christian Astrology (1647), pp. 101-115",
        find_dignities,
    ),
    Technique(
        "almutens",
        "Almutens",
        Group.READING,
        _HOUSES,
        "W. Lilly, Christian Astrology (1647), pp. 49, 115; Abraham Ibn Ezra, Book of Nativities",
        find_almutens,
    ),
    Technique(
        "arabic_lots",
        "Lots",
        Group.READING,
        _BIRTHPLACE,
        "Paulus, Introduction 23; Vettius Valens, Anthologies II; Abu Ma'shar, Great Introduction VIII",
        find_lots,
    ),
    Technique("syzygy", "Syzygy before birth", Group.READING, _BIRTHPLACE, "Ptolemy, Tetrabiblos III.2", find_syzygy),
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
        "primary_directions",
        "Primary directions",
        Group.PROGRESSION,
        _BIRTHPLACE,
        "Placidus de Titis, Primum Mobile (1657); Ptolemy, Tetrabiblos III.10; M. Gansten, Primary Directions (2009)",
        primary_directions,
    ),
    Technique(
        "returns",
        "Returns",
        Group.RETURN,
        _TIME,
        "Abu Ma'shar, On the Revolutions of the Years of Nativities; D. Bradley, Solar and Lunar Returns (1948)",
        cast_return,
    ),
    Technique(
        "ingress",
        "Ingress charts",
        Group.MUNDANE,
        _NOTHING,
        "Ptolemy, Tetrabiblos II.10; Masha'allah, On the Revolutions of the Years of the World",
        cast_ingress,
    ),
    Technique("eclipse", "Eclipse charts", Group.MUNDANE, _NOTHING, "Ptolemy, Tetrabiblos II.4-8", cast_eclipse),
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
    Technique(
        "star_table",
        "Table of fixed stars",
        Group.TABLE,
        _NOTHING,
        "SIMBAD; Hipparcos, the new reduction (van Leeuwen 2007)",
        find_star_table,
    ),
    Technique(
        "ephemeris",
        "Ephemeris table",
        Group.TABLE,
        _NOTHING,
        "Swiss Ephemeris",
        ephemeris_table,
    ),
    Technique(
        "graphic_ephemeris",
        "Graphic ephemeris",
        Group.TABLE,
        _NOTHING,
        "Reinhold Ebertin, The Annual Diagram",
        graphic_ephemeris,
    ),
    Technique(
        "aspectarian",
        "Aspectarian",
        Group.TABLE,
        _NOTHING,
        "Raphael's Astronomical Ephemeris",
        aspectarian,
    ),
    Technique(
        "astrocartography",
        "Astrocartography",
        Group.TABLE,
        _TIME,
        "Jim Lewis, Astro*Carto*Graphy (1976)",
        find_astrocartography,
    ),
    Technique(
        "local_space",
        "Local space",
        Group.TABLE,
        _BIRTHPLACE,
        "Michael Erlewine, Local Space: Relocation Astrology",
        find_local_space,
    ),
    Technique(
        "paran_latitudes",
        "Parans by latitude",
        Group.TABLE,
        _TIME,
        "Jim Lewis, Astro*Carto*Graphy (1976)",
        find_paran_latitudes,
    ),
)
