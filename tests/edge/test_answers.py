"""What every answer carries, whatever answered."""

import logging
import re
import secrets
from pathlib import Path

import pytest
from asking import HOST, ORIGIN, Echo, ask, talk

from outer_skies.accounts.limits import Limits
from outer_skies.api.edge import behind, layers
from outer_skies.api.edge.security_headers import script_hashes
from outer_skies.settings import read_settings
from outer_skies.store.windows import Windows
from outer_skies.telemetry.requests import request_id

pytestmark = pytest.mark.anyio

PAGE = [("content-type", "text/html; charset=utf-8")]


def edge_of(app, environ=None):
    settings = read_settings(environ or {})
    return behind(app, layers(settings, Limits(Windows()), Path("/nowhere"), frozenset()))


async def test_each_answer_has_its_number_and_so_has_the_log() -> None:
    seen = []

    async def app(scope, receive, send) -> None:
        seen.append(request_id.get())
        await Echo()(scope, receive, send)

    edge = edge_of(app)
    first = await ask(edge, headers={"x-request-id": "mine\nfake"})
    second = await ask(edge)
    assert seen == [first["x-request-id"], second["x-request-id"]]
    assert seen[0] != seen[1]
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in seen)
    assert request_id.get() == "-"


async def test_an_accident_is_answered_with_a_reference_and_nothing_of_it(caplog: pytest.LogCaptureFixture) -> None:
    canary = secrets.token_hex(4)

    async def app(*_) -> None:
        raise ValueError(canary)

    with caplog.at_level(logging.ERROR):
        answer = await ask(edge_of(app))
    assert answer.status == 500
    assert answer["content-security-policy"]
    assert answer["x-request-id"]
    assert b"Reference" in answer.body
    assert canary not in caplog.text + answer.body.decode()
    assert (await talk(edge_of(app))).closed_with == 1011


async def test_an_answer_that_breaks_in_the_middle_is_cut_off() -> None:
    async def app(_, __, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  the server ends the connection on any
        await ask(edge_of(app))


async def test_a_page_hands_out_one_cookie_and_nothing_else_does() -> None:
    page = await ask(edge_of(Echo(PAGE)))
    assert re.fullmatch(r"browser=[\w-]{43}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax", page["set-cookie"])
    assert page["cache-control"] == "no-cache"
    token = page["set-cookie"].split(";")[0]
    assert (await ask(edge_of(Echo(PAGE)), headers={"cookie": token}))["set-cookie"].startswith(token)
    odd = await ask(edge_of(Echo(PAGE)), headers={"cookie": "browser=chosen-by-another"})
    assert "chosen" not in odd["set-cookie"]
    assert (await ask(edge_of(Echo()))).all("set-cookie") == []


async def test_files_named_for_their_content_are_kept_for_ever_unless_they_are_missing() -> None:
    there = await ask(edge_of(Echo()), "/assets/app-12345678.js")
    assert there["cache-control"] == "public, max-age=31536000, immutable"
    missing = await ask(edge_of(Echo(status=404)), "/assets/app-12345678.js")
    assert (missing.status, missing.all("cache-control")) == (404, [])


async def test_a_header_that_the_app_sets_itself_stays_alone() -> None:
    answer = await ask(edge_of(Echo([("Content-Security-Policy", "default-src 'self'")])))
    assert [name.lower() for name, _ in answer.headers].count("content-security-policy") == 1


async def test_over_tls_cookies_are_secure_and_browsers_remember_it() -> None:
    environ = {"OUTER_SKIES_URL": "https://charts.example.org"}
    answer = await ask(edge_of(Echo(PAGE), environ), headers={"host": "charts.example.org"})
    assert answer["strict-transport-security"] == "max-age=63072000; includeSubDomains"
    assert "; Secure" in answer["set-cookie"]
    assert "wss://charts.example.org" in answer["content-security-policy"]
    assert (await ask(edge_of(Echo(PAGE)))).all("strict-transport-security") == []


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text('<script>hello()</script><script src="/a.js"></script>')
    return tmp_path


async def test_no_script_runs_but_those_that_were_built(built: Path) -> None:
    (only,) = script_hashes([built / "index.html"])
    assert only.startswith("'sha256-")
    settings = read_settings({})
    edge = behind(Echo(PAGE), layers(settings, Limits(Windows()), built, frozenset()))
    policy = dict(part.split(" ", 1) for part in (await ask(edge))["content-security-policy"].split("; "))
    assert policy["script-src"] == f"'self' {only}"
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not [name for name, value in policy.items() if "unsafe" in value]


async def test_a_page_that_the_browser_has_already_keeps_its_policy() -> None:
    page, unchanged = await ask(edge_of(Echo(PAGE))), await ask(edge_of(Echo([("etag", "x")])))
    assert unchanged["content-security-policy"] == page["content-security-policy"]


async def test_what_is_no_page_may_do_nothing() -> None:
    policy = (await ask(edge_of(Echo())))["content-security-policy"]
    assert set(policy.split("; ")) == {
        f"{name} 'none'" for name in ("default-src", "base-uri", "form-action", "frame-ancestors")
    }


async def test_refusals_say_as_much_as_answers() -> None:
    edge = edge_of(Echo())
    whole = {name for name, _ in (await ask(edge)).headers} - {"ratelimit", "ratelimit-policy"}
    refusals = [
        await ask(edge, headers={"host": "evil.example"}),
        await ask(edge, method="POST", headers={"content-length": "99999999"}),
        await ask(edge, method="POST", headers={"origin": "https://evil.example"}),
        *[await ask(edge, "/charts/x") for _ in range(41)][-1:],
    ]
    assert [answer.status for answer in refusals] == [421, 413, 403, 429]
    for answer in refusals:
        names = [name for name, _ in answer.headers]
        assert whole <= set(names)
        assert len(names) == len(set(names))


async def test_starting_and_stopping_pass_the_edge_by() -> None:
    seen = []

    async def app(scope, *_) -> None:
        seen.append(scope["type"])

    await edge_of(app)({"type": "lifespan"}, None, None)
    assert seen == ["lifespan"]


def test_the_origin_of_these_tests_is_the_apps() -> None:
    assert f"http://{HOST}" == ORIGIN in read_settings({}).origins
