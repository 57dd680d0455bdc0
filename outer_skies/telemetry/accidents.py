"""What nobody foresaw: logged with a number that the person sees too."""

import logging
import secrets
import traceback

logger = logging.getLogger(__name__)


def reference_for(error: Exception) -> str:
    """Log where `error` happened and answer the number it goes by.

    Its words stay out of the log, for they may hold what somebody typed.
    """
    reference = secrets.token_hex(2).upper()
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("reference %s: %s\n%s", reference, type(error).__name__, where)
    return reference
