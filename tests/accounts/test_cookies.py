"""The cookie is read strictly: nothing that we did not make is let in, or echoed."""

import pytest

from outer_skies.accounts.browsers import new_token
from outer_skies.accounts.cookies import cookie_name, token_in


def test_our_token_is_found_among_others():
    token = new_token()
    assert token_in(f"theme=dark; {cookie_name()}={token}; other=1") == token


@pytest.mark.parametrize(
    "header",
    ["", "browser=", "browser=short", r'browser="a\015\012set-cookie: x=1"', "browser=" + "é" * 43, "=;;=", "\0"],
)
def test_anything_else_is_no_token(header):
    assert token_in(header) is None
