# What outer_skies/engine/ephemeris.py uses of pyswisseph 2.10.3.2, which carries no types of its own.

from typing import TypeAlias

SUN: int
MOON: int
MERCURY: int
VENUS: int
MARS: int
JUPITER: int
SATURN: int
URANUS: int
NEPTUNE: int
PLUTO: int
MEAN_NODE: int
TRUE_NODE: int
MEAN_APOG: int
OSCU_APOG: int
CHIRON: int
PHOLUS: int
CERES: int
PALLAS: int
JUNO: int
VESTA: int
EARTH: int
CUPIDO: int
AST_OFFSET: int
ECL_NUT: int
GREG_CAL: int
FLG_JPLEPH: int
FLG_SWIEPH: int
FLG_MOSEPH: int
FLG_SPEED: int
FLG_SIDEREAL: int
FLG_TOPOCTR: int
FLG_XYZ: int
FLG_EQUATORIAL: int
FLG_HELCTR: int
FLG_TRUEPOS: int
FLG_BARYCTR: int
FLG_ICRS: int
FLG_J2000: int
FLG_NONUT: int

class Error(Exception): ...

_Six: TypeAlias = tuple[float, float, float, float, float, float]

def calc(tjdet: float, planet: int, flags: int = ...) -> tuple[_Six, int]: ...
def close() -> None: ...
def deltat_ex(tjdut: float, flag: int = ...) -> float: ...
def cotrans_sp(coord: _Six, eps: float) -> _Six: ...
def fixstar2(star: str, tjdet: float, flags: int = ...) -> tuple[_Six, str, int]: ...
def get_ayanamsa_ex(tjdet: float, flags: int) -> tuple[int, float]: ...
def houses_armc(
    armc: float, lat: float, eps: float, hsys: bytes = ..., ascmc9: float = ...
) -> tuple[tuple[float, ...], tuple[float, ...]]: ...
def houses_ex(
    tjdut: float, lat: float, lon: float, hsys: bytes = ..., flags: int = ...
) -> tuple[tuple[float, ...], tuple[float, ...]]: ...
def jdet_to_utc(tjdet: float, cal: int = ...) -> tuple[int, int, int, int, int, float]: ...
def set_ephe_path(path: str | None = ...) -> None: ...
def set_sid_mode(mode: int, t0: float = ..., ayan_t0: float = ...) -> None: ...
def set_topo(lon: float, lat: float, alt: float = ...) -> None: ...
def sidtime(tjdut: float) -> float: ...
def utc_to_jd(
    year: int, month: int, day: int, hour: int, minutes: int, seconds: float, cal: int = ...
) -> tuple[float, float]: ...
