"""Many kinds of answers of the real server, behind a proxy with TLS: each carries each header exactly once."""

import http.client
import itertools
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import Self

import pytest

HOST = "charts.example.org"
START_LIMIT_S = 90
EVERYWHERE = {
    "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
    "cross-origin-resource-policy", "permissions-policy", "strict-transport-security", "x-request-id",
}  # fmt: skip

addresses = (str(ip_address(number)) for number in itertools.count(int(ip_address("203.0.0.1"))))


class Server:
    """A running Outer Skies."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environ = os.environ | {
            "PORT": str(self.port),
            "OUTER_SKIES_DATA": str(data),
            "OUTER_SKIES_URL": f"https://{HOST}",
            "OUTER_SKIES_TRUSTED_PROXIES": "1",
            "OUTER_SKIES_SECURITY_CONTACT": "mailto:security@example.org",
        }
        self.log_file = data / "app.log"
        with self.log_file.open("ab") as log:
            command = [sys.executable, "-m", "outer_skies.cli", "run"]
            self.process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)

    def ask(self, path: str = "/", method: str = "GET", address: str = "", body: bytes | None = None, **headers: str):
        """One request as the proxy sends it on; the answer with its body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"host": HOST, "x-forwarded-for": address or next(addresses), "x-forwarded-proto": "https"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body=body, headers=sent)
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer

    def wait(self) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.log_file.read_text()
            try:
                if self.ask("/readyz").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the app is not ready:\n{self.log_file.read_text()}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("edge"))
    try:
        running.wait()
        yield running
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(20)


def handshake(**headers: str) -> dict[str, str]:
    return {
        "connection": "Upgrade", "upgrade": "websocket", "sec_websocket_version": "13",
        "sec_websocket_key": "dGhlIHNhbXBsZSBub25jZQ==",
    } | headers  # fmt: skip


SOCKET = "/_event/?EIO=4&transport=websocket"
KINDS = [
    (200, {"path": "/"}),
    (200, {"path": "/", "method": "HEAD"}),
    (200, {"path": "/", "accept_encoding": "br"}),
    (200, {"path": "/", "origin": f"https://{HOST}"}),
    (200, {"path": "/library/"}),
    (200, {"path": "/chart/anything/"}),
    (200, {"path": "/app.css"}),
    (200, {"path": "/favicon.svg"}),
    (206, {"path": "/app.css", "range": "bytes=0-9"}),
    (416, {"path": "/app.css", "range": "bytes=99999999-"}),
    (200, {"path": "/livez"}),
    (200, {"path": "/readyz"}),
    (200, {"path": "/ping"}),
    (200, {"path": "/.well-known/security.txt"}),
    (307, {"path": "/library"}),
    (308, {"path": "/", "x_forwarded_proto": "http"}),
    (404, {"path": "/nothing"}),
    (404, {"path": "/nothing.js"}),
    (404, {"path": "/assets/nothing-12345678.js"}),
    (404, {"path": "/%00"}),
    (404, {"path": "/../../etc/passwd"}),
    (404, {"path": "/charts/nothing/wheel.svg"}),
    (422, {"path": "/charts/nothing/wheel.svg?palette=x"}),
    (400, {"path": SOCKET}),
    (405, {"path": "/livez", "method": "POST"}),
    (405, {"path": "/", "method": "OPTIONS"}),
    (405, {"path": "/", "method": "TRACE"}),
    (403, {"path": "/", "method": "POST", "origin": "https://evil.example"}),
    (403, {"path": "/", "method": "POST", "sec_fetch_site": "cross-site"}),
    (403, {"path": "/", "method": "POST", "cookie": "a=b"}),
    (403, {"path": "/", "method": "OPTIONS", "origin": "https://evil.example", "access_control_request_method": "PUT"}),
    (403, {"path": SOCKET} | handshake(origin="https://evil.example")),
    (403, {"path": SOCKET} | handshake()),
    (421, {"path": "/", "host": "evil.example"}),
    (421, {"path": SOCKET} | handshake(host="evil.example")),
    (413, {"path": "/", "method": "POST", "body": b"x" * (1024 * 1024 + 1)}),
]


@pytest.mark.parametrize(("status", "asked"), KINDS, ids=lambda value: str(value)[:60])
def test_each_kind_of_answer_carries_each_header_exactly_once(server: Server, status: int, asked: dict) -> None:
    answer = server.ask(**asked)
    assert answer.status == status
    assert_headers(answer)


def assert_headers(answer: http.client.HTTPResponse) -> None:
    counted = Counter(name.lower() for name in answer.headers)
    assert counted.keys() >= EVERYWHERE
    assert {name: count for name, count in counted.items() if count > 1} == {}
    assert not [name for name in counted if name.startswith("access-control")]
    varying = [part.strip().lower() for part in answer.headers.get("vary", "").split(",")]
    assert len(varying) == len(set(varying))


