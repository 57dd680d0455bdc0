"""The ayanamsas: how far the sidereal zodiac lies behind the tropical one, by name of the school that defined it."""

from enum import StrEnum


class Ayanamsa(StrEnum):
    """Every ayanamsa of the Swiss Ephemeris, by the name the library gives it.

    The library's `SIDM_USER` is left out: it is not an ayanamsa but a slot for a number of one's own.

    Source: Swiss Ephemeris documentation, section 2.7 "Sidereal ephemerides for astrology".
    """

    FAGAN_BRADLEY = "fagan_bradley"
    LAHIRI = "lahiri"
    DELUCE = "deluce"
    RAMAN = "raman"
    USHASHASHI = "ushashashi"
    KRISHNAMURTI = "krishnamurti"
    DJWHAL_KHUL = "djwhal_khul"
    YUKTESHWAR = "yukteshwar"
    JN_BHASIN = "jn_bhasin"
    BABYL_KUGLER1 = "babyl_kugler1"
    BABYL_KUGLER2 = "babyl_kugler2"
    BABYL_KUGLER3 = "babyl_kugler3"
    BABYL_HUBER = "babyl_huber"
    BABYL_ETPSC = "babyl_etpsc"
    ALDEBARAN_15TAU = "aldebaran_15tau"
    HIPPARCHOS = "hipparchos"
    SASSANIAN = "sassanian"
    GALCENT_0SAG = "galcent_0sag"
    J2000 = "j2000"
    J1900 = "j1900"
    B1950 = "b1950"
    SURYASIDDHANTA = "suryasiddhanta"
    SURYASIDDHANTA_MSUN = "suryasiddhanta_msun"
    ARYABHATA = "aryabhata"
    ARYABHATA_MSUN = "aryabhata_msun"
    SS_REVATI = "ss_revati"
    SS_CITRA = "ss_citra"
    TRUE_CITRA = "true_citra"
    TRUE_REVATI = "true_revati"
    TRUE_PUSHYA = "true_pushya"
    GALCENT_RGILBRAND = "galcent_rgilbrand"
    GALEQU_IAU1958 = "galequ_iau1958"
    GALEQU_TRUE = "galequ_true"
    GALEQU_MULA = "galequ_mula"
    GALALIGN_MARDYKS = "galalign_mardyks"
    TRUE_MULA = "true_mula"
    GALCENT_MULA_WILHELM = "galcent_mula_wilhelm"
    ARYABHATA_522 = "aryabhata_522"
    BABYL_BRITTON = "babyl_britton"
    TRUE_SHEORAN = "true_sheoran"
    GALCENT_COCHRANE = "galcent_cochrane"
    GALEQU_FIORENZA = "galequ_fiorenza"
    VALENS_MOON = "valens_moon"
    LAHIRI_1940 = "lahiri_1940"
    LAHIRI_VP285 = "lahiri_vp285"
    KRISHNAMURTI_VP291 = "krishnamurti_vp291"
    LAHIRI_ICRC = "lahiri_icrc"

    __hash__ = str.__hash__  # the enum's own is written in Python, three times as slow

    @property
    def label(self) -> str:
        """The name as people write it, "Fagan/Bradley"."""
        return _LABELS[self]


_LABELS = {
    Ayanamsa.FAGAN_BRADLEY: "Fagan/Bradley",
    Ayanamsa.LAHIRI: "Lahiri",
    Ayanamsa.DELUCE: "De Luce",
    Ayanamsa.RAMAN: "Raman",
    Ayanamsa.USHASHASHI: "Usha/Shashi",
    Ayanamsa.KRISHNAMURTI: "Krishnamurti",
    Ayanamsa.DJWHAL_KHUL: "Djwhal Khul",
    Ayanamsa.YUKTESHWAR: "Yukteshwar",
    Ayanamsa.JN_BHASIN: "J.N. Bhasin",
    Ayanamsa.BABYL_KUGLER1: "Babylonian (Kugler 1)",
    Ayanamsa.BABYL_KUGLER2: "Babylonian (Kugler 2)",
    Ayanamsa.BABYL_KUGLER3: "Babylonian (Kugler 3)",
    Ayanamsa.BABYL_HUBER: "Babylonian (Huber)",
    Ayanamsa.BABYL_ETPSC: "Babylonian (Eta Piscium)",
    Ayanamsa.ALDEBARAN_15TAU: "Babylonian (Aldebaran 15 Taurus)",
    Ayanamsa.HIPPARCHOS: "Hipparchos",
    Ayanamsa.SASSANIAN: "Sassanian",
    Ayanamsa.GALCENT_0SAG: "Galactic Centre 0 Sagittarius",
    Ayanamsa.J2000: "Equinox J2000",
    Ayanamsa.J1900: "Equinox J1900",
    Ayanamsa.B1950: "Equinox B1950",
    Ayanamsa.SURYASIDDHANTA: "Suryasiddhanta",
    Ayanamsa.SURYASIDDHANTA_MSUN: "Suryasiddhanta, mean Sun",
    Ayanamsa.ARYABHATA: "Aryabhata",
    Ayanamsa.ARYABHATA_MSUN: "Aryabhata, mean Sun",
    Ayanamsa.SS_REVATI: "Suryasiddhanta, Revati",
    Ayanamsa.SS_CITRA: "Suryasiddhanta, Citra",
    Ayanamsa.TRUE_CITRA: "True Citra",
    Ayanamsa.TRUE_REVATI: "True Revati",
    Ayanamsa.TRUE_PUSHYA: "True Pushya (P.V.R. Narasimha Rao)",
    Ayanamsa.GALCENT_RGILBRAND: "Galactic Centre (Gil Brand)",
    Ayanamsa.GALEQU_IAU1958: "Galactic Equator (IAU 1958)",
    Ayanamsa.GALEQU_TRUE: "Galactic Equator, true",
    Ayanamsa.GALEQU_MULA: "Galactic Equator mid-Mula",
    Ayanamsa.GALALIGN_MARDYKS: "Skydram (Mardyks)",
    Ayanamsa.TRUE_MULA: "True Mula (Chandra Hari)",
    Ayanamsa.GALCENT_MULA_WILHELM: "Dhruva Galactic Centre mid-Mula (Wilhelm)",
    Ayanamsa.ARYABHATA_522: "Aryabhata 522",
    Ayanamsa.BABYL_BRITTON: "Babylonian (Britton)",
    Ayanamsa.TRUE_SHEORAN: "Vedic (Sheoran)",
    Ayanamsa.GALCENT_COCHRANE: "Galactic Centre 0 Capricorn (Cochrane)",
    Ayanamsa.GALEQU_FIORENZA: "Galactic Equator (Fiorenza)",
    Ayanamsa.VALENS_MOON: "Vettius Valens",
    Ayanamsa.LAHIRI_1940: "Lahiri 1940",
    Ayanamsa.LAHIRI_VP285: "Lahiri VP285",
    Ayanamsa.KRISHNAMURTI_VP291: "Krishnamurti VP291 (Senthilathiban)",
    Ayanamsa.LAHIRI_ICRC: "Lahiri ICRC",
}
