"""The annual review of each member: self-assessment, the cell's proposal and vote, the decision.

Self-assessments and comments are confidential: no audit line contains their words, and of the vote only the count is
stored (docs/domain.md, rule 12 and "Trust").
"""

from __future__ import annotations

from datetime import date

from models.acts.eligibility import name_of
from models.acts.kinds import MemberId, MotionId
from models.acts.registry import act
from models.domain.classification import ClassVotes
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.text import clean_text
from models.domain.typed.days import year_of
from models.domain.vocabulary import Classification, MotionKind
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.profiles.in_force import load_profile
from models.queries.people import members
from models.queries.reviews import member_reviews
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Member, MemberReview, Motion


@act("review.assess", label=N_("wrote down the self-assessment of {member} for {year}"))
def assess_oneself(
    unit: Unit, member: MemberId, text: str = "", rating: Classification | None = None, year: int | None = None
) -> str:
    """Write down what a member says of the year, and the class that he or she asks for; confidential."""
    review = _review(unit, member, year)
    review.self_text, review.self_rating = clean_text(text).strip(), rating
    return _kept(unit, review)


@act("review.comment", label=N_("wrote down the comments on {member} for {year}"))
def comment_on_member(unit: Unit, member: MemberId, text: str, year: int | None = None) -> str:
    """Write down what the others say of a member's year; confidential."""
    review = _review(unit, member, year)
    review.comments = clean_text(text).strip()
    return _kept(unit, review)


@act("review.propose", label=N_("the committee proposed for {member} in {year}: {rating}"))
def propose_class(unit: Unit, member: MemberId, rating: Classification, year: int | None = None) -> str:
    """Write down the class that the cell's committee proposes for a member."""
    review = _review(unit, member, year)
    review.proposed_rating = rating
    unit.say(rating=rating)
    return _kept(unit, review)


@act(
    "review.count",
    label=N_("counted the vote on {member} for {year}: {excellent}/{good}/{completed}/{not_completed} of {convened}"),
)
def count_classification(
    unit: Unit,
    member: MemberId,
    convened: int,
    excellent: int,
    good: int,
    completed: int,
    not_completed: int,
    year: int | None = None,
) -> str:
    """Write down what the ballot on a member's class counted, of so many convened; never who voted what."""
    counted = (excellent, good, completed, not_completed)
    given = dict(
        zip(("convened", "excellent", "good", "completed", "not_completed"), (convened, *counted), strict=True)
    )
    if min(given.values()) < 0:
        raise Refused(N_("A number of votes is 0 or more; correct it.")).at(
            next(name for name, number in given.items() if number < 0)
        )
    if not convened or sum(counted) > convened:
        raise Refused(
            N_("{votes} = {sum} votes were counted, but {convened} members were convened; count again."),
            votes=" + ".join(map(str, counted)),
            sum=sum(counted),
            convened=convened,
        ).at("convened")
    review = _review(unit, member, year)
    review.convened = convened
    review.votes_excellent, review.votes_good, review.votes_completed, review.votes_not_completed = counted
    unit.say(excellent=excellent, good=good, completed=completed, not_completed=not_completed, convened=convened)
    _warn_without_majority(unit, ClassVotes(convened, dict(zip(Classification, counted, strict=True))))
    return _kept(unit, review)


@act("review.by_motion", label=N_("the class of {member} for {year} was voted on by “{motion}”"))
def classify_by_motion(unit: Unit, member: MemberId, motion: MotionId, year: int | None = None) -> str:
    """Tell by which motion the cell voted on the class that the committee proposed for a member."""
    found, review = unit.get(Motion, motion), _review(unit, member, year)
    if found.kind is not MotionKind.CLASSIFICATION:
        raise Refused(
            N_("“{motion}” is no motion on a classification; put one to the vote first: {way}."),
            motion=found.title,
            way=WayOut("motion.put"),
        )
    review.motion_id = found.id
    unit.say(motion=found.title)
    return _kept(unit, review)


@act("review.superior", label=N_("the superior holds for {member} in {year}: {rating}"))
def superior_class(unit: Unit, member: MemberId, rating: Classification, year: int | None = None) -> str:
    """Write down the superior committee's class for a member."""
    review = _review(unit, member, year)
    review.superior_rating = rating
    unit.say(rating=rating)
    key = _kept(unit, review)
    _warn_of_too_many(unit, review.year)
    return key


@act("review.decide", label=N_("decided the class of {member} for {year}: {rating}"))
def decide_class(
    unit: Unit, member: MemberId, rating: Classification, on: date | None = None, year: int | None = None
) -> str:
    """Write down the official class of a member, with the day of the decision."""
    review = _review(unit, member, year)
    review.official_rating, review.official_on = rating, on or unit.today
    unit.say(rating=rating)
    key = _kept(unit, review)
    _warn_of_too_many(unit, review.year)  # a lower class also changes the number from which the share is calculated
    return key


@act("review.clear", label=N_("emptied the review of {member} for {year}"))
def clear_review(unit: Unit, member: MemberId, year: int | None = None) -> None:
    """Clear the whole review of a member for a year."""
    review = _review(unit, member, year, revive=False)
    if review.deleted:
        raise Refused(N_("Nothing is written of this member's year yet, so there is nothing to take away."))
    review.deleted = True
    _say(unit, review)


def _kept(unit: Unit, review: MemberReview) -> str:
    unit.add(review)
    _say(unit, review)
    return review.id


def _say(unit: Unit, review: MemberReview) -> None:
    unit.say(member=name_of(unit, unit.get(Member, review.member_id)), year=review.year)


def _review(unit: Unit, member: MemberId, year: int | None, *, revive: bool = True) -> MemberReview:
    """Return the review of a member's year; one that was cleared begins empty."""
    whom, of = unit.get(Member, member), year_of(unit.today.year if year is None else year)
    key = natural_id("member_review", whom.id, str(of))
    found = unit.find(MemberReview, key)
    if found is None:
        return MemberReview(id=key, deleted=not revive, member_id=whom.id, year=of)
    if found.deleted and revive:
        _empty(found)
    return found


def _empty(review: MemberReview) -> None:
    review.deleted, review.self_text, review.comments = False, "", ""
    review.self_rating = review.proposed_rating = review.superior_rating = review.official_rating = None
    review.motion_id, review.official_on, review.convened = None, None, None
    review.votes_excellent = review.votes_good = review.votes_completed = review.votes_not_completed = None


def _warn_without_majority(unit: Unit, counted: ClassVotes) -> None:
    rule = load_profile(unit.home, unit.today).votes.thresholds[MotionKind.CLASSIFICATION]
    if counted.voted(rule.value) is None:
        text = N_("No class has the votes that are needed ({arithmetic} does not hold); a person decides.")
        unit.warn(RuleWarning(text, {"arithmetic": counted.arithmetic(rule.value)}, str(rule.citation)))


def _warn_of_too_many(unit: Unit, year: int) -> None:
    rule = load_profile(unit.home, unit.today).review.excellent_percent_max
    limit = member_reviews(unit.connection, unit.home, year, unit.today).limit
    if not limit.holds:
        names = {one.id: one.full_name for one in members(unit.connection, unit.today, with_left=True)}
        over = ", ".join(names[key] for key in limit.over)
        text = N_("More are excellent than may be: {arithmetic}. Beyond it: {over}.")
        unit.warn(RuleWarning(text, {"arithmetic": str(limit), "over": over}, str(rule.citation)))
