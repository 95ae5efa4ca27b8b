"""Refusals as problem+json, in the language that is asked for."""

from __future__ import annotations

import json

import pytest

from sync.server import problems
from sync.server.problems import Problem, ProblemKind, answer, preferred, sentence, too_many

KINDS = [value for value in vars(problems).values() if isinstance(value, ProblemKind)]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("vi;q=0.5,en;q=0.8", "en"),
        ("fr, de;q=0.9", "vi"),
        ("fr, en;q=0.1", "en"),
        ("en;q=0, vi;q=0.1", "vi"),
        ("en;q=nonsense, *", "vi"),
        ("vi, en", "vi"),
        ("\x00;;;,,,q=", "vi"),
    ],
)
def test_the_language_that_is_asked_for_is_spoken(header: str, language: str) -> None:
    assert preferred(header) == language


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_has_a_sentence_in_both_languages(kind: ProblemKind) -> None:
    english, vietnamese = sentence(kind, "en"), sentence(kind, "vi")
    assert english.endswith(".")
    assert vietnamese.endswith(".")
    assert english != vietnamese


def test_slugs_are_all_different() -> None:
    assert len({kind.slug for kind in KINDS}) == len(KINDS)


def test_a_problem_is_answered_as_rfc_9457_has_it() -> None:
    response = answer(Problem(problems.NOT_CONTINUED, members={"heads": {}}), "en")
    assert response.media_type == "application/problem+json"
    assert json.loads(response.body) == {
        "type": "urn:chibo:problem:not-continued",
        "title": problems.NOT_CONTINUED.sentence,
        "status": 409,
        "heads": {},
    }
    assert response.headers["content-language"] == "en"


@pytest.mark.parametrize(("seconds", "told"), [(0.001, "1"), (0.5, "1"), (2.2, "3"), (59.9, "60")])
def test_when_to_come_again_is_told_in_whole_seconds_that_suffice(seconds: float, told: str) -> None:
    assert too_many(seconds).headers["Retry-After"] == told
