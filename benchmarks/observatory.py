"""Mozilla's HTTP Observatory, on this machine, over every page and every kind of error of the app behind TLS.

    python benchmarks/observatory.py

The package comes from npm. What it would download beside it, lists of well-known sites, has no bearing on ours.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from apps import BIN, ROOT, app_of, free_port

PACKAGE = "@mdn/mdn-http-observatory"
VERSION = "1.4.8"
FOLDER = ROOT / "build" / "observatory"
TARGET = 130
PATHS = (
    "/",
    "/library/",
    "/chart/nothing/",
    "/.well-known/security.txt",
    "/livez",
    "/nothing",
    "/assets/nothing-12345678.js",
    "/charts/nothing/wheel.svg",
    "/charts/nothing/wheel.svg?palette=none",
    "/_event/?EIO=4&transport=websocket",
    "/charts/nothing/chart.json",
)
"""The last is graded over its limit."""

STATUSES = {200, 400, 404, 422, 429}
"""Kinds of answers that must be among those graded."""

INSTALL_LIMIT_S = 300
SCAN_LIMIT_S = 120


def installed() -> Path:
    """The Observatory's folder, fetched when it is not there."""
    package = FOLDER / "node_modules" / PACKAGE
    if (
        not (package / "package.json").exists()
        or json.loads((package / "package.json").read_text())["version"] != VERSION
    ):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}")
        env = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
        command = [str(BIN / "npm"), "install", "--ignore-scripts", "--no-audit", "--no-fund", f"{PACKAGE}@{VERSION}"]
        subprocess.run(command, cwd=FOLDER, env=env, check=True, stdout=sys.stderr, timeout=INSTALL_LIMIT_S)  # noqa: S603  words of our own
    (package / "conf" / "hsts-preload.json").write_text("{}")  # our address is in no browser's list
    return package


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for localhost that vouches for itself."""
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(  # noqa: S603  words of our own
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",  # noqa: S607  found on the path
         "-keyout", str(key), "-out", str(made), "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, made


def grades(package: Path, folder: Path) -> list[dict[str, Any]]:
    """The grade of each path."""
    key, made = certificate(folder)
    port = free_port()
    env = os.environ | {"NODE_EXTRA_CA_CERTS": str(made)}
    script = Path(__file__).with_suffix(".mjs")
    command = [str(BIN / "node"), str(script), str(package), str(port), str(key), str(made), *PATHS]
    process = subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  words of our own
    try:
        assert process.stdout
        address = f"https://localhost:{json.loads(process.stdout.readline())['https']}"
        settings = {
            "OUTER_SKIES_URL": address,
            "OUTER_SKIES_TRUSTED_PROXIES": "1",
            "OUTER_SKIES_SECURITY_CONTACT": "mailto:security@example.org",
        }
        with app_of(settings, port=port, host=address.removeprefix("https://")):
            found, _ = process.communicate("go\n", timeout=SCAN_LIMIT_S)
    finally:
        process.kill()
        process.wait()
    return json.loads(found)


def main() -> None:
    """Prints the result as one line of JSON."""
    package = installed()
    with tempfile.TemporaryDirectory() as folder:
        found = grades(package, Path(folder))
    if missing := STATUSES - {page["status"] for page in found}:
        sys.exit(f"no answer with {sorted(missing)} among {found}")
    lowest = min(page["score"] for page in found)
    is_met = lowest >= TARGET and all(page["grade"] == "A+" for page in found)
    result = {"name": "observatory", "version": VERSION, "pages": found, "lowest": lowest}
    print(json.dumps(result | {"target": f"A+, >= {TARGET}", "met": is_met}))


if __name__ == "__main__":
    main()
