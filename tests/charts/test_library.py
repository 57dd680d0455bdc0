from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from libraries import BIRTH, OPTIONS, Person
from sqlalchemy import text

from outer_skies.accounts.browsers import NOBODY
from outer_skies.charts import library
from outer_skies.charts.casting import cast
from outer_skies.engine.aspects import AspectKind, Orbs
from outer_skies.engine.bodies import Body
from outer_skies.engine.chart import ChartOptions
from outer_skies.engine.houses import HouseSystem
from outer_skies.engine.moments import Calendar, CivilDate, CivilTime, Fold
from outer_skies.engine.places import Place
from outer_skies.engine.zodiac import Ayanamsa, Zodiac
from outer_skies.errors import AmbiguousCivilTime, Conflict, InvalidInput, NonexistentCivilTime, NotFound, NotSignedIn
from outer_skies.store.transaction import Transaction

pytestmark = pytest.mark.anyio


@pytest.fixture
def ann(tx: Transaction) -> Person:
    return Person(tx)


async def test_what_is_saved_comes_back_the_same_and_casts_the_same(ann: Person, tx: Transaction) -> None:
    saved = await library.save_chart(tx, await ann.viewer(), BIRTH, OPTIONS, tags=["family"], notes="Born at noon?")
    opened = await library.open_chart(tx, await ann.viewer(), str(saved.id))
    assert opened == saved
    assert (opened.name, opened.tags, opened.notes) == ("Ann Example", ("family",), "Born at noon?")
    assert opened.birth == BIRTH
    assert opened.birth.name == "Ann Example"
    assert opened.options == OPTIONS
    assert cast(opened.birth, opened.options) == cast(BIRTH, OPTIONS)
    assert not opened.is_favourite
    assert datetime.now(UTC) - opened.created_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    "birth",
    [
        replace(BIRTH, time=None),
        replace(BIRTH, time=CivilTime(0, 0, 59)),
        replace(BIRTH, zone=None),
        replace(BIRTH, zone="Africa/Monrovia", utc_offset_s=-2670.5),
        replace(BIRTH, date=CivilDate(1, 1, 1, Calendar.JULIAN), zone=None),
        replace(BIRTH, date=CivilDate(9999, 12, 31)),
        replace(BIRTH, place=Place("", -90.0, 180.0, -430.5)),
        replace(
            BIRTH,
            date=CivilDate(2024, 10, 27),
            time=CivilTime(1, 30),
            zone="Europe/London",
            fold=Fold.LATER,
        ),
    ],
    ids=["unknown time", "seconds", "no zone", "given offset", "year 1", "year 9999", "pole", "second hour"],
)
async def test_every_kind_of_birth_comes_back_the_same(ann: Person, tx: Transaction, birth: library.BirthData) -> None:
    saved = await library.save_chart(tx, await ann.viewer(), birth, OPTIONS)
    assert (await library.open_chart(tx, await ann.viewer(), saved.id)).birth == birth


async def test_every_option_comes_back_the_same(ann: Person, tx: Transaction) -> None:
    options = ChartOptions(
        zodiac=Zodiac.SIDEREAL,
        ayanamsa=Ayanamsa.LAHIRI,
        house_system=HouseSystem.WHOLE_SIGN,
        bodies=(Body.SUN, Body.MOON, Body.CERES),
        orbs=Orbs.of({AspectKind.TRINE: 3.25}, {Body.MOON: 1.5}),
        aspects=(AspectKind.TRINE, AspectKind.PARALLEL),
        topocentric=True,
    )
    saved = await library.save_chart(tx, await ann.viewer(), BIRTH, OPTIONS)
    changed = await library.set_options(tx, await ann.viewer(), saved.id, options)
    assert changed.options == options
    assert (await library.open_chart(tx, await ann.viewer(), saved.id)).options == options


@pytest.mark.parametrize("system", list(HouseSystem))
async def test_every_house_system_can_be_kept(ann: Person, tx: Transaction, system: HouseSystem) -> None:
    saved = await library.save_chart(tx, await ann.viewer(), BIRTH, ChartOptions(house_system=system))
    assert saved.options.house_system is system


@pytest.mark.parametrize("ayanamsa", list(Ayanamsa))
async def test_every_ayanamsa_can_be_kept(ann: Person, tx: Transaction, ayanamsa: Ayanamsa) -> None:
    options = ChartOptions(zodiac=Zodiac.SIDEREAL, ayanamsa=ayanamsa)
    assert (await library.save_chart(tx, await ann.viewer(), BIRTH, options)).options == options


async def test_a_chart_is_edited_a_part_at_a_time(ann: Person, tx: Transaction) -> None:
    saved = await ann.saves()
    viewer = await ann.viewer()
    await library.rename(tx, viewer, saved.id, "  Ännchen ")
    await library.set_tags(tx, viewer, saved.id, ["Work", "work", " ", "été"])
    await library.set_notes(tx, viewer, saved.id, "line one\nline two")
    await library.set_favourite(tx, viewer, saved.id, is_favourite=True)
    await library.set_birth(tx, viewer, saved.id, replace(BIRTH, time=None))
    opened = await library.open_chart(tx, viewer, saved.id)
    assert (opened.name, opened.tags, opened.notes) == ("Ännchen", ("Work", "été"), "line one\nline two")
    assert opened.is_favourite
    assert opened.birth.time is None
    assert opened.created_at == saved.created_at
    assert opened.updated_at > saved.updated_at


