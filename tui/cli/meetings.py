"""``meeting new|list|show``."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any

import typer

from models.acts.registry import perform
from models.domain.clock import day_of, system_clock
from models.domain.errors import Refused
from models.domain.formats import hour_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.typed.hours import read_time
from models.domain.vocabulary import MeetingKind, Visibility
from models.profiles.schema import RuleProfile
from models.queries.agenda import AgendaView, agenda
from models.queries.lookup import latest_meeting
from models.queries.meetings import find_meeting, meeting_title, meetings
from models.queries.notes import notes
from models.queries.results import round_result
from models.queries.roll_call import electorate_of, roll_call
from models.queries.rules import meeting_rules
from models.queries.votes import MotionView, RoundView, motions
from tui.cli.access import acting, reading
from tui.cli.output import json_value, print_json, print_line, print_notice, print_table
from tui.lines.items import ITEM_SIGNS


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Meetings: plan, list, show.")))
    program.add_typer(group, name="meeting")
    _add_new(group)
    _add_list(group)
    _add_show(group)


def _add_new(group: typer.Typer) -> None:
    @group.command("new", help=_(N_("Plan a meeting from the template of its kind.")))
    def new(
        context: typer.Context,
        kind: Annotated[MeetingKind, typer.Argument(help=_(N_("Kind of meeting.")))],
        at: Annotated[str, typer.Option(help=_(N_("When, like “14:00 03/12/2026”.")))],
        place: Annotated[str, typer.Option(help=_(N_("Where.")))] = "",
        title: Annotated[str, typer.Option(help=_(N_("A title of its own.")))] = "",
        minutes: Annotated[int | None, typer.Option(help=_(N_("Planned minutes.")))] = None,
    ) -> None:
        moment = read_time(at, day_of(system_clock()()))
        with acting(context.obj) as store:
            outcome = perform(store, "meeting.plan", kind=kind, at=moment, place=place, title=title, minutes=minutes)
        print_line(outcome.label)
        for warning in outcome.warnings:
            print_notice(f"⚠ {warning} ({warning.citation})")


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the meetings.")))
    def list_all(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        with reading(context.obj) as connection:
            every = meetings(connection)
        if as_json:
            print_json(every)
        else:
            print_table((meeting_title(one), hour_text(one.begins_at), label(one.state)) for one in every)


def _add_show(group: typer.Typer) -> None:
    @group.command("show", help=_(N_("Show a meeting: agenda, roll-call, votes.")))
    def show(
        context: typer.Context,
        meeting: Annotated[str, typer.Argument(help=_(N_("Its day or title; the running one if left out.")))] = "",
        confidential: Annotated[bool, typer.Option(help=_(N_("With the confidential notes.")))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        with reading(context.obj) as connection:
            key = find_meeting(connection, meeting) if meeting else latest_meeting(connection)
            if key is None:
                raise Refused(N_("There is no meeting yet. Plan one with “chibo meeting new”."))
            view, voted = agenda(connection, key), motions(connection, key)
            written = notes(connection, key, tuple(Visibility) if confidential else (Visibility.MINUTES,))
            if as_json:
                rules = meeting_rules(context.obj, view.meeting)
                print_json(_as_json(connection, view, voted, rules) | {"notes": json_value(written)})
                return
        _print_agenda(view)
        for motion in voted:
            for one in motion.rounds:
                print_line(_round_line(motion, one))
        for note in written:
            print_line(f"[{label(note.kind)}] {note.text}")


def _print_agenda(view: AgendaView) -> None:
    print_line(f"{meeting_title(view.meeting)}  {hour_text(view.meeting.begins_at)}  {label(view.meeting.state)}")
    print_table(
        (ITEM_SIGNS[item.state], item.number, item.title, f"{item.minutes}′", item.presenter) for item in view.items
    )


def _round_line(motion: MotionView, one: RoundView) -> str:
    result = round_result(one)
    why = f" ({one.void_reason})" if one.void_reason else ""
    told = f" · {result} ({result.arithmetic})" if result and result.arithmetic else f" · {result}" if result else ""
    return f"{motion.title} · {one.number} · {label(one.method)} · {label(one.state)}{why}{told}"


def _as_json(
    connection: sqlite3.Connection, view: AgendaView, voted: tuple[MotionView, ...], rules: RuleProfile
) -> dict[str, Any]:
    people = electorate_of(connection, view.meeting.id, rules.votes.counting)
    return {
        "meeting": json_value(view.meeting),
        "agenda": [
            {
                "number": item.number,
                "id": item.id,
                "title": item.title_vi,
                "title_en": item.title_en,
                "state": item.state.value,
                "minutes": item.minutes,
                "presenter": item.presenter,
                "started_at": json_value(item.started_at),
                "ended_at": json_value(item.ended_at),
                "conclusion": item.conclusion,
            }
            for item in view.items
        ],
        "roll_call": json_value(roll_call(connection, view.meeting.id)),
        "electorate": people.arithmetic()
        | {
            "voters_present": people.voters_present,
            "others_present": people.others_present,
        },
        "motions": json_value(voted),
    }
