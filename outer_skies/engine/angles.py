"""Arithmetic on the circle, in degrees."""

FULL_CIRCLE_DEG = 360.0
HALF_CIRCLE_DEG = 180.0
_MINUTES_PER_DEGREE = 60
# A value this close below a whole minute is that minute, blurred by a sum of doubles (0.4 micro-arcseconds).
_BLUR_MINUTES = 1e-9


def normalized_deg(angle_deg: float) -> float:
    """The same direction in [0, 360)."""
    turned = angle_deg % FULL_CIRCLE_DEG
    # A tiny negative angle rounds up to 360.0 itself.
    return 0.0 if turned >= FULL_CIRCLE_DEG else turned


def separation_deg(a_deg: float, b_deg: float) -> float:
    """The shorter way between two directions, in [0, 180]."""
    apart = abs(a_deg - b_deg) % FULL_CIRCLE_DEG
    return FULL_CIRCLE_DEG - apart if apart > HALF_CIRCLE_DEG else apart


def signed_separation_deg(a_deg: float, b_deg: float) -> float:
    """How far to turn from `a_deg` to reach `b_deg` the shorter way, in (-180, 180]."""
    turn = (b_deg - a_deg) % FULL_CIRCLE_DEG
    return turn - FULL_CIRCLE_DEG if turn > HALF_CIRCLE_DEG else turn


def midpoint_deg(a_deg: float, b_deg: float) -> float:
    """The middle of the shorter arc between two directions, in [0, 360).

    Of opposite directions both middles are as near; then it is the one 90 degrees after the smaller number.
    """
    # Counted from the smaller, so that it is the same number from either side.
    first = min(a_deg, b_deg)
    return normalized_deg(first + signed_separation_deg(first, max(a_deg, b_deg)) / 2)


def degree_minute(angle_deg: float) -> tuple[int, int]:
    """Whole degrees and whole minutes of a non-negative angle, cut and never rounded: 29.9999 is 29°59′.

    Cutting keeps a body in the sign it is in; rounding would move it into the next.
    """
    minutes = int(angle_deg * _MINUTES_PER_DEGREE + _BLUR_MINUTES)
    return divmod(minutes, _MINUTES_PER_DEGREE)


def degree_minute_text(angle_deg: float) -> str:
    """The angle as people write it, "26°32′", cut and never rounded."""
    degree, minute = degree_minute(angle_deg)
    return f"{degree}°{minute:02d}′"
