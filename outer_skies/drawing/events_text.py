"""Events as plain text: a line an event, in aligned columns. Times are UTC, to the second."""

from collections.abc import Callable, Iterable, Sequence

from outer_skies.drawing.columns import columns
from outer_skies.drawing.notation import nearest_arc_text, point_text, zodiac_point
from outer_skies.engine.events.event import Event, EventKind
from outer_skies.engine.events.local_solar_eclipses import LocalSolarEclipse
from outer_skies.engine.events.lunar_eclipses import LocalLunarEclipse
from outer_skies.engine.zodiac import sign_of

LocalEclipse = LocalSolarEclipse | LocalLunarEclipse


def events_text(events: Iterable[Event]) -> str:
    """When, what and where in the zodiac."""
    return columns([("UTC", "Event", "At"), *((utc_cell(one.utc), event_phrase(one), _where(one)) for one in events)])


def eclipses_text(events: Sequence[Event], seen: Sequence[LocalEclipse] | None = None) -> str:
    """When an eclipse is greatest, its type and magnitude, its Saros series and member, gamma, and where it is.

    With what is seen of them at a place, also of what type they are there and from when to when.
    """
    rows = [("UTC", "Eclipse", "Magnitude", "Saros", "Member", "Gamma", "At", "Here", "Seen")]
    for one, local in zip(events, seen or [None] * len(events), strict=True):
        numbers = (_decimals(one.magnitude), _number(one.saros), _number(one.saros_member), _decimals(one.gamma))
        rows.append((utc_cell(one.utc), event_phrase(one), *numbers, _where(one), *_here(local)))
    return columns(rows, {"Magnitude", "Saros", "Member", "Gamma"})


def _here(local: LocalEclipse | None) -> tuple[str, str]:
    if local is None:
        return "", ""
    spans = ", ".join(f"{span.start_utc[11:16]} to {span.end_utc[11:16]}" for span in local.visible)
    if local.type is None:
        return "not seen", spans
    covered = f" {local.magnitude:.2f}" if isinstance(local, LocalSolarEclipse) else ""
    return local.type.value + covered, spans


def utc_cell(utc: str) -> str:
    """`2020-12-21 18:20:30`."""
    return utc.replace("T", " ").removesuffix("Z")


def event_phrase(event: Event) -> str:
    """What happens in a few words: "Jupiter conjunction Saturn", "Mercury turns retrograde"."""
    tell = _PHRASES.get(event.kind, _plainly)
    return tell(event)


def _names(event: Event) -> str:
    return ", ".join(body.label for body in event.bodies)


def _aspect(event: Event) -> str:
    names = [body.label for body in event.bodies]
    if event.point is not None:
        names.append("natal " + event.point.replace("_", " "))
    return f" {event.aspect} ".join(names)


def _void(event: Event) -> str:
    sign = "" if event.sign is None else f" in {event.sign.label}"
    last = "" if event.aspect is None else f", last {_aspect(event)}"
    return f"Moon void of course{sign} until {utc_cell(event.end_utc or '')}{last}"


def _ingress(event: Event) -> str:
    sign = "" if event.sign is None else event.sign.label
    return f"{_names(event)} enters {sign}{', retrograde' if event.is_retrograde else ''}"


def _eclipse(event: Event) -> str:
    kind = event.kind.value.replace("_", " ")
    return f"{event.type} {kind}".capitalize() if event.type else kind.capitalize()


def _plainly(event: Event) -> str:
    return f"{_names(event)} {event.kind.value.replace('_', ' ')}".strip()


_PHRASES: dict[EventKind, Callable[[Event], str]] = {
    EventKind.ASPECT: _aspect,
    EventKind.INGRESS: _ingress,
    EventKind.HOUSE_INGRESS: lambda event: f"{_names(event)} enters house {event.house}",
    EventKind.STATION: lambda event: f"{_names(event)} turns {event.turns}",
    EventKind.RETROGRADE: lambda event: f"{_names(event)} retrograde until {utc_cell(event.end_utc or '')}",
    EventKind.RETURN: lambda event: f"{_names(event)} returns",
    EventKind.LUNATION: lambda event: (event.phase or "").replace("_", " ").capitalize(),
    EventKind.VOID: _void,
    EventKind.SOLAR_ECLIPSE: _eclipse,
    EventKind.LUNAR_ECLIPSE: _eclipse,
}


def _where(event: Event) -> str:
    if event.declination_deg is not None:
        return nearest_arc_text(event.declination_deg)
    if event.longitude_deg is None:
        return ""
    return f"{point_text(zodiac_point(event.longitude_deg))} {sign_of(event.longitude_deg).label}"


def _decimals(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".replace("-", "−")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
