"""How papers word votes: numbers of two digits and words instead of formulas; screens show the formulas beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from models.documents.wording import comrade, office_number
from models.domain.bands import Rate
from models.domain.electorate import LeftOut
from models.domain.electorate_words import left_out_words
from models.domain.formats import percent_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.methods import Method
from models.domain.text import capital, fold, one_line
from models.domain.vocabulary import RoundState
from models.queries.results import round_result
from models.queries.votes import MotionView, RoundOptionView, RoundView

_LEFT_OUT: Mapping[LeftOut, str] = {
    LeftOut.SUSPENDED: N_("{count} suspended from Party activity"),
    LeftOut.PROSECUTED: N_("{count} prosecuted or detained"),
    LeftOut.ELSEWHERE: N_("{count} temporarily elsewhere"),
    LeftOut.EXEMPT: N_("{count} exempt from meetings"),
    LeftOut.EXCUSED_WHOLE: N_("{count} excused for the whole meeting"),
    LeftOut.ABSENT: N_("{count} absent"),
}


def motion_title(motion: MotionView) -> str:
    """Return the title of a motion, with the person whom it is about if the title does not name that one."""
    title, name = one_line(motion.title), one_line(motion.subject)
    if not name or fold(name) in fold(title):
        return title
    return _("{title} ({name})").format(title=title, name=comrade(name) if motion.subject_id else name)


def office_share(votes: int, counted: int) -> str:
    """Return votes of those that count, with the percentage: ``05/08 (62,5 %)``."""
    share = f"{office_number(votes)}/{office_number(counted)}"
    return f"{share} ({percent_text(Rate(votes, counted))})" if counted else share


def method_text(method: Method) -> str:
    """Return how a vote was held; papers do not distinguish kinds of secret ballots."""
    return _("secret ballot") if method.is_secret else label(method)


def round_text(found: RoundView) -> str:
    """Return a counted round: method, tellers, ballot papers, votes and result, and whether it was voided."""
    told = (reckoning_text(found), tellers_text(found), papers_text(found), verdict_text(found))
    text = _("vote {number} ({method}): {counts}")
    counts = "; ".join(filter(None, told))
    held = capital(text.format(number=found.number, method=method_text(found.method), counts=counts))
    if found.state is RoundState.VOIDED:
        return _("{round} – voided: {reason}").format(round=held, reason=one_line(found.void_reason))
    return held


def reckoning_text(found: RoundView) -> str:
    """Return how many official members count and who does not, as a clerk writes it; empty if everybody counts."""
    left = left_out_words(found.official, found.counted, found.left_out, words=_LEFT_OUT, number=office_number)
    if not left:
        return ""
    text = _("official members that count: {counted} (of {official}, less {left})")
    return text.format(
        counted=office_number(found.counted), official=office_number(found.official), left=", ".join(left)
    )


def head_first(found: RoundView) -> list[str]:
    """Return the names of the counting committee, its head first."""
    return sorted(found.tellers, key=lambda name: name != found.head)


def tellers_named(found: RoundView) -> str:
    """Return the counting committee by name, with its head: ``đồng chí Vi Văn Mậu, trưởng ban; đồng chí …``."""
    named = (
        _("{name}, head").format(name=comrade(name)) if name == found.head else comrade(name)
        for name in head_first(found)
    )
    return "; ".join(named)


def tellers_text(found: RoundView) -> str:
    """Return who counted the papers of a secret ballot; empty if nobody is on record."""
    if not found.tellers:
        return ""
    names = (
        _("{name} (head)").format(name=comrade(name)) if name == found.head else comrade(name)
        for name in head_first(found)
    )
    return _("counting committee: {names}").format(names=", ".join(names))


def papers_text(found: RoundView) -> str:
    """Return how many papers of a secret ballot were issued and returned; empty for a show of hands."""
    if not found.method.is_secret or found.issued is None:
        return ""
    papers = _("issued {issued}, returned {returned}, valid {valid}, invalid {invalid}").format(
        issued=office_number(found.issued),
        returned=office_number(found.returned or 0),
        valid=office_number(found.valid or 0),
        invalid=office_number(found.invalid or 0),
    )
    return f"{papers} ({one_line(found.invalid_reasons)})" if found.invalid_reasons else papers


def verdict_text(found: RoundView, *, with_names: bool = True) -> str:
    """Return the votes of a counted round, the majority in words, and the result; empty before the count.

    Without names, the votes of each candidate are left out: a table shows them.
    """
    result = round_result(found)
    if result is None:
        return ""
    counts = _question(found) if found.yes is not None else _names(found) if with_names else ()
    needed = needed_text(found)
    return "; ".join([*counts, f"{result.word} ({needed})" if needed else result.word])


def needed_text(found: RoundView) -> str:
    """Return how many votes were needed: ``cần ít nhất 06 phiếu``; empty if no majority was."""
    if not found.needed:
        return ""
    text = _("at least {needed} papers needed") if found.method.is_secret else _("at least {needed} needed")
    return text.format(needed=office_number(found.needed))


def by_votes(found: RoundView) -> Sequence[RoundOptionView]:
    """Return the options that were counted: those of an election by votes, the highest first."""
    counted = [one for one in found.options if one.marks is not None]
    return sorted(counted, key=lambda one: -(one.marks or 0)) if found.is_election else counted


def _question(found: RoundView) -> Iterator[str]:
    parts = [
        _("yes {share}").format(share=office_share(found.yes or 0, found.counted)),
        _("no {count}").format(count=office_number(found.no or 0)),
        _("abstaining {count}").format(count=office_number(found.abstain)) if found.abstain else "",
    ]
    yield ", ".join(filter(None, parts))


def _names(found: RoundView) -> Iterator[str]:
    for one in by_votes(found):
        share = office_share(one.marks or 0, found.counted)
        if one.against is not None:
            share = _("agreed {share}, disagreed {against}").format(share=share, against=office_number(one.against))
        name = comrade(one.option.label) if found.is_election else one.option.label
        yield f"{name} {share}" + (f", {_('elected')}" if one.elected and found.is_election else "")
