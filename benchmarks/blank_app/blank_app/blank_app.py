"""One page, one state, and one event that answers from memory with what Outer Skies had computed."""

import json
import os
from pathlib import Path
from typing import Any

import reflex as rx


def _answers() -> list[tuple[str, str]]:
    """The rest of a form's view and a scene, as our own app sent them; nothing while the page is built."""
    file = os.environ.get("BLANK_ANSWERS")
    return [tuple(pair) for pair in json.loads(Path(file).read_text(encoding="utf-8"))] if file else []


ANSWERS = _answers()


class Blank(rx.State):
    """The variables that the event of our own app sets."""

    form: str = "{}"
    scene: str = ""
    is_preview: bool = False

    @rx.event
    async def draft_changed(self, draft: dict[str, Any], seq: int) -> None:  # noqa: ARG002  it comes over the wire
        """Answer with the next of the known bytes."""
        rest, scene = ANSWERS[seq % len(ANSWERS)]
        self.form = f'{{"seq": {seq}{rest}'
        self.scene = scene
        self.is_preview = True


def home() -> rx.Component:
    """Text that shows the state, and a button that sends the event."""
    return rx.el.main(
        rx.el.p(Blank.form),
        rx.el.p(Blank.scene),
        rx.el.button("Send", on_click=Blank.draft_changed({}, 1)),
    )


app = rx.App(app_wraps={}, toaster=None, html_lang="en")
app.add_page(home, route="/", title="Blank")
