"""Packages that data is taken from at set-up: fetched by the registry's own tool, known by their checksums."""

import hashlib
import subprocess
import sys
from pathlib import Path


def fetched(archive: Path, sha512: str, *command: str) -> Path:
    """The archive, which the command writes into its folder where it is missing.

    Fails, and forgets the archive, when it is not what it should be.
    """
    if not archive.is_file():
        archive.parent.mkdir(parents=True, exist_ok=True)
        if subprocess.run(command, cwd=archive.parent, check=False, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"{archive.name} could not be fetched; see above. Is the package registry reachable?")
    if hashlib.sha512(archive.read_bytes()).hexdigest() != sha512:
        archive.unlink()
        sys.exit(f"{archive.name} is not the package it should be: its checksum differs.")
    return archive
