"""The form for a post on the Handbook: which paper, on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from models.domain.formats import kept_day
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.typed.days import YearHint, optional_day
from models.domain.vocabulary import PostedKind
from models.queries.handbook import AFTER
from models.queries.meetings import MeetingView, meeting_title
from tui.forms.form import ActRequest, Form
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class PostingFormData:
    """The meeting of the posted paper, and today."""

    of: MeetingView
    today: date


class PostingForm(Form):
    """Asks for kind and day. The default is material before the meeting and minutes after it, and today."""

    title = N_("Posted on the Handbook")

    def fields(self) -> Iterable[Widget]:
        """Yield the kind of paper, the day, and a title to distinguish several of one kind."""
        kinds = [(kind, label(kind)) for kind in PostedKind]
        yield from self.labelled(N_("What"), ChoiceField(kinds, id="what"))
        yield from self.labelled(N_("Day (day/month/year)"), EntryLine(id="on"))
        yield from self.labelled(N_("Title (may stay empty)"), EntryLine(id="title"))

    def prepare(self, view: PostingFormData) -> None:
        """Set the defaults."""
        self._of = view
        after = view.of.opened_at is not None
        kinds = [kind for kind in PostedKind if after or kind not in AFTER]
        choice = self.query_one("#what", ChoiceField)
        choice.options = tuple((kind, label(kind)) for kind in kinds)
        choice.index = kinds.index(PostedKind.MINUTES if after else PostedKind.MATERIAL)
        choice.refresh()
        self.query_one("#on", EntryLine).value = kept_day(view.today)
        self.clear_fields("title")

    def heading(self, view: PostingFormData) -> str:
        """Return the title of the meeting."""
        return f"{_(self.title)}: {meeting_title(view.of)}"

    def request(self) -> ActRequest:
        """Return the act."""
        what = PostedKind(self.query_one("#what", ChoiceField).value)
        told = {"what": what, "on": self.parsed("on", self._day), "title": self.text("title")}
        return ActRequest("handbook.post", {"meeting": self._of.of.id, **told})

    def _day(self, text: str) -> date | None:
        return optional_day(text, self._of.today, YearHint.PAST)
