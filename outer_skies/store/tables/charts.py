"""Charts that people saved: the birth as it was typed, and the options, each in a column of its own type.

Bounds and indexes are in the migrations. A saved chart holds what was asked, never what was computed.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, SmallInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlmodel import Field, SQLModel

_TIMESTAMP = DateTime(timezone=True)
_TEXTS = ARRAY(Text)


class ChartRow(SQLModel, table=True):
    """A saved chart. `hour`, `minute` and `second` are all null when the time of birth is unknown."""

    __tablename__ = "charts"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: UUID = Field(primary_key=True)
    owner_id: UUID = Field(foreign_key="owners.id")
    name: str = Field(sa_type=Text)
    tags: list[str] = Field(sa_type=_TEXTS)  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
    notes: str = Field(sa_type=Text)
    is_favourite: bool

    year: int = Field(sa_type=SmallInteger)
    month: int = Field(sa_type=SmallInteger)
    day: int = Field(sa_type=SmallInteger)
    calendar: str = Field(sa_type=Text)
    hour: int | None = Field(sa_type=SmallInteger)
    minute: int | None = Field(sa_type=SmallInteger)
    second: int | None = Field(sa_type=SmallInteger)
    fold: str | None = Field(sa_type=Text)
    utc_offset_s: float | None
    zone: str | None = Field(sa_type=Text)
    place_name: str = Field(sa_type=Text)
    north_latitude_deg: float
    east_longitude_deg: float
    elevation_m: float

    zodiac: str = Field(sa_type=Text)
    ayanamsa: str | None = Field(sa_type=Text)
    house_system: str = Field(sa_type=Text)
    bodies: list[str] = Field(sa_type=_TEXTS)  # pyright: ignore[reportArgumentType, reportCallIssue]
    aspects: list[str] = Field(sa_type=_TEXTS)  # pyright: ignore[reportArgumentType, reportCallIssue]
    orbs: dict[str, Any] = Field(sa_type=JSONB)
    is_topocentric: bool

    name_key: str = Field(sa_type=Text(collation="C"))  # pyright: ignore[reportArgumentType, reportCallIssue]
    search_text: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    updated_at: datetime = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
    deleted_at: datetime | None = Field(sa_type=_TIMESTAMP)  # pyright: ignore[reportArgumentType, reportCallIssue]
