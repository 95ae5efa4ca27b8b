"""What of a screen is styled when a class changes: what is shown. A closed form is styled when it opens."""

from __future__ import annotations

from collections.abc import Iterator

from textual.dom import DOMNode

from tui.forms.form import Drawer


def shown(node: DOMNode) -> Iterator[DOMNode]:
    """Yield a node and what is below it, but nothing within a closed drawer.

    A screen keeps every form that was opened once. To style them all each time that one of them opens took most of the
    time until it stood.
    """
    yield node
    for child in node.children:
        if not isinstance(child, Drawer) or child.has_class("open"):
            yield from shown(child)
