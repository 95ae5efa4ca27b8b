"""``export``, ``profile``: the state as JSON, the data files of rules and agendas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.domain.clock import day_of, system_clock
from models.domain.errors import Refused
from models.domain.language import N_, _
from models.materials.carrying import carry_out, folder_beside, named
from models.profiles import DataFile, copy_to_home, list_data
from models.profiles.files import data_file
from models.profiles.sources import check
from models.queries.materials import MaterialView, every_material
from models.store.export import export_text
from tui.cli.access import reading
from tui.cli.output import json_value, print_json, print_line, print_notice, print_table
from tui.cli.outputs import STANDARD_OUTPUT, Force, output_path, write_out

_LEFT_OUT = N_(
    "Not in it: the journal (who changed what and when), this machine's access to a server, rules and templates of the"
    " cell's own, drafts of forms, documents already made."
)


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    _add_profile(program)

    @program.command("export", help=_(N_("Print the complete state as JSON; it holds confidential notes too.")))
    def export(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON (the only form there is).")))] = True,  # noqa: ARG001
        out: Annotated[
            str, typer.Option(help=_(N_("Write it to a file, for your eyes only; “-” prints it.")))
        ] = STANDARD_OUTPUT,
        force: Force = False,
    ) -> None:
        with reading(context.obj) as connection:
            text, papers = export_text(connection), every_material(connection)
        path = None if out == STANDARD_OUTPUT else output_path(out, "chibo.json", force=force)
        if papers and path is not None:
            _carry_papers(context.obj, folder_beside(path), papers, force=force)
        write_out(out, "chibo.json", text.encode(), force=force, private=True, said=N_("Written: {path}"))
        if papers and path is None:
            print_notice(
                _("Not printed: {count} attached papers; --out FILE writes them beside it.").format(count=len(papers))
            )
        print_notice(_(_LEFT_OUT))


def _carry_papers(home: Path, folder: Path, papers: tuple[MaterialView, ...], *, force: bool) -> None:
    if folder.exists() and not force:
        raise Refused(N_("{path} is there already and was left as it is; --force writes into it."), path=folder)
    missing = carry_out(home, folder, papers)
    if len(missing) < len(papers):
        print_line(_("Written: {path}").format(path=folder))
    if missing:
        print_notice("⚠ " + _("Not on this machine, so not in it: {papers}.").format(papers=named(missing)))


def _add_profile(program: typer.Typer) -> None:
    profile = typer.Typer(help=_(N_("Rules, agendas and sheets as data files.")))
    program.add_typer(profile, name="profile")
    _add_check(profile)

    @profile.command("list", help=_(N_("List the data files that count.")))
    def list_files(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        files = list_data(context.obj)
        if as_json:
            print_json(json_value(files))
            return
        own = {True: _("the cell's own"), False: _("shipped")}
        print_table((one.id, own[one.own], str(one.valid_from or ""), _title(one)) for one in files)

    @profile.command("lint", help=_(N_("Say what does not add up in the data files: sums, gaps, overlaps.")))
    def lint_files(
        context: typer.Context,
        names: Annotated[list[str] | None, typer.Argument(help=_(N_("Their ids; none: all of them.")))] = None,
    ) -> None:
        every = list_data(context.obj)
        for name in names or ():
            data_file(context.obj, "", name)  # raises with the known names for an unknown one
        files = [one for one in every if not names or one.id in names]
        for one in files:
            for remark in (*([one.error] if one.error else ()), *one.remarks):
                print_line(f"{one.id}: {remark}")
        remarks = sum(len(one.remarks) for one in files)
        wrong = sum(one.error is not None for one in files)
        print_line(
            _("{files} files, {remarks} remarks, {wrong} wrong.").format(files=len(files), remarks=remarks, wrong=wrong)
        )
        if wrong:
            raise typer.Exit(1)

    @profile.command("copy", help=_(N_("Copy a shipped file into the cell's folder, to be edited there.")))
    def copy(context: typer.Context, name: Annotated[str, typer.Argument(help=_(N_("Its id.")))]) -> None:
        print_line(_("Written: {path}").format(path=copy_to_home(context.obj, name)))


def _add_check(profile: typer.Typer) -> None:
    @profile.command("check", help=_(N_("Say which rules rest on documents that others took the place of.")))
    def check_sources(context: typer.Context) -> None:
        found = list(check(context.obj, day_of(system_clock()())))
        for name, sentence in found:
            print_line(f"{name}: {sentence}")
        print_line(
            _("{count} remarks.").format(count=len(found)) if found else _("No rule rests on a superseded document.")
        )


def _title(one: DataFile) -> str:
    """Return the title of a file, or its error."""
    if one.error:
        return str(one.error)
    return str(one.title)
