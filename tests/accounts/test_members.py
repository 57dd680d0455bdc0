"""Accounts from the first mail to the last day: each verb, its refusals, and what an attacker would try."""

import asyncio
import statistics
import time

import pytest
from people import NEXT_PASSWORD, PASSWORD, Mailbox, Somebody, asked, everything_kept, run

from outer_skies.accounts import members, passwords, sessions
from outer_skies.accounts.browsers import NOBODY, new_token
from outer_skies.accounts.troubles import Refused, Trouble
from outer_skies.errors import LimitReached, NotFound, NotSignedIn
from outer_skies.store.transaction import transaction

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


async def refusal(awaitable) -> Trouble:
    with pytest.raises(Refused) as caught:
        await awaitable
    return caught.value.trouble


async def test_an_account_is_made_by_the_mailed_link_and_the_password_together(mailbox):
    ann = Somebody("Ann.Example@Example.ORG")
    await members.sign_up(ann.address, ann.password, ann.client)
    assert await asked("SELECT count(*) FROM members") == 0
    token = await mailbox.link("confirm")
    assert await refusal(members.confirm(token, NEXT_PASSWORD, ann.client)) is Trouble.PASSWORD_WRONG
    member_id = ann.is_in(await members.confirm(token, ann.password, ann.client))
    viewer = await ann.viewer()
    assert (viewer.member_id, viewer.owner_id) == (member_id, member_id)
    assert await refusal(members.confirm(token, ann.password, ann.client)) is Trouble.LINK_DEAD
    assert await asked("SELECT address_key FROM members") == "ann.example@example.org"


async def test_whoever_signed_up_with_the_address_of_another_gets_nothing_by_their_click(mailbox):
    mallory, ann = Somebody(password="the password of mallory"), Somebody()  # noqa: S106  nobody's
    await members.sign_up(mallory.address, mallory.password, mallory.client)
    planted = await mailbox.link("confirm")
    assert await refusal(members.confirm(planted, ann.password, ann.client)) is Trouble.PASSWORD_WRONG
    await ann.joins(mailbox)
    assert await refusal(members.confirm(planted, mallory.password, mallory.client)) is Trouble.LINK_DEAD
    assert await refusal(members.sign_in(ann.address, mallory.password, mallory.client)) is Trouble.NO_MATCH


