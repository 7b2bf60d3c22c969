from __future__ import annotations

import pytest

from tests.performance_cache.assembly import Assembly, FakeClock, assemble


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def assembly(tmp_path, clock) -> Assembly:
    return assemble(tmp_path, clock=clock.clock())
