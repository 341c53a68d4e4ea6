"""A web page as an article: its blocks, what it says of itself, which of it is the main text."""
