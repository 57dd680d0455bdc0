"""Births as people type them into the form, each different, the same ones in every run."""

import json
from datetime import datetime, timedelta

BODIES = (
    "sun", "moon", "mercury", "venus", "mars", "jupiter", "saturn", "uranus", "neptune", "pluto",
    "true_node", "mean_lilith", "chiron",
)  # fmt: skip
PLACES = (
    "44.65, -63.57", "51.5074, -0.1278", "48.8566, 2.3522", "40.7128, -74.0060", "35.6762, 139.6503",
    "-33.8688, 151.2093", "19.0760, 72.8777", "-23.5505, -46.6333", "55.7558, 37.6173", "30.0444, 31.2357",
    "34.0522, -118.2437", "-1.2921, 36.8219", "59.3293, 18.0686", "41.0082, 28.9784", "52°31'N 13°24'E",
    "41°54'N 12°30'E", "60°10'N 24°56'E", "37°34'N 126°59'E", "6°27'N 3°24'E", "-34.6037, -58.3816",
)  # fmt: skip
FIRST = datetime(1930, 1, 1, 5)  # noqa: DTZ001  a civil time
DAYS = 89 * 365
MINUTES_A_DAY = 18 * 60
"""From five in the morning on, when no clock was ever changed and every civil time is good."""
STEP = 7_368_787
"""A prime, so that the births go through all minutes before one comes back."""


def draft_payload(number: int, seq: int) -> str:
    """The JSON of a complete draft, as the form sends it: birth `number`, the form's change `seq`."""
    date, time, place = birth(number)
    draft = {
        "name": "",
        "date": date,
        "time": time,
        "timeUnknown": False,
        "place": place,
        "placeId": None,
        "fold": "",
        "zone": "",
        "calendar": "gregorian",
        "houses": "placidus",
        "zodiac": "tropical",
        "bodies": BODIES,
    }
    return json.dumps({"draft": draft, "seq": seq}, ensure_ascii=False)


def birth(number: int) -> tuple[str, str, str]:
    """Date, time and place of birth `number`."""
    days, minutes = divmod(number * STEP % (DAYS * MINUTES_A_DAY), MINUTES_A_DAY)
    when = FIRST + timedelta(days=days, minutes=minutes)
    return f"{when.day} {when:%B %Y}", f"{when:%H:%M}", PLACES[number % len(PLACES)]
