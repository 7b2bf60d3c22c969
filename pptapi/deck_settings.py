"""What the deck app is told by the settings, as one value: `settings.DECKS`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class ProviderName(StrEnum):
    """Who writes what the caller left out."""

    GEMINI = "gemini"
    OPENAI = "openai"
    OFFLINE = "offline"


class RenewAhead(StrEnum):
    """Which popular decks are made again before they expire."""

    OFF = "off"
    PROVIDED = "provided"
    """Those whose making calls no model."""
    ALL = "all"


@dataclass(frozen=True)
class GeminiSettings:
    api_key: str | None = field(repr=False)  # never in a log
    model: str
    api_endpoint: str | None
    """None: Google's own; else a base URL such as http://127.0.0.1:8099."""


@dataclass(frozen=True)
class OpenAISettings:
    """Of any OpenAI-compatible server."""

    base_url: str | None
    """What "/chat/completions" is added to, such as http://127.0.0.1:11434/v1."""
    api_key: str | None = field(repr=False)  # never in a log
    model: str | None


@dataclass(frozen=True)
class DeckSettings:
    templates_dir: Path
    cache_dir: Path
    cache_memory_bytes: int
    """The most that level 1 holds, in each worker."""
    cache_disk_bytes: int
    """The most that level 3 and the decks hold together, on this host."""
    soft_limit_s: float | None
    """How long a request waits for a new deck while an expired one is at hand; None: until it is
    made, or cannot be."""
    renew_ahead: RenewAhead
    renew_model_calls: int
    """The most an hour, on this host, for decks that nobody waits for."""
    content_provider: ProviderName
    """`auto` is resolved already."""
    content_timeout_s: float
    """For all words of one deck."""
    gemini: GeminiSettings
    openai: OpenAISettings
    public_base_url: str | None
    """What links begin with, without the last slash; None: the asking request's own."""

    @property
    def provider_is_configured(self) -> bool:
        """Whether the chosen provider has all it needs; what it lacks is an error per request."""
        return {
            ProviderName.GEMINI: bool(self.gemini.api_key),
            ProviderName.OPENAI: bool(self.openai.base_url and self.openai.model),
            ProviderName.OFFLINE: True,
        }[self.content_provider]

    @property
    def state_dir(self) -> Path:
        """Small files that the workers share: counters, windows, generations."""
        return self.cache_dir / "state"
