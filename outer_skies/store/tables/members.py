"""Members, the sessions they are signed in by, and the browsers they were seen in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Text
from sqlmodel import Field, SQLModel

_TIMESTAMP = DateTime(timezone=True)


class MemberRow(SQLModel, table=True):
    """Somebody with an address, which was confirmed, and a password."""

    __tablename__ = "members"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: UUID = Field(primary_key=True, foreign_key="owners.id")
    address: str = Field(sa_type=Text)
    address_key: str = Field(sa_type=Text, unique=True)
    password_hash: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
    confirmed_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    password_changed_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    deleted_at: datetime | None = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]


class SessionRow(SQLModel, table=True):
    """One sign-in of a member, known by the hash of the token in a cookie."""

    __tablename__ = "sessions"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    id: UUID = Field(primary_key=True)
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    member_id: UUID = Field(foreign_key="members.id")
    device: str = Field(sa_type=Text)
    network: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    last_seen_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    expires_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]


class KnownBrowserRow(SQLModel, table=True):
    """A browser that a member signed in from, by the hash of its token."""

    __tablename__ = "known_browsers"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    member_id: UUID = Field(primary_key=True, foreign_key="members.id")
    token_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    seen_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]


class AttemptRow(SQLModel, table=True):
    """How often a sign-in failed for one account, network or browser, by the hash of what it is."""

    __tablename__ = "attempts"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    key: bytes = Field(primary_key=True, sa_type=LargeBinary)
    failures: int
    last_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    free_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
