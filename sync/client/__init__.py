"""A machine's side of sync: its account, the carriers, joining and inviting, one exchange over the store."""
