"""Companies and deals as a network: what the graph formats share."""
