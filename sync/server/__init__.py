"""The central server: stores the sealed parcels of cells' machines, which it cannot open, and delivers them to the
others.

Needs the extra ``chibo[server]``. It imports neither ``sync.client`` nor ``tui``; the messages of both sides are in
``sync.protocol``.
"""
