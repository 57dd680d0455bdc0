"""What may lie in the repository, and under which names."""

import json
import re

import pytest
from repository import ROOT, files, modules, texts

MOST_BYTES = 5_000_000
VAGUE = {"util", "utils", "helper", "helpers", "common", "service", "services", "manager", "managers", "misc"}

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    r"(?:https?|git\+\w+)://[^\s\"'`)>]*(?:" + "|".join(
        ("py" + r"pi\.", "python" + r"hosted\.", "npm" + r"js\.", "npm" + "mirror", "yarn" + r"pkg\.", "regis" + "try",
         "arti" + "factory", "nex" + "us[./]", "dev" + "pi", "crates" + r"\.io", "bun" + r"\.sh", "deb" + r"\.debian")
    ) + ")",
    re.IGNORECASE,
)  # fmt: skip
INDEXES = re.compile(
    r"(?:--(?:extra-)?index" + r"-url|regis" + r"try|find-" + r"links)[ =:]+[\"']?\w+://", re.IGNORECASE
)
MACHINES = re.compile(r"(?<![\w.])/(?:" + "wo" + r"rk/\w|ho" + r"me/\w|Us" + r"ers/\w|root/\." + r"|tmp/sp" + "ec)")


def found(pattern: re.Pattern[str]) -> dict[str, list[str]]:
    hits = {name: [hit[0] for hit in pattern.finditer(text)] for name, text in texts().items()}
    return {name: hit for name, hit in hits.items() if hit}


def test_the_repository_is_there() -> None:
    assert len(files()) > 100
    assert {"Makefile", "README.md", "requirements.lock", "outer_skies/cli.py"} <= set(texts())


def test_no_file_holds_the_address_of_a_package_registry() -> None:
    assert found(REGISTRIES) == {}
    assert found(INDEXES) == {}


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert found(MACHINES) == {}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_python_packages_are_pinned_with_hashes_and_without_addresses(name: str) -> None:
    text = texts()[name]
    assert "://" not in text
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(?:\[[a-z0-9,_-]+\])?==[^\s;]+", entry), entry.partition("\n")[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.partition("\n")[0]


def test_frontend_packages_are_pinned_with_hashes_and_without_addresses() -> None:
    lock = json.loads(texts()["reflex.lock/package-lock.json"])
    packages = {name: package for name, package in lock["packages"].items() if name and not package.get("link")}
    assert len(packages) > 50
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [
        name for name, package in packages.items() if not str(package.get("integrity", "")).startswith("sha512-")
    ] == []


def test_no_file_is_large() -> None:
    assert [path for path in files() if path.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("folder", ["outer_skies", "tests", "scripts", "benchmarks", "alembic"])
def test_no_module_has_a_name_that_says_nothing(folder: str) -> None:
    names = {part for name in modules(folder) for part in re.split(r"[/_.]", name)}
    assert names & VAGUE == set()


def test_one_file_knows_the_swiss_ephemeris() -> None:
    assert [name for name, text in modules().items() if "swisseph" in text] == ["outer_skies/engine/ephemeris.py"]


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X|HA" + r"CK)\b")
    hits = {name for name, text in texts().items() if later.search(text) and not name.endswith((".json", ".lock"))}
    assert hits <= {"LICENSE"}


def test_every_rule_that_is_waived_in_the_code_says_why_once_a_file() -> None:
    waiver = re.compile(
        r"#\s*(?:noqa:\s*|type: ignore\[)([A-Za-z0-9-]+(?:,\s*[A-Za-z0-9-]+)*)\]?[ \t]*(.*)$", re.MULTILINE
    )
    unexplained: list[tuple[str, str]] = []
    for name, text in modules().items():
        explained: set[str] = set()
        for rules, reason in waiver.findall(text):
            explained |= {rules} if reason else set()
            unexplained += [] if rules in explained else [(name, rules)]
    assert unexplained == []


def test_the_root_is_the_checkout() -> None:
    assert (ROOT / "pyproject.toml").is_file()
