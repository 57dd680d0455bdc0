"""The Swiss Ephemeris, asked so that it cannot answer quietly from somewhere else. The one file that imports it.

The library keeps its state in thread-local or global variables: the data folder, the sidereal mode, the observer.
So the data folder is named in the environment before import and again in every thread, the mode and the observer
are set inside every call that needs them, a lock keeps calls apart, and the flags that come back are compared with
those that were asked for.

Source: Swiss Ephemeris 2.10.03 with the files sepl_18, semo_18 and seas_18 (DE441), years 1800 to 2399. Outside
them the analytical theory of Moshier is asked for by name, and the answer says so. Stars and the bodies beyond
Neptune are in files of our own beside these.
"""

import os
import threading
from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import cos, radians, sin
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import xingpan_ephemeris

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.bodies import Body
from outer_skies.engine.far_bodies import Planet, TransNeptunian
from outer_skies.engine.house_systems import HouseSystem
from outer_skies.engine.places import Place
from outer_skies.errors import Broken, EphemerisDowngraded, OutsideEphemeris

STARS_FILE = Path(__file__).with_name("ephemeris_files") / "sefstars.txt"
_DATA_FOLDER = os.pathsep.join((xingpan_ephemeris.get_ephe_path(), str(STARS_FILE.parent)))
_LONGEST_BYTES = 242  # the library has no room for more, and then looks in a folder of its own choice
os.environ["SE_EPHE_PATH"] = _DATA_FOLDER
import swisseph as swe  # noqa: E402  it reads the environment when first used

# 1800-01-01 06:00 TT: the files begin at 00:00, and the light of Pluto left five hours before it came.
FILES_START_JD_TT = 2378496.75
FILES_END_JD_TT = 2597641.5  # 2400-01-01 00:00 TT
FIRST_YEAR, LAST_YEAR = 1, 2999
THEORY_START_JD_TT = 1721058.5  # 0000-01-01, so that the first day of year 1 exists in every time zone
THEORY_END_JD_TT = 2816788.5  # 3000-01-02, likewise

_lock = threading.RLock()
_thread = threading.local()

_BODY_IDS = {
    Body.SUN: swe.SUN,
    Body.MOON: swe.MOON,
    Body.MERCURY: swe.MERCURY,
    Body.VENUS: swe.VENUS,
    Body.MARS: swe.MARS,
    Body.JUPITER: swe.JUPITER,
    Body.SATURN: swe.SATURN,
    Body.URANUS: swe.URANUS,
    Body.NEPTUNE: swe.NEPTUNE,
    Body.PLUTO: swe.PLUTO,
    Body.MEAN_NODE: swe.MEAN_NODE,
    Body.TRUE_NODE: swe.TRUE_NODE,
    Body.MEAN_LILITH: swe.MEAN_APOG,
    Body.TRUE_LILITH: swe.OSCU_APOG,
    Body.CHIRON: swe.CHIRON,
    Body.PHOLUS: swe.PHOLUS,
    Body.CERES: swe.CERES,
    Body.PALLAS: swe.PALLAS,
    Body.JUNO: swe.JUNO,
    Body.VESTA: swe.VESTA,
}

_FAR_IDS: dict[Planet | TransNeptunian, int] = {
    **{planet: int(getattr(swe, planet.name)) for planet in Planet},
    **{body: swe.AST_OFFSET + body.minor_planet for body in TransNeptunian},
}

_HOUSE_CODES = {
    HouseSystem.PLACIDUS: b"P",
    HouseSystem.KOCH: b"K",
    HouseSystem.REGIOMONTANUS: b"R",
    HouseSystem.CAMPANUS: b"C",
    HouseSystem.PORPHYRY: b"O",
    HouseSystem.EQUAL: b"A",
    HouseSystem.WHOLE_SIGN: b"W",
    HouseSystem.ALCABITIUS: b"B",
    HouseSystem.MORINUS: b"M",
    HouseSystem.POLICH_PAGE: b"T",
    HouseSystem.KRUSINSKI: b"U",
    HouseSystem.VEHLOW: b"V",
    HouseSystem.EQUAL_MIDHEAVEN: b"D",
    HouseSystem.EQUAL_ARIES: b"N",
    HouseSystem.MERIDIAN: b"X",
    HouseSystem.HORIZONTAL: b"H",
    HouseSystem.CARTER: b"F",
    HouseSystem.SRIPATI: b"S",
    HouseSystem.PULLEN_SD: b"L",
    HouseSystem.PULLEN_SR: b"Q",
    HouseSystem.APC: b"Y",
    HouseSystem.SAVARD_A: b"J",
    HouseSystem.SUNSHINE: b"I",
}
_SIDEREAL_MODES = {ayanamsa: int(getattr(swe, f"SIDM_{ayanamsa.name}")) for ayanamsa in Ayanamsa}

