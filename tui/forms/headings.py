"""Headings of forms."""

from __future__ import annotations

from models.queries.agenda import ItemView


def item_heading(heading: str, item: ItemView | None) -> str:
    """Return the heading of a form about an agenda item, with its number and title; empty for no item."""
    return heading.format(number=item.number, item=item.title) if item else ""
