"""Strict parsers of foreign JSON: no missing members, no additional ones, no other types.

Messages are read by :mod:`sync.protocol.message`; these readers are for a machine's own files, as the account is read
where pydantic is not loaded yet. The writer of the JSON may be broken, old or hostile. Every fault raises
:class:`Malformed`, whose text names the place and never repeats the value.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from models.domain.clock import from_text, to_text

T = TypeVar("T")
Reader = Callable[[Any], T]

TAG_BYTES = 16
ID = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,35}"
_ID = re.compile(ID, re.ASCII)


class Malformed(ValueError):
    """Bytes are not a valid message."""


def read_object(body: bytes, **readers: Reader[Any]) -> dict[str, Any]:
    """Return the members of a JSON object in UTF-8 with exactly these members; duplicate keys and NaN are refused."""
    return members(read_any_object(body), **readers)


def read_any_object(body: bytes) -> dict[str, Any]:
    """Return any JSON object in UTF-8; duplicate keys and NaN are refused."""
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Malformed("a JSON object is expected") from None
    if not isinstance(value, dict):
        raise Malformed("a JSON object is expected")
    return value


def members(value: Any, **readers: Reader[Any]) -> dict[str, Any]:
    """Return the members of an object with exactly these members."""
    if not isinstance(value, dict) or value.keys() != readers.keys():
        raise Malformed(f"an object with {', '.join(sorted(readers)) or 'nothing in it'} is expected")
    return {name: reader(value[name]) for name, reader in readers.items()}


def text(pattern: str) -> Reader[str]:
    """Read a text that a regular expression matches entirely."""
    compiled = re.compile(pattern, re.ASCII)

    def read(value: Any) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise Malformed("a text of another form is expected")
        return value

    return read


def identifier(value: Any) -> str:
    """Read an id: up to 36 letters, digits, ``-``, ``_``, ``.``."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Malformed("an id is expected")
    return value


def octets(length: int | None = None, most: int = 64 * 1024) -> Reader[bytes]:
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


def optional(reader: Reader[T]) -> Reader[T | None]:
    """Read null or a value."""
    return lambda value: None if value is None else reader(value)


def listed(reader: Reader[T], most: int) -> Reader[tuple[T, ...]]:
    """Read a list of at most ``most`` values."""

    def read(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise Malformed(f"a list of at most {most} is expected")
        return tuple(reader(one) for one in value)

    return read


def free_text(most: int) -> Reader[str]:
    """Read a free text of at most ``most`` letters."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise Malformed(f"a text of at most {most} letters is expected")
        return value

    return read


def moment(value: Any) -> datetime:
    """Read a time as :func:`models.domain.clock.to_text` writes it."""
    try:
        found = from_text(value)
        if to_text(found) == value:
            return found
    except (ValueError, TypeError, OverflowError):
        pass
    raise Malformed("a time is expected")


def to_json(value: Mapping[str, Any]) -> bytes:
    """Return an object as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_number(_text: str) -> Any:
    raise ValueError("no number of JSON")
