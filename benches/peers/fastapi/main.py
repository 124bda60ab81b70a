"""The service on FastAPI, with pydantic, SQLAlchemy and asyncpg, under uvicorn."""

from typing import Annotated

from fastapi import Depends, FastAPI, Query
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, EmailStr, Field

import rows
from auth import Caller, must_be

app = FastAPI(title="A small service")


class Article(BaseModel):
    id: int
    slug: str
    title: str
    tags: list[str]
    published: bool


class Window(BaseModel):
    page: int = Field(ge=1, le=1_000_000)
    size: int = Field(ge=1, le=100)


class Shelf(BaseModel):
    id: int
    page: int
    size: int
    first: int


class Member(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    email: EmailStr
    age: int = Field(ge=18, le=150)
    interests: list[str] = Field(max_length=10)


class Private(BaseModel):
    id: int


@app.get("/plaintext", response_class=PlainTextResponse)
async def plaintext() -> str:
    """Greet the world."""
    return "Hello, world!"


@app.get("/json")
async def json() -> Article:
    """Show an article."""
    return Article(
        id=42,
        slug="on-the-origin",
        title="On the Origin of Species",
        tags=["nature", "science"],
        published=True,
    )


@app.get("/typed/{id}")
async def typed(id: int, window: Annotated[Window, Query()]) -> Shelf:
    """Say what a page of a shelf begins with."""
    first = (window.page - 1) * window.size + 1
    return Shelf(id=id, page=window.page, size=window.size, first=first)


@app.post("/validated")
async def validated(member: Member) -> Member:
    """Check a member."""
    return member


@app.get("/private")
async def private(caller: Annotated[Caller, Depends(must_be("Editor"))]) -> Private:
    """Tell editors who they are."""
    return Private(id=caller.id)


app.include_router(rows.router)


async def item(id: int) -> str:
    """Tell which item it is."""
    return str(id)


for n in range(500):
    app.get(f"/r/{n}/items/{{id}}", response_class=PlainTextResponse)(item)
