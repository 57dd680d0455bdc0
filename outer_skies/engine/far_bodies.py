"""Bodies beyond those of every chart: the Sun's planets as seen from the Sun, points nobody has seen, dwarf planets."""

from enum import StrEnum


class Planet(StrEnum):
    """Mercury to Pluto and the Earth, which go round the Sun, in order of distance."""

    MERCURY = "mercury"
    VENUS = "venus"
    EARTH = "earth"
    MARS = "mars"
    JUPITER = "jupiter"
    SATURN = "saturn"
    URANUS = "uranus"
    NEPTUNE = "neptune"
    PLUTO = "pluto"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.capitalize()


class UranianPoint(StrEnum):
    """Planets that were computed and never seen: the Hamburg school's eight, Transpluto, and older hypotheses."""

    CUPIDO = "cupido"
    HADES = "hades"
    ZEUS = "zeus"
    KRONOS = "kronos"
    APOLLON = "apollon"
    ADMETOS = "admetos"
    VULKANUS = "vulkanus"
    POSEIDON = "poseidon"
    TRANSPLUTO = "transpluto"
    NIBIRU = "nibiru"
    HARRINGTON = "harrington"
    LEVERRIER = "leverrier"
    ADAMS = "adams"
    LOWELL = "lowell"
    PICKERING = "pickering"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it."""
        return _LABELS.get(self, self.value.capitalize())

    @property
    def source(self) -> str:
        """Whose planet it is, and where its orbit was published."""
        return _SOURCES[self]


HAMBURG_SCHOOL = tuple(UranianPoint)[:8]
_NEELY = "orbits refined by J. Neely (1988)"
_HOYT = "W. G. Hoyt, Planets X and Pluto (1980)"
_LABELS = {
    UranianPoint.HARRINGTON: "Harrington's planet",
    UranianPoint.LEVERRIER: "Leverrier's Neptune",
    UranianPoint.ADAMS: "Adams's Neptune",
    UranianPoint.LOWELL: "Lowell's Pluto",
    UranianPoint.PICKERING: "Pickering's Pluto",
}
_SOURCES = {
    **dict.fromkeys(HAMBURG_SCHOOL[:4], f"A. Witte; {_NEELY}"),
    **dict.fromkeys(HAMBURG_SCHOOL[4:], f"F. Sieggrün; {_NEELY}"),
    UranianPoint.TRANSPLUTO: "Strubell, Die Sterne 3/1952",
    UranianPoint.NIBIRU: "C. Woeltge, Hannover",
    UranianPoint.HARRINGTON: "R. S. Harrington, Astronomical Journal 96 (1988)",
    UranianPoint.LEVERRIER: f"U. Le Verrier (1846), in {_HOYT}",
    UranianPoint.ADAMS: f"J. C. Adams (1846), in {_HOYT}",
    UranianPoint.LOWELL: f"P. Lowell (1915), in {_HOYT}",
    UranianPoint.PICKERING: f"W. H. Pickering (1919), in {_HOYT}",
}


class TransNeptunian(StrEnum):
    """The seven large bodies beyond Neptune that the data files hold, for the years 1500 to 2101."""

    ERIS = "eris"
    SEDNA = "sedna"
    HAUMEA = "haumea"
    MAKEMAKE = "makemake"
    QUAOAR = "quaoar"
    ORCUS = "orcus"
    IXION = "ixion"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def minor_planet(self) -> int:
        """Its number among the minor planets."""
        return _MINOR_PLANETS[self]

    @property
    def label(self) -> str:
        """The name as people write it."""
        return self.value.capitalize()


_MINOR_PLANETS = {
    TransNeptunian.ERIS: 136199,
    TransNeptunian.SEDNA: 90377,
    TransNeptunian.HAUMEA: 136108,
    TransNeptunian.MAKEMAKE: 136472,
    TransNeptunian.QUAOAR: 50000,
    TransNeptunian.ORCUS: 90482,
    TransNeptunian.IXION: 28978,
}
# The files hold 1500-01-01 to 2102-04-05; light took half a day and more from the farthest of them.
TRANS_NEPTUNIAN_START_JD_TT = 2268934.5
TRANS_NEPTUNIAN_END_JD_TT = 2488932.0
