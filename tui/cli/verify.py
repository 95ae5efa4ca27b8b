"""``verify``: is a report, or a file of sealed minutes, as the cell signed it? Offline, by its public key alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.domain.clock import VIETNAM, from_text
from models.domain.errors import WrongUsage
from models.domain.formats import day_text
from models.domain.language import N_, _, ngettext
from models.domain.text import one_line
from tui.cli.output import print_json, print_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.reports.envelope import Verified

_SENTENCES = {
    "whole": N_("{file} is whole: {what}, signed with the key {key}."),
    "changed": N_("{file} was changed after it was signed: {sections}."),
    "forged": N_("{file} is not as it was signed: its list of hashes, or its head, was changed."),
    "other_key": N_("{file} was signed with another key ({key}) than the cell's; it is not the cell's document."),
    "rewritten": N_("{file} was saved anew by another program: nothing is missing, but it is not what was signed."),
    "unreadable": N_("{file} is no report and no minutes of chibo, or it was damaged."),
}


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("verify", help=_(N_("Check a report, or sealed minutes, offline: whole, or what was changed.")))
    def check(
        context: typer.Context,
        file: Annotated[Path, typer.Argument(help=_(N_("The file.")))],
        key: Annotated[
            str, typer.Option(help=_(N_("The cell's public key, or a file with it; else this machine's own cell's.")))
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> int:
        from sync.reports.envelope import EnvelopeVerdict
        from sync.reports.files import verify_file

        found = verify_file(file, *_keys(context.obj, key))
        if as_json:
            print_json(_as_json(found))
        else:
            print_line(sentence(found, file.name))
        return 0 if found.verdict is EnvelopeVerdict.WHOLE else 1


def sentence(found: Verified, file: str) -> str:
    """Return what a check found in one sentence, in the language of the program."""
    envelope = found.envelope
    return _(_SENTENCES[found.verdict.value]).format(
        file=file,
        what=_what(envelope.kind.value, envelope.content) if envelope else "",
        key=envelope.key_id if envelope else "",
        sections=_changes(found),
    )


def _what(kind: str, content: Mapping[str, Any]) -> str:
    cell, meeting = content.get("cell"), content.get("meeting")
    name = one_line(str(cell.get("name", "")), 120) if isinstance(cell, dict) else ""
    held = _day(meeting.get("scheduled_at") if isinstance(meeting, dict) else None)
    template = N_("report of {cell} on the meeting of {day}") if kind == "report" else N_("minutes of {cell} of {day}")
    return _(template).format(cell=name, day=held)


def _day(text: object) -> str:
    try:
        return day_text(from_text(str(text)).astimezone(VIETNAM))
    except (ValueError, OverflowError):
        return "–"


def _changes(found: Verified) -> str:
    from models.documents.report_text import section_title

    parts = [section_title(name) for name in found.sections]
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


def _as_json(found: Verified) -> dict[str, Any]:
    envelope = found.envelope
    return {
        "verdict": found.verdict.value,
        "sections": found.sections,
        "lines": found.paragraphs,
        "lines_missing": found.missing,
        "signed": found.signed,
        "kind": envelope.kind.value if envelope else None,
        "key_id": envelope.key_id if envelope else None,
    }


def _keys(home: Path, given: str) -> tuple[bytes, ...]:
    from sync.client.account import load_account
    from sync.reports.files import public_keys, read_keys

    if given:
        return read_keys(given)
    if account := load_account(home):
        return tuple(key for _name, key in public_keys(account.ring))
    raise WrongUsage(N_("Say with which key: give --key. The cell prints its own with “chibo report key”."))
