"""The bounds of entries and of messages between machine and server; both sides use this table.

Values that grow by acts have two bounds: a larger one for received values and a smaller one for new ones, so that an
accepted entry never blocks the next act. Values that do not grow (a text, a day) have one.
"""

from __future__ import annotations

LATEST = 1 << 62
"""The maximum time of an entry, whatever a machine's clock says (the year 4199); later entries count up from it."""
STEP = 1 << 32
"""How far a time may lie beyond :data:`LATEST` and beyond all stored times; beyond that it waits for the entries in
between. Using up all times would take a thousand million entries.

The bound does not depend on this machine's own clock: a machine with a dead clock battery would accept nothing, and
what a machine wrote while its clock was ahead would be lost to the others.
"""
END = (1 << 63) - (1 << 48)
"""Times from here on are ignored: older programs accepted them, but no clock is set after them."""

SEQ = (1 << 53) - 1
"""The largest number of an entry: the largest integer that every JSON parser reads exactly (RFC 8259, 6)."""
WHOLE = 10**15 - 1
"""The maximum of a number in a field, positive or negative: as many digits as can be typed."""
COUNT = 10**9
"""Counts, durations (never negative) and sequence numbers; an act that would count beyond it keeps this value."""
ID = 64
"""Characters of a key, a device, a meeting."""
NAME = 200
"""Characters of an act's name, an actor, a field's name."""
TEXT = 1 << 20
"""Bytes of one text in a field, as JSON."""
LINKS = 1 << 20
"""Characters of the links of a change: the entries that it replaced, field by field."""
NAMED = 1_000
"""Replaced entries that a change names for one field.

More concurrent values exist only if somebody constructed them; the others stay in conflict, and the field can still be
changed.
"""
NAMED_BY_REMOVAL = 30_000
"""The same for a removal, for the whole row; their names fit into :data:`LINKS`."""
HEADS = 64
"""Values shown of one conflict, those with the highest priority; beyond it the values before the conflict are not
shown.
"""
CHANGES = 100_000
"""Rows in one entry."""
DEPTH = 24
"""Levels in the details of a received entry: the undo of an undo contains what it undid."""
DETAIL_VALUES = 20_000
"""Values in the details of a received entry, with objects, lists and names."""
DETAIL_LETTERS = 1 << 18
"""Characters of the texts and names in the details of a received entry."""
DETAIL_DEPTH_MADE, DETAIL_VALUES_MADE, DETAIL_LETTERS_MADE = 12, 2_000, 1 << 15
"""The same for a new entry; what an act says beyond it is left out."""
DETAIL_TEXT_MADE = 4_000
"""Characters of one text in the details of a new entry."""
OLD_FIELDS = 500
"""Fields of the values that a received change replaced; they may have been written outside chibo."""
OLD_LETTERS = 8 << 20
"""Characters of their texts and names."""
YEARS = range(1000, 3000)
"""Years of days and times in fields, so that date arithmetic stays within the calendar."""
PARTS = 1_000
"""Entries into which one act is split."""

MADE = 3 << 20
"""Bytes of a new entry: sealed, it always fits into one parcel."""
TAKEN = 32 << 20
"""Bytes of a received entry: older programs made larger ones, which sealing compressed."""
OPENED = TAKEN
"""Bytes of the decompressed lines of one box: decompression stops there, whatever size the box declares."""
OPENED_LEAST = 4 << 20
EXPANSION = 200
"""Bytes of the decompressed lines for each byte of the box, beyond :data:`OPENED_LEAST`.

Entries contain random names and hashes, so runs of many expand thirtyfold at most; one of a single letter is sealed
with a larger box.
"""
RUN = 10_000
"""Entries in one parcel. Their number is in its head, and is checked before the lines are parsed."""
NODES = 1 << 20
"""Objects and lists in one received entry: each takes many times the memory of its text."""
POSITION = 256
"""Characters of a fractional key; when one reaches :data:`LONG_POSITION`, the list gets new keys."""
LONG_POSITION = 128
NUMBERED = 99_999
"""The largest document number that is considered for the next number; a larger one is a mistake or malicious."""

REMARK = 2_000
"""Characters of the superior's remark on a report, a meeting, a cell."""
ANSWER = 4_000
"""Characters of the superior's answer to a petition."""
POINTS = 1_000_000
ANSWERS = 500
"""Answers to petitions, points, praises in one message; the rest needs another request."""
REPORTS = 10_000
"""Reports in one message."""
MACHINES = 10_000
"""Accounts of a cell in one message, including revoked ones."""
HIDDEN_DAYS = 30
"""Days for which the server keeps what a member had removed; it is told as long as a fault."""
DEVICES = 10_000
"""Devices of a cell in one message."""
RECIPIENTS = 101
"""Key boxes in one message: one for each machine that a cell may have, and one for the recovery code."""
KEY_BOX = 16 << 10
"""Bytes of a sealed key ring."""
RING_VERSION = 1_000
"""Keys that a ring has had so far."""
WANTED = 1_000
"""Damaged parcels in one message; the others follow once these are repaired."""
PARCELS = 10_000
"""Parcels in one request."""
