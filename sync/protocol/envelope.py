"""The signed envelope of reports and of sealed minutes (docs/report.md): its strict shape, hashes and signature.

Each section of the content has its hash in the envelope, and the signature covers the hashes and the head, not the
content itself: so a section that was changed can be named although the signature still fits.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, StringConstraints

from models.store.entry import to_json
from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets
from sync.protocol.message import Digest, Identifier, Key, Message, Signature

FORMAT: Final = "chibo-report/1"
MAXIMUM_DOCUMENT = 8 * 1024 * 1024
MAXIMUM_SECTIONS = 64
SIGNATURE = 64
PUBLIC_KEY = 32
PARAGRAPHS = "paragraphs"
"""The section with a hash for each line of the minutes' text."""


class EnvelopeKind(StrEnum):
    """Kinds of content of an envelope."""

    REPORT = "report"
    MINUTES = "minutes"


Section = Annotated[str, StringConstraints(pattern="^[a-z][a-z_]{0,31}$")]
_SECTIONS = Field(min_length=1, max_length=MAXIMUM_SECTIONS)


class Envelope(Message):
    """A document of the cell, in canonical JSON; the signature is over all but content and signature.

    ``sections`` are the hashes of the content's sections, ``key`` the public Ed25519 key.
    """

    format: Literal["chibo-report/1"]
    kind: EnvelopeKind
    content: Annotated[dict[Section, Any], _SECTIONS]
    """Whole numbers only; “cell” and “meeting” have an “id”."""
    sections: Annotated[dict[Section, Digest], _SECTIONS]
    key_id: Identifier
    key: Key
    signature: Signature

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read an envelope without checking hashes and signature.

        Raises :class:`Malformed` when its form is invalid.
        """
        if len(body) > MAXIMUM_DOCUMENT:
            raise Malformed("a shorter document is expected")
        found = super().read(body)
        try:
            _check_plain(found.content)
        except (UnicodeEncodeError, RecursionError):
            raise Malformed("text in UTF-8 is expected") from None
        return found

    @classmethod
    def read(cls, body: bytes) -> Self:
        """Read an intact envelope: canonical, all hashes and the signature match. Raises :class:`Malformed`."""
        found = cls.parse(body)
        if found.write() != body:
            raise Malformed("canonical JSON is expected")
        if found.changed():
            raise Malformed("content that fits its hashes is expected")
        if not found.is_signed():
            raise Malformed("a signature that fits is expected")
        return found

    def write(self) -> bytes:
        """Return its bytes."""
        return canonical(self._head() | {"content": dict(self.content), "signature": from_octets(self.signature)})

    def signed_part(self) -> bytes:
        """Return the signed part: everything except the content, which is represented by its hashes."""
        return canonical(self._head())

    def changed(self) -> tuple[str, ...]:
        """Return the names of the sections that do not match their hash, are missing, or were added."""
        names = sorted(self.content.keys() | self.sections.keys())
        return tuple(name for name in names if not self._fits(name))

    def is_signed(self) -> bool:
        """Tell whether the signature matches head and hashes, with the key in the envelope (RFC 8032)."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(self.signature, self.signed_part())
        except (InvalidSignature, ValueError):
            return False
        return True

    def _fits(self, name: str) -> bool:
        return name in self.content and section_hash(self.content[name]) == self.sections.get(name)

    def _head(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "kind": self.kind.value,
            "sections": dict(self.sections),
            "key_id": self.key_id,
            "key": from_octets(self.key),
        }


def canonical(value: object) -> bytes:
    """Return the canonical JSON of a value: keys sorted, no spaces, UTF-8."""
    return to_json(value).encode()


def section_hash(section: object) -> str:
    """Return the SHA-256 of a section's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(section)).hexdigest()


def check_report(body: bytes) -> Envelope:
    """Return a report.

    Raises :class:`Malformed` unless it is an intact one of some cell's meeting, signed with its key.
    """
    found = Envelope.read(body)
    if found.kind is not EnvelopeKind.REPORT:
        raise Malformed("a report is expected")
    for name in ("cell", "meeting"):
        section = found.content.get(name)
        fields.identifier(section.get("id") if isinstance(section, dict) else None)
    return found


def _check_plain(content: Any) -> None:
    """Raise :class:`Malformed` for a fraction, and an encoding error for text that UTF-8 cannot represent."""
    canonical(content)
    waiting = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, float):
            raise Malformed("whole numbers are expected")
        if isinstance(value, (dict, list)):
            waiting.extend(value.values() if isinstance(value, dict) else value)
