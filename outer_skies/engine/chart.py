"""The chart: where everything stands at one moment, seen from one place."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from outer_skies.engine.angles import FULL_CIRCLE_DEG
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
from outer_skies.engine.bodies import ALL_BODIES, Body
from outer_skies.engine.ephemeris import Frame, Sighting, Theory, absent_bodies, ayanamsa_deg, frame, sight
from outer_skies.engine.frozen import builder
from outer_skies.engine.houses import (
    Angles,
    Houses,
    HouseSystem,
    angles_of,
    house_of,
    houses_of,
    is_pole,
    turns_from_first,
    undefined_houses,
)
from outer_skies.engine.lots import Lot, LotName, is_day, lot_longitudes_deg
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Sign, Zodiac, degree_in_sign, sign_of
from outer_skies.errors import InvalidInput

__all__ = [
    "Angles", "Chart", "ChartOptions", "Lot", "LotName", "Note", "Position", "absence_notes", "cast_chart",
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


@dataclass(frozen=True, slots=True)
class Position:
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


_position = builder(Position)


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of a chart should know: a code for programs, a sentence for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
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


_ANGLES_UNDEFINED = Note(
    "angles_undefined", "At a pole nothing rises in the east: there are no Ascendant, Midheaven or houses."
)
_CLOCKWISE = Note("houses_clockwise", "At this hour the ecliptic crosses these houses against the order of the signs.")


def cast_chart(moment: Moment, place: Place | None, options: ChartOptions = ChartOptions()) -> Chart:  # noqa: B008  frozen
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
    absent = absent_bodies(bodies, moment.jd_tt)
    if absent:
        bodies = tuple(body for body in bodies if body not in absent)
        plan = plan_aspects(bodies, options.orbs, options.aspects)
    sightings, theory, _ = sight(moment.jd_tt, bodies, ayanamsa=options.ayanamsa, observer=observer)
    if theory is not Theory.SWISS:
        notes += absence_notes(absent)
    at, houses = _frame(moment, place, options, notes)
    return Chart(
        moment,
        place,
        options,
        _positions(bodies, sightings, houses, theory),
        () if at is None or place is None else _lots(moment, place, options, at, houses, dict(zip(bodies, sightings, strict=True))),
        None if at is None else angles_of(at),
        houses,
        find_aspects(plan, sightings),
        tuple(notes),
        None if options.ayanamsa is None else ayanamsa_deg(moment.jd_tt, options.ayanamsa),
    )


def _observer(place: Place | None, options: ChartOptions) -> Place | None:
    if not options.topocentric:
        return None
    if place is None:
        raise InvalidInput("A topocentric chart needs a place.", field="place")
    return place


def absence_notes(absent: Sequence[Body]) -> list[Note]:
    """What to say of a moment outside the years of the ephemeris files."""
    notes = [
        Note(
            "analytical_theory",
            "Outside the years 1800 to 2399 positions come from Moshier's analytical theory, a few arc seconds less exact.",
        )
    ]
    if absent:
        names = ", ".join(body.label for body in absent)
        notes.append(Note("bodies_absent", f"Not computed outside the years 1800 to 2399: {names}."))
    return notes


def _frame(
    moment: Moment, place: Place | None, options: ChartOptions, notes: list[Note]
) -> tuple[Frame | None, Houses | None]:
    """Horizon and houses, as far as they are defined, adding to the notes."""
    if place is None:
        return None, None
    if is_pole(place):
        notes.append(_ANGLES_UNDEFINED)
        return None, None
    at = frame(
        moment.jd_ut1,
        place.north_latitude_deg,
        place.east_longitude_deg,
        options.house_system,
        ayanamsa=options.ayanamsa,
    )
    houses = houses_of(at, options.house_system)
    if houses is None:
        failure = undefined_houses(moment, place, options.house_system, options.ayanamsa)
        notes.append(Note("houses_undefined", str(failure)))
    elif houses.is_clockwise:
        notes.append(_CLOCKWISE)
    return at, houses


def _positions(
    bodies: Sequence[Body], sightings: Sequence[Sighting], houses: Houses | None, theory: Theory
) -> tuple[Position, ...]:
    if houses is None:
        return tuple(
            [
                _position(body, *one[:6], None, one.speed_deg_per_day < 0, theory)
                for body, one in zip(bodies, sightings, strict=True)
            ]
        )
    clockwise, first = houses.is_clockwise, houses.cusps_deg[0]
    turns = turns_from_first(houses.cusps_deg, clockwise=clockwise)
    way = -1 if clockwise else 1
    return tuple(
        [
            _position(
                body,
                *one[:6],
                bisect_right(turns, way * (one[0] - first) % FULL_CIRCLE_DEG),
                one[3] < 0,
                theory,
            )
            for body, one in zip(bodies, sightings, strict=True)
        ]
    )


def _lots(
    moment: Moment, place: Place, options: ChartOptions, at: Frame, houses: Houses | None, seen: dict[Body, Sighting]
) -> tuple[Lot, ...]:
    if Body.SUN not in seen or Body.MOON not in seen:
        lights, _, _ = sight(
            moment.jd_tt, (Body.SUN, Body.MOON), ayanamsa=options.ayanamsa, observer=_observer(place, options)
        )
        sun, moon = lights
    else:
        sun, moon = seen[Body.SUN], seen[Body.MOON]
    by_day = is_day(sun.right_ascension_deg, sun.declination_deg, at.armc_deg, place.north_latitude_deg)
    longitudes = lot_longitudes_deg(at.ascendant_deg, sun.longitude_deg, moon.longitude_deg, by_day=by_day)
    return tuple(
        Lot(name, longitude, None if houses is None else house_of(longitude, houses.cusps_deg))
        for name, longitude in zip(LotName, longitudes, strict=True)
    )