_WHAT_WAS_ASKED = (
    swe.FLG_SWIEPH
    | swe.FLG_MOSEPH
    | swe.FLG_JPLEPH
    | swe.FLG_SPEED
    | swe.FLG_SIDEREAL
    | swe.FLG_TOPOCTR
    | swe.FLG_HELCTR
)


class Theory(StrEnum):
    """What a position was computed with: the files of the Swiss Ephemeris, or Moshier's analytical theory."""

    SWISS = "swiss"
    MOSHIER = "moshier"


_FLAGS = {Theory.SWISS: swe.FLG_SWIEPH, Theory.MOSHIER: swe.FLG_MOSEPH}


class Angle(StrEnum):
    """An angle of a body: longitude of date, the same from the mean equinox (without nutation), or declination."""

    LONGITUDE = "longitude"
    MEAN_LONGITUDE = "mean_longitude"
    DECLINATION = "declination"


class Sighting(NamedTuple):
    """Where one body stands, in degrees, astronomical units and days. Right ascension and declination are of date."""

    longitude_deg: float
    latitude_deg: float
    distance_au: float
    speed_deg_per_day: float
    right_ascension_deg: float
    declination_deg: float
    declination_speed_deg_per_day: float


class Frame(NamedTuple):
    """The horizon and the meridian against the ecliptic, and the cusps a house system makes of them, in degrees."""

    ascendant_deg: float
    midheaven_deg: float
    armc_deg: float
    vertex_deg: float
    cusps_deg: tuple[float, ...] | None


def _prepare_thread() -> None:
    """Names the data folder to this thread, once: the library keeps it per thread."""
    if not getattr(_thread, "ready", False):
        swe.set_ephe_path(_DATA_FOLDER)
        _thread.ready = True


def _close_before_fork() -> None:
    """Closes the files, so that no two processes read through one descriptor and move its place under each other."""
    _lock.acquire()
    swe.close()
    _thread.ready = False


os.register_at_fork(before=_close_before_fork, after_in_parent=_lock.release, after_in_child=_lock.release)


def theory_at(jd_tt: float) -> Theory:
    """Which theory answers at a moment. Raises OutsideEphemeris outside the years 1 to 2999."""
    if FILES_START_JD_TT <= jd_tt < FILES_END_JD_TT:
        return Theory.SWISS
    if THEORY_START_JD_TT <= jd_tt < THEORY_END_JD_TT:
        return Theory.MOSHIER
    raise OutsideEphemeris(FIRST_YEAR, LAST_YEAR)


def julian_days(year: int, month: int, day: int, seconds: float) -> tuple[float, float]:
    """(JD(UT1), JD(TT)) of a UTC date of the Gregorian calendar and the seconds since its midnight, [0, 86400).

    Before 1972 there was no UTC as we know it, and the time is taken as UT1. Leap seconds and Delta T are the
    library's (Espenak, Meeus, Stephenson, Morrison and Hohenkerk, with the tidal acceleration of DE441).
    """
    hour, rest = divmod(seconds, 3600)
    minute, second = divmod(rest, 60)
    with _lock:
        _prepare_thread()
        jd_tt, jd_ut1 = swe.utc_to_jd(year, month, day, int(hour), int(minute), second, swe.GREG_CAL)
    return jd_ut1, jd_tt


def utc_at(jd_tt: float) -> tuple[int, int, int, int, int, float]:
    """Year, month, day (Gregorian), hour, minute and seconds of UTC; the inverse of `julian_days`."""
    with _lock:
        _prepare_thread()
        return swe.jdet_to_utc(jd_tt, swe.GREG_CAL)


_TIDES_OF_THE_LIBRARY = -1  # the same whichever file was read last; `julian_days` asks for it too


