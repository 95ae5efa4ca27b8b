"""The rules of the meeting as pure functions over plain values; the standard library only."""
