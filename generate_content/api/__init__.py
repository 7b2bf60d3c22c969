"""The HTTP face: validate, call, respond."""
