"""One's own account: what is kept, the devices, and everything that can be changed or taken along."""

from typing import Any

import reflex as rx

from outer_skies.components.account_forms import account_form, address_field, current_password, new_password, outcome
from outer_skies.components.frame import frame
from outer_skies.state.account import AccountState, Device


def account() -> rx.Component:
    """The page at `/account`."""
    return frame(
        rx.el.div(
            rx.el.h1("Account"),
            outcome(),
            rx.el.dl(
                rx.el.dt("Address"),
                rx.el.dd(AccountState.address),
                rx.el.dt("Since"),
                rx.el.dd(AccountState.since),
                class_name="facts",
            ),
            account_form("/auth/sign-out", button="Sign out", quiet=True),
            _devices(),
            _part(
                "Change the password",
                account_form(
                    "/auth/password",
                    current_password("password-now", "Password now", part="password"),
                    new_password("new-password", "New password", part="password"),
                    button="Change password",
                ),
                hint="Every other device is signed out.",
                part="password",
            ),
            _part(
                "Change the address",
                account_form(
                    "/auth/address",
                    address_field("new-address", "New e-mail address", kept=False, part="address"),
                    current_password("password-address", part="address"),
                    button="Mail a link to it",
                ),
                hint="It changes when you follow the link that is mailed to the new address.",
                part="address",
            ),
            _part(
                "Take your data along",
                account_form("/auth/export", button="Download everything as JSON"),
                hint="Your account, your devices and all charts with notes and settings.",
            ),
            _part(
                "Delete the account",
                account_form(
                    "/auth/delete", current_password("password-delete", part="delete"), button="Delete my account"
                ),
                hint="For 30 days signing in brings it back. Then your charts and all else are removed for good.",
                part="delete",
            ),
            class_name="account-page",
        ),
        here="Account",
    )


def _devices() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Devices"),
        rx.el.ul(rx.foreach(AccountState.devices, _device), class_name="devices"),
        rx.cond(
            AccountState.devices.length() > 1,
            account_form("/auth/devices", button="Sign out everywhere else", quiet=True),
        ),
        aria_label="Devices",
    )


def _device(device: Device) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            device.name,
            rx.el.small(
                f"Since {device.began}, used {device.seen}", rx.cond(device.network != "", f", {device.network}", "")
            ),
        ),
        rx.cond(
            device.is_here,
            rx.el.span("This device", class_name="hint"),
            rx.el.form(
                rx.el.input(type="hidden", name="session", value=device.id),
                rx.el.button("Sign out", type="submit", class_name="quiet", aria_label=f"Sign out {device.name}"),
                action="/auth/device",
                method="post",
                on_submit=None,
            ),
        ),
    )


def _part(title: str, *parts: Any, hint: str, part: str = "") -> rx.Component:  # noqa: ANN401  children
    return rx.el.details(
        rx.el.summary(title),
        rx.el.p(hint, class_name="hint"),
        *parts,
        open=(AccountState.part == part) if part else False,
        class_name="account-part",
    )
