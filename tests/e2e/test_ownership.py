"""A chart belongs to the browser that cast it, whoever else knows its address."""

import json

from playwright.sync_api import expect


def test_a_stranger_with_the_address_sees_nothing(visitor, stranger):
    page = visitor.cast(name="Private")
    chart = page.url.rpartition("/")[2]
    other = stranger.open(f"/chart/{chart}")
    expect(other.get_by_role("heading", name="No such chart here")).to_be_visible()
    assert "Private" not in other.content()
    for file in ("wheel.svg", "chart.json"):
        answer = other.request.get(f"{visitor.app.url}/charts/{chart}/{file}")
        assert answer.status == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_the_cookie_is_out_of_reach_of_scripts_and_frames(visitor):
    frames: list[str] = []
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))))
    page = visitor.cast(name="Frames")
    (cookie,) = visitor.context.cookies(visitor.app.url)
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert page.evaluate("document.cookie") == ""
    assert frames
    assert not any(cookie["value"] in frame for frame in frames)
    assert cookie["value"] not in visitor.app.log


def test_files_hold_the_chart(visitor):
    page = visitor.cast(name="Files")
    chart = page.url.rpartition("/")[2]
    answer = page.request.get(f"{visitor.app.url}/charts/{chart}/chart.json")
    document = json.loads(answer.text())
    assert document["schema"] == "outer-skies.chart/1"
    assert round(document["bodies"]["sun"]["longitude_deg"], 2) == 56.54
    svg = page.request.get(f"{visitor.app.url}/charts/{chart}/wheel.svg?palette=dark")
    assert svg.headers["content-type"].startswith("image/svg+xml")
    assert page.request.get(f"{visitor.app.url}/charts/{chart}/wheel.svg?palette=pink").status == 422


def test_a_foreign_page_cannot_open_the_websocket(visitor):
    import socket  # noqa: PLC0415  one raw handshake

    lines = [
        "GET /_event/?EIO=4&transport=websocket HTTP/1.1",
        f"Host: 127.0.0.1:{visitor.app.port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Origin: https://evil.example",
    ]
    with socket.create_connection(("127.0.0.1", visitor.app.port), timeout=5) as raw:
        raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        assert b" 101 " not in raw.recv(200)
        assert raw is not None


def test_a_foreign_host_is_refused(visitor):
    answer = visitor.page.request.get(f"{visitor.app.url}/livez", headers={"host": "evil.example"})
    assert answer.status == 421
