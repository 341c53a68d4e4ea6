"""What formats with one text and marks on it share: documents, units, both directions."""
