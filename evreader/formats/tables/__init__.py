"""Deals, entities and mentions as tables: what spreadsheet formats share, both directions."""
