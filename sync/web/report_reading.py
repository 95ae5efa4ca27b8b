"""A report's content in the reader's language, for the page of a report.

The content is read as leniently as for the figures (:mod:`sync.server.report_content`): missing parts are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.domain.clock import day_of, moment_or_none
from models.domain.errors import ChiboError
from models.domain.formats import hour_text
from models.domain.language import N_
from models.domain.methods import Method
from models.domain.report_figures import WORDS
from models.domain.results import Votes, question_result
from models.domain.thresholds import Threshold
from models.domain.vocabulary import MotionState, RoundState, ScoreStage
from sync.server.report_content import Content, counted, line, listed, paragraphs, part
from sync.web.localizer import Localizer

_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote: its subject, its result, and a sentence for each round."""

    title: str
    state: str
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A text with its time."""

    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What the template of a report shows."""

    content: Content
    localizer: Localizer

    @property
    def hours(self) -> tuple[str, str] | None:
        """The hours of the meeting."""
        meeting = part(self.content, "meeting")
        times = [moment_or_none(meeting.get(name)) for name in ("opened_at", "closed_at")]
        opened, closed = times
        if opened is None or closed is None:
            return None
        ended = hour_text(closed)
        if day_of(closed) != day_of(opened):
            ended = f"{ended} ({self.localizer.day(day_of(closed))})"
        return hour_text(opened), ended

    @property
    def where(self) -> str:
        """The place of the meeting."""
        return line(part(self.content, "meeting").get("place"), 200)

    @property
    def attendance(self) -> tuple[tuple[str, int], ...]:
        """The counts of the attendance."""
        return self._counts("attendance")

    @property
    def tasks(self) -> tuple[tuple[str, int], ...]:
        """The counts of tasks by state."""
        return self._counts("tasks")

    @property
    def stage(self) -> str:
        """The stage of the cell's own points."""
        return self._word(ScoreStage, part(self.content, "score").get("stage"))

    @property
    def has_halves(self) -> bool:
        """Whether half points can be given on the sheet of the cell."""
        return part(self.content, "score").get("halves") is True

    @property
    def votes(self) -> tuple[Vote, ...]:
        """The votes of the meeting."""
        return tuple(self._vote(one) for one in _parts(self.content.get("votes")))

    @property
    def resolutions(self) -> tuple[tuple[int | None, str], ...]:
        """Adopted resolutions by number."""
        found = _parts(self.content.get("resolutions"))
        return tuple((counted(one.get("number")), line(one.get("title"), 300)) for one in found)

    @property
    def addenda(self) -> tuple[Dated, ...]:
        """The corrections added to the minutes."""
        found = (Dated(paragraphs(one.get("text"), _TEXT), moment_or_none(one.get("written_at")))
                 for one in _parts(self.content.get("addenda")))  # fmt: skip
        return tuple(one for one in found if one.text)

    @property
    def answered_remark(self) -> Dated | None:
        """The remark that this version of the report answers."""
        answer = part(self.content, "answer")
        remark = paragraphs(answer.get("remark"), _TEXT)
        return Dated(remark, moment_or_none(answer.get("returned_at"))) if remark else None

    @property
    def approved_at(self) -> datetime | None:
        """When the minutes were approved."""
        return moment_or_none(part(self.content, "minutes").get("approved_at"))

    @property
    def minutes(self) -> tuple[str, ...]:
        """The text of the minutes, line by line."""
        text = part(self.content, "minutes").get("text")
        return tuple(text.split("\n")) if isinstance(text, str) and text else ()

    def _counts(self, section: str) -> tuple[tuple[str, int], ...]:
        found, words = part(self.content, section), WORDS[section]
        counts = ((self.localizer.text(word), counted(found.get(name))) for name, word in words.items())
        return tuple((word, count) for word, count in counts if count is not None)

    def _vote(self, found: Content) -> Vote:
        threshold = found.get("threshold")
        rounds = tuple(self._round(one, threshold) for one in _parts(found.get("rounds")))
        return Vote(line(found.get("title"), 300), self._word(MotionState, found.get("state")), rounds)

    def _round(self, found: Content, threshold: object) -> str:
        words = [self._word(Method, found.get("method")), *self._result(found, threshold)]
        if found.get("state") == RoundState.VOIDED.value:
            words.append(self.localizer.text(N_("voided")))
        return ", ".join(word for word in words if word)

    def _result(self, found: Content, threshold: object) -> Iterator[str]:
        counts = {name: counted(found.get(name)) for name in ("yes", "no", "abstain", "counted")}
        majority = _majority(threshold)
        if counts["yes"] is not None and majority is None:
            known = {name: count or 0 for name, count in counts.items()}
            yield self.localizer.text(N_("for {yes}/{counted}, against {no}, abstaining {abstain}")).format(**known)
            if isinstance(found.get("passed"), bool):
                yield self.localizer.text(N_("passed") if found["passed"] else N_("not passed"))
        elif counts["yes"] is not None and majority is not None:
            votes = Votes(*(count or 0 for count in counts.values()))
            yield str(question_result(votes, majority, say=self.localizer.text, language=self.localizer.language))
        marks = [str(count) for one in _parts(found.get("options")) if (count := counted(one.get("marks"))) is not None]
        if marks:
            text = self.localizer.text(N_("votes {marks} of {counted}"))
            yield text.format(marks=" – ".join(marks), counted=counts["counted"] or 0)
            elected = sum(one.get("elected") is True for one in _parts(found.get("options")))
            yield self.localizer.text(N_("elected: {count}")).format(count=elected)

    def _word(self, words: type[StrEnum], value: Any) -> str:
        return self.localizer.word(words(value)) if isinstance(value, str) and value in frozenset(words) else ""


def _majority(text: object) -> Threshold | None:
    try:
        return Threshold.parse(text) if isinstance(text, str) else None
    except ChiboError:
        return None


def _parts(value: Any) -> list[Content]:
    return [one for one in listed(value) if isinstance(one, dict)]
