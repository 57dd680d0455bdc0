"""All techniques in one table; the docs page, the command line and the pages are generated from it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any


class Group(StrEnum):
    """What a technique starts from and what it answers; each group has one signature and one command."""

    READING = "reading"  # (chart) -> frozen result; key of `outer-skies chart --format json`
    COMPARISON = "comparison"  # (chart, other) -> frozen result, or a chart; `outer-skies compare --method`
    PROGRESSION = "progression"  # (chart, when: Moment) -> a chart or frozen result; `outer-skies progress --method`
    RELOCATION = "relocation"  # (chart, place: Place) -> a chart
    RETURN = "return"  # (chart, body, after: Moment, ...) -> a chart; `outer-skies returns`
    MUNDANE = "mundane"  # (place: Place | None, after: Moment, ...) -> a chart
    PERIODS = "periods"  # (chart, until: Moment) -> frozen result; `outer-skies periods --method`
    EVENTS = "events"  # (start: Moment, end: Moment, ...) -> what happens; a command each
    EPHEMERIS = "ephemeris"  # (start: Moment, end: Moment, ...) -> frozen result; `outer-skies ephemeris --method`
    MAP = "map"  # (chart) -> GeoJSON; `outer-skies map --method`
    TABLE = "table"  # (chart) -> a long frozen result; a key of the chart's JSON if it is asked for


class Need(StrEnum):
    """What the chart must have, beyond positions."""

    TIME = "time"
    PLACE = "place"
    HOUSES = "houses"


@dataclass(frozen=True, slots=True)
class Technique:
    """One row: `name` is the key in JSON and the choice on the command line, `source` who is to be cited.

    `function` is what finds it, within `engine/`.
    """

    name: str
    label: str
    group: Group
    needs: frozenset[Need]
    source: str
    function: str

    @property
    def find(self) -> Callable[..., Any]:
        """The function, loaded when it is first asked for: who needs one technique does not pay for all."""
        return _loaded(self.function)


@cache
def _loaded(function: str) -> Callable[..., Any]:
    module, _, name = function.rpartition(".")
    return getattr(import_module(f"outer_skies.engine.{module}"), name)


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
        "techniques.patterns.find_patterns",
    ),
    Technique(
        "shape",
        "Shape of the chart",
        Group.READING,
        _NOTHING,
        "Marc Edmund Jones, The Guide to Horoscope Interpretation (1941)",
        "techniques.shape.find_shape",
    ),
    Technique(
        "balance",
        "Balance of elements, modes and hemispheres",
        Group.READING,
        _NOTHING,
        "Ptolemy, Tetrabiblos I.11, I.12 and I.18",
        "techniques.balance.find_balance",
    ),
    Technique(
        "moon_phase",
        "Moon phase and tithi",
        Group.READING,
        _NOTHING,
        "Meeus, Astronomical Algorithms 48; Rudhyar, The Lunation Cycle (1967); Surya Siddhanta 2.66",
        "techniques.moon_phase.find_moon_phase",
    ),
    Technique(
        "planetary_hours",
        "Planetary hours",
        Group.READING,
        _BIRTHPLACE,
        "Cassius Dio, Roman History 37.18-19; Paulus Alexandrinus, Introduction 21",
        "techniques.planetary_hours.find_planetary_hours",
    ),
    Technique(
        "declinations",
        "Declinations and out of bounds",
        Group.READING,
        _NOTHING,
        "Kt Boehrer, Declination: The Other Dimension (1994)",
        "techniques.declinations.find_declinations",
    ),
    Technique(
        "antiscia",
        "Antiscia and contra-antiscia",
        Group.READING,
        _NOTHING,
        "Firmicus Maternus, Mathesis II.29; Lilly, Christian Astrology, pp. 90-92",
        "techniques.antiscia.find_antiscia",
    ),
    Technique(
        "midpoints",
        "Midpoints and 90-degree trees",
        Group.READING,
        _NOTHING,
        "Reinhold Ebertin, The Combination of Stellar Influences (1940)",
        "techniques.midpoints.find_midpoints",
    ),
    Technique(
        "harmonics",
        "Harmonic charts",
        Group.READING,
        _NOTHING,
        "John Addey, Harmonics in Astrology (1976)",
        "techniques.harmonics.find_harmonics",
    ),
    Technique(
        "draconic",
        "Draconic chart",
        Group.READING,
        _NOTHING,
        "Pamela Crane, Draconic Astrology (1987)",
        "techniques.draconic.find_draconic",
    ),
    Technique(
        "decans",
        "Decans",
        Group.READING,
        _NOTHING,
        "Varahamihira, Brihat Jataka 1; Firmicus Maternus, Mathesis II.4",
        "techniques.decans.find_decans",
    ),
    Technique(
        "degrees",
        "Degree numbers",
        Group.READING,
        _NOTHING,
        "Marc Edmund Jones, The Sabian Symbols in Astrology (1953)",
        "techniques.degrees.find_degrees",
    ),
    Technique(
        "lunar_mansions",
        "Lunar mansions",
        Group.READING,
        _NOTHING,
        "Picatrix I.4; Agrippa, De occulta philosophia II.33",
        "techniques.lunar_mansions.find_lunar_mansions",
    ),
    Technique(
        "nakshatras",
        "Nakshatras",
        Group.READING,
        _NOTHING,
        "Varahamihira, Brihat Samhita; Brihat Parashara Hora Shastra",
        "techniques.nakshatras.find_nakshatras",
    ),
    Technique(
        "vargas", "Vargas", Group.READING, _NOTHING, "Brihat Parashara Hora Shastra 6", "techniques.vargas.find_vargas"
    ),
    Technique(
        "fixed_stars",
        "Fixed stars",
        Group.READING,
        _NOTHING,
        "Ptolemy, Tetrabiblos I.9; V. E. Robson, The Fixed Stars and Constellations in Astrology (1923)",
        "techniques.fixed_stars.find_fixed_stars",
    ),
    Technique(
        "star_parans",
        "Star parans",
        Group.READING,
        _BIRTHPLACE,
        "Anonymous of 379, On the Fixed Stars; B. Brady, Brady's Book of Fixed Stars (1998)",
        "techniques.star_parans.find_star_parans",
    ),
    Technique(
        "uranian_points",
        "Uranian points",
        Group.READING,
        _NOTHING,
        "A. Witte and H. Lefeldt, Regelwerk für Planetenbilder (1928); orbits by J. Neely (1988)",
        "techniques.uranian_points.find_uranian_points",
    ),
    Technique(
        "trans_neptunians",
        "Bodies beyond Neptune",
        Group.READING,
        _NOTHING,
        "Swiss Ephemeris, after the Minor Planet Center",
        "techniques.trans_neptunians.find_trans_neptunians",
    ),
    Technique(
        "heliocentric",
        "Heliocentric chart",
        Group.READING,
        _NOTHING,
        "T. Patrick Davis, Revolutionizing Astrology with Heliocentric (1980)",
        "techniques.heliocentric.find_heliocentric",
    ),
    Technique(
        "sect",
        "Sect",
        Group.READING,
        _BIRTHPLACE,
        "Ptolemy, Tetrabiblos I.7; Abu Ma'shar, Great Introduction VII.1",
        "techniques.sect.find_sect",
    ),
    Technique(
        "dignities",
        "Dignities",
        Group.READING,
        _HOUSES,
        "Ptolemy, Tetrabiblos I.17-21; Dorotheus, Carmen I.1; W. Lilly, Christian Astrology (1647), pp. 101-115",
        "techniques.dignities.find_dignities",
    ),
    Technique(
        "almutens",
        "Almutens",
        Group.READING,
        _HOUSES,
        "W. Lilly, Christian Astrology (1647), pp. 49, 115; Abraham Ibn Ezra, Book of Nativities",
        "techniques.almutens.find_almutens",
    ),
    Technique(
        "arabic_lots",
        "Lots",
        Group.READING,
        _BIRTHPLACE,
        "Paulus, Introduction 23; Vettius Valens, Anthologies II; Abu Ma'shar, Great Introduction VIII",
        "techniques.lots.find_lots",
    ),
    Technique(
        "syzygy",
        "Syzygy before birth",
        Group.READING,
        _BIRTHPLACE,
        "Ptolemy, Tetrabiblos III.2",
        "techniques.syzygy.find_syzygy",
    ),
    Technique(
        "synastry",
        "Synastry",
        Group.COMPARISON,
        _NOTHING,
        "R. C. Davison, Synastry (1977)",
        "techniques.synastry.synastry",
    ),
    Technique(
        "composite",
        "Composite",
        Group.COMPARISON,
        _NOTHING,
        "R. Hand, Planets in Composite (1975)",
        "techniques.composite.composite",
    ),
    Technique(
        "davison",
        "Davison chart",
        Group.COMPARISON,
        _TIME,
        "R. C. Davison, Synastry (1977)",
        "techniques.davison.davison",
    ),
    Technique(
        "relocation",
        "Relocation",
        Group.RELOCATION,
        _TIME,
        "J. Lewis and K. Irving, The Psychology of Astro*Carto*Graphy (1997)",
        "techniques.relocation.relocate",
    ),
    Technique(
        "transits",
        "Transits",
        Group.PROGRESSION,
        _NOTHING,
        "Ptolemy, Tetrabiblos IV.10",
        "techniques.transits.transits",
    ),
    Technique(
        "secondary",
        "Secondary progressions",
        Group.PROGRESSION,
        _TIME,
        "Placidus de Titis, Physiomathematica sive Coelestis Philosophia (1650)",
        "techniques.progressions.secondary",
    ),
    Technique(
        "tertiary",
        "Tertiary progressions",
        Group.PROGRESSION,
        _TIME,
        "E. Troinski (1951)",
        "techniques.progressions.tertiary",
    ),
    Technique(
        "minor", "Minor progressions", Group.PROGRESSION, _TIME, "E. Troinski (1951)", "techniques.progressions.minor"
    ),
    Technique(
        "solar_arc",
        "Solar arc directions",
        Group.PROGRESSION,
        _TIME,
        "R. Ebertin, The Combination of Stellar Influences (1940); V. Naibod (1560)",
        "techniques.solar_arc.solar_arc",
    ),
    Technique(
        "primary_directions",
        "Primary directions",
        Group.PROGRESSION,
        _BIRTHPLACE,
        "Placidus de Titis, Primum Mobile (1657); Ptolemy, Tetrabiblos III.10; M. Gansten, Primary Directions (2009)",
        "techniques.primary_directions.primary_directions",
    ),
    Technique(
        "returns",
        "Returns",
        Group.RETURN,
        _TIME,
        "Abu Ma'shar, On the Revolutions of the Years of Nativities; D. Bradley, Solar and Lunar Returns (1948)",
        "techniques.returns.cast_return",
    ),
    Technique(
        "ingress",
        "Ingress charts",
        Group.MUNDANE,
        _NOTHING,
        "Ptolemy, Tetrabiblos II.10; Masha'allah, On the Revolutions of the Years of the World",
        "techniques.ingress_charts.cast_ingress",
    ),
    Technique(
        "eclipse",
        "Eclipse charts",
        Group.MUNDANE,
        _NOTHING,
        "Ptolemy, Tetrabiblos II.4-8",
        "techniques.eclipse_charts.cast_eclipse",
    ),
    Technique(
        "profections",
        "Profections",
        Group.PERIODS,
        _BIRTHPLACE,
        "Ptolemy, Tetrabiblos IV.10; Vettius Valens, Anthology IV",
        "techniques.profections.find_profections",
    ),
    Technique(
        "firdaria",
        "Firdaria",
        Group.PERIODS,
        _BIRTHPLACE,
        "Abu Ma'shar, On the Revolutions of the Years of Nativities IV; al-Biruni, Book of Instruction",
        "techniques.firdaria.find_firdaria",
    ),
    Technique(
        "zodiacal_releasing",
        "Zodiacal releasing",
        Group.PERIODS,
        _BIRTHPLACE,
        "Vettius Valens, Anthology IV.4-10",
        "techniques.zodiacal_releasing.find_zodiacal_releasing",
    ),
    Technique(
        "planetary_ages",
        "Ages of life",
        Group.PERIODS,
        _TIME,
        "Ptolemy, Tetrabiblos IV.10",
        "techniques.ages.find_ages",
    ),
    Technique(
        "vimshottari",
        "Vimshottari dasha",
        Group.PERIODS,
        _TIME,
        "Brihat Parashara Hora Shastra, the chapter on dashas",
        "techniques.vimshottari.find_vimshottari",
    ),
    Technique(
        "star_table",
        "Table of fixed stars",
        Group.TABLE,
        _NOTHING,
        "SIMBAD; Hipparcos, the new reduction (van Leeuwen 2007)",
        "techniques.star_table.find_star_table",
    ),
    Technique(
        "ephemeris",
        "Ephemeris table",
        Group.EPHEMERIS,
        _NOTHING,
        "Swiss Ephemeris",
        "techniques.ephemeris_table.ephemeris_table",
    ),
    Technique(
        "graphic_ephemeris",
        "Graphic ephemeris",
        Group.EPHEMERIS,
        _NOTHING,
        "Reinhold Ebertin, The Annual Diagram",
        "techniques.graphic_ephemeris.graphic_ephemeris",
    ),
    Technique(
        "aspectarian",
        "Aspectarian",
        Group.EPHEMERIS,
        _NOTHING,
        "Raphael's Astronomical Ephemeris",
        "techniques.aspectarian.aspectarian",
    ),
    Technique(
        "astrocartography",
        "Astrocartography",
        Group.MAP,
        _TIME,
        "Jim Lewis, Astro*Carto*Graphy (1976)",
        "techniques.astrocartography.find_astrocartography",
    ),
    Technique(
        "local_space",
        "Local space",
        Group.MAP,
        _BIRTHPLACE,
        "Michael Erlewine, Local Space: Relocation Astrology",
        "techniques.local_space.find_local_space",
    ),
    Technique(
        "paran_latitudes",
        "Parans by latitude",
        Group.MAP,
        _TIME,
        "Jim Lewis, Astro*Carto*Graphy (1976)",
        "techniques.paran_latitudes.find_paran_latitudes",
    ),
    Technique(
        "events",
        "Aspects, ingresses, stations, retrogrades, returns, lunations, the void Moon",
        Group.EVENTS,
        _NOTHING,
        "Swiss Ephemeris; J. Meeus, Astronomical Algorithms 49",
        "events.find.find_events",
    ),
    Technique(
        "eclipses",
        "Eclipses of the Sun and the Moon",
        Group.EVENTS,
        _NOTHING,
        "F. Espenak and J. Meeus, Five Millennium Canons of Solar and of Lunar Eclipses (2006, 2009)",
        "events.eclipses.find_eclipses",
    ),
    Technique(
        "risings",
        "Rising, culmination and setting",
        Group.EVENTS,
        frozenset({Need.PLACE}),
        "The Astronomical Almanac, for what counts as rising",
        "events.rising.find_passages",
    ),
    Technique(
        "parans",
        "Parans in time",
        Group.EVENTS,
        frozenset({Need.PLACE}),
        "Ptolemy, Almagest VIII.4; B. Brady, Brady's Book of Fixed Stars (1998)",
        "events.parans.find_parans",
    ),
    Technique(
        "elections",
        "Choosing a time",
        Group.EVENTS,
        _NOTHING,
        "Dorotheus of Sidon, Carmen Astrologicum V",
        "events.elections.find_elections",
    ),
)
