"""The command line as a program of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROGRAM = Path(sys.executable).parent / "outer-skies"
PYTHON = Path(sys.executable)
LIMIT_S = 120


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The only line on stderr; stdout must be empty."""
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1
        assert self.err.rstrip("\n").isprintable()
        return self.err.rstrip("\n")


Say = Callable[..., Said]


def start(
    program: Path,
    *words: str | bytes,
    environment: Mapping[str, str] | None = None,
    stdout: IO[bytes] | int = subprocess.PIPE,
    stderr: IO[bytes] | int = subprocess.PIPE,
    is_leader: bool = False,
) -> subprocess.Popen[bytes]:
    """A running program; `is_leader` puts it into a session of its own, which a terminal would give it."""
    return subprocess.Popen(
        [program, *words],
        env=os.environ | (environment or {}),
        stdout=stdout,
        stderr=stderr,
        start_new_session=is_leader,
    )


def finish(process: subprocess.Popen[bytes]) -> Said:
    """What the program left behind at its end."""
    out, err = process.communicate(timeout=LIMIT_S)
    return Said(process.returncode, (out or b"").decode(), (err or b"").decode())


def eventually(truth: Callable[[], bool], limit_s: float = 30) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + limit_s
    while not truth():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
