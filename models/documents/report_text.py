"""The report to the superior as text for people, to read before it is sent: every section of its content.

The content is :mod:`models.queries.report`; only hashes are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.documents.wording import hour_text, hours_text
from models.domain.bands import Grade, Rate
from models.domain.clock import VIETNAM, day_held, from_text
from models.domain.formats import day_text, percent_text
from models.domain.labels import label
from models.domain.language import N_, _, ngettext
from models.domain.methods import Method
from models.domain.points import from_parts
from models.domain.report_figures import WORDS
from models.domain.results import Votes, question_result
from models.domain.scoring import grade_name
from models.domain.text import capital, one_line
from models.domain.thresholds import Threshold
from models.domain.vocabulary import CellKind, Classification, MeetingKind, MotionState, RoundState, ScoreStage

Part = Mapping[str, Any]

TITLES: Mapping[str, str] = {
    "paper": N_("Printed paper"),
    "answer": N_("Answer to the remark"),
    "cell": N_("Cell"),
    "meeting": N_("Meeting"),
    "attendance": N_("Attendance"),
    "speaking": N_("Contributions"),
    "votes": N_("Votes"),
    "resolutions": N_("Resolutions"),
    "tasks": N_("Tasks"),
    "indicators": N_("Indicators"),
    "year": N_("The year"),
    "score": N_("Score"),
    "petitions": N_("Petitions sent up"),
    "superior": N_("Assigned superior"),
    "evaluation": N_("Evaluation by the superior"),
    "minutes": N_("Minutes"),
    "addenda": N_("Addenda"),
    "paragraphs": N_("Hashes of the lines"),
}
"""The titles of the sections, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A section of the report as text."""

    name: str
    title: str
    lines: tuple[str, ...]


def section_title(name: str) -> str:
    """Return the title of a section; of an unknown one, which a newer program made, its name."""
    return _(TITLES.get(name, name))


def report_sections(content: Mapping[str, Any]) -> tuple[ReportSection, ...]:
    """Return the sections that have content, in their order; the text of the minutes is the last."""
    found = (
        ReportSection(name, section_title(name), tuple(lines(content[name])))
        for name, lines in _LINES.items()
        if content.get(name)
    )
    return tuple(section for section in found if section.lines)


def _answer(part: Part) -> Iterator[str]:
    returned = from_text(part["returned_at"]).astimezone(VIETNAM)
    yield _("Returned {day}: {remark}").format(day=day_text(returned.date()), remark=one_line(part["remark"]))


def _cell(part: Part) -> Iterator[str]:
    yield f"{part['name']} → {part['superior']}" if part["superior"] else part["name"]
    if kind := part.get("kind"):
        yield _("Kind of cell: {kind}").format(kind=label(CellKind(kind)))


def _meeting(part: Part) -> Iterator[str]:
    kind = label(MeetingKind(part["kind"]))
    held = day_held(from_text(part["scheduled_at"]), from_text(part["opened_at"]) if part["opened_at"] else None)
    yield _("{kind}, no. {number} of the year {year}; {day}").format(
        kind=capital(kind), number=part["number"], year=held.year, day=day_text(held)
    )
    if part["title"]:
        yield one_line(part["title"])
    if part["opened_at"] and part["closed_at"]:
        opened, closed = hours_text(from_text(part["opened_at"]), from_text(part["closed_at"]))
        yield _("From {opened} to {closed}; {minutes} minutes of {planned} planned").format(
            opened=opened,
            closed=closed,
            minutes=part["minutes"],
            planned=part["planned_minutes"],
        )
    if part["place"]:
        yield one_line(part["place"])
    if part["thematic"]:
        yield _("Theme: {theme}").format(theme=one_line(part["theme"]) or "–")


_MARKS = ("present", "excused", "unexcused", "exempt", "elsewhere", "uncalled")
"""The marks of members on the roll; they add up to the roll."""


def _attendance(part: Part) -> Iterator[str]:
    yield _("{official} official members, {probationary} probationary; convened and counted: {convened}").format_map(
        part
    )
    total = sum(part[name] for name in _MARKS)
    present = _("On the roll {total}: present {present}, of them {present_official} official")
    yield present.format(total=total, present=part["present"], present_official=part["present_official"])
    yield _("Excused {excused}, without a reason {unexcused}, exempt {exempt}, elsewhere {elsewhere}").format_map(part)
    if part["uncalled"]:
        yield _("Not called: {uncalled}").format_map(part)
    if part["late"]:
        yield _("Came after the roll-call: {late}").format_map(part)
    yield from _others("attendance", part, {*_MARKS, "convened", "late"})


def _speaking(part: Part) -> Iterator[str]:
    yield _("{spoke} of {present} who came have spoken").format_map(part)


def _votes(motions: list[Part]) -> Iterator[str]:
    for motion in motions:
        yield f"{motion['number']}. {one_line(motion['title'])} – {label(MotionState(motion['state']))}"
        for found in motion["rounds"]:
            yield f"· {_round(found, motion['threshold'])}"


def _round(found: Part, threshold: str) -> str:
    words = [label(Method(found["method"])), *_counts(found, threshold)]
    if found["state"] == RoundState.VOIDED:
        words.append(_("voided"))
    return _("round {number}: {words}").format(number=found["number"], words=", ".join(words))


def _counts(found: Part, threshold: str) -> Iterator[str]:
    if found["issued"] is not None:
        yield _("issued {issued}, returned {returned}, valid {valid}, invalid {invalid}").format(
            issued=found["issued"], returned=found["returned"], valid=found["valid"], invalid=found["invalid"] or 0
        )
    if found["yes"] is not None:
        votes = Votes(*(found[name] or 0 for name in ("yes", "no", "abstain", "counted")))
        yield str(question_result(votes, Threshold.parse(threshold)))
    marks = [str(one["marks"]) for one in found["options"] if one["marks"] is not None]
    if marks:
        yield _("votes {marks} of {counted}").format(marks=" – ".join(marks), counted=found["counted"])
        yield _("elected: {count}").format(count=sum(bool(one["elected"]) for one in found["options"]))


def _resolutions(adopted: list[Part]) -> Iterator[str]:
    for one in adopted:
        number = f"{one['number']:02}" if one["number"] is not None else "–"
        yield _("No. {number}: {title}").format(number=number, title=one_line(one["title"]))


def _tasks(part: Part) -> Iterator[str]:
    yield _("Given by this meeting: {given}").format_map(part)
    if part["last_given"]:
        yield _("Of last month's {last_given}: {last_done} done, {last_late} of them late").format_map(part)
    yield _("Past their day: {overdue}").format_map(part)
    yield from _others("tasks", part, {"given", "last_given", "last_done", "last_late", "overdue"})


def _others(section: str, part: Part, said: set[str]) -> Iterator[str]:
    """Yield the counts of a section that no sentence has mentioned, one a line."""
    for name, words in WORDS[section].items():
        if name not in said and part.get(name) is not None:
            yield f"{_(words)}: {part[name]}"


_INDICATORS: Mapping[str, str] = {
    "attendance": N_("Attendance"),
    "speaking": N_("Members who spoke"),
    "items": N_("Agenda items done"),
    "tasks": N_("Last month's tasks done"),
}


def _indicators(part: Part) -> Iterator[str]:
    for name, found in part.items():
        rate = Rate(found["numerator"], found["denominator"])
        yield f"{_(_INDICATORS.get(name, name))}: {rate.numerator}/{rate.denominator}{_percent(rate)}"


def _percent(rate: Rate) -> str:
    return f" = {percent_text(rate)}" if rate.denominator else ""


def _year(part: Part) -> Iterator[str]:
    if part["targets"]["denominator"]:
        yield _("Targets reached: {numerator} of {denominator}").format_map(part["targets"])
    for one in part["years"]:
        if one["admissions_planned"]:
            yield _("{year}: admissions planned: {admissions_planned}").format_map(one)
        told = [f"{label(each)} {one['classes'][each]}" for each in Classification if one["classes"][each]]
        if told:
            yield _("{year}: members by class: {classes}").format(year=one["year"], classes=", ".join(told))


def _score(part: Part) -> Iterator[str]:
    grade = grade_name(Grade(part["grade"], 0)) if part["grade"] else _("points are missing")
    points, of = from_parts(part)
    yield _("{points} of {of} points: {grade} ({stage})").format(
        points=points, of=of, grade=grade, stage=label(ScoreStage(part["stage"]))
    )


def _petitions(listed: list[Part]) -> Iterator[str]:
    for one in listed:
        words = [one_line(one["text"]), _("to {name}").format(name=one_line(one["to"]))]
        if one["from"]:
            words.append(_("from {name}").format(name=one_line(one["from"])))
        if one["due_on"]:
            words.append(_("until {day}").format(day=day_text(date.fromisoformat(one["due_on"]))))
        yield "; ".join(words)


def _superior(part: Part) -> Iterator[str]:
    if not part["invited"]:
        yield _("Nobody of the superior was on the list of guests")
        return
    yield _("Attended") if part["attended"] else _("Did not attend")
    if not part["evaluated"]:
        yield _("No points given yet")
        return
    points, of = from_parts(part)
    yield _("Gave {points} of {of} points").format(points=points, of=of)


def _evaluation(part: Part) -> Iterator[str]:
    who = ", ".join(filter(None, (one_line(part["evaluator"]), one_line(part["role"]))))
    signed = from_text(part["signed_at"])
    day = day_text(signed.astimezone(VIETNAM).date())
    yield _("Signed by {who}, {day} {hour}").format(who=who, day=day, hour=hour_text(signed))
    if part["remark"]:
        yield one_line(part["remark"])
    for one in part["points"]:
        title = part["titles"].get(one["criterion"], one["criterion"])
        remark = f" – {one_line(one['remark'])}" if one["remark"] else ""
        points, of = from_parts(one)
        yield f"{one_line(title)}: {points}/{of}{remark}"
    yield f"SHA-256 {part['seal']}"


def _minutes(part: Part) -> Iterator[str]:
    if part["approved_at"] is None:
        yield _("The whole text, once it is approved")
        return
    approved = from_text(part["approved_at"])
    yield _("Approved {day} {hour}").format(day=day_text(approved.astimezone(VIETNAM).date()), hour=hour_text(approved))
    count = len(part["text"].split("\n"))
    yield ngettext("The whole text, {count} line", "The whole text, {count} lines", count).format(count=count)
    yield f"SHA-256 {part['seal']}"


def _addenda(listed: list[Part]) -> Iterator[str]:
    for one in listed:
        written = from_text(one["written_at"]).astimezone(VIETNAM).date()
        yield f"{day_text(written)}: {one_line(one['text'])}"


_LINES: Mapping[str, Callable[[Any], Iterator[str]]] = {
    "answer": _answer,
    "cell": _cell,
    "meeting": _meeting,
    "attendance": _attendance,
    "speaking": _speaking,
    "votes": _votes,
    "resolutions": _resolutions,
    "tasks": _tasks,
    "indicators": _indicators,
    "year": _year,
    "score": _score,
    "petitions": _petitions,
    "superior": _superior,
    "evaluation": _evaluation,
    "minutes": _minutes,
    "addenda": _addenda,
}
