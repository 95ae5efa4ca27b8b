"""Style sheets for the apps of a run: parsed once, and matched once against each widget in its place.

A run starts more than a thousand apps with the same sheets and the same screens, and a quarter of what that takes is
to parse the sheets, to find which rules hold for a widget, and to set them. Here what was found for one is taken for
the next that stands in the same place: all widgets above it, and it itself, have the same class, id, style classes and
state. Where a rule depends on more than that (on the neighbours, say), the sheet is asked as always.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget


class _Found(NamedTuple):
    """What holds for a node in its place."""

    rules: Any
    """As ``Stylesheet.apply`` finds them."""

    flags: tuple[bool, ...]
    """What ``Stylesheet.apply`` notes at the node beside."""

    fresh: dict[str, Any] | None
    """The styles of a node that had none before."""


_parse = Stylesheet._parse_rules
_match = Stylesheet.apply
_parsed: dict[Any, list[RuleSet]] = {}
_numbers: dict[tuple[int, ...], int] = {}
_states: dict[tuple[Any, ...], tuple[Any, ...]] = {}
"""Each state once: thousands of places are made of a few hundred."""

_found: dict[Any, _Found] = {}


def _parse_once(sheet: Stylesheet, *source: Any, **options: Any) -> list[RuleSet]:
    if sheet.__dict__.get("_chibo_variables", (None,))[0] is not sheet._variables:
        sheet.__dict__["_chibo_variables"] = (sheet._variables, frozenset(sheet._variables.items()))
    key = (source, *options.items(), sheet.__dict__["_chibo_variables"][1])
    if key not in _parsed:
        _parsed[key] = _parse(sheet, *source, **options)
    return _parsed[key]


def _apply_found(sheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: Any = None) -> None:
    states = map(_state, node.css_path_nodes)
    place = (_number(sheet), *(_states.setdefault(state, state) for state in states))
    known = _found.get(place)
    base = node.styles.base
    is_fresh = not animate and not base._rules and not node._is_mounted
    if known is None:
        matched: dict[Any, Any] = {}
        _match(sheet, node, animate=animate, cache=matched)
        if matched:  # else a rule depends on more than the place
            (rules,) = matched.values()
            _found[place] = _Found(rules, _flags(node), dict(base._rules) if is_fresh else None)
        return
    node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even = known.flags
    if is_fresh and known.fresh is not None:  # there is nothing yet to be drawn anew
        base._rules.update(known.fresh)  # type: ignore[typeddict-item]
        base._updates += len(known.fresh)
        node.notify_style_update()
    elif base._rules == known.fresh:  # nothing changes
        node.notify_style_update()
    elif base._rules != known.rules:
        is_animated = animate and "transitions" in known.rules  # else the old and new look need not be compared
        sheet.replace_rules(node, known.rules, animate=is_animated)
        if is_fresh:
            _found[place] = known._replace(fresh=dict(base._rules))
    sheet._process_component_classes(node)


def _number(sheet: Stylesheet) -> int:
    """Return the same number for sheets with the same rules."""
    rules = sheet.rules
    if sheet.__dict__.get("_chibo_rules", (None,))[0] is not rules:
        number = _numbers.setdefault(tuple(map(id, rules)), len(_numbers))  # those parsed are kept: an id is of one
        sheet.__dict__["_chibo_rules"] = (rules, number)
    return int(sheet.__dict__["_chibo_rules"][1])


def _state(node: DOMNode) -> tuple[Any, ...]:
    """Return all that a rule can ask about a node by itself."""
    kind = (type(node), node._id, frozenset(node._classes))
    if isinstance(node, Widget):
        return (*kind, node.mouse_hover, node.has_focus, node.is_disabled, node.allow_focus())
    if isinstance(node, App):
        return (*kind, node.theme, node.app_focus, node.is_inline, node.native_ansi_color, node.no_color)
    return kind


def _flags(node: DOMNode) -> tuple[bool, ...]:
    return node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even


@contextmanager
def remembered() -> Iterator[None]:
    """Parse and match once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", _parse_once)
        patch.setattr(Stylesheet, "apply", _apply_found)
        yield
