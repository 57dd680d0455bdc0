"""Lunar mansions: the twenty-eight manazil of the Arabs, each 12°51'26" from 0° Aries.

They are counted from the equinox of date, as astrologers of the West do, whatever the chart's zodiac. Agrippa counts
them among the stars of the eighth sphere; who does so too asks for an ayanamsa.

Source: Picatrix I.4; Agrippa of Nettesheim, De occulta philosophia (1533) II.33, for the division; al-Biruni, Book of
Instruction in the Elements of the Art of Astrology (1029), for the names.
"""

from enum import StrEnum

import msgspec

from outer_skies.engine.angles import FULL_CIRCLE_DEG
from outer_skies.engine.ayanamsas import Ayanamsa
from outer_skies.engine.chart import Chart
from outer_skies.engine.techniques.points import sidereal_points, tropical_points

COUNT = 28


class Mansion(StrEnum):
    """The twenty-eight in order."""

    AL_SHARATAYN = "al_sharatayn"
    AL_BUTAYN = "al_butayn"
    AL_THURAYYA = "al_thurayya"
    AL_DABARAN = "al_dabaran"
    AL_HAQA = "al_haqa"
    AL_HANA = "al_hana"
    AL_DHIRA = "al_dhira"
    AL_NATHRA = "al_nathra"
    AL_TARF = "al_tarf"
    AL_JABHA = "al_jabha"
    AL_ZUBRA = "al_zubra"
    AL_SARFA = "al_sarfa"
    AL_AWWA = "al_awwa"
    AL_SIMAK = "al_simak"
    AL_GHAFR = "al_ghafr"
    AL_ZUBANA = "al_zubana"
    AL_IKLIL = "al_iklil"
    AL_QALB = "al_qalb"
    AL_SHAWLA = "al_shawla"
    AL_NAAIM = "al_naaim"
    AL_BALDA = "al_balda"
    SAD_AL_DHABIH = "sad_al_dhabih"
    SAD_BULA = "sad_bula"
    SAD_AL_SUUD = "sad_al_suud"
    SAD_AL_AKHBIYA = "sad_al_akhbiya"
    AL_FARGH_AL_MUQADDAM = "al_fargh_al_muqaddam"
    AL_FARGH_AL_MUAKHKHAR = "al_fargh_al_muakhkhar"
    BATN_AL_HUT = "batn_al_hut"

    @property
    def label(self) -> str:
        """The name as people write it, "Al-Thurayya"."""
        return self.value.replace("al_", "al-").replace("_", " ").title()


_MANSIONS = tuple(Mansion)


class MansionPlace(msgspec.Struct, frozen=True, gc=False):
    """In which mansion a body or angle stands: `number` 1 to 28, and how much of it lies behind, [0, 1)."""

    point: str
    mansion: Mansion
    number: int
    share_elapsed: float


class LunarMansions(msgspec.Struct, frozen=True):
    """The mansion of every body, and of Ascendant and Midheaven if the chart has them. The Moon's is the day's.

    `ayanamsa` is None where they are counted from the equinox.
    """

    ayanamsa: Ayanamsa | None
    points: tuple[MansionPlace, ...]


def find_lunar_mansions(chart: Chart, *, ayanamsa: Ayanamsa | None = None) -> LunarMansions:
    """The lunar mansions of a chart, tropical unless an ayanamsa is asked for."""
    points = tropical_points(chart) if ayanamsa is None else sidereal_points(chart, ayanamsa)[1]
    return LunarMansions(ayanamsa, tuple([mansion_of(key, longitude) for key, longitude in points]))


def mansion_of(point: str, longitude_deg: float) -> MansionPlace:
    """The mansion that holds a longitude in degrees, [0, 360); it holds its first degree, not its last."""
    passed = longitude_deg * COUNT / FULL_CIRCLE_DEG
    index = int(passed)
    return MansionPlace(point, _MANSIONS[index], index + 1, passed - index)
