"""The parts of the forms about an account. Each form is sent by page load to one HTTP route and works without state."""

from typing import Any

import reflex as rx

from outer_skies.state.account import AccountState


class AddressField(rx.Component):
    """An e-mail address with its label; `kept` ones are there again when the form comes back."""

    library = "$/public/account_fields.jsx"
    tag = "AddressField"
    label: rx.Var[str]
    kept: rx.Var[bool]
    described: rx.Var[str]


class PasswordField(rx.Component):
    """A password with its label, which can be shown while it is typed."""

    library = "$/public/account_fields.jsx"
    tag = "PasswordField"
    label: rx.Var[str]
    name: rx.Var[str]
    purpose: rx.Var[str]
    hint: rx.Var[str]
    described: rx.Var[str]


def address_field(ident: str, label: str = "E-mail address", *, kept: bool = True, part: str = "") -> rx.Component:
    """Where an address is typed, with what is wrong with it."""
    return AddressField.create(id=ident, label=label, kept=kept, described=trouble_of("address", part))


def current_password(ident: str, label: str = "Password", *, part: str = "") -> rx.Component:
    """Where one's own password is typed."""
    return PasswordField.create(
        id=ident,
        label=label,
        name="password",
        purpose="current-password",
        hint="",
        described=trouble_of("password", part),
    )


def new_password(ident: str, label: str = "Password", *, part: str = "") -> rx.Component:
    """Where a password is chosen."""
    return PasswordField.create(
        id=ident,
        label=label,
        name="new_password",
        purpose="new-password",
        hint="12 characters or more. A few unrelated words are good.",
        described=trouble_of("new_password", part),
    )


def trouble_of(field: str, part: str) -> rx.Var[str]:
    """What is wrong with a field of this form; empty when nothing is."""
    return rx.cond((AccountState.trouble_field == field) & (AccountState.part == part), AccountState.trouble, "")


def account_form(action: str, *parts: Any, button: str, quiet: bool = False) -> rx.Component:  # noqa: ANN401  children
    """A form that is sent to `action` by page load."""
    return rx.el.form(
        *parts,
        rx.el.button(button, type="submit", class_name="quiet" if quiet else "primary"),
        action=action,
        method="post",
        on_submit=None,
        class_name="account-form",
    )


def outcome() -> rx.Component:
    """What came of the form that was sent, and what is wrong with none of its fields."""
    return rx.fragment(
        rx.el.div(
            rx.cond(AccountState.told_text != "", rx.el.p(AccountState.told_text, class_name="aside")),
            role="status",
        ),
        rx.cond(
            (AccountState.trouble_field == "form") | (AccountState.trouble_field == "link"),
            rx.el.p(AccountState.trouble, role="alert", class_name="error"),
        ),
    )
