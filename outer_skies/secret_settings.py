"""Secrets among the settings: read from a file when told so, and refused when they are none."""

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from outer_skies.errors import InvalidInput

SHORTEST = 12
"""Characters of a password that guards a server. One that nobody has to remember can be longer."""

LARGEST_FILE = 8192
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SAMPLE = re.compile(
    r"change.?(me|this|it)|example|sample|placeholder|insert.?your|your.?(password|secret|key)|passw(or|0r)d|letmein",
    re.IGNORECASE,
)
"""Words that nobody draws by lot."""

_COMMON = re.compile(
    r"secret|admin|default|qwerty|postgres|redis|valkey|outer.?skies|test|dummy|todo|0123|1234|abcd", re.IGNORECASE
)
"""Words that may stand in a secret, when enough else does."""

_WITHOUT_PASSWORD = frozenset({"sslcert", "passfile", "service"})
"""Parameters of a database's address that bring another proof than a password in it."""


def read_secret(environ: Mapping[str, str], name: str) -> str | None:
    """The secret in the variable `name`, or in the file that `NAME_FILE` names; None when there is neither.

    Raises: `InvalidInput` naming the variable, never its value.
    """
    value, path = environ.get(name), environ.get(f"{name}_FILE")
    if value and path:
        raise InvalidInput(f"Set {name} or {name}_FILE, not both.", field=name)
    if not path:
        return value or None
    try:
        with Path(path).open("rb") as file:
            text = file.read(LARGEST_FILE + 1).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InvalidInput(f"The file that {name}_FILE names cannot be read.", field=f"{name}_FILE") from error
    if not text or len(text) > LARGEST_FILE or "\n" in text or "\0" in text:
        raise InvalidInput(f"The file that {name}_FILE names must hold one line: the secret.", field=f"{name}_FILE")
    return text


def refuse_weak(secret: str, name: str) -> None:
    """Let a secret pass that could be one.

    Raises: `InvalidInput` for one that is short, out of a sample, or hardly varied.
    """
    if len(secret) < SHORTEST:
        raise InvalidInput(f"The secret in {name} is too short: at least {SHORTEST} characters.", field=name)
    rest = _COMMON.sub("", secret)
    if _SAMPLE.search(secret) or len(set(secret)) < SHORTEST // 2 or len(rest) < SHORTEST // 2:
        raise InvalidInput(f"The secret in {name} looks like one from a sample. Choose a random one.", field=name)


def refuse_weak_password(url: str, name: str) -> None:
    """Let an address of a server pass when its password is a secret, or when nobody else can reach the server.

    Raises: `InvalidInput` naming the variable, never its value.
    """
    try:
        parts = urlsplit(url)
        host, password = parts.hostname, parts.password
    except ValueError as error:
        raise InvalidInput(f"{name} must be an address.", field=name) from error
    given = parse_qs(parts.query)
    if host is None or host in LOOPBACK or given.get("host", [""])[0].startswith("/"):
        return
    if password is None and "password" in given:
        password = given["password"][0]
    if not password:
        if _WITHOUT_PASSWORD & set(given):
            return
        raise InvalidInput(f"{name} needs a password: the server is not on this machine.", field=name)
    refuse_weak(unquote(password), name)
