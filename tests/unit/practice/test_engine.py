"""What happens at a practice meeting: always the same, in order, bounded, and all of it possible at its level."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models.practice
from models.domain.vocabulary import ItemState, MeetingKind
from models.practice.counts import hands
from models.practice.engine import most
from models.practice.happenings import Happening
from models.practice.plan import Away, PracticeKind
from models.practice.reactions import PracticeAnswer, reactions
from models.profiles.loading import load_practice
from models.profiles.practice import AT_ITEMS, BY_ITSELF, Behaviour, PracticeLevel
from tests.practice_chair import Chair

KINDS = [MeetingKind(kind.value) for kind in PracticeKind]
SEEDS = st.integers(min_value=0, max_value=9999)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(("start", "finish", "floor", "end", "round", "count", "void", "nothing")),
        st.integers(min_value=0, max_value=200),
        st.integers(min_value=0, max_value=12),
    ),
    max_size=60,
)


def act(chair: Chair, name: str, which: int) -> None:
    """Do something as a trainee may, wise or not; what the program would refuse is left out."""
    last = chair.facts.rounds[-1] if chair.facts.rounds else None
    match name:
        case "start" if which < len(chair.facts.items) and chair.facts.items[which].state is ItemState.PENDING:
            chair.finish()
            chair.start(which)
        case "finish":
            chair.finish()
        case "floor":
            chair.give_floor(chair.facts.people[which % len(chair.facts.people)].id)
        case "end":
            chair.end_speech()
        case "round" if last is None or not last.is_open:
            chair.open_round(on_paper=which % 2 == 0)
        case "count" if last and last.is_open:
            chair.count(which, 12 - which)
        case "void" if last and not last.voided_at:
            chair.void()


def played(seed: int, level: PracticeLevel, kind: MeetingKind, acts: list[tuple[str, int, int]]) -> Chair:
    chair = Chair(seed, level, kind)
    chair.open()
    for name, seconds, which in acts:
        act(chair, name, which)
        chair.wait(seconds)
    return chair


@settings(max_examples=60)
@given(seed=SEEDS, level=st.sampled_from(PracticeLevel), kind=st.sampled_from(KINDS), acts=ACTS)
def test_the_same_seed_and_the_same_chair_give_the_same_meeting_in_order_and_within_bounds(
    seed: int, level: PracticeLevel, kind: MeetingKind, acts: list[tuple[str, int, int]]
) -> None:
    chair = played(seed, level, kind, acts)
    assert chair.log == played(seed, level, kind, acts).log
    assert len({one.id for one in chair.log}) == len(chair.log) <= most(chair.plan, chair.facts)
    assert [one.at for one in chair.log] == sorted(one.at for one in chair.log)
    assert tuple(Happening.from_json(one.to_json()) for one in chair.log) == chair.log
    assert len(reactions(chair.plan, chair.facts, chair.log)) == len(chair.log)


@settings(max_examples=60)
@given(seed=SEEDS, level=st.sampled_from(PracticeLevel), acts=ACTS)
def test_an_event_happens_only_at_its_item_and_its_level(
    seed: int, level: PracticeLevel, acts: list[tuple[str, int, int]]
) -> None:
    chair = Chair(seed, level)
    chair.open()
    planned = {one.id: one for one in chair.plan.planned}
    for name, seconds, which in acts:
        act(chair, name, which)
        if (found := chair.wait(seconds)) is None:
            continue
        event = chair.plan.script.event(found.event)
        assert event is not None
        assert event.fits(chair.facts.kind)
        assert event.behaviour in BY_ITSELF or event.count(level)
        if event.behaviour in AT_ITEMS:
            running = chair.facts.running
            assert running is not None
            assert running.kind == planned[found.id].at
            assert running.seconds >= planned[found.id].after >= event.after[0]


@pytest.mark.parametrize("level", PracticeLevel)
@pytest.mark.parametrize("kind", KINDS)
def test_every_event_is_possible_at_its_level(level: PracticeLevel, kind: MeetingKind) -> None:
    happened: set[str] = set()
    for seed in range(8):
        chair = Chair(seed, level, kind)
        happened |= {one.event for one in chair.hold(chair.answer)}
    script = load_practice(None)
    wanted = {one.key for one in script.events if one.fits(kind) and (one.behaviour in BY_ITSELF or one.count(level))}
    assert wanted - happened - {"idle"} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_harder_level_has_more_events_and_less_patience(kind: MeetingKind) -> None:
    plans = [Chair(5, level, kind).plan for level in PracticeLevel]
    counts = [len(one.planned) + len(one.long_speeches) for one in plans]
    assert counts == sorted(set(counts))
    asks = next(iter(plans[0].script.of(Behaviour.ASKS, kind)))
    patience = [one.patience(asks) for one in plans]
    assert patience == sorted(set(patience), reverse=True)


def test_another_seed_gives_another_meeting() -> None:
    assert len({tuple((one.id, one.member, one.after) for one in Chair(seed, PracticeLevel.EASY).plan.planned)
                for seed in range(20)}) == 20  # fmt: skip


def test_a_wise_chair_answers_everything_in_time_and_a_sleeping_one_misses_what_waits() -> None:
    for level in PracticeLevel:
        wise, asleep = Chair(11, level), Chair(11, level)
        wise.hold(lambda found, chair=wise: chair.answer(found))  # type: ignore[misc]
        asleep.hold()
        answers = {one.answer for one in reactions(wise.plan, wise.facts, wise.log) if one.happening.event != "room"}
        assert answers <= {PracticeAnswer.IN_TIME, PracticeAnswer.TOLD}
        missed = {one.happening.behaviour for one in reactions(asleep.plan, asleep.facts, asleep.log)
                  if one.answer is PracticeAnswer.MISSED}  # fmt: skip
        assert {Behaviour.LATE, Behaviour.ASKS, Behaviour.PETITION} <= missed


def test_nothing_happens_before_the_opening_in_a_break_or_after_the_end() -> None:
    chair = Chair(3, PracticeLevel.HARD)
    assert chair.wait(600) is None
    chair.open()
    chair.change(paused=True)
    assert chair.wait(600) is None
    chair.change(paused=False)
    assert chair.wait(10) is not None
    chair.close()
    assert chair.wait(600) is None


def test_what_was_interrupted_goes_on_as_it_would_have() -> None:
    whole, killed = Chair(4, PracticeLevel.MEDIUM), Chair(4, PracticeLevel.MEDIUM)

    def begin_anew(found: Happening) -> None:
        killed.answer(found)
        killed.log = tuple(Happening.from_json(one.to_json()) for one in killed.log)
        killed.plan = Chair(4, PracticeLevel.MEDIUM).plan

    assert killed.hold(begin_anew) == whole.hold(whole.answer)


def test_the_first_vote_fails_and_the_next_is_counted_wrong_until_it_is_counted_again() -> None:
    chair = Chair(2, PracticeLevel.MEDIUM)
    chair.open()
    chair.open_round()
    first = hands(chair.plan, chair.facts, chair.facts.rounds[0])
    assert first.yes == chair.facts.rounds[0].needed - 1
    assert first.shown == first.yes + first.probationary
    chair.count(first.yes, first.no, first.abstain)
    chair.open_round()
    second = hands(chair.plan, chair.facts, chair.facts.rounds[1])
    assert second.disputed
    assert (second.shown, second.shown_no) == (second.yes + 1, second.no - 1)
    chair.void()
    chair.open_round()
    third = hands(chair.plan, chair.facts, chair.facts.rounds[2])
    assert (third.shown, third.shown_no) == (third.yes, third.no) == (second.yes, second.no)


@given(seed=SEEDS, level=st.sampled_from(PracticeLevel), needed=st.integers(min_value=1, max_value=11))
def test_never_more_votes_are_counted_than_voters_are_in_the_room(seed: int, level: PracticeLevel, needed: int) -> None:
    chair = Chair(seed, level)
    chair.open()
    voting = sum(one.votes and one.in_room for one in chair.facts.people)
    for _ in range(4):
        chair.open_round(needed=needed)
        found = hands(chair.plan, chair.facts, chair.facts.rounds[-1])
        assert found.yes + found.no + found.abstain == voting
        assert min(found.yes, found.no, found.abstain, found.shown_no) >= 0
        chair.count(found.yes, found.no, found.abstain)


@given(seed=SEEDS, level=st.sampled_from(PracticeLevel))
def test_most_of_the_cell_is_in_the_room_and_who_stays_away_does_not_speak(seed: int, level: PracticeLevel) -> None:
    chair = Chair(seed, level)
    assert len(chair.plan.away) <= 3
    gone = {key for key, away in chair.plan.away.items() if away is not Away.LATE}
    assert not {one.member for one in chair.plan.planned} & gone


@pytest.mark.parametrize("path", sorted(Path(models.practice.__file__).parent.glob("*.py")), ids=lambda one: one.stem)
def test_nothing_but_the_clock_of_the_practice_knows_the_time(path: Path) -> None:
    words = ("\nimport time\n", "datetime.now", "utcnow", "date.today", "system_clock")
    found = [word.strip() for word in words if word in path.read_text(encoding="utf-8")]
    assert found == (["import time"] if path.stem == "clock" else [])
