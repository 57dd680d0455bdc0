"""Nobody asks for more than there is: pages, charts, websockets, events."""

import asyncio
import secrets
import time

import pytest
from asking import Echo, ask, talk

from outer_skies.accounts.limits import CASTING, GENERAL, HANDSHAKES, HEALTH, SIGN_IN, Limits
from outer_skies.api.edge.frame_limits import SOCKET_BURST, SOCKET_PER_S, FrameLimits
from outer_skies.api.edge.request_limits import RequestLimits, rule_for
from outer_skies.errors import LimitReached
from outer_skies.store.windows import Windows

pytestmark = pytest.mark.anyio


def cookie() -> dict[str, str]:
    return {"cookie": f"browser={secrets.token_urlsafe(32)}"}


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch) -> RequestLimits:
    """Limits in the middle of a window, so that no count rolls over while a test runs."""
    start = time.time() // 60 * 60 + 20
    monkeypatch.setattr(time, "time", lambda: start)
    return RequestLimits(Echo(), Limits(Windows()))


async def statuses(edge, count: int, path: str = "/", **asked) -> list[int]:
    return [(await ask(edge, path, **asked)).status for _ in range(count)]


async def test_a_hundred_a_minute_then_429_with_when_to_come_back(edge) -> None:
    first = await ask(edge)
    assert first["ratelimit-policy"] == '"general";q=100;w=60'
    assert first["ratelimit"] == '"general";r=99;t=40'
    assert set(await statuses(edge, 99)) == {200}
    over = await ask(edge)
    assert over.status == 429
    assert over["content-type"] == "application/problem+json"
    assert over["retry-after"] == "40"
    assert over["ratelimit"] == '"general";r=0;t=40'
    assert (await ask(edge, client="127.0.0.2")).status == 200


async def test_the_window_slides(edge, monkeypatch: pytest.MonkeyPatch) -> None:
    await statuses(edge, 100)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 70)  # half of the next window
    found = await statuses(edge, 100)
    assert 48 <= found.count(200) <= 52
    monkeypatch.setattr(time, "time", lambda: now + 600)
    assert set(await statuses(edge, 100)) == {200}


async def test_browsers_behind_one_address_share_three_times_as_much_and_new_cookies_bring_no_more(edge) -> None:
    ann, ben = cookie(), cookie()
    assert await statuses(edge, 101, headers=ann) == [200] * 100 + [429]
    assert set(await statuses(edge, 100, headers=ben)) == {200}
    found = [(await ask(edge, headers=cookie())).status for _ in range(150)]
    assert found.count(200) == 100
    other = await ask(edge, headers=cookie())
    assert other.status == 429
    assert (await ask(edge, headers=cookie(), client="127.0.0.2")).status == 200


async def test_an_address_of_ipv6_is_its_64(edge) -> None:
    found = [(await ask(edge, client=f"2001:db8:0:1::{number:x}")).status for number in range(101)]
    assert found == [200] * 100 + [429]
    assert (await ask(edge, client="2001:db8:0:2::1")).status == 200


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/", GENERAL), ("/library/", GENERAL), ("/nothing", GENERAL), ("/api/v1/x.js", GENERAL), ("/_event/", GENERAL),
        ("/charts/1/wheel.svg", CASTING), ("/charts/1/chart.json", CASTING), ("/livez", HEALTH), ("/readyz", HEALTH),
        ("/assets/app-12345678.js", None), ("/app.css", None), ("/favicon.svg", None),
    ],
)  # fmt: skip
def test_each_kind_of_question_has_its_rule(path: str, rule) -> None:
    assert rule_for({"type": "http", "path": path}) == rule


def test_a_handshake_has_its_own() -> None:
    assert rule_for({"type": "websocket", "path": "/_event/"}) == HANDSHAKES


async def test_too_many_handshakes_are_refused(edge) -> None:
    found = [(await talk(edge)).closed_with for _ in range(61)]
    assert found == [None] * 60 + [1008]
    assert (await talk(edge, extensions={"websocket.http.response": {}})).status == 429


async def test_files_of_the_pages_are_not_counted(edge) -> None:
    assert set(await statuses(edge, 500, "/assets/app-12345678.js")) == {200}
    assert (await ask(edge, "/assets/app-12345678.js")).all("ratelimit") == []


async def test_a_factor_widens_every_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 60_000_020.0)
    edge = RequestLimits(Echo(), Limits(Windows(), factor=3))
    assert await statuses(edge, 301) == [200] * 300 + [429]


async def test_a_call_can_cost_more_than_one() -> None:
    limits = Limits(Windows())
    for _ in range(5):
        await limits.take(GENERAL, browser=None, address="203.0.113.1", cost=20)
    with pytest.raises(LimitReached):
        await limits.take(GENERAL, browser=None, address="203.0.113.1")


async def test_five_tries_at_a_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 60_000_020.0)
    limits = Limits(Windows())
    for _ in range(5):
        await limits.take(SIGN_IN, browser=None, address="203.0.113.1")
    with pytest.raises(LimitReached) as refusal:
        await limits.take(SIGN_IN, browser=None, address="203.0.113.1")
    assert refusal.value.retry_after_s == 40


class Clock:
    """Time that passes only while somebody waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept = 0.0
        self.let_others_go = asyncio.sleep
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(asyncio, "sleep", self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


async def test_a_typist_never_waits(clock: Clock) -> None:
    heard = 0

    async def app(_, receive, __) -> None:
        nonlocal heard
        while (await receive())["type"] != "websocket.disconnect":
            heard += 1
            clock.now += 0.06  # an event from the form and one from the place field, each as soon as it can be

    assert (await talk(FrameLimits(app), ["x"] * 3000)).closed_with is None
    assert clock.slept == 0
    assert heard == 3001


async def test_who_sends_faster_is_slowed_to_the_pace(clock: Clock) -> None:
    echo = Echo()
    assert (await talk(FrameLimits(echo), ["x"] * (SOCKET_BURST + 60))).closed_with is None
    assert len(echo.frames) == SOCKET_BURST + 60
    assert clock.slept == pytest.approx(60 / SOCKET_PER_S)


async def test_who_goes_on_is_cut_off(clock: Clock) -> None:
    echo = Echo()
    told = await talk(FrameLimits(echo), ["x"] * 10_000)
    assert (told.closed_with, echo.left_with) == (1008, 1008)
    assert len(echo.frames) == SOCKET_BURST + 100
    assert clock.slept < 6


async def test_many_websockets_of_one_address_share_its_pace_and_are_no_more_than_a_hundred(clock: Clock) -> None:
    go_on = asyncio.Event()
    heard = 0

    async def app(_, receive, __) -> None:
        nonlocal heard
        await go_on.wait()
        while (await receive())["type"] != "websocket.disconnect":
            heard += 1

    edge = FrameLimits(app)
    talks = [asyncio.ensure_future(talk(edge, ["x"] * 50)) for _ in range(101)]
    elsewhere = asyncio.ensure_future(talk(edge, client="127.0.0.2"))
    await clock.let_others_go(0)  # time stands still, so no longer than that
    go_on.set()
    told = await asyncio.gather(*talks)
    assert [one.closed_with for one in told].count(1008) == 1
    assert (await elsewhere).closed_with is None
    assert clock.slept > 0
    assert not edge._households


async def test_benchmarks_can_lift_it(clock: Clock) -> None:
    echo = Echo()
    assert (await talk(FrameLimits(echo, factor=1000), ["x"] * 10_000)).closed_with is None
    assert clock.slept == 0
