"""Choices of techniques are options, without a word about them in the commands."""

import inspect

import pytest
from terminal import Say
from written import HALIFAX

from outer_skies.commands.choices import choices_of, is_map, is_of_interval
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique

COMMANDS = {
    Group.COMPARISON: "compare", Group.PROGRESSION: "progress", Group.RETURN: "returns", Group.MUNDANE: "mundane",
    Group.PERIODS: "periods", Group.TABLE: "map",
}  # fmt: skip
# What a command gives by itself, or what only programs can give.
OTHERWISE = {"progress", "place", "options", "chart", "other", "until", "when", "after", "body", "start", "end"}
ASKED = [one for one in TECHNIQUES if one.group in COMMANDS and len(inspect.signature(one.find).parameters) > 1]


def command_of(technique: Technique) -> str:
    return "ephemeris" if is_of_interval(technique) else COMMANDS[technique.group]


@pytest.mark.parametrize("technique", ASKED, ids=lambda one: one.name)
def test_every_choice_is_an_option_or_given_by_the_command(say: Say, technique: Technique) -> None:
    told = say(command_of(technique), "--help").out
    choices = {choice.name for choice in choices_of(technique)}
    assert set(inspect.signature(technique.find).parameters) <= choices | OTHERWISE
    assert f"{technique.name}" in told
    for name in choices:
        plain, own = (f"--{one}".replace("_", "-") for one in (name, f"{technique.name}-{name}"))
        assert plain in told or own in told


def test_tables_are_maps_or_of_an_interval_or_readings() -> None:
    tables = [one for one in TECHNIQUES if one.group is Group.TABLE]
    assert {one.name for one in tables if is_map(one)} == {"astrocartography", "local_space", "paran_latitudes"}
    assert {one.name for one in tables if is_of_interval(one)} == {"ephemeris", "graphic_ephemeris", "aspectarian"}


def test_lists_of_words_and_numbers_are_read(say: Say) -> None:
    words = ("progress", *HALIFAX, "--to", "2030-01-01", "--method", "primary_directions")
    said = say(*words, "--significators", "sun, midheaven", "--ways", "direct", "--aspects", "trine,square")
    assert said.code == 0
    significators = {line.split()[0] for line in said.out.splitlines() if " direct " in line}
    assert significators <= {"sun", "midheaven"}
    assert "converse" not in said.out
    assert say("map", *HALIFAX, "--no-in-mundo").out
