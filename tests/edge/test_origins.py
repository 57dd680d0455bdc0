"""Another site can neither change anything with a visitor's cookie nor open the websocket."""

import pytest
from asking import ORIGIN, Echo, ask, talk

from outer_skies.api.edge.origins import Origins
from outer_skies.settings import read_settings

pytestmark = pytest.mark.anyio

COOKIE = {"cookie": "browser=x"}
FOREIGN = [
    "https://evil.example",
    "null",
    "",
    f"{ORIGIN}.evil.example",
    "http://127.0.0.1:3001",
    "https://127.0.0.1:3000",
]


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def edge(echo: Echo) -> Origins:
    return Origins(echo, read_settings({}))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY", "post"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": ORIGIN} | COOKIE, 200),
        ({"origin": "http://localhost:3000"} | COOKIE, 200),
        ({"sec-fetch-site": "same-origin"} | COOKIE, 200),
        ({"origin": ORIGIN, "sec-fetch-site": "same-origin"} | COOKIE, 200),
        ({"origin": ORIGIN, "sec-fetch-site": "same-site"} | COOKIE, 403),
        ({"sec-fetch-site": "none"} | COOKIE, 403),
        ({"sec-fetch-site": "same-site"} | COOKIE, 403),
        ({"sec-fetch-site": "cross-site"} | COOKIE, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"} | COOKIE, 403),
        (COOKIE, 403),
        ({}, 200),
        *(({"origin": origin}, 403) for origin in FOREIGN),
    ],
)
async def test_changes_come_from_our_own_pages(edge, echo, method: str, headers: dict[str, str], status: int) -> None:
    assert (await ask(edge, method=method, headers=headers)).status == status
    assert echo.asked == (status == 200)


async def test_two_origins_are_none(edge, echo) -> None:
    both = [("origin", ORIGIN), ("origin", ORIGIN)]
    assert (await ask(edge, method="POST", headers=both)).status == 403
    assert not echo.asked


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_reading_is_open_to_links_from_anywhere(edge, method: str) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"} | COOKIE
    assert (await ask(edge, method=method, headers=headers)).status == 200


async def test_nobody_is_told_that_another_origin_may(edge, echo) -> None:
    for origin in (ORIGIN, "https://evil.example"):
        headers = {"origin": origin, "access-control-request-method": "POST"}
        answer = await ask(edge, method="OPTIONS", headers=headers)
        assert answer.status == 403
        assert not [name for name, _ in answer.headers if name.startswith("access-control")]
    assert not echo.asked


@pytest.mark.parametrize("origin", [*FOREIGN, None])
async def test_a_foreign_page_opens_no_websocket(edge, echo, origin: str | None) -> None:
    headers = COOKIE | ({} if origin is None else {"origin": origin})
    assert (await talk(edge, headers=headers)).closed_with == 1008
    assert (await talk(edge, headers=headers, extensions={"websocket.http.response": {}})).status == 403
    assert not echo.asked


async def test_our_own_page_opens_it(edge, echo) -> None:
    assert (await talk(edge, ["2"])).closed_with is None
    assert echo.frames == ["2"]
