"""Places and the names that find them. Loaded whole from a packed file, never written row by row."""

from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, DateTime, Integer, Text
from sqlmodel import Field, SQLModel

_BYTEWISE = Text(collation="C")


class PlaceRow(SQLModel, table=True):
    """A city of GeoNames; `id` is its geonameid. `area_code` is its region's code, or its country's."""

    __tablename__ = "places"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]  SQLModel declares a function

    id: int = Field(primary_key=True, sa_type=Integer)
    name: str = Field(sa_type=Text)
    region: str = Field(sa_type=Text)
    country: str = Field(sa_type=Text)
    country_code: str = Field(sa_type=Text)
    area_code: str = Field(sa_type=Text)
    north_latitude_deg: float
    east_longitude_deg: float
    population: int = Field(sa_type=BigInteger)
    zone: str = Field(sa_type=Text)


class PlaceNameRow(SQLModel, table=True):
    """A folded name of a place, worth `weight`; `shown` is how it is written, empty for the main name."""

    __tablename__ = "place_names"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    folded: str = Field(primary_key=True, sa_type=_BYTEWISE)  # pyright: ignore[reportArgumentType, reportCallIssue]  an instance is accepted
    weight: int = Field(sa_type=BigInteger)
    place_id: int = Field(primary_key=True, sa_type=Integer)
    country_code: str = Field(sa_type=_BYTEWISE)  # pyright: ignore[reportArgumentType, reportCallIssue]
    area_code: str = Field(sa_type=Text)
    shown: str = Field(sa_type=Text)


class PlaceAreaRow(SQLModel, table=True):
    """A folded name or code of a region (`US.TX`) or a country (`US`)."""

    __tablename__ = "place_areas"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    folded: str = Field(primary_key=True, sa_type=_BYTEWISE)  # pyright: ignore[reportArgumentType, reportCallIssue]
    area_code: str = Field(primary_key=True, sa_type=Text)


class PlacePrefixRow(SQLModel, table=True):
    """The best places of a beginning that very many names share: too many to go through as one types."""

    __tablename__ = "place_prefixes"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    prefix: str = Field(primary_key=True, sa_type=_BYTEWISE)  # pyright: ignore[reportArgumentType, reportCallIssue]
    place_ids: list[int] = Field(sa_type=ARRAY(Integer))  # pyright: ignore[reportArgumentType, reportCallIssue]
    worths: list[int] = Field(sa_type=ARRAY(BigInteger))  # pyright: ignore[reportArgumentType, reportCallIssue]
    shown: list[str] = Field(sa_type=ARRAY(Text))  # pyright: ignore[reportArgumentType, reportCallIssue]


class PlaceEditionRow(SQLModel, table=True):
    """The packed file that the rows came from. One row at most."""

    __tablename__ = "place_edition"  # pyright: ignore[reportAssignmentType, reportUnannotatedClassAttribute]

    is_only: bool = Field(default=True, primary_key=True)
    sha256: str = Field(sa_type=Text)
    seeded_at: datetime = Field(sa_type=DateTime(timezone=True))  # pyright: ignore[reportArgumentType, reportCallIssue]
