"""Verifies a file of any kind, detected by its first bytes; reads public keys as a person gives them."""

from __future__ import annotations

from pathlib import Path

from models.domain.errors import DataFileWrong, WrongUsage
from models.domain.language import N_
from models.domain.text_file import decode_unicode, read_text
from sync.keys.ring import KeyRing
from sync.protocol import fields
from sync.protocol.envelope import PUBLIC_KEY
from sync.protocol.fields import Malformed
from sync.reports import pdf
from sync.reports.envelope import EnvelopeVerdict, Trust, Verified, public_key, verify

LARGEST = 64 * 1024 * 1024
_KEY = fields.octets(PUBLIC_KEY)


def verify_file(path: Path, *keys: bytes, printed: str = "", home: Path | None = None) -> Verified:
    """Check a file, offline. Raises :class:`DataFileWrong` when it cannot be read or is far too large.

    A PDF can also be checked against the digest printed on it, and against the records of the cell in the folder
    ``home``.
    """
    document = _read(path)
    if document.startswith(pdf.HEAD):
        return pdf.verify_pdf(document, Trust(keys, printed, home))
    document = _as_utf_8(document)
    return verify(document, *keys) if document.startswith(b"{") else Verified(EnvelopeVerdict.UNREADABLE)


def is_pdf(path: Path) -> bool:
    """Tell whether a file begins as a PDF does."""
    try:
        with path.open("rb") as file:
            return file.read(len(pdf.HEAD)) == pdf.HEAD
    except OSError:
        return False


def read_keys(text: str) -> tuple[bytes, ...]:
    """Return the public keys given by a person: one in base64, or the path of a file with one per line.

    A key may be followed by its id, as “chibo report key” prints it. Raises :class:`WrongUsage` for anything else.
    """
    if found := _key(text):
        return (found,)
    path = Path(text)
    words = [line.split()[0] for line in _lines(path) if line.strip()]
    keys = [key for key in map(_key, words) if key]
    if not keys or len(keys) != len(words):
        raise WrongUsage(
            N_("“{text}” is no public key, and no file with one; “chibo report key” prints the cell's."), text=text
        )
    return tuple(keys)


def public_keys(ring: KeyRing) -> list[tuple[str, bytes]]:
    """Return id and public key of every key of a cell, the one in use first: older documents are signed with older
    ones.
    """
    return [(key.id, public_key(key.seed)) for key in ring.keys]


def _as_utf_8(document: bytes) -> bytes:
    """Return a document without a byte order mark, and converted from UTF-16, as editors may have saved it."""
    try:
        return decode_unicode(document)[0].encode()
    except UnicodeError:
        return document


def _key(text: str) -> bytes | None:
    try:
        return _KEY(text.strip())
    except Malformed:
        return None


def _lines(path: Path) -> list[str]:
    try:
        return read_text(path).splitlines() if path.is_file() else []
    except (OSError, ValueError):  # a text that cannot be a path, a file that is not text
        return []


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size <= LARGEST:
            return path.read_bytes()
    except OSError as fault:
        raise DataFileWrong(N_("{path} cannot be read: {detail}."), path=path, detail=fault.strerror) from None
    raise DataFileWrong(N_("{path} is too large for a report or minutes of chibo; choose another file."), path=path)
