"""Refusals of the pages, besides those of the server's calls; shown as a page."""

from __future__ import annotations

from http import HTTPStatus

from models.domain.language import N_
from sync.server.problems import ProblemKind

NOT_OUR_FORM = ProblemKind(
    "not-our-form",
    HTTPStatus.FORBIDDEN,
    N_("This form is not, or no longer, one of yours. Open the page again and fill it in anew."),
)
NOT_YOURS_TO_DECIDE = ProblemKind(
    "not-yours-to-decide",
    HTTPStatus.FORBIDDEN,
    N_("You may read here, but not decide. Ask whoever runs the server for the right."),
)