async def test_a_copy_says_so_and_lives_by_itself(ann: Person, tx: Transaction) -> None:
    saved = await ann.saves("x" * 200, tags=("a",), notes="n")
    copy = await library.duplicate(tx, await ann.viewer(), saved.id)
    assert copy.id != saved.id
    assert copy.name == "x" * 193 + " (copy)"
    assert (copy.tags, copy.notes, copy.birth, copy.options) == (("a",), "n", saved.birth, saved.options)
    await library.delete(tx, await ann.viewer(), saved.id)
    assert await ann.names() == [copy.name]


async def test_a_copy_of_an_unnamed_chart_is_unnamed(ann: Person, tx: Transaction) -> None:
    saved = await ann.saves("")
    assert (await library.duplicate(tx, await ann.viewer(), saved.id)).name == ""


async def test_a_deleted_chart_is_gone_until_it_is_restored(ann: Person, tx: Transaction) -> None:
    saved = await ann.saves()
    viewer = await ann.viewer()
    await library.delete(tx, viewer, saved.id)
    assert await ann.names() == []
    assert await library.count_charts(tx, viewer) == 0
    assert await library.list_tags(tx, viewer) == ()
    with pytest.raises(NotFound):
        await library.open_chart(tx, viewer, saved.id)
    with pytest.raises(NotFound):
        await library.rename(tx, viewer, saved.id, "ghost")
    with pytest.raises(NotFound):
        await library.delete(tx, viewer, saved.id)
    assert await library.restore(tx, viewer, saved.id) == saved
    assert await ann.names() == ["Ann Example"]
    with pytest.raises(NotFound):
        await library.restore(tx, viewer, saved.id)


async def test_what_was_deleted_a_month_ago_is_forgotten_and_the_rest_kept(ann: Person, tx: Transaction) -> None:
    old, recent, living = [await ann.saves(name) for name in ("old", "recent", "living")]
    viewer = await ann.viewer()
    await library.delete(tx, viewer, old.id)
    await library.delete(tx, viewer, recent.id)
    await tx.execute(text("UPDATE charts SET deleted_at = now() - interval '31 days' WHERE id = :id"), {"id": old.id})
    assert await library.forget_deleted(tx) == 1
    with pytest.raises(NotFound):
        await library.restore(tx, viewer, old.id)
    assert (await library.restore(tx, viewer, recent.id)).name == "recent"
    assert (await library.open_chart(tx, viewer, living.id)).name == "living"


async def test_deleting_over_and_over_does_not_fill_the_table(
    ann: Person, tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST_DELETED", 2)
    doomed = [await ann.saves(str(number)) for number in range(4)]
    viewer = await ann.viewer()
    for one in doomed:
        await library.delete(tx, viewer, one.id)
    assert (await tx.execute(text("SELECT array_agg(name ORDER BY name) FROM charts"))).scalar_one() == ["2", "3"]


async def test_there_is_room_for_so_many_and_words_for_it(
    ann: Person, tx: Transaction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "MOST_CHARTS", 2)
    first = await ann.saves("1")
    await ann.saves("2")
    with pytest.raises(Conflict, match="room for 2 charts"):
        await ann.saves("3")
    viewer = await ann.viewer()
    with pytest.raises(Conflict):
        await library.duplicate(tx, viewer, first.id)
    await library.delete(tx, viewer, first.id)
    await ann.saves("3")
    assert await library.count_charts(tx, viewer) == 2
    with pytest.raises(Conflict):
        await library.restore(tx, viewer, first.id)


async def test_without_a_cookie_there_is_nothing_and_nowhere_to_save(tx: Transaction) -> None:
    assert (await library.list_charts(tx, NOBODY)).charts == ()
    assert await library.count_charts(tx, NOBODY) == 0
    with pytest.raises(NotSignedIn):
        await library.save_chart(tx, NOBODY, BIRTH, OPTIONS)


async def test_looking_leaves_no_trace(ann: Person, tx: Transaction) -> None:
    await library.list_charts(tx, await ann.viewer())
    with pytest.raises(NotFound):
        await library.open_chart(tx, await ann.viewer(), "018f0000-0000-7000-8000-000000000000")
    assert (await tx.execute(text("SELECT count(*) FROM browsers"))).scalar_one() == 0
    await ann.saves()
    assert (await tx.execute(text("SELECT count(*) FROM browsers"))).scalar_one() == 1


@pytest.mark.parametrize("wanted", ["", "x", "../1", "0" * 10_000, {"id": 1}, None, 7, "018f\0"])
async def test_an_address_that_is_no_id_is_not_found(ann: Person, tx: Transaction, wanted: object) -> None:
    await ann.saves()
    with pytest.raises(NotFound):
        await library.open_chart(tx, await ann.viewer(), wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("birth", "kind", "field"),
    [
        (
            replace(BIRTH, date=CivilDate(2024, 3, 31), time=CivilTime(1, 30), zone="Europe/London"),
            NonexistentCivilTime,
            "time",
        ),
        (
            replace(BIRTH, date=CivilDate(2024, 10, 27), time=CivilTime(1, 30), zone="Europe/London"),
            AmbiguousCivilTime,
            "time",
        ),
        (replace(BIRTH, date=CivilDate(2011, 12, 30), time=None, zone="Pacific/Apia"), InvalidInput, "date"),
        (replace(BIRTH, zone="Mars/Olympus"), InvalidInput, "zone"),
    ],
)
async def test_a_birth_that_cannot_be_cast_is_not_saved(
    ann: Person, tx: Transaction, birth: library.BirthData, kind: type[InvalidInput], field: str
) -> None:
    with pytest.raises(kind) as caught:
        await library.save_chart(tx, await ann.viewer(), birth, OPTIONS)
    assert caught.value.field == field
    assert await ann.names() == []
