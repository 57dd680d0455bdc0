"""What is written to stdout, what is told on stderr, and how a command ends."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import msgspec

BAD_INPUT, USAGE, BROKEN, STOPPED = 1, 2, 3, 130
EXIT_CODES = "exit codes: 0 done, 1 the input was bad, 2 usage, 3 something broke"
_BAR_WIDTH = 30


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, and takes no abbreviations, which a new option would break."""

    def __init__(self, **settings: object) -> None:
        settings = {"allow_abbrev": False, "formatter_class": argparse.RawDescriptionHelpFormatter} | settings
        super().__init__(**settings)  # type: ignore[arg-type]  passed on

    def error(self, message: str) -> NoReturn:
        """Tell it, and end."""
        tell(f"{self.prog}: {message} ({self.prog} --help tells more)")
        raise SystemExit(USAGE)


def write(text: str) -> None:
    """To stdout in UTF-8, whatever the locale says, and at once, so that a full disk or a closed pipe shows here."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.rstrip("\n").encode() + b"\n")
    sys.stdout.buffer.flush()


def write_json(document: Mapping[str, Any], *, indent: int = 1) -> None:
    """One JSON document to stdout; frozen values within it as their fields. An indent of 0 is a line for all."""
    text = msgspec.json.encode(document)
    write((msgspec.json.format(text, indent=indent) if indent else text).decode())


def tell(line: str, *, over_bar: bool = False) -> None:
    """One line on stderr, without what a terminal would obey; in place of a progress bar when there is one."""
    plain = "".join(letter if letter.isprintable() else " " for letter in line)
    sys.stderr.write(("\r\x1b[K" if over_bar else "") + " ".join(plain.split()) + "\n")
    sys.stderr.flush()


def is_watched() -> bool:
    """Whether a person watches stderr, so that a progress bar is of use."""
    return sys.stderr.isatty()


def show_bar(share: float | None, text: str = "") -> None:
    """A progress bar on stderr, in place of the one before: how much is done, 0 to 1 or None, and a word behind it."""
    bar = ""
    if share is not None:
        filled = round(share * _BAR_WIDTH)
        bar = f"[{'=' * filled}{' ' * (_BAR_WIDTH - filled)}] {share:4.0%} "
    sys.stderr.write(f"\r{bar}{text}")
    sys.stderr.flush()


def searching() -> Callable[[float], None] | None:
    """What a long search reports its progress to: a bar that goes when it is full, or None when nobody watches."""

    def report(share: float) -> None:
        if share < 1:
            show_bar(share)
        else:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    return report if is_watched() else None
