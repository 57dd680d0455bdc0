"""Secrets come by file too, are refused when they are none, and are never told."""

import secrets
from pathlib import Path

import pytest

from outer_skies.errors import InvalidInput
from outer_skies.secret_settings import read_secret, refuse_weak
from outer_skies.settings import read_settings

GOOD = "kT9-vbq2LmZ7w"


def test_a_secret_by_file_is_the_same_as_one_by_variable(tmp_path: Path) -> None:
    file = tmp_path / "url"
    url = f"postgresql://app:{GOOD}@db.example.org/app"
    for text in (url, url + "\n", url + "\r\n"):
        file.write_bytes(text.encode())
        assert read_settings({"DATABASE_URL_FILE": str(file)}).database_url == url
    assert read_settings({"DATABASE_URL": url}).database_url == url
    with pytest.raises(InvalidInput, match="not both"):
        read_settings({"DATABASE_URL": url, "DATABASE_URL_FILE": str(file)})


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo", b"nul\0", b"\xff\xfe", b"x" * 10_000])
def test_a_file_that_holds_no_secret_is_refused_by_its_variables_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    with pytest.raises(InvalidInput, match="THING_FILE") as refusal:
        read_secret({"THING_FILE": str(file)}, "THING")
    assert refusal.value.field == "THING_FILE"


@pytest.mark.parametrize("path", ["/nowhere/at/all", "/", "nul\0"])
def test_a_file_that_cannot_be_read_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput, match="THING_FILE names cannot be read"):
        read_secret({"THING_FILE": path}, "THING")


@pytest.mark.parametrize(
    "password",
    [
        "hunter2", "changeme", "change-me-please", "example-password",
        "postgres1234", "your-secret-here", "password1234",
        "aaaaaaaaaaaaaaaa", "abababababababab", "redis-password",
        "insert_your_key_here", "xxxxxxxxxxxxxxxx", "kT9-vbq2Lm",
        "outer-skies-secret",
    ],
)  # fmt: skip
def test_short_and_sample_secrets_are_refused_and_not_repeated(password: str) -> None:
    for name, url in (
        ("DATABASE_URL", f"postgresql://app:{password}@db.example.org/app"),
        ("DATABASE_URL", f"postgresql://app@db.example.org/app?password={password}"),
        ("OUTER_SKIES_REDIS_URL", f"rediss://:{password}@cache.example.org:6379/0"),
    ):
        with pytest.raises(InvalidInput, match=f"in {name} ") as refusal:
            read_settings({name: url})
        assert password not in str(refusal.value)


@pytest.mark.parametrize("url", ["postgresql://app@db.example.org/app", "postgresql://app:@db.example.org/app"])
def test_a_server_elsewhere_needs_a_password(url: str) -> None:
    with pytest.raises(InvalidInput, match="DATABASE_URL needs a password"):
        read_settings({"DATABASE_URL": url})
    with pytest.raises(InvalidInput, match="OUTER_SKIES_REDIS_URL needs a password"):
        read_settings({"OUTER_SKIES_REDIS_URL": "rediss://cache.example.org"})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app@localhost/app", "postgresql://app@127.0.0.1:5432/app",
        "postgresql:///app?host=/run/postgresql",
        "postgresql://app@[::1]/app", "postgresql://app@db.example.org/app?sslcert=/x&sslkey=/y",
        f"postgresql://app:{GOOD}@db.example.org/app",
    ],
)  # fmt: skip
def test_a_server_of_this_machine_and_other_proofs_need_none(url: str) -> None:
    assert read_settings({"DATABASE_URL": url}).database_url == url


def test_random_secrets_pass() -> None:
    for _ in range(2000):
        refuse_weak(secrets.token_urlsafe(32), "X")
        refuse_weak(secrets.token_hex(16), "X")


def test_settings_that_are_shown_show_no_secret() -> None:
    url = f"postgresql://app:{GOOD}@db.example.org/app"
    shown = repr(read_settings({"DATABASE_URL": url, "OUTER_SKIES_REDIS_URL": f"rediss://:{GOOD}@cache.example.org"}))
    assert GOOD not in shown
