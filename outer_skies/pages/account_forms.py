"""The pages where one signs up and in: a heading, a form, and the way to the other forms."""

from typing import Any

import reflex as rx

from outer_skies.components.account_forms import account_form, address_field, current_password, new_password, outcome
from outer_skies.components.frame import frame, link


def sign_up() -> rx.Component:
    """The page at `/sign-up`."""
    return _page(
        "Sign up",
        "An account keeps your charts for every device. The charts in this browser come along.",
        account_form("/auth/sign-up", address_field("address"), new_password("new-password"), button="Sign up"),
        rx.el.p("Have an account? ", link("Sign in", to="/sign-in", class_name="link"), class_name="hint"),
    )


def sign_in() -> rx.Component:
    """The page at `/sign-in`."""
    return _page(
        "Sign in",
        "",
        account_form("/auth/sign-in", address_field("address"), current_password("password"), button="Sign in"),
        rx.el.p(link("Forgotten the password?", to="/forgot", class_name="link"), class_name="hint"),
        rx.el.p("No account yet? ", link("Sign up", to="/sign-up", class_name="link"), class_name="hint"),
    )


def forgot() -> rx.Component:
    """The page at `/forgot`."""
    return _page(
        "Forgotten password",
        "Type your address, and a link to set another password is mailed to it.",
        account_form("/auth/forgot", address_field("address"), button="Mail me a link"),
        rx.el.p(link("Back to sign in", to="/sign-in", class_name="link"), class_name="hint"),
    )


def reset() -> rx.Component:
    """The page at `/reset`, which a mailed link leads to."""
    return _page(
        "Set another password",
        "Every device is signed out, so that you alone are in.",
        account_form("/auth/reset", new_password("new-password", "New password"), button="Set password"),
        rx.el.p(link("Mail me another link", to="/forgot", class_name="link"), class_name="hint"),
    )


def confirm() -> rx.Component:
    """The page at `/confirm`, which a mailed link leads to."""
    return _page(
        "Finish signing up",
        "Type the password that you chose. Your account is made with it.",
        account_form("/auth/confirm", current_password("password"), button="Finish and sign in"),
        rx.el.p(link("Sign up anew", to="/sign-up", class_name="link"), class_name="hint"),
    )


def confirm_address() -> rx.Component:
    """The page at `/confirm-address`, which a mailed link leads to."""
    return _page(
        "Confirm your new address",
        "From then on you sign in with it, and mail goes there.",
        account_form("/auth/move", button="Change my address"),
        rx.el.p(link("Leave it as it is", to="/account", class_name="link"), class_name="hint"),
    )


def _page(title: str, lede: str, *parts: Any) -> rx.Component:  # noqa: ANN401  children
    return frame(
        rx.el.div(
            rx.el.h1(title),
            rx.el.p(lede, class_name="lede") if lede else rx.fragment(),
            outcome(),
            *parts,
            class_name="account-page narrow",
        ),
        here="Account",
    )
