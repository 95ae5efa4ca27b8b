"""The year: the overview, both sheets, the themes, the indicators, the reviews of members."""
