"""The words of the domain as closed lists, named by the glossary.

Their values are in the store; their class names too, in the details of journal entries (``Choice.yes``): neither may be
renamed.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """Levels of the organisation tree."""

    PROVINCE = "province"
    COMMITTEE = "committee"
    CELL = "cell"


class CellKind(StrEnum):
    """Types of cells, by which criteria tables differ."""

    AGENCY = "agency"
    PUBLIC_SERVICE = "public_service"
    ENTERPRISE = "enterprise"
    PRIVATE_ENTERPRISE = "private_enterprise"
    VILLAGE = "village"
    STUDENTS = "students"
    ARMED_FORCES = "armed_forces"


class Status(StrEnum):
    """Statuses of a member for a period; a standing (the first two) and conditions may be in force together."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    EXEMPT = "exempt"
    ELSEWHERE = "elsewhere"
    TEMPORARY = "temporary"
    SUSPENDED = "suspended"
    PROSECUTED = "prosecuted"
    LEFT = "left"


class Office(StrEnum):
    """The offices of a cell."""

    SECRETARY = "secretary"
    DEPUTY_SECRETARY = "deputy_secretary"
    COMMITTEE_MEMBER = "committee_member"


class MeetingKind(StrEnum):
    """The kinds of meeting; each has an agenda template and rules of its own."""

    REGULAR = "regular"
    THEMATIC = "thematic"
    EXTRAORDINARY = "extraordinary"
    ANNUAL_REVIEW = "annual_review"
    ADMISSION = "admission"
    CONGRESS = "congress"
    COMMITTEE = "committee"


class MeetingState(StrEnum):
    """Planned → prepared → notified → open ⇄ paused → closed → approved → sent → acknowledged; or postponed."""

    PLANNED = "planned"
    PREPARED = "prepared"
    NOTIFIED = "notified"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    APPROVED = "approved"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    POSTPONED = "postponed"


class ItemState(StrEnum):
    """The state of an agenda item; deferred items are carried into the next meeting."""

    PENDING = "pending"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    SKIPPED = "skipped"
    DEFERRED = "deferred"


class AttendanceState(StrEnum):
    """The mark of a member in the roll-call; no record means not yet called."""

    PRESENT = "present"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    ELSEWHERE = "elsewhere"
    EXEMPT = "exempt"


class Acceptance(StrEnum):
    """The committee's decision on the reason for missing a whole meeting."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"


class SpeechKind(StrEnum):
    """Kinds of contribution; interventions and interposed questions pause the speaker and count their own time."""

    SPEECH = "speech"
    POINT_OF_ORDER = "point_of_order"
    INTERVENTION = "intervention"
    INTERPOSED_QUESTION = "interposed_question"


class SpeechState(StrEnum):
    """Waiting → speaking ⇄ paused → finished; or removed from the list."""

    WAITING = "waiting"
    SPEAKING = "speaking"
    PAUSED = "paused"
    FINISHED = "finished"
    REMOVED = "removed"


class NoteKind(StrEnum):
    """Kinds of note."""

    GENERAL = "general"
    OPINION = "opinion"
    RESERVED_OPINION = "reserved_opinion"
    SELF_CRITICISM = "self_criticism"
    CRITICISM = "criticism"
    PRAISE = "praise"
    REMINDER = "reminder"


class Visibility(StrEnum):
    """Who sees a note: everybody (and the minutes), the chair's screen, or the chair on a key."""

    MINUTES = "minutes"
    CHAIR = "chair"
    CONFIDENTIAL = "confidential"


class PostedKind(StrEnum):
    """Kinds of posts on the Handbook: before a meeting notice and material, after it the finished papers."""

    NOTICE = "notice"
    MATERIAL = "material"
    MINUTES = "minutes"
    RESOLUTION = "resolution"
    OTHER = "other"


class AddendumKind(StrEnum):
    """Kinds of addenda to approved minutes: a correction, or something missing."""

    CORRECTION = "correction"
    SUPPLEMENT = "supplement"


class MotionKind(StrEnum):
    """Kinds of motions; the rule profile gives each its threshold and its methods."""

    ORDINARY = "ordinary"
    RESOLUTION = "resolution"
    ADMISSION = "admission"
    CONFIRMATION = "confirmation"
    DISCIPLINE = "discipline"
    EXPULSION = "expulsion"
    ELECTION = "election"
    CLASSIFICATION = "classification"


class MotionState(StrEnum):
    """Draft → open → passed, failed, or to be balloted again."""

    DRAFT = "draft"
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    RE_BALLOT = "re_ballot"


class RoundState(StrEnum):
    """A round is open, counted, or voided with a reason; it is never overwritten."""

    OPEN = "open"
    COUNTED = "counted"
    VOIDED = "voided"


class Choice(StrEnum):
    """A vote for or against, or neither."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class TaskState(StrEnum):
    """Assigned → doing → done, late or dropped."""

    ASSIGNED = "assigned"
    DOING = "doing"
    DONE = "done"
    LATE = "late"
    DROPPED = "dropped"


class PetitionState(StrEnum):
    """Open → forwarded upward → answered → closed."""

    OPEN = "open"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    CLOSED = "closed"


class ResolutionState(StrEnum):
    """Draft until its motion is decided."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    REJECTED = "rejected"


class ScoreStage(StrEnum):
    """Who gave the points: the cell's own proposal, the vote, the superior, the official decision."""

    SELF = "self"
    VOTED = "voted"
    SUPERIOR = "superior"
    OFFICIAL = "official"


class Classification(StrEnum):
    """The four classes of the annual review, best first; their names are those of the rule profile's bands."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


class SheetKind(StrEnum):
    """What a sheet of points assesses: one meeting, the cell as a four-good one, or the cell's year."""

    MEETING_QUALITY = "meeting_quality"
    FOUR_GOOD = "four_good"
    CLASSIFICATION = "classification"


class MinutesState(StrEnum):
    """Approved minutes cannot be changed; a correction is an addendum."""

    DRAFT = "draft"
    APPROVED = "approved"


class LetterKind(StrEnum):
    """The office documents of a cell beside the papers of its meetings, by the sign in their number."""

    PLAN = "KH"
    PROGRAMME = "CTr"
    NOTICE = "TB"
    SUBMISSION = "TTr"
    OFFICIAL_LETTER = "CV"
    CONCLUSION = "KL"
    REPORT = "BC"


class LetterState(StrEnum):
    """An issued letter changes no more; a mistake is answered by another letter."""

    DRAFT = "draft"
    ISSUED = "issued"


class ReportState(StrEnum):
    """States of a meeting's report to the superior: the cell queues and sends it, the superior answers."""

    QUEUED = "queued"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
