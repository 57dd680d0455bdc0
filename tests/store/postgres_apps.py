"""Programs that run an embedded PostgreSQL, and what can be seen of its processes from outside."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import psycopg

from outer_skies.store import postgres_folder

PROJECT = Path(__file__).resolve().parents[2]
APP = """
import sys
from pathlib import Path
from outer_skies.store import embedded
try:
    with embedded.running(Path(sys.argv[1])) as url:
        print(url, flush=True)
        sys.stdin.read()
except KeyboardInterrupt:
    print("interrupted")
except Exception as error:
    print(type(error).__name__, error)
"""


def ask(url: str, question: str, **parameters: Any) -> Any:
    with psycopg.connect(url.replace("+psycopg", ""), connect_timeout=5) as connection:
        cursor = connection.execute(question, parameters)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def seen(folder: Path, look: Callable[[psutil.Process], Any]) -> list[Any]:
    """What `look` tells of every process of the PostgreSQL in this folder; they come and go meanwhile."""
    found: list[Any] = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder / "cluster") and process.status() != psutil.STATUS_ZOMBIE:
                found.append(look(process))
        except (psutil.Error, OSError):
            continue
    return found


def servers(folder: Path) -> list[psutil.Process]:
    """Every process of the PostgreSQL in this folder."""
    return seen(folder, lambda process: process)


def end_servers(folder: Path) -> None:
    """Kill what a failed test left running in its folder, and remove the socket that a killed app left."""
    seen(folder, psutil.Process.kill)
    postgres_folder.remove_socket_folder(str(postgres_folder.read_note(folder).get("socket_folder", "")))


def seconds_until(condition: Callable[[], bool], limit_s: float = 10) -> float:
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < limit_s, "it never came true"
        time.sleep(0.01)
    return time.monotonic() - began


class App:
    """A program of its own that runs an embedded PostgreSQL until it is ended."""

    def __init__(self, folder: Path, command: list[str] | None = None) -> None:
        self.process = subprocess.Popen(
            [*(command or [sys.executable, "-c", APP]), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline().strip()

    def killed(self) -> None:
        self.process.kill()
        self.process.wait()

    def ended(self) -> str:
        """Closes its input, as the end of a block would; answers what it said last."""
        return self.process.communicate(timeout=30)[0]


def users_of(folder: Path) -> set[int]:
    """The user ids that its processes run as."""
    return {uid for uids in seen(folder, psutil.Process.uids) for uid in uids}


def log_of(folder: Path) -> str:
    """Everything that the server logged."""
    return "".join(file.read_text() for file in (folder / "cluster" / "log").iterdir())
