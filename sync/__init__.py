"""Synchronisation of journal entries between machines: exchange, daemon, central server, superior's pages."""
