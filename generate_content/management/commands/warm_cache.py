"""`manage.py warm_cache requests.jsonl`: decks made before anybody asks for them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from rest_framework.exceptions import ErrorDetail

from generate_content import composition
from generate_content.api.serializers import DeckRequestSerializer
from generate_content.deck import DeckRequest
from generate_content.warming import Warmed, Warming
from pptapi.envelope import failure_of

_TELL_EVERY_S = 1.0


class Command(BaseCommand):
    help = (
        "Makes the deck of every line of a file, each a body of POST presentation/, so that the "
        "workers find them in the files. Exit code 1 if a line was refused or failed."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("requests", help="a file of one JSON object a line; - for the input")
        parser.add_argument("--jobs", type=_jobs, default=4, help="how many at a time (4)")

    def handle(self, *_: Any, **options: Any) -> None:
        with _opened(options["requests"]) as lines, composition.apart() as services:
            summary = _Summary(self.stdout, self.stderr)
            reader = _Requests(lines, services, summary)
            warming = Warming(services.presentations, jobs=options["jobs"])
            try:
                for warmed in warming.run(reader):
                    summary.count(warmed)
            except KeyboardInterrupt:
                summary.tell(interrupted=True)
                sys.exit(130)
            summary.tell()
        if summary.has_failures:
            sys.exit(1)


class _Summary:
    """What became of the lines; mistakes are told as they come, the rest at the end."""

    def __init__(self, out: Any, progress: Any) -> None:
        self._out = out
        self._progress = progress
        self._began = self._told_at = time.monotonic()
        self._found: Counter[str] = Counter()
        self._refused = self._failed = 0

    @property
    def has_failures(self) -> bool:
        return bool(self._refused or self._failed)

    def count(self, warmed: Warmed) -> None:
        if warmed.error is not None:
            told = failure_of(warmed.error)
            self._failed += 1
            code = told.code if told else "INTERNAL_ERROR"
            self._progress.write(f"line {warmed.index}: {code}: {warmed.error}")
        else:
            assert warmed.level is not None
            self._found[warmed.level] += 1
        if time.monotonic() - self._told_at >= _TELL_EVERY_S:
            self._told_at = time.monotonic()
            done = self._found.total() + self._failed + self._refused
            self._progress.write(f"{done} done")

    def refuse(self, line: int, problems: str) -> None:
        self._refused += 1
        self._progress.write(f"line {line}: refused: {problems}")

    def tell(self, *, interrupted: bool = False) -> None:
        made = self._found.pop("none", 0)
        by_level = ", ".join(f"{number} {level}" for level, number in sorted(self._found.items()))
        cached = f"{self._found.total()} ({by_level})" if by_level else "0"
        seconds = time.monotonic() - self._began
        ending = "Interrupted. " if interrupted else ""
        self._out.write(
            f"{ending}made {made}, already cached {cached}, refused {self._refused}, "
            f"failed {self._failed}, in {seconds:.1f} s"
        )


class _Requests:
    """The valid requests of a file with their line numbers; the others are told and left out."""

    def __init__(self, lines: TextIO, services: composition.Services, summary: _Summary) -> None:
        self._lines = lines
        self._context = {"catalogue": services.catalogue}
        self._summary = summary

    def __iter__(self) -> Iterator[tuple[int, DeckRequest]]:
        for number, line in enumerate(self._lines, 1):
            if line.strip() and (request := self._read(number, line)):
                yield number, request

    def _read(self, number: int, line: str) -> DeckRequest | None:
        try:
            body = json.loads(line)
        except (ValueError, RecursionError):
            self._summary.refuse(number, "not JSON")
            return None
        serializer = DeckRequestSerializer(data=body, context=self._context)
        if not serializer.is_valid():
            self._summary.refuse(number, json.dumps(serializer.errors, default=_plain))
            return None
        request: DeckRequest = serializer.validated_data["deck"]
        return request


def _plain(value: object) -> str:
    assert isinstance(value, ErrorDetail)
    return str(value)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:  # noqa: PLR2004 - as many as a server's threads
        raise argparse.ArgumentTypeError("a whole number from 1 to 64 is needed")
    return int(text)


def _opened(name: str) -> TextIO:
    """Raises: CommandError, with exit code 2."""
    if name == "-":
        return open(sys.stdin.fileno(), encoding="utf-8", errors="replace", closefd=False)
    try:
        return open(name, encoding="utf-8", errors="replace")  # noqa: PTH123 - as given
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}", returncode=2) from error
