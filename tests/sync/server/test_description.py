"""What ``/openapi.json`` says of the messages is what their readers take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sync.server.app import create_app
from sync.server.settings import Settings
from tests.sync.protocol import golden
from tests.sync.protocol.examples import EXAMPLES

TAKEN = dict(line.split(": ", 1) for line in golden.TAKEN.read_text(encoding="utf-8").split("\n")[:-1])
BEYOND = {
    *("time of no day", "time of no hour", "time of year 1", "time of year 9999"),
    *("16385 bytes", "1.0"),
}
"""What a schema cannot tell: which days there are, how many bytes a base64 of so many letters is, and that 1.0 is a
fraction.
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the description."""
    home: Path = tmp_path_factory.mktemp("server")
    return create_app(Settings(home=home)).openapi()


def test_every_message_is_described_as_it_is_read(document: dict[str, Any]) -> None:
    differing = []
    schemas = {name: jsonschema_rs.validator_for(_schema(document, name)) for name in EXAMPLES}
    for name, path, changed in golden.probes():
        taken = f", {TAKEN[f'{name} {path}']},"
        for label, content in changed.items():
            if label not in BEYOND and schemas[name].is_valid(content) != (f", {label}," in taken):
                differing.append(f"{name} {path}: {label}")
    assert differing == []


def test_every_reference_leads_to_a_message(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for name in document["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text
    jsonschema_rs.validator_for({"components": document["components"], "$ref": "#/components/schemas/PutKeys"})


def _schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    kind = type(EXAMPLES[name]).__name__
    return {"components": document["components"], "$ref": f"#/components/schemas/{kind}"}
