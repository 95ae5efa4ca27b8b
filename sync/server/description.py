"""The OpenAPI description of the calls: bodies from the messages of :mod:`sync.protocol`, and the possible refusals.

A route reads its body itself (:mod:`sync.server.request_body`), with limits and a signature, so FastAPI cannot see its
type and the route names it here. pydantic makes the schemas on the first request of ``/openapi.json``.
"""

from __future__ import annotations

from typing import Any, Literal

from fastapi import FastAPI
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import DictSchema

from sync.protocol import fields, parcels
from sync.protocol.message import MOMENT, STATE, Message
from sync.server.problems import MEDIA_TYPE, ProblemKind
from sync.server.request_body import JSON

Schema = dict[str, Any]
Body = type[Message] | Schema

ID = f"^{fields.ID}$"
STATE_OR_NOTHING = f"^({STATE})?$"
MOMENT_OR_NOTHING = f"^({MOMENT})?$"
PARCELS: Schema = {"type": "string", "contentMediaType": parcels.MEDIA_TYPE, "description": parcels.__doc__}
PROBLEM: Schema = {
    "type": "object",
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}},
    "required": ["type", "title", "status"],
}
_REFERENCE = "#/components/schemas/{model}"
_named: set[type[Message]] = set()


def call(
    *refusals: ProblemKind,
    takes: Body | None = None,
    takes_media: str = JSON,
    gives: Body | None = None,
    gives_media: str = JSON,
    status: int = 200,
    again: int | None = None,
) -> dict[str, Any]:
    """Return the arguments of a route that describe its bodies and its possible refusals.

    ``again`` is the status for a repeated request.
    """
    responses: dict[int | str, Any] = {int(kind.status): _problem(kind) for kind in refusals}
    responses["default"] = {"description": "Refused or failed", "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    if gives is not None:
        responses[status] = {"description": "Done", "content": {gives_media: {"schema": _schema(gives)}}}
    if again is not None and gives is not None:
        responses[again] = {"description": "Done before", "content": {gives_media: {"schema": _schema(gives)}}}
    extra: dict[str, Any] = {"responses": {str(number): answer for number, answer in responses.items()}}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": {takes_media: {"schema": _schema(takes)}}}
    return {"openapi_extra": extra, "status_code": status, "response_model": None}


def describe(app: FastAPI) -> None:
    """Add the messages that the routes name to the application's OpenAPI."""
    routes = app.openapi

    def openapi() -> dict[str, Any]:
        document = routes()
        models: list[tuple[type[Message], Literal["validation"]]] = [(one, "validation") for one in _named]
        _, found = models_json_schema(models, ref_template=_REFERENCE, schema_generator=_StrictSchema)
        document["components"].setdefault("schemas", {}).update(found["$defs"])
        return document

    app.openapi = openapi  # type: ignore[method-assign]


class _StrictSchema(GenerateJsonSchema):
    """Schemas as pydantic reads them: objects without additional members."""

    def dict_schema(self, schema: DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        return found | {"additionalProperties": False} if "patternProperties" in found else found


def _schema(body: Body) -> Schema:
    if isinstance(body, dict):
        return body
    _named.add(body)
    return {"$ref": _REFERENCE.format(model=body.__name__)}


def _problem(kind: ProblemKind) -> dict[str, Any]:
    return {"description": kind.sentence, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
