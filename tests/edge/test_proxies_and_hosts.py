"""Who asks, as far as it can be known, and only what is asked of us."""

import pytest
from asking import Echo, ask

from outer_skies.api.edge.asking import household
from outer_skies.api.edge.hosts import Hosts
from outer_skies.api.edge.proxies import Proxies
from outer_skies.settings import read_settings

pytestmark = pytest.mark.anyio

PUBLIC = {"OUTER_SKIES_URL": "https://charts.example.org"}


async def seen(count: int, forwarded: list[str], proto: str = "") -> tuple[str, str]:
    """The client's address and the scheme that the app sees behind `count` trusted proxies."""
    echo = Echo()
    settings = read_settings({"OUTER_SKIES_TRUSTED_PROXIES": str(count)})
    headers = [("x-forwarded-for", value) for value in forwarded]
    headers += [("x-forwarded-proto", proto)] if proto else []
    await ask(Proxies(echo, settings), headers=headers, client="10.0.0.1")
    assert not [name for name, _ in echo.scope["headers"] if name.startswith(b"x-forwarded")]
    return echo.scope["client"][0], echo.scope["scheme"]


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (0, ["203.0.113.9"], "10.0.0.1"),
        (1, [], "10.0.0.1"),
        (1, ["203.0.113.9"], "203.0.113.9"),
        (1, ["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
        (1, ["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
        (2, ["6.6.6.6, 203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        (2, ["203.0.113.9"], "10.0.0.1"),
        (1, ["203.0.113.9:4711"], "203.0.113.9"),
        (1, ["[2001:db8::9]:4711"], "2001:db8::9"),
        (1, ["2001:db8::9"], "2001:db8::9"),
        (1, ["unknown"], "10.0.0.1"),
        (1, ["x" * 10_000], "10.0.0.1"),
        (1, ["203.0.113.9\r\nevil"], "10.0.0.1"),
    ],
)
async def test_forwarded_addresses_are_believed_only_as_far_as_there_are_proxies(
    count: int, forwarded: list[str], address: str
) -> None:
    assert (await seen(count, forwarded))[0] == address


@pytest.mark.parametrize(
    ("count", "proto", "scheme"),
    [
        (0, "https", "http"),
        (1, "https", "https"),
        (1, "http, https", "https"),
        (1, "gopher", "http"),
        (2, "https", "https"),
    ],
)
async def test_a_forwarded_scheme_too(count: int, proto: str, scheme: str) -> None:
    assert (await seen(count, [], proto))[1] == scheme


@pytest.mark.parametrize(
    "host", ["", "evil.example", "127.0.0.1", "127.0.0.1:3000.evil.example", "127.0.0.1:3000@evil"]
)
async def test_another_name_is_misdirected(host: str) -> None:
    echo = Echo()
    answer = await ask(Hosts(echo, read_settings({})), headers={"host": host})
    assert (answer.status, echo.asked) == (421, 0)
    assert answer["content-type"] == "application/problem+json"


async def test_two_names_at_once_are_none() -> None:
    echo = Echo()
    both = [("host", "127.0.0.1:3000"), ("host", "127.0.0.1:3000")]
    assert (await ask(Hosts(echo, read_settings({})), headers=both)).status == 421
    assert not echo.asked


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/chart/1?x=%0d%0a", "https://charts.example.org/chart/1?x=%0d%0a"),
        ("//evil.example/", "https://charts.example.org/evil.example/"),
        ("/", "https://charts.example.org/"),
    ],
)
async def test_who_came_to_the_proxy_without_tls_is_sent_to_the_address_with_it(path: str, location: str) -> None:
    settings = read_settings(PUBLIC | {"OUTER_SKIES_TRUSTED_PROXIES": "1"})
    edge = Proxies(Hosts(Echo(), settings), settings)
    plain = await ask(edge, path, headers={"host": "charts.example.org", "x-forwarded-proto": "http"})
    assert (plain.status, plain["location"]) == (308, location)
    for proto in ({"x-forwarded-proto": "https"}, {}):
        assert (await ask(edge, path, headers={"host": "charts.example.org"} | proto)).status == 200


def test_an_address_stands_for_a_household() -> None:
    assert household("203.0.113.9") == household("::ffff:203.0.113.9") == "203.0.113.9"
    assert household("2001:db8:1:2::1") == household("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert household("2001:db8:1:3::1") != household("2001:db8:1:2::1")
    assert household("fe80::1%eth0") != household("no address") == "unknown"
