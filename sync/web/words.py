"""The labels of the server's vocabulary (English; the catalogue has the Vietnamese)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain.language import N_
from sync.vocabulary import FourGoodState, OrganisationKind, ReceivedReportState, SupervisorRole

WORDS: Mapping[StrEnum, str] = {
    OrganisationKind.PROVINCE: N_("province"),
    OrganisationKind.COMMITTEE: N_("Party committee"),
    OrganisationKind.CELL: N_("cell"),
    ReceivedReportState.SENT: N_("to be read"),
    ReceivedReportState.ACKNOWLEDGED: N_("report acknowledged"),
    ReceivedReportState.RETURNED: N_("returned with a remark"),
    SupervisorRole.READER: N_("reads"),
    SupervisorRole.OFFICER: N_("reads and decides"),
    FourGoodState.REGISTERED: N_("registered"),
    FourGoodState.MET: N_("meets the four-good standard"),
    FourGoodState.EXCELLENT: N_("meets the four-good standard excellently"),
    FourGoodState.NOT_MET: N_("does not meet the four-good standard"),
}

GRADES = {1: N_("good"), 2: N_("fairly good"), 3: N_("average"), 4: N_("poor")}
"""The grades of a meeting's quality by their rank, 1 the best (docs/domain.md, rule 13)."""

LETTERS = {1: "A", 2: "B", 3: "C", 4: "D"}
"""The letter of a grade, so that it can be told without colours."""
