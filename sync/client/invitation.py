"""Invitations: one line of text, ``chibo1:…``, by which a machine joins a cell.

It holds the server's address, a single-use code, and the cell's key ring; one from an administrator, for a cell's first
machine, holds no keys. Everybody who has it can join while its code is valid: it is handed over in person, or by a
file.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from models.domain.errors import Refused
from models.domain.language import N_
from sync.client.address import checked_address
from sync.keys.ring import KeyRing
from sync.protocol.json_record import JsonRecord, in_base64
from sync.protocol.message import Address, Code

PREFIX = "chibo1:"
MAXIMUM = 64 * 1024
_NONE = N_("This is no invitation. It is one long line that begins with “chibo1:”; copy the whole of it.")
_NO_CODE = N_("This is no code of a server: it has 32 letters and digits.")


@dataclass(frozen=True, slots=True)
class Invitation(JsonRecord):
    """The content of an invitation; ``records`` is the id of the cell in its own records, empty for any cell."""

    server: Address
    code: Code = field(repr=False)
    ring: Annotated[KeyRing | None, in_base64(KeyRing, absent="")] = field(default=None, repr=False)
    records: Annotated[str, Field(max_length=36)] = ""

    def to_text(self) -> str:
        """Return the line of text."""
        body = self.to_bytes()
        checked = zlib.crc32(body).to_bytes(4, "big") + body  # a truncated or mistyped line is reported as such
        return PREFIX + base64.urlsafe_b64encode(checked).decode().rstrip("=")

    @classmethod
    def from_text(cls, text: str) -> Invitation:
        """Read the line, wrapped by a mail program or not.

        Raises :class:`Refused` when it is invalid or incomplete, :class:`WrongUsage` when its address is.
        """
        line = "".join(text.split())
        if not line.startswith(PREFIX) or len(line) > MAXIMUM:
            raise Refused(_NONE)
        try:
            found = cls.read(_decoded(line.removeprefix(PREFIX)))
        except ValueError:
            raise Refused(_NONE) from None
        checked_address(found.server)
        return found

    @classmethod
    def from_code(cls, code: str, server: str) -> Invitation:
        """Return the invitation for a code that came without the server's address.

        Raises :class:`Refused` for the code, :class:`WrongUsage` for the address.
        """
        address = checked_address(server.strip().rstrip("/"))
        try:
            return cls.read(cls(address, "".join(code.split()).lower()).to_bytes())
        except ValueError:
            raise Refused(_NO_CODE) from None


def _decoded(text: str) -> bytes:
    whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    checksum, body = whole[:4], whole[4:]
    if zlib.crc32(body).to_bytes(4, "big") != checksum:
        raise ValueError("not whole")
    return body
