"""One solar eclipse as it is seen at a place: its moments, how much is covered, and when the Sun is up.

Source: Explanatory Supplement to the Astronomical Almanac, 3rd ed. (2013), chapter 11; the covered part of the disc is
the lens of two circles.
"""

from itertools import pairwise

import msgspec
import numpy as np

from outer_skies.engine.events.besselian import REACH_HOURS, Elements
from outer_skies.engine.events.contacts import (
    HOURS,
    ContactName,
    LocalContact,
    Values,
    lowest,
    passes_zero,
)
from outer_skies.engine.events.event import EclipseType, Event
from outer_skies.engine.events.intervals import normal
from outer_skies.engine.events.shadows import FLATTENING
from outer_skies.engine.events.solar_eclipses import elements_of, sun_deg
from outer_skies.engine.events.spans import Span, spans_of
from outer_skies.engine.moments import utc_text
from outer_skies.engine.places import Place

_RADIUS_M = 6378137.0
_HOUR_S = 3600
_RISEN_DEG = -(34 + 16) / 60  # the Sun's upper limb on the horizon, lifted by refraction


class LocalSolarEclipse(msgspec.Struct, frozen=True):
    """An eclipse at a place. `type` is what is seen of it there while the Sun is up, None where nothing is.

    `magnitude` is the covered part of the Sun's diameter (in totality or within a ring the Moon's diameter in Sun's
    diameters) and `obscuration` the covered part of its disc, both at `largest_jd_tt`, when most is covered while the
    Sun is up. `duration_s` is that of totality or of the ring, whether the Sun is up or not. `contacts` are all that
    happen there, below the horizon too; `visible` is when the Sun is up and eclipsed.
    """

    type: EclipseType | None
    magnitude: float
    obscuration: float
    largest_utc: str | None
    largest_jd_tt: float | None
    duration_s: float | None
    contacts: tuple[LocalContact, ...]
    visible: tuple[Span, ...]


class _View:
    """The shadow as it passes over a place, by hours from the greatest eclipse on Earth."""

    def __init__(self, of: Elements, place: Place) -> None:
        self._of, self._north, self._east = of, place.north_latitude_deg, place.east_longitude_deg
        latitude, height = np.radians(self._north), place.elevation_m / _RADIUS_M
        polar = (1 - FLATTENING) ** 2
        across = 1 / np.hypot(np.cos(latitude), (1 - FLATTENING) * np.sin(latitude))
        self._from_axis = (across + height) * np.cos(latitude)
        self._above_equator = (across * polar + height) * np.sin(latitude)

    def radii(self, hours: Values) -> tuple[Values, Values, Values]:
        """How far the place is from the axis, and the radii of penumbra and umbra at its height, in Earth radii."""
        plane = self._of.plane(hours)
        hour_angle = plane.a + np.radians(self._east)
        sine, cosine = np.sin(plane.d), np.cos(plane.d)
        outward = self._from_axis * np.cos(hour_angle)
        x = self._from_axis * np.sin(hour_angle)
        y = self._above_equator * cosine - outward * sine
        height = self._above_equator * sine + outward * cosine
        distance = np.hypot(plane.x - x, plane.y - y)
        return distance, plane.l1 - height * plane.tan1, plane.l2 - height * plane.tan2

    def outside(self, hours: Values) -> Values:
        """Less than 0 where the Moon touches the Sun."""
        distance, outer, _ = self.radii(hours)
        return distance - outer

    def outside_core(self, hours: Values) -> Values:
        """Less than 0 in totality, or within a ring."""
        distance, _, inner = self.radii(hours)
        return distance - np.abs(inner)

    def sun_deg(self, hours: Values) -> tuple[Values, Values]:
        """Altitude and azimuth of the Sun."""
        return sun_deg(self._of.plane(hours), self._north, self._east)

    def risen(self, hours: Values) -> Values:
        """0 or more while the Sun is up."""
        return self.sun_deg(hours)[0] - _RISEN_DEG

    def uncovered(self, hours: Values) -> Values:
        """1 less the covered part of the diameter as of a partial eclipse: lowest when most is covered."""
        distance, outer, inner = self.radii(hours)
        return 1 - (outer - distance) / (outer + inner)


