"""A caller's picture: decoded, checked, named by its hash."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property

from PIL import Image

from generate_content.slides.picture_file import BrokenPictureError, PictureFile, dissect

MAX_PIXELS = 25_000_000  # a phone's camera makes 12 to 24 megapixels; decoded, 100 MB at most
MAX_ASPECT = 20  # of the longer side to the shorter; filling a frame would show a sliver
MAX_REMEMBERED = 256

_DATA_URI = re.compile(r"data:(image/(?:png|jpeg));base64,", re.ASCII)
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG"}

# A server has many threads, and decoded pixels take a hundred times the room of their file: a
# process decodes one picture at a time, or a few callers could take all of its memory.
_ONE_AT_A_TIME = threading.RLock()
_VERDICTS: dict[tuple[str, str], str | None] = {}  # None: sound


@dataclass(frozen=True)
class Picture:
    """PNG or JPEG bytes that are known to decode."""

    data: bytes = field(repr=False)
    content_type: str

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def file(self) -> PictureFile:
        file = dissect(self.data)
        assert file is not None
        return file


def picture_from_data_uri(uri: str, *, max_bytes: int) -> Picture:
    """The picture in `data:image/png;base64,...`. Raises: ValueError that says what is wrong."""
    head = _DATA_URI.match(uri)
    if head is None:
        raise ValueError(
            "Expected a base64 data URI: data:image/png;base64,... or data:image/jpeg;base64,..."
        )
    encoded = uri[head.end() :]
    if len(encoded) // 4 * 3 > max_bytes + 3:
        raise ValueError(f"The picture may have at most {max_bytes} bytes.")
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("The picture is not valid base64.") from error
    if len(data) > max_bytes:
        raise ValueError(f"The picture may have at most {max_bytes} bytes.")
    picture = Picture(data, head[1])
    if problem := _remembered_problem(picture):
        raise ValueError(problem)
    return picture


def pixels_to_decode(value: object) -> int:
    """How many a value would take to check, told without decoding; 0 if it is no picture."""
    if not isinstance(value, str) or (head := _DATA_URI.match(value)) is None:
        return 0
    with suppress(ValueError):  # whatever is wrong with it is told by the check itself
        if file := dissect(base64.b64decode(value[head.end() :])):
            return file.width * file.height
    return 0


@contextmanager
def decoding(picture: Picture) -> Iterator[Image.Image]:
    """The picture to decode, without its notes: one at a time, its pixels gone at the end."""
    pixels = io.BytesIO(picture.file.pixels(picture.data))
    with _ONE_AT_A_TIME, closing(Image.open(pixels, formats=[picture.file.kind])) as image:
        yield image


def _remembered_problem(picture: Picture) -> str | None:
    """What is wrong, looked for once in the same picture on many slides."""
    key = (picture.content_type, picture.sha256)
    with suppress(KeyError):  # known pictures need not wait
        return _VERDICTS[key]
    with _ONE_AT_A_TIME:
        if key not in _VERDICTS:  # no other thread told it while this one waited
            if len(_VERDICTS) == MAX_REMEMBERED:
                del _VERDICTS[next(iter(_VERDICTS))]
            _VERDICTS[key] = _problem(picture)
        return _VERDICTS[key]


def _problem(picture: Picture) -> str | None:
    kind = _KINDS[picture.content_type]
    broken = f"The picture is not a whole, valid {kind}."
    try:
        file = dissect(picture.data)
    except BrokenPictureError:
        return broken
    if file is None:
        return broken
    if file.kind != kind:
        return f"The picture is {file.kind}, but was sent as {picture.content_type}."
    if file.width * file.height > MAX_PIXELS:
        return f"The picture may have at most {MAX_PIXELS} pixels."
    if max(file.width, file.height) > MAX_ASPECT * min(file.width, file.height) > 0:
        return f"The picture's longer side may be at most {MAX_ASPECT} times the shorter one."
    return None if _decodes(picture) else broken


def _decodes(picture: Picture) -> bool:
    """Reads every pixel: a truncated picture makes PowerPoint repair the file."""
    try:
        with decoding(picture) as image:
            image.draft(None, (1, 1))  # all of a JPEG is read, an eighth of it is drawn
            image.load()
    except (OSError, SyntaxError, EOFError, ValueError, struct.error):  # Pillow's, for bad data
        return False
    return True
