"""Text folded for finding and sorting, so that case and accents make no difference."""

import unicodedata


def folded(text: str) -> str:
    """`text` without case, accents and surplus spaces: "  Ångström  ÉCOLE" becomes "angstrom ecole"."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(mark for mark in spread if not unicodedata.combining(mark)).split())
