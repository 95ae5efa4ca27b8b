"""Forms that count the open round among candidates or forms of discipline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from textual.content import Content

from models.domain.election import elect
from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import N_, _
from models.domain.reconciliation import ElectionCount, reconcile
from models.domain.text import one_line
from models.domain.thresholds import Threshold
from models.domain.typed.numbers import needed_whole, optional_whole
from models.queries.votes import RoundView
from tui.forms.form import ActRequest
from tui.live.counting_forms import PAPERS, CountForm


class MarksForm(CountForm):
    """Counts a secret ballot on paper among candidates or forms of discipline."""

    title = N_("Secret ballot: the count")
    numbers: Mapping[str, str] = {
        "tellers": N_("Tellers (two names, with a comma)"),
        **PAPERS,
        "blank": N_("Blank (valid, but nobody chosen)"),
        "marks": N_("Marks in the order below, with commas"),
    }

    def arithmetic(self) -> Content:
        """Return the options in order with the votes so far, and the arithmetic."""
        lines = [Content(self._line(place)) for place in range(len(self.round.options))]
        return Content("\n").join([*lines, super().arithmetic()])

    def _line(self, place: int) -> str:
        parts = self._parts()
        votes = _votes(parts[place]) if place < len(parts) else None
        told = _("not entered") if votes is None else str(votes)
        return f"{place + 1}. {one_line(self.round.options[place].option.label)}: {told}"

    def forecast(self) -> RoundView | None:
        """Return the election with the marks typed; ``None`` until every option has a number."""
        typed = [votes for votes in self._typed_so_far() if votes is not None]
        if len(typed) != len(self.round.options) or not self.round.is_election:
            return None
        marks = {one.option.id: votes for one, votes in zip(self.round.options, typed, strict=True)}
        threshold = Threshold.parse(self.round.threshold) if self.round.threshold else None
        elected = elect(marks, self.round.seats or 1, self.round.counted, threshold).elected
        options = (
            replace(one, marks=marks[one.option.id], elected=one.option.id in elected) for one in self.round.options
        )
        return replace(self.round, options=tuple(options))

    def check(self) -> None:
        """Raise :class:`Refused` when marks and papers cannot add up, whatever the missing numbers are."""
        typed = self._typed_so_far()
        if len(typed) > len(self.round.options):
            raise WrongUsage(N_("{count} numbers are needed, one for each name."), count=len(self.round.options))
        issued = self.count_of("issued", self.round.voters_present)
        returned = self.count_of("returned", issued)
        invalid, blank = self.count_of("invalid", 0), self.count_of("blank", 0)
        keys = [one.option.id for one in self.round.options]
        count = ElectionCount(
            issued=issued,
            returned=returned,
            not_returned=issued - returned,
            valid=returned - invalid,
            invalid=invalid,
            marks={key: votes or 0 for key, votes in zip_longest(keys, typed)},
            seats=self.round.seats or 1,
            blank=blank if "blank" in self.numbers and None not in typed and len(typed) == len(keys) else None,
        )
        reconcile(count, self.round.voters_present, {one.option.id: one.option.label for one in self.round.options})

    def request(self) -> ActRequest:
        numbers = self.numbers_of("issued", "returned", "invalid", "blank")
        arguments: dict[str, Any] = {"tellers": self.tellers(), "marks": self.marks(), **numbers}
        self.check()
        return ActRequest("round.count_marks", {"round": self.round.id, **arguments})

    def marks(self) -> dict[str, int]:
        """Return the marks by option. Raises :class:`WrongUsage` for a wrong number of marks."""
        counts = [needed_whole(part.strip()) for part in self.text("marks").split(",")]
        if len(counts) != len(self.round.options):
            raise WrongUsage(N_("{count} numbers are needed, one for each name."), count=len(self.round.options))
        return {one.option.id: count for one, count in zip(self.round.options, counts, strict=True)}

    def _typed_so_far(self) -> list[int | None]:
        """Return the marks so far, ``None`` for empty ones. Raises :class:`WrongUsage` for an invalid number."""
        return [optional_whole(part.strip()) for part in self._parts()]

    def _parts(self) -> list[str]:
        return self.text("marks").split(",") if self.text("marks") else []


def _votes(text: str) -> int | None:
    """Return the number of votes; ``None`` for an empty or invalid one."""
    try:
        return optional_whole(text.strip())
    except ChiboError:
        return None


class HandsMarksForm(MarksForm):
    """Counts a show of hands among candidates or forms of discipline."""

    title = N_("Show of hands")
    numbers: Mapping[str, str] = {"marks": N_("Marks in the order below, with commas")}

    def request(self) -> ActRequest:
        marks = self.marks()
        self.check()
        return ActRequest("round.count_hands_for", {"round": self.round.id, "marks": marks})
