"""`outer-skies check`: whether the settings can be used, and with --deploy whether others may use what they make."""

import argparse
import stat
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from outer_skies.commands.terminal import BAD_INPUT, EXIT_CODES
from outer_skies.secret_settings import LOOPBACK
from outer_skies.settings import Settings, settings

DESCRIPTION = "Check the settings. With --deploy, list what is unfit for others to use."
EPILOG = f"""\
Settings are environment variables; README.md lists them.

examples:
  outer-skies check --deploy
  OUTER_SKIES_URL=https://charts.example.org outer-skies check --deploy

{EXIT_CODES} (1 too when something is unfit)"""

_SAFE_DATABASE = frozenset({"require", "verify-ca", "verify-full"})
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One: whether for others."""
    parser.add_argument("--deploy", action="store_true", help="list what is unfit for others to use")


def run(arguments: argparse.Namespace) -> int:
    """Read the settings, which refuses what cannot be used, and judge them when asked."""
    chosen = settings()
    unfit = list(unfit_for_others(chosen)) if arguments.deploy else []
    for line in unfit:
        sys.stdout.write(f"{line}\n")
    if not unfit:
        sys.stdout.write("Fit for others to use.\n" if arguments.deploy else "The settings can be used.\n")
    return BAD_INPUT if unfit else 0


def unfit_for_others(chosen: Settings) -> Iterator[str]:
    """What would be unsafe, or of no use, once others use it: a line each, with the variable to set. No secrets."""
    host = urlsplit(chosen.public_url).hostname or ""
    if host in LOOPBACK:
        yield "OUTER_SKIES_URL names this machine only: set the https address that people use."
    elif not chosen.is_https:
        yield "OUTER_SKIES_URL is not https: passwords and births would travel in the open."
    if not _is_loopback(chosen.host) and not chosen.trusted_proxies:
        yield (
            f"OUTER_SKIES_HOST {chosen.host} lets everybody reach the app past a proxy and without TLS: leave it on"
            " 127.0.0.1, or say with OUTER_SKIES_TRUSTED_PROXIES how many proxies are before it."
        )
    if chosen.is_https and not chosen.trusted_proxies:
        yield "OUTER_SKIES_TRUSTED_PROXIES is 0: behind a proxy all people count as one, and share its limits."
    if chosen.limit_factor > 1:
        yield f"OUTER_SKIES_LIMIT_FACTOR {chosen.limit_factor} widens every limit: that is for load tests."
    if chosen.security_contact is None:
        yield "OUTER_SKIES_SECURITY_CONTACT is not set: nobody knows whom to tell of a weakness."
    yield from _unsafe_lines(chosen)
    yield from _open_files(chosen)


def _unsafe_lines(chosen: Settings) -> Iterator[str]:
    """Connections to servers elsewhere that others could read or change."""
    if chosen.database_url is not None and _is_elsewhere(chosen.database_url):
        mode = parse_qs(urlsplit(chosen.database_url).query).get("sslmode", [""])[0]
        if mode not in _SAFE_DATABASE:
            yield "DATABASE_URL has no sslmode=verify-full: what is kept would travel in the open."
    if chosen.redis_url is not None and chosen.redis_url.startswith("redis:") and _is_elsewhere(chosen.redis_url):
        yield "OUTER_SKIES_REDIS_URL is not rediss: its password would travel in the open."


def _open_files(chosen: Settings) -> Iterator[str]:
    """Files that others on this machine could read."""
    for name, path in chosen.secret_files.items():
        if _mode(path) & _OTHERS:
            yield f"The file of {name}_FILE can be read by others on this machine: chmod 600."
    if _mode(chosen.data_dir) & stat.S_IRWXO:
        yield f"{chosen.data_dir} can be read by others on this machine: chmod 750."


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0


def _is_elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.hostname is not None and parts.hostname not in LOOPBACK


def _is_loopback(host: str) -> bool:
    if host in LOOPBACK:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
