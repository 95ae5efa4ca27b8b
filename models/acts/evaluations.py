"""The attending superior's evaluation: evaluator, overall remark, and the signature over points and remarks.

The points are those of the superior's stage (``score.give``). The signature is a hash over all of it; the report that
contains it is signed with the cell's key (docs/report.md).
"""

from __future__ import annotations

from models.acts.context import meeting_of, rules_of
from models.acts.fields import optional_line
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.errors import Refused
from models.domain.language import N_, Counted
from models.domain.state_sets import SEALED, WRITABLE
from models.domain.text import clean_text
from models.domain.vocabulary import ReportState, ScoreStage
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.evaluations import EvaluationView, seal_of_evaluation
from models.queries.reports import find_report
from models.queries.score_sheet import score_sheet
from models.queries.sheets import meeting_sheet
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Evaluation, Meeting

_NAME, _ROLE = N_("name of who evaluates"), N_("role of who evaluates")
_GONE = frozenset({ReportState.SENT, ReportState.ACKNOWLEDGED})


@act("evaluation.write", label=N_("wrote down the evaluation by {evaluator}"))
def write_evaluation(
    unit: Unit, evaluator: str, role: str = "", remark: str = "", meeting: MeetingId | None = None
) -> str:
    """Write down who evaluates the meeting for the superior, and the remark on the whole; not signed yet."""
    row = _unsigned(unit, _meeting(unit, meeting))
    _fill(row, evaluator, role, remark)
    unit.say(evaluator=row.evaluator)
    return unit.add(row).id


@act("evaluation.sign", label=N_("{evaluator} signed the evaluation of the meeting: {points} of {most} points"))
def sign_evaluation(
    unit: Unit, evaluator: str, role: str = "", remark: str = "", meeting: MeetingId | None = None
) -> str:
    """Sign the evaluation: the superior's points and remarks change no more unless the signature is withdrawn."""
    held = _meeting(unit, meeting)
    row = _unsigned(unit, held)
    _fill(row, evaluator, role, remark)
    table = meeting_sheet(unit.connection, unit.home, held.id)
    sheet = score_sheet(unit.connection, held.id, table, rules_of(unit, held), unit.now)
    found = sheet.total(ScoreStage.SUPERIOR)
    if found.missing:
        raise Refused(
            N_("The superior has given no points yet for {lines}; give them first, then sign."),
            lines=Counted("{count} line", "{count} lines", found.missing),
        )
    row.signed_at = unit.now
    row.seal = seal_of_evaluation(sheet, EvaluationView(row.evaluator, row.role, row.remark, "", row.signed_at))
    _warn_when_gone(unit, held)
    unit.say(evaluator=row.evaluator, points=found.given, most=found.most)
    return unit.add(row).id


@act("evaluation.withdraw", label=N_("withdrew the signature of {evaluator} from the evaluation"))
def withdraw_signature(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Withdraw the signature, so that points and remarks can be changed and signed again."""
    held = _meeting(unit, meeting)
    row = unit.find(Evaluation, natural_id("evaluation", held.id))
    if row is None or row.deleted or not row.seal:
        raise Refused(N_("The evaluation is not signed, so there is no signature to withdraw."))
    row.seal, row.signed_at = "", None
    unit.say(evaluator=row.evaluator)


def _meeting(unit: Unit, meeting: MeetingId | None) -> Meeting:
    found = meeting_of(unit, meeting, WRITABLE | SEALED)
    if found.state in SEALED:
        unit.meeting_id = None  # like the superior's points: not part of the sealed minutes
    return found


def _unsigned(unit: Unit, meeting: Meeting) -> Evaluation:
    key = natural_id("evaluation", meeting.id)
    row = unit.find(Evaluation, key) or Evaluation(id=key, meeting_id=meeting.id)
    if row.seal and not row.deleted:
        raise Refused(
            N_("The evaluation is signed by {name}; withdraw the signature first: {way}."),
            name=row.evaluator,
            way=WayOut("evaluation.withdraw"),
        )
    row.deleted, row.seal, row.signed_at = False, "", None
    return row


def _fill(row: Evaluation, evaluator: str, role: str, remark: str) -> None:
    row.evaluator, row.role = title_of(evaluator, _NAME, "evaluator"), optional_line(role, _ROLE, "role")
    row.remark = clean_text(remark).strip()


def _warn_when_gone(unit: Unit, meeting: Meeting) -> None:
    report = find_report(unit.connection, meeting.id)
    if report and report.state in _GONE:
        text = N_("The report has gone up already; the evaluation goes with it only if it is returned and sent again.")
        unit.warn(RuleWarning(text, {}, "docs/report.md"))
