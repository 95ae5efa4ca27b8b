"""Words that the server, its command line and the wire share."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """A place in the organisation tree: committees stand below a province or a committee, cells below either."""

    PROVINCE = "province"
    COMMITTEE = "committee"
    CELL = "cell"


class CodeKind(StrEnum):
    """Who made a code: an administrator (for a cell's first machine) or a machine of the cell."""

    ENROLMENT = "enrolment"
    INVITATION = "invitation"


class ReceivedReportState(StrEnum):
    """What became of a report: sent by the cell; acknowledged, or returned with a remark, by its superior."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"


class SupervisorRole(StrEnum):
    """What somebody may do at the superior's pages: read what is below a place, or also decide on it."""

    READER = "reader"
    OFFICER = "officer"


class FourGoodState(StrEnum):
    """How far a cell is with the four-good standard of a year: registered; or met, met excellently, not met."""

    REGISTERED = "registered"
    MET = "met"
    EXCELLENT = "excellent"
    NOT_MET = "not_met"
