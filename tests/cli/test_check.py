"""`outer-skies check --deploy` finds each thing that is unfit, and only that."""

from pathlib import Path

import pytest

from outer_skies.cli import main
from outer_skies.commands.check import unfit_for_others
from outer_skies.settings import read_settings, settings

PASSWORD = "kT9-vbq2LmZ7w"  # noqa: S105  guards nothing


@pytest.fixture
def fit(tmp_path: Path) -> dict[str, str]:
    """Settings that are fit for others, each of which a test spoils."""
    (tmp_path / "data").mkdir(mode=0o700)
    secret = tmp_path / "url"
    secret.write_text(f"postgresql://app:{PASSWORD}@db.example.org/app?sslmode=verify-full")
    secret.chmod(0o600)
    return {
        "OUTER_SKIES_URL": "https://charts.example.org",
        "OUTER_SKIES_TRUSTED_PROXIES": "1",
        "OUTER_SKIES_SECURITY_CONTACT": "mailto:security@example.org",
        "OUTER_SKIES_DATA": str(tmp_path / "data"),
        "DATABASE_URL_FILE": str(secret),
    }


def found(environ: dict[str, str]) -> list[str]:
    return list(unfit_for_others(read_settings(environ)))


def test_fit_settings_are_fit(fit: dict[str, str]) -> None:
    assert found(fit) == []
    assert found(fit | {"OUTER_SKIES_HOST": "0.0.0.0"}) == []  # noqa: S104  behind a proxy


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"OUTER_SKIES_URL": ""}, ["OUTER_SKIES_URL"]),
        ({"OUTER_SKIES_URL": "http://charts.example.org"}, ["OUTER_SKIES_URL"]),
        ({"OUTER_SKIES_TRUSTED_PROXIES": "0"}, ["OUTER_SKIES_TRUSTED_PROXIES"]),
        (
            {"OUTER_SKIES_HOST": "0.0.0.0", "OUTER_SKIES_TRUSTED_PROXIES": "0"},  # noqa: S104  what is looked for
            ["OUTER_SKIES_HOST", "OUTER_SKIES_TRUSTED_PROXIES"],
        ),
        ({"OUTER_SKIES_LIMIT_FACTOR": "10"}, ["OUTER_SKIES_LIMIT_FACTOR"]),
        ({"OUTER_SKIES_SECURITY_CONTACT": ""}, ["OUTER_SKIES_SECURITY_CONTACT"]),
        ({"OUTER_SKIES_REDIS_URL": f"redis://:{PASSWORD}@cache.example.org"}, ["OUTER_SKIES_REDIS_URL"]),
        (
            {"DATABASE_URL_FILE": "", "DATABASE_URL": f"postgresql://app:{PASSWORD}@db.example.org/app?sslmode=prefer"},
            ["DATABASE_URL"],
        ),
    ],
)
def test_each_unfit_setting_is_named(fit: dict[str, str], changes: dict[str, str], names: list[str]) -> None:
    lines = found(fit | changes)
    assert [line.split()[0] for line in lines] == names
    assert PASSWORD not in "".join(lines)


def test_files_that_others_can_read_are_named(fit: dict[str, str]) -> None:
    Path(fit["DATABASE_URL_FILE"]).chmod(0o640)
    Path(fit["OUTER_SKIES_DATA"]).chmod(0o755)
    secret, data = found(fit)
    assert "DATABASE_URL_FILE can be read" in secret
    assert fit["OUTER_SKIES_DATA"] in data


def test_the_command_says_so_and_its_exit_code_too(
    fit: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in fit.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    try:
        assert main(["check", "--deploy"]) == 0
        assert capsys.readouterr().out == "Fit for others to use.\n"
        monkeypatch.delenv("OUTER_SKIES_SECURITY_CONTACT")
        settings.cache_clear()
        assert main(["check", "--deploy"]) == 1
        assert capsys.readouterr().out.startswith("OUTER_SKIES_SECURITY_CONTACT is not set")
        assert main(["check"]) == 0
    finally:
        settings.cache_clear()
