"""The QR code of a seal: it contains the digest that ``chibo verify`` compares."""

from __future__ import annotations

import io

import segno

PREFIX = "chibo:sha256:"


def qr_svg(digest: str) -> str:
    """Return the QR code of a seal as SVG."""
    out = io.BytesIO()
    segno.make(PREFIX + digest, error="m", micro=False).save(out, kind="svg", border=1, xmldecl=False)
    return out.getvalue().decode()


def qr_png(digest: str) -> bytes:
    """Return the QR code of a seal as PNG."""
    out = io.BytesIO()
    segno.make(PREFIX + digest, error="m", micro=False).save(out, kind="png", border=1, scale=6)
    return out.getvalue()
