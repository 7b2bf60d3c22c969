"""Decks: from a request to a .pptx, and the cache in front of it."""

VERSION = "0.1.0"
"""The release; part of every deck's cache key, since another release may draw differently."""
