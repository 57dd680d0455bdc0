"""Every test here starts real servers, and ends them by the process ids it learnt."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
from postgres_apps import App, ask, end_servers, log_of, seconds_until, seen, servers

from outer_skies.errors import Conflict, Unavailable
from outer_skies.store import embedded, postgres_folder


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "data"
    yield place
    end_servers(place)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[..., App]]:
    apps: list[App] = []

    def start_app(place: Path = folder, command: list[str] | None = None) -> App:
        apps.append(App(place, command))
        return apps[-1]

    yield start_app
    for app in apps:
        app.killed()
        app.process.communicate()


def test_it_serves_postgresql_18_with_checksums_in_utf8(folder: Path) -> None:
    with embedded.running(folder) as url:
        assert ask(url, "SELECT current_setting('server_version_num')::int / 10000") == 18
        assert ask(url, "SHOW data_checksums") == "on"
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SELECT lower('ÅÇŞ')") == "åçş"
        assert ask(url, "SHOW fsync") == "on"


def test_the_role_of_the_app_owns_its_database_and_is_no_superuser(folder: Path) -> None:
    with embedded.running(folder) as url:
        assert ask(url, "SELECT current_user::text") == "outer_skies"
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        ask(url, "CREATE TABLE mine ()")


def test_it_listens_on_a_private_socket_and_nowhere_else(folder: Path) -> None:
    with embedded.running(folder) as url:
        socket_folder = Path(url.split("host=")[1])
        state = socket_folder.stat()
        assert state.st_mode & 0o777 == 0o700
        assert not any(seen(folder, lambda process: process.net_connections(kind="inet")))
    assert not socket_folder.exists()


def test_the_server_has_a_session_of_its_own_and_never_runs_as_root(folder: Path) -> None:
    with embedded.running(folder):
        postmaster = psutil.Process(int((folder / "cluster" / "postmaster.pid").read_text().split()[0]))
        assert os.getsid(postmaster.pid) == postmaster.pid
        assert len(set(postmaster.uids())) == 1
        assert postmaster.uids().real != 0


def test_what_was_written_is_there_at_the_next_start_which_is_quick(folder: Path) -> None:
    with embedded.running(folder) as url:
        ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert seconds_until(lambda: not servers(folder)) < 2
    began = time.monotonic()
    with embedded.running(folder) as url:
        assert time.monotonic() - began < 2
        assert ask(url, "SELECT answer FROM kept") == 42


def test_a_second_app_on_the_folder_is_refused_by_name_and_the_first_goes_on(
    folder: Path, start: Callable[..., App]
) -> None:
    first = start()
    second = start()
    assert second.said.startswith(f"Conflict The data folder {folder} is in use by another Outer Skies")
    assert f"process {first.process.pid}" in second.said
    with pytest.raises(Conflict), embedded.running(folder):
        pass
    assert ask(first.said, "SELECT 1") == 1
    assert embedded.address_in(folder) == first.said


def test_a_second_program_finds_the_address_only_while_the_app_lives(folder: Path, start: Callable[..., App]) -> None:
    assert embedded.address_in(folder) is None
    app = start()
    assert embedded.address_in(folder) == app.said
    app.killed()
    assert embedded.address_in(folder) is None


def test_a_killed_app_takes_its_server_along_in_order_within_two_seconds(
    folder: Path, start: Callable[..., App]
) -> None:
    app = start()
    ask(app.said, "CREATE TABLE kept AS SELECT 42 AS answer")
    client = psycopg.connect(app.said.replace("+psycopg", ""))
    client.execute("SELECT 1")  # a client in a transaction does not hold it up
    app.killed()
    assert seconds_until(lambda: not servers(folder)) < 2
    client.close()
    log = log_of(folder)
    assert log.count("database system is shut down") == 1
    socket_folder = Path(app.said.split("host=")[1])
    with embedded.running(folder) as url:
        assert ask(url, "SELECT answer FROM kept") == 42
        assert not socket_folder.exists()
    assert "not properly shut down" not in log_of(folder)


def test_a_start_right_after_a_kill_waits_for_the_old_server(folder: Path, start: Callable[..., App]) -> None:
    app = start()
    ask(app.said, "CREATE TABLE kept AS SELECT 42 AS answer")
    app.killed()
    with embedded.running(folder) as url:
        assert ask(url, "SELECT answer FROM kept") == 42


def test_a_kill_of_everything_at_once_loses_nothing_committed(folder: Path, start: Callable[..., App]) -> None:
    app = start()
    ask(app.said, "CREATE TABLE kept AS SELECT 42 AS answer")
    doomed = servers(folder)
    for process in doomed:
        with contextlib.suppress(psutil.NoSuchProcess):  # PostgreSQL ends idle helpers of its own accord
            process.suspend()
    app.killed()
    for process in doomed:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    seconds_until(lambda: not servers(folder))
    assert (folder / "cluster" / "postmaster.pid").exists()
    with embedded.running(folder) as url:
        assert ask(url, "SELECT answer FROM kept") == 42


def test_a_left_pid_file_that_names_a_living_stranger_does_not_hinder(folder: Path) -> None:
    with embedded.running(folder):
        pass
    bystander = subprocess.Popen(["/bin/sleep", "60"])
    try:
        (folder / "cluster" / "postmaster.pid").write_text(
            f"{bystander.pid}\n{folder / 'cluster'}\n1700000000\n5432\n/tmp\n\n  1 1\nready\n"
        )
        with embedded.running(folder) as url:
            assert ask(url, "SELECT 1") == 1
    finally:
        bystander.kill()
        bystander.wait()


def test_a_postgresql_that_somebody_else_started_there_is_left_alone(folder: Path) -> None:
    with embedded.running(folder), pytest.raises(Conflict, match="did not start"):
        postgres_folder.clear_stale_pid_file(folder / "cluster")


def test_a_server_that_is_killed_under_a_living_app_is_started_again_at_the_same_address(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def answers() -> bool:
        try:
            return ask(url, "SELECT answer FROM kept") == 42
        except psycopg.OperationalError:
            return False

    with embedded.running(folder) as url:
        ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        os.kill(int((folder / "cluster" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        assert seconds_until(answers) < 5
    assert seconds_until(lambda: not servers(folder)) < 2
    assert "starting it again" in caplog.text


def test_the_server_outlives_the_thread_that_asked_for_it(folder: Path) -> None:
    server = embedded.Server(folder)
    urls: list[str] = []
    thread = threading.Thread(target=lambda: urls.append(server.start()))
    thread.start()
    thread.join()
    try:
        time.sleep(0.3)
        assert ask(urls[0], "SELECT 1") == 1
    finally:
        server.stop()
    assert seconds_until(lambda: not servers(folder)) < 2


def test_ctrl_c_reaches_the_app_which_then_stops_the_server_in_order(folder: Path, start: Callable[..., App]) -> None:
    app = start()
    os.killpg(app.process.pid, signal.SIGINT)
    assert app.ended() == "interrupted\n"
    assert seconds_until(lambda: not servers(folder)) < 2
    assert not (folder / "cluster" / "postmaster.pid").exists()


def test_a_path_longer_than_a_socket_allows_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / ("long " * 40).strip() / "дата"
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_cluster_whose_making_was_interrupted_is_made_anew(folder: Path) -> None:
    half = folder / "cluster.fresh"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1
    assert not half.exists()


def test_a_cluster_of_another_version_is_refused_in_words(folder: Path) -> None:
    (folder / "cluster").mkdir(parents=True)
    (folder / "cluster" / "PG_VERSION").write_text("16\n")
    with pytest.raises(Conflict, match="PostgreSQL 16"), embedded.running(folder):
        pass
    assert (folder / "cluster" / "PG_VERSION").read_text() == "16\n"


def test_a_server_that_cannot_start_says_why_and_frees_the_folder(folder: Path) -> None:
    with embedded.running(folder):
        pass
    settings = folder / "cluster" / "postgresql.conf"
    sound = settings.read_text()
    settings.write_text(sound + "\nshared_buffers = 'plenty'\n")
    with pytest.raises(Unavailable, match="shared_buffers"), embedded.running(folder):
        pass
    settings.write_text(sound)
    with embedded.running(folder) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="Cannot make"), embedded.running(tmp_path / "file" / "data"):
        pass


def test_the_log_names_a_failure_without_the_values_of_a_person(folder: Path) -> None:
    with embedded.running(folder) as url:
        ask(url, "CREATE TABLE people (name text CONSTRAINT short CHECK (length(name) < 5))")
        with pytest.raises(psycopg.errors.CheckViolation):
            ask(url, "INSERT INTO people VALUES (%(name)s)", name="Alice Example")
        with pytest.raises(psycopg.errors.CheckViolation):
            ask(url, "INSERT INTO people VALUES ('Alice Example')")
    log = log_of(folder)
    assert 'violates check constraint "short"' in log
    assert "Alice" not in log


def test_elsewhere_than_on_linux_it_says_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(Unavailable, match="DATABASE_URL"), embedded.running(folder):
        pass
