"""The meeting while it is held: agenda, floor, votes, ballots, attendance, notes."""
