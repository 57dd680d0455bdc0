import io
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from outer_skies.engine import zones
from outer_skies.errors import Broken


@pytest.fixture
def another_archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[zipfile.ZipFile]:
    """An archive of zones to fill, read in place of ours."""
    packed = zipfile.ZipFile(io.BytesIO(), "w")
    monkeypatch.setattr(zones, "_archive", lambda: packed)
    zones.zone_names.cache_clear()
    zones._zone.cache_clear()
    yield packed
    zones.zone_names.cache_clear()
    zones._zone.cache_clear()


def test_the_packed_zones_pass_their_own_test() -> None:
    zones.self_test_zones()
    assert zones.zone_version() == "2026f"
    assert {"Europe/Amsterdam", "America/Halifax", "Etc/GMT+2", "US/Eastern"} <= zones.zone_names()


def test_only_places_have_zones() -> None:
    assert not {"Factory", "localtime", "posixrules", "VERSION"} & zones.zone_names()
    assert not [name for name in zones.zone_names() if name.startswith(("posix/", "right/"))]


def test_zones_without_their_history_before_1970_are_found_out(another_archive: zipfile.ZipFile) -> None:
    ours = zipfile.ZipFile(io.BytesIO(files("outer_skies.engine").joinpath("zones.zip").read_bytes()))
    for name in ("Europe/Stockholm", "America/Halifax"):
        another_archive.writestr(name, ours.read(name))
    another_archive.writestr("Europe/Amsterdam", ours.read("Europe/Brussels"))  # as builds without backzone have it
    with pytest.raises(Broken, match="Europe/Amsterdam"):
        zones.self_test_zones()


def test_missing_zones_are_found_out(another_archive: zipfile.ZipFile) -> None:
    another_archive.writestr("VERSION", "x")
    with pytest.raises(Broken, match="missing"):
        zones.self_test_zones()


def test_packing_the_same_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    import runpy  # noqa: PLC0415  only here

    pack = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "pack_zones.py"))["pack"]
    ours = zipfile.ZipFile(io.BytesIO(files("outer_skies.engine").joinpath("zones.zip").read_bytes()))
    tree = tmp_path / "tree"
    for name in ("Europe/Amsterdam", "Asia/Manila", "UTC"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(ours.read(name))
    (tree / "posixrules").write_bytes(ours.read("UTC"))
    (tree / "tzdata.zi").write_text("# version 2026f\n")
    assert pack(tree, tmp_path / "a.zip") == 3
    pack(tree, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").read("Asia/Manila") == ours.read("Asia/Manila")
