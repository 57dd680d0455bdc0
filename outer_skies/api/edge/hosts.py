"""Only questions to the app's own address are answered, and with TLS where that address has it."""

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from outer_skies.api.edge.asking import header
from outer_skies.api.edge.refusing import refuse
from outer_skies.api.problems import refusal_response
from outer_skies.settings import Settings


class Hosts:
    """Refuses other names, and sends who came to a trusted proxy without TLS to the address with it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = frozenset(settings.hosts)
        self._public_url = settings.public_url
        self._is_https = settings.is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is meant for us."""
        if (header(scope, b"host") or "").lower() not in self._hosts:
            answer = refusal_response(421, "Misdirected", "This server does not answer to that name.")
            await refuse(scope, receive, send, answer)
        elif self._is_https and scope["scheme"] in {"http", "ws"}:
            await refuse(scope, receive, send, RedirectResponse(self._public_url + _target(scope), 308))
        else:
            await self._app(scope, receive, send)


def _target(scope: Scope) -> str:
    """The path and query as they were asked for. It begins with a slash, so that it cannot become part of the host."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    return "/" + (path.partition(b"?")[0].lstrip(b"/") + (b"?" + query if query else b"")).decode("latin-1")
