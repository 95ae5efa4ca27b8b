"""The base class of all messages, and the types of their values.

A message is a frozen pydantic model. Each member is declared once: its name, its bounds, and its form in JSON. Both
sides read and write by that, and the server's OpenAPI is made from it. Missing and additional members are refused, and
so are values of another type.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, StringConstraints, ValidationError
from pydantic_core import CoreSchema, core_schema

from models.domain import limits
from models.domain.clock import to_text
from sync.protocol import fields
from sync.protocol.fields import Malformed

STRICT = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Message(BaseModel):
    """A JSON object that goes over the wire."""

    model_config = STRICT

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read it. Raises :class:`Malformed`, which names the member and never repeats the value."""
        fields.read_any_object(body)  # pydantic accepts duplicate members and takes the last
        try:
            return cls.model_validate_json(body)
        except ValidationError as fault:
            raise Malformed(fault_text(cls.__name__, cls.model_fields, fault)) from None

    def write(self) -> bytes:
        """Return its JSON."""
        return self.model_dump_json().encode()


def fault_text(name: str, known: Container[Any], fault: ValidationError) -> str:
    """Return the error: the message, its member if that is a ``known`` one, and pydantic's kind of error."""
    first = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    place = next((f".{member}" for member in first["loc"][:1] if member in known), "")
    return f"{name}{place} is of another form: {first['type']}"


@dataclass(frozen=True, slots=True)
class WrittenAs:
    """A Python value that is a text in JSON: its pattern, its parser, and its writer."""

    pattern: str
    most: int
    decode: Callable[[str], Any]
    encode: Callable[[Any], str]
    bounds: tuple[tuple[str, Any], ...]
    """Constraints that pydantic checks on the Python value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return pydantic's schema for reading and writing it."""
        text = core_schema.str_schema(pattern=f"^{self.pattern}$", max_length=self.most)
        write = core_schema.plain_serializer_function_ser_schema(
            self.encode, return_schema=core_schema.str_schema(), when_used="json"
        )
        read = core_schema.no_info_after_validator_function(self.decode, text)
        value = cast(CoreSchema, {**handler(source), **dict(self.bounds)})
        return core_schema.json_or_python_schema(read, value, serialization=write)


def base64_of(length: int) -> WrittenAs:
    """Return the type of bytes of a length, as canonical base64 (RFC 4648, 4)."""
    whole, rest = divmod(length, 3)
    pattern = f"[A-Za-z0-9+/]{{{whole * 4}}}{('', _ONE, _TWO)[rest]}"
    return WrittenAs(pattern, (length + 2) // 3 * 4, fields.to_octets, fields.from_octets, _sized(length, length))


def base64_up_to(most: int) -> WrittenAs:
    """Return the type of at most so many bytes, as canonical base64."""
    return WrittenAs(BASE64, (most + 2) // 3 * 4, _at_most(most), fields.from_octets, _sized(0, most))


_ONE, _TWO = "[A-Za-z0-9+/][AQgw]==", "[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]="
"""The end of the canonical base64 of one byte and of two: unused bits are 0."""
BASE64 = f"([A-Za-z0-9+/]{{4}})*({_ONE}|{_TWO})?"


def _sized(least: int, most: int) -> tuple[tuple[str, Any], ...]:
    return ("min_length", least), ("max_length", most)


def _at_most(most: int) -> Callable[[str], bytes]:
    def decode(text: str) -> bytes:
        found = fields.to_octets(text)
        if len(found) > most:
            raise ValueError
        return found

    return decode


MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
STATE = "[0-9a-f]{32}"

Identifier = Annotated[str, StringConstraints(pattern=f"^{fields.ID}$")]
Seq = Annotated[int, Field(ge=0, le=limits.SEQ)]
Number = Annotated[int, Field(ge=1, le=limits.SEQ)]
Code = Annotated[str, StringConstraints(pattern="^[a-z2-7]{32}$"), Field(repr=False)]
Token = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9_-]{43}$"), Field(repr=False)]
Address = Annotated[str, StringConstraints(pattern=f"^{fields.ADDRESS}$")]
State = Annotated[str, StringConstraints(pattern=f"^{STATE}$")]
"""The name of a state of the heads."""
Digest = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Key = Annotated[bytes, base64_of(32)]
"""A public key, or a MAC."""
Signature = Annotated[bytes, base64_of(64)]
Tag = Annotated[bytes, WrittenAs(STATE, 32, bytes.fromhex, bytes.hex, _sized(fields.TAG_BYTES, fields.TAG_BYTES))]
Moment = Annotated[datetime, WrittenAs(MOMENT, 24, fields.moment, to_text, (("tz_constraint", "aware"),))]
Name = Annotated[str, Field(max_length=limits.NAME)]
Remark = Annotated[str, Field(max_length=limits.REMARK)]
