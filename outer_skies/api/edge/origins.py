"""Only our own pages may change anything or open the websocket: no other site may use a visitor's cookie."""

from starlette.types import ASGIApp, Receive, Scope, Send

from outer_skies.api.edge.asking import header, headers_named
from outer_skies.api.edge.refusing import refuse
from outer_skies.api.problems import problem_response
from outer_skies.errors import NotAllowed
from outer_skies.settings import Settings

_READING = frozenset({"GET", "HEAD"})


class Origins:
    """Checks where a change comes from: an exact origin, and what the browser says of the site where it says any.

    A program that sends neither is let in without cookies only: nothing can be done with it in another's name.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._origins = frozenset(settings.origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what our own pages ask, and what changes nothing."""
        if self._is_ours(scope):
            await self._app(scope, receive, send)
        else:
            answer = problem_response(NotAllowed("Only the pages of this site may do this."))
            await refuse(scope, receive, send, answer)

    def _is_ours(self, scope: Scope) -> bool:
        if scope["type"] == "websocket":
            return header(scope, b"origin") in self._origins
        method = scope["method"]
        if method in _READING:
            return True
        if method == "OPTIONS":
            # Browsers ask before a request only for pages of other origins, and to those nothing is allowed.
            return header(scope, b"access-control-request-method") is None
        origin, site = header(scope, b"origin"), header(scope, b"sec-fetch-site")
        if origin is None and site is None:
            return not headers_named(scope, b"cookie")
        return origin in {None, *self._origins} and site in {None, "same-origin"}
