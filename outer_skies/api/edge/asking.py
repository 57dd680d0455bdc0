"""What the layers read of a question: its headers, whose browser it comes from, from which address."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from starlette.types import Scope

from outer_skies.accounts.cookies import token_in

NOWHERE = "unknown"
"""The address of a question that came over no network."""

_BROWSER = "outer_skies.browser"


def headers_named(scope: Scope, name: bytes) -> list[str]:
    """Every header of that (small) name."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def header(scope: Scope, name: bytes) -> str | None:
    """The only header of that name. None when there is none, empty when there are several: that is never honest."""
    found = headers_named(scope, name)
    if not found:
        return None
    return found[0] if len(found) == 1 else ""


def browser_of(scope: Scope) -> str | None:
    """The token in the browser's cookie, read once a question."""
    if _BROWSER not in scope:
        cookies = headers_named(scope, b"cookie")  # HTTP/2 may send them apart
        scope[_BROWSER] = token_in("; ".join(cookies)) if cookies else None
    return scope[_BROWSER]


def address_of(scope: Scope) -> str:
    """Where the question comes from, as far as it is one household's: an IPv6 address stands for its /64."""
    client: Any = scope.get("client")
    return household(client[0]) if client else NOWHERE


@lru_cache(maxsize=4096)
def household(text: str) -> str:
    """An IPv4 address as it is; of an IPv6 one the /64, within which anyone can have as many as they like."""
    try:
        address = ip_address(text)
    except ValueError:
        return NOWHERE
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), 64), strict=False))
    return str(address)
