"""Which passwords may be chosen, how they are hashed, and that hashing holds up nobody."""

import asyncio
import time
import unicodedata

import pytest

from outer_skies.accounts import passwords
from outer_skies.accounts.troubles import Refused, Trouble
from outer_skies.errors import LimitReached

pytestmark = pytest.mark.anyio
GOOD = "winding tractor lemon orbit"


@pytest.mark.parametrize(
    ("password", "trouble"),
    [
        ("", Trouble.PASSWORD_SHORT),
        ("elevenchars", Trouble.PASSWORD_SHORT),
        ("x" * 129, Trouble.PASSWORD_LONG),
        ("finalfantasy", Trouble.PASSWORD_COMMON),
        ("FinalFantasy", Trouble.PASSWORD_COMMON),
        ("passwordpassword", Trouble.PASSWORD_GUESSABLE),
        ("P@ssw0rd1234", Trouble.PASSWORD_GUESSABLE),
        ("aaaaaaaaaaaaaaaaaaaa", Trouble.PASSWORD_GUESSABLE),
        ("123456789012345", Trouble.PASSWORD_GUESSABLE),
        ("halifax@example.org", Trouble.PASSWORD_OWN_DATA),
        ("Halifax.Example1", Trouble.PASSWORD_OWN_DATA),
        ("twelve chars\0", Trouble.PASSWORD_UNUSABLE),
        ("twelve chars\ud800", Trouble.PASSWORD_UNUSABLE),
        (None, Trouble.PASSWORD_UNUSABLE),
        ({"a": 1}, Trouble.PASSWORD_UNUSABLE),
    ],
)
async def test_a_password_that_will_not_do_is_refused_for_its_reason(password, trouble):
    with pytest.raises(Refused) as caught:
        await passwords.hash_new(password, passwords.own_words_of("halifax@example.org"))
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(
    "password",
    [
        GOOD, "no capitals no digits", "с добрым утром сосед", "🌒 moon over 🌊 water", " leading and trailing ",
        "zq" + "kx7!" * 31 + "pw",
    ],
)  # fmt: skip
async def test_any_other_password_is_taken_as_it_is_and_no_other_matches(password):
    found = await passwords.hash_new(password, ())
    assert found.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert await passwords.matches(found, password)
    assert not await passwords.matches(found, password + " ")
    assert not await passwords.matches(found, password[:-1])
    assert not await passwords.matches(found, password.swapcase() if password.swapcase() != password else "x")


async def test_accents_are_one_password_in_both_forms_of_unicode():
    composed = unicodedata.normalize("NFC", "élan vital à côté")
    spread = unicodedata.normalize("NFD", composed)
    assert composed != spread
    assert await passwords.matches(await passwords.hash_new(spread, ()), composed)


async def test_without_a_hash_nothing_matches_and_it_takes_as_long():
    found = await passwords.hash_new(GOOD, ())
    taken = {}
    for name, stored in (("hash", found), ("none", None)):
        began = time.perf_counter()
        assert await passwords.matches(stored, GOOD) == (name == "hash")
        taken[name] = time.perf_counter() - began
    assert taken["none"] > taken["hash"] / 3
    assert not await passwords.matches(None, "A" * 43)
    assert not await passwords.matches("$argon2id$damaged", GOOD)
    assert not await passwords.matches(found, None)
    assert not await passwords.matches(found, "x" * 1_000_000)


async def test_the_list_of_the_commonest_is_there():
    assert len(passwords._commonest()) == 30_000


async def test_hashing_holds_up_nobody_else():
    await passwords.hash_new(GOOD, ())
    lateness: list[float] = []

    async def ticks() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            lateness.append(time.perf_counter() - began - 0.005)

    ticking = asyncio.create_task(ticks())
    await asyncio.gather(*(passwords.matches(None, GOOD) for _ in range(20)))
    ticking.cancel()
    assert len(lateness) > 20
    assert sorted(lateness)[len(lateness) // 2] < 0.02


async def test_too_many_who_wait_are_sent_away_and_the_others_served():
    answers = await asyncio.gather(
        *(passwords.matches(None, GOOD) for _ in range(passwords.MOST_WAITING + 3)), return_exceptions=True
    )
    assert sum(isinstance(one, LimitReached) for one in answers) == 3
    assert sum(one is False for one in answers) == passwords.MOST_WAITING
    assert not await passwords.matches(None, GOOD)
