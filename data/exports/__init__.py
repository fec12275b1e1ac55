"""Files to take away: the agreement, the role matrix, the dossier and the meetings."""
