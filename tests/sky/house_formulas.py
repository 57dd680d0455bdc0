"""The house systems from their definitions: own spherical geometry, fed with sidereal time alone.

Each function takes a `Sky` and returns cusps 1 to 12. Definitions are those of
the manual of the Swiss Ephemeris, section 6.2, and of the works it names; the code owes it nothing.
"""

from collections.abc import Callable, Iterable

from sphere import Sky, Vector, asind, cosd, direction, gap_deg, root_between, sind, tand

Cusps = tuple[float, ...]


def opposite(longitude_deg: float) -> float:
    return (longitude_deg + 180.0) % 360.0


def from_six(cusps: Iterable[float]) -> Cusps:
    """Twelve cusps from the 10th, 11th, 12th, 1st, 2nd and 3rd; the others lie opposite."""
    six = tuple(cusps)
    south, east = six[:3], six[3:]
    return (*east, *map(opposite, south), *map(opposite, east), *south)


def steps_of_thirty(first: float) -> Cusps:
    return tuple((first + 30.0 * k) % 360.0 for k in range(12))


# Systems of equal arcs on the ecliptic


def equal(sky: Sky) -> Cusps:
    return steps_of_thirty(sky.ascendant)


def equal_from_midheaven(sky: Sky) -> Cusps:
    return steps_of_thirty(sky.midheaven + 90.0)


def vehlow(sky: Sky) -> Cusps:
    """The Ascendant is the middle of the first house."""
    return steps_of_thirty(sky.ascendant - 15.0)


