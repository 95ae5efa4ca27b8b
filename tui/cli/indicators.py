"""``chibo indicators``: the figures that superiors ask for, as part, whole and percentage, from the cell's records."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from models.domain.bands import Rate
from models.domain.clock import day_of, system_clock
from models.domain.errors import WrongUsage
from models.domain.formats import percent_text
from models.domain.indicators import indicator_name
from models.domain.language import N_, _
from models.domain.typed.days import YEARS, year_of
from models.domain.typed.numbers import read_whole
from tui.cli.access import reading
from tui.cli.output import print_json, print_table

MAX_YEARS = 20
"""The longest period in years; a longer one is a typing error."""


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("indicators", help=_(N_("The cell's indicators in a year or a period, from its records.")))
    def indicators(
        context: typer.Context,
        year: Annotated[int | None, typer.Option(help=_(N_("The year; else this one.")))] = None,
        first: Annotated[str, typer.Option("--from", help=_(N_("The first month, 2026-03 or 03/2026.")))] = "",
        last: Annotated[str, typer.Option("--to", help=_(N_("The last month; else the present one.")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
        as_csv: Annotated[bool, typer.Option("--csv", help=_(N_("Print CSV.")))] = False,
    ) -> None:
        from models.queries.indicators import indicators as found_in

        today = day_of(system_clock()())
        begin, end = _period(year, first, last, today)
        with reading(context.obj) as connection:
            found = found_in(connection, context.obj, begin, end, today)
        rows = [(indicator_name(one.indicator), one.numerator, one.denominator, one.percent) for one in found]
        if as_json:
            print_json({"from": begin, "to": end, "indicators": found})
        elif as_csv:
            _print_csv(rows)
        else:
            print_table(
                (name, f"{part}/{whole}", percent_text(Rate(part, whole))) for name, part, whole, _percent in rows
            )


def _print_csv(rows: list[tuple[str, int, int, str | None]]) -> None:
    from models.exports.tables import ExportTable
    from models.exports.writers import to_csv

    headings = (_("Indicator"), _("Part"), _("Whole"), _("Percent"))
    sys.stdout.write(to_csv(ExportTable(_("Indicators"), headings, tuple(rows))).decode())


def _period(year: int | None, first: str, last: str, today: date) -> tuple[str, str]:
    if year is not None and (first or last):
        raise WrongUsage(N_("Give a year, or the months from and to; not both."))
    if year is not None:
        return f"{year_of(year)}-01", f"{year}-12"
    end = _month(last) if last else max(f"{today:%Y-%m}", _month(first) if first else "")
    begin = _month(first) if first else f"{end[:4]}-01"
    if begin > end or int(end[:4]) - int(begin[:4]) >= MAX_YEARS:
        raise WrongUsage(
            N_("The months {first} to {last} are no period; give the earlier one first."), first=begin, last=end
        )
    return begin, end


def _month(text: str) -> str:
    """Return a month as ``2026-03``, of ``2026-03`` or ``03/2026``. Raises :class:`WrongUsage`."""
    year, _dash, month = text.partition("-")
    if "/" in text:
        month, _dash, year = text.partition("/")
    try:
        found = date(read_whole(year), read_whole(month), 1)
    except (ValueError, OverflowError, WrongUsage):
        found = None
    if found is None or found.year not in YEARS:
        raise WrongUsage(N_("“{text}” is no month; write 2026-03 or 03/2026."), text=text)
    return f"{found:%Y-%m}"
