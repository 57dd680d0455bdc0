"""The screen's table of failures: each kind of error to the words and the choices that a person sees.

`api/problems.py` is the other table. A test walks every kind and fails when one is missing here.
"""

from dataclasses import dataclass
from typing import Any

from outer_skies.charts.birth_text import AmbiguousDate, date_in_words, parse_date
from outer_skies.charts.gazetteer import AmbiguousPlace
from outer_skies.engine.moments import Calendar, Fold
from outer_skies.errors import (
    AmbiguousCivilTime,
    Conflict,
    HouseSystemUndefined,
    InvalidInput,
    LimitReached,
    NonexistentCivilTime,
    NotAllowed,
    NotFound,
    NotSignedIn,
    OuterSkiesError,
    Unavailable,
    Undefined,
)
from outer_skies.state.wording import offset_text
from outer_skies.telemetry.accidents import reference_for

MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a failure: a button. `patch` holds the form's fields that it sets."""

    label: str
    detail: str
    patch: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """What the screen shows. `field` is where it stands; empty for the whole page."""

    field: str
    text: str
    choices: tuple[Choice, ...] = ()


def failure_of(error: Exception) -> Failure:
    """What a person sees of `error`. Anything unforeseen gets a reference number that the log has too."""
    if isinstance(error, InvalidInput):
        return Failure(error.field, str(error), _choices(error))
    if isinstance(error, Undefined):
        return Failure("houses" if isinstance(error, HouseSystemUndefined) else "date", str(error), _choices(error))
    words = _words(error)
    if words is None:
        words = f"Something broke here, not with you. Reference {reference_for(error)}."
    return Failure("", words)


def _words(error: Exception) -> str | None:
    match error:
        case NotSignedIn() | NotAllowed():
            return "Sign in to do this."
        case NotFound():
            return "There is no such chart in this browser."
        case LimitReached():
            return f"{error} Try again in {error.retry_after_s:.0f} s."
        case Unavailable():
            again = "" if "Try again" in str(error) or not error.transient else " Try again in a moment."
            return f"{error}{again}"
        case Conflict():
            return str(error)
        case _:
            return None


def _choices(error: OuterSkiesError) -> tuple[Choice, ...]:
    if isinstance(error, NonexistentCivilTime):
        return tuple(map(_clock_choice, (error.before, error.after)))
    if isinstance(error, AmbiguousCivilTime):
        return (
            Choice("The first", _offset_words(error.earlier), {"fold": Fold.EARLIER}),
            Choice("The second", _offset_words(error.later), {"fold": Fold.LATER}),
        )
    if isinstance(error, AmbiguousDate):
        return tuple(Choice(date, "", {"date": date}) for date in error.readings)
    if isinstance(error, AmbiguousPlace):
        return tuple(
            Choice(place.name, place.detail, {"place": place.label, "placeId": place.id})
            for place in error.candidates[:MOST_CHOICES]
        )
    if isinstance(error, HouseSystemUndefined):
        return tuple(
            Choice(name.replace("_", " ").capitalize(), "", {"houses": name})
            for name in error.alternatives[:MOST_CHOICES]
        )
    return ()


def _clock_choice(clock: str) -> Choice:
    """A time, or `2018-11-03 23:59` where the nearest one is of another day, which is always told as Gregorian."""
    day, _, time = clock.rpartition(" ")
    if not day:
        return Choice(time, "", {"time": time})
    date = date_in_words(parse_date(day))
    return Choice(time, date, {"time": time, "date": date, "calendar": Calendar.GREGORIAN})


def _offset_words(seconds: float) -> str:
    return f"clocks at {offset_text(seconds)}"
