"""The packed places, and how they are packed."""

import csv
import io
import random
import zipfile
from collections import Counter
from itertools import starmap

import pytest

from outer_skies.charts.gazetteer import PACKED
from outer_skies.engine.moments import zone_names
from tests.store.test_places import pack


def rows(member: str) -> list[list[str]]:
    with zipfile.ZipFile(PACKED) as file:
        text = file.read(f"{member}.tsv").decode()
    return list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_place_has_a_country_and_a_zone_that_the_engine_knows() -> None:
    known = zone_names()
    places = rows("places")
    assert len(places) == 170_391
    for _, name, _, country, _, _, _, _, _, zone in places:
        assert name
        assert country
        assert zone in known


def test_nearly_every_place_has_its_region() -> None:
    places = rows("places")
    named = sum(bool(place[2]) for place in places)
    assert named / len(places) > 0.997
    regions = {place[0]: place[2:4] for place in places}
    assert regions["6324729"] == ["Nova Scotia", "Canada"]
    assert regions["2647632"] == ["England", "United Kingdom"]
    assert regions["2911384"] == ["North Rhine-Westphalia", "Germany"]
    assert regions["298333"] == ["Şanlıurfa", "Türkiye"]


def test_machine_made_transliterations_are_left_out() -> None:
    assert not pack.is_written_so("hlyfks")
    assert not pack.is_written_so("ge la si ge")
    for name in ("Halifax", "'s-Hertogenbosch", "den Haag", "東京", "القاهرة", "Санкт-Петербург"):
        assert pack.is_written_so(name), name


def test_later_words_of_a_name_find_it_but_no_small_words() -> None:
    assert list(pack.later_words("rio de janeiro")) == ["janeiro"]
    assert list(pack.later_words("new york city")) == ["york city", "city"]
    assert list(pack.later_words("paris")) == []


def test_common_beginnings_are_found_as_by_counting_them_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "COMMON_PREFIX", 5)
    monkeypatch.setattr(pack, "LISTED", 4)
    chance = random.Random(4)  # noqa: S311  a sample, not a secret
    names = sorted(
        (
            "".join(chance.choices("ab ", k=chance.randint(1, 5))).strip() or "a",
            chance.randint(1, 99),
            place,
            "",
            "",
            "",
        )
        for place in range(120)
    )
    found = {prefix: (places, worths) for prefix, places, worths, _ in pack.common_prefixes(names)}
    beginnings = {name[0][:length] for name in names for length in range(1, len(name[0]) + 1)}
    for beginning in beginnings:
        matching = [name for name in names if name[0].startswith(beginning)]
        if len(matching) <= 5 or beginning.endswith(" "):
            assert beginning not in found
            continue
        worth = {place: weight * (10 if name == beginning else 1) for name, weight, place, *_ in matching}
        best = sorted(worth, key=lambda place: (-worth[place], place))[:4]
        assert found[beginning] == (best, [worth[place] for place in best])
    assert set(found) <= beginnings


def test_no_beginning_is_left_to_a_long_walk() -> None:
    names = [row[0] for row in rows("names")]
    listed = {row[0] for row in rows("prefixes")}
    length = 0
    while names:
        length += 1
        counts = Counter(name[:length] for name in names if len(name) >= length)
        common = {beginning for beginning, count in counts.items() if count > pack.COMMON_PREFIX}
        assert {beginning.rstrip() for beginning in common} <= listed
        names = [name for name in names if name[:length] in common]
    assert length > 5


def test_the_same_packages_give_the_same_order() -> None:
    names = rows("names")
    keys = list(starmap(lambda folded, weight, place, *_: (folded.encode(), -int(weight), int(place)), names))
    assert keys == sorted(keys)
    assert len({(name[0], name[2]) for name in names}) == len(names)
