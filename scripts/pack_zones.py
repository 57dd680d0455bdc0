"""Packs a compiled IANA zone tree into one small zip, the time zones the engine reads.

    apt-get download tzdata && dpkg-deb -x tzdata_*.deb /tmp/tz
    python scripts/pack_zones.py /tmp/tz/usr/share/zoneinfo outer_skies/engine/zones.zip

Debian builds its `tzdata` with `backzone`, so zones keep their own history before 1970; PyPI's `tzdata` does not.
The files are in the public domain. The same tree always gives the same bytes.
"""

import struct
import sys
import zipfile
from pathlib import Path

LEFT_OUT_FOLDERS = {"posix", "right"}  # the same zones again, and zones that count leap seconds
LEFT_OUT_FILES = {"Factory", "localtime", "posixrules"}  # no place has these
HEADER = struct.Struct(">4s1s15x6l")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; a fixed one keeps the bytes the same


def slimmed(data: bytes) -> bytes:
    """The same zone with the 32-bit block emptied: readers of version 2 and later skip it (RFC 8536, 3.1)."""
    magic, version, isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = HEADER.unpack_from(data)
    if magic != b"TZif" or version < b"2":
        message = "not a TZif file of version 2 or later"
        raise ValueError(message)
    skipped = timecnt * 5 + typecnt * 6 + charcnt + leapcnt * 8 + isstdcnt + isutcnt
    smallest = HEADER.pack(magic, version, 0, 0, 0, 0, 1, 1) + bytes(6 + 1)
    return smallest + data[HEADER.size + skipped :]


def zone_files(tree: Path) -> dict[str, bytes]:
    """Every zone of the tree by its name, links included, sorted."""
    found: dict[str, bytes] = {}
    for path in sorted(tree.rglob("*")):
        name = path.relative_to(tree).as_posix()
        if name.split("/")[0] in LEFT_OUT_FOLDERS | LEFT_OUT_FILES or not path.is_file():
            continue
        data = path.read_bytes()
        if data[:4] == b"TZif":
            found[name] = slimmed(data)
    return found


def pack(tree: Path, target: Path) -> int:
    """Writes the zip and returns how many zones it holds."""
    version = (tree / "tzdata.zi").read_text(encoding="ascii").split("\n", 1)[0].split()[-1]
    zones = zone_files(tree)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in [("VERSION", version.encode()), *zones.items()]:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return len(zones)


if __name__ == "__main__":
    if len(sys.argv) != 3:  # noqa: PLR2004  the script, the tree, the target
        sys.exit(__doc__)
    count = pack(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{count} zones, {Path(sys.argv[2]).stat().st_size} bytes\n")
