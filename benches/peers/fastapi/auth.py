"""Who calls."""

import os
from dataclasses import dataclass
from typing import Annotated

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

SECRET = os.environ["JWT_SECRET"]
bearer = HTTPBearer(auto_error=False)


@dataclass
class Caller:
    id: int
    roles: list[str]


async def caller(token: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Caller:
    if token is None:
        raise HTTPException(401, "sign in to do this")
    try:
        claims = jwt.decode(token.credentials, SECRET, algorithms=["HS256"], options={"require": ["exp", "sub"]})
        return Caller(id=int(claims["sub"]), roles=claims["roles"])
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise HTTPException(401, "sign in to do this") from error


def must_be(role: str):
    async def check(caller: Annotated[Caller, Depends(caller)]) -> Caller:
        if role not in caller.roles:
            raise HTTPException(403, "you may not do this")
        return caller

    return check
