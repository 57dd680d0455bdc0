"""Owners: whoever charts belong to, a browser or a member."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class OwnerRow(SQLModel, table=True):
    """An owner; the browser or the member of the same id says who that is."""

    __tablename__ = "owners"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: UUID = Field(primary_key=True)
    created_at: datetime = Field(sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