def earth_turns(jd_ut1: Iterable[float]) -> list[tuple[float, float]]:
    """TT less UT1 in days, and apparent sidereal time at Greenwich in degrees [0, 360), at many moments."""
    with _lock:
        _prepare_thread()
        return [(swe.deltat_ex(one, _TIDES_OF_THE_LIBRARY), swe.sidtime(one) * 15) for one in jd_ut1]


# longitude, latitude, distance, speed, right ascension, declination, its speed: a Sighting before it has names
Row = tuple[float, float, float, float, float, float, float]
Row6 = tuple[float, float, float, float, float, float]  # a place and its speed, rectangular


def sight(
    jd_tt: float, bodies: Sequence[Body], *, ayanamsa: Ayanamsa | None = None, observer: Place | None = None
) -> list[Sighting]:
    """Where bodies stand: apparent positions of date, from the centre of the Earth or from `observer` on the ground.

    With an ayanamsa longitude, latitude and speed are sidereal (the library measures some ayanamsas on the ecliptic
    of another epoch, so latitude goes with longitude); right ascension and declination stay those of date.

    Raises OutsideEphemeris, and EphemerisDowngraded when the library answers with anything but what was asked.
    """
    return [Sighting(*row) for row in sight_rows(jd_tt, bodies, ayanamsa, observer)]


def sight_rows(jd_tt: float, bodies: Sequence[Body], ayanamsa: Ayanamsa | None, observer: Place | None) -> list[Row]:
    """As `sight`, for who has many to make."""
    return _sight_rows(jd_tt, [_BODY_IDS[body] for body in bodies], _FLAGS[theory_at(jd_tt)], ayanamsa, observer)


def heliocentric_rows(jd_tt: float, planets: Sequence[Planet], ayanamsa: Ayanamsa | None) -> list[Row]:
    """As `sight_rows`, from the centre of the Sun, and where the planets are: without light-time or aberration."""
    flags = _FLAGS[theory_at(jd_tt)] | swe.FLG_HELCTR | swe.FLG_TRUEPOS
    return _sight_rows(jd_tt, [_FAR_IDS[planet] for planet in planets], flags, ayanamsa)


def _sight_rows(
    jd_tt: float, ids: Sequence[int], flags: int, ayanamsa: Ayanamsa | None, observer: Place | None = None
) -> list[Row]:
    flags |= swe.FLG_SPEED
    with _lock:
        _prepare_thread()
        if observer is not None:
            flags |= swe.FLG_TOPOCTR
            swe.set_topo(observer.east_longitude_deg, observer.north_latitude_deg, observer.elevation_m)
        try:
            rows = _rows(jd_tt, ids, flags)
            if ayanamsa is not None:
                swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
                sidereal = _rows(jd_tt, ids, flags | swe.FLG_SIDEREAL)
                rows = [(*other[:4], *row[4:]) for row, other in zip(rows, sidereal, strict=True)]
        except swe.Error as error:
            raise EphemerisDowngraded(f"The ephemeris could not compute a body at {jd_tt}: {error}") from error
    return rows


def _rows(jd_tt: float, ids: Sequence[int], flags: int) -> list[Row]:
    calc, to_equator = swe.calc, swe.cotrans_sp
    tilt = -calc(jd_tt, swe.ECL_NUT, flags)[0][0]  # the true obliquity of date
    rows: list[Row] = []
    for body_id in ids:
        found, answered = calc(jd_tt, body_id, flags)
        if (answered ^ flags) & _WHAT_WAS_ASKED:
            raise EphemerisDowngraded(f"Asked the ephemeris for flags {flags}, got {answered} for body {body_id}.")
        right_ascension, declination, _, _, declination_speed, _ = to_equator(found, tilt)
        longitude, latitude, distance, speed, _, _ = found
        rows.append((longitude, latitude, distance, speed, right_ascension, declination, declination_speed))
    return rows


_PAIR = (",beOri", ",alPsA")  # Rigel and Fomalhaut: bright, nearly square to one another, never near the Sun
_ICRS = swe.FLG_J2000 | swe.FLG_ICRS | swe.FLG_EQUATORIAL
Vector = tuple[float, float, float]
Triad = tuple[Vector, Vector, Vector]


