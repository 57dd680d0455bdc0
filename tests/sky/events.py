"""Finding instants in the engine's sky: meetings, stations, extremes. Times go in and come out in UTC."""

from collections.abc import Callable
from datetime import datetime, timedelta

import numpy as np
from asked import seen_at
from sphere import direction, gap_deg

from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import Position

Measure = Callable[[datetime], float]


def meeting(a: Body, b: Body | None, angle_deg: float, near: datetime) -> datetime:
    """When a's longitude is the angle ahead of b's (of 0 Aries without b), by Newton's steps along their speeds."""
    utc = near
    for _ in range(40):
        first = seen_at(utc, a)
        behind, slower = 0.0, 0.0
        if b is not None:
            second = seen_at(utc, b)
            behind, slower = second.longitude_deg, second.speed_deg_per_day
        off = gap_deg(first.longitude_deg - behind, angle_deg)
        step = -off / (first.speed_deg_per_day - slower)
        utc += timedelta(days=max(-20.0, min(20.0, step)))
        if abs(step) < 1e-7:
            return utc
    raise AssertionError(f"{a} and {b} do not come to {angle_deg} near {near}")


def extreme(measure: Measure, near: datetime, step: timedelta) -> tuple[datetime, float]:
    """The nearest minimum or maximum of a measure, by parabolas through three points."""
    utc = near
    for _ in range(12):
        before, here, after = measure(utc - step), measure(utc), measure(utc + step)
        bend = before - 2.0 * here + after
        shift = 0.5 * (before - after) / bend
        utc += step * max(-4.0, min(4.0, shift))
    return utc, measure(utc)


def of(body: Body, name: str) -> Measure:
    """A measure: one of a body's numbers."""

    def measure(utc: datetime) -> float:
        return float(getattr(seen_at(utc, body), name))

    return measure


def arc_deg(a: Position, b: Position) -> float:
    """The arc between two bodies on the sphere."""
    u, v = direction(a.longitude_deg, a.latitude_deg), direction(b.longitude_deg, b.latitude_deg)
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(u, v)), u @ v)))


def separation(a: Body, b: Body) -> Measure:
    """A measure: the arc between two bodies, in degrees."""
    return lambda utc: arc_deg(seen_at(utc, a), seen_at(utc, b))
