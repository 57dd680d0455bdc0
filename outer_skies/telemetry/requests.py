"""The number that a request goes by, in its answer and in every line that is logged while it is answered."""

import logging
import secrets
from contextvars import ContextVar

NO_REQUEST = "-"
LINE = "%(levelname)s %(name)s [%(request_id)s]: %(message)s"

request_id: ContextVar[str] = ContextVar("request_id", default=NO_REQUEST)


def new_request_id() -> str:
    """64 random bits: nobody chooses it, so nobody can write into a log with it."""
    return secrets.token_hex(8)


class _Numbered(logging.Filter):
    """Gives each line the number of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, with its number."""
        record.request_id = request_id.get()
        return True


def number_log_lines() -> None:
    """From now on every line of the log says which request it belongs to."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(_Numbered())
        handler.setFormatter(logging.Formatter(LINE))
