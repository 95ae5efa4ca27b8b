"""The names and bounds of the store's file, for all that open or write it."""

from __future__ import annotations

DATABASE = "chibo.db"
APPLICATION_ID = 0x63686962  # "chib": tells the file from any other SQLite database
BUSY_SECONDS = 5
ACT_PAGES, RUN_PAGES = 4_000, 1_000
"""Pages in the log from which on a commit takes them over into the file, some tens of milliseconds: an act's commit
seldom, that of what arrives from elsewhere sooner. Within a run of transactions no commit does (``take_over`` does):
beside somebody who acts the log does not begin anew, and every commit would.
"""
