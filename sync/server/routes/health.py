"""A health check for load balancers and monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.engine import Connection

from sync.server.auth import Shared
from sync.server.faults import DatabaseDamaged

router = APIRouter(tags=["health"])


@dataclass(frozen=True, slots=True)
class Health:
    """The server and its database answer."""

    status: Literal["ok"] = "ok"


@router.get("/health", summary="Tell whether the server and its database answer")
async def health(service: Shared) -> Health:
    """Return that all is well. A database that does not answer, or is damaged, makes it 503."""
    await service.read(_answers)
    if service.database.is_damaged:
        raise DatabaseDamaged
    return Health()


def _answers(connection: Connection) -> None:
    connection.execute(text("SELECT 1"))
