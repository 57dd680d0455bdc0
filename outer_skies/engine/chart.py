"""The chart: where everything stands at one moment, seen from one place.

What every chart is made of anew is a `Struct`: frozen like our dataclasses, and made in a tenth of their time.
"""

from dataclasses import dataclass, field, fields
from itertools import repeat

import msgspec

from outer_skies.engine.aspects import (
    ALL_ASPECTS,
    DEFAULT_ORBS,
    Aspect,
    AspectKind,
    AspectPlan,
    Orbs,
    find_aspects,
    plan_aspects,
)
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import ALL_BODIES, FILES_ONLY, Body
from outer_skies.engine.ephemeris import Frame, Row, Theory, ayanamsa_deg, frame, sight_rows, theory_at
from outer_skies.engine.houses import (
    Angles,
    Houses,
    HouseSystem,
    Ring,
    angles_of,
    houses_of,
    is_pole,
    undefined_houses,
)
from outer_skies.engine.lots import Lot, LotName, is_day, lot_longitudes_deg
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Sign, Zodiac, degree_in_sign, sign_of
from outer_skies.errors import InvalidInput

__all__ = [
    "Angles", "Chart", "ChartOptions", "Lot", "LotName", "Note", "Position", "cast_chart", "without_files",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """What to cast and how. Bodies and kinds of aspect are kept in the order of their enums.

    `topocentric` places bodies as seen from the ground; otherwise from the centre of the Earth.
    Raises InvalidInput beside "ayanamsa" or "bodies".
    """

    zodiac: Zodiac = Zodiac.TROPICAL
    ayanamsa: Ayanamsa | None = None
    house_system: HouseSystem = HouseSystem.PLACIDUS
    bodies: tuple[Body, ...] = ALL_BODIES
    orbs: Orbs = DEFAULT_ORBS
    aspects: tuple[AspectKind, ...] = ALL_ASPECTS
    topocentric: bool = False
    plan: AspectPlan = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.zodiac is Zodiac.SIDEREAL and self.ayanamsa is None:
            raise InvalidInput("The sidereal zodiac needs an ayanamsa.", field="ayanamsa")
        if self.zodiac is Zodiac.TROPICAL and self.ayanamsa is not None:
            raise InvalidInput("An ayanamsa belongs to the sidereal zodiac.", field="ayanamsa")
        if not self.bodies:
            raise InvalidInput("Choose at least one body.", field="bodies")
        chosen = tuple(body for body in Body if body in self.bodies)
        kinds = tuple(kind for kind in AspectKind if kind in self.aspects)
        if len(chosen) != len(self.bodies) or len(kinds) != len(self.aspects):
            raise InvalidInput("Each body and each aspect can be chosen once.", field="bodies")
        object.__setattr__(self, "bodies", chosen)
        object.__setattr__(self, "aspects", kinds)
        object.__setattr__(self, "plan", plan_aspects(chosen, self.orbs, kinds))

    def __reduce__(self) -> tuple[type["ChartOptions"], tuple[object, ...]]:
        """What to pickle: the choices without the plan, which is large and follows from them."""
        return ChartOptions, tuple(getattr(self, one.name) for one in fields(self) if one.init)


class Position(msgspec.Struct, frozen=True, gc=False):
    """Where a body appears.

    Longitude [0, 360), latitude, and longitude's speed a day are those of the chart's zodiac; right ascension
    [0, 360) and declination are of date; distance is in astronomical units. All angles are in degrees.
    `ephemeris` says what computed it: "swiss" or "moshier".
    """

    body: Body
    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    right_ascension_deg: float
    declination_deg: float
    house: int | None
    is_retrograde: bool
    ephemeris: Theory

    @property
    def sign(self) -> Sign:
        """The sign that holds it."""
        return sign_of(self.longitude_deg)

    @property
    def degree_in_sign(self) -> float:
        """Degrees into that sign, in [0, 30)."""
        return degree_in_sign(self.longitude_deg)


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a chart should know: a code for programs, a sentence for people."""

    code: str
    text: str


class Chart(msgspec.Struct, frozen=True):
    """A chart. `angles`, `houses` are None and `lots` empty where they are undefined or no place is given."""

    moment: Moment
    place: Place | None
    options: ChartOptions
    bodies: tuple[Position, ...]
    lots: tuple[Lot, ...]
    angles: Angles | None
    houses: Houses | None
    aspects: tuple[Aspect, ...]
    notes: tuple[Note, ...]
    ayanamsa_deg: float | None = None


_LIGHTS = (Body.SUN, Body.MOON)
_ANGLES_UNDEFINED = Note(
    "angles_undefined", "At a pole nothing rises in the east: there are no Ascendant, Midheaven or houses."
)
_ANALYTICAL = Note(
    "analytical_theory",
    "Outside the years 1800 to 2399 positions come from Moshier's analytical theory, which is less exact.",
)
_CLOCKWISE = Note("houses_clockwise", "At this hour the ecliptic crosses these houses against the order of the signs.")


def cast_chart(moment: Moment, place: Place | None, options: ChartOptions = ChartOptions()) -> Chart:
    """Casts a chart: apparent positions of date, angles, houses, lots and aspects.

    Without a place it is the sky alone. Where the house system is undefined `houses` is None and a note names the
    systems that work; nothing is put in its place. Centaurs and asteroids are left out, with a note, outside the
    years 1800 to 2399.

    Raises OutsideEphemeris outside the years 1 to 2999, and InvalidInput beside "place" for a topocentric chart
    without one. Accuracy: see tests/sky.
    """
    observer = _observer(place, options)
    notes: list[Note] = []
    bodies, plan = options.bodies, options.plan
    theory = theory_at(moment.jd_tt)
    if theory is not Theory.SWISS:
        bodies, notes = without_files(bodies)
        plan = plan_aspects(bodies, options.orbs, options.aspects)
    rows = sight_rows(moment.jd_tt, bodies, options.ayanamsa, observer)
    lights = rows[:2] if bodies[:2] == _LIGHTS else sight_rows(moment.jd_tt, _LIGHTS, options.ayanamsa, observer)
    at, houses, ring = _frame(moment, place, options, notes)
    houses_held = ring.houses([row[0] for row in rows]) if ring else repeat(None)
    positions = [
        Position(body, longitude, latitude, distance, speed, right_ascension, declination, house, speed < 0, theory)
        for body, house, (longitude, latitude, distance, speed, right_ascension, declination, _) in zip(
            bodies, houses_held, rows, strict=False
        )
    ]
    return Chart(
        moment,
        place,
        options,
        tuple(positions),
        () if at is None or place is None else _lots(at, ring, place.north_latitude_deg, *lights),
        None if at is None else angles_of(at),
        houses,
        find_aspects(plan, rows),
        tuple(notes),
        None if options.ayanamsa is None else ayanamsa_deg(moment.jd_tt, options.ayanamsa),
    )


def _observer(place: Place | None, options: ChartOptions) -> Place | None:
    if not options.topocentric:
        return None
    if place is None:
        raise InvalidInput("A topocentric chart needs a place.", field="place")
    return place


def without_files(bodies: tuple[Body, ...]) -> tuple[tuple[Body, ...], list[Note]]:
    """The bodies that can be computed outside the years of the ephemeris files, and what to say of the others."""
    notes = [_ANALYTICAL]
    absent = [body for body in bodies if body in FILES_ONLY]
    if absent:
        names = ", ".join(body.label for body in absent)
        notes.append(Note("bodies_absent", f"Not computed outside the years 1800 to 2399: {names}."))
    return tuple(body for body in bodies if body not in FILES_ONLY), notes


def _frame(
    moment: Moment, place: Place | None, options: ChartOptions, notes: list[Note]
) -> tuple[Frame | None, Houses | None, Ring | None]:
    """Horizon and houses, as far as they are defined, adding to the notes."""
    if place is None:
        return None, None, None
    if is_pole(place):
        notes.append(_ANGLES_UNDEFINED)
        return None, None, None
    system = options.house_system
    at = frame(moment.jd_ut1, place.north_latitude_deg, place.east_longitude_deg, system, ayanamsa=options.ayanamsa)
    houses, ring = houses_of(at, system)
    if houses is None:
        notes.append(Note("houses_undefined", str(undefined_houses(moment, place, system, options.ayanamsa))))
    elif houses.is_clockwise:
        notes.append(_CLOCKWISE)
    return at, houses, ring


def _lots(at: Frame, ring: Ring | None, north_latitude_deg: float, sun: Row, moon: Row) -> tuple[Lot, ...]:
    by_day = is_day(sun[4], sun[5], at.armc_deg, north_latitude_deg)
    longitudes = lot_longitudes_deg(at.ascendant_deg, sun[0], moon[0], by_day=by_day)
    fortune, spirit = ring.houses(longitudes) if ring else (None, None)
    return Lot(LotName.FORTUNE, longitudes[0], fortune), Lot(LotName.SPIRIT, longitudes[1], spirit)
