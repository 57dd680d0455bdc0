"""What can be chosen of a technique, as options: made from the keyword arguments of its `find`.

So a technique that gets a new choice, or is new itself, needs no word here.
"""

import argparse
import inspect
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from outer_skies.charts.birth_iso import shown
from outer_skies.commands.births import moment_of
from outer_skies.engine.moments import Moment
from outer_skies.engine.techniques.table import TECHNIQUES, Group, Technique

Names = TypeVar("Names", bound=StrEnum)


class Choice(NamedTuple):
    """One argument: what it takes (one or several of `kind`, or of its `names`), and what it is when nobody chooses.

    `within` are the argument and its fields that hold it, where a technique takes its choices as a struct of rules.
    """

    name: str
    kind: type
    names: tuple[StrEnum, ...]
    is_many: bool
    default: Any
    within: tuple[str, ...] = ()


def techniques_of(group: Group) -> dict[str, Technique]:
    """The techniques of a group by name."""
    return {one.name: one for one in TECHNIQUES if one.group is group}


def choices_of(technique: Technique) -> list[Choice]:
    """The arguments of a technique that have defaults and can be written on a command line."""
    parameters = inspect.signature(technique.find).parameters.items()
    defaults = {name: one.default for name, one in parameters if one.default is not inspect.Parameter.empty}
    return _choices(get_type_hints(technique.find), defaults, ())


def _choices(hints: Mapping[str, Any], defaults: Mapping[str, Any], within: tuple[str, ...]) -> list[Choice]:
    found: list[Choice] = []
    for name, default in defaults.items():
        if isinstance(default, msgspec.Struct):
            fields = {field: getattr(default, field) for field in default.__struct_fields__}
            found += _choices(get_type_hints(type(default)), fields, (*within, name))
            continue
        kinds, is_many = _plain(hints[name])
        names = tuple(one for kind in kinds if issubclass(kind, StrEnum) for one in kind)
        if names or kinds[0] in _METAVARS:
            found.append(Choice(name, kinds[0], names, is_many, default, within))
    return found


def chosen_of(technique: Technique, words: Mapping[str, str]) -> Callable[..., Any]:
    """The `find` of a technique with choices as they were written, `numbers` to `11,13`.

    Raises ArgumentTypeError for a choice or a word that there is not, InvalidInput for a time that cannot be read.
    """
    known = {choice.name: choice for choice in choices_of(technique)}
    chosen: list[tuple[Choice, object]] = []
    for name, text in words.items():
        if name not in known:
            offered = f"has the choices {', '.join(known)}" if known else "has no choices"
            raise argparse.ArgumentTypeError(f"{technique.name} {offered}; {shown(name)} is none")
        choice = known[name]
        chosen.append((choice, _value(choice, _yes_or_no(text) if choice.kind is bool else text)))
    return _with(technique, chosen)


def _with(technique: Technique, chosen: Iterable[tuple[Choice, object]]) -> Callable[..., Any]:
    find = technique.find
    arguments: dict[str, object] = {}
    for choice, value in chosen:
        if not choice.within:
            arguments[choice.name] = value
            continue
        argument, *fields = choice.within
        rules = arguments.get(argument, inspect.signature(find).parameters[argument].default)
        arguments[argument] = _replaced(rules, [*fields, choice.name], value)
    return partial(find, **arguments)


def _replaced(rules: Any, path: Sequence[str], value: object) -> Any:  # noqa: ANN401  a struct of any technique
    field, *rest = path
    return msgspec.structs.replace(rules, **{field: _replaced(getattr(rules, field), rest, value) if rest else value})


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise argparse.ArgumentTypeError(f"{shown(text)} is neither yes nor no")
    return text == "yes"


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
    """The `find` of the method asked for, with what was chosen. Ends in misuse for choices of other methods.

    Raises InvalidInput for a time that cannot be read.
    """
    chosen: list[tuple[Choice, object]] = []
    for option, offered in arguments.options.items():
        value = getattr(arguments, _attribute(option))
        if value is None:
            continue
        choices: dict[str, Choice] = {technique.name: choice for technique, choice in offered}
        if arguments.method not in choices:
            arguments.misuse(f"{option} belongs to --method {' or '.join(choices)}")
        choice = choices[arguments.method]
        try:
            chosen.append((choice, _value(choice, value)))
        except argparse.ArgumentTypeError as error:
            arguments.misuse(f"argument {option}: {error}")
    return _with(techniques[arguments.method], chosen)


