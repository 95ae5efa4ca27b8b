"""The debriefing in words, in sections: one text for the screen, the command line and the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.domain.clock import local
from models.domain.language import _
from models.domain.timing import clock_text
from models.practice.debriefing import Debriefing, PracticePoints
from models.practice.reactions import PracticeAnswer
from models.practice.telling import answer_word, told
from models.profiles.in_force import load_template


@dataclass(frozen=True, slots=True)
class DebriefingSection:
    """A section of the report: its title, and its lines; the certificate has the first line, or all of them."""

    title: str
    lines: tuple[str, ...]
    certified: int = 1


def report_sections(found: Debriefing) -> tuple[DebriefingSection, ...]:
    """Return the sections of a debriefing."""
    rules = tuple(_rules(found))
    sections = [
        DebriefingSection(_("Answers"), tuple(_answers(found))),
        DebriefingSection(_("Time"), tuple(_times(found))),
        DebriefingSection(_("Who spoke"), tuple(_speaking(found))),
        DebriefingSection(_("Rules and principles"), rules, certified=len(rules)),
    ]
    if found.points:
        sections.append(DebriefingSection(_("Points of the meeting"), tuple(_points(found.points))))
    return tuple(sections)


def practice_title(found: Debriefing) -> str:
    """Return what was practised, in one line: ``Sinh hoạt thường kỳ · mức vừa · số 7``."""
    draw = found.plan.draw
    text = _("{meeting} · level {level} · seed {seed}")
    meeting = load_template(None, found.facts.kind).title
    line = text.format(meeting=meeting, level=found.plan.settings.title, seed=draw.seed)
    return line if found.is_over else _("{practice} · the meeting is not closed yet").format(practice=line)


def report_text(found: Debriefing) -> str:
    """Return the whole report as plain text."""
    parts = [practice_title(found)]
    for one in report_sections(found):
        parts += ["", one.title, *(f"  {line}" for line in one.lines)]
    return "\n".join(parts) + "\n"


def _answers(found: Debriefing) -> Iterator[str]:
    counts = found.answers
    yield _("{good} of {all} answered in time, {tardy} late, {missed} missed.").format(
        good=counts[PracticeAnswer.IN_TIME],
        all=found.asked,
        tardy=counts[PracticeAnswer.TARDY],
        missed=counts[PracticeAnswer.MISSED],
    )
    for one in found.reactions:
        if one.answer in (PracticeAnswer.TARDY, PracticeAnswer.MISSED):
            line = told(found.plan, found.facts, one.happening)
            yield f"{local(one.happening.at):%H:%M}  {line}  [{answer_word(one)}]"


def _times(found: Debriefing) -> Iterator[str]:
    facts = found.facts
    planned = sum(one.minutes for one in facts.items)
    yield _("Held {held}; planned were {planned} minutes.").format(held=clock_text(facts.held_seconds), planned=planned)
    if found.lost_seconds:
        yield _("Lost in all: {time}.").format(time=clock_text(found.lost_seconds))
    if found.idle:
        yield _("No item ran for {time}.").format(time=clock_text(found.idle))
    for name, seconds in found.over_speeches:
        yield _("{name} held the floor {time} longer than needed.").format(name=name, time=clock_text(seconds))
    for title, seconds in found.over_items:
        yield _("“{item}” ran over by {time}.").format(item=title, time=clock_text(seconds))


def _speaking(found: Debriefing) -> Iterator[str]:
    yield _("{part} of {whole} members who came spoke, the chair aside.").format(
        part=found.spoke, whole=found.spoke + len(found.silent)
    )
    if found.silent:
        yield _("Never spoke: {names}.").format(names=", ".join(found.silent))


def _rules(found: Debriefing) -> Iterator[str]:
    for one in found.faults:
        yield f"{one} ({one.citation})" if one.citation else str(one)
    if not found.faults:
        yield _("No rule was broken, as far as the records tell.")
    if tempted := found.resisted + found.yielded:
        yield _("Temptations withstood: {count} of {all}.").format(count=found.resisted, all=tempted)


def _points(points: PracticePoints) -> Iterator[str]:
    yield _("The records give {sure} of {of} points; people decide on {rest} more.").format(
        sure=points.sure, of=points.of, rest=points.by_people
    )
    for one in points.lost:
        yield _("{points} of {most}: {line} ({finding})").format(
            points=one.points, most=one.most, line=one.title, finding=one.finding
        )