class StarFrame(NamedTuple):
    """From where and on which axes the sky beyond the planets is seen at a moment; vectors are rectangular.

    Place and daily motion of Earth and Sun from the barycentre, in ICRS and au. Where two stars, and what is square to
    both, appear in ICRS, on the ecliptic asked for, and on the equator of date says how these axes lie. The analytical
    theory, which has no barycentre, puts the Sun there.
    """

    earth: Row6
    sun: Row6
    in_icrs: Triad
    by_ecliptic: Triad
    by_equator: Triad


def star_frames(jd_tt: Iterable[float], ayanamsa: Ayanamsa | None) -> list[StarFrame]:
    """The frames of many moments; with an ayanamsa the ecliptic is that of the sidereal zodiac.

    Raises OutsideEphemeris and EphemerisDowngraded.
    """
    moments = [(jd, _FLAGS[theory_at(jd)] | swe.FLG_XYZ) for jd in jd_tt]
    ecliptic = 0 if ayanamsa is None else swe.FLG_SIDEREAL
    with _lock:
        _prepare_thread()
        if ayanamsa is not None:
            swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
        try:
            return [_star_frame(jd, flags, ecliptic) for jd, flags in moments]
        except swe.Error as error:
            raise EphemerisDowngraded(f"The ephemeris could not compute a star: {error}") from error


def _star_frame(jd_tt: float, flags: int, ecliptic: int) -> StarFrame:
    # The library does not say where it had the Earth from that a star is seen from: the Earth, just before, tells.
    sun, earth = (_true_place(jd_tt, body, flags) for body in (swe.SUN, swe.EARTH))
    in_icrs, of_date = _triad(jd_tt, flags | _ICRS), _triad(jd_tt, flags)
    tilt = radians(swe.calc(jd_tt, swe.ECL_NUT, flags & ~swe.FLG_XYZ)[0][0])
    sine, cosine = sin(tilt), cos(tilt)
    first, second, third = [(x, y * cosine - z * sine, y * sine + z * cosine) for x, y, z in of_date]
    asked = _triad(jd_tt, flags | ecliptic) if ecliptic else of_date
    return StarFrame(earth, sun, in_icrs, asked, (first, second, third))


def _triad(jd_tt: float, flags: int) -> Triad:
    (a, b, c, *_), (d, e, f, *_) = [swe.fixstar2(star, jd_tt, flags)[0] for star in _PAIR]
    return (a, b, c), (d, e, f), (b * f - c * e, c * d - a * f, a * e - b * d)


def true_places(jd_tt: Sequence[float], body: TransNeptunian) -> list[Vector]:
    """Where a body is, not where it appears: rectangular in ICRS and au, from the centre of a `StarFrame`."""
    flags = [_FLAGS[theory_at(jd)] for jd in jd_tt]
    with _lock:
        _prepare_thread()
        return [_true_place(jd, _FAR_IDS[body], each)[:3] for jd, each in zip(jd_tt, flags, strict=True)]


def _true_place(jd_tt: float, body_id: int, flags: int) -> Row6:
    """With its speed."""
    asked = flags | _ICRS | swe.FLG_XYZ | swe.FLG_TRUEPOS | swe.FLG_SPEED
    asked |= swe.FLG_BARYCTR if flags & swe.FLG_SWIEPH else swe.FLG_HELCTR
    try:
        place, answered = swe.calc(jd_tt, body_id, asked)
    except swe.Error as error:
        raise EphemerisDowngraded(f"The ephemeris could not compute body {body_id}: {error}") from error
    if (answered ^ asked) & _WHAT_WAS_ASKED:
        raise EphemerisDowngraded(f"Asked the ephemeris for flags {asked}, got {answered} for body {body_id}.")
    return place


def mean_ecliptic(jd_tt: float) -> tuple[Triad, Triad]:
    """The stars of a `StarFrame` in ICRS, and the same on the mean ecliptic and equinox of a date.

    To carry an orbit from the one to the other. Raises OutsideEphemeris.
    """
    flags = _FLAGS[theory_at(jd_tt)] | swe.FLG_XYZ | swe.FLG_NONUT
    with _lock:
        _prepare_thread()
        return _triad(jd_tt, flags | _ICRS), _triad(jd_tt, flags)


def obliquity_deg(jd_tt: float) -> float:
    """The true obliquity of the ecliptic of date, in degrees (nutation included)."""
    theory_at(jd_tt)
    return nutation((jd_tt,))[0][1]


