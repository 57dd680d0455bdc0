"""Tokens: 256 random bits that stand for a browser, a session or a mailed link.

We keep their SHA-256 alone, which needs no salt and no slow hash because the tokens are random.
"""

import hashlib
import re
import secrets

TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """256 random bits in 43 characters, fit for a cookie and an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: object) -> bool:
    """Whether we could have made this token."""
    return isinstance(text, str) and _TOKEN.fullmatch(text) is not None


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()
