"""The rules that a practice meeting broke, from its records, each with the source of the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from models.domain.item_kinds import ItemKind
from models.domain.language import N_, Text
from models.domain.text import short_name
from models.domain.vocabulary import AttendanceState, ItemState, MeetingKind, MotionKind
from models.domain.warnings import RuleWarning
from models.practice.facts import ItemFact, PracticeFacts, RoundFact
from models.practice.happenings import Happening, Log
from models.practice.plan import Away, Plan
from models.profiles.practice import Behaviour, PracticeCheck
from models.profiles.schema import RuleProfile
from models.queries.meeting_checks import length_warning

SPONSORS = "sponsors"
"""The key of the sponsors' item in the agenda of an admission."""

AT_ONCE = timedelta(minutes=2)
"""How much earlier than somebody came the records may have it."""

_TREATED = frozenset({ItemState.RUNNING, ItemState.PAUSED, ItemState.DONE})


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks look at; ``agenda`` cites where the order of the meeting stands."""

    plan: Plan
    facts: PracticeFacts
    log: Log
    rules: RuleProfile
    agenda: Text

    @property
    def is_over(self) -> bool:
        """Whether the meeting is closed: what is missing now is missed."""
        return self.facts.closed_at is not None

    def counted(self) -> Iterator[tuple[Happening, RoundFact]]:
        """Yield each count that was told with its round, unless the round was voided."""
        rounds = {one.id: one for one in self.facts.rounds if one.counted_at and not one.voided_at}
        for one in self.log:
            if one.about in rounds and "shown" in one.values:
                yield one, rounds[one.about]


def faults(judged: Judged) -> tuple[RuleWarning, ...]:
    """Return the rules that were broken, in the order of a meeting."""
    return tuple(one for check in PracticeCheck for one in _CHECKS[check](judged)) + tuple(_unheard(judged))


def _roll(judged: Judged) -> Iterator[RuleWarning]:
    facts, cited = judged.facts, str(judged.rules.attendance.unexcused_max.citation)
    never = [key for key, away in judged.plan.away.items() if away is not Away.LATE]
    if wrong := _names(facts, (key for key in never if _is_present(facts, key))):
        yield RuleWarning(N_("Marked as present without having come: {names}."), {"names": wrong}, cited)
    came = {one.member: one.at for one in judged.log if one.behaviour is Behaviour.LATE}
    early = []
    for key, away in judged.plan.away.items():
        person = facts.person(key)
        arrived = person.arrived_at if person else None
        if away is Away.LATE and arrived and (key not in came or arrived < came[key] - AT_ONCE):
            early.append(key)
    if wrong := _names(facts, early):
        yield RuleWarning(N_("Marked as present before they came: {names}."), {"names": wrong}, cited)
    uncalled = [one.id for one in facts.people if one.state is None]
    if judged.is_over and uncalled:
        sentence = N_("The roll was not called for: {names}.")
        yield RuleWarning(sentence, {"names": _names(facts, uncalled)}, cited)


def _criticism(judged: Judged) -> Iterator[RuleWarning]:
    held = judged.facts.of_kind(ItemKind.CRITICISM)
    left = [one for one in held if _is_left_out(judged, one)]
    if held and left:
        yield RuleWarning(N_("Self-criticism and criticism was left out."), {}, str(judged.agenda))


def _vote(judged: Judged) -> Iterator[RuleWarning]:
    counted = [one for one in judged.facts.main_rounds if one.counted_at and not one.voided_at]
    if counted or not judged.is_over:
        return
    kind = MotionKind.ADMISSION if judged.facts.kind is MeetingKind.ADMISSION else MotionKind.RESOLUTION
    cited = str(judged.rules.votes.thresholds[kind].citation)
    yield RuleWarning(N_("The meeting decided without a vote that was counted."), {}, cited)


def _count(judged: Judged) -> Iterator[RuleWarning]:
    for told, vote in judged.counted():
        right = tuple(told.values[name] for name in ("yes", "no", "abstain"))
        noted = (vote.yes, vote.no, vote.abstain)
        if noted == right or _is_of_probation(told, vote):
            continue
        values = {"title": vote.title, "noted": _text(noted), "right": _text(right)}
        cited = str(judged.rules.votes.thresholds[vote.kind].citation)
        sentence = N_("“{title}”: {noted} was written down, {right} was the vote (for – against – abstaining).")
        yield RuleWarning(sentence, values, cited)


def _probationary(judged: Judged) -> Iterator[RuleWarning]:
    cited = str(judged.rules.votes.probationary_vote.citation)
    for told, vote in judged.counted():
        if _is_of_probation(told, vote):
            values = {"title": vote.title, "name": judged.facts.name(told.member)}
            yield RuleWarning(N_("“{title}”: the hand of {name} was counted, who is on probation."), values, cited)


def _length(judged: Judged) -> Iterator[RuleWarning]:
    facts = judged.facts
    if judged.is_over and (
        found := length_warning(
            judged.rules, facts.kind, (facts.held_seconds + 30) // 60, len(facts.people), thematic=False
        )
    ):
        yield found


def _tasks(judged: Judged) -> Iterator[RuleWarning]:
    facts = judged.facts
    if not judged.is_over or not facts.of_kind(ItemKind.ASSIGNMENTS):
        return
    if not facts.tasks:
        yield RuleWarning(N_("Nobody was given a task of this month."), {}, str(judged.agenda))
    elif open_ended := sum(not one.due for one in facts.tasks):
        yield RuleWarning(N_("Tasks without a day by which they are due: {count}."), {"count": open_ended},
                          str(judged.agenda))  # fmt: skip


def _sponsors(judged: Judged) -> Iterator[RuleWarning]:
    heard = next((one for one in judged.facts.items if one.key == SPONSORS), None)
    first = next(iter(judged.facts.main_rounds), None)
    if heard and first and (heard.started_at is None or heard.started_at > first.opened_at):
        sentence = N_("The vote was opened before the sponsors were heard.")
        yield RuleWarning(sentence, {}, str(judged.agenda))


def _unheard(judged: Judged) -> Iterator[RuleWarning]:
    """Yield that somebody asked for the floor and never got it."""
    facts = judged.facts
    asked = (one.member for one in judged.log if one.behaviour in (Behaviour.ASKS, Behaviour.GUEST_ASKS))
    unheard = [key for key in dict.fromkeys(asked) if key not in facts.spoke]
    if judged.is_over and unheard:
        cited = str(judged.rules.speaking.unspoken_first.citation)
        yield RuleWarning(
            N_("Asked for the floor and did not get it: {names}."), {"names": _names(facts, unheard)}, cited
        )


_CHECKS: Mapping[PracticeCheck, Callable[[Judged], Iterator[RuleWarning]]] = {
    PracticeCheck.ROLL: _roll,
    PracticeCheck.CRITICISM: _criticism,
    PracticeCheck.VOTE: _vote,
    PracticeCheck.COUNT: _count,
    PracticeCheck.PROBATIONARY: _probationary,
    PracticeCheck.LENGTH: _length,
    PracticeCheck.TASKS: _tasks,
    PracticeCheck.SPONSORS: _sponsors,
}


def is_broken(check: PracticeCheck, judged: Judged) -> bool:
    """Return whether the records break what a temptation tempted to break."""
    return next(iter(_CHECKS[check](judged)), None) is not None


def _is_of_probation(told: Happening, vote: RoundFact) -> bool:
    values = told.values
    return told.behaviour is Behaviour.PROBATIONARY_HAND and vote.yes == values["shown"] != values["yes"]


def _is_left_out(judged: Judged, item: ItemFact) -> bool:
    if item.state in (ItemState.SKIPPED, ItemState.DEFERRED):
        return True
    return judged.is_over and item.state not in _TREATED


def _is_present(facts: PracticeFacts, key: str) -> bool:
    person = facts.person(key)
    return person is not None and person.state is AttendanceState.PRESENT


def _names(facts: PracticeFacts, keys: Iterator[str] | list[str]) -> str:
    return ", ".join(sorted(short_name(facts.name(key)) for key in keys))


def _text(votes: tuple[int | None, ...]) -> str:
    return " – ".join("?" if one is None else str(one) for one in votes)
