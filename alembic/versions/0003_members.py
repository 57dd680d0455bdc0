"""Members: people with an address and a password, who own charts as browsers do.

An owner is a browser or a member; charts belong to owners. Of every secret (session, mailed link, password) the
database holds a hash alone.
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OWNERS = (
    """
CREATE TABLE owners (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
""",
    "INSERT INTO owners (id, created_at) SELECT id, created_at FROM browsers",
    "ALTER TABLE browsers ADD CONSTRAINT browser_is_owner FOREIGN KEY (id) REFERENCES owners (id) ON DELETE CASCADE",
    "ALTER TABLE charts DROP CONSTRAINT charts_owner_id_fkey",
    "ALTER TABLE charts ADD CONSTRAINT charts_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES owners (id) ON DELETE CASCADE",
)

MEMBERS = """
CREATE TABLE members (
    id                  uuid PRIMARY KEY REFERENCES owners (id) ON DELETE CASCADE,
    address             text NOT NULL CONSTRAINT address_length CHECK (char_length(address) BETWEEN 3 AND 254),
    address_key         text NOT NULL UNIQUE
        CONSTRAINT address_key_length CHECK (char_length(address_key) BETWEEN 3 AND 254),
    password_hash       text NOT NULL CONSTRAINT password_is_argon2id CHECK (password_hash LIKE '$argon2id$%'),
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    confirmed_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    password_changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    deleted_at          timestamptz
)
"""

SESSIONS = """
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    token_hash   bytea NOT NULL UNIQUE CONSTRAINT session_token_is_sha256 CHECK (octet_length(token_hash) = 32),
    member_id    uuid NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    device       text NOT NULL CONSTRAINT device_length CHECK (char_length(device) <= 100),
    network      text NOT NULL CONSTRAINT network_length CHECK (char_length(network) <= 50),
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL
)
"""

KNOWN_BROWSERS = """
CREATE TABLE known_browsers (
    member_id  uuid NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL CONSTRAINT known_browser_is_sha256 CHECK (octet_length(token_hash) = 32),
    seen_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (member_id, token_hash)
)
"""

LINKS = """
CREATE TABLE links (
    id            uuid PRIMARY KEY,
    purpose       text NOT NULL CONSTRAINT purpose_known CHECK (purpose IN ('confirm', 'reset', 'move')),
    token_hash    bytea UNIQUE CONSTRAINT link_token_is_sha256 CHECK (octet_length(token_hash) = 32),
    member_id     uuid REFERENCES members (id) ON DELETE CASCADE,
    address       text CONSTRAINT link_address_length CHECK (char_length(address) BETWEEN 3 AND 254),
    address_key   text CONSTRAINT link_address_key_length CHECK (char_length(address_key) BETWEEN 3 AND 254),
    password_hash text CONSTRAINT link_password_is_argon2id CHECK (password_hash LIKE '$argon2id$%'),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at    timestamptz NOT NULL,
    CONSTRAINT link_holds_what_it_is_for CHECK (
        CASE purpose
            WHEN 'confirm' THEN member_id IS NULL AND num_nulls(address, address_key, password_hash) = 0
            WHEN 'reset' THEN member_id IS NOT NULL AND num_nonnulls(address, address_key, password_hash) = 0
            ELSE num_nulls(member_id, address, address_key) = 0 AND password_hash IS NULL
        END
    )
)
"""

MAILS = """
CREATE TABLE mails (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CONSTRAINT kind_length CHECK (char_length(kind) BETWEEN 1 AND 40),
    recipient  text NOT NULL CONSTRAINT recipient_length CHECK (char_length(recipient) BETWEEN 3 AND 254),
    link_id    uuid REFERENCES links (id) ON DELETE CASCADE,
    details    text NOT NULL DEFAULT '' CONSTRAINT details_length CHECK (char_length(details) <= 300),
    tries      smallint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at     timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""

ATTEMPTS = """
CREATE TABLE attempts (
    key        bytea PRIMARY KEY CONSTRAINT attempt_key_is_sha256 CHECK (octet_length(key) = 32),
    failures   integer NOT NULL,
    last_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    free_at    timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""

INDEXES = (
    "CREATE INDEX sessions_of_member ON sessions (member_id)",
    "CREATE INDEX expiring_sessions ON sessions (expires_at)",
    "CREATE INDEX deleted_members ON members (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX links_of_member ON links (member_id) WHERE member_id IS NOT NULL",
    "CREATE INDEX expiring_links ON links (expires_at)",
    "CREATE INDEX mails_of_link ON mails (link_id) WHERE link_id IS NOT NULL",
    "CREATE INDEX due_mails ON mails (due_at)",
    "CREATE INDEX old_attempts ON attempts (last_at)",
)


def upgrade() -> None:
    for statement in (*OWNERS, MEMBERS, SESSIONS, KNOWN_BROWSERS, LINKS, MAILS, ATTEMPTS, *INDEXES):
        op.execute(statement)
