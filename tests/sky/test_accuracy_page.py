"""docs/accuracy.md says what its command prints, as far as that does not depend on the machine's last digit."""

import json
from pathlib import Path

import accuracy
import pytest
from facts import CITED, OF_THE_SKY, OF_THE_TRADITION, READ, RECALLED

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "accuracy.md"
ALL = (*OF_THE_SKY, *OF_THE_TRADITION)
HOW = "PYTHONPATH=. .venv/bin/python tests/sky/accuracy.py > docs/accuracy.md"


@pytest.mark.parametrize("part", [accuracy.facts, accuracy.peers])
def test_the_page_is_what_its_command_prints(part) -> None:
    assert part() in PAGE.read_text(encoding="utf-8"), HOW


def test_every_part_of_the_page_is_there() -> None:
    titles = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    assert len(titles) == len(set(titles)) == 7, HOW


def test_more_than_a_hundred_facts_were_read_of_the_sky_and_a_hundred_are_of_the_tradition() -> None:
    assert sum(one.count for one in OF_THE_SKY if one.how == READ) > 500
    assert sum(one.count for one in OF_THE_TRADITION) > 100


@pytest.mark.parametrize("row", ALL, ids=lambda row: f"{row.source}, {row.what}, {row.how}")
def test_every_row_of_facts_has_some_and_a_test_that_holds_to_them(row) -> None:
    assert row.count > 0
    assert row.how in {READ, RECALLED, CITED}
    assert "def test_" in (HERE / row.where).read_text(encoding="utf-8")


def test_what_peers_differ_by_is_explained_to_the_last_thousandth_of_a_second_of_arc() -> None:
    result = json.loads(accuracy.PEERS.read_text(encoding="utf-8"))
    assert result["births"] == 300
    assert len(result["peers"]) == 2
    for peer in result["peers"]:
        assert len(peer["rows"]) == 29
        for row in peer["rows"]:
            assert row["and_its_theory"] < 1e-3, (peer["name"], row["what"])
