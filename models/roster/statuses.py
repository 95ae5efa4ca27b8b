"""A member's standing and conditions from a line; in doubt without a vote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from models.domain.language import N_
from models.domain.text import one_line
from models.domain.vocabulary import Status
from models.roster.dates import SHOWN_CELLS
from models.roster.status_words import Span, is_denied, is_over, span_in, standing_of
from models.roster.values import RosterFinding, Severity
from models.roster.words import conditions_of, ended_of, has_left, is_no_member

_ALONE = 4
"""The maximum number of words of a remark that is only about the standing."""


@dataclass(frozen=True)
class StandingReader:
    """Determines a standing from all parts of a line: its column, its crosses, its remark, its dates."""

    status: str
    texts: tuple[str, ...]
    others: tuple[Status | None, ...]
    remark: str
    crossed: list[Status]
    official_on: date | None
    today: date

    @staticmethod
    def speaks(text: str) -> bool:
        """Tell whether the text of an office is a standing."""
        return standing_of(text) is not None

    @cached_property
    def named(self) -> frozenset[Status]:
        """Every standing named in the line, in words or by a cross."""
        texts = (self.status, *self.texts, self.remark if len(self.remark.split()) <= _ALONE else "")
        words = {standing_of(text, self.today) for text in texts}
        words |= {Status.PROBATIONARY} if is_denied(self.remark) else set()
        said = {*words, *self.crossed, *self.others}
        return frozenset(status for status in _STANDINGS if status in said)

    @property
    def said(self) -> Status | None:
        """The standing named in the line; of two the one without a vote."""
        return next((status for status in _STANDINGS if status in self.named), None)

    @property
    def standing(self) -> Status:
        """Official if the line says so or from its official date on; in doubt probationary."""
        if self.said:
            return self.said
        is_official = self.official_on is not None and self.official_on <= self.today
        return Status.OFFICIAL if is_official else Status.PROBATIONARY

    @property
    def is_said(self) -> bool:
        """Whether the standing is stated, not a default."""
        return self.said is not None or self.official_on is not None

    @property
    def findings(self) -> Iterator[RosterFinding]:
        """The doubts about the standing."""
        if {Status.OFFICIAL, Status.PROBATIONARY} <= set(self.crossed):
            yield RosterFinding(Severity.ERROR, _BOTH)
        elif outside := next(filter(is_no_member, (self.status, *self.texts)), ""):
            yield RosterFinding(Severity.ERROR, _NO_MEMBER, {"text": one_line(outside, SHOWN_CELLS)})
        elif len(self.named) > 1:
            yield RosterFinding(Severity.WARNING, _DISAGREE)
        elif not self.is_said and self.status and not conditions_of(self.status):
            yield RosterFinding(Severity.WARNING, _NOT_KNOWN, {"text": one_line(self.status, SHOWN_CELLS)})
        elif not self.is_said:
            yield RosterFinding(Severity.WARNING, _NOT_SAID)


@dataclass(frozen=True)
class Conditions:
    """The present and the ended conditions of a line, and those to be confirmed."""

    holding: tuple[Status, ...]
    ended: tuple[Status, ...]
    findings: tuple[RosterFinding, ...]
    left: str = ""
    """The text about having left the cell."""
    spans: Mapping[Status, Span] = field(default_factory=dict)
    """The periods of the conditions, if the line gives complete days."""


def conditions_in(texts: Iterable[str], others: Iterable[Status], today: date) -> Conditions:
    """Read the conditions in the texts of a line, and those from other sources (a cross, a note beside the name)."""
    found: dict[Status, str] = {status: "" for status in others if status in _READ_AS}
    ended: list[Status] = []
    left = ""
    findings: list[RosterFinding] = []
    for text in texts:
        conditions = conditions_of(text)
        if conditions and (over := is_over(text, today)) is not None:
            ended += conditions if over else ()
            findings.append(RosterFinding(Severity.WARNING, _OVER, {"text": one_line(text, SHOWN_CELLS)}))
        else:
            found |= dict.fromkeys(conditions, text)
        ended += ended_of(text)
        left = left or (one_line(text, SHOWN_CELLS) if has_left(text) else "")
    spans = {status: span for status, text in found.items() if (span := span_in(text, today)) != (None, None)}
    for condition, text in found.items():
        shown = one_line(text, SHOWN_CELLS)
        findings += [RosterFinding(Severity.WARNING, _READ_AS[condition], {"text": shown})] if shown else []
    holding = tuple(condition for condition in _READ_AS if condition in found)
    return Conditions(holding, tuple(status for status in ended if status not in found), tuple(findings), left, spans)


_STANDINGS = (Status.PROBATIONARY, Status.OFFICIAL)
_READ_AS = {
    Status.ELSEWHERE: N_("“{text}” is read as: temporarily elsewhere. Such members are not counted in votes."),
    Status.EXEMPT: N_("“{text}” is read as: exempt. Such members are counted in votes only when they attend."),
    Status.TEMPORARY: N_("“{text}” is read as: temporary member of this cell."),
    Status.SUSPENDED: N_(
        "“{text}” is read as: suspended from Party activity. Such members are not invited and not counted in votes."
    ),
    Status.PROSECUTED: N_(
        "“{text}” is read as: prosecuted or detained. Such members are not invited and not counted in votes."
    ),
}
_NOT_SAID = N_(
    "Official or probationary is not said; read as probationary, who has no vote. Write it, or the official date."
)
_NOT_KNOWN = N_("“{text}” is no standing that is known; read as probationary, who has no vote.")
_DISAGREE = N_(
    "The line says official in one place and probationary in another; read as probationary, who has no vote."
)
_NO_MEMBER = N_("“{text}”: this person is no member of the Party; take the line out of the list.")
_OVER = N_("“{text}” does not hold today; the text is kept in the remark.")
_BOTH = N_("Crosses for official and for probationary; leave one.")
