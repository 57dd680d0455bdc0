"""The fixed stars: a table of names, motions and magnitudes, and where they appear at a moment.

Source of the numbers: SIMBAD, with the new reduction of Hipparcos (F. van Leeuwen 2007, A&A 474, 653); of the names:
IAU Catalog of Star Names, R. H. Allen, Star Names (1899), and V. E. Robson, The Fixed Stars and Constellations in
Astrology (1923). The table is `ephemeris_files/sefstars.txt`, the one that the ephemeris reads.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec
import numpy as np

from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.ephemeris import STARS_FILE
from outer_skies.engine.starlight import Paths, Seen, paths, seen
from outer_skies.engine.zodiac import Sign, degree_in_sign, sign_of
from outer_skies.errors import InvalidInput

_NO_MAGNITUDE = 99.0
_GREEK = {
    "al": "α", "be": "β", "ga": "γ", "de": "δ", "ep": "ε", "ze": "ζ", "et": "η", "th": "θ", "io": "ι", "ka": "κ",
    "la": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "omi": "ο", "pi": "π", "rh": "ρ", "si": "σ", "ta": "τ", "up": "υ",
    "ph": "φ", "ch": "χ", "ps": "ψ", "ome": "ω",
}  # fmt: skip
_SUPERSCRIPT = str.maketrans("123", "¹²³")
_BAYER = re.compile(r"([a-z]{2,3})(?:-(\d))?([A-Z][A-Za-z]{2})([A-Z]?)")
_FLAMSTEED = re.compile(r"(\d+)([A-Z][A-Za-z]{2})")


class Star(msgspec.Struct, frozen=True, gc=False):
    """A star of the table. `key` names it in results: "regulus", "asellus_borealis".

    Right ascension and declination are those of ICRS at J2000, in degrees; motions in thousandths of a second of arc a
    year, that in right ascension along the great circle; `magnitude` is visual, None where there is none.
    """

    key: str
    name: str
    designation: str
    magnitude: float | None
    right_ascension_deg: float
    declination_deg: float
    right_ascension_motion_mas_per_year: float
    declination_motion_mas_per_year: float
    parallax_mas: float
    radial_velocity_km_per_s: float


class StarPlace(msgspec.Struct, frozen=True, gc=False):
    """Where a star appears: longitude [0, 360) and latitude in the zodiac asked for, the others of date, in degrees."""

    star: Star
    longitude_deg: float
    latitude_deg: float
    right_ascension_deg: float
    declination_deg: float

    @property
    def sign(self) -> Sign:
        """The sign that holds its longitude."""
        return sign_of(self.longitude_deg)

    @property
    def degree_in_sign(self) -> float:
        """Degrees into that sign, in [0, 30)."""
        return degree_in_sign(self.longitude_deg)


@cache
def all_stars() -> tuple[Star, ...]:
    """The table, by constellation."""
    lines = STARS_FILE.read_text(encoding="ascii").splitlines()
    return tuple(_entry(line.split(",")) for line in lines if not line.startswith("#"))


def _entry(fields: list[str]) -> Star:
    name, code, _, hours, minutes, seconds, degrees, arc_minutes, arc_seconds, *rest = fields
    motion, other_motion, velocity, parallax, magnitude = map(float, rest)
    size = abs(int(degrees)) + int(arc_minutes) / 60 + float(arc_seconds) / 3600
    return Star(
        name.lower().replace(" ", "_"),
        name,
        _designation(code),
        magnitude if magnitude < _NO_MAGNITUDE else None,
        15 * (int(hours) + int(minutes) / 60 + float(seconds) / 3600),
        -size if degrees.startswith("-") else size,
        motion,
        other_motion,
        parallax,
        velocity,
    )


def _designation(code: str) -> str:
    """`alLeo` as people write it, "α Leo"; names such as M44 as they are."""
    if match := _BAYER.fullmatch(code):
        letter, number, constellation, component = match.groups()
        return f"{_GREEK[letter]}{(number or '').translate(_SUPERSCRIPT)} {constellation} {component}".rstrip()
    if match := _FLAMSTEED.fullmatch(code):
        return " ".join(match.groups())
    return code


@cache
def _order() -> dict[str, int]:
    return {star.key: index for index, star in enumerate(all_stars())}


def index_of(key: str) -> int:
    """Which of `all_stars` has a key, "regulus". Raises InvalidInput beside "star" for one that the table lacks."""
    if key not in _order():
        raise InvalidInput(f"There is no star {key} in the table.", field="star")
    return _order()[key]


def star_named(key: str) -> Star:
    """The star of a key. Raises InvalidInput as `index_of`."""
    return all_stars()[index_of(key)]


@cache
def _paths() -> Paths:
    """How all stars of the table move, in its order."""
    turned, above, *motions, parallax, velocity = (
        np.array([getattr(star, column) for star in all_stars()])
        for column in (
            "right_ascension_deg",
            "declination_deg",
            "right_ascension_motion_mas_per_year",
            "declination_motion_mas_per_year",
            "parallax_mas",
            "radial_velocity_km_per_s",
        )
    )
    return paths(turned, above, (motions[0], motions[1]), parallax, velocity)


@lru_cache(maxsize=16)
def stars_seen(jd_tt: float, ayanamsa: Ayanamsa | None = None) -> Seen:
    """Where every star of the table appears, in its order: as `star_places`, an array for each coordinate."""
    return Seen(*(rows[0] for rows in seen(_paths(), (jd_tt,), ayanamsa)))


@lru_cache(maxsize=16)
def star_places(jd_tt: float, ayanamsa: Ayanamsa | None = None) -> tuple[StarPlace, ...]:
    """Where every star of the table appears, geocentric, with proper motion, parallax and aberration.

    Raises OutsideEphemeris. Accuracy: within 0.1" of Skyfield's from 1900 to 2050 (tests/sky/test_fixed_stars.py).
    """
    rows = zip(*(row.tolist() for row in stars_seen(jd_tt, ayanamsa)), strict=True)
    return tuple([StarPlace(star, *row) for star, row in zip(all_stars(), rows, strict=True)])


def equatorial_track(key: str, jd_tt: Sequence[float]) -> list[tuple[float, float]]:
    """Right ascension and declination of date of one star at many moments, as in `star_places`."""
    one = slice(index_of(key), index_of(key) + 1)
    place, motion = _paths()
    found = seen(Paths(place[:, one], motion[:, one]), jd_tt)
    return list(zip(found.right_ascension_deg[:, 0].tolist(), found.declination_deg[:, 0].tolist(), strict=True))
