"""The central server: keeps what cells' machines send, in boxes that it cannot open, and hands it to the others.

Needs the extra ``chibo[server]``. It imports neither ``sync.client`` nor ``tui``; what both sides of the network say
is in ``sync.protocol``.
"""
