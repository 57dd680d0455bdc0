"""Who asks and how, behind as many proxies as there are: headers that anyone can send are believed no further."""

from ipaddress import ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from outer_skies.api.edge.asking import headers_named
from outer_skies.settings import Settings

FORWARDED_FOR = b"x-forwarded-for"
FORWARDED_PROTO = b"x-forwarded-proto"
_SCHEMES = frozenset({"http", "https"})


class Proxies:
    """Puts the asker's address and scheme into the scope, and takes the headers out, so that nobody inside reads them.

    Each proxy adds to the right of `X-Forwarded-For` the address that it was asked from. Behind N of them the N-th
    from the right is the asker's; what stands further left was sent by the asker and may be anything.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._count = settings.trusted_proxies
        self._scheme = "https" if settings.is_https else "http"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve under the asker's own address."""
        scheme = self._scheme
        if self._count:
            if (address := self._forwarded_address(scope)) is not None:
                scope["client"] = (address, 0)
            scheme = self._forwarded_scheme(scope) or scheme
        scope["scheme"] = scheme if scope["type"] == "http" else scheme.replace("http", "ws", 1)
        kept = [pair for pair in scope["headers"] if not _is_forwarding(pair[0])]
        if len(kept) != len(scope["headers"]):
            scope["headers"] = kept
        await self._app(scope, receive, send)

    def _forwarded_address(self, scope: Scope) -> str | None:
        hops = _parts(scope, FORWARDED_FOR)
        if len(hops) < self._count:
            return None  # it did not come through all of them: only the address that the socket has is sure
        return _bare_address(hops[-self._count])

    def _forwarded_scheme(self, scope: Scope) -> str | None:
        schemes = _parts(scope, FORWARDED_PROTO)
        if not schemes:
            return None
        scheme = schemes[-min(self._count, len(schemes))].lower()  # many proxies replace it instead of adding to it
        return scheme if scheme in _SCHEMES else None


def _is_forwarding(name: bytes) -> bool:
    return name.startswith(b"x-forwarded-") or name in {b"forwarded", b"x-real-ip"}


def _parts(scope: Scope, name: bytes) -> list[str]:
    return [part.strip() for part in ",".join(headers_named(scope, name)).split(",") if part.strip()]


def _bare_address(hop: str) -> str | None:
    """The address without a port, which some proxies add; None for what is no address."""
    bare = hop
    if hop.startswith("["):
        bare = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        bare = hop.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return None
