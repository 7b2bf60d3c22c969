from __future__ import annotations

import random

from generate_content.performance_cache.freshness import Lifetime, is_due


def test_jitter_only_shortens_and_by_its_share_at_most():
    lifetime = Lifetime(ttl_s=100.0, jitter=0.05)
    assert lifetime.shortened_s(None, lambda: 0.0) == 100.0
    assert lifetime.shortened_s(None, lambda: 0.999999) > 95.0
    assert lifetime.shortened_s(200.0, lambda: 0.5) == 195.0


def test_without_jitter_a_life_is_whole():
    assert Lifetime(ttl_s=100.0).shortened_s(None, lambda: 0.9) == 100.0


def share_due(remaining_s: float, *, made_in_s: float = 1.0, beta: float = 1.0) -> float:
    dice = random.Random(1)
    due = [
        is_due(remaining_s=remaining_s, made_in_s=made_in_s, beta=beta, random=dice.random)
        for _ in range(4000)
    ]
    return sum(due) / len(due)


def test_the_nearer_the_end_the_likelier_a_renewal():
    shares = [share_due(remaining_s) for remaining_s in (20.0, 3.0, 1.0, 0.2)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    # P(-delta * beta * ln(u) >= t) = exp(-t / (delta * beta))
    assert abs(shares[2] - 0.3679) < 0.03


def test_the_longer_the_making_the_earlier_the_renewal():
    assert share_due(5.0, made_in_s=5.0) > share_due(5.0, made_in_s=1.0)
    assert share_due(5.0, beta=5.0) > share_due(5.0, beta=1.0)


def test_an_expired_value_is_due():
    assert is_due(remaining_s=-1.0, made_in_s=0.0, beta=1.0, random=lambda: 0.0)