def solar_eclipse_at(event: Event, place: Place) -> LocalSolarEclipse:
    """What is seen of an eclipse at a place, to a second. Raises InvalidInput for any other event."""
    view, jd_tt = _View(elements_of(event), place), event.jd_tt
    contacts = _contacts(view)
    if not contacts:
        return LocalSolarEclipse(None, 0.0, 0.0, None, None, None, (), ())
    named = dict(contacts)
    first, last = named[ContactName.PENUMBRA_BEGINS], named[ContactName.PENUMBRA_ENDS]
    spans = _visible(view, first, last)
    duration = None
    if ContactName.UMBRA_BEGINS in named:
        duration = (named[ContactName.UMBRA_ENDS] - named[ContactName.UMBRA_BEGINS]) * _HOUR_S
    altitudes, azimuths = view.sun_deg(np.array(list(named.values())))
    told = tuple(
        LocalContact(name, utc_text(moment), moment, altitude, azimuth, altitude >= _RISEN_DEG)
        for (name, hours), altitude, azimuth in zip(contacts, altitudes.tolist(), azimuths.tolist(), strict=True)
        for moment in (jd_tt + hours / HOURS,)
    )
    seen = spans_of(normal((jd_tt + start / HOURS, jd_tt + end / HOURS) for start, end in spans))
    if not spans:
        return LocalSolarEclipse(None, 0.0, 0.0, None, None, duration, told, seen)
    best = _best(view, named[ContactName.GREATEST], spans)
    of_type, magnitude, obscuration = _covered(view, best)
    moment = jd_tt + best / HOURS
    return LocalSolarEclipse(of_type, magnitude, obscuration, utc_text(moment), moment, duration, told, seen)


def _contacts(view: _View) -> list[tuple[ContactName, float]]:
    """All moments in order, in hours; none where the penumbra passes by."""
    hours = np.linspace(-REACH_HOURS, REACH_HOURS, 145)
    greatest = lowest(view.uncovered, float(hours[np.argmin(view.uncovered(hours))]))
    if view.outside(np.array([greatest]))[0] >= 0:
        return []
    found = [(ContactName.GREATEST, greatest)]
    for misses, begins, ends in (
        (view.outside, ContactName.PENUMBRA_BEGINS, ContactName.PENUMBRA_ENDS),
        (view.outside_core, ContactName.UMBRA_BEGINS, ContactName.UMBRA_ENDS),
    ):
        found += [(begins, one) for one in passes_zero(misses, -REACH_HOURS, greatest)[-1:]]
        found += [(ends, one) for one in passes_zero(misses, greatest, REACH_HOURS)[:1]]
    return sorted(found, key=lambda one: one[1])


def _visible(view: _View, first: float, last: float) -> list[tuple[float, float]]:
    """When the Sun is up between first and last contact, in hours."""
    edges = [first, *passes_zero(view.risen, first, last), last]
    spans = list(pairwise(edges))
    is_up = (view.risen(np.array(spans).mean(axis=1)) >= 0).tolist()
    return [one for one, up in zip(spans, is_up, strict=True) if up]


def _best(view: _View, greatest: float, spans: list[tuple[float, float]]) -> float:
    """When most is covered while the Sun is up: at the greatest moment, or as close to it as the Sun is up."""
    moments = [min(max(greatest, start), end) for start, end in spans]
    return moments[int(np.argmin(view.uncovered(np.array(moments))))]


def _covered(view: _View, hours: float) -> tuple[EclipseType, float, float]:
    """What is seen at a moment: type, magnitude and obscuration."""
    distance, outer, inner = (float(one[0]) for one in view.radii(np.array([hours])))
    ratio = (outer - inner) / (outer + inner)  # the Moon's diameter in Sun's
    if distance <= abs(inner):
        is_total = inner < 0
        return EclipseType.TOTAL if is_total else EclipseType.ANNULAR, ratio, 1.0 if is_total else ratio**2
    apart = 2 * distance / (outer + inner)  # in radii of the Sun
    to_sun = np.arccos((apart**2 + 1 - ratio**2) / (2 * apart))
    to_moon = np.arccos((apart**2 + ratio**2 - 1) / (2 * apart * ratio))
    lens = to_sun + ratio**2 * to_moon - apart * np.sin(to_sun)
    return EclipseType.PARTIAL, (outer - distance) / (outer + inner), float(lens / np.pi)
