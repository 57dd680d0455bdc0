"""Place names as text to compare: folding, and reading a typed query into a name and where it is said to lie.

The packing of the places and every search fold with the same function, so that the two can never disagree.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

FOLD_VERSION = 2
"""Raised whenever `fold` answers differently; places packed with another version are refused at seeding."""

EXACT = 10
"""How many times more a match of a whole name is worth than one of its beginning."""

LONGEST_QUERY = 120
"""Characters. No place has a longer name, so a longer text is not looked up."""

_LONGEST_AREAS = 4  # words behind a name that are tried as areas

_SILENT = dict.fromkeys(map(ord, "'’‘`´ʹʺʻʼʽʾʿˈ′″ʿʾ"))
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ŧ": "t", "ə": "e",
    }
)  # fmt: skip
_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "sta": "santa", "sto": "santo", "mt": "mount", "ft": "fort",
}  # fmt: skip
_SPELT_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ø": "oe",
        "Ø": "Oe",
        "å": "aa",
        "Å": "Aa",
    }
)
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")


def fold(text: str) -> str:
    """`text` without case, accents and punctuation, one space between words: `São Paulo` is `sao paulo`.

    `St.`, `Ste`, `Sta`, `Sto`, `Mt` and `Ft` before another word are written out, as `saint`, `mount`...
    Letters that are no accented ones (ß, ø, ł, đ, ı, æ...) become their usual Latin spelling. Every script
    is kept. Folding what is folded changes nothing.
    """
    words = _plain(text).split()
    return " ".join([_ABBREVIATIONS.get(word, word) for word in words[:-1]] + words[-1:])


def fold_typed(text: str) -> tuple[str, ...]:
    """What the unfinished `text` may be the beginning of, folded: `St` begins `stockholm` and `saint`."""
    plain = fold(text)
    head, _, last = plain.rpartition(" ")
    full = _ABBREVIATIONS.get(last)
    if full is None:
        return (plain,)
    written_out = f"{head} {full}".strip()
    return (written_out,) if text.rstrip().endswith(".") or text.endswith(" ") else (plain, written_out)


def other_spellings(name: str) -> tuple[str, ...]:
    """Folded spellings that are typed where a keyboard lacks the letter: `München` is also `muenchen`."""
    spelt = name.translate(_SPELT_OUT)
    return () if spelt == name else (fold(spelt),)


def _plain(text: str) -> str:
    # Composed first: a letter and its accent apart would look like a letter and the end of a word.
    text = _INITIALS.sub(r"\1", unicodedata.normalize("NFC", text)).translate(_SILENT)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_SILENT)
    text = "".join([letter for letter in text if not unicodedata.combining(letter)]).translate(_LETTERS)
    return "".join([letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " " for letter in text])


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was typed: a place's name in the areas that follow it, all folded.

    The last area may be unfinished, as a text is while it is typed.
    """

    name: str
    areas: tuple[str, ...]


def readings_in_areas(text: str) -> tuple[Reading, ...]:
    """The ways to read `text` as a name and where it lies, the likeliest first: `paris tx`, `paris` in `tx`.

    A comma parts the name from its areas for certain; without one every split is tried, the longest name
    first, with the rest as one area or as two (`portland or us`).
    """
    head, *tail = text.split(",")
    if tail:
        areas = tuple(part for part in map(fold, tail) if part)
        return (Reading(fold(head), areas),) if areas and fold(head) else ()
    return tuple(_splits(fold(text).split()))


def _splits(words: list[str]) -> Iterator[Reading]:
    for cut in range(len(words) - 1, max(0, len(words) - 1 - _LONGEST_AREAS), -1):
        name, rest = fold(" ".join(words[:cut])), words[cut:]
        yield Reading(name, (" ".join(rest),))
        for second in range(1, len(rest)):
            yield Reading(name, (" ".join(rest[:second]), " ".join(rest[second:])))
