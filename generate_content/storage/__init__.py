"""Generated decks: as files on this host, and where every host finds them.

`store.DeckStore` is its front door; a deck is a file with a signed note beside it.
"""

from generate_content.storage.store import TOTALS, DeckFile, DeckStore, StoredDeck

__all__ = ["TOTALS", "DeckFile", "DeckStore", "StoredDeck"]
