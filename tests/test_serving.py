"""`outer-skies run` on real processes: however it ends, nothing is left behind and it starts again."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

COMMAND = [str(Path(sys.executable).parent / "outer-skies"), "run"]
LIMIT_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, what: str) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
        return True
    return False


@contextlib.contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    env = os.environ | {"PORT": str(port), "OUTER_SKIES_DATA": str(data)}
    process = subprocess.Popen(COMMAND, env=env, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: process.poll() is not None or answers(port), "the app")
        yield process
    finally:
        process.kill()
        process.communicate()


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serving")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_no_process_outlives_it_and_it_starts_again(data, end):
    port = free_port()
    with running(data, port) as process:
        children = family(process)
        assert any("postgres" in child.name() for child in children)
        with socket.create_connection(("127.0.0.1", port)) as viewer:  # somebody looks at a page
            viewer.sendall(b"GET /_event/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % port)
            process.send_signal(end)
            process.wait(LIMIT_S)
        wait_for(lambda: not any(child.is_running() for child in children), "the last process to end")
        assert process.returncode == (-signal.SIGKILL if end is signal.SIGKILL else 0)
    with running(data, port) as again:
        assert again.poll() is None


def test_a_taken_port_is_refused_in_words(data):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        env = os.environ | {"PORT": str(port), "OUTER_SKIES_DATA": str(data)}
        done = subprocess.run(COMMAND, env=env, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 1
    assert done.stderr == f"Port {port} on 127.0.0.1 is in use. Choose another with PORT=...\n"


def test_a_data_folder_that_another_app_holds_is_refused(data):
    with running(data, free_port()):
        env = os.environ | {"PORT": str(free_port()), "OUTER_SKIES_DATA": str(data)}
        done = subprocess.run(COMMAND, env=env, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_said(data):
    env = os.environ | {"PORT": "many", "OUTER_SKIES_DATA": str(data)}
    done = subprocess.run(COMMAND, env=env, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 1
    assert "PORT must be a whole number" in done.stderr
