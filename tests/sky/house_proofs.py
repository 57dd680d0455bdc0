"""Which independent formula proves which house system, and what the engine says of the same sky."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

import house_formulas as own
from asked import cast, position
from skyfield_truth import apparent_sidereal_time_deg, true_obliquity_deg
from sphere import Sky

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Chart
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.places import Place

PROOFS: dict[HouseSystem, Callable[[Sky], own.Cusps]] = {
    HouseSystem.PLACIDUS: own.placidus,
    HouseSystem.KOCH: own.koch,
    HouseSystem.REGIOMONTANUS: own.regiomontanus,
    HouseSystem.CAMPANUS: own.campanus,
    HouseSystem.PORPHYRY: own.porphyry,
    HouseSystem.EQUAL: own.equal,
    HouseSystem.WHOLE_SIGN: own.whole_sign,
    HouseSystem.ALCABITIUS: own.alcabitius,
    HouseSystem.MORINUS: own.morinus,
    HouseSystem.POLICH_PAGE: own.topocentric,
    HouseSystem.KRUSINSKI: own.krusinski,
    HouseSystem.VEHLOW: own.vehlow,
    HouseSystem.EQUAL_MIDHEAVEN: own.equal_from_midheaven,
    HouseSystem.EQUAL_ARIES: own.equal_from_aries,
    HouseSystem.MERIDIAN: own.meridian,
    HouseSystem.HORIZONTAL: own.horizontal,
    HouseSystem.CARTER: own.carter_poli_equatorial,
    HouseSystem.SRIPATI: own.sripati,
    HouseSystem.PULLEN_SD: own.pullen_sinusoidal_delta,
    HouseSystem.PULLEN_SR: own.pullen_sinusoidal_ratio,
    HouseSystem.APC: own.apc,
    HouseSystem.SAVARD_A: own.savard_a,
    HouseSystem.SUNSHINE: own.sunshine,
}

When = tuple[datetime, Place]


def somewhere(seed: str, count: int, low_deg: float, high_deg: float) -> Iterator[When]:
    """Instants of 1900 to 2049 at places of either hemisphere whose distance from the equator is in the range."""
    chance = random.Random(seed)  # noqa: S311  a sample, not a secret
    for _ in range(count):
        utc = datetime(1900, 1, 2, tzinfo=UTC) + timedelta(days=chance.uniform(0.0, 54780.0))
        latitude = chance.choice((-1.0, 1.0)) * chance.uniform(low_deg, high_deg)
        yield utc, Place("somewhere", latitude, chance.uniform(-180.0, 180.0))


@cache
def sky_of(utc: datetime, place: Place) -> Sky:
    """Sidereal time and obliquity by Skyfield, the Sun's declination by the engine (proven elsewhere)."""
    chart = cast(utc, place, bodies=(Body.SUN,), house_system=HouseSystem.EQUAL)
    greenwich = apparent_sidereal_time_deg(chart.moment.jd_tt, chart.moment.delta_t_s)
    return Sky(
        (greenwich + place.east_longitude_deg) % 360.0,
        true_obliquity_deg(chart.moment.jd_tt),
        place.north_latitude_deg,
        position(chart, Body.SUN).declination_deg,
    )


def cast_houses(utc: datetime, place: Place, system: HouseSystem) -> Chart:
    return cast(utc, place, bodies=(Body.SUN,), house_system=system)
