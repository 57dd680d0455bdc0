"""What can be chosen of a technique, as options: made from the keyword arguments of its `find`.

So a technique that gets a new choice, or is new itself, needs no word here.
"""

import argparse
import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from outer_skies.charts.birth_iso import shown
from outer_skies.commands.births import moment_of
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique

Names = TypeVar("Names", bound=StrEnum)


class Choice(NamedTuple):
    """One keyword argument: what it takes (one or several of `kind`), and what it is when nobody chooses."""

    name: str
    kind: type
    is_many: bool
    default: Any


def techniques_of(group: Group) -> dict[str, Technique]:
    """The techniques of a group by name."""
    return {one.name: one for one in TECHNIQUES if one.group is group}


def choices_of(technique: Technique) -> list[Choice]:
    """The keyword arguments of a technique that can be written on a command line."""
    hints = get_type_hints(technique.find)
    found: list[Choice] = []
    for name, parameter in inspect.signature(technique.find).parameters.items():
        kind, is_many = _plain(hints[name])
        if parameter.default is not inspect.Parameter.empty and (kind in _READ or _is_names(kind)):
            found.append(Choice(name, kind, is_many, parameter.default))
    return found


def add_method_arguments(parser: argparse.ArgumentParser, techniques: Mapping[str, Technique], default: str) -> None:
    """`--method`, and every choice of every method; who reads them is `method_of`."""
    parser.add_argument("--method", choices=list(techniques), default=default, help=default)
    group = parser.add_argument_group("choices of the methods, each with its default")
    options: dict[str, list[tuple[Technique, Choice]]] = {}
    for technique in techniques.values():
        for choice in choices_of(technique):
            options.setdefault(_option(parser, technique, choice), []).append((technique, choice))
    for option, offered in options.items():
        group.add_argument(option, **_settings(offered))
    parser.set_defaults(misuse=parser.error, options=options)


def method_of(arguments: argparse.Namespace, techniques: Mapping[str, Technique]) -> Callable[..., Any]:
    """The `find` of the method asked for, with what was chosen. Ends in misuse for choices of other methods."""
    chosen: dict[str, Any] = {}
    for option, offered in arguments.options.items():
        value = getattr(arguments, _attribute(option))
        if value is None:
            continue
        choices = {technique.name: choice for technique, choice in offered}
        if arguments.method not in choices:
            arguments.misuse(f"{option} belongs to --method {' or '.join(choices)}")
        choice = choices[arguments.method]
        try:
            chosen[choice.name] = _value(choice, value)
        except ValueError:
            arguments.misuse(f"argument {option}: invalid value for {arguments.method}: {value!r}")
    return partial(techniques[arguments.method].find, **chosen)


def several(kind: type[Names]) -> Callable[[str], tuple[Names, ...]]:
    """A reader of `jupiter,saturn`: names of an enum, each once, in the order of the enum.

    It raises ArgumentTypeError for a word that is no such name.
    """

    def read(text: str) -> tuple[Names, ...]:
        words = [word.strip() for word in text.split(",")]
        for word in words:
            if word not in {one.value for one in kind}:
                raise argparse.ArgumentTypeError(f"{shown(word)} is none of {', '.join(kind)}")
        return tuple(one for one in kind if one.value in words)

    return read


def _option(parser: argparse.ArgumentParser, technique: Technique, choice: Choice) -> str:
    """`--night-nodes`; `--composite-houses` where the chart itself has an option of that name."""
    option = "--" + choice.name.replace("_", "-")
    taken = {one for action in parser._actions for one in action.option_strings}  # noqa: SLF001  argparse keeps no other list
    return f"--{technique.name}-{option[2:]}".replace("_", "-") if option in taken else option


def _attribute(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _settings(offered: Sequence[tuple[Technique, Choice]]) -> dict[str, Any]:
    """The settings of an option that one or several methods offer."""
    _, first = offered[0]
    told = {technique.name: _told(choice.default) for technique, choice in offered}
    whose = "; ".join(f"{name}: {default}" if default else name for name, default in told.items())
    if first.kind is bool:
        return {"action": argparse.BooleanOptionalAction, "default": None, "help": whose}
    if _is_names(first.kind):
        words = list(dict.fromkeys(word for _, choice in offered for word in _names(choice.kind)))
        if first.is_many:
            return {"type": several(first.kind), "metavar": "NAMES", "help": f"{whose}; of {', '.join(words)}"}
        return {"choices": words, "metavar": "NAME", "help": f"{whose}; one of {', '.join(words)}"}
    return {
        "type": int if first.kind is int else float if first.kind is float else str,
        "metavar": _METAVARS[first.kind],
        "help": whose,
    }


def _told(default: object) -> str:
    if default is None or default == "":
        return ""
    return str(default)


def _value(choice: Choice, value: object) -> object:
    if choice.kind is Moment:
        return moment_of(str(value))
    return choice.kind(value) if _is_names(choice.kind) and not choice.is_many else value


def _plain(hint: object) -> tuple[type, bool]:
    """The type within `X | None` and `Sequence[X]`, and whether it takes several."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [one for one in get_args(hint) if one is not type(None)]
        return _plain(inner[0]) if len(inner) == 1 else (object, False)
    if get_origin(hint) in {Sequence, tuple}:
        return get_args(hint)[0], True
    return (hint, False) if isinstance(hint, type) else (object, False)


def _is_names(kind: type) -> bool:
    return issubclass(kind, StrEnum)


def _names(kind: type[StrEnum]) -> list[str]:
    return [one.value for one in kind]


_METAVARS = {int: "N", float: "X", str: "NAME", Moment: "TIME"}
_READ = frozenset({bool, *_METAVARS})
