"""Place names as text to compare."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outer_skies.charts.place_text import Reading, fold, fold_typed, other_spellings, readings_in_areas


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("São Paulo", "sao paulo"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Iğdır", "igdir"),
        ("Łódź", "lodz"),
        ("Þórshöfn", "thorshofn"),
        ("Đà Nẵng", "da nang"),
        ("St. John's", "saint johns"),
        ("Saint John’s", "saint johns"),
        ("Ste-Anne", "sainte anne"),
        ("Mt. Vernon", "mount vernon"),
        ("Washington, D.C.", "washington dc"),
        ("Санкт-Петербург", "санкт петербург"),
        ("Йошкар-Ола", "иошкар ола"),
        ("東京", "東京"),
        ("ﾄｳｷｮｳ", "トウキョウ"),
        ("Ｔｏｋｙｏ", "tokyo"),
        ("  a \t b\n", "a b"),
        ("%_\\", ""),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_what_is_folded_can_be_stored_and_has_single_spaces(text: str) -> None:
    folded = fold(text)
    assert folded.encode() == folded.encode("utf-8", "strict")
    assert "\0" not in folded
    assert folded == " ".join(folded.split())
    assert not set("%_\\'\",") & set(folded)


@given(st.text(), st.sampled_from(["NFC", "NFD"]))
@example("0.À0", "NFD")
def test_a_text_folds_the_same_however_it_is_composed(text: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)


def test_an_unfinished_abbreviation_is_read_both_ways() -> None:
    assert fold_typed("st") == ("st", "saint")
    assert fold_typed("st ") == ("saint",)
    assert fold_typed("St.") == ("saint",)
    assert fold_typed("Port St") == ("port st", "port saint")
    assert fold_typed("paris") == ("paris",)


def test_letters_that_a_keyboard_lacks_are_spelt_out_too() -> None:
    assert other_spellings("München") == ("muenchen",)
    assert other_spellings("Ålesund") == ("aalesund",)
    assert other_spellings("Paris") == ()


def test_a_comma_parts_a_name_from_its_areas() -> None:
    assert readings_in_areas("Paris, Texas") == (Reading("paris", ("texas",)),)
    assert readings_in_areas("Paris, TX, USA") == (Reading("paris", ("tx", "usa")),)
    assert readings_in_areas("Paris,") == ()
    assert readings_in_areas(", France") == ()


def test_without_a_comma_every_split_is_tried_the_longest_name_first() -> None:
    assert readings_in_areas("st louis mo us") == (
        Reading("saint louis mo", ("us",)),
        Reading("saint louis", ("mo us",)),
        Reading("saint louis", ("mo", "us")),
        Reading("saint", ("louis mo us",)),
        Reading("saint", ("louis", "mo us")),
        Reading("saint", ("louis mo", "us")),
    )
    assert readings_in_areas("paris") == ()
