"""The command line: thin commands over the same queries and acts as the screens."""
