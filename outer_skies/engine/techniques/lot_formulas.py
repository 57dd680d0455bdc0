"""The lots of the ancients and the Arabs: from where to where each is measured, from where cast, and who says so.

A lot stands as far from the point it is cast from, in the order of the signs, as its end stands from its start. What
"by night reversed" means is that start and end change places. Where authors differ each formula is a lot of its own.
"""

from enum import StrEnum

import msgspec

from outer_skies.engine.techniques.dignity_tables import JUPITER, MARS, MERCURY, MOON, SATURN, SUN, VENUS


class ArabicLot(StrEnum):
    """The lots of the catalogue, by their keys."""

    FORTUNE = "fortune"
    SPIRIT = "spirit"
    EROS = "eros"
    NECESSITY = "necessity"
    COURAGE = "courage"
    VICTORY = "victory"
    NEMESIS = "nemesis"
    FORTUNE_PTOLEMY = "fortune_ptolemy"
    BASIS = "basis"
    LOVE = "love"
    POVERTY = "poverty"
    LIFE = "life"
    PERMANENCE = "permanence"
    REASON = "reason"
    PROPERTY = "property"
    FOUND_THINGS = "found_things"
    SIBLINGS = "siblings"
    SIBLINGS_VALENS = "siblings_valens"
    NUMBER_OF_SIBLINGS = "number_of_siblings"
    FATHER = "father"
    FATHER_SATURN_HIDDEN = "father_saturn_hidden"
    LAND = "land"
    LAND_PERSIANS = "land_persians"
    AGRICULTURE = "agriculture"
    OUTCOME = "outcome"
    CHILDREN = "children"
    NUMBER_OF_CHILDREN = "number_of_children"
    SONS = "sons"
    DAUGHTERS = "daughters"
    SEX_OF_THE_CHILD = "sex_of_the_child"
    ILLNESS = "illness"
    PASSING_ILLNESS = "passing_illness"
    SERVANTS = "servants"
    CAPTIVES = "captives"
    MARRIAGE_OF_MEN = "marriage_of_men"
    MARRIAGE_OF_MEN_VALENS = "marriage_of_men_valens"
    MARRIAGE_OF_WOMEN = "marriage_of_women"
    MARRIAGE_OF_WOMEN_VALENS = "marriage_of_women_valens"
    DEATH = "death"
    DEATH_PERSIANS = "death_persians"
    KILLING_PLANET = "killing_planet"
    YEAR_OF_DANGER = "year_of_danger"
    HEAVY_PLACE = "heavy_place"
    TRAVEL = "travel"
    TRAVEL_BY_WATER = "travel_by_water"
    TRUTH_OF_NEWS = "truth_of_news"
    EXALTATION = "exaltation"
    RANK_AND_WORK = "rank_and_work"
    CRAFT_AND_TRADE = "craft_and_trade"
    WORK_THAT_MUST_BE_DONE = "work_that_must_be_done"
    MOTHER = "mother"
    HONOUR = "honour"
    DESIRE = "desire"
    HOPE = "hope"
    FRIENDS = "friends"
    ENEMIES = "enemies"
    ENEMIES_HERMES = "enemies_hermes"
    MISERY = "misery"
    HYLEG = "hyleg"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it, "Lot of Eros", "Lot of Siblings (Valens)"."""
        words, variant = self.value, ""
        for ending, author in _VARIANTS.items():
            if words.endswith(ending):
                words, variant = words.removesuffix(ending), f" ({author})"
        return f"Lot of {words.replace('_', ' ').capitalize()}{variant}"


_VARIANTS = {
    "_ptolemy": "Ptolemy",
    "_valens": "Valens",
    "_persians": "the Persians",
    "_hermes": "Hermes",
    "_saturn_hidden": "Saturn under the beams",
}


class LotFormula(msgspec.Struct, frozen=True):
    """How a lot is cast: by day from `start` to `end`, that arc from `cast_from`; by night as `night` has the two.

    Points are bodies, "ascendant", "cusp_2" to "cusp_12", "fortune", "spirit", "syzygy" (see `syzygy`), a fixed degree
    of the zodiac ("aries_19" is 19°00' Aries), or "lord_of_..." one of those: the planet whose domicile holds it.
    With `is_shorter` the shorter arc between start and end is taken, whichever way that is.
    """

    start: str
    end: str
    night: tuple[str, str]
    source: str
    cast_from: str = "ascendant"
    is_shorter: bool = False


_PAULUS = "Paulus Alexandrinus, Introduction 23"
_PTOLEMY = "Ptolemy, Tetrabiblos III.10"
_VALENS_BASIS = "Vettius Valens, Anthologies II.23"
_VALENS_MARRIAGE = "Vettius Valens, Anthologies II.38"
_DOROTHEUS = "Dorotheus of Sidon, Carmen Astrologicum II"
_PLANETS = "Abu Ma'shar, Great Introduction VIII.3"
_HOUSES = "Abu Ma'shar, Great Introduction VIII.4"
_OTHERS = "Abu Ma'shar, Great Introduction VIII.5"
_QABISI = "al-Qabisi, Introduction V"
_BIRUNI = "al-Biruni, Book of Instruction 476"


def _reversed(start: str, end: str, source: str, cast_from: str = "ascendant") -> LotFormula:
    return LotFormula(start, end, (end, start), source, cast_from)


def _same(start: str, end: str, source: str, cast_from: str = "ascendant") -> LotFormula:
    return LotFormula(start, end, (start, end), source, cast_from)


_FORTUNE, _SPIRIT, _SYZYGY = "fortune", "spirit", "syzygy"

FORMULAS: dict[ArabicLot, LotFormula] = {
    ArabicLot.FORTUNE: _reversed(SUN, MOON, _PAULUS),
    ArabicLot.SPIRIT: _reversed(MOON, SUN, _PAULUS),
    ArabicLot.EROS: _reversed(_SPIRIT, VENUS, _PAULUS),
    ArabicLot.NECESSITY: _reversed(MERCURY, _FORTUNE, _PAULUS),
    ArabicLot.COURAGE: _reversed(MARS, _FORTUNE, _PAULUS),
    ArabicLot.VICTORY: _reversed(_SPIRIT, JUPITER, _PAULUS),
    ArabicLot.NEMESIS: _reversed(SATURN, _FORTUNE, _PAULUS),
    ArabicLot.FORTUNE_PTOLEMY: _same(SUN, MOON, _PTOLEMY),
    ArabicLot.BASIS: LotFormula(_FORTUNE, _SPIRIT, (_FORTUNE, _SPIRIT), _VALENS_BASIS, is_shorter=True),
    ArabicLot.LOVE: _reversed(_FORTUNE, _SPIRIT, _PLANETS),
    ArabicLot.POVERTY: _reversed(_SPIRIT, _FORTUNE, _PLANETS),
    ArabicLot.LIFE: _reversed(JUPITER, SATURN, _HOUSES),
    ArabicLot.PERMANENCE: _reversed(_FORTUNE, _SPIRIT, _HOUSES),
    ArabicLot.REASON: _reversed(MERCURY, MARS, _BIRUNI),
    ArabicLot.PROPERTY: _same("lord_of_cusp_2", "cusp_2", _QABISI),
    ArabicLot.FOUND_THINGS: _same(MERCURY, VENUS, _BIRUNI),
    ArabicLot.SIBLINGS: _same(SATURN, JUPITER, _HOUSES),
    ArabicLot.SIBLINGS_VALENS: _same(MERCURY, JUPITER, _HOUSES),
    ArabicLot.NUMBER_OF_SIBLINGS: _same(MERCURY, SATURN, _BIRUNI),
    ArabicLot.FATHER: _reversed(SUN, SATURN, _HOUSES),
    ArabicLot.FATHER_SATURN_HIDDEN: _reversed(SUN, JUPITER, _HOUSES),
    ArabicLot.LAND: _same(SATURN, MOON, _HOUSES),
    ArabicLot.LAND_PERSIANS: _reversed(MERCURY, JUPITER, _HOUSES),
    ArabicLot.AGRICULTURE: _same(VENUS, SATURN, _HOUSES),
    ArabicLot.OUTCOME: _same(SATURN, "lord_of_syzygy", _HOUSES),
    ArabicLot.CHILDREN: _reversed(JUPITER, SATURN, _HOUSES),
    ArabicLot.NUMBER_OF_CHILDREN: _same(MARS, JUPITER, _HOUSES),
    ArabicLot.SONS: _same(MOON, JUPITER, _HOUSES),
    ArabicLot.DAUGHTERS: _same(MOON, VENUS, _HOUSES),
    ArabicLot.SEX_OF_THE_CHILD: _reversed("lord_of_moon", MOON, _HOUSES),
    ArabicLot.ILLNESS: _reversed(SATURN, MARS, _HOUSES),
    ArabicLot.PASSING_ILLNESS: _same(MERCURY, MARS, _HOUSES),
    ArabicLot.SERVANTS: _same(MERCURY, MOON, _HOUSES),
    ArabicLot.CAPTIVES: LotFormula("lord_of_sun", SUN, ("lord_of_moon", MOON), _HOUSES),
    ArabicLot.MARRIAGE_OF_MEN: _same(SATURN, VENUS, _HOUSES),
    ArabicLot.MARRIAGE_OF_MEN_VALENS: _same(SUN, VENUS, _VALENS_MARRIAGE),
    ArabicLot.MARRIAGE_OF_WOMEN: _same(VENUS, SATURN, _DOROTHEUS),
    ArabicLot.MARRIAGE_OF_WOMEN_VALENS: _same(MOON, MARS, _VALENS_MARRIAGE),
    ArabicLot.DEATH: _same(MOON, "cusp_8", _HOUSES, cast_from=SATURN),
    ArabicLot.DEATH_PERSIANS: _reversed(MARS, SATURN, _HOUSES),
    ArabicLot.KILLING_PLANET: _reversed("lord_of_ascendant", MOON, _HOUSES),
    ArabicLot.YEAR_OF_DANGER: _same(SATURN, "lord_of_syzygy", _HOUSES),
    ArabicLot.HEAVY_PLACE: _reversed(SATURN, MARS, _HOUSES, cast_from=MERCURY),
    ArabicLot.TRAVEL: _same("lord_of_cusp_9", "cusp_9", _QABISI),
    ArabicLot.TRAVEL_BY_WATER: _reversed(SATURN, "cancer_15", _QABISI),
    ArabicLot.TRUTH_OF_NEWS: _same(MERCURY, MOON, _HOUSES),
    ArabicLot.EXALTATION: LotFormula(SUN, "aries_19", (MOON, "taurus_3"), _HOUSES),
    ArabicLot.RANK_AND_WORK: _same(SATURN, MOON, _HOUSES),
    ArabicLot.CRAFT_AND_TRADE: _reversed(MERCURY, VENUS, _HOUSES),
    ArabicLot.WORK_THAT_MUST_BE_DONE: _reversed(SUN, JUPITER, _HOUSES),
    ArabicLot.MOTHER: _reversed(VENUS, MOON, _HOUSES),
    ArabicLot.HONOUR: _reversed(_FORTUNE, _SPIRIT, _HOUSES),
    ArabicLot.DESIRE: _reversed(_FORTUNE, _SPIRIT, _HOUSES),
    ArabicLot.HOPE: _reversed(SATURN, VENUS, _HOUSES),
    ArabicLot.FRIENDS: _same(MOON, MERCURY, _HOUSES),
    ArabicLot.ENEMIES: _reversed(SATURN, MARS, _QABISI),
    ArabicLot.ENEMIES_HERMES: _same("lord_of_cusp_12", "cusp_12", _QABISI),
    ArabicLot.MISERY: _same(_SPIRIT, _FORTUNE, _HOUSES),
    ArabicLot.HYLEG: _same(_SYZYGY, MOON, _OTHERS),
}

FIXED_DEGREES = {"aries_19": 19.0, "taurus_3": 33.0, "cancer_15": 105.0}