def mean_places(
    jd_tt: Iterable[float], body: Body, theory: Theory, ayanamsa: Ayanamsa | None = None, *, with_rates: bool = False
) -> list[tuple[float, ...]]:
    """Longitude and latitude in degrees and distance in au of one body at many moments, apparent but for nutation.

    Longitude is counted from the mean equinox of date, so that it turns slowly, or is sidereal as in `sight`. If asked
    for, the changes of the three in a day follow them. For strips and tracks, which add nutation once. Raises
    EphemerisDowngraded as `sight`, also for a body that the theory lacks.
    """
    flags = _FLAGS[theory] | swe.FLG_NONUT | (swe.FLG_SPEED if with_rates else 0)
    with _lock:
        if ayanamsa is not None:
            swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
            flags |= swe.FLG_SIDEREAL
        return [row if with_rates else row[:3] for row in _calculated(jd_tt, _BODY_IDS[body], flags)]


# Nutation is in no file. Asked for of the analytical theory it closes the files, and the next body that is read from
# them is "damaged".
_NUTATION_FLAGS = swe.FLG_SWIEPH


def nutation(jd_tt: Iterable[float]) -> list[tuple[float, float]]:
    """Nutation in longitude and the true obliquity of date, in degrees, at many moments."""
    return [(row[2], row[0]) for row in _calculated(jd_tt, swe.ECL_NUT, _NUTATION_FLAGS)]


def angles(
    jd_tt: Iterable[float], body: Body, theory: Theory, angle: Angle, ayanamsa: Ayanamsa | None, *, with_rate: bool
) -> tuple[list[float], list[float]]:
    """One angle of a body in degrees at many moments, and its change a day (nothing where it is not asked for).

    Longitude and declination are those of `sight`; an ayanamsa is for longitudes. Quickest in order of time.
    """
    flags = _FLAGS[theory] | (swe.FLG_SPEED if with_rate else 0)
    if angle is Angle.DECLINATION:
        flags |= swe.FLG_EQUATORIAL
    elif angle is Angle.MEAN_LONGITUDE or ayanamsa is not None:
        flags |= swe.FLG_NONUT  # which leaves sidereal longitudes as they are
    with _lock:
        if ayanamsa is not None:
            _prepare_thread()
            swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
            flags |= swe.FLG_SIDEREAL
        rows = _calculated(jd_tt, _BODY_IDS[body], flags)
    column = 1 if angle is Angle.DECLINATION else 0
    return [row[column] for row in rows], [row[column + 3] for row in rows] if with_rate else []


def _calculated(jd_tt: Iterable[float], body_id: int, flags: int) -> list[tuple[float, ...]]:
    calc = swe.calc
    with _lock:
        _prepare_thread()
        try:
            answers = [calc(jd, body_id, flags) for jd in jd_tt]
        except swe.Error as error:
            raise EphemerisDowngraded(f"The ephemeris could not compute body {body_id}: {error}") from error
    if any((answered ^ flags) & _WHAT_WAS_ASKED for answered in set(map(itemgetter(1), answers))):
        raise EphemerisDowngraded(f"Asked the ephemeris for flags {flags} of body {body_id}, got others.")
    return list(map(itemgetter(0), answers))


def vectors(jd_tt: Sequence[float], body: Body) -> list[Row6]:
    """Where a body stands at each moment, and its speed: apparent, from the centre of the Earth.

    Rectangular on the ecliptic and mean equinox of date, x to the equinox and z to the north, in astronomical units
    and astronomical units a day: without nutation, which would cost as much again. Raises as `sight`.
    """
    base, body_id, found = swe.FLG_XYZ | swe.FLG_SPEED | swe.FLG_NONUT, _BODY_IDS[body], list[Row6]()
    theories = [_FLAGS[theory_at(one)] for one in jd_tt]
    with _lock:
        _prepare_thread()
        for one, theory in zip(jd_tt, theories, strict=True):
            vector, answered = swe.calc(one, body_id, base | theory)
            if (answered ^ theory) & _WHAT_WAS_ASKED & ~swe.FLG_SPEED:
                raise EphemerisDowngraded(f"The ephemeris answered {answered} for body {body_id} at {one}.")
            found.append(vector)
    return found


