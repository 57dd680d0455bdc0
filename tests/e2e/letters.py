"""The mails that the app wrote into its outbox, as their reader sees them."""

import email
import email.policy
import re
import time
from email.message import EmailMessage
from pathlib import Path

LIMIT_S = 10


def letters_to(data: Path, address: str) -> list[EmailMessage]:
    """Every mail to this address, the oldest first."""
    found = []
    for file in sorted((data / "outbox").glob("*.eml")):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        if isinstance(message, EmailMessage) and address in str(message["To"]):
            found.append(message)
    return found


def next_letter(data: Path, address: str, subject: str) -> EmailMessage:
    """The newest mail of this subject, waited for."""
    deadline = time.monotonic() + LIMIT_S
    while time.monotonic() < deadline:
        for message in reversed(letters_to(data, address)):
            if message["Subject"] == subject:
                return message
        time.sleep(0.05)
    subjects = [message["Subject"] for message in letters_to(data, address)]
    raise AssertionError(f"no mail {subject!r} came to {address}, only {subjects}")


def link_in(message: EmailMessage) -> str:
    """The link that the mail carries."""
    found = re.search(r"http://\S+/auth/\S+", message.get_content())
    assert found is not None
    return found[0]
