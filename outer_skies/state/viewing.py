"""What every state shares: who is looking, how large their wheel is, and what they are told."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, cast

import reflex as rx

from outer_skies.accounts import sessions
from outer_skies.accounts.browsers import Viewer
from outer_skies.drawing.wheel import WheelSize
from outer_skies.errors import InvalidInput, OuterSkiesError
from outer_skies.state.failures import Failure, failure_of
from outer_skies.store.transaction import Transaction

P = ParamSpec("P")


class Notices(rx.State):
    """The one line at the foot of the page that says what just happened."""

    text: str = ""
    undo_chart_id: str = ""
    size: str = ""
    _likely_size: str = ""

    @rx.event
    async def dismiss(self) -> None:
        """Clear the line."""
        self.text = ""
        self.undo_chart_id = ""

    @rx.event
    async def broke(self, text: str) -> None:
        """Say that something broke. Anyone may call this; it shows the caller their own words, escaped."""
        self.text = str(text)[:200]

    @rx.event
    async def resized(self, size: str) -> None:
        """Remember the class of wheel that fits this window, for every later drawing."""
        self.size = read_size(size)


def read_size(value: object) -> WheelSize:
    """The class of wheel in an event's payload.

    Raises: `InvalidInput`.
    """
    try:
        return WheelSize(cast("str", value))
    except ValueError as error:
        raise InvalidInput("There is no wheel of that size.", field="size") from error


async def notices(state: rx.State) -> Notices:
    """The notice line of this session."""
    return await state.get_state(Notices)


async def wheel_size(state: rx.State) -> WheelSize:
    """The wheel that fits: as the page measured it, or before that by whether the browser says it is a phone."""
    line = await notices(state)
    if not (line.size or line._likely_size):  # noqa: SLF001  reading the headers at every event is slow
        is_phone = "Mobile" in state.router.headers.user_agent
        line._likely_size = WheelSize.SMALL if is_phone else WheelSize.LARGE  # noqa: SLF001  as above
    return WheelSize(line.size or line._likely_size)  # noqa: SLF001  as above


async def viewer_of(tx: Transaction, state: rx.State) -> Viewer:
    """Who sent this event, by the cookies of their browser."""
    return await sessions.viewer_of(tx, state.router.headers.cookie)


async def say(state: rx.State, text: str, *, undo_chart_id: str = "") -> None:
    """Put `text` on the notice line."""
    line = await notices(state)
    line.text = text
    line.undo_chart_id = undo_chart_id


def told(handler: Callable[P, Awaitable[Any]]) -> Callable[P, Awaitable[Any]]:
    """Let what goes wrong in an event handler reach the notice line, in words."""

    @functools.wraps(handler)
    async def telling(*args: P.args, **kwargs: P.kwargs) -> Any:  # noqa: ANN401  whatever the handler returns
        try:
            return await handler(*args, **kwargs)
        except OuterSkiesError as error:
            failure: Failure = failure_of(error)
            await say(cast("rx.State", args[0]), failure.text)
            return None

    return telling


def say_unforeseen(exception: Exception) -> rx.event.EventSpec:
    """What nobody foresaw, said on the notice line with the reference number that the log has."""
    return cast("rx.event.EventSpec", Notices.broke(failure_of(exception).text))
