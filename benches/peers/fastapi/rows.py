"""Rows of the database."""

import os
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PER_PAGE = 20

url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+asyncpg://", 1)
engine = create_async_engine(url, pool_size=10, max_overflow=0)
sessions = async_sessionmaker(engine, expire_on_commit=False)
router = APIRouter(prefix="/rows")


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "peer_rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]
    stars: Mapped[int]


class NewNote(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    body: str
    stars: int


class Note(NewNote):
    model_config = ConfigDict(from_attributes=True)

    id: int


class Page(BaseModel):
    items: list[Note]
    total: int


async def session():
    async with sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(session)]


@router.get("/{id}")
async def row(id: int, session: Session) -> Note:
    """Show one note."""
    found = await session.get(Row, id)
    if found is None:
        raise HTTPException(404, "there is no such note")
    return found


@router.get("")
async def rows(page: Annotated[int, Query(ge=1, le=1_000_000)], session: Session) -> Page:
    """List notes."""
    total = await session.scalar(select(func.count()).select_from(Row))
    few = select(Row).order_by(Row.id).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    items = await session.scalars(few)
    return Page(items=[Note.model_validate(found) for found in items], total=total)


@router.post("", status_code=201)
async def add_row(new: NewNote, session: Session) -> Note:
    """Write a note."""
    added = Row(**new.model_dump())
    session.add(added)
    await session.commit()
    return added
