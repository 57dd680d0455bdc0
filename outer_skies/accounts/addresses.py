"""E-mail addresses, and the part of a network address that is kept of somebody."""

import ipaddress
import re
from dataclasses import dataclass

from outer_skies.accounts.troubles import Refused, Trouble

MOST_ADDRESS = 254
_MOST_LOCAL = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_IPV6_PREFIX = 64
_IPV4_PREFIX = 24


@dataclass(frozen=True, slots=True)
class Address:
    """An e-mail address: as it was typed and mail is sent to, and the key by which it is one and the same."""

    typed: str
    key: str


def read_address(value: object) -> Address:
    """The e-mail address in `value`. A domain of other scripts is sent to by its ASCII name.

    Raises: `Refused`.
    """
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        raise Refused(Trouble.ADDRESS_MISSING)
    local, at, domain = text.rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refused(Trouble.ADDRESS_UNUSABLE) from None
    typed = f"{local}@{host}"
    if (
        not at
        or len(local) > _MOST_LOCAL
        or len(typed) > MOST_ADDRESS
        or not _LOCAL.fullmatch(local)
        or not _DOMAIN.fullmatch(host)
    ):
        raise Refused(Trouble.ADDRESS_UNUSABLE)
    return Address(typed, typed.lower())


def network_of(client: str | None) -> str:
    """The network that a client's address is in, `192.0.2.0/24` or `2001:db8::/64`; empty when it is none.

    An IPv4 address written as IPv6 is the IPv4 address.
    """
    try:
        address = ipaddress.ip_address(client or "")
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(address), _IPV6_PREFIX), strict=False))
        address = address.ipv4_mapped
    return str(ipaddress.ip_network((int(address), _IPV4_PREFIX), strict=False))
