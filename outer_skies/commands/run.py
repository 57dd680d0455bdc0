"""`outer-skies run`: the app, until Ctrl-C."""

import argparse

from outer_skies.serving import serve
from outer_skies.settings import settings

DESCRIPTION = "Serve the app until Ctrl-C. Everything it starts it stops."
EPILOG = "Settings are environment variables, PORT and OUTER_SKIES_DATA among them; README.md lists them."


def add_arguments(_: argparse.ArgumentParser) -> None:
    """None: it is set by the environment."""


def run(_: argparse.Namespace) -> int:
    """Serve."""
    serve(settings())
    return 0
