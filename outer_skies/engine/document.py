"""A chart as JSON: `outer-skies.chart/1`, described by docs/chart.schema.json."""

from typing import Any

from outer_skies.engine.aspects import Aspect
from outer_skies.engine.chart import Chart, Note, Position
from outer_skies.engine.day import DayChart, DayPosition
from outer_skies.engine.lots import Lot
from outer_skies.engine.moments import Moment
from outer_skies.engine.places import Place

SCHEMA = "outer-skies.chart/1"

Json = dict[str, Any]


def chart_document(chart: Chart | DayChart) -> Json:
    """The chart as values that JSON has. Numbers are not rounded.

    For an unknown time `moment` is local noon with "time_accuracy" unknown, "day" gives the day's bounds, and each
    body carries "longitude_range_deg".
    """
    if isinstance(chart, DayChart):
        moment = chart.day.noon
        extra: Json = {"day": {"start_utc": chart.day.start.utc, "end_utc": chart.day.end.utc}}
        angles, houses, lots = None, None, None
    else:
        moment, extra = chart.moment, {}
        angles = chart.angles and {
            "ascendant": chart.angles.ascendant,
            "midheaven": chart.angles.midheaven,
            "descendant": chart.angles.descendant,
            "imum_coeli": chart.angles.imum_coeli,
            "vertex": chart.angles.vertex,
            "armc_deg": chart.angles.armc_deg,
        }
        houses = chart.houses and {
            "system": chart.houses.system.value,
            "cusps_deg": list(chart.houses.cusps_deg),
            "is_clockwise": chart.houses.is_clockwise,
        }
        lots = {lot.name.value: _lot(lot) for lot in chart.lots} if chart.angles else None
    return {
        "schema": SCHEMA,
        "moment": _moment(moment),
        **extra,
        "place": chart.place and _place(chart.place),
        "options": _options(chart),
        "bodies": {one.body.value: _body(one) for one in chart.bodies},
        "lots": lots,
        "angles": angles,
        "houses": houses,
        "aspects": [_aspect(one) for one in chart.aspects],
        "notes": [_note(one) for one in chart.notes],
    }


def _moment(moment: Moment) -> Json:
    return {
        "local": moment.local,
        "zone": moment.zone,
        "utc": moment.utc,
        "utc_offset_s": _plain(moment.utc_offset_s),
        "jd_ut1": moment.jd_ut1,
        "jd_tt": moment.jd_tt,
        "delta_t_s": moment.delta_t_s,
        "offset_source": moment.offset_source.value,
        "time_accuracy": moment.time_accuracy.value,
        "calendar": moment.calendar.value,
    }


def _plain(number: float) -> float:
    """Whole seconds as an integer."""
    return int(number) if number == int(number) else number


def _place(place: Place) -> Json:
    return {
        "name": place.name,
        "north_latitude_deg": place.north_latitude_deg,
        "east_longitude_deg": place.east_longitude_deg,
        "elevation_m": place.elevation_m,
    }


def _options(chart: Chart | DayChart) -> Json:
    options = chart.options
    return {
        "zodiac": options.zodiac.value,
        "ayanamsa": options.ayanamsa and options.ayanamsa.value,
        "ayanamsa_deg": chart.ayanamsa_deg,
        "house_system": options.house_system.value,
        "topocentric": options.topocentric,
        "bodies": [body.value for body in options.bodies],
        "aspects": [kind.value for kind in options.aspects],
        "orbs": {
            "by_aspect": {kind.value: orb for kind, orb in options.orbs.by_aspect},
            "by_body": {body.value: factor for body, factor in options.orbs.by_body},
        },
    }


def _body(one: Position | DayPosition) -> Json:
    described: Json = {
        "longitude_deg": one.longitude_deg,
        "latitude_deg": one.latitude_deg,
        "distance_au": one.distance_au,
        "speed_deg_per_day": one.speed_deg_per_day,
        "right_ascension_deg": one.right_ascension_deg,
        "declination_deg": one.declination_deg,
        "sign": one.sign.value,
        "degree_in_sign": one.degree_in_sign,
        "house": one.house,
        "is_retrograde": one.is_retrograde,
        "ephemeris": one.ephemeris.value,
    }
    if isinstance(one, DayPosition):
        described["longitude_range_deg"] = list(one.longitude_range_deg)
    return described


def _lot(lot: Lot) -> Json:
    return {
        "longitude_deg": lot.longitude_deg,
        "sign": lot.sign.value,
        "degree_in_sign": lot.degree_in_sign,
        "house": lot.house,
    }


def _aspect(aspect: Aspect) -> Json:
    return {
        "a": aspect.a.value,
        "b": aspect.b.value,
        "kind": aspect.kind.value,
        "angle_deg": aspect.kind.angle_deg,
        "orb_deg": aspect.orb_deg,
        "max_orb_deg": aspect.max_orb_deg,
        "motion": aspect.motion.value,
    }


def _note(note: Note) -> Json:
    return {"code": note.code, "text": note.text}
