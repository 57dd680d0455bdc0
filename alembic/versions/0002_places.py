"""Places: GeoNames' cities, the folded names that find them, and the areas that narrow a search.

The rows are written by `outer_skies.store.places.seed`, all of them at once, from the packed file of a build. They
come as one, so no foreign keys tie them: checking a million would only slow the start.

Folded text is compared byte by byte (COLLATE "C"): a beginning is then a range of the index.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE places (
        id                 integer PRIMARY KEY,
        name               text NOT NULL,
        region             text NOT NULL,
        country            text NOT NULL,
        country_code       text NOT NULL,
        area_code          text NOT NULL,
        north_latitude_deg double precision NOT NULL CHECK (north_latitude_deg BETWEEN -90 AND 90),
        east_longitude_deg double precision NOT NULL CHECK (east_longitude_deg BETWEEN -180 AND 180),
        population         bigint NOT NULL CHECK (population >= 0),
        zone               text NOT NULL
    )
    """,
    """
    CREATE TABLE place_names (
        folded       text COLLATE "C" NOT NULL,
        weight       bigint NOT NULL,
        place_id     integer NOT NULL,
        country_code text COLLATE "C" NOT NULL,
        area_code    text NOT NULL,
        shown        text NOT NULL,
        PRIMARY KEY (folded, place_id)
    )
    """,
    """
    CREATE TABLE place_areas (
        folded    text COLLATE "C" NOT NULL,
        area_code text NOT NULL,
        PRIMARY KEY (folded, area_code)
    )
    """,
    """
    CREATE TABLE place_prefixes (
        prefix    text COLLATE "C" PRIMARY KEY,
        place_ids integer[] NOT NULL,
        worths    bigint[] NOT NULL,
        shown     text[] NOT NULL
    )
    """,
    """
    CREATE TABLE place_edition (
        is_only   boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        sha256    text NOT NULL,
        seeded_at timestamptz NOT NULL DEFAULT now()
    )
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    op.execute("CREATE INDEX place_names_by_country ON place_names (country_code, folded)")
