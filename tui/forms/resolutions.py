"""The form of a draft resolution: its title, motion and text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.vocabulary import ResolutionState
from models.queries.decisions import ResolutionLine, resolutions_of
from models.queries.votes import MotionView, motions
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_area import EntryArea
from tui.widgets.entry_line import EntryLine

TITLE_CELLS = 160
"""The most cells for a title in a choice, which has several lines where it needs them."""

MAX_CHARACTERS = 100_000
"""Characters of a resolution."""


class ResolutionForm(Form):
    """Asks for the draft, or a new one, its title, motion and text. Adopted resolutions are listed above.

    A motion that has passed adopts the draft at once; where none is named, the program finds the motion.
    """

    title = N_("Resolution")
    starts_in = "resolution-title"
    argument_fields = fields_by(
        resolution="resolution-draft",
        title="resolution-title",
        motion="resolution-motion",
        text="resolution-text",
        limits="resolution-limits",
    )
    DEFAULT_CSS = "ResolutionForm EntryArea { height: 8; } ResolutionForm #resolution-limits { height: 4; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._meeting = ""
        self._drafts: dict[str, ResolutionLine] = {}

    def fields(self) -> Iterable[Widget]:
        yield Static(id="adopted")
        yield from self.labelled(N_("Draft"), ChoiceField([], id="resolution-draft"))
        yield from self.labelled(N_("Title"), EntryLine(id="resolution-title"))
        yield from self.labelled(N_("Motion that adopts it"), ChoiceField([], id="resolution-motion"))
        yield from self.labelled(N_("Text"), EntryArea(max_characters=MAX_CHARACTERS, id="resolution-text"))
        limits = EntryArea(max_characters=MAX_CHARACTERS, id="resolution-limits")
        yield from self.labelled(N_("Limits and causes of the last month"), limits)

    def prepare(self, view: Any) -> None:  # noqa: ARG002 - the screen's meeting is asked for, whatever the view is
        screen: Any = self.screen
        self._meeting = screen.meeting_id
        listed = resolutions_of(screen.chibo.gateway.reader, self._meeting)
        self._drafts = {one.id: one for one in listed if one.state is not ResolutionState.ADOPTED or not one.text}
        adopted = [one for one in listed if one.state is ResolutionState.ADOPTED and one.text]
        self.update_line("#adopted", Content("\n").join(Content(_adopted(one)) for one in adopted))
        self.query_one("#adopted").display = bool(adopted)
        choice = self.query_one("#resolution-draft", ChoiceField)
        choice.options = (*((key, _draft_name(one)) for key, one in self._drafts.items()), ("", _("a new one")))
        choice.index = 0
        choice.refresh()
        self.show_field("resolution-draft", needed=bool(self._drafts))
        has_text = {one.motion_id for one in adopted}
        put = [one for one in motions(screen.chibo.gateway.reader, self._meeting) if one.id not in has_text]
        named = self.query_one("#resolution-motion", ChoiceField)
        named.options = (("", _("none")), *((one.id, _motion_name(one)) for one in put))
        self.show_field("resolution-motion", needed=bool(put))
        self._fill()

    def request(self) -> ActRequest:
        written: dict[str, Any] = {
            "title": self.text("resolution-title"),
            "text": self.query_one("#resolution-text", EntryArea).text,
            "limits": self.query_one("#resolution-limits", EntryArea).text,
        }
        if motion := self.query_one("#resolution-motion", ChoiceField).value:
            written["motion"] = motion
        if chosen := self.query_one("#resolution-draft", ChoiceField).value:
            return request_act("resolution.change", resolution=chosen, **written)
        return request_act("resolution.draft", meeting=self._meeting, **written)

    @on(ChoiceField.Changed, "#resolution-draft")
    def _fill(self) -> None:
        found = self._drafts.get(self.query_one("#resolution-draft", ChoiceField).value)
        self.query_one("#resolution-title", EntryLine).value = found.title if found else ""
        self.query_one("#resolution-motion", ChoiceField).value = (found.motion_id or "") if found else ""
        self.query_one("#resolution-text", EntryArea).load_text(found.text if found else "")
        self.query_one("#resolution-limits", EntryArea).load_text(found.limits if found else "")


def _motion_name(motion: MotionView) -> str:
    return one_line(f"{motion.number}. {motion.title}", TITLE_CELLS) + f" ({label(motion.state)})"


def _draft_name(one: ResolutionLine) -> str:
    title = one_line(one.title, TITLE_CELLS)
    if one.state is not ResolutionState.ADOPTED:
        return title
    return _("No. {number}: {title} (adopted, without a text)").format(number=f"{one.number or 0:02}", title=title)


def _adopted(one: ResolutionLine) -> str:
    return _("✓ No. {number}: {title}").format(number=f"{one.number or 0:02}", title=one_line(one.title))
