"""Who writes the words: a model, the offline outline, and what lies between them and a deck."""
