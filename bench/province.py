"""A province for the benchmark of the pages: committees of fifty cells, five years of reports, filled in by SQL."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.domain.clock import to_text
from models.domain.seal import line_seals, seal_of
from sync.protocol.envelope import EnvelopeKind
from sync.reports.envelope import sign
from sync.server import figures, rollup, tree
from sync.server.database import Database
from sync.vocabulary import OrganisationKind, SupervisorRole
from sync.web.accounts import passwords, supervisors
from sync.web.accounts.supervisors import Secrets
from sync.web.periods import month_of, plus

CELLS = 50
"""Of each committee."""
MONTHS = 60
PASSWORD = passwords.new_password()
SECRET = passwords.new_secret()
_SEED = bytes(range(32))
_PARAGRAPH = "Chi bộ nghe báo cáo tình hình tháng trước; thảo luận về đường nội thôn và thu hoạch vụ mùa.\n"

_CELLS = """
INSERT INTO organisation (id, parent_id, kind, name, sort_key, created_at, since)
SELECT md5(id || n)::uuid::text, id, 'cell', 'Chi bộ thôn ' || n || ', ' || name,
    convert_to('Chi bộ thôn ' || lpad(n::text, 2, '0') || name, 'UTF8'), :now, :first
FROM organisation, generate_series(1, :cells) n WHERE kind = 'committee';
INSERT INTO cell_stay (cell, since, until, place) SELECT id, '', NULL, parent_id FROM organisation WHERE kind = 'cell';
INSERT INTO organisation_above (ancestor, descendant, depth)
SELECT a.ancestor, o.id, a.depth + 1 FROM organisation o JOIN organisation_above a ON a.descendant = o.parent_id
WHERE o.kind = 'cell';
INSERT INTO organisation_above (ancestor, descendant, depth) SELECT id, id, 0 FROM organisation WHERE kind = 'cell'
"""
_REPORTS = """
CREATE TEMP TABLE told AS
SELECT o.id AS cell, 'm-' || m AS report, m AS month, abs(hashtext(o.id || m)) AS luck
FROM organisation o, unnest(CAST(:months AS text[])) m WHERE o.kind = 'cell' AND abs(hashtext(m || o.id)) % 32 > 0;
INSERT INTO report (cell, id, state, remark, document, account, received_at, decided_at)
SELECT cell, report, CASE WHEN month = :last AND luck % 3 = 0 THEN 'sent' ELSE 'acknowledged' END, '', '', 'machine',
       month || '-04T03:00:00.000Z', month || '-05T03:00:00.000Z' FROM told;
INSERT INTO report_figure (cell, report, version, state, month, day, kind, title, theme, thematic, held, late, minutes,
    planned, present, attendance_n, attendance_d, speaking_n, speaking_d, tasks_n, tasks_d, tasks_given, tasks_overdue,
    resolutions, points, points_of, quality, invited, attended, evaluated, seal)
SELECT cell, report, :version, CASE WHEN month = :last AND luck % 3 = 0 THEN 'sent' ELSE 'acknowledged' END, month,
    month || '-' || lpad((luck % 9 + 1)::text, 2, '0'), 'regular', 'Sinh hoạt thường kỳ ' || month,
    CASE WHEN luck % 3 = 0 THEN 'Học tập và làm theo Bác' ELSE '' END, luck % 3 = 0, true, luck % 11 = 0, 95, 90,
    16 + luck % 4, 16 + luck % 4, 20, 8 + luck % 5, 16 + luck % 4, luck % 5, 4, 4, luck % 2, 1,
    70 + luck % 31, 100, CASE WHEN luck % 31 >= 20 THEN 1 ELSE 2 END, true, luck % 4 > 0, luck % 8 = 1, '' FROM told;
INSERT INTO petition (cell, id, report, text, from_text, to_text, raised_on, received_at, answer, answered_at)
SELECT cell, 'p-' || month, report, 'Đề nghị sửa đoạn đường vào thôn trước mùa mưa.', 'Lò Thị Mây', 'UBND xã',
    month || '-03', month || '-04T03:00:00.000Z', CASE WHEN month < :last THEN 'Đã giao.' ELSE '' END,
    CASE WHEN month < :last THEN month || '-20T03:00:00.000Z' END FROM told
