"""Decks: from a request to a .pptx, and the cache in front of it."""
