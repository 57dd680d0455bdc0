"""Browsers: owners without an account, known by the hash of a token in a cookie."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary
from sqlmodel import Field, SQLModel


class BrowserRow(SQLModel, table=True):
    """A browser that saved something."""

    __tablename__ = "browsers"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: UUID = Field(primary_key=True, foreign_key="owners.id")
    token_hash: bytes = Field(sa_type=LargeBinary, unique=True)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
    last_seen_at: datetime = Field(sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType, reportCallIssue]
