"""The daemon: exchanges entries with the central server in the background whenever the server can be reached."""
