"""A meter: how much of something is used, as a bar."""

from __future__ import annotations

from textual.content import Content


def meter(used: int, whole: int, width: int, style: str = "$accent") -> Content:
    """Return a bar of ``width`` cells, filled by the share ``used`` of ``whole``; full when nothing is left."""
    full = width if used >= whole else max(0, used * width // whole)
    return Content.assemble(("█" * full, style), ("░" * (width - full), "$foreground-muted"))
