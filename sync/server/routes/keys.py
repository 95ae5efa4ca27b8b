"""The cell's key ring in boxes that the server cannot open."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from sync.protocol.messages.keys import RECOVERY, KeyBoxes, PutKeys
from sync.protocol.version import spoken
from sync.server import description, key_boxes
from sync.server.auth import Caller, Shared, body_slot, proven
from sync.server.problems import CONDITION_MISSING, KEYS_MOVED, MALFORMED, RECIPIENT_GONE, UNAUTHORISED
from sync.server.request_body import read_body
from sync.server.responses import no_content, ok, parse_body

router = APIRouter(prefix="/v1/keys", tags=["keys"])


@router.get(
    "",
    summary="Fetch the key ring as it was sealed for this machine, and for the recovery code",
    **description.call(UNAUTHORISED, gives=KeyBoxes),
)
async def get_keys(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with both boxes; null where nobody has put one."""
    boxes = await service.read(key_boxes.get, caller.cell, caller.id)
    signs = await service.read(key_boxes.signed, caller.cell) if spoken(request.headers) > 1 else None
    answer = ok(KeyBoxes(mine=boxes.get(caller.id), recovery=boxes.get(RECOVERY), signed=signs).write())
    if mark := key_boxes.mark_of(boxes.get(RECOVERY)):
        answer.headers["ETag"] = mark
    return answer


@router.put(
    "",
    summary="Put the key ring, sealed for machines of the cell or for the recovery code",
    **description.call(
        MALFORMED, UNAUTHORISED, RECIPIENT_GONE, KEYS_MOVED, CONDITION_MISSING,
        takes=PutKeys, status=204,
    ),
)  # fmt: skip
async def put_keys(
    request: Request,
    caller: Caller,
    service: Shared,
    if_match: Annotated[str, Header(description="Only in place of the version with this ETag.", max_length=80)] = "",
    if_none_match: Annotated[str, Header(description="`*`: only where there are none yet.", max_length=80)] = "",
) -> Response:
    """Keep the boxes in place of earlier ones, all or none."""
    condition = key_boxes.WriteCondition(none_yet=if_none_match == "*", mark=if_match)
    limits = service.limits
    async with body_slot(request, service, caller):
        body = await read_body(request, key_boxes.MAXIMUM_BODY, limits.body_seconds)
        await proven(request, service, caller, body)
    asked = parse_body(PutKeys.read, body)
    here = service.now(), caller.cell, caller.id
    most = limits.key_puts_of_day
    await service.write(key_boxes.put, *here, asked.boxes, condition, asked.signed or {}, most)
    service.watch.wake(caller.cell, by=caller.id)
    return no_content()
