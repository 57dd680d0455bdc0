"""A frame holds an event that a page of ours can send, or nobody reads it any further."""

import json

import pytest
from asking import Echo, talk

from outer_skies.api.edge.event_shapes import EventShapes

pytestmark = pytest.mark.anyio

KNOWN = "reflex___state____state.cast.draft_changed"
DRAFT = {"name": "Ann", "bodies": ["sun", "moon"], "timeUnknown": False, "placeId": None, "orbs": {"trine": 3.5}}
EVENT = {"name": KNOWN, "payload": {"draft": DRAFT, "seq": 3}, "router_data": {"pathname": "/", "query": {"x": "1"}}}


def frame(event: object, topic: str = "event") -> str:
    return "42/_event," + json.dumps([topic, event])


GOOD = [
    "2", "3", "1", "41/_event,", "40/_event,", "40/_event," + json.dumps({"event": EVENT, "state_schema": "a" * 64}),
    frame(EVENT), frame({"name": KNOWN}), frame(EVENT | {"event_actions": {"throttle": 100}}),
    frame({"message": "x", "error_type": "state_update"}, "client_error"),
    frame(EVENT | {"payload": {"name": "🌒" * 10_000, "number": 10**30}}),
]  # fmt: skip
BAD = [
    "", "0", "4", "42", "hello", "5", "43/_event,1[]", "42[]", "42/_event,", "42/_event,[]", "42/_event,{}",
    "42/other,[]",
    "42/_event,null", '42/_event,["event"]', "45/_event,[]", "451-/_event,[]", "40/_event,[]", "42/_event,1[]", b"\x00",
    frame(EVENT, "disconnect"), frame(EVENT, "connect"), frame("text"), frame([EVENT]), frame(None), frame({}),
    frame(EVENT | {"name": 1}), frame(EVENT | {"name": "a b"}), frame(EVENT | {"name": "x" * 201}),
    frame(EVENT | {"token": "another's"}), frame(EVENT | {"name": "a\ncookie: x"}), frame(EVENT | {"handler": {}}),
    frame(EVENT | {"payload": []}), frame(EVENT | {"payload": {"x" * 65: 1}}),
    frame(EVENT | {"payload": {str(number): 1 for number in range(33)}}),
    frame(EVENT | {"payload": {"a": [[[[1]]]]}}), frame(EVENT | {"payload": {"a": {"b": {"c": {}}}}}),
    "42/_event," + "[" * 100_000, '42/_event,["event",{"name":"a","payload":{"a":' + "[" * 50_000,
    '42/_event,["event",{"name":"a","payload":{"a":NaN}}]', '42/_event,["event",{"name":"a"}] trailing',
    '42/_event,["event",{"name":"\ud800"}]', "40/_event," + json.dumps({"event": EVENT, "token": "x"}),
    frame({"message": "x", "stack": "y"}, "client_error"), frame({"message": "x" * 10_001}, "client_error"),
]  # fmt: skip


@pytest.mark.parametrize("sent", GOOD, ids=lambda sent: sent[:40])
async def test_what_a_page_sends_passes(sent: str) -> None:
    echo = Echo()
    assert (await talk(EventShapes(echo, {KNOWN}), [sent])).closed_with is None
    assert echo.frames == [sent]


@pytest.mark.parametrize("sent", BAD, ids=lambda sent: repr(sent)[:40])
async def test_anything_else_ends_the_websocket_unread(sent: str | bytes) -> None:
    echo = Echo()
    assert (await talk(EventShapes(echo, {KNOWN}), [sent, frame(EVENT)])).closed_with == 1008
    assert (echo.frames, echo.left_with) == ([], 1008)


async def test_an_event_without_a_handler_is_dropped_and_nothing_of_it_is_logged(caplog) -> None:
    echo = Echo()
    gone = frame(EVENT | {"name": "state.gone"})
    assert (await talk(EventShapes(echo, {KNOWN}), [gone, frame(EVENT)])).closed_with is None
    assert echo.frames == [frame(EVENT)]
    assert "no handler" in caplog.text
    assert "gone" not in caplog.text
    assert "Ann" not in caplog.text
