"""The running meeting: agenda, speakers, votes, ballots, attendance, notes."""
