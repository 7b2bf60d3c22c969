"""A level's breaker: when its medium has refused, the level is left alone for some seconds."""

from __future__ import annotations

import errno
import logging
import os

from generate_content.performance_cache.clock import Clock
from generate_content.performance_cache.fork import renew_after_fork
from generate_content.performance_cache.level import Recorder

_log = logging.getLogger(__name__)

REST_S = 5.0


class LevelBreaker:
    """Of this process: another may well reach what this one cannot. All are told to `recorder`.

    Closed until a failure, then open for `rest_s`, then half open until something works again.
    """

    def __init__(
        self, name: str, *, clock: Clock, recorder: Recorder, rest_s: float = REST_S
    ) -> None:
        self._name = name
        self._clock = clock
        self._recorder = recorder
        self._rest_s = rest_s
        self._code: int | None = None
        self._failing_since = self._rests_until = 0.0
        renew_after_fork(self)

    @property
    def is_open(self) -> bool:
        return self._clock.monotonic() < self._rests_until

    @property
    def complaint(self) -> str | None:
        """Why the last try failed; None when it worked."""
        return None if self._code is None else os.strerror(self._code)

    def failed(self, error: OSError) -> None:
        code = error.errno or errno.EIO
        if self._code is None:
            self._failing_since = self._clock.wall()
        if not self.is_open:
            _log.warning(
                "The %s level rests for %.0f s: %s", self._name, self._rest_s, os.strerror(code)
            )
        self._code = code
        self._rests_until = self._clock.monotonic() + self._rest_s
        self._recorder.failing(code, since=self._failing_since, rests_until=self._rests_until)

    def worked(self) -> None:
        """Closes it, but while it is open: what works then had begun before the failure."""
        if self._code is not None and not self.is_open:
            self._code = None
            self._recorder.works()

    def after_fork(self) -> None:
        """A child finds out for itself."""
        self._code = None
        self._failing_since = self._rests_until = 0.0
