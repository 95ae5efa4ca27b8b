"""Invitations: one line of text, ``chibo1:…``, by which a machine joins a cell.

It holds the server's address, a single-use code, and the cell's key ring; one from an administrator, for a cell's first
machine, holds no keys. Everybody who has it can join while its code is valid: it is handed over in person, or by a
file.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass, field

from models.domain.errors import Refused
from models.domain.language import N_
from sync.keys.ring import KeyRing
from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets, to_json

PREFIX = "chibo1:"
MAXIMUM = 64 * 1024
_NONE = N_("This is no invitation. It is one long line that begins with “chibo1:”; copy the whole of it.")
_NO_CODE = N_("This is no code of a server at https://…: it has 32 letters and digits.")
_CODE = fields.text(r"[a-z2-7]{32}")
_ADDRESS = fields.text(r"https?://[^\s?#@]{1,255}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """The content of an invitation; ``records`` is the id of the cell in its own records, empty for any cell."""

    server: str
    code: str = field(repr=False)
    ring: KeyRing | None = field(default=None, repr=False)
    records: str = ""

    def to_text(self) -> str:
        """Return the line of text."""
        body = to_json(
            {
                "server": self.server,
                "code": self.code,
                "ring": from_octets(self.ring.to_bytes()) if self.ring else "",
                "records": self.records,
            }
        )
        checked = zlib.crc32(body).to_bytes(4, "big") + body  # a truncated or mistyped line is reported as such
        return PREFIX + base64.urlsafe_b64encode(checked).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> Invitation:
        """Read the line, wrapped by a mail program or not. Raises :class:`Refused` when it is invalid or incomplete."""
        line = "".join(text.split())
        if not line.startswith(PREFIX) or len(line) > MAXIMUM:
            raise Refused(_NONE)
        try:
            return cls._read(_decoded(line.removeprefix(PREFIX)))
        except (Malformed, binascii.Error, ValueError):
            raise Refused(_NONE) from None

    @classmethod
    def from_code(cls, code: str, server: str) -> Invitation:
        """Return the invitation for a code that came without the server's address. Raises :class:`Refused`."""
        try:
            return cls(_ADDRESS(server.rstrip("/")), _CODE("".join(code.split()).lower()))
        except Malformed:
            raise Refused(_NO_CODE) from None

    @classmethod
    def _read(cls, body: bytes) -> Invitation:
        found = fields.read_object(
            body, server=_ADDRESS, code=_CODE, ring=fields.free_text(MAXIMUM), records=fields.free_text(36)
        )
        ring = KeyRing.read(fields.octets()(found["ring"])) if found["ring"] else None
        return cls(found["server"], found["code"], ring, found["records"])


def _decoded(text: str) -> bytes:
    whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    checksum, body = whole[:4], whole[4:]
    if zlib.crc32(body).to_bytes(4, "big") != checksum:
        raise ValueError("not whole")
    return body
