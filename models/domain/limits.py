"""The bounds of an entry, and of a message between machine and server: one table, asked on both sides.

What grows by acts has two bounds: what is taken in may be somewhat larger than what is made here, so that no entry
that was accepted stands in the way of the next act. What does not grow (a text, a day) has one.
"""

from __future__ import annotations

LATEST = 1 << 62
"""No machine's clock moves an entry's time beyond this (the year 4199); what comes after counts on from there."""
STEP = 1 << 32
"""So far beyond :data:`LATEST`, and beyond all that is here, a time may lie: it is taken in as soon as what lies
between has come. So many acts nobody does, and to use up all times would take a thousand million entries.

The bound does not go by this machine's own clock: one whose battery is dead would take in nothing, and what a machine
wrote while its clock ran ahead would be lost to the others.
"""
END = (1 << 63) - (1 << 48)
"""Times from here on are nobody's: an older chibo took them in, and no clock follows them."""

SEQ = (1 << 53) - 1
"""The largest number of an entry: the largest that every reader of JSON keeps exact (RFC 8259, 6)."""
WHOLE = 10**15 - 1
"""A number in a field, also below zero: as many digits as can be typed."""
COUNT = 10**9
"""What is counted, timed or numbered; an act that counts on from there stays there."""
ID = 64
"""Letters of a key, a device, a meeting."""
NAME = 200
"""Letters of an act's name, an actor, a field's name."""
TEXT = 1 << 20
"""Bytes of one text in a field, as JSON."""
LINKS = 1 << 20
"""Letters of the entries that a change replaced, field by field."""
CHANGES = 100_000
"""Rows that one entry changes."""
DEPTH = 24
"""Levels in the details of an entry: the undo of an undo holds what it took back."""
YEARS = range(1000, 3000)
"""Of days and times in fields: every calculation with them stays within what a calendar can say."""
PARTS = 1_000
"""Entries into which one act is cut."""

MADE = 3 << 20
"""Bytes of an entry that is made here: sealed, it goes into one parcel, whatever is in it."""
TAKEN = 32 << 20
"""Bytes of an entry that is taken in: older programs made larger ones, which became small when they were sealed."""
OPENED = TAKEN
"""Bytes of the lines in one box, however small it is: no more is decompressed, whatever the box says of itself."""
RUN = 10_000
"""Entries in one parcel. Their number stands in its head, and is compared before the lines are looked at."""
NODES = 1 << 22
"""Objects and lists in one entry that is taken in: each takes up many times the memory that its letters do."""
POSITION = 256
"""Letters of a place in an order; one that is as long as :data:`LONG_POSITION` gives way to new ones for the list."""
LONG_POSITION = 128
NUMBERED = 99_999
"""Numbers of documents up to here count for which one comes next; a larger one is a slip, or somebody's mischief."""

REMARK = 2_000
"""Letters of what the superior writes of a report, a meeting, a cell."""
ANSWER = 4_000
"""Letters of the superior's answer to a petition."""
POINTS = 1_000_000
ANSWERS = 500
"""Answers to petitions, points, praises in one message; the rest is asked for again."""
REPORTS = 10_000
"""Reports in one message."""
MACHINES = 10_000
"""Accounts of a cell in one message, those that are shut out too."""
DEVICES = 10_000
"""Devices of a cell in one message."""
RECIPIENTS = 101
"""Key boxes in one message: for every machine that a cell may have, and for the recovery code."""
KEY_BOX = 16 << 10
"""Bytes of a sealed key ring."""
RING_VERSION = 1_000
"""Keys that a ring had so far."""
WANTED = 1_000
"""Damaged parcels told of at once; the others are told once these are mended."""
PARCELS = 10_000
"""Parcels asked for at once."""
