"""An embedded PostgreSQL 18: created, started, kept alive and stopped by us.

One folder holds it: `cluster/` is PostgreSQL's own, `lock` says which app holds it, `server.lock` is held by
PostgreSQL's processes, `start.log` has what PostgreSQL says before its own log in `cluster/log/` opens.

The server is our child in its own session, so that Ctrl-C in a terminal reaches us and not it, and it asks
the kernel for SIGINT (fast shutdown) when we die. The kernel counts the thread that forked as the parent, so
the thread that starts the server stays with it until the end.

Access is by a Unix socket in a private folder, and by the user id at its other end ("peer"): no TCP, no
passwords. The app's role owns its database and nothing else.
"""

import contextlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from pathlib import Path

import psycopg
from psycopg import sql

from outer_skies.errors import Conflict, OuterSkiesError, Unavailable
from outer_skies.store import postgres_binaries, postgres_child, postgres_folder

SUPERUSER = "postgres"
ROLE = "outer_skies"
DATABASE = "outer_skies"

START_LIMIT_S = 120.0  # recovery after a crash replays at most max_wal_size
STOP_LIMIT_S = 15.0
EARLIER_SERVER_LIMIT_S = 30.0

# Promises, given on the command line, where no edited file overrules them.
_PROMISES = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "cluster_name": "outer_skies",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",  # a week of files, each overwritten when its day comes again
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %a ",
    # Rows and parameters are birth data of people: the log names the failure, never the values.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}

# Sizes, written into postgresql.conf when the cluster is made; an administrator may change them there.
_SIZES = {
    "max_connections": "60",
    "shared_buffers": "128MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "wal_level": "replica",
    "jit": "off",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}

_LOCALE = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # the same on every machine

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def running(data_dir: Path) -> Generator[str]:
    """An embedded PostgreSQL in `data_dir` for as long as the block lasts; yields its SQLAlchemy URL.

    Raises: `Conflict` when another live app holds the folder, `Unavailable` when PostgreSQL cannot start.
    """
    server = Server(data_dir)
    try:
        yield server.start()
    finally:
        server.stop()


def address_in(data_dir: Path) -> str | None:
    """The URL of the PostgreSQL that a live app runs in this folder, for a second program, or None."""
    socket_folder = postgres_folder.read_note(data_dir).get("socket_folder")
    return _url(Path(str(socket_folder))) if socket_folder and postgres_folder.is_held(data_dir) else None


def _url(socket_folder: Path) -> str:
    return f"postgresql+psycopg://{ROLE}@/{DATABASE}?host={socket_folder}"


