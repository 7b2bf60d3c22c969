"""What there is only where several hosts share Redis: docs/HOSTS.md tells how it works."""
