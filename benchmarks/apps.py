"""The two apps that are compared: ours as anybody starts it, and a blank one built and served the same way."""

import hashlib
import importlib.metadata
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path(__file__).resolve().parent / "blank_app"
BLANK = ROOT / "build" / "blank_app"
BIN = Path(sys.executable).parent
READY_LIMIT_S = 120
BUILD_LIMIT_S = 240
STOP_LIMIT_S = 20


# So that a benchmark that is told to end ends its apps too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


@dataclass(frozen=True, slots=True)
class App:
    """A server process that answers at `url`."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def our_app() -> Iterator[App]:
    """`outer-skies run` on a free port, with data that last as long as it, and limits that no crowd reaches."""
    with app_of({"OUTER_SKIES_LIMIT_FACTOR": "1000"}, port=free_port()) as app:
        yield app


@contextmanager
def app_of(settings: dict[str, str], *, port: int, host: str = "") -> Iterator[App]:
    """`outer-skies run` with these settings, where it goes by the name `host`."""
    with tempfile.TemporaryDirectory(prefix="outer-skies-bench-") as data:
        env = os.environ | {"PORT": str(port), "OUTER_SKIES_DATA": data} | settings
        env.pop("DATABASE_URL", None)
        with _process([str(BIN / "outer-skies"), "run"], env, port, "/readyz", host) as app:
            yield app


@contextmanager
def blank_app(answers: Path | None = None) -> Iterator[App]:
    """The blank app, whose event answers with the `answers` recorded from ours."""
    build_blank()
    port = free_port()
    env = os.environ | ({"BLANK_ANSWERS": str(answers)} if answers else {})
    command = [sys.executable, str(Path(__file__).with_name("serve_blank.py")), str(BLANK), str(port)]
    with _process(command, env, port, "/") as app:
        yield app


def build_blank() -> None:
    """Build the blank app in build/blank_app, unless this very one stands there."""
    stamp = BLANK / "built.sha256"
    wanted = _hash()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    shutil.copytree(SOURCE, BLANK, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    registry = subprocess.run(  # noqa: S603  words of our own
        [str(BIN / "npm"), "config", "get", "registry"], env=env, cwd="/", capture_output=True, text=True, check=True
    )
    env |= {
        "NPM_CONFIG_REGISTRY": registry.stdout.strip(),
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
    }
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--loglevel", "warning"]
    subprocess.run(command, env=env, cwd=BLANK, check=True, stdout=sys.stderr, timeout=BUILD_LIMIT_S)  # noqa: S603  as above
    stamp.write_text(wanted)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _hash() -> str:
    digest = hashlib.sha256(importlib.metadata.version("reflex").encode())
    for file in sorted(SOURCE.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


@contextmanager
def _process(command: list[str], env: dict[str, str], port: int, path: str, host: str = "") -> Iterator[App]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)  # noqa: S603  as above
        try:
            _wait_until_ready(process, f"http://127.0.0.1:{port}{path}", host or f"127.0.0.1:{port}")
            yield App(process.pid, port)
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-4000:])
            raise
        finally:
            process.terminate()
            try:
                process.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, host: str) -> None:
    request = urllib.request.Request(url, headers={"host": host})  # noqa: S310  our own loopback address
    deadline = time.monotonic() + READY_LIMIT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"the app at {url} stopped with {process.returncode}")
        try:
            with urllib.request.urlopen(request, timeout=2):  # noqa: S310  as above
                return
        except OSError:
            time.sleep(0.1)
    sys.exit(f"the app at {url} is not ready after {READY_LIMIT_S} s")
