"""Everything that can go wrong while a deck is made.

    PresentationError
    ├─ InvalidDeck                 the request is wrong, field by field
    │  ├─ UnknownTemplate
    │  ├─ UnknownSlideType
    │  └─ DeckDoesNotFit           a text is too long for its box at 12 pt
    ├─ NotFound                    a template, category, ratio or deck is not there
    ├─ ContentError                the words could not be had; has service, reason, retry_after_s
    │  ├─ ProviderNotConfigured    not_configured
    │  ├─ ProviderUnavailable      unavailable
    │  ├─ ProviderRateLimited      rate_limited
    │  ├─ ProviderTimeout          timeout
    │  └─ InvalidProviderReply     bad_output
    │     ├─ ReplyBlocked          blocked
    │     └─ ReplyTruncated        truncated
    ├─ RenderError                 the words could not be drawn
    │  └─ TemplateMismatch         the template lacks what its description promises
    ├─ StorageError                the file could not be kept
    └─ NotBegun                    one of many was left out, for want of time or budget

None of them knows HTTP: `pptapi/envelope.py` is the one place that gives them a status.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, TypeAlias

ErrorTree: TypeAlias = "list[str] | dict[str, ErrorTree]"
"""Messages by field name, then by list position as a string: {"layout": {"1": ["..."]}}."""


class PresentationError(Exception):
    """The root of this tree; its text is fit for the caller's eyes."""


class InvalidDeck(PresentationError):
    """The request cannot become a deck; `details` names every wrong field."""

    def __init__(self, message: str, details: Mapping[str, ErrorTree]) -> None:
        super().__init__(message)
        self.details = dict(details)


class UnknownTemplate(InvalidDeck):
    """No template has this id."""

    def __init__(self, template_id: str, known: Iterable[str]) -> None:
        message = f'"{template_id}" is not a known template. Known: {", ".join(known)}.'
        super().__init__("Unknown template", {"template_id": [message]})


class UnknownSlideType(InvalidDeck):
    """No slide type has this name."""

    def __init__(self, position: int, message: str) -> None:
        super().__init__("Unknown slide type", {"layout": {str(position): [message]}})


class DeckDoesNotFit(InvalidDeck):
    """Texts do not fit their boxes at the smallest type size, 12 pt."""

    def __init__(
        self,
        slide_index: int,
        path: tuple[str, ...],
        message: str,
        *more: tuple[int, tuple[str, ...], str],
    ) -> None:
        """`path`: the field; within a list, position and part too. `more`: further texts' three."""
        slides: dict[str, ErrorTree] = {}
        for index, (*outer, name), problem in ((slide_index, path, message), *more):
            fields = slides
            for key in (str(index), *outer):
                inner = fields.setdefault(key, {})
                assert isinstance(inner, dict)
                fields = inner
            fields[name] = [problem]
        super().__init__("A text does not fit its slide", {"content": slides})


class NotFound(PresentationError):
    """What was asked for by name is not there; `details` may name what is."""

    def __init__(self, message: str, details: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.details = dict(details or {})


class ContentError(PresentationError):
    """The words for a deck could not be had from `service`."""

    reason: ClassVar[str]

    def __init__(self, service: str, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.service = service
        self.retry_after_s = retry_after_s


class ProviderNotConfigured(ContentError):
    """There is no key, no address, or the service refuses the key."""

    reason = "not_configured"


class ProviderUnavailable(ContentError):
    """The service is down, overloaded or cannot be reached, or its breaker is open."""

    reason = "unavailable"


class ProviderRateLimited(ContentError):
    """The service wants fewer requests; `retry_after_s` when it said for how long."""

    reason = "rate_limited"


class ProviderTimeout(ContentError):
    """No whole reply within the time budget."""

    reason = "timeout"


class InvalidProviderReply(ContentError):
    """The reply is not what was asked for, also after the one repetition."""

    reason = "bad_output"


class ReplyBlocked(InvalidProviderReply):
    """The service refused the prompt or withheld its answer."""

    reason = "blocked"


class ReplyTruncated(InvalidProviderReply):
    """The reply ended at the token limit, in mid-sentence."""

    reason = "truncated"


class RenderError(PresentationError):
    """The deck could not be drawn: a fault of ours or of the template."""

    def __init__(self, message: str, *, template_id: str, stage: str = "render") -> None:
        super().__init__(message)
        self.template_id = template_id
        self.stage = stage


class TemplateMismatch(RenderError):
    """The template cannot be read, or lacks what its description promises."""

    def __init__(self, message: str, *, template_id: str) -> None:
        super().__init__(message, template_id=template_id, stage="template")


class StorageError(PresentationError):
    """The file could be kept neither in the cache folder nor in the fallback."""

    stage = "storage"


class NotBegun(PresentationError):
    """One of many decks that were to be made was left out: time or budget was used up."""
