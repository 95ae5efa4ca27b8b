"""The annual review as lines: one member per row with the class at each stage; the chosen one in full; the
20 % rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from models.domain.bands import Rate
from models.domain.formats import optional_day_text, percent_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.vocabulary import Classification, MotionState
from models.queries.reviews import ReviewedMember, Reviews

COLUMN = 11
"""Width of a column of classes."""

WIDE = 112
"""From this width on the line shows the figures of the year."""

_SHORT = {
    Classification.EXCELLENT: N_("excellent"),
    Classification.GOOD: N_("good"),
    Classification.COMPLETED: N_("completed"),
    Classification.NOT_COMPLETED: N_("not done"),
}
_STAGES = (N_("self"), N_("proposed"), N_("voted"), N_("superior's"), N_("official"))


def review_titles(width: int) -> Content:
    """Return the titles of the columns."""
    words = "".join(f"{_(word):>{COLUMN}}" for word in _STAGES)
    right = (_records(_("attended"), _("tasks")) if width >= WIDE else "") + words
    return Content.assemble((" " * max(0, width - cell_len(right)) + right, "$foreground-muted"))


def review_line(found: Reviews, one: ReviewedMember, width: int) -> Content:
    """Return a member with the class at every stage; one who is excellent beyond the limit is marked."""
    review = one.review
    classes = (review.self_rating, review.proposed, review.voted(found.majority), review.superior, review.official)
    right = "".join(f"{_short(each):>{COLUMN}}" for each in classes)
    facts = _records(_share(one.attendance), _share(one.tasks)) if width >= WIDE else ""
    over = one.member.id in found.limit.over
    room = max(8, width - cell_len(right) - cell_len(facts) - 4)
    name = one_line(one.member.full_name, room - 1)
    filling = " " * max(1, room - cell_len(name))
    return Content.assemble(
        (" ⚠ " if over else "   ", "b $warning"), name, filling, (facts, "$foreground-muted"), right
    )


def _records(attended: str, tasks: str) -> str:
    return f"{attended:>16}{tasks:>14}"


def _share(rate: Rate) -> str:
    return f"{rate.numerator}/{rate.denominator} {percent_text(rate)}" if rate.denominator else "–"


def _short(found: Classification | None) -> str:
    return _(_SHORT[found]) if found else "–"


def review_details(found: Reviews, one: ReviewedMember, *, revealed: bool) -> Content:
    """Return the chosen member: figures of the records, result of the vote, confidential texts (on a key)."""
    return Content("\n").join(list(_details(found, one, revealed=revealed)))


def _details(found: Reviews, one: ReviewedMember, *, revealed: bool) -> Iterator[Content]:
    words = [label(word) for word in (one.member.standing, one.member.office) if word]
    told = _("attended {attended}, tasks done {tasks}, spoke {speeches} times").format(
        attended=_share(one.attendance), tasks=_share(one.tasks), speeches=one.speeches
    )
    yield Content.assemble((one_line(one.member.full_name), "b"), f" ({', '.join(words)}): {told}")
    yield Content(_vote(found, one))
    yield _said(one, revealed=revealed)


def _vote(found: Reviews, one: ReviewedMember) -> str:
    review = one.review
    on_day = _("decided on {day}").format(day=optional_day_text(review.official_on))
    decided = f" · {on_day}" if review.official_on else ""
    if review.ballot is None:
        how = {None: _("The cell has not voted on this yet."), MotionState.PASSED: _("The motion on it passed.")}
        return how.get(review.by_motion, _("The motion on it has not passed.")) + decided
    counts = " · ".join(f"{_(_SHORT[each])} {count}" for each, count in review.ballot.votes.items())
    voted = review.ballot.voted(found.majority)
    verdict = _short(voted) if voted else _("no majority; a person decides")
    sum_of = _("of {convened} convened").format(convened=review.ballot.convened)
    return f"{counts} {sum_of}: {review.ballot.comparison(found.majority)} → {verdict}{decided}"


def _said(one: ReviewedMember, *, revealed: bool) -> Content:
    review = one.review
    written = [word for word, text in ((_("Self"), review.self_text), (_("Comments"), review.comments)) if text]
    if not written:
        return Content.assemble((_("No self-assessment and no comments are written down."), "$foreground-muted"))
    if not revealed:
        return Content.assemble(
            (
                _("Written, confidential: {what}. {key:review.reveal} shows it.").format(what=", ".join(written)),
                "$warning",
            )
        )
    return Content.assemble(
        (_("Self") + ": ", "b"),
        one_line(review.self_text) or "–",
        ("\n" + _("Comments") + ": ", "b"),
        one_line(review.comments) or "–",
    )


def review_sums(found: Reviews) -> Content:
    """Return the number of members in each class, and how many may be excellent, with the calculation."""
    counted = Counter(standing for one in found.members if (standing := found.valid_class(one)))
    classes = " · ".join(f"{_(_SHORT[each])} {counted[each]}" for each in Classification)
    limit = found.limit
    style = "" if limit.holds else "b $warning"
    open_ones = _("without a class: {count}").format(count=len(found.members) - counted.total())
    return Content.assemble(f"{classes} · {open_ones}\n", (("" if limit.holds else "⚠ ") + str(limit), style))
