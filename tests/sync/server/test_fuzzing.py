"""Schemathesis over the OpenAPI of a running server: no 5xx, no accepted nonsense, answers as they are described."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.openapi import media_type
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from sync.protocol.parcels import MEDIA_TYPE, to_frames
from tests.sync.central import CentralServer
from tests.sync.server.machine import machine_of
from tests.sync.server.parcels import parcel

CALLS = [
    "GET /health",
    "GET /v1/accounts",
    "POST /v1/accounts",
    "DELETE /v1/accounts/{account}",
    "DELETE /v1/accounts/{account}/invited",
    "POST /v1/invitations",
    "GET /v1/keys",
    "PUT /v1/keys",
    "PUT /v1/membership",
    "GET /v1/heads",
    "POST /v1/parcels",
    "PUT /v1/parcels",
    "POST /v1/parcels/query",
    "POST /v1/parcels/complaints",
    "GET /v1/parcels/complaints",
    "DELETE /v1/parcels/complaints",
    "GET /v1/holdings",
    "GET /v1/removals",
    "POST /v1/removals",
    "PUT /v1/reports/{report}",
    "GET /v1/reports",
    "GET /v1/petitions/answers",
    "GET /v1/verdicts",
]
TAKING = [
    "POST /v1/accounts",
    "PUT /v1/keys",
    "POST /v1/parcels",
    "PUT /v1/parcels",
    "POST /v1/parcels/query",
    "POST /v1/parcels/complaints",
    "POST /v1/removals",
    "PUT /v1/reports/{report}",
]
"""Those that take a body that could be nonsense.

Nonsense in the address of ``GET /v1/heads`` is tried in test_refusals: of a parameter too many with nothing in it
nothing is left in the address, and what then is sent is no nonsense.
"""
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_frames = st.lists(
    st.builds(
        lambda device, first, more: parcel(device, first, first + more),
        st.sampled_from("ab"),
        st.integers(1, 3),
        st.integers(0, 2),
    ),
    max_size=3,
).map(to_frames)
media_type(MEDIA_TYPE, _frames | st.binary(max_size=200))


@pytest.fixture
def server(shared_sqlite: CentralServer) -> CentralServer:
    """A server that the tests share, each as a machine of a cell of its own."""
    return shared_sqlite


def test_every_call_is_described(server: CentralServer) -> None:
    found = {f"{method.upper()} {path}" for path, item in paths(server).items() for method in item}
    assert found == set(CALLS)


def paths(server: CentralServer) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{server.url}/openapi.json", timeout=60).json()["paths"]
    return found


@pytest.mark.parametrize("call", CALLS)
def test_no_call_fails_over_what_is_described(server: CentralServer, call: str) -> None:
    fuzz(server, call, GenerationMode.POSITIVE, CHECKS)


@pytest.mark.parametrize("call", TAKING)
def test_no_call_takes_nonsense(server: CentralServer, call: str) -> None:
    fuzz(server, call, GenerationMode.NEGATIVE, [*CHECKS, negative_data_rejection])


def fuzz(server: CentralServer, call: str, mode: GenerationMode, checks: list[Any]) -> None:
    """Send a call, as an enrolled machine, what its description allows or forbids."""
    with httpx.Client(base_url=server.url, timeout=60) as http:
        machine = machine_of(http, server, server.new_cell())
    method, path = call.split()
    operation = schemathesis.openapi.from_url(f"{server.url}/openapi.json")[path][method]

    @settings(max_examples=25, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(mode))
    def send(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=server.url, headers=machine.headers, checks=checks, timeout=60)

    send()
