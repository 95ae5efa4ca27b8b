"""What a line says of a member's standing and conditions; in doubt nobody is a voter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from models.domain.language import N_
from models.domain.text import one_line
from models.domain.vocabulary import Status
from models.roster.dates import SHOWN_CELLS
from models.roster.values import Finding, Severity
from models.roster.words import conditions_of, ended_of, has_left, standing_of

_ALONE = 4
"""Words of a remark that is about nothing but the standing."""


@dataclass(frozen=True)
class StandingReader:
    """A standing worked out from all that a line says: its column, its crosses, its remark, its dates."""

    status: str
    others: Iterable[Status | None]
    remark: str
    crossed: list[Status]
    official_on: date | None
    today: date

    @staticmethod
    def named(text: str) -> Status | None:
        """Return the standing that the text of an office names ("Đảng viên dự bị")."""
        return standing_of(text)

    @staticmethod
    def speaks(text: str) -> bool:
        """Tell whether the text of an office is a standing."""
        return standing_of(text) is not None

    @cached_property
    def said(self) -> Status | None:
        """The standing that the line names in words or by a cross."""
        crosses = [mark for mark in self.crossed if mark in _STANDINGS]
        words = [standing_of(self.status), *crosses[:1], *self.others]
        if len(self.remark.split()) <= _ALONE:
            words.append(standing_of(self.remark))
        return next((word for word in words if word), None)

    @property
    def standing(self) -> Status:
        """Official where the line says so or from its official date on; in doubt probationary."""
        if self.said:
            return self.said
        is_official = self.official_on is not None and self.official_on <= self.today
        return Status.OFFICIAL if is_official else Status.PROBATIONARY

    @property
    def is_said(self) -> bool:
        """Whether the standing is said, not taken for want of better knowledge."""
        return self.said is not None or self.official_on is not None

    @property
    def findings(self) -> Iterator[Finding]:
        """What is doubtful about the standing."""
        if {Status.OFFICIAL, Status.PROBATIONARY} <= set(self.crossed):
            yield Finding(Severity.ERROR, _BOTH)
        elif not self.is_said and self.status and not conditions_of(self.status):
            yield Finding(Severity.WARNING, _NOT_KNOWN, {"text": one_line(self.status, SHOWN_CELLS)})
        elif not self.is_said:
            yield Finding(Severity.WARNING, _NOT_SAID)


@dataclass(frozen=True)
class Conditions:
    """The conditions that a line says hold, those that it says hold no more, and what is to be confirmed."""

    holding: tuple[Status, ...]
    ended: tuple[Status, ...]
    findings: tuple[Finding, ...]
    left: str = ""
    """What the line says of having left the cell."""


def conditions_in(texts: Iterable[str], others: Iterable[Status]) -> Conditions:
    """Read the conditions in the texts of a line, and those known otherwise (a cross, a note beside the name)."""
    found: dict[Status, str] = {status: "" for status in others if status in _READ_AS}
    ended: list[Status] = []
    left = ""
    for text in texts:
        found |= dict.fromkeys(conditions_of(text), text)
        ended += ended_of(text)
        left = left or (one_line(text, SHOWN_CELLS) if has_left(text) else "")
    findings: list[Finding] = []
    for condition, text in found.items():
        shown = one_line(text, SHOWN_CELLS)
        findings += [Finding(Severity.WARNING, _READ_AS[condition], {"text": shown})] if shown else []
    holding = tuple(condition for condition in _READ_AS if condition in found)
    return Conditions(holding, tuple(status for status in ended if status not in found), tuple(findings), left)


_STANDINGS = (Status.OFFICIAL, Status.PROBATIONARY)
_READ_AS = {
    Status.ELSEWHERE: N_("“{text}” is read as: temporarily elsewhere. Such members are not counted in votes."),
    Status.EXEMPT: N_("“{text}” is read as: exempt. Such members are counted in votes only when they attend."),
    Status.TEMPORARY: N_("“{text}” is read as: temporary member of this cell."),
}
_NOT_SAID = N_(
    "Official or probationary is not said; read as probationary, who has no vote. Write it, or the official date."
)
_NOT_KNOWN = N_("“{text}” is no standing that is known; read as probationary, who has no vote.")
_BOTH = N_("Crosses for official and for probationary; leave one.")
