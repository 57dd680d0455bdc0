"""What a draft means: text to `BirthData`, each field judged by itself, so that one error hides no other."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from outer_skies.charts import gazetteer
from outer_skies.charts.birth_text import date_in_words, parse_date, parse_time
from outer_skies.charts.casting import BirthData, cast
from outer_skies.engine.chart import Chart
from outer_skies.engine.day import DayChart
from outer_skies.engine.moments import CivilDate, OffsetSource
from outer_skies.errors import InvalidInput, NotFound, OuterSkiesError
from outer_skies.state.draft import Draft, checked_text, read_draft, read_zone
from outer_skies.state.failures import Failure, failure_of
from outer_skies.state.wording import OFFSET_SOURCES, moment_of, offset_text, weekday_text
from outer_skies.store.transaction import transaction

LONGEST_NAME = 200

Part = TypeVar("Part")

_encode = json.JSONEncoder(ensure_ascii=False).encode  # made once: `json.dumps` makes one at every call


@dataclass(slots=True)
class Understanding:
    """How far a draft is understood: the birth and its chart when all of it is, else what stands in the way."""

    draft: Draft | None = None
    birth: BirthData | None = None
    chart: Chart | DayChart | None = None
    failures: dict[str, Failure] = field(default_factory=dict)
    echo: dict[str, str] = field(default_factory=dict)

    def fail(self, error: Exception) -> None:
        """Keep the first failure of each field."""
        failure = failure_of(error)
        self.failures.setdefault(failure.field, failure)

    def attempt(self, part: Callable[[], Part]) -> Part | None:
        """What `part` returns; None when it fails, which is then kept."""
        try:
            return part()
        except OuterSkiesError as error:
            self.fail(error)
            return None

    def form_view(self, seq: int, *, saved: bool = False) -> str:
        """What the form shows, as JSON. `seq` says which draft it answers; a `saved` one need not be kept."""
        errors = {name: _failure_view(failure) for name, failure in self.failures.items()}
        return _encode({"seq": seq, "errors": errors, "echo": self.echo, "saved": saved})


class Birthplace(msgspec.Struct, frozen=True):
    """Where a draft says the birth was: found, not yet typed (both None), or what stands in the way."""

    match: gazetteer.PlaceMatch | None = None
    failure: Failure | None = None


async def understand(payload: object, *, must_be_complete: bool = False) -> Understanding:
    """Read a draft as far as it goes. What is still empty is a failure only when it `must_be_complete`."""
    place = await find_birthplace(payload, is_final=must_be_complete)
    return understand_at(place, payload, must_be_complete=must_be_complete)


def understand_at(place: Birthplace, payload: object, *, must_be_complete: bool = False) -> Understanding:
    """Read a draft whose birthplace has been looked up: all the rest, which needs no database."""
    found = Understanding()
    draft, wrong = read_draft(payload)
    found.draft = draft
    for error in wrong:
        found.fail(error)
    if "form" in found.failures:
        return found
    if place.failure is not None:
        found.failures.setdefault(place.failure.field, place.failure)
    if must_be_complete:
        _require_all(found, draft)
    if len(draft.name) > LONGEST_NAME:
        found.fail(InvalidInput(f"Keep the name within {LONGEST_NAME} characters.", field="name"))
    date = _read_date(found, draft)
    time = found.attempt(lambda: parse_time(draft.time)) if draft.time.strip() and not draft.is_time_unknown else None
    given = found.attempt(lambda: read_zone(draft.zone))
    is_timed = time is not None or draft.is_time_unknown
    if found.failures or not is_timed or date is None or place.match is None or given is None:
        return found
    zone, offset_s = given
    birth = found.birth = BirthData(
        date=date,
        time=time,
        place=gazetteer.place_of(place.match),
        zone=zone or place.match.zone,
        fold=draft.fold,
        utc_offset_s=offset_s,
        name=draft.name.strip(),
    )
    found.chart = found.attempt(lambda: cast(birth, draft.options))
    if found.chart is not None:
        found.echo["zone"] = zone_line(found.chart)
    return found


def zone_line(chart: Chart | DayChart) -> str:
    """`America/Halifax, UTC −3:00 from zone history`."""
    moment = moment_of(chart)
    source = OFFSET_SOURCES[moment.offset_source]
    zone = moment.zone if moment.zone and moment.offset_source is OffsetSource.IANA else ""
    return ", ".join(part for part in (zone, f"{offset_text(moment.utc_offset_s)} {source}") if part)


def _require_all(found: Understanding, draft: Draft) -> None:
    if not draft.date.strip():
        found.fail(InvalidInput("Type the date of birth.", field="date"))
    if not draft.time.strip() and not draft.is_time_unknown:
        found.fail(InvalidInput("Type the time, or tick “Time unknown”.", field="time"))
    if not draft.place_id and not draft.place.strip():
        found.fail(InvalidInput("Type the place of birth.", field="place"))


def _read_date(found: Understanding, draft: Draft) -> CivilDate | None:
    if not draft.date.strip():
        return None
    date = found.attempt(lambda: parse_date(draft.date, draft.calendar))
    if date is not None:
        found.echo["date"] = f"{weekday_text(date)}, {date_in_words(date)}"
    return date


async def find_birthplace(payload: object, *, is_final: bool = False) -> Birthplace:
    """The picked place or the typed coordinates; a name that nobody picked is looked up only when the form is sent."""
    sent: Mapping[str, Any] = payload if isinstance(payload, Mapping) else {}
    try:
        place_id = checked_text(sent.get("placeId") or "", field="place")
        typed = checked_text(sent.get("place") or "", field="place")
        if not place_id and not typed.strip():
            return Birthplace()
        if not place_id and (point := gazetteer.place_typed(typed)):
            return Birthplace(point)
        async with transaction() as tx:
            if place_id:
                return Birthplace(await gazetteer.open_place(tx, place_id))
            return Birthplace(await gazetteer.find_place(tx, typed) if is_final else None)
    except NotFound as error:
        return Birthplace(failure=failure_of(InvalidInput(str(error), field="place")))
    except OuterSkiesError as error:
        return Birthplace(failure=failure_of(error))


def _failure_view(failure: Failure) -> dict[str, Any]:
    return {
        "text": failure.text,
        "choices": [{"label": c.label, "detail": c.detail, "patch": c.patch} for c in failure.choices],
    }
