"""Strict parsers of single foreign values, and the rules of JSON that pydantic does not have.

Messages and a machine's own files are read by :mod:`sync.protocol.message`. The writer may be faulty, old or malicious.
Every error raises :class:`Malformed`, whose text never repeats the value.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.domain.clock import from_text, to_text

TAG_BYTES = 16
ID = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}"
ADDRESS = r"https?://[^\s?#@]{1,255}"
"""The address of a server."""
_ID = re.compile(ID, re.ASCII)


class Malformed(ValueError):
    """Bytes are not a valid message."""


def read_any_object(body: bytes) -> dict[str, Any]:
    """Return any JSON object in UTF-8; duplicate keys and NaN are refused."""
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Malformed("a JSON object is expected") from None
    if not isinstance(value, dict):
        raise Malformed("a JSON object is expected")
    return value


def identifier(value: Any) -> str:
    """Read an id: up to 36 letters, digits, ``-``, ``_``, ``.``."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Malformed("an id is expected")
    return value


def octets(length: int | None = None, most: int = 64 * 1024) -> Callable[[Any], bytes]:
    """Read bytes from canonical base64 (RFC 4648, 4), of an exact length if one is given."""

    def read(value: Any) -> bytes:
        if not isinstance(value, str) or len(value) > most * 2:
            raise Malformed("base64 is expected")
        try:
            found = base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            raise Malformed("base64 is expected") from None
        if from_octets(found) != value or len(found) > most or len(found) != (length or len(found)):
            raise Malformed("base64 of another length is expected")
        return found

    return read


def to_octets(text: str) -> bytes:
    """Return the bytes of base64."""
    return base64.b64decode(text, validate=True)


def from_octets(value: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(value).decode("ascii")


def moment(value: Any) -> datetime:
    """Read a time as :func:`models.domain.clock.to_text` writes it."""
    try:
        found = from_text(value)
        if to_text(found) == value:
            return found
    except (ValueError, TypeError, OverflowError):
        pass
    raise Malformed("a time is expected")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_text: str) -> Any:
    raise ValueError("no number of JSON")
