"""Equal decks are equal bytes in every process."""

import sys

from generate_content.catalogue import Catalogue
from tests.sameness import ELSEWHERE, KINDS, PROJECT_DIR, report
from tests.samples import TEMPLATES


def test_the_same_decks_are_the_same_bytes_in_any_process(tmp_path):
    """The second virtual environment is left to `python -m tests.sameness --elsewhere`."""
    here = {"PYTHONHASHSEED": "0", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"}
    found = report(sys.executable, here, PROJECT_DIR, 0o022)
    assert len(set(found.splitlines())) == len(KINDS) * len(Catalogue(TEMPLATES))
    assert report(sys.executable, ELSEWHERE, tmp_path, 0o077) == found
