"""Ballot papers: the same slip as many times as there are voters, eight to a page."""

from __future__ import annotations

from models.documents.letterhead import DocumentContent, paper
from models.documents.offered import deciding_round
from models.documents.paper import BallotSlips, Paper
from models.documents.record import MeetingRecord
from models.documents.vote_words import motion_title
from models.domain.errors import Refused
from models.domain.formats import NO_BREAK
from models.domain.labels import choice_text, label
from models.domain.language import N_, _
from models.domain.methods import Method
from models.domain.text import capital, one_line
from models.domain.vocabulary import Choice, MotionKind
from models.domain.ways_out import WayOut
from models.queries.next_ballot import NextBallot, next_ballot
from models.queries.votes import MotionView, RoundView

_NO_PAPERS = N_(
    "“{title}” is voted on by {method}, which needs no ballot papers; to vote on paper, void that round with a reason"
    " and open another: {way}."
)


def ballots(record: MeetingRecord, number: int) -> Paper:
    """Return ballot papers for a motion: of the round that is open or decided it, else of the next one.

    Raises :class:`Refused` if the vote needs no papers.
    """
    motion = record.motion(number)
    held = deciding_round(motion)
    if held and held.method is not Method.PAPER_BALLOT:
        way = WayOut("round.open", f"motion={motion.number} method={Method.PAPER_BALLOT.value}")
        raise Refused(_NO_PAPERS, title=one_line(motion.title), method=label(held.method), way=way)
    ballot = _ballot_of(held) if held else next_ballot(motion, record.rules.votes)
    title = _("BALLOT") if motion.kind is MotionKind.ELECTION else _("VOTING SLIP")
    if (again := held.number if held else len(motion.rounds) + 1) > 1:
        again_text = _("(round {number})").format(number=again).replace(" ", NO_BREAK)
        title = f"{title} {again_text}"
    slip = BallotSlips(
        count=held.voters_present if held else record.electorate.voters_present or record.electorate.convened,
        title=title,
        question=motion_title(motion),
        lines=tuple(capital(option.label) for option in ballot.options)
        or tuple(capital(choice_text(one)) for one in Choice),
        hint=_hint(motion, ballot),
        boxes=(_("Agree"), _("Disagree")) if ballot.per_name else (),
        stamp=_("Stamp"),
    )
    sheet = DocumentContent(sign="", title="", subject="", body=(slip,))
    return paper(record.cell, record.meeting.day, sheet)


def _ballot_of(held: RoundView) -> NextBallot:
    """Return the ballot of an opened round, as it was then."""
    return NextBallot(tuple(one.option for one in held.options), held.seats, held.threshold, held.per_name)


def _hint(motion: MotionView, ballot: NextBallot) -> str:
    if ballot.per_name:
        return _("put a cross into one of the two boxes beside each name")
    if motion.kind is MotionKind.ELECTION:
        return _("put a cross beside at most {seats}").format(seats=ballot.seats)
    return _("put a cross into one box")
