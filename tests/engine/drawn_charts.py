"""Charts drawn to order: bodies put where a test wants them, aspected as the engine aspects any sky."""

from collections.abc import Mapping, Sequence
from random import Random

import msgspec

from outer_skies.engine.aspects import find_aspects, plan_aspects
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart, ChartOptions, Position
from outer_skies.engine.ephemeris import Row, Theory
from outer_skies.engine.houses import Angles
from outer_skies.engine.moments import CivilDate, CivilTime, resolve_moment
from outer_skies.engine.places import Place
from outer_skies.engine.sphere import to_equator

HALIFAX = Place("Halifax", 44.65, -63.57)
BIRTH = resolve_moment(CivilDate(1990, 5, 17), CivilTime(14, 30), HALIFAX, zone="America/Halifax")
PLANETS = tuple(Body)[:10]
OBLIQUITY_DEG = 23.4422


def drawn(
    longitudes_deg: Mapping[Body, float],
    *,
    ascendant: float | None = None,
    midheaven: float | None = None,
    options: ChartOptions | None = None,
    houses_held: Mapping[Body, int] | None = None,
    place: Place = HALIFAX,
) -> Chart:
    """A chart of bodies on the ecliptic, with angles if they are given (the Midheaven a square behind unless given)."""
    bodies = tuple(body for body in Body if body in longitudes_deg)
    asked = options or ChartOptions()
    rows = [_row(longitudes_deg[body] % 360.0) for body in bodies]
    held = houses_held or {}
    positions = tuple(
        Position(body, *row[:6], held.get(body), row[3] < 0, Theory.SWISS)
        for body, row in zip(bodies, rows, strict=True)
    )
    angles = None
    if ascendant is not None:
        top = (ascendant - 90.0 if midheaven is None else midheaven) % 360.0
        angles = Angles(ascendant, top, (ascendant + 180.0) % 360.0, (top + 180.0) % 360.0, 0.0, top)
    aspects = find_aspects(plan_aspects(bodies, asked.orbs, asked.aspects), rows)
    return Chart(BIRTH, place, asked, positions, (), angles, None, aspects, ())


def planets_at(*longitudes_deg: float) -> Chart:
    """A chart of Sun to Pluto at ten longitudes, in that order."""
    return drawn(dict(zip(PLANETS, longitudes_deg, strict=True)))


def turned(chart: Chart, by_deg: float) -> Chart:
    """The same figure elsewhere in the zodiac."""
    return drawn({one.body: one.longitude_deg + by_deg for one in chart.bodies}, options=chart.options)


def gridded(seed: int, bodies: Sequence[Body], step_deg: float, blur_deg: float) -> dict[Body, float]:
    """Longitudes near multiples of a step, so that figures are common."""
    chance = Random(seed)  # noqa: S311  a sky, not a secret
    return {
        body: (step_deg * chance.randrange(int(360 / step_deg)) + chance.uniform(-blur_deg, blur_deg)) % 360.0
        for body in bodies
    }


def _row(longitude_deg: float) -> Row:
    right_ascension, declination = to_equator(longitude_deg, 0.0, OBLIQUITY_DEG)
    return longitude_deg, 0.0, 1.0, 1.0, right_ascension, declination, 0.0


def plain(value: object) -> object:
    """What JSON says of a result, read back."""
    return msgspec.json.decode(msgspec.json.encode(value))
