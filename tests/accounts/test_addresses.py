"""Addresses of mail and of networks, and the names of devices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outer_skies.accounts.addresses import network_of, read_address
from outer_skies.accounts.devices import device_of
from outer_skies.accounts.troubles import Refused


@pytest.mark.parametrize(
    ("typed", "sent_to", "key"),
    [
        ("ann@example.org", "ann@example.org", "ann@example.org"),
        (" Ann.Example+charts@Example.ORG ", "Ann.Example+charts@example.org", "ann.example+charts@example.org"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example", "ann@xn--bcher-kva.example"),
        ("o'neil@a.b.example", "o'neil@a.b.example", "o'neil@a.b.example"),
    ],
)
def test_an_address_is_kept_as_typed_and_one_by_its_key(typed, sent_to, key):
    found = read_address(typed)
    assert (found.typed, found.key) == (sent_to, key)


@pytest.mark.parametrize(
    "typed",
    [
        None, 7, {}, "", " ", "ann", "@example.org", "ann@", "ann@localhost", "ann@example", "a b@example.org",
        "ann@exa mple.org", "ann@example.org\r\nBcc: x@example.org", "ann@example.org\nx", "ann,bob@example.org",
        "Ann <ann@example.org>", "ann@@example.org", "ann@example..org", "ann@-example.org", ".ann@example.org",
        "ann..b@example.org", "a" * 65 + "@example.org", "ann@" + "a" * 250 + ".org", "ann@127.0.0.1",
        "ann@[127.0.0.1]", "ann\0@example.org", '"ann"@example.org', "änn@example.org",
        "ann@example.org,bob@example.org",
    ],
)  # fmt: skip
def test_what_mail_cannot_be_sent_to_is_refused(typed):
    with pytest.raises(Refused) as caught:
        read_address(typed)
    assert caught.value.field == "address"


@given(st.text())
def test_no_text_is_an_accident_or_a_second_header(text):
    try:
        found = read_address(text)
    except Refused:
        return
    assert found.typed.isascii()
    assert found.typed.isprintable()
    assert found.typed.count("@") == 1


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        (None, ""),
        ("", ""),
        ("unix:/x", ""),
        ("192.0.2.77, 10.0.0.1", ""),
    ],
)
def test_of_a_clients_address_the_network_alone_is_kept(client, network):
    assert network_of(client) == network


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/17.0 Safari/605", "Safari on macOS"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox on Android"),
        ("<script>alert(1)</script>", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_named_in_our_own_words(agent, device):
    assert device_of(agent) == device
