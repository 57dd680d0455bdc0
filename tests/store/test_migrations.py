import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

import outer_skies.store.tables.browsers
import outer_skies.store.tables.charts
import outer_skies.store.tables.mails
import outer_skies.store.tables.members
import outer_skies.store.tables.owners
import outer_skies.store.tables.places  # noqa: F401  each registers its tables
from outer_skies.errors import Broken, Conflict, InvalidInput, Unavailable
from outer_skies.store import embedded, migrations
from outer_skies.store.address import database_address
from outer_skies.store.migrations import SCRIPTS, migrate

PROJECT = Path(__file__).resolve().parents[2]


def asked(url: str, question: str) -> object:
    engine = create_engine(database_address(url))
    with engine.connect() as connection:
        answer = connection.execute(text(question)).scalar()
    engine.dispose()
    return answer


@pytest.fixture
def empty_url(database_url: str) -> Iterator[str]:
    """The address of an empty database on the same server."""
    host = database_url.split("host=")[1]
    with psycopg.connect(host=host, user=embedded.SUPERUSER, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE empty OWNER {embedded.ROLE}")
        yield database_url.replace(f"/{embedded.DATABASE}?", "/empty?")
        server.execute("DROP DATABASE empty WITH (FORCE)")


def newest() -> str:
    return max(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))


def test_an_empty_database_is_brought_to_the_newest_schema_and_again_changes_nothing(empty_url: str) -> None:
    for _ in range(2):
        migrate(empty_url)
        assert asked(empty_url, "SELECT version_num FROM alembic_version") == newest()
    assert asked(empty_url, "SELECT count(*) FROM charts") == 0


def test_an_address_in_the_usual_spelling_of_other_tools_works(empty_url: str) -> None:
    migrate(empty_url.replace("postgresql+psycopg://", "postgres://"))
    assert asked(empty_url, "SELECT version_num FROM alembic_version") == newest()


def test_processes_that_start_together_migrate_once(empty_url: str) -> None:
    program = "import sys; from outer_skies.store.migrations import migrate; sys.stdin.readline(); migrate(sys.argv[1])"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, empty_url],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert asked(empty_url, "SELECT count(*) FROM alembic_version") == 1
    assert asked(empty_url, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0


def test_the_tables_in_code_are_those_that_the_migrations_make(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        # Bounds and indexes are written in the migrations alone.
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_object": lambda _object, _name, kind, *_rest: kind in {"table", "column"},
            },
        )
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_migrations_are_numbered_in_one_line(database_url: str) -> None:
    del database_url
    numbers: list[str] = []
    for path in sorted((SCRIPTS / "versions").glob("*.py")):
        source = path.read_text()
        revision = re.search(r'^revision = "(\d{4})"$', source, re.MULTILINE)
        before = re.search(r'^down_revision = (?:"(\d{4})"|None)$', source, re.MULTILINE)
        assert revision is not None
        assert before is not None
        assert path.name.startswith(revision[1])
        assert before[1] == (numbers[-1] if numbers else None)
        numbers.append(revision[1])


def test_a_database_of_a_newer_version_is_left_alone(empty_url: str) -> None:
    migrate(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Conflict, match="another version"):
        migrate(empty_url)
    assert asked(empty_url, "SELECT version_num FROM alembic_version") == "9999"


def test_a_migration_that_fails_is_told_and_leaves_the_schema_before_it(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "versions").mkdir()
    (tmp_path / "env.py").write_text((SCRIPTS / "env.py").read_text())
    for number, statement in (("1", "CREATE TABLE one ()"), ("2", "CREATE TABLE two (); SELECT 1 / 0")):
        before = None if number == "1" else "1"
        (tmp_path / "versions" / f"{number}.py").write_text(
            f"from alembic import op\nrevision = {number!r}\ndown_revision = {before!r}\n"
            f"def upgrade():\n    op.execute({statement!r})\n"
        )
    monkeypatch.setattr(migrations, "SCRIPTS", tmp_path)
    with pytest.raises(Broken, match="22012"):
        migrate(empty_url)
    assert asked(empty_url, "SELECT version_num FROM alembic_version") == "1"
    assert asked(empty_url, "SELECT to_regclass('one')::text") == "one"
    assert asked(empty_url, "SELECT to_regclass('two')") is None
    assert asked(empty_url, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0


def test_no_server_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        migrate(f"postgresql://ann@/skies?host={tmp_path}")
    assert caught.value.transient
    with pytest.raises(InvalidInput):
        migrate("sqlite:///charts.db")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name", "repeat('x', 201)"),
        ("notes", "repeat('x', 10001)"),
        ("tags", "array_fill('x'::text, ARRAY[21])"),
        ("tags", "ARRAY[NULL]::text[]"),
        ("tags", "ARRAY[['a'], ['b']]"),
        ("tags", "ARRAY[repeat('x', 1001)]"),
        ("year", "0"),
        ("month", "13"),
        ("day", "32"),
        ("calendar", "'mayan'"),
        ("hour", "24"),
        ("minute", "NULL"),
        ("second", "60"),
        ("fold", "'middle'"),
        ("utc_offset_s", "93601"),
        ("utc_offset_s", "'NaN'"),
        ("north_latitude_deg", "90.1"),
        ("north_latitude_deg", "'NaN'"),
        ("east_longitude_deg", "-180.1"),
        ("elevation_m", "'Infinity'"),
        ("zodiac", "'sidereal'"),
        ("zodiac", "'chinese'"),
        ("bodies", "'{}'"),
        ("orbs", "'[]'"),
        ("zone", "''"),
        ("place_name", "repeat('x', 301)"),
        ("owner_id", "gen_random_uuid()"),
    ],
)
def test_the_database_itself_holds_every_bound(database_url: str, column: str, value: str) -> None:
    values = {
        "id": "gen_random_uuid()",
        "owner_id": "(SELECT id FROM owner)",
        "name": "'Ann'",
        "year": "1990",
        "month": "5",
        "day": "17",
        "calendar": "'gregorian'",
        "hour": "14",
        "minute": "30",
        "second": "0",
        "place_name": "'Halifax'",
        "north_latitude_deg": "44.65",
        "east_longitude_deg": "-63.57",
        "elevation_m": "0",
        "zodiac": "'tropical'",
        "house_system": "'placidus'",
        "bodies": "'{sun}'",
        "aspects": "'{}'",
        "orbs": "'{}'",
        "name_key": "'ann'",
        "search_text": "'ann'",
    }
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        owner = connection.execute("INSERT INTO owners (id) VALUES (gen_random_uuid()) RETURNING id").fetchone()
        assert owner is not None
        values["owner_id"] = f"'{owner[0]}'"
        insert = "INSERT INTO charts ({}) VALUES ({})"
        connection.execute(insert.format(", ".join(values), ", ".join(values.values())))  # type: ignore[arg-type]
        values |= {"id": "gen_random_uuid()", column: value}
        with pytest.raises((psycopg.errors.CheckViolation, psycopg.errors.ForeignKeyViolation)):
            connection.execute(insert.format(", ".join(values), ", ".join(values.values())))  # type: ignore[arg-type]
        connection.rollback()
