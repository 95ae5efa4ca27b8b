"""Dataclasses that a machine stores or passes on as JSON: its account, a key ring, an invitation.

They are read as strictly as messages (:mod:`sync.protocol.message`), and created without checks.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Self

from pydantic import ConfigDict, TypeAdapter, ValidationError

from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets, to_octets
from sync.protocol.message import BASE64, STRICT, WrittenAs, fault_text


class JsonRecord:
    """The base of these dataclasses; their fields have the types of :mod:`sync.protocol.message`."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read its JSON. Raises :class:`Malformed`, which never repeats the values."""
        given = fields.read_any_object(body)
        if missing := cls.__annotations__.keys() - given.keys():
            raise Malformed(f"{cls.__name__} lacks {', '.join(sorted(missing))}")
        try:
            found: Self = cls._adapter().validate_json(body)
        except ValidationError as fault:
            raise Malformed(fault_text(cls.__name__, cls.__annotations__, fault)) from None
        return found

    def to_bytes(self) -> bytes:
        """Return its JSON."""
        return bytes(self._adapter().dump_json(self))

    @classmethod
    @cache
    def _adapter(cls) -> TypeAdapter[Any]:
        return TypeAdapter(cls)


def in_base64(kind: type[JsonRecord], most: int = 64 * 1024, *, absent: str | None = None) -> WrittenAs:
    """Return how a record is written within another: its JSON of at most so many bytes, in base64.

    A record that may be absent is then written as the text ``absent``.
    """

    def decode(text: str) -> JsonRecord | None:
        return None if text == absent else kind.read(to_octets(text))

    def encode(record: JsonRecord | None) -> str:
        return from_octets(record.to_bytes()) if record else absent or ""

    return WrittenAs(BASE64, (most + 2) // 3 * 4, decode, encode, ())
