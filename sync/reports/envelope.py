"""Signs documents that are sent, and verifies them offline: ``sign(content, kind, key_id, seed)``,
``verify(document)``.

The envelope is described in docs/report.md; its form is :mod:`sync.protocol.envelope`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from pathlib import Path
from typing import Any

from models.documents.rendering.pdf_comparison import Found
from models.domain.seal import line_seals
from sync.protocol.envelope import FORMAT, PARAGRAPHS, SIGNATURE, Envelope, EnvelopeKind, section_hash
from sync.protocol.fields import Malformed

MINUTES = "minutes"


class EnvelopeVerdict(StrEnum):
    """The result of a check; see docs/report.md."""

    WHOLE = "whole"
    CHANGED = "changed"
    FORGED = "forged"
    OTHER_KEY = "other_key"
    REWRITTEN = "rewritten"
    UNREADABLE = "unreadable"
    NOT_REPEATED = "not_repeated"
    UNCONFIRMED = "unconfirmed"
    OTHER_DIGEST = "other_digest"
    OTHER_RECORDS = "other_records"


class Confirmation(StrEnum):
    """Evidence that an intact document is the cell's."""

    KEY = "key"
    RECORDS = "records"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Trust:
    """What a document is checked against: public keys, a printed digest, the folder of the person's own cell."""

    keys: tuple[bytes, ...] = ()
    printed: str = ""
    home: Path | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """The details of a check.

    ``sections`` do not match their hashes; ``paragraphs`` are the numbers of the changed lines of the minutes' text
    (from 1, as it reads now), ``missing`` the number of removed lines. ``signed``: the signature matches, so that the
    list of hashes is the cell's own. ``envelope`` is ``None`` for an invalid document, or an unsigned one.

    Of a PDF: ``differences`` of its pages from those drawn again, ``fields`` that differ from the cell's own records,
    ``digest`` of the whole paper, ``text`` of the minutes for reading, and the versions that drew it (``rendering``) if
    it cannot be drawn here; ``later_addenda`` are in the cell's records and not on it.
    """

    verdict: EnvelopeVerdict
    sections: tuple[str, ...] = ()
    paragraphs: tuple[int, ...] = ()
    missing: int = 0
    signed: bool = False
    envelope: Envelope | None = None
    content: Mapping[str, Any] | None = None
    confirmed: Confirmation = Confirmation.KEY
    differences: tuple[Found, ...] = ()
    fields: tuple[str, ...] = ()
    digest: str = ""
    text: str = ""
    rendering: str = ""
    later_addenda: int = 0


def sign(content: Mapping[str, Any], kind: EnvelopeKind, key_id: str, seed: bytes) -> bytes:
    """Return the document with this content, signed with the Ed25519 key of ``seed`` (32 bytes); deterministic."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.from_private_bytes(seed)
    sections = {name: section_hash(section) for name, section in content.items()}
    key = private.public_key().public_bytes_raw()
    unsigned = Envelope(
        format=FORMAT,
        kind=kind,
        content=dict(content),
        sections=sections,
        key_id=key_id,
        key=key,
        signature=bytes(SIGNATURE),
    )
    return unsigned.model_copy(update={"signature": private.sign(unsigned.signed_part())}).write()


def public_key(seed: bytes) -> bytes:
    """Return the public key (32 bytes) of a signing seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verify(document: bytes, *keys: bytes) -> Verified:
    """Check a document, offline. ``keys`` are the accepted public keys; without any, all are accepted."""
    try:
        envelope = Envelope.parse(document)
    except Malformed:
        return Verified(EnvelopeVerdict.UNREADABLE)
    signed, changed = envelope.is_signed(), envelope.changed()
    if changed:
        paragraphs, missing = _paragraphs(envelope, changed)
        return Verified(EnvelopeVerdict.CHANGED, changed, paragraphs, missing, signed, envelope)
    verdict = _unchanged(envelope, document, keys, signed=signed)
    return Verified(verdict, signed=signed, envelope=envelope, content=envelope.content)


def _unchanged(envelope: Envelope, document: bytes, keys: Sequence[bytes], *, signed: bool) -> EnvelopeVerdict:
    if not signed:
        return EnvelopeVerdict.FORGED
    if keys and envelope.key not in keys:
        return EnvelopeVerdict.OTHER_KEY
    return EnvelopeVerdict.WHOLE if envelope.write() == document else EnvelopeVerdict.REWRITTEN


def _paragraphs(envelope: Envelope, changed: Sequence[str]) -> tuple[tuple[int, ...], int]:
    """Return the changed lines of the minutes' text; none if their hashes were changed too."""
    minutes, signed = envelope.content.get(MINUTES), envelope.content.get(PARAGRAPHS)
    text = minutes.get("text") if isinstance(minutes, dict) else None
    if MINUTES not in changed or PARAGRAPHS in changed or not isinstance(text, str) or not isinstance(signed, list):
        return (), 0
    return _differing(signed, line_seals(text))


def _differing(old: list[str], new: list[str]) -> tuple[tuple[int, ...], int]:
    """Return the positions in ``new`` (from 1) that differ, and how many lines were removed.

    If the numbers of lines differ, everything between the common beginning and the common end counts as changed.
    """
    if len(old) == len(new):
        return tuple(place for place, (a, b) in enumerate(zip(old, new, strict=True), 1) if a != b), 0
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    return tuple(range(head + 1, len(new) - tail + 1)), max(0, len(old) - len(new))


def _alike(old: list[str], new: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