def ayanamsa_deg(jd_tt: float, ayanamsa: Ayanamsa) -> float:
    """How far the sidereal zero lies east of the true equinox of date, in degrees (nutation included)."""
    flags = swe.FLG_SWIEPH if theory_at(jd_tt) is Theory.SWISS else swe.FLG_MOSEPH
    with _lock:
        _prepare_thread()
        swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
        return swe.get_ayanamsa_ex(jd_tt, flags)[1]


def frame(
    jd_ut1: float,
    north_latitude_deg: float,
    east_longitude_deg: float,
    system: HouseSystem,
    *,
    ayanamsa: Ayanamsa | None = None,
) -> Frame:
    """Angles and cusps at a place. `cusps_deg` is None where the library has no answer of this system.

    The library moves Ascendant or Midheaven by half a circle for some systems within the polar circles. Here the
    angles are always those of the equal system, which leaves the Midheaven on the meridian and the Ascendant in the
    east, whatever houses are asked for.
    """
    flags = 0 if ayanamsa is None else swe.FLG_SIDEREAL
    with _lock:
        _prepare_thread()
        if ayanamsa is not None:
            swe.set_sid_mode(_SIDEREAL_MODES[ayanamsa])
        at = (jd_ut1, north_latitude_deg, east_longitude_deg)
        cusps, angles = _houses(at, _HOUSE_CODES[system], flags)
        if cusps is None or abs(north_latitude_deg) >= _ANGLES_MAY_MOVE_DEG or system is HouseSystem.HORIZONTAL:
            _, angles = swe.houses_ex(*at, _HOUSE_CODES[HouseSystem.EQUAL], flags)
        armc = angles[2]
        if ayanamsa is not None:
            # For the ayanamsas it measures on another ecliptic the library counts the meridian from there as well.
            armc = swe.houses_ex(*at, _HOUSE_CODES[HouseSystem.EQUAL], 0)[1][2]
    if system is HouseSystem.WHOLE_SIGN and cusps is not None:
        # The library cuts signs of the tropical zodiac for the ayanamsas it measures on another ecliptic.
        first = angles[0] // 30 * 30
        cusps = tuple((first + 30 * house) % 360 for house in range(12))
    return Frame(angles[0], angles[1], armc, angles[3], cusps)


def _houses(
    at: tuple[float, float, float], code: bytes, flags: int
) -> tuple[tuple[float, ...] | None, tuple[float, ...]]:
    """The library's cusps and angles, or None for cusps that it cannot compute."""
    try:
        return swe.houses_ex(*at, code, flags)
    except swe.Error:  # it has put Porphyry houses in their place, which the binding withholds
        return None, ()


def cusps_at(
    turned: Iterable[tuple[float, float]], north_latitude_deg: float, system: HouseSystem
) -> list[tuple[float, ...] | None]:
    """Cusps for pairs of local sidereal time and true obliquity, in degrees; None where the library has no answer.

    Not for the Sunshine houses, which depend on the Sun besides.
    """
    found: list[tuple[float, ...] | None] = []
    with _lock:
        for armc, tilt in turned:
            try:
                found.append(swe.houses_armc(armc, north_latitude_deg, tilt, _HOUSE_CODES[system])[0])
            except swe.Error:
                found.append(None)
    return found


def sectors(jd_ut1: float, north_latitude_deg: float, east_longitude_deg: float) -> tuple[float, ...] | None:
    """The cusps of the thirty-six Gauquelin sectors in degrees, or None within the polar circles."""
    with _lock:
        _prepare_thread()
        return _houses((jd_ut1, north_latitude_deg, east_longitude_deg), b"G", 0)[0]


_SUN_AT_J2000_DEG = (280.368, 280.370)
_ANGLES_MAY_MOVE_DEG = 65.0  # below 90 degrees minus any obliquity of the years 1 to 2999


def self_test_ephemeris() -> None:
    """Raises Broken when the data files are not there."""
    if len(os.fsencode(_DATA_FOLDER)) > _LONGEST_BYTES:
        raise Broken("The names of the folders that hold the ephemeris files are too long for the library.")
    sun, _ = sight(2451545.0, (Body.SUN, Body.CHIRON))
    if not _SUN_AT_J2000_DEG[0] < sun.longitude_deg < _SUN_AT_J2000_DEG[1]:
        raise Broken("The ephemeris files do not answer as they should.")
