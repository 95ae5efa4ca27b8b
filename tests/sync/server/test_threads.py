"""What a request takes threads for: the database, and nothing else."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from sync.server.routes import ROUTERS

ROUTES = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def _asked(dependant: Dependant) -> Iterator[object]:
    for one in dependant.dependencies:
        yield one.call
        yield from _asked(one)


def _waits_in_the_loop(dependency: object) -> bool:
    return inspect.iscoroutinefunction(dependency) or inspect.isasyncgenfunction(dependency)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{min(route.methods)} {route.path}")
def test_nothing_that_a_call_depends_on_is_given_a_thread(route: APIRoute) -> None:
    """FastAPI gives a plain function a thread for each request: a millisecond for what only looks up a name."""
    found = [inspect.unwrap(one) for one in _asked(route.dependant) if inspect.isfunction(one)]
    assert found
    assert [one.__name__ for one in found if not _waits_in_the_loop(one)] == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{min(route.methods)} {route.path}")
def test_every_call_waits_in_the_loop(route: APIRoute) -> None:
    assert inspect.iscoroutinefunction(route.endpoint)
