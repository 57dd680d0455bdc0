"""An address that leads nowhere."""

import reflex as rx

from outer_skies.components.frame import frame, link


def not_found() -> rx.Component:
    """The page for every other address."""
    return frame(
        rx.el.div(
            rx.el.h1("Nothing at this address"),
            rx.el.p("Perhaps a letter is missing, or the page has moved.", class_name="empty"),
            link("Cast a chart", to="/", class_name="link"),
            class_name="library",
        ),
        here="",
    )
