"""The calls' bodies as OpenAPI describes them: the same bounds as the readers of :mod:`sync.protocol` keep."""

from __future__ import annotations

from typing import Any

from sync.protocol import envelope, messages, parcels
from sync.protocol.fields import MAXIMUM_SEQ
from sync.server.bodies import JSON
from sync.server.problems import MEDIA_TYPE, Kind
from sync.server.reports import MAXIMUM_REMARK
from sync.vocabulary import ReportState

Schema = dict[str, Any]


def text(pattern: str) -> Schema:
    """Describe a text of a form."""
    return {"type": "string", "pattern": f"^{pattern}$"}


def entity(**properties: Schema) -> Schema:
    """Describe an object with exactly these members."""
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def with_optional(described: Schema, **properties: Schema) -> Schema:
    """Describe an object with members that may be left out as well."""
    return described | {"properties": described["properties"] | properties}


def mapping(values: Schema, most: int) -> Schema:
    """Describe an object from ids to something."""
    return {"type": "object", "additionalProperties": values, "propertyNames": ID, "maxProperties": most}


def or_null(schema: Schema) -> Schema:
    """Describe something that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


ID = text(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}")
KEY = text(r"[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
"""The base64 of 32 bytes."""
BOX: Schema = {"type": "string", "contentEncoding": "base64", "maxLength": messages.MAXIMUM_KEY_BOX * 4 // 3 + 3}
CODE = text(r"[a-z2-7]{32}")
STATE = text(r"[0-9a-f]{32}")
TAG = STATE
MOMENT_OR_NOTHING = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z)?$"
MOMENT: Schema = {"type": "string", "format": "date-time"}
SEQ: Schema = {"type": "integer", "minimum": 0, "maximum": MAXIMUM_SEQ}
HEADS = mapping(entity(seq=SEQ | {"minimum": 1}, tag=TAG), messages.MAXIMUM_DEVICES)

ENROL = entity(code=CODE, seal_key=KEY, sign_key=KEY, mac=KEY)
ENROLLED = entity(account=ID, token=text("[A-Za-z0-9_-]{43}"), cell=ID)
ACCOUNT = entity(
    id=ID,
    seal_key=KEY,
    sign_key=KEY,
    mac=KEY,
    created_at=MOMENT,
    last_seen=or_null(MOMENT),
    revoked_at=or_null(MOMENT),
)
ACCOUNTS = entity(accounts={"type": "array", "items": ACCOUNT})
INVITATION = entity(code=CODE, expires_at=MOMENT)
MEMBERSHIP = entity(key=KEY)
_SIGNS = mapping(
    entity(
        version={"type": "integer", "minimum": 1, "maximum": messages.MAXIMUM_VERSION},
        by=ID,
        signature=text(r"[A-Za-z0-9+/]{85}[AQgw]=="),
    ),
    messages.MAXIMUM_RECIPIENTS,
)
KEYS = with_optional(entity(mine=or_null(BOX), recovery=or_null(BOX)), signed=_SIGNS)
PUT_KEYS = with_optional(entity(boxes=mapping(BOX, messages.MAXIMUM_RECIPIENTS)), signed=_SIGNS)
HEADS_ANSWER = entity(heads=HEADS, state=STATE)
PUT_ANSWER = entity(heads=HEADS)
QUERY = entity(have=mapping(SEQ, messages.MAXIMUM_DEVICES), limit={"type": "integer", "minimum": 1, "maximum": 10_000})
PARCELS: Schema = {"type": "string", "contentMediaType": parcels.MEDIA_TYPE, "description": parcels.__doc__}
_NUMBER = SEQ | {"minimum": 1}
_PLACE = {"device": ID, "first": _NUMBER, "last": _NUMBER, "previous_tag": TAG, "head_tag": TAG}
COMPLAINT = entity(**_PLACE)
WANTED = entity(
    parcels={
        "type": "array",
        "maxItems": messages.MAXIMUM_WANTED,
        "items": entity(**_PLACE, mine={"type": "boolean"}),
    }
)
REMOVED = entity(removed={"type": "array", "items": entity(device=ID, first=_NUMBER, parcels=_NUMBER)})
_SECTIONS: Schema = {
    "type": "object",
    "propertyNames": text(r"[a-z][a-z_]{0,31}"),
    "minProperties": 1,
    "maxProperties": envelope.MAXIMUM_SECTIONS,
}
REPORT = entity(
    format={"const": envelope.FORMAT},
    kind={"const": envelope.Kind.REPORT.value},
    content=_SECTIONS | {"description": "Whole numbers only; “cell” and “meeting” have an “id”."},
    sections=_SECTIONS | {"additionalProperties": text(r"[0-9a-f]{64}")},
    key_id=ID,
    key=KEY,
    signature=text(r"[A-Za-z0-9+/]{85}[AQgw]=="),
) | {"description": "Canonical JSON; the signature is over all but content and signature."}
REPORT_STATUS = entity(
    id=ID,
    state={"type": "string", "enum": [state.value for state in ReportState]},
    remark={"type": "string", "maxLength": MAXIMUM_REMARK},
    received_at=MOMENT,
    decided_at=or_null(MOMENT),
)
REPORTS = entity(reports={"type": "array", "items": REPORT_STATUS})
PETITION_ANSWERS = entity(
    answers={
        "type": "array",
        "maxItems": messages.MAXIMUM_ANSWERS,
        "items": entity(
            id=ID,
            answer={"type": "string", "maxLength": messages.MAXIMUM_PETITION_ANSWER},
            by={"type": "string", "maxLength": messages.MAXIMUM_NAME},
            answered_at=MOMENT,
        ),
    },
    more={"type": "boolean"},
)
_BY = {"type": "string", "maxLength": messages.MAXIMUM_NAME}
_REMARK = {"type": "string", "maxLength": messages.MAXIMUM_REMARK}
_COUNT = {"type": "integer", "minimum": 0, "maximum": messages.MAXIMUM_POINTS}
_HALF = {"type": "integer", "enum": [1]}
VERDICTS = entity(
    points={
        "type": "array",
        "maxItems": messages.MAXIMUM_ANSWERS,
        "items": with_optional(
            entity(report=ID, points=_COUNT, of=_COUNT, remark=_REMARK, by=_BY, at=MOMENT), half=_HALF, half_of=_HALF
        ),
    },
    praise={
        "type": "array",
        "maxItems": messages.MAXIMUM_ANSWERS,
        "items": entity(id=ID, text=_REMARK, by=_BY, at=MOMENT, withdrawn_at=or_null(MOMENT)),
    },
    until=or_null(MOMENT),
    more={"type": "boolean"},
)
PROBLEM: Schema = {
    "type": "object",
    "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}},
    "required": ["type", "title", "status"],
}


def call(
    *refusals: Kind,
    takes: Schema | None = None,
    takes_media: str = JSON,
    gives: Schema | None = None,
    gives_media: str = JSON,
    status: int = 200,
    again: int | None = None,
) -> dict[str, Any]:
    """Return the arguments of a route that describe its bodies, and how it may refuse.

    ``again`` is the status of what was done before and is asked for once more.
    """
    responses: dict[int | str, Any] = {int(kind.status): _problem(kind) for kind in refusals}
    responses["default"] = {"description": "Refused or failed", "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
    if gives is not None:
        responses[status] = {"description": "Done", "content": {gives_media: {"schema": gives}}}
    if again is not None:
        responses[again] = {"description": "Done before", "content": {gives_media: {"schema": gives}}}
    extra: dict[str, Any] = {"responses": {str(number): answer for number, answer in responses.items()}}
    if takes is not None:
        extra["requestBody"] = {"required": True, "content": {takes_media: {"schema": takes}}}
    return {"openapi_extra": extra, "status_code": status, "response_model": None}


def _problem(kind: Kind) -> dict[str, Any]:
    return {"description": kind.sentence, "content": {MEDIA_TYPE: {"schema": PROBLEM}}}
