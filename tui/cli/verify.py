"""``verify``: checks the signature of a report or of sealed minutes, offline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.domain.clock import day_held, from_text
from models.domain.errors import WrongUsage
from models.domain.formats import day_text
from models.domain.language import N_, _, ngettext
from models.domain.text import one_line
from tui.cli.access import reading
from tui.cli.output import print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.reports.envelope import Verified

_SENTENCES = {
    "whole": N_("{file} is whole: {what}, {confirmed}."),
    "changed": N_("{file} was changed after it was signed: {sections}."),
    "forged": N_("{file} is not as it was signed: its list of hashes, or its head, was changed."),
    "other_key": N_("{file} was signed with another key ({key}) than the cell's; it is not the cell's document."),
    "rewritten": N_("{file} was saved anew by another program: nothing is missing, but it is not what was signed."),
    "unreadable": N_("{file} is no report and no minutes of chibo, or it was damaged."),
    "not_repeated": N_(
        "The pages of {file} cannot be checked here: another version drew them ({rendering}). Nothing is said of them;"
        " what was sealed reads:"
    ),
    "unconfirmed": N_(
        "The pages of {file} are what the file itself carries ({what}), but nothing here tells whose it is. Compare"
        " {digest} with the signed paper, or give --key or --hash."
    ),
    "other_digest": N_("{file} is not the paper with this hash; its own is {digest}."),
    "other_records": N_("{file} says something else than this cell's records: {fields}."),
}
_CONFIRMED = {
    "key": N_("signed with the key {key}"),
    "records": N_("as this cell's records have it"),
    "digest": N_("the paper with this hash"),
}
_DIFFERENCES = {
    "pages_added": N_("pages were added"),
    "pages_removed": N_("pages were taken out"),
    "text": N_("the text reads otherwise"),
    "drawing": N_("the page is drawn otherwise"),
    "letters": N_("letters have another shape or meaning"),
    "pictures": N_("a picture was added or changed"),
    "annotations": N_("an annotation lies over the page"),
    "page": N_("the page is set up otherwise"),
    "form": N_("form fields were added"),
    "script": N_("an action or a script was added"),
    "layers": N_("layers were added that can be hidden"),
    "attachments": N_("the attached files are others"),
    "properties": N_("the properties of the file are others"),
    "catalogue": N_("the file was set up otherwise"),
    "appended": N_("something was appended to the file"),
    "saved_anew": N_("it was saved anew by another program"),
    "damaged": N_("it was damaged, or cannot be drawn again"),
}
_FIELDS = {
    "superior": N_("superior"),
    "cell": N_("cell"),
    "number": N_("number"),
    "place_and_day": N_("place and day"),
    "title": N_("title"),
    "subject": N_("subject"),
    "body": N_("text"),
    "addenda": N_("addenda"),
    "left": N_("signatures"),
    "right": N_("signatures"),
    "recipients": N_("recipients"),
}
_NO_FILE = N_("Name a file, or give the hash on a paper with --hash.")
_NOT_FOUND = N_("No sealed minutes in this cell's records have this hash.")
_FOUND = N_("The paper with this hash is in this cell's records: {number}, {day}. It reads:")
_NO_HASH = N_("“{text}” is no hash: 64 digits and letters a to f, as they stand on the paper.")
_NO_KEY = N_("Say with which key: give --key. The cell prints its own with “chibo report key”.")
_PREFIX = "chibo:sha256:"


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("verify", help=_(N_("Check a report, or sealed minutes, offline: whole, or what was changed.")))
    def check(
        context: typer.Context,
        file: Annotated[Path | None, typer.Argument(help=_(N_("The file; without it, --hash is looked up.")))] = None,
        key: Annotated[
            str, typer.Option(help=_(N_("The cell's public key, or a file with it; else this machine's own cell's.")))
        ] = "",
        printed: Annotated[
            str,
            typer.Option("--hash", help=_(N_("The hash of the whole paper, as it is printed, or from the QR code."))),
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> int:
        from sync.reports.envelope import EnvelopeVerdict
        from sync.reports.files import is_pdf, verify_file

        digest = _digest(printed)
        if file is None:
            return _look_up(context.obj, digest)
        keys = _keys(context.obj, key, needed=not is_pdf(file))
        found = verify_file(file, *keys, printed=digest, home=context.obj)
        if as_json:
            print_json(_as_json(found))
        else:
            print_line(sentence(found, file.name))
            _say_more(found)
        return 0 if found.verdict is EnvelopeVerdict.WHOLE else 1


def _look_up(home: Path, digest: str) -> int:
    """Print the sealed minutes with a printed digest, for comparison with the paper."""
    from models.documents.sealed_paper import find_by_digest
    from models.domain.clock import system_clock

    if not digest:
        raise WrongUsage(_NO_FILE)
    with reading(home) as connection:
        found = find_by_digest(connection, home, digest, system_clock()())
    if found is None:
        print_line(_(_NOT_FOUND))
        return 1
    text, paper = found
    print_line(_(_FOUND).format(number=paper.number, day=paper.place_and_day))
    for line in text.splitlines():
        print_line(line)
    return 0


def _say_more(found: Verified) -> None:
    """Print the sealed text if the pages cannot be compared, and the addenda that the paper does not have."""
    if found.later_addenda:
        told = ngettext("It lacks {count} later addendum.", "It lacks {count} later addenda.", found.later_addenda)
        print_line(told.format(count=found.later_addenda))
    if found.verdict == "not_repeated":
        for line in found.text.splitlines():
            print_line(line)


def _digest(printed: str) -> str:
    """Return a typed digest: 64 hexadecimal digits, from the paper or the QR code."""
    words = "".join(printed.split()).lower().removeprefix(_PREFIX)
    if words and not _DIGEST.fullmatch(words):
        raise WrongUsage(_NO_HASH, text=one_line(printed, 80))
    return words


_DIGEST = re.compile(r"[0-9a-f]{64}")


def sentence(found: Verified, file: str) -> str:
    """Return the result of a check as a sentence."""
    envelope = found.envelope
    key = envelope.key_id if envelope else ""
    return _(_SENTENCES[found.verdict.value]).format(
        file=file,
        what=_what(envelope.kind.value if envelope else "minutes", found.content) if found.content else "",
        key=key,
        confirmed=_(_CONFIRMED[found.confirmed.value]).format(key=key),
        sections=_changes(found),
        fields=", ".join(dict.fromkeys(_(_FIELDS[name]) for name in found.fields if name in _FIELDS)) or "–",
        digest=found.digest,
        rendering=one_line(found.rendering, 60) or "–",
    )


def _what(kind: str, content: Mapping[str, Any]) -> str:
    cell, meeting = content.get("cell"), content.get("meeting")
    name = one_line(str(cell.get("name", "")), 120) if isinstance(cell, dict) else ""
    held = _day(meeting if isinstance(meeting, dict) else {})
    template = N_("report of {cell} on the meeting of {day}") if kind == "report" else N_("minutes of {cell} of {day}")
    return _(template).format(cell=name, day=held)


def _day(meeting: Mapping[str, Any]) -> str:
    try:
        planned, opened = (str(meeting.get(name) or "") for name in ("scheduled_at", "opened_at"))
        return day_text(day_held(from_text(planned), from_text(opened) if opened else None))
    except (ValueError, OverflowError):
        return "–"


def _changes(found: Verified) -> str:
    from models.documents.report_text import section_title

    parts = [section_title(name) for name in found.sections]
    parts += _differences(found)
    if found.paragraphs:
        numbers = ", ".join(map(str, found.paragraphs))
        text = ngettext(
            "line {numbers} of the minutes' text", "lines {numbers} of the minutes' text", len(found.paragraphs)
        )
        parts.append(text.format(numbers=numbers))
    if found.missing:
        text = ngettext("{count} line of the text taken out", "{count} lines of the text taken out", found.missing)
        parts.append(text.format(count=found.missing))
    if found.sections and not found.signed:
        parts.append(_("and the list of hashes"))
    return "; ".join(parts)


def _differences(found: Verified) -> list[str]:
    """Return the differences from the pages as sealed, each once, with its pages."""
    places: dict[str, list[str]] = {}
    for one in found.differences:
        places.setdefault(one.difference.value, []).extend([str(one.page)] if one.page else [])
    told = []
    for name, pages in places.items():
        words = _(_DIFFERENCES[name])
        told.append(
            _("page {pages}: {what}").format(pages=", ".join(pages[:MOST_PAGES]), what=words) if pages else words
        )
    return told


MOST_PAGES = 8
"""How many pages are listed for one difference."""


def _as_json(found: Verified) -> dict[str, Any]:
    envelope = found.envelope
    return {
        "verdict": found.verdict.value,
        "sections": found.sections,
        "lines": found.paragraphs,
        "lines_missing": found.missing,
        "signed": found.signed,
        "differences": [{"what": one.difference.value, "page": one.page or None} for one in found.differences],
        "fields": found.fields,
        "confirmed_by": found.confirmed.value if found.verdict == "whole" else None,
        "hash": found.digest or None,
        "later_addenda": found.later_addenda,
        "kind": envelope.kind.value if envelope else None,
        "key_id": envelope.key_id if envelope else None,
    }


def _keys(home: Path, given: str, *, needed: bool) -> tuple[bytes, ...]:
    from sync.client.account import load_account
    from sync.reports.files import public_keys, read_keys

    if given:
        return read_keys(given)
    if account := load_account(home):
        return tuple(key for _name, key in public_keys(account.ring))
    if needed:
        raise WrongUsage(_NO_KEY)
    return ()
