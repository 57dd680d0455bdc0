"""The chart of a day: what can be said of a birth whose time is unknown. No angles, houses or lots."""

from collections.abc import Sequence
from dataclasses import dataclass

from outer_skies.engine.angles import normalized_deg, separation_deg, signed_separation_deg
from outer_skies.engine.aspects import EXACT_DEG, Aspect, Motion, find_aspects, plan_aspects
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions, Note, without_files
from outer_skies.engine.ephemeris import Sighting, Theory, ayanamsa_deg, sight, theory_at
from outer_skies.engine.moments import CivilDay
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of

_STEPS = 24  # looks at the day about once an hour
_STATION_STEPS = 40  # halves an hour to less than a microsecond
_NO_TIME = Note("time_unknown", "Without a time there are no houses and no Ascendant.")


@dataclass(frozen=True, slots=True)
class DayPosition:
    """Where a body appears at local noon, and the arc it covers in the civil day.

    `longitude_range_deg` goes forward through the zodiac from the first to the second, both in [0, 360): for a body
    that moves backwards the first is where it ends, for one that turns during the day the first or second is where
    it turns. Everything else as in `Position`.
    """

    body: Body
    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    right_ascension_deg: float
    declination_deg: float
    is_retrograde: bool
    ephemeris: Theory
    longitude_range_deg: tuple[float, float]

    @property
    def house(self) -> None:
        """Unknown without a time."""
        return

    @property
    def sign(self) -> Sign:
        """The sign that holds it at noon."""
        return sign_of(self.longitude_deg)

    @property
    def degree_in_sign(self) -> float:
        """Degrees into that sign at noon, in [0, 30)."""
        return degree_in_sign(self.longitude_deg)


@dataclass(frozen=True, slots=True)
class DayChart:
    """What holds for a whole civil day."""

    day: CivilDay
    place: Place | None
    options: ChartOptions
    bodies: tuple[DayPosition, ...]
    aspects: tuple[Aspect, ...]
    notes: tuple[Note, ...]
    ayanamsa_deg: float | None = None


def cast_day(day: CivilDay, place: Place | None, options: ChartOptions = ChartOptions()) -> DayChart:  # noqa: B008  frozen
    """Casts the chart of a day: ranges of the bodies, and the aspects that are within orb from its start to its end.

    An aspect's orb is that of noon; its motion is "exact" when it becomes exact during the day. Positions are
    geocentric even where the options ask for topocentric ones, which need an hour.

    Raises OutsideEphemeris outside the years 1 to 2999.
    """
    bodies, theory, notes = options.bodies, Theory.SWISS, [_NO_TIME]
    if any(theory_at(edge.jd_tt) is not Theory.SWISS for edge in (day.start, day.noon, day.end)):
        theory = theory_at(day.noon.jd_tt)
        bodies, less = without_files(bodies)
        notes += less
    noon = sight(day.noon.jd_tt, bodies, ayanamsa=options.ayanamsa)
    hours = [day.start.jd_tt + (day.end.jd_tt - day.start.jd_tt) * step / _STEPS for step in range(_STEPS + 1)]
    looks = [sight(hour, bodies, ayanamsa=options.ayanamsa) for hour in hours]
    positions = tuple(
        DayPosition(
            body,
            *one[:6],
            is_retrograde=one.speed_deg_per_day < 0,
            ephemeris=theory,
            longitude_range_deg=_range(body, hours, [look[index] for look in looks], options),
        )
        for index, (body, one) in enumerate(zip(bodies, noon, strict=True))
    )
    zero = None if options.ayanamsa is None else ayanamsa_deg(day.noon.jd_tt, options.ayanamsa)
    return DayChart(day, place, options, positions, _aspects_all_day(bodies, options, noon, looks), tuple(notes), zero)


def _range(body: Body, hours: Sequence[float], looks: Sequence[Sighting], options: ChartOptions) -> tuple[float, float]:
    """The arc a body covers: its longitudes each hour, and at each station between."""
    start = looks[0].longitude_deg
    reached = [signed_separation_deg(start, one.longitude_deg) for one in looks]
    for before, after, at, then in zip(hours, hours[1:], looks, looks[1:], strict=False):
        if (at.speed_deg_per_day < 0) != (then.speed_deg_per_day < 0):
            turned = _station(body, before, after, options)
            reached.append(signed_separation_deg(start, turned))
    return normalized_deg(start + min(reached)), normalized_deg(start + max(reached))


def _station(body: Body, early: float, late: float, options: ChartOptions) -> float:
    """The longitude where a body turns, between two moments at which it moves in opposite directions."""
    (one,) = sight(early, (body,), ayanamsa=options.ayanamsa)
    backwards = one.speed_deg_per_day < 0
    for _ in range(_STATION_STEPS):
        middle = (early + late) / 2
        (one,) = sight(middle, (body,), ayanamsa=options.ayanamsa)
        if (one.speed_deg_per_day < 0) == backwards:
            early = middle
        else:
            late = middle
    return one.longitude_deg


def _aspects_all_day(
    bodies: tuple[Body, ...], options: ChartOptions, noon: Sequence[Sighting], looks: Sequence[Sequence[Sighting]]
) -> tuple[Aspect, ...]:
    plan = plan_aspects(bodies, options.orbs, options.aspects)
    index = {body: place for place, body in enumerate(bodies)}
    all_day = [{(one.a, one.b, one.kind) for one in find_aspects(plan, look)} for look in looks]
    return tuple(
        Aspect(one.a, one.b, one.kind, one.orb_deg, one.max_orb_deg, _motion(one, index, looks))
        for one in find_aspects(plan, noon)
        if all((one.a, one.b, one.kind) in hour for hour in all_day)
    )


def _motion(aspect: Aspect, index: dict[Body, int], looks: Sequence[Sequence[Sighting]]) -> Motion:
    excesses = [_excess(aspect, look[index[aspect.a]], look[index[aspect.b]]) for look in looks]
    if min(abs(one) for one in excesses) < EXACT_DEG or min(excesses) < 0 < max(excesses):
        return Motion.EXACT
    return aspect.motion


def _excess(aspect: Aspect, a: Sighting, b: Sighting) -> float:
    """By how much the pair is past exact, with a sign that changes when it perfects."""
    if aspect.kind.by_declination:
        return (
            a.declination_deg - b.declination_deg
            if aspect.kind.angle_deg == 0
            else a.declination_deg + b.declination_deg
        )
    turn = signed_separation_deg(a.longitude_deg, b.longitude_deg)
    if aspect.kind.angle_deg == 0:
        return turn
    if aspect.kind.angle_deg == 180:  # noqa: PLR2004  an opposition
        return signed_separation_deg(180.0, turn % 360.0)
    return separation_deg(a.longitude_deg, b.longitude_deg) - aspect.kind.angle_deg
