"""What stands before the pages, once and in this order: who may ask, how much, how often, from where.

Each layer is a plain ASGI wrapper in a module of its own and does one thing, for pages, files, our own routes and the
websocket alike. A question meets the layers from the first to the last; an answer passes them from the last to the
first. So the headers of every answer stand before whatever can refuse, and refusals carry them too.
"""

from collections.abc import Callable, Container
from functools import partial
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from outer_skies.accounts.limits import Limits
from outer_skies.api.edge.accidents import Accidents
from outer_skies.api.edge.caching import Caching
from outer_skies.api.edge.cookies import BrowserCookies
from outer_skies.api.edge.event_shapes import EventShapes
from outer_skies.api.edge.frame_limits import FrameLimits
from outer_skies.api.edge.hosts import Hosts
from outer_skies.api.edge.origins import Origins
from outer_skies.api.edge.proxies import Proxies
from outer_skies.api.edge.request_ids import RequestIds
from outer_skies.api.edge.request_limits import RequestLimits
from outer_skies.api.edge.security_headers import SecurityHeaders
from outer_skies.api.edge.sizes import Sizes
from outer_skies.settings import Settings

Layer = Callable[[ASGIApp], ASGIApp]


def layers(settings: Settings, limits: Limits, built_pages: Path, known_events: Container[str]) -> tuple[Layer, ...]:
    """The layers, in the order that a question meets them."""
    return (
        RequestIds,
        partial(SecurityHeaders, settings=settings, built_pages=built_pages),
        Accidents,
        partial(Proxies, settings=settings),
        partial(Hosts, settings=settings),
        Sizes,
        partial(Origins, settings=settings),
        partial(RequestLimits, limits=limits),
        partial(FrameLimits, factor=settings.limit_factor),
        partial(EventShapes, known=known_events),
        Caching,
        partial(BrowserCookies, settings=settings),
    )


def behind(app: ASGIApp, wrappers: tuple[Layer, ...]) -> ASGIApp:
    """`app` behind these layers. Starting and stopping the app passes them by."""
    inner = app
    for wrap in reversed(wrappers):
        inner = wrap(inner)

    async def edge(scope: Scope, receive: Receive, send: Send) -> None:
        await (inner if scope["type"] in {"http", "websocket"} else app)(scope, receive, send)

    return edge
