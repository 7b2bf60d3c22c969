"""Apart from the client's package, which nobody loads who has no Redis: 0.2 s and 10 MB."""


class RedisAway(Exception):
    """Redis does not answer, was left alone because it did not, or refuses the command."""
