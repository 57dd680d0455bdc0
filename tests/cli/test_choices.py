"""Choices of techniques are options, without a word about them in the commands."""

import inspect
import json

import pytest
from terminal import Say
from written import HALIFAX

from outer_skies.commands.choices import choices_of
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique

COMMANDS = {
    Group.COMPARISON: "compare", Group.PROGRESSION: "progress", Group.RETURN: "returns", Group.MUNDANE: "mundane",
    Group.PERIODS: "periods", Group.EPHEMERIS: "ephemeris", Group.MAP: "map",
}  # fmt: skip
# What a command gives by itself, or what only programs can give.
OTHERWISE = {"progress", "place", "options", "chart", "other", "until", "when", "after", "body", "start", "end"}
ASKED = [one for one in TECHNIQUES if one.group in COMMANDS]


@pytest.mark.parametrize("technique", ASKED, ids=lambda one: one.name)
def test_every_choice_is_an_option_or_given_by_the_command(say: Say, technique: Technique) -> None:
    told = say(COMMANDS[technique.group], "--help").out
    choices = {choice.name for choice in choices_of(technique)}
    assert set(inspect.signature(technique.find).parameters) <= choices | OTHERWISE
    assert f"{technique.name}" in told
    for name in choices:
        plain, own = (f"--{one}".replace("_", "-") for one in (name, f"{technique.name}-{name}"))
        assert plain in told or own in told


# What the function of each group starts from.
BEGINNINGS = {
    Group.READING: ["chart"], Group.TABLE: ["chart"], Group.MAP: ["chart"], Group.COMPARISON: ["chart", "other"],
    Group.RETURN: ["chart", "body", "after"], Group.MUNDANE: ["place", "after"], Group.RELOCATION: ["chart", "place"],
    Group.EPHEMERIS: ["start", "end"],
}  # fmt: skip


@pytest.mark.parametrize("technique", TECHNIQUES, ids=lambda one: one.name)
def test_every_row_names_a_function_that_starts_as_its_group_does(technique: Technique) -> None:
    parameters = list(inspect.signature(technique.find).parameters)
    beginning = BEGINNINGS.get(technique.group, parameters[:2])
    assert parameters[: len(beginning)] == beginning
    assert technique.source
    assert inspect.getdoc(technique.find)


def test_names_and_labels_are_each_of_one_technique() -> None:
    assert len({one.name for one in TECHNIQUES}) == len({one.label for one in TECHNIQUES}) == len(TECHNIQUES)


def test_lists_of_words_and_numbers_are_read(say: Say) -> None:
    words = ("progress", *HALIFAX, "--to", "2030-01-01", "--method", "primary_directions")
    said = say(*words, "--significators", "sun, midheaven", "--ways", "direct", "--aspects", "trine,square")
    assert said.code == 0
    significators = {line.split()[0] for line in said.out.splitlines() if " direct " in line}
    assert significators <= {"sun", "midheaven"}
    assert "converse" not in said.out
    assert say("map", *HALIFAX, "--no-in-mundo").out


READ = ("chart", *HALIFAX, "--techniques", "dignities,harmonics,patterns", "--format", "json")


def test_a_reading_is_made_otherwise_than_by_its_defaults(say: Say) -> None:
    plain = json.loads(say(*READ).out)
    chosen = (
        "dignities.triplicities=lilly",
        "dignities.cusp_deg=3",
        "harmonics.numbers=11,13",
        "patterns.with_angles=yes",
    )
    found = json.loads(say(*READ, *(word for one in chosen for word in ("--choose", one))).out)
    rules = plain["dignities"]["rules"]
    assert found["dignities"]["rules"] == rules | {
        "tables": rules["tables"] | {"triplicities": "lilly"}, "cusp_deg": 3.0,
    }  # fmt: skip
    assert [one["number"] for one in found["harmonics"]["charts"]] == [11, 13]
    assert "ascendant" in str(found["patterns"])
    assert "ascendant" not in str(plain["patterns"])


@pytest.mark.parametrize(
    ("typed", "code", "told"),
    [
        ("harmonics.numbers=99", 1, "Harmonics go from 2 to 32."),
        ("harmonics.number=3", 2, "“number” is none"),
        ("harmonics.numbers=x", 2, "“x” is no number"),
        ("dignities.terms=modern", 2, "“modern” is none of"),
        ("patterns.with_angles=maybe", 2, "neither yes nor no"),
        ("shape.handle=1", 2, "“shape” is none of the techniques that are read"),
        ("harmonics", 2, "write TECHNIQUE.CHOICE=VALUE"),
    ],
)
def test_a_choice_that_there_is_not_is_told_in_one_line(say: Say, typed: str, code: int, told: str) -> None:
    said = say(*READ, "--choose", typed)
    assert said.code == code
    assert told in said.line
