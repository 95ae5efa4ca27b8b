"""The room for journal entries on their way between machines: exchange, merging, daemon, central server."""
