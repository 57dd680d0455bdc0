"""How often anyone may ask: pages, charts and websockets, by browser and by address.

Files of the built pages are not counted: to send one costs no more than to count it.
"""

from pathlib import PurePosixPath

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from outer_skies.accounts.limits import CASTING, GENERAL, HANDSHAKES, HEALTH, Limits
from outer_skies.api.edge.asking import address_of, browser_of
from outer_skies.api.edge.refusing import ANSWER_START, refuse
from outer_skies.api.problems import problem_response
from outer_skies.errors import LimitReached
from outer_skies.store.windows import Rule, Taken

_FILES = frozenset({".js", ".css", ".svg", ".woff2", ".png", ".ico", ".webmanifest"})
_OUR_FILES = ("/charts/", "/api/")
"""What looks like a file below these is made when it is asked for."""

_HEALTH = frozenset({"/livez", "/readyz"})


class RequestLimits:
    """Counts each request before anything is looked up for it, and tells what is left."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is within the limits."""
        rule = rule_for(scope)
        if rule is None:
            await self._app(scope, receive, send)
            return
        try:
            counted = await self._limits.take(rule, browser=browser_of(scope), address=address_of(scope))
        except LimitReached as error:
            own = self._limits.rule(rule)
            told = _told(own, Taken(is_allowed=False, left=0, more_in_s=int(error.retry_after_s)))
            await refuse(scope, receive, _telling(send, told), problem_response(error))
            return
        await self._app(scope, receive, _telling(send, _told(*counted)))


def rule_for(scope: Scope) -> Rule | None:
    """The rule that a question is counted by; None for files of the built pages."""
    if scope["type"] == "websocket":
        return HANDSHAKES
    path: str = scope["path"]
    if path in _HEALTH:
        return HEALTH
    if path.startswith("/charts/"):
        return CASTING
    if not path.startswith(_OUR_FILES) and PurePosixPath(path).suffix in _FILES:
        return None
    return GENERAL


def _told(rule: Rule, taken: Taken) -> list[tuple[bytes, bytes]]:
    """The headers of draft-ietf-httpapi-ratelimit-headers."""
    return [
        (b"ratelimit-policy", f'"{rule.name}";q={rule.amount};w={rule.window_s}'.encode()),
        (b"ratelimit", f'"{rule.name}";r={taken.left};t={taken.more_in_s}'.encode()),
    ]


def _telling(send: Send, told: list[tuple[bytes, bytes]]) -> Send:
    async def tell(message: Message) -> None:
        if message["type"] in ANSWER_START:
            message["headers"] = [*message.get("headers", ()), *told]
        await send(message)

    return tell
