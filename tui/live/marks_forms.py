"""Forms that count the open round among candidates or forms of discipline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from textual.content import Content
from textual.widgets import Label

from models.domain.election import elect
from models.domain.errors import ChiboError, WrongUsage
from models.domain.hand_counts import HandsCount, check_hands_for
from models.domain.language import N_, _
from models.domain.methods import CountedBy
from models.domain.reconciliation import ElectionCount, reconcile
from models.domain.text import one_line
from models.domain.thresholds import Threshold
from models.domain.typed.numbers import needed_whole, optional_whole
from models.queries.live import LiveView
from models.queries.votes import RoundView
from tui.forms.form import ActRequest, request_act
from tui.live.counting_forms import PAPERS, TELLERS, CountForm


class MarksForm(CountForm):
    """Counts a secret ballot on paper among candidates or forms of discipline."""

    title = N_("Secret ballot: the count")
    numbers: Mapping[str, str] = {
        "tellers": TELLERS,
        **PAPERS,
        "blank": N_("Blank (valid, but nobody chosen)"),
        "marks": N_("Marks in the order below, with commas"),
        "against": N_("Disagreed, in the order below, with commas"),
    }

    def prepare(self, view: LiveView) -> None:
        """Ask for the votes against if each name has two boxes, else for blank papers."""
        super().prepare(view)
        if "against" in self.numbers:
            self.show_field("against", needed=self.round.per_name)
            self.show_field("blank", needed=not self.round.per_name)
            marks = N_("Agreed, in the order below, with commas") if self.round.per_name else self.numbers["marks"]
            self.query_one("#marks-label", Label).update(_(marks))

    def arithmetic(self) -> Content:
        """Return the options in order with the votes so far, and the arithmetic."""
        lines = [Content(self._line(place)) for place in range(len(self.round.options))]
        return Content("\n").join([*lines, super().arithmetic()])

    def _line(self, place: int) -> str:
        told = " – ".join(self._told(place, name) for name in ("marks", *(["against"] if self._has_pairs else [])))
        return f"{place + 1}. {one_line(self.round.options[place].option.label)}: {told}"

    def _told(self, place: int, field: str) -> str:
        """Return the number typed so far for a name in a field."""
        parts = self._parts(field)
        votes = _votes(parts[place]) if place < len(parts) else None
        return _("not entered") if votes is None else str(votes)

    @property
    def _has_pairs(self) -> bool:
        return self.round.per_name and "against" in self.numbers

    def forecast(self) -> RoundView | None:
        """Return the election with the marks typed; ``None`` until every option has a number."""
        typed = [votes for votes in self._typed_so_far() if votes is not None]
        if len(typed) != len(self.round.options) or not self.round.is_election:
            return None
        marks = {one.option.id: votes for one, votes in zip(self.round.options, typed, strict=True)}
        against = dict(zip(marks, self._typed_so_far("against"), strict=False)) if self._has_pairs else {}
        threshold = Threshold.parse(self.round.threshold) if self.round.threshold else None
        elected = elect(marks, self.round.seats or 1, self.round.counted, threshold).elected
        options = (
            replace(
                one,
                marks=marks[one.option.id],
                elected=one.option.id in elected,
                against=against.get(one.option.id),
            )
            for one in self.round.options
        )
        return replace(self.round, options=tuple(options))

    def check(self) -> None:
        """Raise :class:`Refused` when marks and papers cannot add up, whatever the missing numbers are."""
        typed = self._typed_by_option()
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
            marks={key: votes or 0 for key, votes in typed.items()},
            seats=self.round.seats or 1,
            blank=blank if self._counts_blank and None not in typed.values() else None,
            against=self._against(keys) if self._has_pairs else None,
        )
        reconcile(count, self.round.voters_present, self._labels)

    def request(self) -> ActRequest:
        """Count the marks."""
        numbers = self.numbers_of("issued", "returned", "invalid", *(["blank"] if self._counts_blank else []))
        arguments: dict[str, Any] = {**self.committee(), "marks": self.marks(), **numbers}
        if self._has_pairs:
            arguments["against"] = self.marks("against")
        self.check()
        return request_act("round.count_marks", round=self.round.id, **arguments)

    @property
    def _labels(self) -> dict[str, str]:
        return {one.option.id: one.option.label for one in self.round.options}

    def _typed_by_option(self) -> dict[str, int | None]:
        """Return the marks typed so far by option. Raises :class:`WrongUsage` for more of them than options."""
        typed = self._typed_so_far()
        if len(typed) > len(self.round.options):
            raise self._not_as_many().at("marks")
        return dict(zip_longest(self._labels, typed))

    def _not_as_many(self) -> WrongUsage:
        return WrongUsage(N_("{count} numbers are needed, one for each name."), count=len(self.round.options))

    @property
    def _counts_blank(self) -> bool:
        return "blank" in self.numbers and not self._has_pairs

    def _against(self, keys: list[str]) -> dict[str, int]:
        return {key: votes or 0 for key, votes in zip_longest(keys, self._typed_so_far("against")) if key}

    def marks(self, field: str = "marks") -> dict[str, int]:
        """Return the marks typed, by option. Raises :class:`WrongUsage` when there are not as many as options."""
        counts = self.parsed(field, lambda text: [needed_whole(part.strip()) for part in text.split(",")])
        if len(counts) != len(self.round.options):
            raise self._not_as_many().at(field)
        return {one.option.id: count for one, count in zip(self.round.options, counts, strict=True)}

    def _typed_so_far(self, field: str = "marks") -> list[int | None]:
        """Return the marks typed so far in order, ``None`` for empty ones; refuses anything but numbers."""
        return [optional_whole(part.strip()) for part in self._parts(field)]

    def _parts(self, field: str) -> list[str]:
        return self.text(field).split(",") if self.text(field) else []


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

    def check(self) -> None:
        """Raise :class:`Refused` for more hands than voters present can raise."""
        marks = {key: votes or 0 for key, votes in self._typed_by_option().items()}
        check_hands_for(HandsCount(marks=marks, seats=self.round.seats or 1), self.round.voters_present, self._labels)

    def request(self) -> ActRequest:
        marks = self.marks()
        self.check()
        return request_act("round.count_hands_for", round=self.round.id, marks=marks)


OPTION_FORMS: Mapping[CountedBy, tuple[str, type[CountForm]]] = {
    CountedBy.PAPERS: ("marks-form", MarksForm),
    CountedBy.HANDS: ("hands-marks-form", HandsMarksForm),
}
"""The panels for a round among candidates or forms of discipline; in other ways they are counted as one question."""
