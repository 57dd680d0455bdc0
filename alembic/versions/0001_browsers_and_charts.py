"""Browsers (owners without an account) and the charts they saved.

Ids are made by the app: uuidv7() is in PostgreSQL 18 alone, and 15 is promised.
"""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BROWSERS = """
CREATE TABLE browsers (
    id           uuid PRIMARY KEY,
    token_hash   bytea NOT NULL UNIQUE CONSTRAINT token_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""

CHARTS = """
CREATE TABLE charts (
    id                 uuid PRIMARY KEY,
    owner_id           uuid NOT NULL REFERENCES browsers (id) ON DELETE CASCADE,
    name               text NOT NULL CONSTRAINT name_length CHECK (char_length(name) <= 200),
    tags               text[] NOT NULL DEFAULT '{}',
    notes              text NOT NULL DEFAULT '' CONSTRAINT notes_length CHECK (char_length(notes) <= 10000),
    is_favourite       boolean NOT NULL DEFAULT false,

    year               smallint NOT NULL CONSTRAINT year_range CHECK (year BETWEEN 1 AND 9999),
    month              smallint NOT NULL CONSTRAINT month_range CHECK (month BETWEEN 1 AND 12),
    day                smallint NOT NULL CONSTRAINT day_range CHECK (day BETWEEN 1 AND 31),
    calendar           text NOT NULL CONSTRAINT calendar_known CHECK (calendar IN ('gregorian', 'julian')),
    hour               smallint CONSTRAINT hour_range CHECK (hour BETWEEN 0 AND 23),
    minute             smallint CONSTRAINT minute_range CHECK (minute BETWEEN 0 AND 59),
    second             smallint CONSTRAINT second_range CHECK (second BETWEEN 0 AND 59),
    fold               text CONSTRAINT fold_known CHECK (fold IN ('earlier', 'later')),
    utc_offset_s       double precision CONSTRAINT utc_offset_range CHECK (abs(utc_offset_s) <= 93600),
    zone               text CONSTRAINT zone_length CHECK (char_length(zone) BETWEEN 1 AND 100),
    place_name         text NOT NULL CONSTRAINT place_name_length CHECK (char_length(place_name) <= 300),
    north_latitude_deg double precision NOT NULL
        CONSTRAINT latitude_range CHECK (north_latitude_deg BETWEEN -90 AND 90),
    east_longitude_deg double precision NOT NULL
        CONSTRAINT longitude_range CHECK (east_longitude_deg BETWEEN -180 AND 180),
    elevation_m        double precision NOT NULL
        CONSTRAINT elevation_range CHECK (elevation_m BETWEEN -12000 AND 100000),

    zodiac             text NOT NULL CONSTRAINT zodiac_known CHECK (zodiac IN ('tropical', 'sidereal')),
    ayanamsa           text CONSTRAINT ayanamsa_length CHECK (char_length(ayanamsa) BETWEEN 1 AND 60),
    house_system       text NOT NULL CONSTRAINT house_system_length CHECK (char_length(house_system) BETWEEN 1 AND 60),
    bodies             text[] NOT NULL,
    aspects            text[] NOT NULL,
    orbs               jsonb NOT NULL,
    is_topocentric     boolean NOT NULL DEFAULT false,

    name_key           text COLLATE "C" NOT NULL CONSTRAINT name_key_length CHECK (char_length(name_key) <= 200),
    search_text        text NOT NULL CONSTRAINT search_text_length CHECK (char_length(search_text) <= 300000),
    created_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    deleted_at         timestamptz,

    CONSTRAINT time_is_whole_or_unknown CHECK (num_nulls(hour, minute, second) IN (0, 3)),
    CONSTRAINT sidereal_has_ayanamsa CHECK (zodiac <> 'sidereal' OR ayanamsa IS NOT NULL),
    CONSTRAINT tags_bounds CHECK (
        array_ndims(tags) IS NULL
        OR array_ndims(tags) = 1 AND cardinality(tags) <= 20 AND array_position(tags, NULL) IS NULL
           AND char_length(array_to_string(tags, '')) <= 20 * 50
    ),
    CONSTRAINT bodies_bounds CHECK (cardinality(bodies) BETWEEN 1 AND 100 AND array_position(bodies, NULL) IS NULL),
    CONSTRAINT aspects_bounds CHECK (cardinality(aspects) <= 100 AND array_position(aspects, NULL) IS NULL),
    CONSTRAINT orbs_bounds CHECK (jsonb_typeof(orbs) = 'object' AND octet_length(orbs::text) <= 10000)
)
"""

# Every list is of one owner, walked from a key in one order: an index for each order. The first holds deleted
# charts too, so that it also counts an owner's rows and finds them when the owner goes. A tag or a word is looked
# for within one owner's charts, 10,000 at most, so there is no index on tags alone.
INDEXES = (
    "CREATE INDEX charts_by_creation ON charts (owner_id, created_at, id)",
    "CREATE INDEX charts_by_change ON charts (owner_id, updated_at, id) WHERE deleted_at IS NULL",
    "CREATE INDEX charts_by_name ON charts (owner_id, name_key, id) WHERE deleted_at IS NULL",
    "CREATE INDEX favourite_charts ON charts (owner_id, created_at, id) WHERE deleted_at IS NULL AND is_favourite",
    "CREATE INDEX deleted_charts_of_owner ON charts (owner_id, deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX deleted_charts ON charts (deleted_at) WHERE deleted_at IS NOT NULL",
)


def upgrade() -> None:
    for statement in (BROWSERS, CHARTS, *INDEXES):
        op.execute(statement)
