"""`manage.py prepare_server`: what has to be done once, before the workers start."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from pptapi.signals import server_starting


class Command(BaseCommand):
    help = "Brings the database up to date and starts the statistics anew. `make run` calls it."
    requires_system_checks: list[str] = []  # they import every view: half a second of each start

    def handle(self, *args: Any, **options: Any) -> None:
        del args, options
        try:
            _update_database()
        except OperationalError as error:
            raise CommandError(f"The database (DATABASE_URL) cannot be used: {error}") from error
        server_starting.send(sender=type(self))


def _update_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
    call_command("flushexpiredtokens", verbosity=0)
