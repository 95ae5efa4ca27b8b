"""The documents behind rules, and which of them were superseded while the profile was in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from models.domain.formats import day_text
from models.domain.language import _
from models.profiles.legal_documents import LegalDocument, documents_in, legal_documents
from models.profiles.loading import readable_profiles
from models.profiles.schema import Rule, RuleProfile


@dataclass(frozen=True, slots=True)
class Outdated:
    """A rule, by its key, whose document was superseded."""

    key: str
    document: LegalDocument


def cited(rule: Rule[object]) -> tuple[LegalDocument, ...]:
    """Return the known documents of a rule, by number or by the words of its citation."""
    return (legal_documents()[rule.document],) if rule.document else documents_in(rule.citation.vi)


def outdated(profile: RuleProfile, on: date) -> tuple[Outdated, ...]:
    """Return the rules of a profile whose document was superseded by a day."""
    return tuple(
        Outdated(key, document)
        for key, rule in profile.rules()
        for document in cited(rule)
        if document.is_superseded(on)
    )


def successor_text(document: LegalDocument) -> str:
    """Return the successor of a document, and since when: "42-HD/BTCTW from 28/10/2025"."""
    if document.superseded_on is None:
        return document.superseded_by
    return _("{number} from {day}").format(number=document.superseded_by, day=day_text(document.superseded_on))


def check(home: Path | None, today: date) -> Iterator[tuple[str, str]]:
    """Yield, by profile id, a sentence for every superseded document, and for a cell's own profile older than a shipped
    one.

    A profile is checked as of today, or as of its last day if a newer one followed.
    """
    profiles = sorted(readable_profiles(home), key=lambda one: one[1].valid_from)
    shipped = sorted((one for _own, one in readable_profiles(None)), key=lambda one: one.valid_from)
    for own, profile in profiles:
        later = [one for one in shipped if one.valid_from > profile.valid_from]
        last = min(today, later[0].valid_from - timedelta(days=1)) if later and not own else today
        by_document: dict[str, list[Outdated]] = {}
        for one in outdated(profile, last):
            by_document.setdefault(one.document.number, []).append(one)
        for found in by_document.values():
            document, keys = found[0].document, ", ".join(one.key for one in found)
            sentence = _("rests on {document}, in whose place stands {successor}: {keys}")
            values = {"document": document.short, "successor": successor_text(document), "keys": keys}
            yield profile.id, sentence.format(**values)
        in_force = [one for one in later if one.valid_from <= today]
        if own and in_force:
            sentence = _("is the cell's own and counts before the newer {shipped}, in force from {day}: compare them")
            yield profile.id, sentence.format(shipped=in_force[-1].id, day=day_text(in_force[-1].valid_from))