WHERE luck % 10 = 0 OR month = :last AND luck % 3 = 0;
INSERT INTO four_good (cell, year, state, points, certificate, remark, registered_at, registered_by)
SELECT DISTINCT cell, substr(month, 1, 4)::int, CASE WHEN hashtext(cell) % 2 = 0 THEN 'met' ELSE 'registered' END, 96,
    '', '', :now, '' FROM told;
INSERT INTO assigned_superior (cell, since, until, name, assigned_at, assigned_by)
SELECT id, :first, NULL, 'Trần Thị Bích', :now, '' FROM organisation WHERE kind = 'cell' AND hashtext(id) % 5 <> 0;
INSERT INTO praise (id, cell, text, written_at, written_by)
SELECT md5('praise' || id)::uuid::text, id, 'Mỗi đảng viên một việc.', :now, '' FROM organisation
WHERE kind = 'cell' AND hashtext(id) % 4 = 0
"""


@dataclass(frozen=True, slots=True)
class Province:
    """Ids: the whole, one committee of it, one cell of that, whose reports are whole documents."""

    whole: str
    committee: str
    cell: str


def fill(database: Database, now: datetime, committees: int) -> Province:
    """Fill an empty PostgreSQL with a province, and two supervisors: ``province`` and ``committee``."""
    found = database.write(_fill, now, committees)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    return found


def _fill(connection: Connection, now: datetime, committees: int) -> Province:
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    province = tree.add(connection, now, OrganisationKind.PROVINCE, "Tỉnh ủy Tuyên Quang", "").id
    ids = [
        tree.add(connection, now, OrganisationKind.COMMITTEE, f"Đảng bộ xã số {number:03}", province).id
        for number in range(committees)
    ]
    last = month_of(now)
    months = [plus(last, -back) for back in range(MONTHS)]
    given = {"now": to_text(now), "first": months[-1], "last": last, "months": months, "cells": CELLS}
    for statement in (_CELLS + ";" + _REPORTS).split(";\n"):
        names = {name: value for name, value in given.items() if f":{name}" in statement}
        names |= {"version": figures.VERSION} if ":version" in statement else {}
        connection.execute(text(statement), names)
    rollup.refresh(connection, ids)
    rollup.refresh_petitions(connection, ids)
    for login, place in (("province", province), ("committee", ids[0])):
        supervisors.add(connection, now, login, "Nguyễn Văn Ổn", Secrets(passwords.hashed(PASSWORD), SECRET))
        supervisors.grant(connection, now, login, place, SupervisorRole.OFFICER)
    return Province(province, ids[0], _cell_with_documents(connection, ids[0]))


def _cell_with_documents(connection: Connection, committee: str) -> str:
    cell = connection.execute(
        text("SELECT min(id) FROM organisation WHERE parent_id = :id"), {"id": committee}
    ).scalar()
    for row in connection.execute(text("SELECT id FROM report WHERE cell = :cell"), {"cell": cell}).all():
        document = sign(_content(row.id), EnvelopeKind.REPORT, "key", _SEED)
        names = {"document": document, "cell": cell, "id": row.id}
        connection.execute(text("UPDATE report SET document = :document WHERE cell = :cell AND id = :id"), names)
    return str(cell)


def _content(report: str) -> dict[str, Any]:
    day = date.fromisoformat(f"{report[2:]}-03")
    opened, minutes = datetime(day.year, day.month, day.day, 7, tzinfo=UTC), _PARAGRAPH * 60
    times = {"opened_at": to_text(opened), "closed_at": to_text(opened + timedelta(minutes=95))}
    content = {
        "cell": {"id": "cell", "name": "Chi bộ thôn 1", "superior": "Đảng bộ xã"},
        "meeting": {"id": report, "kind": "regular", "title": "Sinh hoạt thường kỳ", "minutes": 95, **times},
        "attendance": {"convened": 20, "present": 18, "excused": 2, "unexcused": 0},
        "minutes": {"text": minutes, "seal": seal_of(minutes), "approved_at": times["closed_at"]},
        "paragraphs": line_seals(minutes),
    }
    found: dict[str, Any] = json.loads(json.dumps(content))
    return found
