"""The annual review of each member: vote, decision, and the 20 % rule."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from models.domain.language import N_, _
from models.domain.vocabulary import Status
from models.queries.reviews import ReviewedMember, Reviews, member_reviews
from tui.forms.form import Panel
from tui.widgets.key import bindings
from tui.widgets.row_list import RowList
from tui.year.keys import YEAR_MEMBERS
from tui.year.review_forms import (
    AssessForm,
    BallotForm,
    CommentForm,
    DecideForm,
    ProposeForm,
    ReviewFormData,
    SuperiorClassForm,
)
from tui.year.review_lines import review_details, review_line, review_sums, review_titles
from tui.year.view import YearView


class YearMembers(YearView):
    """One member per row, the head of the cell first; below, the chosen one in full, and how many may be excellent."""

    DEFAULT_CSS = """
    YearMembers #columns { height: 1; }
    YearMembers #members { height: 1fr; }
    YearMembers #detail { height: auto; min-height: 3; max-height: 6; padding: 0 1; background: $surface; }
    YearMembers #sums { height: 2; padding: 0 1; background: $panel; }
    """
    BINDINGS = bindings(YEAR_MEMBERS)
    name_of_view, label, keys = "members", N_("Members"), YEAR_MEMBERS
    panels: Mapping[str, type[Panel]] = {
        "assess-form": AssessForm,
        "comment-form": CommentForm,
        "propose-form": ProposeForm,
        "count-form": BallotForm,
        "superior-class-form": SuperiorClassForm,
        "decide-form": DecideForm,
    }
    _found: Reviews | None = None
    _revealed = ""
    """The key of the member whose confidential texts are shown; choosing another member hides them."""

    def compose(self) -> ComposeResult:
        yield Static(id="columns")
        yield RowList(id="members")
        yield Static(id="detail")
        yield Static(id="sums")

    def show(self, year: int) -> None:
        """Read the reviews again; the cursor stays on its member."""
        gateway = self.year_screen.chibo.gateway
        self._found = found = member_reviews(gateway.reader, gateway.home, year, self.today)
        rows = self._rows
        width = max(60, rows.line_width)
        rows.show_rows({one.member.id: review_line(found, one, width) for one in found.members})
        self.query_one("#columns", Static).update(review_titles(width))
        self.query_one("#sums", Static).update(review_sums(found))
        self._draw_detail()

    def on_resize(self) -> None:
        if self.has_class("current") and self.year_screen.is_ready:
            self.show(self.year_screen.year)

    def panel_data(self) -> ReviewFormData | None:
        chosen = self._chosen
        if chosen is None or self._found is None:
            self.year_screen.messages.say(
                _("There is no member yet; {key:home.import} on the first screen reads them from a list.")
            )
            return None
        official = [one for one in self._found.members if Status.OFFICIAL in one.member.statuses]
        return ReviewFormData(chosen, self._found.year, len(official))

    def action_choose(self, way: str) -> None:
        """Go to the row above (``up``) or below (``down``)."""
        if self._chosen is None:
            self.panel_data()
        self._rows.move(way)

    def action_reveal(self) -> None:
        """Show or hide the confidential texts of the chosen member."""
        chosen = self._chosen
        if chosen is None or not (chosen.review.self_text or chosen.review.comments):
            self.year_screen.messages.say(_("No self-assessment and no comments are written down."))
            return
        self._revealed = "" if self._revealed == chosen.member.id else chosen.member.id
        self._draw_detail()

    @property
    def _rows(self) -> RowList:
        return self.query_one("#members", RowList)

    @property
    def _chosen(self) -> ReviewedMember | None:
        members = self._found.members if self._found else ()
        return next((one for one in members if one.member.id == self._rows.chosen_id), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._draw_detail()

    def commit_typed(self) -> None:
        """Hide confidential texts before the view is left."""
        self._revealed = ""

    def _draw_detail(self) -> None:
        chosen = self._chosen
        if chosen is None or self._found is None:
            self.query_one("#detail", Static).update(Content(_("There is nothing here yet.")))
            return
        if chosen.member.id != self._revealed:
            self._revealed = ""
        revealed = chosen.member.id == self._revealed
        self.query_one("#detail", Static).update(review_details(self._found, chosen, revealed=revealed))
