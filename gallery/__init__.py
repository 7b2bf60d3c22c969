"""Pictures of every template family: what decks look like, for people who choose."""
