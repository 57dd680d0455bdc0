"""Each request gets a number, in its answer and in the log."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.edge.refusing import ANSWER_START
from outer_skies.telemetry.requests import new_request_id, request_id


class RequestIds:
    """Gives the number. One that was sent along is not believed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with a number."""
        number = new_request_id()
        before = request_id.set(number)

        async def numbered(message: Message) -> None:
            if message["type"] in ANSWER_START:
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", number.encode())]
            await send(message)

        try:
            await self._app(scope, receive, numbered)
        finally:
            request_id.reset(before)