class Server:
    """One embedded PostgreSQL. `start` and `stop` may be called from any thread, in this order, once each."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir.absolute()
        self._cluster = self._folder / "cluster"
        self._pid = os.getpid()
        self._stack = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper: threading.Thread | None = None
        self._stopping = threading.Event()
        self._is_up = threading.Event()
        self._failure: OuterSkiesError | None = None

    def start(self) -> str:
        """Create the cluster if there is none, start PostgreSQL, and answer its URL when it serves."""
        if sys.platform != "linux":
            raise Unavailable(
                f"The embedded PostgreSQL runs on Linux, not {sys.platform}. Set DATABASE_URL to a server.",
                transient=False,
            )
        self._make_folder()
        self._owner = postgres_folder.owner_of(self._folder)
        hold = postgres_folder.Hold(self._folder)
        self._stack.callback(hold.release)
        try:
            return self._start_held(hold)
        except OSError as error:  # no room on the disk, no right to change users, ...
            self.stop()
            raise Unavailable(f"PostgreSQL cannot start in {self._folder}: {error}", transient=False) from error
        except BaseException:
            self.stop()
            raise

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"Cannot make the data folder {self._folder}: {error.strerror}.", transient=False
            ) from error

    def _start_held(self, hold: postgres_folder.Hold) -> str:
        left = postgres_folder.read_note(self._folder).get("socket_folder")
        if left:
            postgres_folder.remove_socket_folder(str(left))
        self._programs = (
            postgres_binaries.reachable_by(self._owner.uid, self._owner.gid)
            if self._owner.is_another
            else postgres_binaries.installed()
        )
        self._server_lock = postgres_folder.server_lock(self._folder, EARLIER_SERVER_LIMIT_S)
        self._stack.callback(os.close, self._server_lock)
        self._make_cluster()
        postgres_folder.clear_stale_pid_file(self._cluster)
        self._socket_folder = postgres_folder.make_socket_folder(self._owner)
        self._stack.callback(shutil.rmtree, self._socket_folder, ignore_errors=True)
        hold.note(socket_folder=str(self._socket_folder))
        self._keeper = threading.Thread(target=self._keep, name="postgresql", daemon=True)
        self._keeper.start()
        self._await_ready()
        return _url(self._socket_folder)

    def stop(self) -> None:
        """Stop PostgreSQL in order: clients are cut off, everything is written, the process is gone."""
        if os.getpid() != self._pid:  # a fork of the app; the server is not its child
            return
        self._stopping.set()
        for request, wait_s in ((signal.SIGINT, STOP_LIMIT_S), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            if self._keeper is None or not self._keeper.is_alive():
                break
            if self._process is not None:
                self._process.send_signal(request)
            self._keeper.join(wait_s)
        self._stack.close()

    def _make_cluster(self) -> None:
        """Create the cluster under another name first: a crash half-way leaves nothing that looks whole."""
        version = self._cluster / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != str(postgres_binaries.MAJOR):
                raise Conflict(f"{self._cluster} was written by PostgreSQL {found}; this is {postgres_binaries.MAJOR}.")
            return
        fresh = self._folder / "cluster.fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        os.chown(fresh, self._owner.uid, self._owner.gid, follow_symlinks=False)
        words = [f"--pgdata={postgres_child.FOLDER}", f"--username={SUPERUSER}"]
        words += ["--auth-local=peer", "--auth-host=reject", "--data-checksums", "--encoding=UTF8"]
        words += ["--no-instructions", *_LOCALE]
        words += [f"--set={name}={value}" for name, value in _SIZES.items()]
        child = self._spawn("initdb", words, fresh, {}, signal.SIGTERM)
        try:
            code = child.wait()
        except BaseException:
            child.terminate()
            child.wait()
            raise
        if code != 0:
            raise Unavailable(f"PostgreSQL's initdb failed: {self._last_words()}", transient=False)
        fresh.rename(self._cluster)
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _spawn(
        self, program: str, words: list[str], folder: Path, files: dict[str, str], death_signal: int
    ) -> "subprocess.Popen[bytes]":
        spec = {
            "folder": str(folder),
            "drop": self._owner.is_another,
            "uid": self._owner.uid,
            "gid": self._owner.gid,
            "death_signal": int(death_signal),
            "parent": os.getpid(),
            "files": files,
            "command": [str(self._programs / program), *words],
            "environment": {"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
        }
        log_fd = postgres_folder.open_own(self._folder / "start.log", os.O_WRONLY | os.O_TRUNC)
        with os.fdopen(log_fd, "wb") as log:
            return subprocess.Popen(  # noqa: S603  our own interpreter and file
                [sys.executable, "-I", "-S", postgres_child.__file__, json.dumps(spec)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[self._server_lock],
            )

    def _last_words(self) -> str:
        text = (self._folder / "start.log").read_text(errors="replace").strip()
        return text[-1000:] or "it said nothing"

    def _keep(self) -> None:
        """The thread that the server's life is tied to: start it, stay with it, restart it if it dies."""
        pause_s = 0.1
        while not self._stopping.is_set():
            began = time.monotonic()
            try:
                postgres_folder.clear_stale_pid_file(self._cluster)
                self._process = self._spawn(
                    "postgres", self._server_words(), self._cluster, self._access_files(), signal.SIGINT
                )
                if self._stopping.is_set():  # asked to stop before there was anything to stop
                    self._process.send_signal(signal.SIGINT)
                code = self._process.wait()
            except (OSError, OuterSkiesError) as error:
                _log.error("PostgreSQL cannot be started: %s", error)
                self._failure = Unavailable(f"PostgreSQL cannot start: {error}", transient=False)
                return
            if self._stopping.is_set():
                return
            if not self._is_up.is_set():
                words = self._last_words()
                self._failure = Unavailable(f"PostgreSQL did not start: {words}", transient=False)
                return
            _log.error("PostgreSQL ended by itself (code %s); starting it again", code)
            pause_s = 0.1 if time.monotonic() - began > 60 else min(pause_s * 2, 5.0)  # noqa: PLR2004  a minute
            self._stopping.wait(pause_s)

    def _server_words(self) -> list[str]:
        words = ["-D", postgres_child.FOLDER, "-c", f"unix_socket_directories={self._socket_folder}"]
        for name, value in _PROMISES.items():
            words += ["-c", f"{name}={value}"]
        return words

    def _access_files(self) -> dict[str, str]:
        """Who may connect: this user of the system alone, as the app's role or the superuser."""
        user = postgres_folder.user_name(os.geteuid())
        return {
            "pg_hba.conf": "local all all peer map=outer_skies\nlocal replication all peer map=outer_skies\n",
            "pg_ident.conf": f'outer_skies "{user}" {ROLE}\nouter_skies "{user}" {SUPERUSER}\n',
        }

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_LIMIT_S
        while True:
            if self._failure is not None:
                raise self._failure
            try:
                self._make_database()
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise Unavailable(f"PostgreSQL does not answer: {error}", transient=True) from error
                time.sleep(0.005)
            else:
                self._is_up.set()
                return

    def _make_database(self) -> None:
        """The app's role and database, made if missing: the first question a ready server answers."""
        host = str(self._socket_folder)
        with psycopg.connect(host=host, user=SUPERUSER, dbname="postgres", connect_timeout=5) as connection:
            connection.autocommit = True
            role, database = sql.Identifier(ROLE), sql.Identifier(DATABASE)
            if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount == 0:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
            if connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount == 0:
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(database, role))
