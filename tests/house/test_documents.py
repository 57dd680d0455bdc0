"""The documents name what is there."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from repository import ROOT, files, modules, texts

from outer_skies.settings import Settings, read_settings

DECISIONS = sorted(name for name in texts() if name.startswith("docs/decisions/"))
DOCUMENTS = sorted(name for name in texts() if name.endswith(".md"))


class Asked(Mapping[str, str]):
    """An environment that is empty and remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def asked() -> tuple[set[str], Settings]:
    environ = Asked()
    settings = read_settings(environ)
    return environ.names, settings


def documented() -> dict[str, str]:
    """The variables of README's table and their defaults."""
    section = texts()["README.md"].partition("\n## Settings\n")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+?) \|", section, re.MULTILINE))


def test_readme_lists_every_setting_that_is_read_and_no_other() -> None:
    assert set(documented()) == asked()[0]


def test_readme_gives_the_defaults_that_hold() -> None:
    _, settings = asked()
    defaults = documented()
    assert defaults["PORT"] == f"`{settings.port}`"
    assert defaults["OUTER_SKIES_HOST"] == f"`{settings.host}`"
    assert defaults["OUTER_SKIES_DATABASE_POOL"] == f"`{settings.database_pool_size}`"
    assert defaults["OUTER_SKIES_STATEMENT_TIMEOUT"] == f"`{settings.database_statement_timeout_s:g}`"
    assert settings.data_dir == ROOT / defaults["OUTER_SKIES_DATA"].strip("`./")
    assert settings.public_url == defaults["OUTER_SKIES_URL"].strip("`").replace("PORT", str(settings.port))


def test_only_the_settings_read_the_environment() -> None:
    readers: dict[str, list[str]] = {}
    for name, text in modules().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}:
                readers.setdefault(name, []).append(ast.get_source_segment(text, node) or "")
    others = set(readers) - {"outer_skies/settings.py"}
    assert others <= {
        "outer_skies/engine/ephemeris.py",  # tells the library where its files are
        "outer_skies/serving.py",  # tells Reflex how to serve
        "outer_skies/store/postgres_folder.py",  # XDG_RUNTIME_DIR, where the system keeps sockets
    }


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_numbered_and_says_what_why_and_what_follows(name: str) -> None:
    text = texts()[name]
    number = int(Path(name).name[:4])
    assert text.startswith(f"# {number}. ")
    for heading in ("**Decision.**", "**Why.**", "**Consequences.**", "**Guarded by**"):
        assert heading in text


@pytest.mark.parametrize("name", DECISIONS)
def test_what_is_said_to_guard_a_decision_exists(name: str) -> None:
    guards = texts()[name].partition("**Guarded by**")[2]
    assert len(guards.strip()) > 10
    for named in re.findall(r"`([^`]+)`", guards):
        assert _exists(named), f"{named} does not exist"


def _exists(named: str) -> bool:
    if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", named) and not named.endswith((".py", ".md", ".json", ".jsx")):
        module, _, member = named.rpartition(".")
        return hasattr(importlib.import_module(f"outer_skies.{module}"), member)
    if "/" in named:
        return any(True for _ in ROOT.glob(named.rstrip("/")))
    return any(path.match(named) for path in files())


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(Path(name).name[:4]) for name in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", texts()[name]):
        if "://" not in link:
            assert (ROOT / name).parent.joinpath(link).exists(), link


def test_the_commands_that_readme_shows_are_understood() -> None:
    for target in re.findall(r"\bmake (\w+)", texts()["README.md"]):
        assert re.search(rf"^{target}:", texts()["Makefile"], re.MULTILINE), target
