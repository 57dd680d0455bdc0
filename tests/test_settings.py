"""Settings come from environment variables, once, and what cannot be used is refused by name."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from outer_skies.errors import InvalidInput
from outer_skies.settings import PROJECT_DIR, read_settings

NAMES = {
    "PORT", "OUTER_SKIES_HOST", "OUTER_SKIES_URL", "OUTER_SKIES_DATA", "DATABASE_URL", "OUTER_SKIES_DATABASE_POOL",
    "OUTER_SKIES_STATEMENT_TIMEOUT", "DATABASE_URL_FILE", "OUTER_SKIES_REDIS_URL", "OUTER_SKIES_REDIS_URL_FILE",
    "OUTER_SKIES_TRUSTED_PROXIES", "OUTER_SKIES_LIMIT_FACTOR", "OUTER_SKIES_SECURITY_CONTACT",
    "OUTER_SKIES_SMTP", "OUTER_SKIES_SMTP_PASSWORD", "OUTER_SKIES_SMTP_PASSWORD_FILE", "OUTER_SKIES_MAIL_FROM",
}  # fmt: skip


@pytest.mark.parametrize("environ", [{}, dict.fromkeys(NAMES, "")], ids=["unset", "empty"])
def test_without_settings_it_serves_this_machine_and_keeps_its_data_in_the_checkout(environ: dict[str, str]) -> None:
    found = read_settings(environ)
    assert (found.host, found.port, found.public_url) == ("127.0.0.1", 3000, "http://127.0.0.1:3000")
    assert (found.data_dir, found.database_url) == (PROJECT_DIR / "var", None)
    assert (found.database_pool_size, found.database_statement_timeout_s) == (10, 10)
    assert not found.is_https
    assert (found.redis_url, found.security_contact) == (None, None)
    assert (found.trusted_proxies, found.limit_factor) == (0, 1)


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings({}).port = 80  # type: ignore[misc]


def test_this_machine_goes_by_two_names_on_the_port_people_use() -> None:
    assert read_settings({"PORT": "3001"}).origins == ("http://127.0.0.1:3001", "http://localhost:3001")
    behind = read_settings({"PORT": "3001", "OUTER_SKIES_URL": "http://localhost:8080"})
    assert behind.origins == ("http://127.0.0.1:8080", "http://localhost:8080")
    assert behind.hosts == ("127.0.0.1:8080", "localhost:8080")


@pytest.mark.parametrize(
    ("typed", "origin", "host"),
    [
        ("https://charts.example.org", "https://charts.example.org", "charts.example.org"),
        ("https://charts.example.org/", "https://charts.example.org", "charts.example.org"),
        (" HTTPS://Charts.Example.ORG ", "https://charts.example.org", "charts.example.org"),
        ("https://charts.example.org:443", "https://charts.example.org", "charts.example.org"),
        ("http://charts.example.org:80", "http://charts.example.org", "charts.example.org"),
        ("https://charts.example.org:8443", "https://charts.example.org:8443", "charts.example.org:8443"),
        ("http://[2001:db8::1]:3000", "http://[2001:db8::1]:3000", "[2001:db8::1]:3000"),
    ],
)
def test_an_address_is_kept_as_browsers_name_it(typed: str, origin: str, host: str) -> None:
    found = read_settings({"OUTER_SKIES_URL": typed})
    assert found.origins == (found.public_url,) == (origin,)
    assert found.hosts == (host,)
    assert found.is_https == origin.startswith("https")


@pytest.mark.parametrize(
    "address",
    [
        "charts.example.org", "ftp://charts.example.org", "https://", "https:///x", "https://charts.example.org/app",
        "https://charts.example.org?x=1", "https://charts.example.org#x", "https://ann:secret@charts.example.org",
        "http://[", "http://charts.example.org:port", "http://charts.example.org:99999", "javascript:alert(1)",
        "https://*", "https://a b", "https://x\r\nSet-Cookie: y", "//charts.example.org", "https://charts.example.org,*",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_by_the_variables_name(address: str) -> None:
    with pytest.raises(InvalidInput, match="OUTER_SKIES_URL must be an address") as refusal:
        read_settings({"OUTER_SKIES_URL": address})
    assert refusal.value.field == "OUTER_SKIES_URL"
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("PORT", 1, 65535),
        ("OUTER_SKIES_DATABASE_POOL", 1, 200),
        ("OUTER_SKIES_STATEMENT_TIMEOUT", 1, 600),
        ("OUTER_SKIES_TRUSTED_PROXIES", 0, 9),
        ("OUTER_SKIES_LIMIT_FACTOR", 1, 10_000),
    ],
)
def test_a_number_out_of_bounds_or_none_at_all_is_refused_by_the_variables_name(
    name: str, least: int, most: int
) -> None:
    for good in (least, most):
        read_settings({name: str(good)})
    for bad in (least - 1, most + 1, "-1", "1.5", "1e2", " 80", "80 ", "٣٠٠٠", "²", "0x50", "eighty", "9" * 10_000):
        with pytest.raises(InvalidInput, match=f"{name} must be a whole number from {least} to {most}") as refusal:
            read_settings({name: str(bad)})
        assert refusal.value.field == name
        assert len(str(refusal.value)) < 150


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.org",
        "http://example.org",
        "mailto:x",
        "mailto:a@b\nContact: mailto:c@d",
        "javascript:x",
        "https://",
    ],
)
def test_a_contact_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="OUTER_SKIES_SECURITY_CONTACT must be like"):
        read_settings({"OUTER_SKIES_SECURITY_CONTACT": text})


@pytest.mark.parametrize(
    "url", ["http://localhost", "redis://", "localhost:6379", "redis://localhost/x", "redis://a b/0"]
)
def test_an_address_of_redis_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="OUTER_SKIES_REDIS_URL must be an address"):
        read_settings({"OUTER_SKIES_REDIS_URL": url})


def test_the_sample_environment_holds_the_names_and_no_values() -> None:
    lines = (PROJECT_DIR / ".env.example").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(f"{name}=" for name in NAMES)


def test_a_relative_data_folder_is_meant_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = read_settings({"OUTER_SKIES_DATA": "data"})
    monkeypatch.chdir("/")
    assert found.data_dir == tmp_path / "data"


@pytest.mark.parametrize(
    ("typed", "host", "port", "is_tls", "user"),
    [
        ("smtps://mail.example.org", "mail.example.org", 465, True, ""),
        ("smtp://mail.example.org", "mail.example.org", 587, False, ""),
        ("smtp://ann%40example.org@mail.example.org:2525", "mail.example.org", 2525, False, "ann@example.org"),
    ],
)
def test_a_mail_server_and_its_password_file_are_read(
    tmp_path: Path, *, typed: str, host: str, port: int, is_tls: bool, user: str
) -> None:
    secret = tmp_path / "password"
    secret.write_text("a secret\n")
    found = read_settings({"OUTER_SKIES_SMTP": typed, "OUTER_SKIES_SMTP_PASSWORD_FILE": str(secret)}).mail_server
    assert found is not None
    assert (found.host, found.port, found.is_tls, found.user) == (host, port, is_tls, user)
    assert found.password == "a secret"  # noqa: S105  of nobody
    assert "a secret" not in repr(found)
    assert not found.is_this_machine


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"OUTER_SKIES_SMTP": "smtp://ann:secret@mail.example.org"}, "OUTER_SKIES_SMTP"),
        ({"OUTER_SKIES_SMTP": "mail.example.org"}, "OUTER_SKIES_SMTP"),
        ({"OUTER_SKIES_SMTP": "smtp://"}, "OUTER_SKIES_SMTP"),
        ({"OUTER_SKIES_SMTP": "smtp://x:99999"}, "OUTER_SKIES_SMTP"),
        (
            {"OUTER_SKIES_SMTP": "smtp://x", "OUTER_SKIES_SMTP_PASSWORD_FILE": "/nowhere/secret"},
            "OUTER_SKIES_SMTP_PASSWORD_FILE",
        ),
        ({"OUTER_SKIES_MAIL_FROM": "ann@example.org\r\nBcc: all"}, "OUTER_SKIES_MAIL_FROM"),
        ({"OUTER_SKIES_MAIL_FROM": "ann"}, "OUTER_SKIES_MAIL_FROM"),
    ],
)
def test_mail_settings_that_cannot_be_used_are_refused_without_their_secret(environ: dict[str, str], name: str) -> None:
    with pytest.raises(InvalidInput, match=name) as refusal:
        read_settings(environ)
    assert refusal.value.field == name
    assert "secret@" not in str(refusal.value)


def test_mail_comes_from_the_host_that_people_know() -> None:
    assert (
        read_settings({"OUTER_SKIES_URL": "https://charts.example.org"}).mail_from == "outer-skies@charts.example.org"
    )
    assert read_settings({}).mail_from == "outer-skies@localhost.localdomain"
