"""What nobody foresaw is answered like every other failure, with the number that it was logged under."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.api.problems import problem_response
from outer_skies.telemetry.accidents import reference_for


class Accidents:
    """Answers for whatever raised. An answer that had begun is cut off, so that nobody takes it for whole."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, whatever happens."""
        has_begun = False

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if has_begun:
                reference_for(error)
                raise
            if scope["type"] == "websocket":
                reference_for(error)
                await send({"type": "websocket.close", "code": 1011})
            else:
                await problem_response(error)(scope, receive, send)
