"""Mails that wait to be sent, and the links that some of them carry."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, SmallInteger, Text
from sqlmodel import Field, SQLModel

_TIMESTAMP = DateTime(timezone=True)


class LinkRow(SQLModel, table=True):
    """A link that works once. Its token is made while the mail is written, and only the hash of it stays here."""

    __tablename__ = "links"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: UUID = Field(primary_key=True)
    purpose: str = Field(sa_type=Text)
    token_hash: bytes | None = Field(sa_type=LargeBinary, unique=True)
    member_id: UUID | None = Field(foreign_key="members.id")
    address: str | None = Field(sa_type=Text)
    address_key: str | None = Field(sa_type=Text)
    password_hash: str | None = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
    expires_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]


class MailRow(SQLModel, table=True):
    """A mail to be written and sent: its kind, never its text."""

    __tablename__ = "mails"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    id: UUID = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    recipient: str = Field(sa_type=Text)
    link_id: UUID | None = Field(foreign_key="links.id")
    details: str = Field(sa_type=Text)
    tries: int = Field(sa_type=SmallInteger)
    created_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    due_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
