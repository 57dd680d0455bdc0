"""A folder that mails are written to when there is no server to send them by."""

import os
from pathlib import Path

from outer_skies.store.identifiers import new_id


def write_mail(folder: Path, mail: bytes) -> Path:
    """Keep a mail as a file that only this user can read; the names sort by time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{new_id()}.eml"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(mail)
    return path
