"""Text that is drawn again only when it differs."""

from __future__ import annotations

from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static


def set_text(parent: DOMNode, selector: str, text: Content) -> None:
    """Show a text in a ``Static`` below ``parent``, unless it shows it already."""
    part = parent.query_one(selector, Static)
    if part.content != text:
        part.update(text)
