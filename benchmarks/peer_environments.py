"""The peers that we are measured against, each in an environment of its own under build/, never our dependency."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parent / "build" / "peers"
INSTALL_LIMIT_S = 300
ANSWER_LIMIT_S = 600
OURS_ALONE = ("SE_EPHE_PATH",)  # the engine names its files there, and the library of a peer would read them too


def python_of(peer: str) -> Path:
    """The Python of a peer's environment, which is made from its lock file when it is missing or another."""
    lock = HERE / "peers" / f"{peer}.lock"
    folder = ENVIRONMENTS / peer
    python, stamp = folder / "bin" / "python", folder / "lock"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        print(f"Installing {peer} beside us to compare with ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603  words of our own
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*command, "-r", lock], check=True, timeout=INSTALL_LIMIT_S)  # noqa: S603  as above
        stamp.write_bytes(lock.read_bytes())
    return python


def environment() -> dict[str, str]:
    """What a peer may know of the process that asks it."""
    return {name: value for name, value in os.environ.items() if name not in OURS_ALONE}


def ask(peer: str, work: dict[str, Any]) -> dict[str, Any]:
    """A peer's answer to a workload, with the seconds that it took without starting."""
    command = [python_of(peer), HERE / "peers" / f"{peer}_side.py"]
    done = subprocess.run(  # noqa: S603  as above
        command,
        input=json.dumps(work) + "\n",
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=ANSWER_LIMIT_S,
    )
    if done.returncode:
        sys.exit(f"{peer} broke: {done.stderr[-500:]}")
    return json.loads(done.stdout.splitlines()[-1])


def package_folder(peer: str) -> Path:
    """Where a peer's package lies in its environment."""
    return next(python_of(peer).parent.parent.glob(f"lib/python*/site-packages/{peer}"))


def version_of(peer: str) -> str:
    """The version of a peer that its lock file pins."""
    lines = (HERE / "peers" / f"{peer}.lock").read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{peer}=="))
