"""A cache of three levels that knows bytes, keys, times and namespaces, and nothing of decks.

`tiered.TieredCache` is its front door; docs/CACHE.md tells how it works.
"""
