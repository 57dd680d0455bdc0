"""What a frame may hold: an event that a page of ours can send, and nothing that was ever read further.

Of an event: its name is one that is known, its parts are those that the page sends and no other, its payload holds
plain values and lists or tables of them, nested no deeper than a form. What its values mean is the handler's to check.
A page of an older build may send a name that is gone: that event is dropped. Whatever else is no event ends the socket.
"""

import logging
from collections.abc import Container
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.refusing import POLICY, Door

logger = logging.getLogger(__name__)

# One level of nesting a line, so that a type says how deep values may go and the decoder stops there.
_Plain = str | int | float | bool | None
_Values = _Plain | list[_Plain] | dict[str, _Plain]
_Tables = _Plain | list[_Values] | dict[str, _Values]
_Payload = Annotated[dict[Annotated[str, Meta(max_length=64)], _Tables], Meta(max_length=32)]
_Name = Annotated[str, Meta(max_length=200, pattern=r"^[A-Za-z0-9_.]+$")]

_PULSE = frozenset({"2", "3"})
_NAMESPACE = "/_event,"


class Event(Struct, forbid_unknown_fields=True):
    """An event as a page sends it."""

    name: _Name
    payload: _Payload = {}
    router_data: _Payload = {}
    event_actions: _Payload = {}
    handler: None = None
    traceparent: Annotated[str, Meta(max_length=64)] | None = None


class Greeting(Struct, forbid_unknown_fields=True):
    """What a page says when it connects: the schema that it was built for, and its first event."""

    event: Event | None = None
    state_schema: Annotated[str, Meta(max_length=128)] | None = None


class Complaint(Struct, forbid_unknown_fields=True):
    """What a page says when it could not show an answer."""

    message: Annotated[str, Meta(max_length=10_000)] = ""
    error_type: Annotated[str, Meta(max_length=64)] = ""
    substate: Annotated[str, Meta(max_length=10_000)] = ""


_greeting = msgspec.json.Decoder(Greeting)
_any_event = msgspec.json.Decoder(tuple[str, msgspec.Raw])
_event = msgspec.json.Decoder(Event)
_complaint = msgspec.json.Decoder(Complaint)


class NoEvent(Exception):  # noqa: N818  never leaves this module
    """The frame holds nothing that a page of ours sends."""


class EventShapes:
    """Looks at each frame before it is read in earnest."""

    def __init__(self, app: ASGIApp, known: Container[str]) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a websocket of events only."""
        is_socket = scope["type"] == "websocket"
        await self._app(scope, self._checked(Door(receive, send)) if is_socket else receive, send)

    def _checked(self, door: Door) -> Receive:
        async def hear() -> Message:
            while True:
                message = await door.receive()
                if message["type"] != "websocket.receive":
                    return message
                try:
                    name = event_name(message.get("text"))
                except NoEvent:
                    return await door.shut(POLICY, "That is no event of a page of ours.")
                if name is None or name in self._known:
                    return message
                logger.warning("dropped an event that there is no handler for")

        return hear


def event_name(frame: Any) -> str | None:  # noqa: ANN401  whatever arrived
    """The name of the event in this frame; None when it holds none, a pulse for example.

    Raises: `NoEvent` for what no page sends.
    """
    if not isinstance(frame, str):
        raise NoEvent
    if frame in _PULSE or frame == "1":
        return None
    kind, rest = frame[:2], frame[2:]
    if kind == "41":
        return None
    if not rest.startswith(_NAMESPACE):
        raise NoEvent
    body = rest[len(_NAMESPACE) :]
    try:
        if kind == "40":
            greeting = _greeting.decode(body or "{}")
            return greeting.event.name if greeting.event else None
        if kind != "42":
            raise NoEvent
        topic, told = _any_event.decode(body)
        if topic == "event":
            return _event.decode(told).name
        if topic != "client_error":
            raise NoEvent
        _complaint.decode(told)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise NoEvent from error
    return None
