"""What can stand in the way of signing up, in and out: each by a code that an address can carry, with its words.

A form is sent as a page load, so what was wrong comes back in the address of the page: the code alone, never text.
"""

from enum import StrEnum

from outer_skies.errors import InvalidInput


class Trouble(StrEnum):
    """A reason that something about an account was refused."""

    ADDRESS_MISSING = "address_missing"
    ADDRESS_UNUSABLE = "address_unusable"
    ADDRESS_SAME = "address_same"
    PASSWORD_MISSING = "password_missing"  # noqa: S105  codes, not passwords
    PASSWORD_SHORT = "password_short"  # noqa: S105
    PASSWORD_LONG = "password_long"  # noqa: S105
    PASSWORD_UNUSABLE = "password_unusable"  # noqa: S105
    PASSWORD_COMMON = "password_common"  # noqa: S105
    PASSWORD_OWN_DATA = "password_own_data"  # noqa: S105
    PASSWORD_GUESSABLE = "password_guessable"  # noqa: S105
    PASSWORD_SAME = "password_same"  # noqa: S105
    PASSWORD_WRONG = "password_wrong"  # noqa: S105
    NO_MATCH = "no_match"
    LINK_DEAD = "link_dead"


FIELDS_AND_WORDS: dict[Trouble, tuple[str, str]] = {
    Trouble.ADDRESS_MISSING: ("address", "Type your e-mail address."),
    Trouble.ADDRESS_UNUSABLE: ("address", "This is no e-mail address that mail can be sent to."),
    Trouble.ADDRESS_SAME: ("address", "This is your address already."),
    Trouble.PASSWORD_MISSING: ("password", "Type your password."),
    Trouble.PASSWORD_SHORT: ("new_password", "Use 12 characters or more."),
    Trouble.PASSWORD_LONG: ("new_password", "Use 128 characters at most."),
    Trouble.PASSWORD_UNUSABLE: ("new_password", "This holds a character that cannot be kept."),
    Trouble.PASSWORD_COMMON: ("new_password", "This is one of the commonest passwords. Choose another."),
    Trouble.PASSWORD_OWN_DATA: ("new_password", "This is too much like your address. Choose another."),
    Trouble.PASSWORD_GUESSABLE: ("new_password", "This is easily guessed. A few unrelated words are better."),
    Trouble.PASSWORD_SAME: ("new_password", "This is your password already."),
    Trouble.PASSWORD_WRONG: ("password", "This is not your password."),
    Trouble.NO_MATCH: ("password", "No account has this address and this password."),
    Trouble.LINK_DEAD: ("link", "This link does not work. It may have been used, or be too old."),
}


class Refused(InvalidInput):
    """Something about an account was refused for a known reason."""

    def __init__(self, trouble: Trouble) -> None:
        field, words = FIELDS_AND_WORDS[trouble]
        super().__init__(words, field=field)
        self.trouble = trouble
