"""The fields of a panel: its text fields, filling them in, which of them are displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from textual.widget import Widget

from tui.compat.key_order import reached
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


def text_fields(panel: Widget) -> dict[str, Any]:
    """Return the text fields by their ids; the line inside a ``PersonField`` has the field's id."""
    lines = [one for one in panel.query(Widget) if hasattr(one, "typed")]
    return {next(str(at.id) for at in one.ancestors_with_self if at.id): one for one in lines}


async def fill_fields(panel: Widget, values: Mapping[str, str]) -> None:
    """Fill the fields. After each choice, wait for its handlers: they may change later fields."""
    for choice in panel.query(ChoiceField):
        wanted = values.get(str(choice.id))
        if wanted is not None and wanted in dict(choice.options):
            choice.value = wanted
            await reached(choice)
            await reached(panel)
    for name, line in text_fields(panel).items():
        line.typed = values.get(name, line.typed)


def field_of(fields: Iterable[Widget], name: str) -> Widget | None:
    """Return the field with an id, or within a widget with that id; ``None`` for none."""
    return next((one for one in fields if name and name in {at.id for at in one.ancestors_with_self}), None)


def text_near(fields: Sequence[Widget], choice: Widget) -> Widget | None:
    """Return the text field that follows a choice, else the one before it; one for words before one for a name."""
    at = fields.index(choice) if choice in fields else 0
    texts = [one for one in (*fields[at:], *reversed(fields[:at])) if hasattr(one, "typed")]
    words = (one for one in texts if type(one) is EntryLine or not isinstance(one, EntryLine))
    return next(words, next(iter(texts), None))


def is_displayed(widget: Widget, panel: Widget) -> bool:
    """Return whether a widget and its containers, up to the panel, are displayed."""
    inside = takewhile(lambda one: one is not panel, widget.ancestors_with_self)
    return all(one.display for one in inside if isinstance(one, Widget))