def whole_sign(sky: Sky) -> Cusps:
    return steps_of_thirty(sky.ascendant // 30.0 * 30.0)


def equal_from_aries(_: Sky) -> Cusps:
    return steps_of_thirty(0.0)


# Systems that divide each quadrant of the ecliptic


def quadrants(sky: Sky) -> tuple[float, float, float]:
    """Ascendant, Midheaven, and the arc from the Midheaven to the Ascendant."""
    return sky.ascendant, sky.midheaven, (sky.ascendant - sky.midheaven) % 360.0


def by_quadrant(sky: Sky, share: Callable[[float], tuple[float, float]]) -> Cusps:
    """`share` gives the widths of the outer houses of a quadrant of that width: first and second of three."""
    ascendant, midheaven, arc = quadrants(sky)
    first, second = share(arc)
    third, fourth = share(180.0 - arc)
    upper = (midheaven, midheaven + first, midheaven + first + second)
    lower = (ascendant, ascendant + third, ascendant + third + fourth)
    return from_six(cusp % 360.0 for cusp in (*upper, *lower))


def porphyry(sky: Sky) -> Cusps:
    return by_quadrant(sky, lambda arc: (arc / 3.0, arc / 3.0))


def sripati(sky: Sky) -> Cusps:
    """Porphyry's cusps are the middles of the houses."""
    middles = porphyry(sky)
    return tuple((m + gap_deg(middles[k - 1], m) / 2.0) % 360.0 for k, m in enumerate(middles))


def pullen_sinusoidal_delta(sky: Sky) -> Cusps:
    """Half of what a quadrant has beyond 90 goes to its middle house, a quarter to each other; none below 0."""

    def share(arc: float) -> tuple[float, float]:
        middle = max(0.0, 30.0 + (arc - 90.0) / 2.0)
        return (arc - middle) / 2.0, middle

    return by_quadrant(sky, share)


def pullen_sinusoidal_ratio(sky: Sky) -> Cusps:
    """Widths r·x, x, r·x in the narrow quadrant and r³x, r⁴x, r³x in the wide one."""

    def share(arc: float) -> tuple[float, float]:
        narrow = min(arc, 180.0 - arc)
        wide = 180.0 - narrow

        def excess(r: float) -> float:
            return narrow / (2.0 * r + 1.0) * (2.0 * r**3 + r**4) - wide

        high = 2.0
        while excess(high) < 0.0:
            high *= 2.0
        r = root_between(excess, 1.0, high)
        x = narrow / (2.0 * r + 1.0)
        return (r * x, x) if arc <= 90.0 else (r**3 * x, r**4 * x)

    return by_quadrant(sky, share)


# Systems of great circles through two fixed points and twelve marks


def position_circles(sky: Sky, marks: tuple[Vector, ...]) -> Cusps:
    """Cusps 10, 11, 12, 1, 2, 3 from half circles between the north and south points of the horizon."""
    return from_six(sky.through(sky.north_point, mark) for mark in marks)


def regiomontanus(sky: Sky) -> Cusps:
    return position_circles(sky, tuple(direction(sky.armc_deg + 30.0 * k, 0.0) for k in range(6)))


def on_prime_vertical(sky: Sky, altitude_deg: float) -> Vector:
    return cosd(altitude_deg) * sky.east_point + sind(altitude_deg) * sky.zenith


def campanus(sky: Sky) -> Cusps:
    return position_circles(sky, tuple(on_prime_vertical(sky, 90.0 - 30.0 * k) for k in range(6)))


def savard_a(sky: Sky) -> Cusps:
    """As Campanus, but the prime vertical is cut by the parallels of two thirds and one third of the latitude."""
    latitude = sky.north_latitude_deg

    def altitude(part: float) -> float:
        return asind(sind(latitude * part) / sind(latitude)) if latitude else asind(part)

    high, low = altitude(2.0 / 3.0), altitude(1.0 / 3.0)
    return position_circles(sky, tuple(on_prime_vertical(sky, a) for a in (90.0, high, low, 0.0, -low, -high)))


def parallel_houses(sky: Sky, declination_deg: float) -> Cusps:
    """Position circles through a parallel's diurnal arc and nocturnal arc, each divided in six."""
    half_day = sky.semi_diurnal_arc(declination_deg)
    half_night = 180.0 - half_day
    cusps = []
    for house in range(1, 13):
        if house >= 7:
            right_ascension = sky.armc_deg - half_day * (10 - house) / 3.0
        else:
            right_ascension = sky.armc_deg + 180.0 + half_night * (house - 4) / 3.0
        cusps.append(sky.through(sky.north_point, direction(right_ascension, declination_deg)))
    return tuple(cusps)


def sunshine(sky: Sky) -> Cusps:
    return parallel_houses(sky, sky.sun_declination_deg)


def apc(sky: Sky) -> Cusps:
    return parallel_houses(sky, sky.declination(sky.ascendant))


def horizontal(sky: Sky) -> Cusps:
    """Vertical circles 30 degrees apart from the Midheaven's, counted from the equator's side to the east.

    Where the Midheaven stands on the pole's side of the zenith (the tropics), the count keeps its sense round the
    horizon, and the first cusp is due west: the manual's section 6.4, "the Vertex (and the cusps 11, 12, 1, 2, 3 of
    the horizon house system) is always located in the western hemisphere".
    """
    equatorward = -sky.north_point if sky.north_latitude_deg >= 0.0 else sky.north_point
    sense = 1.0 if sky.ecliptic_point(sky.midheaven) @ equatorward > 0.0 else -1.0
    marks = [sense * (cosd(30.0 * k) * equatorward + sind(30.0 * k) * sky.east_point) for k in range(6)]
    return from_six(sky.through(sky.zenith, mark) for mark in marks)


def hour_circles(sky: Sky, right_ascensions: tuple[float, ...]) -> Cusps:
    return from_six(sky.through(sky.celestial_pole, direction(ra, 0.0)) for ra in right_ascensions)


def meridian(sky: Sky) -> Cusps:
    return hour_circles(sky, tuple(sky.armc_deg + 30.0 * k for k in range(6)))


def carter_poli_equatorial(sky: Sky) -> Cusps:
    rising = sky.right_ascension(sky.ascendant)
    return hour_circles(sky, tuple(rising + 30.0 * (k - 3) for k in range(6)))


def alcabitius(sky: Sky) -> Cusps:
    """The Ascendant's semi-arcs, trisected on the equator."""
    day = sky.semi_diurnal_arc(sky.declination(sky.ascendant)) / 3.0
    night = 60.0 - day
    rising = sky.armc_deg + 3.0 * day
    marks = (sky.armc_deg, sky.armc_deg + day, sky.armc_deg + 2.0 * day)
    return hour_circles(sky, (*marks, rising, rising + night, rising + 2.0 * night))


def krusinski(sky: Sky) -> Cusps:
    """The great circle through Ascendant and zenith, in twelve, projected by hour circles."""
    rising = sky.ecliptic_point(sky.ascendant)
    marks = [cosd(30.0 * k) * sky.zenith + sind(30.0 * k) * rising for k in range(6)]
    return from_six(sky.through(sky.celestial_pole, mark) for mark in marks)


def morinus(sky: Sky) -> Cusps:
    """Twelve equal arcs of the equator, projected square onto the ecliptic."""
    marks = (direction(sky.armc_deg + 30.0 * k, 0.0) for k in range(6))
    return from_six(sky.ecliptic_longitude(mark) for mark in marks)


# Systems of time: how far a point has come along its own arc, or what rises when


def at_share_of_arc(sky: Sky, share: float) -> float:
    """The eastern ecliptic point at `share` of its semi-arc: 0 on the meridian above, 1 rising, 2 below."""

    def lag(longitude_deg: float) -> float:
        half_day = sky.semi_diurnal_arc(sky.declination(longitude_deg))
        distance = share * half_day if share <= 1.0 else half_day + (share - 1.0) * (180.0 - half_day)
        return gap_deg(sky.right_ascension(longitude_deg), sky.armc_deg + distance)

    ascendant, midheaven, arc = quadrants(sky)
    start = midheaven if share <= 1.0 else ascendant
    return root_between(lag, start, start + (arc if share <= 1.0 else 180.0 - arc)) % 360.0


def placidus(sky: Sky) -> Cusps:
    marks = (at_share_of_arc(sky, k / 3.0) for k in range(1, 6) if k != 3)
    eleven, twelve, two, three = marks
    return from_six((sky.midheaven, eleven, twelve, sky.ascendant, two, three))


def gauquelin(sky: Sky) -> Cusps:
    """Placidus' arcs in nine, 36 sectors counted with the daily motion: 1 rises, 10 culminates, 19 sets."""
    rising = [sky.ascendant, *(at_share_of_arc(sky, k / 9.0) for k in range(8, 0, -1))]
    below = [opposite(sky.midheaven), *(at_share_of_arc(sky, 1.0 + k / 9.0) for k in range(8, 0, -1))]
    return (*rising, *map(opposite, below), *map(opposite, rising), *below)


def rising_at(sky: Sky, armc_deg: float, pole_deg: float) -> float:
    """What rises at that sidereal time where the pole stands that high."""
    return Sky(armc_deg, sky.obliquity_deg, pole_deg).ascendant


def koch(sky: Sky) -> Cusps:
    """What rose when the Midheaven's degree had gone thirds of its way from rising, and as long from now."""
    third = sky.semi_diurnal_arc(sky.declination(sky.midheaven)) / 3.0
    pole = sky.north_latitude_deg
    eleven, twelve, one, two, three = (rising_at(sky, sky.armc_deg + k * third, pole) for k in (-2, -1, 0, 1, 2))
    return from_six((sky.midheaven, eleven, twelve, one, two, three))


def topocentric(sky: Sky) -> Cusps:
    """Polich and Page: the tangents of the pole heights are thirds of the latitude's."""
    steps = ((-60.0, 1.0), (-30.0, 2.0), (0.0, 3.0), (30.0, 2.0), (60.0, 1.0))
    poles = ((s, _atand(tand(sky.north_latitude_deg) * part / 3.0)) for s, part in steps)
    eleven, twelve, one, two, three = (rising_at(sky, sky.armc_deg + s, pole) for s, pole in poles)
    return from_six((sky.midheaven, eleven, twelve, one, two, three))


def _atand(x: float) -> float:
    return asind(x / (1.0 + x * x) ** 0.5)
