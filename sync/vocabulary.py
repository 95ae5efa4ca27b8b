"""Words that the server, its command line and the wire share."""

from __future__ import annotations

from enum import StrEnum


class OrganisationKind(StrEnum):
    """Kinds of places in the organisation tree: committees below a province or a committee, cells below either."""

    PROVINCE = "province"
    COMMITTEE = "committee"
    CELL = "cell"


class CodeKind(StrEnum):
    """Who made a code: an administrator (for a cell's first machine) or a machine of the cell."""

    ENROLMENT = "enrolment"
    INVITATION = "invitation"


class ReceivedReportState(StrEnum):
    """States of a report: sent by the cell; acknowledged, or returned with a remark, by its superior."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"


class SupervisorRole(StrEnum):
    """Roles on the superior's pages: reading the subtree of a place, or also deciding on it."""

    READER = "reader"
    OFFICER = "officer"


class FourGoodState(StrEnum):
    """States of a cell in the four-good standard of a year: registered; met, met excellently, not met."""

    REGISTERED = "registered"
    MET = "met"
    EXCELLENT = "excellent"
    NOT_MET = "not_met"
