"""The kinds of failure. Features raise them; two tables translate them, one for HTTP and one for the screen."""

from collections.abc import Sequence


class OuterSkiesError(Exception):
    """Base of everything we raise on purpose. `str()` of it is fit to show to a person."""


class InvalidInput(OuterSkiesError):  # noqa: N818  the kind is named for what it is
    """What was typed cannot be used. `field` names the input it belongs beside."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class NonexistentCivilTime(InvalidInput):
    """Clocks skipped this local time. `before` and `after` are the nearest local times that existed."""

    def __init__(self, *, before: str, after: str) -> None:
        super().__init__(f"Clocks skipped this hour. {before} or {after}?", field="time")
        self.before = before
        self.after = after


class AmbiguousCivilTime(InvalidInput):
    """Clocks showed this local time twice. `earlier` and `later` are the two UTC offsets in seconds."""

    def __init__(self, *, earlier: float, later: float) -> None:
        super().__init__("This hour happened twice that night. Which one?", field="time")
        self.earlier = earlier
        self.later = later


class Undefined(OuterSkiesError):  # noqa: N818
    """The question has no answer in astronomy or in the method asked for."""


class HouseSystemUndefined(Undefined):
    """The house system has no cusps at this latitude; `alternatives` names systems that do."""

    def __init__(self, system: str, north_latitude_deg: float, alternatives: Sequence[str]) -> None:
        side = "north" if north_latitude_deg >= 0 else "south"
        name = system.replace("_", " ").capitalize()
        better = alternatives[0].replace("_", " ").capitalize() if alternatives else ""
        offer = f" {better} does." if better else ""
        super().__init__(f"{name} has no houses this far {side}.{offer}")
        self.system = system
        self.north_latitude_deg = north_latitude_deg
        self.alternatives = tuple(alternatives)


class OutsideEphemeris(Undefined):
    """The moment lies outside the years that can be computed, `start_year` to `end_year`."""

    def __init__(self, start_year: int, end_year: int) -> None:
        super().__init__(f"Positions can be computed from the year {start_year} to {end_year}.")
        self.start_year = start_year
        self.end_year = end_year


class NotSignedIn(OuterSkiesError):  # noqa: N818
    """The verb needs a known viewer and there is none."""


class NotAllowed(OuterSkiesError):  # noqa: N818
    """The viewer is known and may not do this."""


class NotFound(OuterSkiesError):  # noqa: N818
    """There is no such thing, or not for this viewer."""


class Conflict(OuterSkiesError):  # noqa: N818
    """Something else changed it first, or holds it."""


class LimitReached(OuterSkiesError):  # noqa: N818
    """Too much, too fast. `retry_after_s` says when to come back."""

    def __init__(self, message: str, *, retry_after_s: float) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Unavailable(OuterSkiesError):  # noqa: N818
    """Something we depend on does not answer. `transient` says whether trying again helps."""

    def __init__(self, message: str, *, transient: bool) -> None:
        super().__init__(message)
        self.transient = transient


class Broken(OuterSkiesError):  # noqa: N818
    """A promise of ours does not hold; never the viewer's fault."""


class EphemerisDowngraded(Broken):
    """The library answered from another ephemeris than the one asked for."""
