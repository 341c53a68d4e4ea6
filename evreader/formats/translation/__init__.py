"""What translation memories and translation files share: units of sentences, both directions."""
