"""The debriefing: what was missed, the time lost, who was silent, and the rules broken with their sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models.domain.item_kinds import ItemKind
from models.domain.language import choose_language
from models.domain.vocabulary import AttendanceState, ItemState, MeetingKind, MotionKind
from models.practice.counts import hands
from models.practice.debriefing import Debriefing, debriefing
from models.practice.facts import WrittenFact
from models.practice.plan import Away
from models.practice.reactions import PracticeAnswer
from models.practice.report_text import report_sections, report_text
from models.profiles.loading import load_profile
from models.profiles.practice import Behaviour, PracticeLevel
from tests.practice_chair import Chair

RULES = load_profile(None, date(2026, 11, 3))


def told(chair: Chair) -> Debriefing:
    return debriefing(chair.plan, chair.facts, chair.log, RULES)


def faults(chair: Chair) -> dict[str, str]:
    """Return the sentences of what was broken, with their sources."""
    return {str(one): one.citation for one in told(chair).faults}


def well_held(seed: int = 11, level: PracticeLevel = PracticeLevel.MEDIUM) -> Chair:
    """A meeting that was held as it should be, closed."""
    chair = Chair(seed, level)
    chair.hold(chair.answer)
    people = tuple(
        replace(one, state=AttendanceState.EXCUSED) if one.state is None else one for one in chair.facts.people
    )
    chair.change(people=people, tasks=(WrittenFact("key-Lan", chair.facts.now, due=True),))
    return chair


@pytest.mark.parametrize("level", PracticeLevel)
def test_a_meeting_held_as_it_should_be_breaks_nothing_and_withstands_every_temptation(level: PracticeLevel) -> None:
    chair = well_held(level=level)
    found = told(chair)
    assert faults(chair) == {}
    assert found.answers[PracticeAnswer.MISSED] == found.answers[PracticeAnswer.TARDY] == 0
    assert found.yielded == 0 < found.resisted
    assert found.over_speeches == ()


def test_a_sleeping_chair_hears_what_was_missed_who_was_silent_and_what_was_broken() -> None:
    chair = Chair(11, PracticeLevel.HARD)
    chair.hold()
    found = told(chair)
    assert found.answers[PracticeAnswer.MISSED] > 5
    assert found.spoke == 0
    assert set(found.silent) == {one.name for one in chair.facts.people if one.plays and one.arrived_at}
    sentences = " ".join(faults(chair))
    for words in ("The roll was not called for", "Asked for the floor and did not get it", "given a task",
                  "without a vote"):  # fmt: skip
        assert words in sentences
    assert found.yielded > 0
    assert all(faults(chair).values()), "each rule with its source"


def test_who_stayed_away_or_came_late_is_not_marked_as_present_before() -> None:
    chair = well_held()
    gone = next(key for key, away in chair.plan.away.items() if away is Away.MISSING)
    late = next(key for key, away in chair.plan.away.items() if away is Away.LATE)
    chair.change(people=tuple(
        replace(one, state=AttendanceState.PRESENT, arrived_at=chair.facts.opened_at) if one.id in (gone, late) else one
        for one in chair.facts.people
    ))  # fmt: skip
    names = {chair.facts.name(key) for key in (gone, late)}
    assert {name for name in names for text in faults(chair) if text.endswith(f": {name}.")} == names


def test_votes_are_written_down_as_they_were_counted() -> None:
    chair = Chair(2, PracticeLevel.MEDIUM)
    chair.open()
    chair.open_round()
    while not chair.log or "shown" not in chair.log[-1].values:
        chair.wait(10)
    right = hands(chair.plan, chair.facts, chair.facts.rounds[0])
    chair.count(right.yes, right.no, right.abstain)
    assert faults(chair) == {}
    chair.change(rounds=(replace(chair.facts.rounds[0], yes=right.yes + 2, passed=True),))
    (text,) = faults(chair)
    assert f"{right.yes + 2} – {right.no} – {right.abstain} was written down, {right.yes} –" in text
    assert faults(chair)[text] == str(RULES.votes.thresholds[MotionKind.RESOLUTION].citation)


def test_the_hand_of_a_probationary_member_is_not_counted() -> None:
    chair = Chair(2, PracticeLevel.MEDIUM)
    chair.open()
    chair.open_round()
    while not chair.log or chair.log[-1].behaviour is not Behaviour.PROBATIONARY_HAND:
        chair.wait(10)
    values = chair.log[-1].values
    chair.count(values["shown"], values["no"], values["abstain"])
    assert faults(chair) == {
        "“Resolution”: the hand of Linh was counted, who is on probation.": str(RULES.votes.probationary_vote.citation)
    }


def test_a_disputed_count_that_stands_is_a_fault_and_one_that_was_voided_is_none() -> None:
    chair = Chair(2, PracticeLevel.EASY)
    chair.open()
    chair.open_round()
    while not chair.log or "shown" not in chair.log[-1].values:
        chair.wait(10)
    wrong = chair.log[-1].values
    assert wrong["disputed"]
    chair.count(wrong["shown"], wrong["shown_no"], wrong["abstain"])
    assert len(faults(chair)) == 1
    chair.void()
    assert faults(chair) == {}


def test_self_criticism_that_is_skipped_a_short_meeting_and_a_vote_before_the_sponsors_are_faults() -> None:
    chair = well_held()
    skipped = tuple(
        replace(one, state=ItemState.SKIPPED) if one.kind == ItemKind.CRITICISM else one for one in chair.facts.items
    )
    chair.change(items=skipped, held_seconds=60 * 60)
    sentences = list(faults(chair))
    assert sentences == [
        "Self-criticism and criticism was left out.",
        "60 minutes are too few for a regular meeting; it takes at least 90.",
    ]
    assert faults(chair)[sentences[1]] == str(RULES.meetings.regular_minutes.citation)
    early = Chair(3, PracticeLevel.EASY, MeetingKind.ADMISSION)
    early.open()
    early.start(0)
    early.open_round(MotionKind.ADMISSION)
    assert "The vote was opened before the sponsors were heard." in faults(early)


def test_the_time_lost_is_that_without_an_item_and_that_of_speeches_nobody_ended() -> None:
    chair = Chair(5, PracticeLevel.EASY)
    chair.open()
    chair.wait(300)
    chair.start(0)
    chair.give_floor("key-Lan")
    while not chair.log or chair.log[-1].about != "speech-000":
        chair.wait(10)
    chair.wait(200)
    chair.end_speech()
    found = told(chair)
    assert found.idle == 300
    assert found.over_speeches == (("Lan", 200),)
    assert found.lost_seconds == 500
    assert [title for title, _seconds in found.over_items] == [chair.facts.items[0].title]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_is_one_text_in_sections(language: str) -> None:
    choose_language(language)
    chair = Chair(11, PracticeLevel.HARD)
    chair.hold()
    found = told(chair)
    text = report_text(found)
    for section in report_sections(found):
        assert section.title in text
        assert section.lines
        assert all(line in text for line in section.lines)
    assert "{" not in text
    assert "??" not in text


def test_one_petition_on_record_answers_one_that_was_raised() -> None:
    chair = Chair(6, PracticeLevel.HARD)
    chair.hold()
    raised = [one for one in chair.log if one.behaviour is Behaviour.PETITION]
    assert len(raised) == 2

    def answers() -> list[PracticeAnswer]:
        return [one.answer for one in told(chair).reactions if one.happening in raised]

    chair.change(petitions=(WrittenFact("key-Lan", raised[1].at),))
    assert answers() in (
        [PracticeAnswer.TARDY, PracticeAnswer.MISSED],
        [PracticeAnswer.IN_TIME, PracticeAnswer.MISSED],
    )
    chair.change(petitions=tuple(WrittenFact("key-Lan", one.at) for one in raised))
    assert answers() == [PracticeAnswer.IN_TIME] * 2
