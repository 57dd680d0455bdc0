"""The folder an embedded PostgreSQL lives in: whose it is, who holds it, and what a crash left there."""

import fcntl
import json
import os
import pwd
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from outer_skies.errors import Conflict, Unavailable

DEDICATED_USER = "outer-skies"
FALLBACK_USER = "nobody"
SOCKET_PATH_LIMIT = 107  # bytes, of sockaddr_un
_LOOK_S = 0.2  # `is_held` takes the lock for an instant; that is no other app
_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_PREFIX = "outer-skies-"


@dataclass(frozen=True, slots=True)
class Owner:
    """The user that PostgreSQL runs as. `is_another` when we are root and it must not be."""

    uid: int
    gid: int
    is_another: bool


def user_name(uid: int) -> str:
    """The system's name for this user, without which neither initdb nor peer authentication works.

    Raises: `Unavailable`.
    """
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise Unavailable(
            f"User id {uid} has no name on this machine (see /etc/passwd), and PostgreSQL needs one. "
            "Run as a named user, or set DATABASE_URL.",
            transient=False,
        ) from None


def owner_of(folder: Path) -> Owner:
    """The user that PostgreSQL runs as for this folder.

    An ordinary user: that one. Root: whoever owns the cluster or the folder already, if that is an ordinary
    user; else the user `outer-skies` where an administrator made one; else `nobody`.
    """
    if os.geteuid() != 0:
        user_name(os.geteuid())
        return Owner(os.geteuid(), os.getegid(), is_another=False)
    for path in (folder / "cluster", folder):
        state = path.lstat() if path.exists() else None
        if state is not None and state.st_uid != 0:
            try:
                user = pwd.getpwuid(state.st_uid)
            except KeyError:
                continue
            return Owner(user.pw_uid, user.pw_gid, is_another=True)
    for name in (DEDICATED_USER, FALLBACK_USER):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(user.pw_uid, user.pw_gid, is_another=True)
    raise Unavailable(
        f"PostgreSQL does not run as root, and there is no user {DEDICATED_USER!r} to run it as. Make one: "
        f"useradd --system --shell /usr/sbin/nologin {DEDICATED_USER}",
        transient=False,
    )


class Hold:
    """Our claim on a folder: a lock that ends with this process, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fd = open_own(folder / "lock", os.O_RDWR)
        if not _locked(self._fd, _LOOK_S):
            holder = read_note(folder).get("pid", "unknown")
            os.close(self._fd)
            raise Conflict(
                f"The data folder {folder} is in use by another Outer Skies (process {holder}). "
                "Stop that one, or choose another folder with OUTER_SKIES_DATA."
            )

    def note(self, **facts: str | int) -> None:
        """Write down who holds the folder and where the socket is, for others to read."""
        os.ftruncate(self._fd, 0)
        os.pwrite(self._fd, json.dumps({"pid": os.getpid(), **facts}).encode(), 0)

    def release(self) -> None:
        """Give the folder up."""
        os.ftruncate(self._fd, 0)
        os.close(self._fd)


def read_note(folder: Path) -> dict[str, Any]:
    """What the present or the last holder wrote down; empty when there is nothing."""
    try:
        value: Any = json.loads((folder / "lock").read_text())
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def is_held(folder: Path) -> bool:
    """Whether a live app holds the folder."""
    try:
        fd = os.open(folder / "lock", os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def server_lock(folder: Path, wait_s: float) -> int:
    """A descriptor to hand to PostgreSQL: locked for as long as any of its processes lives.

    After a kill of the app the old server is still on its way out; this waits for that.
    Raises: `Unavailable` when it has not gone after `wait_s` seconds.
    """
    fd = open_own(folder / "server.lock", os.O_RDWR)
    if not _locked(fd, wait_s):
        os.close(fd)
        raise Unavailable(f"The PostgreSQL of an earlier run is still stopping in {folder}.", transient=True)
    return fd


def _locked(fd: int, wait_s: float) -> bool:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        else:
            return True


def open_own(path: Path, flags: int) -> int:
    """Open a file of ours in the folder, made if missing. Made by root, it goes to the folder's owner.

    Raises: `Conflict` when it is another user's.
    """
    try:
        fd = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise Conflict(f"{path} belongs to another user. Run as that user, or as root.") from None
    if os.geteuid() == 0:
        folder = path.parent.stat()
        os.fchown(fd, folder.st_uid, folder.st_gid)
    return fd


def clear_stale_pid_file(cluster: Path) -> None:
    """Remove the postmaster.pid of a server that was killed; only while holding both locks.

    PostgreSQL judges the file by its process number alone, which after a restart of a container or machine
    may belong to something else. The locks prove that no server of ours lives.
    Raises: `Conflict` when a PostgreSQL that is not ours serves this folder.
    """
    path = cluster / "postmaster.pid"
    try:
        pid = int(path.read_text().split("\n", 1)[0])
    except FileNotFoundError:
        return
    except ValueError:
        pid = 0
    try:
        is_server = pid > 0 and cluster.samefile(f"/proc/{pid}/cwd")
    except OSError:
        is_server = False
    if is_server:
        raise Conflict(f"A PostgreSQL that Outer Skies did not start (process {pid}) is using {cluster}.")
    path.unlink(missing_ok=True)


def make_socket_folder(owner: Owner) -> Path:
    """A short, private folder for the socket, since a socket's path may have 107 bytes at most."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    places = [Path("/run"), Path("/tmp")] if owner.is_another else [runtime, Path("/tmp")]  # noqa: S108  see mkdir
    for place in places:
        folder = place / f"{_SOCKET_PREFIX}{os.urandom(6).hex()}"
        if len(os.fsencode(folder / _SOCKET_NAME)) > SOCKET_PATH_LIMIT:
            continue
        try:
            folder.mkdir(mode=0o700)  # a name nobody can foresee, and mkdir refuses one that exists
        except OSError:
            continue
        os.chown(folder, owner.uid, owner.gid, follow_symlinks=False)
        return folder
    raise Unavailable(f"No place for PostgreSQL's socket: tried {places}.", transient=False)


def remove_socket_folder(path: str) -> None:
    """Remove a socket folder of an earlier run, named in its note; anything else is left alone."""
    folder = Path(path)
    if folder.name.startswith(_SOCKET_PREFIX) and folder.is_absolute():
        shutil.rmtree(folder, ignore_errors=True)
