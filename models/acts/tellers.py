"""The counting committee of a secret ballot, and what it says of invalid papers."""

from __future__ import annotations

from models.acts.context import meeting_of, rules_of
from models.acts.eligibility import eligible_member
from models.acts.kinds import MeetingId, MemberId
from models.domain.errors import Refused, argument
from models.domain.language import N_
from models.domain.reconciliation import check_tellers
from models.domain.roles import Role
from models.domain.text import clean_text, one_line
from models.queries.names import shown_names
from models.queries.votes import MotionView
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Motion, Round, RoundTeller


def reasons_of(text: str, invalid: int) -> str:
    """Return why papers are invalid, on one line. Raises :class:`Refused` if none is."""
    reasons = one_line(clean_text(text))
    if reasons and not invalid:
        raise Refused(N_("No paper is invalid; leave out the reasons, or give the number of invalid papers.")).at(
            "invalid_reasons"
        )
    return reasons


def appoint_tellers(
    unit: Unit, found: Round, motion: Motion, view: MotionView, tellers: list[MemberId], head: MemberId | None
) -> None:
    """Write down who counts a round, and who leads them: the first named, unless another ``head`` is.

    Raises :class:`Refused` for one who may not count.
    """
    meeting = meeting_of(unit, MeetingId(motion.meeting_id))
    about = {option.member_id for option in view.options} | {motion.subject_id}
    with argument("tellers"):
        check_tellers(
            tellers,
            {member for member in about if member},
            at_least=rules_of(unit, meeting).votes.tellers.value,
            names=shown_names(unit.connection),
        )
    if head is not None and head not in tellers:
        raise Refused(
            N_("{member} is not in the counting committee; its head is one of its members."),
            member=shown_names(unit.connection).get(head, head),
        ).at("head")
    leads = head or next(iter(tellers), None)
    for teller in dict.fromkeys(tellers):
        eligible_member(unit, Role.TELLER, teller, meeting=meeting)
        key = natural_id("round_teller", found.id, teller)
        unit.add(RoundTeller(id=key, round_id=found.id, member_id=teller, is_head=teller == leads))
