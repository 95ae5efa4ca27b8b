"""Name, identification and bounds of the store's file."""

from __future__ import annotations

DATABASE = "chibo.db"
APPLICATION_ID = 0x63686962  # "chib": SQLite's application_id, which distinguishes the file from other databases
BUSY_SECONDS = 5
ACT_PAGES, RUN_PAGES = 4_000, 1_000
"""Pages in the write-ahead log from which a commit checkpoints it, which takes some tens of milliseconds: an act's
commit does so rarely, an import of remote entries sooner. Within a series of transactions no commit does;
``Store.checkpoint`` does it between them: while another connection writes, the log does not restart, so that every
commit would checkpoint.
"""
