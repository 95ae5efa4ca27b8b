"""The wall: a second terminal for the projector, which shows the meeting without confidential data."""
