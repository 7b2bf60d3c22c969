"""Every known failure of a model service, over HTTP: what the caller is told, what it costs.

python -m benchmarks.failures

The real server with the real client code of each provider, against a stand-in of the service on
127.0.0.1 that fails in one way after the other. `CONTENT_TIMEOUT_S` is 2.
"""

from __future__ import annotations

import importlib
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from benchmarks.service import DECKS, PROJECT_DIR, Client, Service, running

sys.path.insert(0, str(PROJECT_DIR))
from tests.content.test_failures import FAILURES
from tests.standins import gemini, openai
from tests.standins.gemini import GeminiStandIn
from tests.standins.openai import OpenAIStandIn

TIMEOUT_S = 2
SLACK_S = 1.0  # for the server itself
STATUSES = {"blocked": 502, "truncated": 502, "bad_output": 502, "timeout": 504}
TRIED_AGAIN = {"unavailable", "rate_limited"}  # as far as the time goes
MOST_TRIES = 3
COLUMNS = "{:29}{:>7} {:22}{:16}{:>5}{:>9}{:>8}"


class Failed(NamedTuple):
    status: int
    code: str
    reason: str
    sent: int
    elapsed_s: float
    kept: int
    """Files of words, decks and entries that were not there before."""

    def holds(self, reason: str, sent: int) -> bool:
        """Whether it is what CONTENT.md says of it, in time, with nothing kept."""
        expected = (STATUSES.get(reason, 503), "GEMINI_SERVICE_ERROR", reason)
        tries = range(sent, MOST_TRIES + 1) if reason in TRIED_AGAIN else [sent]
        in_time = self.elapsed_s < TIMEOUT_S + SLACK_S
        return self[:3] == expected and self.sent in tries and in_time and not self.kept


def files(service: Service) -> int:
    kept = [*service.cache_dir.rglob("*.pkl"), *service.cache_dir.rglob("*.pptx")]
    return len(kept)


def fail(service: Service, client: Client, standin: Any, number: int) -> Failed:
    before, sent = files(service), len(standin.requests)
    body = {"prompt": f"Failure {number}", "layout": ["title", "bullet"]}
    started = time.perf_counter()
    answer = client.post(DECKS, body)
    elapsed_s = time.perf_counter() - started
    error = answer.json()["error"]
    requests = len(standin.requests) - sent
    kept = files(service) - before
    reason = error["details"]["reason"]
    return Failed(answer.status, error["code"], reason, requests, elapsed_s, kept)


def table(name: str, service: Service, standin: Any, answers: Any) -> bool:
    """The rows of one provider; whether all hold."""
    print(f"\n{name}\n" + COLUMNS.format("", "status", "code", "reason", "sent", "s", "kept"))
    client, all_hold = service.client(), True
    for number, (what, (answer_of, reason, sent)) in enumerate(FAILURES.items()):
        standin.always(answers.reply())
        # A success between two failures, so that the breaker stays closed.
        good = client.post(DECKS, {"prompt": f"Success {number}", "layout": ["title"]})
        assert good.status == 201, good.content
        standin.always(answer_of(answers))
        failed = fail(service, client, standin, number)
        mark = "" if failed.holds(reason, sent) else "  NOT AS TOLD"
        all_hold &= not mark
        elapsed = f"{failed.elapsed_s:.2f}"
        row = COLUMNS.format(
            what, failed.status, failed.code, failed.reason, failed.sent, elapsed, failed.kept
        )
        print(f"{row}{mark}")
    return all_hold


def main() -> None:
    importlib.import_module("httpx")
    holds = True
    with TemporaryDirectory() as folder, GeminiStandIn() as standin:
        settings = {"GEMINI_API_KEY": "key", "GEMINI_API_ENDPOINT": standin.url}
        with ours(Path(folder), "gemini", settings) as service:
            holds &= table("gemini", service, standin, gemini)
    with TemporaryDirectory() as folder, OpenAIStandIn() as other:
        settings = {"OPENAI_BASE_URL": other.base_url, "OPENAI_MODEL": "m", "OPENAI_API_KEY": "key"}
        with ours(Path(folder), "openai", settings) as service:
            holds &= table("openai", service, other, openai)
    told = "holds" if holds else "does NOT hold"
    print(f"\nEach failure told as CONTENT.md says, in time, with nothing kept: {told}")


def ours(folder: Path, provider: str, settings: dict[str, str]) -> Any:
    return running(
        folder,
        WORKERS="1",
        CONTENT_PROVIDER=provider,
        CONTENT_TIMEOUT_S=str(TIMEOUT_S),
        NO_PROXY="127.0.0.1",
        no_proxy="127.0.0.1",
        **settings,
    )


if __name__ == "__main__":
    main()
