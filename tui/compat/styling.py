"""Styles only visible nodes when a class changes; a closed form is styled when it opens.

A screen keeps every form that was opened once. Textual styles all descendants of a node whose class changes, visible or
not, which took most of the time of opening a form.

Measured against Textual 8.2.8. Upstream: https://github.com/Textualize/textual/issues/6524 (closed); 8.2.8 still styles
every descendant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.dom import DOMNode


def shown(node: DOMNode, is_closed: Callable[[DOMNode], bool]) -> Iterator[DOMNode]:
    """Yield a node and its descendants, without closed nodes and their descendants."""
    yield node
    for child in node.children:
        if not is_closed(child):
            yield from shown(child, is_closed)
