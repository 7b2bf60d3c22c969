"""What the project tells its apps."""

from __future__ import annotations

from django.dispatch import Signal

server_starting = Signal()
"""Sent once by `make run`, before any worker runs: what counts "since the start" begins anew."""
