"""The daemon: carries what changed to and from the central server, whenever there is a connection, and needs nobody."""
