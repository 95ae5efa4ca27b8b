"""Records: members, tasks, petitions and resolutions, and the history of each."""
