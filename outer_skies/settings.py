"""Settings: environment variables, read once into one frozen value."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from outer_skies.errors import InvalidInput
from outer_skies.secret_settings import read_secret, refuse_weak_password

PROJECT_DIR = Path(__file__).resolve().parents[1]
"""Where the checkout lies: migrations, the built frontend and the packed places are found from here."""

_SECRETS = ("DATABASE_URL", "OUTER_SKIES_REDIS_URL", "OUTER_SKIES_SMTP_PASSWORD")

_THIS_MACHINE = ("127.0.0.1", "localhost")
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._:-]+")
_SMTP_PORTS = {"smtp": 587, "smtps": 465}
_SENDER = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in: by TLS from the first byte, or by STARTTLS, which this machine alone may do without."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_this_machine(self) -> bool:
        """Whether nothing goes over a network."""
        return self.host in _THIS_MACHINE


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an administrator can set. Each field names its environment variable in `read_settings`."""

    host: str
    port: int
    public_url: str
    data_dir: Path
    database_url: str | None = field(repr=False)  # it may hold a password
    database_pool_size: int
    database_statement_timeout_s: float
    mail_server: MailServer | None
    mail_from: str
    redis_url: str | None = field(repr=False)
    trusted_proxies: int
    limit_factor: int
    security_contact: str | None
    secret_files: Mapping[str, Path]

    @property
    def is_https(self) -> bool:
        """Whether people reach the app over TLS, which cookies and headers depend on."""
        return self.public_url.startswith("https://")

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact origins whose pages may open the websocket. This machine goes by two names."""
        parts = urlsplit(self.public_url)
        if parts.hostname not in _THIS_MACHINE:
            return (self.public_url,)
        port = f":{parts.port}" if parts.port else ""
        return tuple(f"{parts.scheme}://{name}{port}" for name in _THIS_MACHINE)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that requests may be addressed to."""
        return tuple(urlsplit(origin).netloc for origin in self.origins)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings that these environment variables ask for.

    Raises: `InvalidInput` naming the variable that cannot be used.
    """
    port = _whole_number(environ, "PORT", 3000, 1, 65535)
    public_url = _origin(environ.get("OUTER_SKIES_URL") or f"http://127.0.0.1:{port}")
    return Settings(
        host=environ.get("OUTER_SKIES_HOST") or "127.0.0.1",
        port=port,
        public_url=public_url,
        data_dir=Path(environ.get("OUTER_SKIES_DATA") or PROJECT_DIR / "var").absolute(),
        database_url=_server(environ, "DATABASE_URL"),
        database_pool_size=_whole_number(environ, "OUTER_SKIES_DATABASE_POOL", 10, 1, 200),
        database_statement_timeout_s=_whole_number(environ, "OUTER_SKIES_STATEMENT_TIMEOUT", 10, 1, 600),
        mail_server=_mail_server(environ),
        mail_from=_sender(environ.get("OUTER_SKIES_MAIL_FROM") or _default_sender(public_url)),
        redis_url=_redis(environ),
        trusted_proxies=_whole_number(environ, "OUTER_SKIES_TRUSTED_PROXIES", 0, 0, 9),
        limit_factor=_whole_number(environ, "OUTER_SKIES_LIMIT_FACTOR", 1, 1, 10_000),
        security_contact=_contact(environ, "OUTER_SKIES_SECURITY_CONTACT"),
        secret_files={name: Path(path) for name in _SECRETS if (path := environ.get(f"{name}_FILE"))},
    )


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)


def _origin(text: str) -> str:
    """The address as browsers name it in `Origin`: no path, no port that the scheme implies, small letters."""
    try:
        parts = urlsplit(text.strip().rstrip("/").lower())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    host = parts.hostname or ""
    rest = (parts.path, parts.query, parts.fragment, parts.username, parts.password)
    if parts.scheme not in _PORTS or not _HOST.fullmatch(host) or any(rest):
        raise InvalidInput(
            "OUTER_SKIES_URL must be an address such as https://charts.example.org", field="OUTER_SKIES_URL"
        )
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + (f":{port}" if port and port != _PORTS[parts.scheme] else "")


def _mail_server(environ: Mapping[str, str]) -> MailServer | None:
    text = (environ.get("OUTER_SKIES_SMTP") or "").strip()
    password = read_secret(environ, "OUTER_SKIES_SMTP_PASSWORD") or ""
    if not text:
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    rest = (parts.path.strip("/"), parts.query, parts.fragment, parts.password)
    host = parts.hostname or ""
    if parts.scheme not in _SMTP_PORTS or not _HOST.fullmatch(host) or any(rest):
        raise InvalidInput(
            "OUTER_SKIES_SMTP must be a mail server such as smtps://user@mail.example.org, the password in a file of "
            "its own",
            field="OUTER_SKIES_SMTP",
        )
    is_tls = parts.scheme == "smtps"
    return MailServer(host, port or _SMTP_PORTS[parts.scheme], is_tls, unquote(parts.username or ""), password)


def _default_sender(public_url: str) -> str:
    host = urlsplit(public_url).hostname or ""
    return f"outer-skies@{'localhost.localdomain' if ':' in host or host in _THIS_MACHINE else host}"


def _sender(text: str) -> str:
    if not _SENDER.fullmatch(text):
        raise InvalidInput(
            "OUTER_SKIES_MAIL_FROM must be an address such as charts@example.org", field="OUTER_SKIES_MAIL_FROM"
        )
    return text


def _server(environ: Mapping[str, str], name: str) -> str | None:
    """The address of a server that we depend on, with its password."""
    url = read_secret(environ, name)
    if url is not None:
        refuse_weak_password(url, name)
    return url


def _redis(environ: Mapping[str, str]) -> str | None:
    name = "OUTER_SKIES_REDIS_URL"
    url = read_secret(environ, name)
    if url is None:
        return None
    if not re.fullmatch(r"(redis|rediss)://[^/\s]+(/[0-9]+)?", url):
        raise InvalidInput(f"{name} must be an address such as rediss://:password@host:6379/0", field=name)
    refuse_weak_password(url, name)
    return url


def _contact(environ: Mapping[str, str], name: str) -> str | None:
    text = (environ.get(name) or "").strip()
    if text and not re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|https://[^\s/]+\S*|tel:\+[0-9-]+)", text):
        raise InvalidInput(f"{name} must be like mailto:security@example.org or https://...", field=name)
    return text or None


def _whole_number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise InvalidInput(f"{name} must be a whole number from {least} to {most}, not {text[:40]!r}", field=name)
    return int(text)