def test_every_file_of_the_build_carries_them_too(server: Server) -> None:
    page = server.ask("/").body.decode()
    files = {part.split('"')[0] for part in page.split('"/')[1:]}
    files = {file for file in files if file.startswith("assets/") or file.endswith((".css", ".svg"))}
    assert len(files) > 5
    for file in sorted(files):
        answer = server.ask(f"/{file}")
        assert answer.status == 200, file
        assert_headers(answer)


def test_what_has_not_changed_is_told_with_the_same_policy(server: Server) -> None:
    whole = server.ask("/")
    again = server.ask("/", if_none_match=whole.headers["etag"])
    assert again.status == 304
    assert again.headers["content-security-policy"] == whole.headers["content-security-policy"]
    assert_headers(again)


def test_over_the_limit_is_told_with_all_of_them(server: Server) -> None:
    address = next(addresses)
    last = [server.ask("/charts/nothing/chart.json", address=address) for _ in range(41)][-1]
    assert (last.status, last.headers["content-type"]) == (429, "application/problem+json")
    assert int(last.headers["retry-after"]) in range(1, 61)
    assert last.headers["ratelimit"].startswith('"casting";r=0;t=')
    assert_headers(last)


def test_a_forged_address_brings_nothing(server: Server) -> None:
    mine = next(addresses)
    found = [server.ask("/charts/x/chart.json", address=f"198.51.100.{number}, {mine}").status for number in range(45)]
    assert 429 in found


def test_whom_to_tell_of_a_weakness(server: Server) -> None:
    text = server.ask("/.well-known/security.txt").body.decode()
    told = dict(line.split(": ", 1) for line in text.splitlines())
    assert told["Contact"] == "mailto:security@example.org"
    assert told["Canonical"] == f"https://{HOST}/.well-known/security.txt"
    assert time.strftime("%Y-%m-%d") < told["Expires"][:10] < time.strftime("%Y-%m-%d", time.gmtime(time.time() + 31e6))


class Line:
    """A websocket, byte by byte."""

    def __init__(self, server: Server, address: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        head = [f"GET {SOCKET}&token={secrets.token_hex(16)} HTTP/1.1", f"Host: {HOST}", f"Origin: https://{HOST}"]
        head += [f"X-Forwarded-For: {address or next(addresses)}", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
        head += ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"]
        self.socket.sendall(("\r\n".join(head) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        while self.file.readline().strip():
            pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
        self.socket.close()

    def send(self, text: bytes) -> None:
        size = len(text)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xff" + size.to_bytes(8, "big")
        self.socket.sendall(head + b"\0\0\0\0" + text)

    def close_code(self) -> int:
        """Read until the server closes; its code."""
        while True:
            head = self.file.read(2)
            length = head[1] & 127
            if length > 125:
                length = int.from_bytes(self.file.read(2 if length == 126 else 8), "big")
            content = self.file.read(length)
            if head[0] & 15 == 8:
                return int.from_bytes(content[:2], "big")


@pytest.mark.parametrize(
    ("frame", "code"),
    [(b"42" + b"x" * 200_000, 1009), (b"x" * 1_000_000, 1009), (b"junk", 1008), (b"42/_event," + b"[" * 90_000, 1008)],
    ids=["200 kB", "1 MB", "junk", "deep"],
)
def test_a_frame_that_no_page_sends_ends_the_websocket(server: Server, frame: bytes, code: int) -> None:
    with Line(server) as line:
        assert line.status == 101
        line.send(frame)
        assert line.close_code() == code


def test_a_flood_is_slowed_and_then_cut_off_while_others_are_served(server: Server) -> None:
    with Line(server) as line:
        began = time.monotonic()
        for _ in range(400):
            line.send(b"3")
        times = []
        while time.monotonic() - began < 3:
            asked = time.monotonic()
            assert server.ask("/livez").status == 200
            times.append(time.monotonic() - asked)
        assert sorted(times)[len(times) // 2] < 0.1
        assert line.close_code() == 1008
        assert 4 < time.monotonic() - began < 20


def test_nobody_opens_websockets_without_end(server: Server) -> None:
    address = next(addresses)
    with ExitStack() as open_lines:
        found = [open_lines.enter_context(Line(server, address)).status for _ in range(61)]
    assert found == [101] * 60 + [429]


def test_a_body_that_drips_is_cut_off(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        head = f"POST / HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {next(addresses)}\r\nContent-Length: 100\r\n\r\n"
        line.sendall(head.encode())
        began = time.monotonic()
        line.sendall(b"x")
        assert line.recv(4096).startswith(b"HTTP/1.1 408 ")
        assert 10 < time.monotonic() - began < 20


def test_the_log_says_nothing_of_who_asked(server: Server) -> None:
    log = server.log_file.read_text()
    assert "203.0." not in log
    assert "Traceback" not in log
