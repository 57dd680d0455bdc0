"""The bodies and points a chart is drawn from."""

from enum import StrEnum


class Body(StrEnum):
    """Sun to Pluto, the Moon's nodes and apogee, two centaurs and the four first asteroids."""

    SUN = "sun"
    MOON = "moon"
    MERCURY = "mercury"
    VENUS = "venus"
    MARS = "mars"
    JUPITER = "jupiter"
    SATURN = "saturn"
    URANUS = "uranus"
    NEPTUNE = "neptune"
    PLUTO = "pluto"
    MEAN_NODE = "mean_node"
    TRUE_NODE = "true_node"
    MEAN_LILITH = "mean_lilith"
    TRUE_LILITH = "true_lilith"
    CHIRON = "chiron"
    PHOLUS = "pholus"
    CERES = "ceres"
    PALLAS = "pallas"
    JUNO = "juno"
    VESTA = "vesta"

    __hash__ = str.__hash__  # the enum's own is written in Python, and bodies are looked up all the time

    @property
    def label(self) -> str:
        """The name as people write it, "Mean Lilith"."""
        return _LABELS[self]


_LABELS = {
    body: {Body.MEAN_LILITH: "Mean Lilith", Body.TRUE_LILITH: "True Lilith"}.get(
        body, body.value.replace("_", " ").capitalize()
    )
    for body in Body
}

ALL_BODIES = tuple(Body)
DEFAULT_BODIES = (*ALL_BODIES[:10], Body.TRUE_NODE, Body.MEAN_LILITH, Body.CHIRON)
# Two ways to compute one point: their closeness is no meeting of two bodies.
SAME_POINT = ((Body.MEAN_NODE, Body.TRUE_NODE), (Body.MEAN_LILITH, Body.TRUE_LILITH))
# What the analytical theory has no series for.
FILES_ONLY = frozenset({Body.CHIRON, Body.PHOLUS, Body.CERES, Body.PALLAS, Body.JUNO, Body.VESTA})
