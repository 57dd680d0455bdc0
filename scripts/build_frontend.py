"""Build the pages once, so that the app serves them without Node.

Reflex writes the address of its websocket into the build. Ours is wherever the page came from, so the one
file that holds the address is rewritten to ask the browser, and the build then serves any host and port.
A stamp with the hash of all sources lets a second run skip the whole step.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / ".web"
STAMP = WEB / "built.sha256"
SOURCES = ("rxconfig.py", "outer_skies", "assets", "reflex.lock", ".npmrc", "scripts/build_frontend.py")
SUFFIXES = {".py", ".js", ".jsx", ".css", ".json", ".svg", ".npmrc", ".woff2"}
BAKED = re.compile(rb"""[`"']ws://localhost:3000/_event[`"']""")
ASKED = rb'("ws"+location.origin.slice(4)+"/_event")'


def sources_hash() -> str:
    """SHA-256 over every file that the build reads."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and (file.suffix in SUFFIXES or file.name in SUFFIXES) and "external" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def export() -> None:
    """Run Reflex's own build with everything it would otherwise fetch from the web turned off."""
    bin_dir = Path(sys.executable).parent
    npm = [str(bin_dir / "npm")]
    env = os.environ | {"PATH": f"{bin_dir}{os.pathsep}{os.environ['PATH']}"}
    registry = subprocess.run(
        [*npm, "config", "get", "registry"], env=env, cwd="/", capture_output=True, text=True, check=True
    )
    env |= {
        "NPM_CONFIG_REGISTRY": registry.stdout.strip(),
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
    }
    command = [
        sys.executable,
        "-m",
        "reflex",
        "export",
        "--frontend-only",
        "--no-zip",
        "--loglevel",
        "warning",
    ]
    subprocess.run(command, env=env, cwd=ROOT, check=True)


def unbake_address(client: Path) -> None:
    """Let the page open its websocket at the origin it was served from."""
    (file,) = (client / "assets").glob("reflex-env-*.js")
    text, count = BAKED.subn(ASKED, file.read_bytes())
    if count != 1:
        sys.exit(f"{file.name}: expected the websocket address once, found it {count} times")
    file.write_bytes(text)
    file.with_name(file.name + ".br").write_bytes(brotli.compress(text))
    file.with_name(file.name + ".gz").write_bytes(gzip.compress(text, mtime=0))


def tidy_lock(file: Path) -> None:
    """Write the lock's manifest in one order, so that the same packages are the same file after any build."""
    file.write_text(json.dumps(json.loads(file.read_text()), indent=2, sort_keys=True) + "\n")


def main() -> None:
    """Build when a source changed since the last build."""
    wanted = sources_hash()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(WEB / "build", ignore_errors=True)
    print("Building the pages (npm packages come from your registry) ...", flush=True)
    started = time.monotonic()
    export()
    unbake_address(WEB / "build" / "client")
    tidy_lock(ROOT / "reflex.lock" / "package.json")
    STAMP.write_text(sources_hash())
    print(f"Built the pages in {time.monotonic() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
