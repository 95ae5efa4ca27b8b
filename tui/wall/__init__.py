"""The wall: a second terminal for the projector, which follows the meeting and shows nothing confidential."""
