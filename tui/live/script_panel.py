"""The panel with the chair's script: the words for the running item, or for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from models.documents.script_text import SpokenPart, script_of
from models.documents.wording import quoted
from models.domain.language import N_, _
from models.queries.live import LiveView
from tui.forms.text_panel import TextPanel
from tui.live.list_keys import SCRIPT
from tui.widgets.key import bindings


class ScriptPanel(TextPanel):
    """Shows the words for the running item (else the next), with the moments before and after it."""

    BINDINGS = bindings(SCRIPT)
    keys = SCRIPT
    title = N_("What to say")

    def lines(self, view: LiveView) -> Iterable[Content]:
        gateway = self.program.gateway
        shown = _near(script_of(gateway.reader, gateway.home, view.meeting.id), view)
        lines = [line for part in shown for line in _lines(part)]
        return lines or [Content(_("The script has no words for this item."))]


def _near(parts: tuple[SpokenPart, ...], view: LiveView) -> list[SpokenPart]:
    """Return the part of the running or next item with the moments beside it; after the last item, the
    closing words.
    """
    item = view.on or view.agenda.next
    at = next((place for place, one in enumerate(parts) if item and one.item_id == item.id), None)
    if at is None:
        return [] if item else [one for one in parts[-1:] if not one.item_id]
    first = at - 1 if at and not parts[at - 1].item_id else at
    last = at + 1 if at + 1 < len(parts) and not parts[at + 1].item_id else at
    return list(parts[first : last + 1])


def _lines(part: SpokenPart) -> Iterator[Content]:
    yield Content.assemble((part.heading, "b $accent"))
    yield Content.assemble(quoted(part.opening))
    if part.presenter:
        yield Content.assemble((_("Presents: {name}.").format(name=part.presenter), "$foreground-muted"))
    yield from (Content.assemble(("  – ", "$accent"), question) for question in part.questions)
    if part.close:
        yield Content.assemble((_("To close: "), "b"), quoted(part.close))
    yield Content("")
