"""``report list|show|requeue|key`` and ``minutes export``: reports and sealed minutes as files."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated

import typer

from models.acts.registry import perform
from models.domain.formats import day_text, hour_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.vocabulary import ReportState
from models.queries.meetings import find_meeting, meeting_title, meetings
from models.queries.meetings import meeting as meeting_view
from models.queries.reports import ReportView, find_report, reports
from tui.cli.access import acting, reading
from tui.cli.output import print_json, print_line, print_table
from tui.cli.outputs import Force, write_out

_MEETING = N_("The meeting: its day or title.")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Reports to the superior: read before they go, and what became of them.")))
    program.add_typer(group, name="report")
    _add_list(group)
    _add_show(group)
    _add_requeue(group)
    _add_key(group)
    minutes = typer.Typer(help=_(N_("Approved minutes, to hand over.")))
    program.add_typer(minutes, name="minutes")
    _add_export(minutes)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the reports and what became of them.")))
    def list_all(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        with reading(context.obj) as connection:
            found, titles = reports(connection), {one.id: meeting_title(one) for one in meetings(connection)}
        if as_json:
            print_json(found)
        else:
            print_table((titles[one.meeting_id], label(one.state), _since(one), one.remark) for one in found)


def _add_show(group: typer.Typer) -> None:
    @group.command("show", help=_(N_("Show what will be sent up about a meeting, before it goes.")))
    def show(
        context: typer.Context,
        meeting: Annotated[str, typer.Argument(help=_(_MEETING))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from models.documents.report_text import report_sections
        from models.queries.report import preview_content

        with reading(context.obj) as connection:
            key = find_meeting(connection, meeting)
            content, state = preview_content(connection, key, context.obj), find_report(connection, key)
        if as_json:
            print_json({"report": state, "content": content})
            return
        print_line(_state_line(state))
        for section in report_sections(content):
            print_line(section.title)
            for line in section.lines:
                print_line(line, indent=4)
        for line in content["minutes"]["text"].split("\n"):
            print_line(line, indent=8)


def _add_requeue(group: typer.Typer) -> None:
    @group.command("requeue", help=_(N_("Send a report again that the superior returned, once it is mended.")))
    def requeue(context: typer.Context, meeting: Annotated[str, typer.Argument(help=_(_MEETING))]) -> None:
        with acting(context.obj) as store:
            with store.reading() as connection:
                key = find_meeting(connection, meeting)
            print_line(perform(store, "report.requeue", meeting=key).label)


def _add_key(group: typer.Typer) -> None:
    @group.command(
        "key", help=_(N_("Print the cell's public keys, the one in use first: with them anybody can verify."))
    )
    def key(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.client.account import the_account
        from sync.reports.files import public_keys

        found = [(name, b64encode(one).decode()) for name, one in public_keys(the_account(context.obj).ring)]
        if as_json:
            print_json([{"key_id": name, "key": one} for name, one in found])
        else:
            print_table((one, name) for name, one in found)


def _add_export(group: typer.Typer) -> None:
    @group.command("export", help=_(N_("Write sealed minutes as a signed file; “chibo verify” checks it anywhere.")))
    def export(
        context: typer.Context,
        meeting: Annotated[str, typer.Argument(help=_(_MEETING))],
        out: Annotated[str, typer.Option(help=_(N_("The file to write; “-” for standard output.")))],
        force: Force = False,
    ) -> None:
        from models.documents.names import DocumentKind, file_stem
        from models.queries.report import minutes_content
        from sync.client.account import the_account
        from sync.protocol.envelope import EnvelopeKind
        from sync.reports.envelope import sign

        with reading(context.obj) as connection:
            key = find_meeting(connection, meeting)
            content, day_of_it = minutes_content(connection, key), meeting_view(connection, key).day
        document = sign(content, EnvelopeKind.MINUTES, *the_account(context.obj).ring.signer())
        name = f"{file_stem(DocumentKind.MINUTES)}-{day_of_it}.json"
        write_out(out, name, document, force=force, private=True, said=N_("Written: {path}"))


def _state_line(state: ReportView | None) -> str:
    if state is None:
        return _(
            "Nothing is queued: approving the minutes does it; for minutes approved before, “chibo report requeue”."
        )
    return " · ".join(part for part in (label(state.state), _since(state), state.remark) if part)


def _since(state: ReportView) -> str:
    """Return when the report reached its state; empty while it is queued."""
    at = state.sent_at if state.state is ReportState.SENT else state.decided_at
    return f"{day_text(at)} {hour_text(at)}" if at and state.state is not ReportState.QUEUED else ""
