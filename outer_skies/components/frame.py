"""What surrounds every page: the bar, the main part, and the lines said at its foot."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink

from outer_skies.charts.gazetteer import CREDIT
from outer_skies.components.browser import Ready, Safe, connection
from outer_skies.state.account import MemberState
from outer_skies.state.library import LibraryState
from outer_skies.state.viewing import Notices

PAGES = (("Cast", "/"), ("Library", "/library"))


def frame(*content: rx.Component, here: str) -> rx.Component:
    """A page named `here` in the bar, with `content` as its main part."""
    return rx.fragment(
        Ready.create(hydrated=rx.State.is_hydrated),
        rx.el.a("Skip to the page", href="#page", class_name="skip-link"),
        _bar(here),
        rx.el.main(Safe.create(*content), id="page", tab_index=-1),
        rx.el.footer(
            "Positions by the Swiss Ephemeris. ", CREDIT, ". Free software under the AGPL-3.0.", class_name="credits"
        ),
        _notice(),
        connection(),
    )


def link(*content: Any, to: Any, **props: Any) -> rx.Component:  # noqa: ANN401  children and Vars
    """A link within the app: no page load."""
    return ReactRouterLink.create(*content, to=to, **props)


def _bar(here: str) -> rx.Component:
    return rx.el.header(
        link("Outer Skies", to="/", class_name="mark"),
        rx.el.nav(
            *(
                link(name, to=path, custom_attrs={"aria-current": "page"} if name == here else {})
                for name, path in PAGES
            ),
            aria_label="Pages",
        ),
        rx.cond(MemberState.is_member, _account("Account", "/account", here), _account("Sign in", "/sign-in", here)),
        rx.el.button(
            rx.el.svg(
                rx.el.svg.circle(cx="12", cy="12", r="8"),
                rx.el.svg.path(d="M12 4v16M12 8h7M12 12h8M12 16h7"),
                view_box="0 0 24 24",
                custom_attrs={"aria-hidden": "true"},
            ),
            on_click=rx.toggle_color_mode,
            class_name="icon-button palette",
            aria_label="Light or dark",
            type="button",
        ),
        class_name="bar",
    )


def _account(name: str, path: str, here: str) -> rx.Component:
    return link(name, to=path, class_name="sign-in", custom_attrs={"aria-current": "page"} if here == "Account" else {})


def _notice() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Notices.text != "",
            rx.el.div(
                rx.el.span(Notices.text),
                rx.cond(
                    Notices.undo_chart_id != "",
                    rx.el.button("Undo", on_click=LibraryState.undo_delete, class_name="link", type="button"),
                ),
                rx.el.button("Dismiss", on_click=Notices.dismiss, class_name="quiet", type="button"),
                class_name="notice",
            ),
        ),
        role="status",
    )
