"""What is generated of the documents is as its scripts write it."""

import subprocess
import sys

import pytest
from repository import ROOT


@pytest.mark.parametrize("script", ["write_schemas.py", "write_docs.py"])
def test_generated_documents_are_current(script: str) -> None:
    words = [sys.executable, ROOT / "scripts" / script, "--check"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout, said.stderr) == (0, "", ""), "make docs writes them anew"