async def test_no_verb_tells_whether_an_address_has_an_account_but_the_mail_does(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    await mailbox.collect()
    stranger = Somebody(network="203.0.113.0/24")
    for address in (ann.address, "nobody@example.org"):
        assert await members.sign_up(address, NEXT_PASSWORD, stranger.client) is None
        assert await refusal(members.sign_in(address, NEXT_PASSWORD, stranger.client)) is Trouble.NO_MATCH
        async with transaction() as tx:
            assert await members.forgot(tx, address, stranger.client) is None
    said = {(str(message["To"]), str(message["Subject"])) for message in await mailbox.collect()}
    assert said == {
        ("ann@example.org", "This address has an account"),
        ("nobody@example.org", "Finish signing up"),
        ("ann@example.org", "Set another password"),
    }


async def test_a_sign_in_takes_as_long_without_an_account_as_with_one(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    taken: dict[str, list[float]] = {ann.address: [], "nobody@example.org": []}
    for _ in range(7):
        for address, times in taken.items():
            await run("DELETE FROM attempts")
            began = time.perf_counter()
            assert await refusal(members.sign_in(address, NEXT_PASSWORD, ann.elsewhere().client)) is Trouble.NO_MATCH
            times.append(time.perf_counter() - began)
    known, unknown = (min(times) for times in taken.values())
    assert statistics.mean([known, unknown]) > 0.02
    assert abs(known - unknown) < 0.25 * max(known, unknown)


async def test_what_the_database_keeps_opens_nothing(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    async with transaction() as tx:
        await members.forgot(tx, ann.address, ann.client)
    await members.change_address(await ann.viewer(), ann.password, "new@example.org", ann.client)
    kept = await everything_kept()
    assert not any(secret in kept for secret in (ann.session, ann.browser, ann.password))
    tokens = [message.get_content() for message in await mailbox.collect()]
    assert len(tokens) == 2
    kept = await everything_kept()
    for content in tokens:
        token = content.split("/auth/")[1].split("/")[1].split()[0]
        assert token not in kept


async def test_every_sign_in_has_a_session_of_its_own(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    first = ann.session
    await ann.signs_in()
    assert ann.session != first
    planted = Somebody(ann.address)
    planted.session = new_token()
    assert (await planted.viewer()).member_id is None


@pytest.mark.parametrize(
    "ending",
    [
        "UPDATE sessions SET expires_at = now() - interval '1 second'",
        "UPDATE sessions SET last_seen_at = now() - interval '7 days 1 second'",
        "UPDATE members SET deleted_at = now()",
    ],
)
async def test_a_session_that_is_over_is_nobodys(mailbox, ending):
    ann = Somebody()
    await ann.joins(mailbox)
    assert (await ann.viewer()).member_id is not None
    await run(ending)
    assert (await ann.viewer()).member_id is None
    with pytest.raises(NotSignedIn):
        async with transaction() as tx:
            await members.open_account(tx, await ann.viewer())


async def test_a_visit_keeps_a_session_alive_but_not_beyond_its_end(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    await run("UPDATE sessions SET last_seen_at = now() - interval '6 days', expires_at = now() + interval '1 day'")
    assert (await ann.viewer()).member_id is not None
    assert await asked("SELECT last_seen_at > now() - interval '1 minute' FROM sessions")
    assert await asked("SELECT expires_at < now() + interval '25 hours' FROM sessions")


async def test_devices_are_listed_and_ended_by_their_owner_alone(mailbox):
    ann, bob = Somebody(), Somebody("bob@example.org")
    await ann.joins(mailbox)
    await bob.joins(mailbox)
    away = ann.elsewhere()
    await away.signs_in()
    async with transaction() as tx:
        devices = await sessions.list_devices(tx, await ann.viewer())
        assert {device.network for device in devices} == {ann.network, away.network}
        (of_bob,) = await sessions.list_devices(tx, await bob.viewer())
    for wanted in (of_bob.id, str(of_bob.id), new_token(), None, {"id": 1}):
        with pytest.raises(NotFound):
            async with transaction() as tx:
                await sessions.end_device(tx, await ann.viewer(), wanted)
    with pytest.raises(NotSignedIn):
        async with transaction() as tx:
            await sessions.end_device(tx, NOBODY, of_bob.id)
    async with transaction() as tx:
        assert await sessions.end_other_devices(tx, await ann.viewer()) == 1
    assert (await away.viewer()).member_id is None
    assert (await ann.viewer()).member_id is not None
    assert (await bob.viewer()).member_id is not None


async def test_a_reset_link_works_once_and_ends_every_session(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    async with transaction() as tx:
        await members.forgot(tx, "ANN@example.org", ann.elsewhere().client)
    (message,) = await mailbox.collect()
    assert str(message["To"]) == "ann@example.org"  # as it was confirmed, not as somebody typed it
    token = message.get_content().split("/auth/reset/")[1].split()[0]
    assert await refusal(members.reset(token, "short")) is Trouble.PASSWORD_SHORT
    tries = await asyncio.gather(*(members.reset(token, NEXT_PASSWORD) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in tries) == ["NoneType", "Refused", "Refused"]
    assert (await ann.viewer()).member_id is None
    assert await mailbox.subjects() == ["Your password was changed"]
    assert await refusal(members.sign_in(ann.address, PASSWORD, ann.client)) is Trouble.NO_MATCH
    ann.password = NEXT_PASSWORD
    await ann.signs_in()


@pytest.mark.parametrize("purpose", ["confirm", "reset", "move"])
async def test_a_link_that_is_too_old_or_for_something_else_is_dead(mailbox, purpose):
    ann = Somebody()
    await ann.joins(mailbox)
    viewer = await ann.viewer()
    if purpose == "confirm":
        await members.sign_up("new@example.org", PASSWORD, ann.client)
    elif purpose == "reset":
        async with transaction() as tx:
            await members.forgot(tx, ann.address, ann.client)
    else:
        await members.change_address(viewer, ann.password, "new@example.org", ann.client)
    token = await mailbox.link(purpose)

    async def use(way: str) -> None:
        if way == "confirm":
            await members.confirm(token, PASSWORD, ann.client)
        elif way == "reset":
            await members.reset(token, NEXT_PASSWORD)
        else:
            async with transaction() as tx:
                await members.confirm_address(tx, viewer, token)

    for other in {"confirm", "reset", "move"} - {purpose}:
        assert await refusal(use(other)) is Trouble.LINK_DEAD
    await run("UPDATE links SET expires_at = now() - interval '1 second'")
    assert await refusal(use(purpose)) is Trouble.LINK_DEAD


@pytest.mark.parametrize("token", [None, "", "x", 7, {}, "A" * 43])
async def test_what_is_no_link_is_dead(token):
    ann = Somebody()
    assert await refusal(members.confirm(token, PASSWORD, ann.client)) is Trouble.LINK_DEAD
    assert await refusal(members.reset(token, NEXT_PASSWORD)) is Trouble.LINK_DEAD


async def test_a_changed_password_ends_all_sessions_and_begins_another_here(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    away = ann.elsewhere()
    await away.signs_in()
    before, viewer = ann.session, await ann.viewer()
    await mailbox.collect()
    assert await refusal(members.change_password(viewer, "wrong", NEXT_PASSWORD, ann.client)) is Trouble.PASSWORD_WRONG
    assert await refusal(members.change_password(viewer, PASSWORD, PASSWORD, ann.client)) is Trouble.PASSWORD_SAME
    ann.is_in(await members.change_password(viewer, PASSWORD, NEXT_PASSWORD, ann.client))
    assert (await ann.viewer()).member_id is not None
    assert (await away.viewer()).member_id is None
    ann.session = before
    assert (await ann.viewer()).member_id is None
    assert await mailbox.subjects() == ["Your password was changed"]


async def test_an_address_moves_by_a_link_that_only_its_asker_can_use(mailbox):
    ann, bob = Somebody(), Somebody("bob@example.org")
    await ann.joins(mailbox)
    await bob.joins(mailbox)
    assert await refusal(members.change_address(await ann.viewer(), "wrong", "new@example.org", ann.client)) is (
        Trouble.PASSWORD_WRONG
    )
    await members.change_address(await ann.viewer(), ann.password, "new@example.org", ann.client)
    token = await mailbox.link("move")
    for viewer in (await bob.viewer(), NOBODY):
        with pytest.raises((Refused, NotSignedIn)):
            async with transaction() as tx:
                await members.confirm_address(tx, viewer, token)
    async with transaction() as tx:
        await members.confirm_address(tx, await ann.viewer(), token)
    (notice,) = await mailbox.collect()
    assert (str(notice["To"]), str(notice["Subject"])) == ("ann@example.org", "Your address was changed")
    ann.address = "new@example.org"
    await ann.signs_in()


async def test_an_address_that_is_taken_is_told_to_its_owner_alone(mailbox):
    ann, bob = Somebody(), Somebody("bob@example.org")
    await ann.joins(mailbox)
    await bob.joins(mailbox)
    await members.change_address(await ann.viewer(), ann.password, "BOB@example.org", ann.client)
    (message,) = await mailbox.collect()
    assert str(message["Subject"]) == "This address has an account"
    assert "/auth/" not in message.get_content()


async def test_a_deleted_account_comes_back_within_thirty_days_and_is_gone_after(mailbox):
    ann = Somebody()
    member_id = await ann.joins(mailbox)
    assert await refusal(members.delete(await ann.viewer(), "wrong")) is Trouble.PASSWORD_WRONG
    await members.delete(await ann.viewer(), ann.password)
    assert (await ann.viewer()).member_id is None
    await mailbox.collect()
    await run("UPDATE members SET deleted_at = now() - interval '29 days'")
    async with transaction() as tx:
        await members.forget_old(tx)
    assert await ann.signs_in() == member_id
    assert await mailbox.subjects() == ["Your account is back"]
    await members.delete(await ann.viewer(), ann.password)
    await run("UPDATE members SET deleted_at = now() - interval '30 days 1 second'")
    assert await refusal(members.sign_in(ann.address, ann.password, ann.client)) is Trouble.NO_MATCH
    async with transaction() as tx:
        await members.forget_old(tx)
    assert await asked("SELECT count(*) FROM owners") == 0
    assert await asked("SELECT count(*) FROM members") == 0


async def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    await mailbox.collect()
    await ann.signs_in()
    assert await mailbox.subjects() == []
    away = ann.elsewhere()
    await away.signs_in()
    (message,) = await mailbox.collect()
    assert str(message["Subject"]) == "New sign-in to Outer Skies"
    assert "Firefox on Linux, 198.51.100.0/24" in message.get_content()


async def test_guessing_is_slowed_and_the_owners_own_browser_is_not(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    thief = Somebody(ann.address, "wrong wrong wrong")
    for _ in range(6):
        assert await refusal(members.sign_in(thief.address, thief.password, thief.client)) is Trouble.NO_MATCH
    with pytest.raises(LimitReached) as caught:
        await members.sign_in(thief.address, thief.password, thief.client)
    assert 1 <= caught.value.retry_after_s <= 2
    thief.password = PASSWORD
    with pytest.raises(LimitReached):
        await thief.signs_in()
    await ann.signs_in()
    await run("UPDATE attempts SET free_at = now() - interval '1 second'")
    await thief.signs_in()


async def test_guesses_at_once_are_counted_one_by_one(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    guesses = await asyncio.gather(
        *(members.sign_in(ann.address, f"wrong {number}", ann.elsewhere().client) for number in range(12)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Refused) for one in guesses) <= 6
    assert sum(isinstance(one, LimitReached) for one in guesses) >= 6


async def test_one_network_guessing_at_many_accounts_is_slowed():
    thief = Somebody()
    for number in range(21):
        assert await refusal(members.sign_in(f"{number}@example.org", "wrong", thief.client)) is Trouble.NO_MATCH
    with pytest.raises(LimitReached):
        await members.sign_in("another@example.org", "wrong", thief.client)


async def test_nobody_can_fill_the_mailbox_of_another(mailbox):
    ann = Somebody()
    await ann.joins(mailbox)
    await run("DELETE FROM attempts")
    for number in range(8):
        client = Somebody(network=f"10.0.{number}.0/24").client
        async with transaction() as tx:
            await members.forgot(tx, ann.address, client)
    assert len(await mailbox.collect()) == 4


async def test_a_hash_of_older_parameters_is_made_anew_at_sign_in(mailbox):
    import argon2  # noqa: PLC0415  the library itself, to make a weaker hash

    ann = Somebody()
    await ann.joins(mailbox)
    weak = argon2.PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(ann.password)
    await run("UPDATE members SET password_hash = :weak, password_changed_at = '2026-01-01'", weak=weak)
    await ann.signs_in()
    kept = str(await asked("SELECT password_hash FROM members"))
    assert not passwords.is_outdated(kept)
    assert "m=65536,t=3,p=1" in kept
    assert await asked("SELECT password_changed_at = '2026-01-01' FROM members")