def several(names: Iterable[Names]) -> Callable[[str], tuple[Names, ...]]:
    """A reader of `jupiter,saturn`: each name once, in the order of `names`.

    It raises ArgumentTypeError for a word that is no such name.
    """
    known = {one.value: one for one in names}

    def read(text: str) -> tuple[Names, ...]:
        words = [word.strip() for word in text.split(",")]
        for word in words:
            if word not in known:
                raise argparse.ArgumentTypeError(f"{shown(word)} is none of {', '.join(known)}")
        return tuple(one for word, one in known.items() if word in words)

    return read


def _option(parser: argparse.ArgumentParser, technique: Technique, choice: Choice) -> str:
    """`--night-nodes`; `--composite-houses` where the chart itself has an option of that name."""
    option = "--" + choice.name.replace("_", "-")
    taken = {one for action in parser._actions for one in action.option_strings}  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  it keeps no other list
    return f"--{technique.name}-{choice.name}".replace("_", "-") if option in taken else option


def _attribute(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _settings(offered: Sequence[tuple[Technique, Choice]]) -> dict[str, Any]:
    """The settings of an option that one or several methods offer."""
    _, first = offered[0]
    whose = "; ".join(f"{one.name}{_told(choice.default)}" for one, choice in offered)
    if first.kind is bool:
        return {"action": argparse.BooleanOptionalAction, "default": None, "help": whose}
    if first.names:
        words = dict.fromkeys(name.value for _, choice in offered for name in choice.names)
        return {"metavar": "NAMES" if first.is_many else "NAME", "help": f"{whose}. Of: {', '.join(words)}"}
    return {"metavar": _METAVARS[first.kind], "help": whose}


def _told(default: object) -> str:
    """` (placidus)`; nothing for a default that is no more than "not chosen"."""
    if default is None:
        return ""
    words = [str(one) for one in cast("Sequence[object]", default)] if isinstance(default, tuple) else [str(default)]
    return f" ({','.join(words)})" if any(words) else ""


def _value(choice: Choice, value: Any) -> object:  # noqa: ANN401  what argparse read: text, or a flag
    """The value of a choice. Raises ArgumentTypeError for words that are none, InvalidInput for such times."""
    if choice.kind is bool:
        return value
    if choice.names:
        found = several(choice.names)(value)
        if not choice.is_many and len(found) != 1:
            raise argparse.ArgumentTypeError("one name alone is wanted")
        return found if choice.is_many else found[0]
    if choice.is_many:
        return tuple(_one(choice.kind, word.strip()) for word in value.split(","))
    return _one(choice.kind, value)


def _one(kind: type, text: str) -> object:
    if kind is Moment:
        return moment_of(text)
    try:
        return kind(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no number") from None


def _plain(hint: Any) -> tuple[tuple[type, ...], bool]:  # noqa: ANN401  a type, or an expression of types
    """The types within `X | None` and `Sequence[X | Y]`, and whether several values are taken."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = [_plain(one) for one in get_args(hint) if one is not type(None)]
        return tuple(kind for kinds, _ in inner for kind in kinds), inner[0][1]
    if get_origin(hint) is Sequence:
        return _plain(get_args(hint)[0])[0], True
    return (hint if isinstance(hint, type) else object,), False


_METAVARS = {bool: "", int: "N", float: "X", str: "NAME", Moment: "TIME"}
