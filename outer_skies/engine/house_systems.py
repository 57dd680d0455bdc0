"""The names of the house systems."""

from enum import StrEnum


class HouseSystem(StrEnum):
    """Every way of the Swiss Ephemeris to divide the ecliptic into twelve.

    Its Gauquelin sectors are thirty-six, numbered clockwise, and no houses: see `houses.gauquelin_sectors`.
    Where the library has two codes for one system there is one name: A and E are both equal houses, and I and i are
    two ways to solve Bob Makransky's Sunshine houses, of which i goes astray from about 60 degrees of latitude.
    """

    PLACIDUS = "placidus"
    KOCH = "koch"
    REGIOMONTANUS = "regiomontanus"
    CAMPANUS = "campanus"
    PORPHYRY = "porphyry"
    EQUAL = "equal"
    WHOLE_SIGN = "whole_sign"
    ALCABITIUS = "alcabitius"
    MORINUS = "morinus"
    POLICH_PAGE = "polich_page"
    KRUSINSKI = "krusinski"
    VEHLOW = "vehlow"
    EQUAL_MIDHEAVEN = "equal_midheaven"
    EQUAL_ARIES = "equal_aries"
    MERIDIAN = "meridian"
    HORIZONTAL = "horizontal"
    CARTER = "carter"
    SRIPATI = "sripati"
    PULLEN_SD = "pullen_sd"
    PULLEN_SR = "pullen_sr"
    APC = "apc"
    SAVARD_A = "savard_a"
    SUNSHINE = "sunshine"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it, "Whole sign"."""
        return _LABELS[self]


_LABELS = {
    HouseSystem.PLACIDUS: "Placidus",
    HouseSystem.KOCH: "Koch",
    HouseSystem.REGIOMONTANUS: "Regiomontanus",
    HouseSystem.CAMPANUS: "Campanus",
    HouseSystem.PORPHYRY: "Porphyry",
    HouseSystem.EQUAL: "Equal",
    HouseSystem.WHOLE_SIGN: "Whole sign",
    HouseSystem.ALCABITIUS: "Alcabitius",
    HouseSystem.MORINUS: "Morinus",
    HouseSystem.POLICH_PAGE: "Polich–Page (topocentric)",
    HouseSystem.KRUSINSKI: "Krusinski–Pisa–Goelzer",
    HouseSystem.VEHLOW: "Vehlow (equal, Ascendant mid-house)",
    HouseSystem.EQUAL_MIDHEAVEN: "Equal from the Midheaven",
    HouseSystem.EQUAL_ARIES: "Equal from 0° Aries",
    HouseSystem.MERIDIAN: "Meridian (axial rotation)",
    HouseSystem.HORIZONTAL: "Horizontal (azimuth)",
    HouseSystem.CARTER: "Carter (poli-equatorial)",
    HouseSystem.SRIPATI: "Sripati",
    HouseSystem.PULLEN_SD: "Pullen (sinusoidal delta)",
    HouseSystem.PULLEN_SR: "Pullen (sinusoidal ratio)",
    HouseSystem.APC: "APC (Ascendant parallel circle)",
    HouseSystem.SAVARD_A: "Savard A",
    HouseSystem.SUNSHINE: "Sunshine (Makransky)",
}
