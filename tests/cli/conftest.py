"""The command line as a program of its own, and as a function where that is enough."""

from pathlib import Path

import pytest
from terminal import PROGRAM, Said, Say, finish, start

from outer_skies.cli import main


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Say:
    """Runs a command in this process."""

    def saying(*words: str) -> Said:
        capfd.readouterr()
        try:
            code = main(words)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return saying


@pytest.fixture
def run(tmp_path: Path) -> Say:
    """Runs a command as a program, with a data folder of its own."""

    def running(*words: str | bytes, **environment: str) -> Said:
        data = {"OUTER_SKIES_DATA": str(tmp_path / "data")}
        return finish(start(PROGRAM, *words, environment=data | environment))

    return running
