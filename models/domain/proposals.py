"""Points proposed from the records for the lines of a meeting's score sheet (docs/domain.md, rule 13).

Pure: from facts and a criterion to a proposal with its evidence. Lines that no record decides are marked for the
person; a person decides in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from models.domain.bands import Rate
from models.domain.language import N_
from models.domain.points import NONE, Points
from models.domain.scoring import CriterionFinding, Evidence, Posting, Proposal, Scorable, ScoringFacts, applies


def propose(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    """Return the points that the facts propose for a line of a sheet, at most its maximum."""
    if not applies(criterion, thematic=facts.thematic):
        return Proposal(None, CriterionFinding(N_("counts only in months with a theme")))
    if not facts.is_begun and criterion.evidence not in _BEFOREHAND:
        return Proposal(None, CriterionFinding(N_("the meeting was not held yet")))
    return _PROPOSERS[criterion.evidence](criterion, facts)


def _left_to_a_person(_criterion: Scorable, _facts: ScoringFacts) -> Proposal:
    return Proposal(None, CriterionFinding(N_("no record can tell this")))


def _duration(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"held": facts.held_minutes, "required": facts.required_minutes}
    short = max(0, facts.required_minutes - facts.held_minutes)
    if short and not facts.is_over:
        finding = CriterionFinding(
            N_("{held} of the {required} minutes required so far; the meeting is not closed yet"), values
        )
        return Proposal(None, finding)
    finding = CriterionFinding(N_("held {held} minutes; required are {required}"), values)
    return _limited(criterion, criterion.points_for(short, whole=facts.required_minutes), finding)


def _attendance(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if facts.attendance.denominator and not facts.attendance.numerator:
        return Proposal(None, CriterionFinding(N_("the roll was not called yet")))
    if not facts.unexcused or criterion.if_unexcused is None:
        return _share(criterion, facts.attendance, N_("{part} of {whole} members attended"))
    found = _share(
        criterion,
        facts.attendance,
        N_("{part} of {whole} members attended; absent without a reason: {unexcused}"),
        unexcused=facts.unexcused,
    )
    return Proposal(None if found.points is None else min(found.points, criterion.if_unexcused), found.finding)


def _speaking(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    found = _share(criterion, facts.speaking, N_("{part} of {whole} members present spoke"))
    return found if facts.is_over or facts.speaking.numerator else Proposal(None, found.finding)


def _tasks(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if not facts.tasks.denominator:
        return Proposal(None, CriterionFinding(N_("no tasks of the last meeting are recorded")))
    if facts.tasks_late:
        return _share(
            criterion, facts.tasks, N_("{part} of {whole} tasks done, {late} of them late"), late=facts.tasks_late
        )
    return _share(criterion, facts.tasks, N_("{part} of {whole} tasks done"))


def _excused(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    often = facts.excused_too_often
    values = {"count": often, "most": facts.excused_max}
    if often:
        return Proposal(NONE, CriterionFinding(N_("{count} excused more than {most} times running"), values))
    return Proposal(criterion.points, CriterionFinding(N_("nobody excused more than {most} times running"), values))


def _notice(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if facts.notice is None:
        return Proposal(None, CriterionFinding(N_("no notice is recorded")))
    if facts.notice:
        return Proposal(criterion.points, CriterionFinding(N_("notice was given in time")))
    return Proposal(NONE, CriterionFinding(N_("notice came too late")))


def _committee(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if facts.committee_met is None:
        return Proposal(criterion.points, CriterionFinding(N_("no committee has to meet beforehand")))
    if facts.committee_met:
        return Proposal(criterion.points, CriterionFinding(N_("the committee met beforehand")))
    return Proposal(None, CriterionFinding(N_("no meeting of the committee is recorded")))


def _ideology(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if facts.ideology_minutes is None:
        return Proposal(None, CriterionFinding(N_("no item on ideology or self-criticism was held")))
    values = {"minutes": facts.ideology_minutes}
    found = _limited(
        criterion,
        criterion.points_for(facts.ideology_minutes),
        CriterionFinding(N_("{minutes} minutes for ideology and self-criticism"), values),
    )
    is_settled = facts.is_over or found.points == criterion.points
    return found if is_settled else Proposal(None, found.finding)


def _encouraged(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    spoke, present = facts.speaking.numerator, facts.speaking.denominator
    finding = CriterionFinding(
        N_("{part} of {whole} members present spoke"), {"part": spoke, "whole": present}, facts.speaking
    )
    return Proposal(criterion.points if 2 * spoke > present else None, finding)


def _wishes(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    answered, due = facts.wishes.numerator, facts.wishes.denominator
    values = {"part": answered, "whole": due}
    if not facts.informed:
        return Proposal(None, CriterionFinding(N_("no item with current affairs or new documents was held"), {}))
    if not due:
        return Proposal(criterion.points, CriterionFinding(N_("the secretary informed; no petition is due")))
    finding = CriterionFinding(N_("the secretary informed; {part} of {whole} petitions due were answered"), values)
    return Proposal(criterion.points if answered == due else None, finding)


def _concluded(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"resolutions": facts.resolutions, "conclusions": facts.conclusions}
    finding = CriterionFinding(N_("resolutions adopted: {resolutions}; conclusions noted: {conclusions}"), values)
    return Proposal(criterion.points if facts.resolutions or facts.conclusions else None, finding)


def _adopted(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"count": facts.tasks_assigned}
    if not facts.minutes_adopted:
        return Proposal(None, CriterionFinding(N_("tasks assigned: {count}; the minutes are not read yet"), values))
    finding = CriterionFinding(N_("the minutes were read and adopted; tasks assigned: {count}"), values)
    return Proposal(criterion.points if facts.tasks_assigned else None, finding)


def _posted(
    fact: Callable[[ScoringFacts], Posting], texts: Mapping[Posting, str]
) -> Callable[[Scorable, ScoringFacts], Proposal]:
    """Return a function that proposes all points for a post in time and none for a late one; otherwise a person
    decides.
    """

    def proposer(criterion: Scorable, facts: ScoringFacts) -> Proposal:
        points = {Posting.IN_TIME: criterion.points, Posting.LATE: NONE}.get(fact(facts))
        return Proposal(points, CriterionFinding(texts[fact(facts)]))

    return proposer


def _material(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"count": facts.materials}
    if facts.materials and facts.notice:
        return Proposal(
            criterion.points, CriterionFinding(N_("documents attached: {count}; notice was given in time"), values)
        )
    return Proposal(
        None, CriterionFinding(N_("documents attached: {count}; when they were sent is not recorded"), values)
    )


def _praise(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"praise": facts.praise, "criticism": facts.criticism}
    finding = CriterionFinding(N_("noted: praise {praise}, criticism and self-criticism {criticism}"), values)
    return Proposal(criterion.points if facts.praise and facts.criticism else None, finding)


def _steps(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    done, whole, later = facts.items.numerator, facts.items.denominator, facts.items_to_come
    finding = CriterionFinding(N_("{part} of {whole} items done"), {"part": done, "whole": whole}, facts.items)
    if later:
        sentence = N_("{part} of {whole} items done; {later} for score and minutes are still to come")
        finding = CriterionFinding(sentence, {"part": done, "whole": whole, "later": later}, facts.items)
    return Proposal(criterion.points if whole and done + later == whole else None, finding)


def _recorded(
    fact: Callable[[ScoringFacts], bool | None], yes: str, no: str
) -> Callable[[Scorable, ScoringFacts], Proposal]:
    """Return a function that proposes all points if something is recorded; otherwise a person decides."""

    def proposer(criterion: Scorable, facts: ScoringFacts) -> Proposal:
        return (
            Proposal(criterion.points, CriterionFinding(yes)) if fact(facts) else Proposal(None, CriterionFinding(no))
        )

    return proposer


def _share(criterion: Scorable, rate: Rate, template: str, **more: int) -> Proposal:
    values = {"part": rate.numerator, "whole": rate.denominator, **more}
    return _banded(criterion, rate.numerator, rate.denominator, CriterionFinding(template, values, rate))


def _banded(criterion: Scorable, numerator: int, denominator: int, finding: CriterionFinding) -> Proposal:
    return _limited(criterion, criterion.points_for(numerator, denominator), finding)


def _limited(criterion: Scorable, found: Points | None, finding: CriterionFinding) -> Proposal:
    return Proposal(None if found is None else max(NONE, min(found, criterion.points)), finding)


_BEFORE = {
    Posting.IN_TIME: N_("posted on the Handbook in time"),
    Posting.LATE: N_("posted on the Handbook too late"),
    Posting.MISSING: N_("nothing is recorded as posted on the Handbook before the meeting"),
}
_AFTER = {
    Posting.IN_TIME: N_("finished papers were posted on the Handbook in time"),
    Posting.LATE: N_("finished papers were posted on the Handbook too late"),
    Posting.MISSING: N_("no finished paper is recorded as posted on the Handbook"),
}

_BEFOREHAND = frozenset(
    {
        Evidence.NONE,
        Evidence.AGENDA_AGREED,
        Evidence.COMMITTEE_MET,
        Evidence.NOTICE,
        Evidence.MINUTE_TAKER,
        Evidence.MATERIAL,
        Evidence.TASKS_DONE,
        Evidence.HANDBOOK_MATERIAL,
        Evidence.HANDBOOK_BEFORE,
    }
)
"""Evidence that is on record before the meeting; of all other lines nothing is known until it is held."""

_PROPOSERS: Mapping[StrEnum, Callable[[Scorable, ScoringFacts], Proposal]] = {
    Evidence.NONE: _left_to_a_person,
    Evidence.DURATION: _duration,
    Evidence.ATTENDANCE: _attendance,
    Evidence.EXCUSED_RUNS: _excused,
    Evidence.AGENDA_AGREED: _recorded(
        lambda facts: facts.agreed, N_("the agenda was agreed beforehand"), N_("the agenda was not agreed beforehand")
    ),
    Evidence.COMMITTEE_MET: _committee,
    Evidence.NOTICE: _notice,
    Evidence.STEPS: _steps,
    Evidence.PRAISE: _praise,
    Evidence.SPEAKING_SHARE: _speaking,
    Evidence.MINUTE_TAKER: _recorded(
        lambda facts: facts.minute_taker, N_("there is a minute-taker"), N_("no minute-taker is recorded")
    ),
    Evidence.IDEOLOGY: _ideology,
    Evidence.TASKS_DONE: _tasks,
    Evidence.ENCOURAGED: _encouraged,
    Evidence.WISHES: _wishes,
    Evidence.CONCLUDED: _concluded,
    Evidence.ADOPTED: _adopted,
    Evidence.MATERIAL: _material,
    Evidence.HANDBOOK_MATERIAL: _posted(lambda facts: facts.posted_material, _BEFORE),
    Evidence.HANDBOOK_BEFORE: _posted(lambda facts: facts.posted_before, _BEFORE),
    Evidence.HANDBOOK_AFTER: _posted(lambda facts: facts.posted_after, _AFTER),
}
